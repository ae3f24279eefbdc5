//! What a transport is set up with.

use std::time::Duration;

use http::HeaderValue;
use url::Url;

use super::defaults;
use super::events::Observer;
use super::proxy::{self, ChosenProxy, Lookup, Proxy};
use super::retry::RetryPolicy;
use super::tls::{self, Trust};
use crate::error::Error;

/// What is left of "no limit" once it is added to the clock.
pub(crate) const FAR_FUTURE: Duration = Duration::from_secs(86_400 * 365 * 30);

/// Everything a transport needs to know, already resolved and checked by the provider's configuration.
#[derive(Clone)]
pub(crate) struct Settings {
    pub(crate) base_url: Url,
    pub(crate) user_agent: HeaderValue,
    pub(crate) timeout: Duration,
    pub(crate) attempt_timeout: Duration,
    pub(crate) connect_timeout: Duration,
    pub(crate) pool_idle_timeout: Duration,
    pub(crate) max_response_bytes: usize,
    pub(crate) retry: RetryPolicy,
    pub(crate) trust: Trust,
    pub(crate) proxy: Proxy,
    pub(crate) observer: Option<Observer>,
}

impl Settings {
    pub(crate) fn new(base_url: Url, user_agent: HeaderValue) -> Self {
        Self {
            base_url,
            user_agent,
            timeout: defaults::TIMEOUT,
            attempt_timeout: defaults::ATTEMPT_TIMEOUT,
            connect_timeout: defaults::CONNECT_TIMEOUT,
            pool_idle_timeout: defaults::POOL_IDLE_TIMEOUT,
            max_response_bytes: defaults::MAX_RESPONSE_BYTES,
            retry: RetryPolicy::default(),
            trust: Trust::default(),
            proxy: Proxy::default(),
            observer: None,
        }
    }

    /// The proxy that follows from these settings and the environment.
    pub(crate) fn proxy(
        &self,
        own_variable: Option<&str>,
        environment: Lookup<'_>,
    ) -> Result<Option<ChosenProxy>, Error> {
        proxy::resolve(&self.proxy, &self.base_url, own_variable, environment)
    }

    /// The HTTP client that follows from these settings.
    ///
    /// Every habit of the HTTP library that could act behind the caller's back is off: its own retries, redirects, the
    /// `Referer` header, its reading of the environment, and what other users of it in the same program may have switched on.
    pub(crate) fn http_client(&self, proxy: Option<reqwest::Proxy>) -> Result<reqwest::Client, Error> {
        let needs_tls = self.base_url.scheme() == "https" || proxy.is_some();
        let tls = if needs_tls { tls::client_config(&self.trust)? } else { tls::unused()? };
        let mut builder = reqwest::Client::builder()
            .tls_backend_preconfigured(tls)
            .no_proxy()
            .http1_only()
            .no_brotli()
            .no_deflate()
            .no_zstd()
            .no_hickory_dns()
            .retry(reqwest::retry::never())
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .connect_timeout(self.connect_timeout.min(FAR_FUTURE))
            .pool_idle_timeout(self.pool_idle_timeout.min(FAR_FUTURE))
            .tcp_nodelay(true);
        if let Some(proxy) = proxy {
            builder = builder.proxy(proxy);
        }
        builder.build().map_err(|error| {
            Error::config(format!("the HTTP client cannot be built: {}", error.without_url()))
        })
    }
}
