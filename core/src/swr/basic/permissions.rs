//! Permissions on organizations and on repositories.

use super::decode;
use crate::call::Call;
use crate::error::Error;
use crate::json::nothing;
use crate::swr::client::SwrClient;
use crate::swr::models::{Access, PermissionGrant, PermissionRevocation};
use crate::swr::{operations, validation};
use crate::transport::Request;

/// Who may do what with an organization. Get it from [`SwrClient::namespace_permissions`].
#[derive(Debug, Clone)]
pub struct NamespacePermissions {
    client: SwrClient,
}

impl NamespacePermissions {
    pub(crate) fn new(client: SwrClient) -> Self {
        Self { client }
    }

    /// The permissions on an organization.
    ///
    /// Mirrors `ShowNamespaceAuth`. `not_found` where there is none.
    pub fn get(&self, namespace: impl Into<String>) -> Call<Access> {
        self.client.call(&operations::NAMESPACE_PERMISSIONS_GET, [namespace.into()], Ok, decode)
    }

    /// Gives users permissions on an organization.
    ///
    /// Mirrors `CreateNamespaceAuth`. Not repeated once it may have arrived; an error then has
    /// [`outcome_unknown`](crate::Error::outcome_unknown). `conflict` where a user has one already, and, with the code
    /// `SVCSTG.SWR.4090023`, where the service is busy.
    pub fn grant(&self, namespace: impl Into<String>, grant: PermissionGrant) -> Call<()> {
        self.client.call(
            &operations::NAMESPACE_PERMISSIONS_GRANT,
            [namespace.into()],
            granting(grant),
            nothing,
        )
    }

    /// Changes the permissions of users on an organization.
    ///
    /// Mirrors `UpdateNamespaceAuth`. `not_found` where a user has none.
    pub fn update(&self, namespace: impl Into<String>, grant: PermissionGrant) -> Call<()> {
        self.client.call(
            &operations::NAMESPACE_PERMISSIONS_UPDATE,
            [namespace.into()],
            granting(grant),
            nothing,
        )
    }

    /// Takes the permissions of users on an organization back.
    ///
    /// Mirrors `DeleteNamespaceAuth`. `not_found` where a user has none, unless an attempt before may have taken back the only
    /// one.
    pub fn revoke(&self, namespace: impl Into<String>, revocation: PermissionRevocation) -> Call<()> {
        self.client.call(
            &operations::NAMESPACE_PERMISSIONS_REVOKE,
            [namespace.into()],
            revoking(revocation),
            nothing,
        )
    }
}

/// Who may do what with a repository. Get it from [`SwrClient::repository_permissions`].
#[derive(Debug, Clone)]
pub struct RepositoryPermissions {
    client: SwrClient,
}

impl RepositoryPermissions {
    pub(crate) fn new(client: SwrClient) -> Self {
        Self { client }
    }

    /// The permissions on a repository.
    ///
    /// Mirrors `ShowUserRepositoryAuth`. `not_found` where there is none.
    pub fn get(&self, namespace: impl Into<String>, repository: impl Into<String>) -> Call<Access> {
        self.client.call(
            &operations::REPOSITORY_PERMISSIONS_GET,
            [namespace.into(), repository.into()],
            Ok,
            decode,
        )
    }

    /// Gives users permissions on a repository. The caller needs to manage the repository or to edit its organization, and cannot
    /// grant to itself.
    ///
    /// Mirrors `CreateUserRepositoryAuth`. Not repeated once it may have arrived; an error then has
    /// [`outcome_unknown`](crate::Error::outcome_unknown). `conflict` where a user has one already, and, with the code
    /// `SVCSTG.SWR.4090023`, where the service is busy.
    pub fn grant(
        &self,
        namespace: impl Into<String>,
        repository: impl Into<String>,
        grant: PermissionGrant,
    ) -> Call<()> {
        self.client.call(
            &operations::REPOSITORY_PERMISSIONS_GRANT,
            [namespace.into(), repository.into()],
            granting(grant),
            nothing,
        )
    }

    /// Changes the permissions of users on a repository.
    ///
    /// Mirrors `UpdateUserRepositoryAuth`. `not_found` where a user has none.
    pub fn update(
        &self,
        namespace: impl Into<String>,
        repository: impl Into<String>,
        grant: PermissionGrant,
    ) -> Call<()> {
        self.client.call(
            &operations::REPOSITORY_PERMISSIONS_UPDATE,
            [namespace.into(), repository.into()],
            granting(grant),
            nothing,
        )
    }

    /// Takes the permissions of users on a repository back.
    ///
    /// Mirrors `DeleteUserRepositoryAuth`. `not_found` where a user has none, unless an attempt before may have taken back the only
    /// one.
    pub fn revoke(
        &self,
        namespace: impl Into<String>,
        repository: impl Into<String>,
        revocation: PermissionRevocation,
    ) -> Call<()> {
        self.client.call(
            &operations::REPOSITORY_PERMISSIONS_REVOKE,
            [namespace.into(), repository.into()],
            revoking(revocation),
            nothing,
        )
    }
}

fn granting(grant: PermissionGrant) -> impl Fn(Request) -> Result<Request, Error> + Send + Sync + 'static {
    move |request| {
        validation::grant(request.operation.id, &grant)?;
        request.json(&grant.users)
    }
}

fn revoking(
    revocation: PermissionRevocation,
) -> impl Fn(Request) -> Result<Request, Error> + Send + Sync + 'static {
    move |request| {
        validation::revocation(request.operation.id, &revocation)?;
        request.of_several(revocation.user_ids.len() > 1).json(&revocation.user_ids)
    }
}
