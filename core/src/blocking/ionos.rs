//! The blocking client of IONOS and its resources: the methods of the async ones, one to one.

use std::time::Duration;

use super::call::{Call, Deletion, forward_options};
use super::pager::Pager;
use super::rotation::{FinishRotation, ListExpiring};
use super::runtime::Runtime;
use crate::call::Response;
use crate::error::Error;
use crate::id::ResourceId;
use crate::ionos::models::{
    IssuedToken, NewToken, PageQuery, Registry, RegistryPage, ReplacedToken, Token, TokenPage,
    TokenRetirement, TokenRotation, TokenRotationPlan, TokenUpdate,
};
use crate::ionos::{AccountCredentials, IonosClientBuilder};

/// A blocking client of the IONOS Container Registry API.
///
/// Cheap to clone, safe to use from many threads at once.
#[derive(Debug, Clone)]
pub struct IonosClient {
    client: crate::IonosClient,
    runtime: Runtime,
}

impl IonosClient {
    pub(crate) fn over(client: crate::IonosClient) -> Result<Self, Error> {
        Ok(Self { client, runtime: Runtime::new()? })
    }

    /// Starts the set-up of a client; end it with [`build_blocking`](IonosClientBuilder::build_blocking).
    pub fn builder() -> IonosClientBuilder {
        IonosClientBuilder::default()
    }

    /// A client from the environment (`IONOS_TOKEN`, ...) and the profile file alone.
    pub fn from_env() -> Result<Self, Error> {
        Self::builder().build_blocking()
    }

    /// The tokens of registries.
    pub fn tokens(&self) -> Tokens {
        Tokens { tokens: self.client.tokens(), runtime: self.runtime.clone() }
    }

    /// The registries of the account.
    pub fn registries(&self) -> Registries {
        Registries { registries: self.client.registries(), runtime: self.runtime.clone() }
    }

    /// Replaces the account's credentials; see [`crate::IonosClient::set_credentials`].
    pub fn set_credentials(&self, credentials: AccountCredentials) -> Result<(), Error> {
        self.client.set_credentials(credentials)
    }

    /// Closes the client and its clones; see [`crate::IonosClient::close`].
    pub fn close(&self) {
        self.client.close();
    }
}

/// The tokens of a registry; see [`crate::ionos::Tokens`].
#[derive(Debug, Clone)]
pub struct Tokens {
    pub(super) tokens: crate::ionos::Tokens,
    pub(super) runtime: Runtime,
}

impl Tokens {
    fn call<T>(&self, call: crate::Call<T>) -> Call<T> {
        Call { call, runtime: self.runtime.clone() }
    }

    /// Every token of a registry; see [`crate::ionos::Tokens::list`].
    pub fn list(&self, registry_id: impl Into<ResourceId>) -> Pager<TokenPage> {
        Pager::new(self.tokens.list(registry_id), self.runtime.clone())
    }

    /// One page of tokens; see [`crate::ionos::Tokens::list_page`].
    pub fn list_page(&self, registry_id: impl Into<ResourceId>, query: PageQuery) -> Call<TokenPage> {
        self.call(self.tokens.list_page(registry_id, query))
    }

    /// One token; see [`crate::ionos::Tokens::get`].
    pub fn get(&self, registry_id: impl Into<ResourceId>, token_id: impl Into<ResourceId>) -> Call<Token> {
        self.call(self.tokens.get(registry_id, token_id))
    }

    /// The token with exactly this name, or none; see [`crate::ionos::Tokens::find`].
    pub fn find(&self, registry_id: impl Into<ResourceId>, name: impl Into<String>) -> Call<Option<Token>> {
        self.call(self.tokens.find(registry_id, name))
    }

    /// Issues a token; see [`crate::ionos::Tokens::create`].
    pub fn create(&self, registry_id: impl Into<ResourceId>, token: NewToken) -> Call<IssuedToken> {
        self.call(self.tokens.create(registry_id, token))
    }

    /// Replaces a token, or makes one under a given id; see [`crate::ionos::Tokens::replace`].
    pub fn replace(
        &self,
        registry_id: impl Into<ResourceId>,
        token_id: impl Into<ResourceId>,
        token: NewToken,
    ) -> Call<ReplacedToken> {
        self.call(self.tokens.replace(registry_id, token_id, token))
    }

    /// Changes what is mentioned; see [`crate::ionos::Tokens::update`].
    pub fn update(
        &self,
        registry_id: impl Into<ResourceId>,
        token_id: impl Into<ResourceId>,
        update: TokenUpdate,
    ) -> Call<Token> {
        self.call(self.tokens.update(registry_id, token_id, update))
    }

    /// Issues a token in the place of another one; see [`crate::ionos::Tokens::begin_rotation`].
    pub fn begin_rotation(
        &self,
        registry_id: impl Into<ResourceId>,
        token_id: impl Into<ResourceId>,
        plan: TokenRotationPlan,
    ) -> Call<TokenRotation> {
        self.call(self.tokens.begin_rotation(registry_id, token_id, plan))
    }

    /// Retires the old token; see [`crate::ionos::Tokens::finish_rotation`].
    pub fn finish_rotation(
        &self,
        registry_id: impl Into<ResourceId>,
        old_id: impl Into<ResourceId>,
        new_id: impl Into<ResourceId>,
        retirement: TokenRetirement,
    ) -> FinishRotation {
        let call = self.tokens.finish_rotation(registry_id, old_id, new_id, retirement);
        FinishRotation { call, runtime: self.runtime.clone() }
    }

    /// The tokens that are to be rotated soon; see [`crate::ionos::Tokens::list_expiring`].
    pub fn list_expiring(
        &self,
        registry_id: impl Into<ResourceId>,
        within: Duration,
        retirement: TokenRetirement,
    ) -> ListExpiring {
        let call = self.tokens.list_expiring(registry_id, within, retirement);
        ListExpiring { call, runtime: self.runtime.clone() }
    }

    /// The token that is in use of the one with this name and its successors; see [`crate::ionos::Tokens::find_current`].
    pub fn find_current(
        &self,
        registry_id: impl Into<ResourceId>,
        name: impl Into<String>,
    ) -> Call<Option<Token>> {
        self.call(self.tokens.find_current(registry_id, name))
    }

    /// Deletes the new token of a rotation that is not to be; see [`crate::ionos::Tokens::undo_rotation`].
    pub fn undo_rotation(
        &self,
        registry_id: impl Into<ResourceId>,
        old_id: impl Into<ResourceId>,
        new_id: impl Into<ResourceId>,
    ) -> Call<()> {
        self.call(self.tokens.undo_rotation(registry_id, old_id, new_id))
    }

    /// Deletes a token; see [`crate::ionos::Tokens::delete`].
    pub fn delete(&self, registry_id: impl Into<ResourceId>, token_id: impl Into<ResourceId>) -> Deletion {
        Deletion { call: self.tokens.delete(registry_id, token_id), runtime: self.runtime.clone() }
    }
}

/// The registries of the account; see [`crate::ionos::Registries`].
#[derive(Debug, Clone)]
pub struct Registries {
    registries: crate::ionos::Registries,
    runtime: Runtime,
}

impl Registries {
    fn call<T>(&self, call: crate::Call<T>) -> Call<T> {
        Call { call, runtime: self.runtime.clone() }
    }

    /// Every registry of the account; see [`crate::ionos::Registries::list`].
    pub fn list(&self) -> Pager<RegistryPage> {
        Pager::new(self.registries.list(), self.runtime.clone())
    }

    /// One registry; see [`crate::ionos::Registries::get`].
    pub fn get(&self, registry_id: impl Into<ResourceId>) -> Call<Registry> {
        self.call(self.registries.get(registry_id))
    }

    /// The registry with exactly this name, or none; see [`crate::ionos::Registries::find`].
    pub fn find(&self, name: impl Into<String>) -> Call<Option<Registry>> {
        self.call(self.registries.find(name))
    }

    /// Waits until a registry can be used; see [`crate::ionos::Registries::wait_until_running`].
    pub fn wait_until_running(&self, registry_id: impl Into<ResourceId>) -> WaitUntilRunning {
        let wait = self.registries.wait_until_running(registry_id);
        WaitUntilRunning { wait, runtime: self.runtime.clone() }
    }
}

/// A wait for a registry: [`send`](WaitUntilRunning::send) it, or first change its options.
#[derive(Debug)]
#[must_use = "a wait does nothing until it is sent"]
pub struct WaitUntilRunning {
    pub(super) wait: crate::ionos::WaitUntilRunning,
    pub(super) runtime: Runtime,
}

impl WaitUntilRunning {
    /// How long to wait in all. Default: 10 minutes.
    pub fn within(mut self, span: Duration) -> Self {
        self.wait = self.wait.within(span);
        self
    }

    /// How long to wait between two looks. Default: 5 s.
    pub fn poll_interval(mut self, span: Duration) -> Self {
        self.wait = self.wait.poll_interval(span);
        self
    }

    forward_options!(wait);

    /// Waits for the registry.
    pub fn send(self) -> Result<Registry, Error> {
        Ok(self.with_response()?.value)
    }

    /// Waits, and gives the details of the last answer beside the registry.
    pub fn with_response(self) -> Result<Response<Registry>, Error> {
        self.runtime.block_on(self.wait.with_response())
    }
}
