//! The client.

use std::sync::Arc;

use super::builder::IonosClientBuilder;
use super::provider::{AccountCredentials, IonosProvider};
use super::registries::Registries;
use super::tokens::Tokens;
use crate::call::Response;
use crate::client::Link;
use crate::error::Error;
use crate::rotation::SharedLists;
use crate::transport::{Answer, ChosenProxy, Request, Settings, Unreadable};

/// A client of the IONOS Container Registry API.
///
/// Cheap to clone, safe to use from many tasks at once; clones share connections, retry budget and credentials. Its calls
/// need a Tokio runtime with time and I/O; without one, use [`blocking::IonosClient`](crate::blocking::IonosClient).
#[derive(Clone)]
pub struct IonosClient {
    link: Arc<Link<IonosProvider>>,
    lists: Arc<SharedLists>,
}

impl IonosClient {
    pub(crate) fn connect(
        settings: Settings,
        proxy: Option<ChosenProxy>,
        provider: IonosProvider,
    ) -> Result<Self, Error> {
        Ok(Self::over(Link::new(settings, proxy, Arc::new(provider))?))
    }

    fn over(link: Link<IonosProvider>) -> Self {
        Self { link: Arc::new(link), lists: Arc::default() }
    }

    /// The lists that rotations of this client and its clones share.
    pub(super) fn lists(&self) -> &SharedLists {
        &self.lists
    }

    /// The same client with connections of its own, for a process made by `fork`; see [`Link::reconnected`].
    #[doc(hidden)]
    pub fn reconnected(&self) -> Result<Self, Error> {
        let provider = Arc::new(self.link.provider().copied());
        Ok(Self::over(self.link.reconnected(provider)?))
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
        self.link.provider().set_credentials(&credentials)
    }

    /// Closes the client and its clones: requests under way end as they would have, later ones and retries get `closed`.
    pub fn close(&self) {
        self.link.close();
    }

    /// Makes a call and reads its answer.
    pub(crate) async fn execute<T>(
        &self,
        request: Request,
        read: impl Fn(&Answer) -> Result<T, Unreadable>,
    ) -> Result<Response<T>, Error> {
        self.link.execute(request, read).await
    }

    /// Words of the service as a part of an error's text.
    pub(crate) fn clean(&self, text: &str) -> String {
        self.link.clean(text)
    }
}

impl std::fmt::Debug for IonosClient {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("IonosClient").finish_non_exhaustive()
    }
}
