//! The rows of repositories and their permissions.

use http::Method;

use super::{NAMESPACE, REPOSITORY};
use crate::transport::{Effect, Operation, Paging};

pub(crate) static REPOSITORIES_LIST: Operation = Operation {
    id: "repositories.list",
    method: Method::GET,
    path: "/v2/manage/repos",
    parameters: &[],
    effect: Effect::Read,
    input: Some("RepositoryQuery"),
    output: Some("RepositoryPage"),
    paging: Some(Paging::OffsetLimit),
    reference: "ListReposDetails",
};

pub(crate) static REPOSITORIES_LIST_BY_MARKER: Operation = Operation {
    id: "repositories.list_by_marker",
    method: Method::GET,
    path: "/v3/manage/repos",
    parameters: &[],
    effect: Effect::Read,
    input: None,
    output: Some("RepositoryMarkerPage"),
    paging: Some(Paging::Marker),
    reference: "ListRepoDetails",
};

pub(crate) static REPOSITORIES_GET: Operation = Operation {
    id: "repositories.get",
    method: Method::GET,
    path: "/v2/manage/namespaces/{namespace}/repos/{repository}",
    parameters: &[NAMESPACE, REPOSITORY],
    effect: Effect::Read,
    input: None,
    output: Some("Repository"),
    paging: None,
    reference: "ShowRepository",
};

pub(crate) static REPOSITORIES_CREATE: Operation = Operation {
    id: "repositories.create",
    method: Method::POST,
    path: "/v2/manage/namespaces/{namespace}/repos",
    parameters: &[NAMESPACE],
    effect: Effect::Once,
    input: Some("NewRepository"),
    output: None,
    paging: None,
    reference: "CreateRepo",
};

pub(crate) static REPOSITORIES_UPDATE: Operation = Operation {
    id: "repositories.update",
    method: Method::PATCH,
    path: "/v2/manage/namespaces/{namespace}/repos/{repository}",
    parameters: &[NAMESPACE, REPOSITORY],
    effect: Effect::Idempotent,
    input: Some("RepositoryUpdate"),
    output: None,
    paging: None,
    reference: "UpdateRepo",
};

pub(crate) static REPOSITORIES_DELETE: Operation = Operation {
    id: "repositories.delete",
    method: Method::DELETE,
    path: "/v2/manage/namespaces/{namespace}/repos/{repository}",
    parameters: &[NAMESPACE, REPOSITORY],
    effect: Effect::Idempotent,
    input: None,
    output: None,
    paging: None,
    reference: "DeleteRepo",
};

pub(crate) static REPOSITORY_PERMISSIONS_GET: Operation = Operation {
    id: "repository_permissions.get",
    method: Method::GET,
    path: "/v2/manage/namespaces/{namespace}/repos/{repository}/access",
    parameters: &[NAMESPACE, REPOSITORY],
    effect: Effect::Read,
    input: None,
    output: Some("Access"),
    paging: None,
    reference: "ShowUserRepositoryAuth",
};

pub(crate) static REPOSITORY_PERMISSIONS_GRANT: Operation = Operation {
    id: "repository_permissions.grant",
    method: Method::POST,
    path: "/v2/manage/namespaces/{namespace}/repos/{repository}/access",
    parameters: &[NAMESPACE, REPOSITORY],
    effect: Effect::Once,
    input: Some("PermissionGrant"),
    output: None,
    paging: None,
    reference: "CreateUserRepositoryAuth",
};

pub(crate) static REPOSITORY_PERMISSIONS_UPDATE: Operation = Operation {
    id: "repository_permissions.update",
    method: Method::PATCH,
    path: "/v2/manage/namespaces/{namespace}/repos/{repository}/access",
    parameters: &[NAMESPACE, REPOSITORY],
    effect: Effect::Idempotent,
    input: Some("PermissionGrant"),
    output: None,
    paging: None,
    reference: "UpdateUserRepositoryAuth",
};

pub(crate) static REPOSITORY_PERMISSIONS_REVOKE: Operation = Operation {
    id: "repository_permissions.revoke",
    method: Method::DELETE,
    path: "/v2/manage/namespaces/{namespace}/repos/{repository}/access",
    parameters: &[NAMESPACE, REPOSITORY],
    effect: Effect::Idempotent,
    input: Some("PermissionRevocation"),
    output: None,
    paging: None,
    reference: "DeleteUserRepositoryAuth",
};
