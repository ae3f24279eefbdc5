//! From what a caller gives of the common options to the settings of a transport.

use std::path::PathBuf;
use std::time::Duration;

use http::HeaderValue;
use url::Url;

use super::builder::Common;
use crate::error::Error;
use crate::transport::{RootPlaces, Settings, Trust, is_loopback, read_pem, read_pin, text_value};

/// Where variables and the home directory come from; tests bring their own.
pub(crate) struct Surroundings<'a> {
    pub(crate) variable: &'a dyn Fn(&str) -> Option<String>,
    pub(crate) home: Option<PathBuf>,
}

impl Surroundings<'_> {
    /// A variable that is set to more than nothing.
    pub(crate) fn variable(&self, name: &str) -> Option<String> {
        (self.variable)(name).filter(|value| !value.is_empty())
    }
}

impl Common {
    /// The settings of a transport to this address. `pin` is what the environment says, `ca_certs` what a file adds.
    pub(crate) fn settings(
        self,
        base_url: Url,
        pin: Option<String>,
        ca_certs: Option<Vec<u8>>,
        around: &Surroundings<'_>,
    ) -> Result<Settings, Error> {
        let pin = self.pinned_certificate.or(pin);
        let pin = pin.as_deref().map(read_pin).transpose()?;
        if pin.is_some() && base_url.scheme() != "https" {
            return Err(Error::config(
                "pinned_certificate needs an https address; over http there is no certificate",
            ));
        }
        let mut trusted = Vec::new();
        for pem in self.ca_certs.iter().chain(&ca_certs) {
            trusted.extend(read_pem("ca_certs", pem)?);
        }
        let mut settings =
            Settings::new(base_url, read_user_agent(self.language, self.user_agent.as_deref())?);
        let platform = RootPlaces::new(&|name| around.variable(name));
        settings.trust = Trust { ca_certs: trusted, pinned_certificate: pin, platform };
        self.limits.apply(&mut settings)?;
        settings.proxy = self.proxy;
        settings.observer = self.observer;
        Ok(settings)
    }
}

/// What an address of a service must look like.
pub(crate) struct BaseUrl {
    /// The option that holds it, for errors.
    pub(crate) option: &'static str,
    pub(crate) example: &'static str,
    /// The path that one without any gets.
    pub(crate) path: &'static str,
}

impl BaseUrl {
    /// Checks an address and completes it: `https` where it has no scheme, the API's path where it has none.
    pub(crate) fn read(&self, text: &str, allow_http: bool) -> Result<Url, Error> {
        // What was given is not quoted: it may hold a password.
        let Self { option, example, path } = self;
        let bad = |why: &str| Error::config(format!("{option} {why}; it should look like {example}"));
        let text = text.trim();
        let with_scheme = if text.contains("://") { text.to_owned() } else { format!("https://{text}") };
        let mut url = Url::parse(&with_scheme).map_err(|error| bad(&format!("is not a URL ({error})")))?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(bad("must be http or https"));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(bad("must not hold credentials"));
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(bad("must not have a query or fragment"));
        }
        if url.scheme() == "http" && !allow_http && !is_loopback(&url) {
            return Err(bad("would send the credentials unencrypted; use https, or allow_http if you must"));
        }
        if url.path() == "/" {
            url.set_path(path);
        }
        // A URL may hold more than HTTP can carry; better told here than as a failure of each call.
        if url.as_str().parse::<http::Uri>().is_err() {
            return Err(bad("has characters that an HTTP request cannot carry"));
        }
        Ok(url)
    }
}

/// Ours stays in front, so that the service's operators can tell who calls.
fn read_user_agent(language: &str, own: Option<&str>) -> Result<HeaderValue, Error> {
    let ours = format!("registry-tokens/{} ({language})", env!("CARGO_PKG_VERSION"));
    let whole = own.map(|own| format!("{ours} {own}")).unwrap_or(ours);
    text_value(&whole).ok_or_else(|| {
        Error::config("user_agent has characters that a header cannot hold (only printable ASCII)")
    })
}

/// Times and counts; what is left out is the default.
#[derive(Debug, Clone, Default)]
pub(crate) struct Limits {
    pub(crate) timeout: Option<Duration>,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) connect_timeout: Option<Duration>,
    pub(crate) pool_idle_timeout: Option<Duration>,
    pub(crate) max_response_bytes: Option<usize>,
    pub(crate) max_retries: Option<u32>,
    pub(crate) first_wait: Option<Duration>,
    pub(crate) longest_wait: Option<Duration>,
    pub(crate) longest_retry_after: Option<Duration>,
}

impl Limits {
    fn apply(self, settings: &mut Settings) -> Result<(), Error> {
        let spans = [
            ("timeout", &self.timeout, &mut settings.timeout),
            ("attempt_timeout", &self.attempt_timeout, &mut settings.attempt_timeout),
            ("connect_timeout", &self.connect_timeout, &mut settings.connect_timeout),
        ];
        for (name, given, setting) in spans {
            if given.is_some_and(|span| span.is_zero()) {
                return Err(Error::config(format!("{name} must be more than nothing")));
            }
            *setting = given.unwrap_or(*setting);
        }
        let retry = &mut settings.retry;
        retry.max_retries = self.max_retries.unwrap_or(retry.max_retries);
        retry.first_wait = self.first_wait.unwrap_or(retry.first_wait);
        retry.longest_wait = self.longest_wait.unwrap_or(retry.longest_wait);
        retry.longest_retry_after = self.longest_retry_after.unwrap_or(retry.longest_retry_after);
        settings.pool_idle_timeout = self.pool_idle_timeout.unwrap_or(settings.pool_idle_timeout);
        settings.max_response_bytes = self.max_response_bytes.unwrap_or(settings.max_response_bytes);
        Ok(())
    }
}
