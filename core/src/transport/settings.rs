//! What a transport is set up with.

use std::time::Duration;

use http::HeaderValue;
use url::Url;

use super::defaults;
use super::events::Observer;
use super::proxy::{self, ChosenProxy, Lookup, Proxy};
use super::retry::RetryPolicy;
use super::tls::Trust;
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
}
