//! The client.

use std::sync::Arc;

use super::builder::IonosClientBuilder;
use super::provider::{AccountCredentials, IonosProvider};
use super::registries::Registries;
use super::tokens::Tokens;
use crate::call::Response;
use crate::error::Error;
use crate::transport::{Answer, Request, Transport, Unreadable};

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
    provider: Arc<IonosProvider>,
}

impl IonosClient {
    pub(crate) fn new(transport: Transport, provider: Arc<IonosProvider>) -> Self {
        Self { inner: Arc::new(Inner { transport, provider }) }
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
