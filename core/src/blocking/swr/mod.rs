//! The blocking client of SWR and its resources: the methods of the async ones, one to one.

mod basic;
mod enterprise;

pub use basic::{
    Login, NamespacePermissions, Namespaces, Quotas, Repositories, RepositoryPermissions, RetentionRules,
    SyncTasks, Triggers,
};
pub use enterprise::{LongTermCredentials, TargetRegistries, TemporaryCredentials};

use super::runtime::Runtime;
use crate::error::Error;
use crate::swr::{SwrClientBuilder, SwrCredentials};

/// A blocking client of Huawei Cloud SWR.
///
/// Cheap to clone, safe to use from many threads at once.
#[derive(Debug, Clone)]
pub struct SwrClient {
    client: crate::SwrClient,
    runtime: Runtime,
}

impl SwrClient {
    pub(crate) fn over(client: crate::SwrClient) -> Result<Self, Error> {
        Ok(Self { client, runtime: Runtime::new()? })
    }

    /// Starts the set-up of a client; end it with [`build_blocking`](SwrClientBuilder::build_blocking).
    pub fn builder() -> SwrClientBuilder {
        SwrClientBuilder::default()
    }

    /// A client from the environment (`HUAWEICLOUD_SDK_AK`, ...) and the files of the official SDKs alone.
    pub fn from_env() -> Result<Self, Error> {
        Self::builder().build_blocking()
    }

    /// The target registries of Enterprise instances.
    pub fn target_registries(&self) -> TargetRegistries {
        TargetRegistries { registries: self.client.target_registries(), runtime: self.runtime.clone() }
    }

    /// The long-term credentials of Enterprise instances.
    pub fn long_term_credentials(&self) -> LongTermCredentials {
        LongTermCredentials {
            credentials: self.client.long_term_credentials(),
            runtime: self.runtime.clone(),
        }
    }

    /// The temporary credentials of Enterprise instances.
    pub fn temporary_credentials(&self) -> TemporaryCredentials {
        TemporaryCredentials {
            credentials: self.client.temporary_credentials(),
            runtime: self.runtime.clone(),
        }
    }

    /// Organizations of the basic edition.
    pub fn namespaces(&self) -> Namespaces {
        Namespaces::over(self.client.namespaces(), &self.runtime)
    }

    /// Permissions on organizations of the basic edition.
    pub fn namespace_permissions(&self) -> NamespacePermissions {
        NamespacePermissions::over(self.client.namespace_permissions(), &self.runtime)
    }

    /// Repositories of the basic edition.
    pub fn repositories(&self) -> Repositories {
        Repositories::over(self.client.repositories(), &self.runtime)
    }

    /// Permissions on repositories of the basic edition.
    pub fn repository_permissions(&self) -> RepositoryPermissions {
        RepositoryPermissions::over(self.client.repository_permissions(), &self.runtime)
    }

    /// Which images of the basic edition the service deletes by itself.
    pub fn retention_rules(&self) -> RetentionRules {
        RetentionRules::over(self.client.retention_rules(), &self.runtime)
    }

    /// Copies of the basic edition's images in other regions.
    pub fn sync_tasks(&self) -> SyncTasks {
        SyncTasks::over(self.client.sync_tasks(), &self.runtime)
    }

    /// Triggers of the basic edition.
    pub fn triggers(&self) -> Triggers {
        Triggers::over(self.client.triggers(), &self.runtime)
    }

    /// Quotas of the basic edition.
    pub fn quotas(&self) -> Quotas {
        Quotas::over(self.client.quotas(), &self.runtime)
    }

    /// Logins to the basic edition.
    pub fn login(&self) -> Login {
        Login::over(self.client.login(), &self.runtime)
    }

    /// Replaces the account's credentials; see [`crate::SwrClient::set_credentials`].
    pub fn set_credentials(&self, credentials: SwrCredentials) -> Result<(), Error> {
        self.client.set_credentials(credentials)
    }

    /// Closes the client and its clones; see [`crate::SwrClient::close`].
    pub fn close(&self) {
        self.client.close();
    }
}
