//! The options that the clients of all services have.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::settings::Limits;
use crate::environment::{Environment, Source};
use crate::error::Error;
use crate::transport::{Event, Observer, Proxy};

/// What a caller gives of the options that every client has.
#[derive(Clone)]
pub(crate) struct Common {
    pub(crate) allow_http: bool,
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

impl Default for Common {
    fn default() -> Self {
        Self {
            allow_http: false,
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

impl Common {
    /// Where variables and files are looked up; those of a service begin with `prefix`.
    pub(crate) fn source(&mut self, prefix: &str) -> Result<Source, Error> {
        let source = match self.environment.take() {
            _ if !self.load_environment => Source::Nowhere,
            None => Source::Process,
            Some(environment) => Source::HandedOver(environment),
        };
        match source.unreadable(prefix) {
            Some(name) => Err(Error::config(format!("the environment variable {name} is not Unicode text"))),
            None => Ok(source),
        }
    }
}

/// Sets up the client of a service; `S` holds the options of that service alone.
///
/// Use it by its names [`IonosClientBuilder`](crate::IonosClientBuilder) and [`SwrClientBuilder`](crate::SwrClientBuilder).
/// What is not set here comes from the environment, then from the service's own file, then from the defaults of
/// [`defaults`](crate::defaults), [`ionos::defaults`](crate::ionos::defaults) and [`swr::defaults`](crate::swr::defaults).
#[derive(Clone, Default)]
#[must_use]
pub struct ClientBuilder<S> {
    pub(crate) own: S,
    pub(crate) common: Common,
}

impl<S> ClientBuilder<S> {
    /// Allows plain `http` to a host that is not this machine. Default: false. The credentials go out unencrypted.
    pub fn allow_http(mut self, allow: bool) -> Self {
        self.common.allow_http = allow;
        self
    }

    /// The SHA-256 of the one server certificate to accept, 64 hex digits; `:` and blanks do not count.
    /// Environment, for IONOS: `IONOS_PINNED_CERT`.
    ///
    /// It replaces the check of the issuer only: host name, dates and the handshake are verified as ever, and any other
    /// certificate is refused before credentials are sent. At SWR it is the API's; IAM is verified by its issuer, unless it has
    /// the same host and port.
    pub fn pinned_certificate(mut self, sha256: impl Into<String>) -> Self {
        self.common.pinned_certificate = Some(sha256.into());
        self
    }

    /// Certificates in PEM to trust beside the platform's; one text may hold several.
    pub fn ca_certs(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.common.ca_certs.push(pem.into());
        self
    }

    /// The proxy, `http://[user:password@]host:port`. Default: what the environment says.
    pub fn proxy(mut self, proxy: Proxy) -> Self {
        self.common.proxy = proxy;
        self
    }

    /// The time of a whole call, its retries included; in pagers of each page. Default: 60 s.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.common.limits.timeout = Some(timeout);
        self
    }

    /// The time of one attempt that can be repeated. Default: 20 s. Any other attempt gets all the time left.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.common.limits.attempt_timeout = Some(timeout);
        self
    }

    /// The time to make a connection. Default: 5 s.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.common.limits.connect_timeout = Some(timeout);
        self
    }

    /// How often a failed try may be repeated. Default: 4.
    pub fn max_retries(mut self, retries: u32) -> Self {
        self.common.limits.max_retries = Some(retries);
        self
    }

    /// The upper bound of the wait before the first retry; it doubles for each further one. Default: 100 ms.
    pub fn first_wait(mut self, wait: Duration) -> Self {
        self.common.limits.first_wait = Some(wait);
        self
    }

    /// The upper bound of any wait that the service did not ask for. Default: 10 s.
    pub fn longest_wait(mut self, wait: Duration) -> Self {
        self.common.limits.longest_wait = Some(wait);
        self
    }

    /// The longest `Retry-After` that is followed; a longer one ends the call at once. Default: 60 s.
    pub fn longest_retry_after(mut self, wait: Duration) -> Self {
        self.common.limits.longest_retry_after = Some(wait);
        self
    }

    /// How long an unused connection is kept. Default: 15 s.
    pub fn pool_idle_timeout(mut self, timeout: Duration) -> Self {
        self.common.limits.pool_idle_timeout = Some(timeout);
        self
    }

    /// The largest answer that is read, counted after decompression. Default: 32 MiB.
    pub fn max_response_bytes(mut self, bytes: usize) -> Self {
        self.common.limits.max_response_bytes = Some(bytes);
        self
    }

    /// What to say behind our own `registry-tokens/VERSION (LANGUAGE)` in the `User-Agent`.
    pub fn user_agent(mut self, own: impl Into<String>) -> Self {
        self.common.user_agent = Some(own.into());
        self
    }

    /// Whether the environment (variables of the service and proxies) and the default files are read. Default: true.
    ///
    /// The platform's certificates are its own affair: on Linux they follow `SSL_CERT_FILE` and `SSL_CERT_DIR` either way.
    pub fn load_environment(mut self, load: bool) -> Self {
        self.common.load_environment = load;
        self
    }

    /// A function that is called with each attempt of each call; see [`Event`]. Keep it short: it is on the call's path.
    pub fn on_event(mut self, observer: impl Fn(&Event) + Send + Sync + 'static) -> Self {
        self.common.observer = Some(Arc::new(observer));
        self
    }

    /// Names the language of a binding in the `User-Agent`.
    #[doc(hidden)]
    pub fn language(mut self, language: &'static str) -> Self {
        self.common.language = language;
        self
    }

    /// What is looked up in place of the process's own environment and home folder, as long as either is looked up at all.
    #[doc(hidden)]
    pub fn environment(mut self, environment: Environment) -> Self {
        self.common.environment = Some(environment);
        self
    }
}

impl<S> fmt::Debug for ClientBuilder<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder").finish_non_exhaustive()
    }
}
