//! The client.

use std::sync::Arc;

use super::builder::IonosClientBuilder;
use super::provider::{AccountCredentials, IonosProvider};
use super::registries::Registries;
use super::tokens::Tokens;
use crate::call::Response;
use crate::error::Error;
use crate::transport::{Answer, Request, Settings, Transport, Unreadable};

/// A client of the IONOS Container Registry API.
///
/// Cheap to clone, safe to use from many tasks at once; clones share connections, retry budget and credentials. Its calls
/// need a Tokio runtime with time and I/O; without one, use [`blocking::IonosClient`](crate::blocking::IonosClient).
#[derive(Clone)]
pub struct IonosClient {
    inner: Arc<Inner>,
}

struct Inner {
    transport: Transport,
    proxy: Option<reqwest::Proxy>,
    provider: Arc<IonosProvider>,
}

impl IonosClient {
    pub(crate) fn connect(
        settings: Settings,
        proxy: Option<reqwest::Proxy>,
        provider: IonosProvider,
    ) -> Result<Self, Error> {
        let sender = Arc::new(settings.http_client(proxy.clone())?);
        let provider = Arc::new(provider);
        let transport = Transport::new(settings, provider.clone(), sender);
        Ok(Self { inner: Arc::new(Inner { transport, proxy, provider }) })
    }

    /// The same client with connections of its own, for a process made by `fork`: there the threads behind the old ones
    /// are gone. The locks of the old client are only read, which a thread that is gone cannot hinder while nobody writes.
    #[doc(hidden)]
    pub fn reconnected(&self) -> Result<Self, Error> {
        let Inner { transport, proxy, provider } = &*self.inner;
        let client = Self::connect(transport.settings().clone(), proxy.clone(), provider.copied())?;
        if transport.is_closed() {
            client.close();
        }
        Ok(client)
    }

    /// Starts the set-up of a client.
    pub fn builder() -> IonosClientBuilder {
        IonosClientBuilder::default()
    }

    /// A client from the environment (`IONOS_TOKEN`, ...) and the profile file alone.
    ///
    /// # Errors
    /// `config`, when they do not make a client; nothing is sent.
    pub fn from_env() -> Result<Self, Error> {
        Self::builder().build()
    }

    /// The tokens of registries.
    pub fn tokens(&self) -> Tokens {
        Tokens::new(self.clone())
    }

    /// The registries of the account.
    pub fn registries(&self) -> Registries {
        Registries::new(self.clone())
    }

    /// Replaces the account's credentials for every request from now on, also of clones of this client and of calls that are
    /// waiting to try again.
    ///
    /// # Errors
    /// `config`, when they cannot be sent; the old ones stay.
    pub fn set_credentials(&self, credentials: AccountCredentials) -> Result<(), Error> {
        self.inner.provider.set_credentials(&credentials)
    }

    /// Closes the client and its clones: requests under way end as they would have, later ones and retries get `closed`.
    pub fn close(&self) {
        self.inner.transport.close();
    }

    /// Makes a call and reads its answer.
    pub(crate) async fn execute<T>(
        &self,
        request: Request,
        read: impl Fn(&Answer) -> Result<T, Unreadable>,
    ) -> Result<Response<T>, Error> {
        self.inner.transport.execute(request, read).await.map(Response::new)
    }
}

impl std::fmt::Debug for IonosClient {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("IonosClient").finish_non_exhaustive()
    }
}
