//! The options of a client.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use super::client::IonosClient;
use super::config::{self, Limits, Surroundings};
use super::provider::IonosProvider;
use crate::environment::{Environment, Source};
use crate::error::Error;
use crate::transport::{Event, Observer, Proxy};
use crate::{Secret, blocking};

/// The provider's own variable for a proxy; it wins over the system's.
const PROXY_VARIABLE: &str = "IONOS_HTTP_PROXY";

/// What a caller gives explicitly.
#[derive(Clone)]
pub(crate) struct Options {
    pub(crate) token: Option<Secret>,
    pub(crate) username: Option<String>,
    pub(crate) password: Option<Secret>,
    pub(crate) base_url: Option<String>,
    pub(crate) allow_http: bool,
    pub(crate) contract_number: Option<String>,
    pub(crate) profile: Option<String>,
    pub(crate) config_file: Option<PathBuf>,
    pub(crate) pinned_certificate: Option<String>,
    pub(crate) ca_certs: Vec<Vec<u8>>,
    pub(crate) proxy: Proxy,
    pub(crate) limits: Limits,
    pub(crate) user_agent: Option<String>,
    pub(crate) language: &'static str,
    pub(crate) load_environment: bool,
    pub(crate) environment: Option<Environment>,
    pub(crate) observer: Option<Observer>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            token: None,
            username: None,
            password: None,
            base_url: None,
            allow_http: false,
            contract_number: None,
            profile: None,
            config_file: None,
            pinned_certificate: None,
            ca_certs: Vec::new(),
            proxy: Proxy::Environment,
            limits: Limits::default(),
            user_agent: None,
            language: "rust",
            load_environment: true,
            environment: None,
            observer: None,
        }
    }
}

/// Sets up an [`IonosClient`] or a [`blocking::IonosClient`].
///
/// What is not set here comes from the environment, then from the profile file, then from the defaults of
/// [`defaults`](crate::defaults) and [`ionos::defaults`](crate::ionos::defaults).
#[derive(Clone, Default)]
#[must_use]
pub struct IonosClientBuilder {
    options: Options,
}

impl IonosClientBuilder {
    /// An account token, with or without `Bearer ` before it. Environment: `IONOS_TOKEN`.
    pub fn token(mut self, token: impl Into<Secret>) -> Self {
        self.options.token = Some(token.into());
        self
    }

    /// The user name of Basic authentication. Environment: `IONOS_USERNAME`.
    pub fn username(mut self, username: impl Into<String>) -> Self {
        self.options.username = Some(username.into());
        self
    }

    /// The password of Basic authentication. Environment: `IONOS_PASSWORD`.
    pub fn password(mut self, password: impl Into<Secret>) -> Self {
        self.options.password = Some(password.into());
        self
    }

    /// Where the API is. Default: `https://api.ionos.com/containerregistries`. Environment: `IONOS_API_URL`.
    ///
    /// Without a scheme it gets `https`, without a path the API's own.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.options.base_url = Some(url.into());
        self
    }

    /// Allows plain `http` to a host that is not this machine. Default: false. The credentials go out unencrypted.
    pub fn allow_http(mut self, allow: bool) -> Self {
        self.options.allow_http = allow;
        self
    }

    /// The contract to act for, digits only; sent with Basic authentication only. Environment: `IONOS_CONTRACT_NUMBER`.
    pub fn contract_number(mut self, number: impl Into<String>) -> Self {
        self.options.contract_number = Some(number.into());
        self
    }

    /// The profile of the config file to use. Environment: `IONOS_CURRENT_PROFILE`; else the file's own choice.
    pub fn profile(mut self, name: impl Into<String>) -> Self {
        self.options.profile = Some(name.into());
        self
    }

    /// The config file. Default: `~/.ionos/config`, else `~/.ionos/config.yaml`. Environment: `IONOS_CONFIG_FILE`.
    pub fn config_file(mut self, path: impl Into<PathBuf>) -> Self {
        self.options.config_file = Some(path.into());
        self
    }

    /// The SHA-256 of the one server certificate to accept, 64 hex digits; `:` and blanks do not count.
    /// Environment: `IONOS_PINNED_CERT`.
    ///
    /// It replaces the check of the issuer only: host name, dates and the handshake are verified as ever, and any other
    /// certificate is refused before credentials are sent.
    pub fn pinned_certificate(mut self, sha256: impl Into<String>) -> Self {
        self.options.pinned_certificate = Some(sha256.into());
        self
    }

    /// Certificates in PEM to trust beside the platform's; one text may hold several.
    pub fn ca_certs(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.options.ca_certs.push(pem.into());
        self
    }

    /// The proxy, `http://[user:password@]host:port`. Default: what the environment says.
    pub fn proxy(mut self, proxy: Proxy) -> Self {
        self.options.proxy = proxy;
        self
    }

    /// The time of a whole call, its retries included; in pagers of each page. Default: 60 s.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.options.limits.timeout = Some(timeout);
        self
    }

    /// The time of one attempt that can be repeated. Default: 20 s. Any other attempt gets all the time left.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.options.limits.attempt_timeout = Some(timeout);
        self
    }

    /// The time to make a connection. Default: 5 s.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.options.limits.connect_timeout = Some(timeout);
        self
    }

    /// How often a failed try may be repeated. Default: 4.
    pub fn max_retries(mut self, retries: u32) -> Self {
        self.options.limits.max_retries = Some(retries);
        self
    }

    /// The upper bound of the wait before the first retry; it doubles for each further one. Default: 100 ms.
    pub fn first_wait(mut self, wait: Duration) -> Self {
        self.options.limits.first_wait = Some(wait);
        self
    }

    /// The upper bound of any wait that the service did not ask for. Default: 10 s.
    pub fn longest_wait(mut self, wait: Duration) -> Self {
        self.options.limits.longest_wait = Some(wait);
        self
    }

    /// The longest `Retry-After` that is followed; a longer one ends the call at once. Default: 60 s.
    pub fn longest_retry_after(mut self, wait: Duration) -> Self {
        self.options.limits.longest_retry_after = Some(wait);
        self
    }

    /// How long an unused connection is kept. Default: 15 s.
    pub fn pool_idle_timeout(mut self, timeout: Duration) -> Self {
        self.options.limits.pool_idle_timeout = Some(timeout);
        self
    }

    /// The largest answer that is read, counted after decompression. Default: 32 MiB.
    pub fn max_response_bytes(mut self, bytes: usize) -> Self {
        self.options.limits.max_response_bytes = Some(bytes);
        self
    }

    /// What to say behind our own `registry-tokens/VERSION (LANGUAGE)` in the `User-Agent`.
    pub fn user_agent(mut self, own: impl Into<String>) -> Self {
        self.options.user_agent = Some(own.into());
        self
    }

    /// Whether the environment (variables of ours and proxies) and the default config file are read. Default: true.
    ///
    /// The platform's certificates are its own affair: on Linux they follow `SSL_CERT_FILE` and `SSL_CERT_DIR` either way.
    pub fn load_environment(mut self, load: bool) -> Self {
        self.options.load_environment = load;
        self
    }

    /// A function that is called with each attempt of each call; see [`Event`]. Keep it short: it is on the call's path.
    pub fn on_event(mut self, observer: impl Fn(&Event) + Send + Sync + 'static) -> Self {
        self.options.observer = Some(Arc::new(observer));
        self
    }

    /// Names the language of a binding in the `User-Agent`.
    #[doc(hidden)]
    pub fn language(mut self, language: &'static str) -> Self {
        self.options.language = language;
        self
    }

    /// What is looked up in place of the process's own environment and home folder, as long as either is looked up at all.
    #[doc(hidden)]
    pub fn environment(mut self, environment: Environment) -> Self {
        self.options.environment = Some(environment);
        self
    }

    /// The async client.
    ///
    /// # Errors
    /// `config`, when the options, the environment and the profile file do not make a client; nothing is sent.
    pub fn build(mut self) -> Result<IonosClient, Error> {
        let source = match self.options.environment.take() {
            _ if !self.options.load_environment => Source::Nowhere,
            None => Source::Process,
            Some(environment) => Source::HandedOver(environment),
        };
        if let Some(name) = source.unreadable() {
            return Err(Error::config(format!("the environment variable {name} is not Unicode text")));
        }
        let variable = |name: &str| source.variable(name);
        let around = Surroundings { variable: &variable, home: source.home() };
        let resolved = config::resolve(self.options, &around)?;
        let proxy = resolved.settings.proxy(PROXY_VARIABLE, &variable)?;
        let provider = IonosProvider::new(&resolved.credentials, resolved.contract_number)?;
        IonosClient::connect(resolved.settings, proxy, provider)
    }

    /// The blocking client, with a runtime of its own.
    ///
    /// # Errors
    /// As [`build`](Self::build).
    pub fn build_blocking(self) -> Result<blocking::IonosClient, Error> {
        blocking::IonosClient::over(self.build()?)
    }
}

impl fmt::Debug for IonosClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IonosClientBuilder").finish_non_exhaustive()
    }
}
