//! The operations of the SWR API, one row each. Retries, events, the error's `operation`, the bindings and the required
//! tests all follow from these rows.

mod enterprise;
mod login;
mod organizations;
mod repositories;
mod retention_rules;
mod sync_tasks;
mod triggers;

pub(crate) use enterprise::*;
pub(crate) use login::*;
pub(crate) use organizations::*;
pub(crate) use repositories::*;
pub(crate) use retention_rules::*;
pub(crate) use sync_tasks::*;
pub(crate) use triggers::*;

use super::validation;
use crate::transport::{Operation, PathParameter, PathRule};

const PROJECT_ID: PathParameter = PathParameter { name: "project_id", rule: PathRule::Id };
const INSTANCE_ID: PathParameter = PathParameter { name: "instance_id", rule: PathRule::Id };
const REGISTRY_ID: PathParameter = PathParameter { name: "registry_id", rule: PathRule::Integer };
const CREDENTIAL_ID: PathParameter = PathParameter { name: "credential_id", rule: PathRule::Id };
const NAMESPACE: PathParameter = PathParameter { name: "namespace", rule: validation::NAMESPACE };
const REPOSITORY: PathParameter = PathParameter { name: "repository", rule: validation::REPOSITORY };
const RETENTION_ID: PathParameter = PathParameter { name: "retention_id", rule: PathRule::Integer };
const TRIGGER: PathParameter = PathParameter { name: "trigger", rule: PathRule::Id };

/// Every operation, in the order of the API's reference.
pub const OPERATIONS: &[&Operation] = &[
    &TARGET_REGISTRIES_LIST,
    &TARGET_REGISTRIES_GET,
    &TARGET_REGISTRIES_CREATE,
    &TARGET_REGISTRIES_UPDATE,
    &TARGET_REGISTRIES_DELETE,
    &LONG_TERM_CREDENTIALS_LIST,
    &LONG_TERM_CREDENTIALS_CREATE,
    &LONG_TERM_CREDENTIALS_ENABLE,
    &LONG_TERM_CREDENTIALS_DISABLE,
    &LONG_TERM_CREDENTIALS_DELETE,
    &TEMPORARY_CREDENTIALS_CREATE,
    &NAMESPACES_LIST,
    &NAMESPACES_GET,
    &NAMESPACES_CREATE,
    &NAMESPACES_DELETE,
    &REPOSITORIES_LIST,
    &REPOSITORIES_LIST_BY_MARKER,
    &REPOSITORIES_GET,
    &REPOSITORIES_CREATE,
    &REPOSITORIES_UPDATE,
    &REPOSITORIES_DELETE,
    &RETENTION_RULES_LIST,
    &RETENTION_RULES_GET,
    &RETENTION_RULES_CREATE,
    &RETENTION_RULES_UPDATE,
    &RETENTION_RULES_DELETE,
    &RETENTION_RULES_HISTORIES,
    &SYNC_TASKS_LIST,
    &SYNC_TASKS_CREATE,
    &SYNC_TASKS_DELETE,
    &SYNC_TASKS_SYNC_IMAGES,
    &SYNC_TASKS_JOBS,
    &SYNC_TASKS_REGIONS,
    &TRIGGERS_LIST,
    &TRIGGERS_GET,
    &TRIGGERS_CREATE,
    &TRIGGERS_ENABLE,
    &TRIGGERS_DISABLE,
    &TRIGGERS_DELETE,
    &NAMESPACE_PERMISSIONS_GET,
    &NAMESPACE_PERMISSIONS_GRANT,
    &NAMESPACE_PERMISSIONS_UPDATE,
    &NAMESPACE_PERMISSIONS_REVOKE,
    &REPOSITORY_PERMISSIONS_GET,
    &REPOSITORY_PERMISSIONS_GRANT,
    &REPOSITORY_PERMISSIONS_UPDATE,
    &REPOSITORY_PERMISSIONS_REVOKE,
    &QUOTAS_LIST,
    &LOGIN_CREATE_TEMPORARY,
    &LOGIN_CREATE_ENHANCED,
];
