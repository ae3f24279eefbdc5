//! The resources of the Enterprise edition.

use crate::blocking::call::{Call, Deletion};
use crate::blocking::pager::Pager;
use crate::blocking::rotation::FinishRotation;
use crate::blocking::runtime::Runtime;
use crate::models::{
    CreatedTargetRegistry, Credentials, IssuedLongTermCredential, LongTermCredential, LongTermCredentialPage,
    LongTermCredentialQuery, LongTermCredentialRetirement, LongTermCredentialRotation, TargetRegistry,
    TargetRegistryInput, TargetRegistryPage, TargetRegistryQuery,
};

/// The target registries of Enterprise instances; see [`crate::swr::TargetRegistries`].
#[derive(Debug, Clone)]
pub struct TargetRegistries {
    pub(super) registries: crate::swr::TargetRegistries,
    pub(super) runtime: Runtime,
}

impl TargetRegistries {
    fn call<T>(&self, call: crate::Call<T>) -> Call<T> {
        Call { call, runtime: self.runtime.clone() }
    }

    /// Every target registry of an instance; see [`crate::swr::TargetRegistries::list`].
    pub fn list(&self, instance_id: impl Into<String>) -> Pager<TargetRegistryPage> {
        Pager::new(self.registries.list(instance_id), self.runtime.clone())
    }

    /// One page of target registries; see [`crate::swr::TargetRegistries::list_page`].
    pub fn list_page(
        &self,
        instance_id: impl Into<String>,
        query: TargetRegistryQuery,
    ) -> Call<TargetRegistryPage> {
        self.call(self.registries.list_page(instance_id, query))
    }

    /// One target registry; see [`crate::swr::TargetRegistries::get`].
    pub fn get(&self, instance_id: impl Into<String>, registry_id: u64) -> Call<TargetRegistry> {
        self.call(self.registries.get(instance_id, registry_id))
    }

    /// The target registry with exactly this name, or none; see [`crate::swr::TargetRegistries::find`].
    pub fn find(
        &self,
        instance_id: impl Into<String>,
        name: impl Into<String>,
    ) -> Call<Option<TargetRegistry>> {
        self.call(self.registries.find(instance_id, name))
    }

    /// Makes a target registry; see [`crate::swr::TargetRegistries::create`].
    pub fn create(
        &self,
        instance_id: impl Into<String>,
        registry: TargetRegistryInput,
    ) -> Call<CreatedTargetRegistry> {
        self.call(self.registries.create(instance_id, registry))
    }

    /// Replaces all of a target registry; see [`crate::swr::TargetRegistries::update`].
    pub fn update(
        &self,
        instance_id: impl Into<String>,
        registry_id: u64,
        registry: TargetRegistryInput,
    ) -> Call<()> {
        self.call(self.registries.update(instance_id, registry_id, registry))
    }

    /// Deletes a target registry; see [`crate::swr::TargetRegistries::delete`].
    pub fn delete(&self, instance_id: impl Into<String>, registry_id: u64) -> Deletion {
        Deletion { call: self.registries.delete(instance_id, registry_id), runtime: self.runtime.clone() }
    }
}

/// The long-term credentials of Enterprise instances; see [`crate::swr::LongTermCredentials`].
#[derive(Debug, Clone)]
pub struct LongTermCredentials {
    pub(in crate::blocking) credentials: crate::swr::LongTermCredentials,
    pub(in crate::blocking) runtime: Runtime,
}

impl LongTermCredentials {
    fn call<T>(&self, call: crate::Call<T>) -> Call<T> {
        Call { call, runtime: self.runtime.clone() }
    }

    /// Every long-term credential that the caller may see; see [`crate::swr::LongTermCredentials::list`].
    pub fn list(&self, instance_id: impl Into<String>) -> Pager<LongTermCredentialPage> {
        Pager::new(self.credentials.list(instance_id), self.runtime.clone())
    }

    /// One page of long-term credentials; see [`crate::swr::LongTermCredentials::list_page`].
    pub fn list_page(
        &self,
        instance_id: impl Into<String>,
        query: LongTermCredentialQuery,
    ) -> Call<LongTermCredentialPage> {
        self.call(self.credentials.list_page(instance_id, query))
    }

    /// The long-term credential with exactly this name, or none; see [`crate::swr::LongTermCredentials::find`].
    pub fn find(
        &self,
        instance_id: impl Into<String>,
        name: impl Into<String>,
    ) -> Call<Option<LongTermCredential>> {
        self.call(self.credentials.find(instance_id, name))
    }

    /// Issues a long-term credential; see [`crate::swr::LongTermCredentials::create`].
    pub fn create(
        &self,
        instance_id: impl Into<String>,
        name: impl Into<String>,
    ) -> Call<IssuedLongTermCredential> {
        self.call(self.credentials.create(instance_id, name))
    }

    /// Lets a long-term credential open the instance again; see [`crate::swr::LongTermCredentials::enable`].
    pub fn enable(&self, instance_id: impl Into<String>, credential_id: impl Into<String>) -> Call<()> {
        self.call(self.credentials.enable(instance_id, credential_id))
    }

    /// Refuses logins with a long-term credential; see [`crate::swr::LongTermCredentials::disable`].
    pub fn disable(&self, instance_id: impl Into<String>, credential_id: impl Into<String>) -> Call<()> {
        self.call(self.credentials.disable(instance_id, credential_id))
    }

    /// Issues a long-term credential in the place of another one; see [`crate::swr::LongTermCredentials::begin_rotation`].
    pub fn begin_rotation(
        &self,
        instance_id: impl Into<String>,
        credential_id: impl Into<String>,
        retirement: LongTermCredentialRetirement,
    ) -> Call<LongTermCredentialRotation> {
        self.call(self.credentials.begin_rotation(instance_id, credential_id, retirement))
    }

    /// Retires the old long-term credential; see [`crate::swr::LongTermCredentials::finish_rotation`].
    pub fn finish_rotation(
        &self,
        instance_id: impl Into<String>,
        old_id: impl Into<String>,
        new_id: impl Into<String>,
        retirement: LongTermCredentialRetirement,
    ) -> FinishRotation {
        let call = self.credentials.finish_rotation(instance_id, old_id, new_id, retirement);
        FinishRotation { call, runtime: self.runtime.clone() }
    }

    /// The long-term credential that is in use of the one with this name and its successors; see
    /// [`crate::swr::LongTermCredentials::find_current`].
    pub fn find_current(
        &self,
        instance_id: impl Into<String>,
        name: impl Into<String>,
    ) -> Call<Option<LongTermCredential>> {
        self.call(self.credentials.find_current(instance_id, name))
    }

    /// Deletes the new long-term credential of a rotation that is not to be; see
    /// [`crate::swr::LongTermCredentials::undo_rotation`].
    pub fn undo_rotation(
        &self,
        instance_id: impl Into<String>,
        old_id: impl Into<String>,
        new_id: impl Into<String>,
    ) -> Call<()> {
        self.call(self.credentials.undo_rotation(instance_id, old_id, new_id))
    }

    /// Deletes a long-term credential; see [`crate::swr::LongTermCredentials::delete`].
    pub fn delete(&self, instance_id: impl Into<String>, credential_id: impl Into<String>) -> Deletion {
        let call = self.credentials.delete(instance_id, credential_id);
        Deletion { call, runtime: self.runtime.clone() }
    }
}

/// The temporary credentials of Enterprise instances; see [`crate::swr::TemporaryCredentials`].
#[derive(Debug, Clone)]
pub struct TemporaryCredentials {
    pub(super) credentials: crate::swr::TemporaryCredentials,
    pub(super) runtime: Runtime,
}

impl TemporaryCredentials {
    /// Issues a login to an instance that ends by itself; see [`crate::swr::TemporaryCredentials::create`].
    pub fn create(&self, instance_id: impl Into<String>) -> Call<Credentials> {
        Call { call: self.credentials.create(instance_id), runtime: self.runtime.clone() }
    }
}
