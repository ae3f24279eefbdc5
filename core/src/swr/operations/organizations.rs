//! The rows of organizations, their permissions, and the quotas.

use http::Method;

use super::{NAMESPACE, PROJECT_ID};
use crate::transport::{Effect, Operation};

pub(crate) static NAMESPACES_LIST: Operation = Operation {
    id: "namespaces.list",
    method: Method::GET,
    path: "/v2/manage/namespaces",
    parameters: &[],
    effect: Effect::Read,
    input: Some("NamespaceQuery"),
    output: Some("Namespace"),
    paging: None,
    reference: "ListNamespaces",
};

pub(crate) static NAMESPACES_GET: Operation = Operation {
    id: "namespaces.get",
    method: Method::GET,
    path: "/v2/manage/namespaces/{namespace}",
    parameters: &[NAMESPACE],
    effect: Effect::Read,
    input: None,
    output: Some("Namespace"),
    paging: None,
    reference: "ShowNamespace",
};

pub(crate) static NAMESPACES_CREATE: Operation = Operation {
    id: "namespaces.create",
    method: Method::POST,
    path: "/v2/manage/namespaces",
    parameters: &[],
    effect: Effect::Once,
    input: None,
    output: None,
    paging: None,
    reference: "CreateNamespace",
};

pub(crate) static NAMESPACES_DELETE: Operation = Operation {
    id: "namespaces.delete",
    method: Method::DELETE,
    path: "/v2/manage/namespaces/{namespace}",
    parameters: &[NAMESPACE],
    effect: Effect::Idempotent,
    input: None,
    output: None,
    paging: None,
    reference: "DeleteNamespaces",
};

pub(crate) static NAMESPACE_PERMISSIONS_GET: Operation = Operation {
    id: "namespace_permissions.get",
    method: Method::GET,
    path: "/v2/manage/namespaces/{namespace}/access",
    parameters: &[NAMESPACE],
    effect: Effect::Read,
    input: None,
    output: Some("Access"),
    paging: None,
    reference: "ShowNamespaceAuth",
};

pub(crate) static NAMESPACE_PERMISSIONS_GRANT: Operation = Operation {
    id: "namespace_permissions.grant",
    method: Method::POST,
    path: "/v2/manage/namespaces/{namespace}/access",
    parameters: &[NAMESPACE],
    effect: Effect::Once,
    input: Some("PermissionGrant"),
    output: None,
    paging: None,
    reference: "CreateNamespaceAuth",
};

pub(crate) static NAMESPACE_PERMISSIONS_UPDATE: Operation = Operation {
    id: "namespace_permissions.update",
    method: Method::PATCH,
    path: "/v2/manage/namespaces/{namespace}/access",
    parameters: &[NAMESPACE],
    effect: Effect::Idempotent,
    input: Some("PermissionGrant"),
    output: None,
    paging: None,
    reference: "UpdateNamespaceAuth",
};

pub(crate) static NAMESPACE_PERMISSIONS_REVOKE: Operation = Operation {
    id: "namespace_permissions.revoke",
    method: Method::DELETE,
    path: "/v2/manage/namespaces/{namespace}/access",
    parameters: &[NAMESPACE],
    effect: Effect::Idempotent,
    input: Some("PermissionRevocation"),
    output: None,
    paging: None,
    reference: "DeleteNamespaceAuth",
};

pub(crate) static QUOTAS_LIST: Operation = Operation {
    id: "quotas.list",
    method: Method::GET,
    path: "/v2/manage/projects/{project_id}/quotas",
    parameters: &[PROJECT_ID],
    effect: Effect::Read,
    input: Some("QuotaQuery"),
    output: Some("Quota"),
    paging: None,
    reference: "ListQuotas",
};
