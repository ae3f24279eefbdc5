//! The rows of the Enterprise edition.

use http::Method;

use super::{CREDENTIAL_ID, INSTANCE_ID, PROJECT_ID, REGISTRY_ID};
use crate::transport::{Effect, Operation, Paging};

pub(crate) static TARGET_REGISTRIES_LIST: Operation = Operation {
    id: "target_registries.list",
    method: Method::GET,
    path: "/v2/{project_id}/instances/{instance_id}/registries",
    parameters: &[PROJECT_ID, INSTANCE_ID],
    effect: Effect::Read,
    input: Some("TargetRegistryQuery"),
    output: Some("TargetRegistryPage"),
    paging: Some(Paging::OffsetLimit),
    reference: "ListInstanceRegistries",
};

pub(crate) static TARGET_REGISTRIES_GET: Operation = Operation {
    id: "target_registries.get",
    method: Method::GET,
    path: "/v2/{project_id}/instances/{instance_id}/registries/{registry_id}",
    parameters: &[PROJECT_ID, INSTANCE_ID, REGISTRY_ID],
    effect: Effect::Read,
    input: None,
    output: Some("TargetRegistry"),
    paging: None,
    reference: "ShowInstanceRegistry",
};

pub(crate) static TARGET_REGISTRIES_CREATE: Operation = Operation {
    id: "target_registries.create",
    method: Method::POST,
    path: "/v2/{project_id}/instances/{instance_id}/registries",
    parameters: &[PROJECT_ID, INSTANCE_ID],
    effect: Effect::Once,
    input: Some("TargetRegistryInput"),
    output: Some("CreatedTargetRegistry"),
    paging: None,
    reference: "CreateInstanceRegistry",
};

pub(crate) static TARGET_REGISTRIES_UPDATE: Operation = Operation {
    id: "target_registries.update",
    method: Method::PUT,
    path: "/v2/{project_id}/instances/{instance_id}/registries/{registry_id}",
    parameters: &[PROJECT_ID, INSTANCE_ID, REGISTRY_ID],
    effect: Effect::Idempotent,
    input: Some("TargetRegistryInput"),
    output: None,
    paging: None,
    reference: "UpdateInstanceRegistry",
};

pub(crate) static TARGET_REGISTRIES_DELETE: Operation = Operation {
    id: "target_registries.delete",
    method: Method::DELETE,
    path: "/v2/{project_id}/instances/{instance_id}/registries/{registry_id}",
    parameters: &[PROJECT_ID, INSTANCE_ID, REGISTRY_ID],
    effect: Effect::Idempotent,
    input: None,
    output: None,
    paging: None,
    reference: "DeleteInstanceRegistry",
};

pub(crate) static LONG_TERM_CREDENTIALS_LIST: Operation = Operation {
    id: "long_term_credentials.list",
    method: Method::GET,
    path: "/v2/{project_id}/instances/{instance_id}/long-term-credentials",
    parameters: &[PROJECT_ID, INSTANCE_ID],
    effect: Effect::Read,
    input: Some("LongTermCredentialQuery"),
    output: Some("LongTermCredentialPage"),
    paging: Some(Paging::OffsetLimit),
    reference: "ListInstanceLtCredentials",
};

pub(crate) static LONG_TERM_CREDENTIALS_CREATE: Operation = Operation {
    id: "long_term_credentials.create",
    method: Method::POST,
    // The one path of the four whose last word is singular.
    path: "/v2/{project_id}/instances/{instance_id}/long-term-credential",
    parameters: &[PROJECT_ID, INSTANCE_ID],
    effect: Effect::RevealsSecret,
    input: None,
    output: Some("IssuedLongTermCredential"),
    paging: None,
    reference: "CreateInstanceLtCredential",
};

pub(crate) static LONG_TERM_CREDENTIALS_ENABLE: Operation = Operation {
    id: "long_term_credentials.enable",
    method: Method::PUT,
    path: "/v2/{project_id}/instances/{instance_id}/long-term-credentials/{credential_id}",
    parameters: &[PROJECT_ID, INSTANCE_ID, CREDENTIAL_ID],
    effect: Effect::Idempotent,
    input: None,
    output: None,
    paging: None,
    reference: "UpdateInstanceLtCredential",
};

pub(crate) static LONG_TERM_CREDENTIALS_DISABLE: Operation = Operation {
    id: "long_term_credentials.disable",
    method: Method::PUT,
    path: "/v2/{project_id}/instances/{instance_id}/long-term-credentials/{credential_id}",
    parameters: &[PROJECT_ID, INSTANCE_ID, CREDENTIAL_ID],
    effect: Effect::Idempotent,
    input: None,
    output: None,
    paging: None,
    reference: "UpdateInstanceLtCredential",
};

pub(crate) static LONG_TERM_CREDENTIALS_DELETE: Operation = Operation {
    id: "long_term_credentials.delete",
    method: Method::DELETE,
    path: "/v2/{project_id}/instances/{instance_id}/long-term-credentials/{credential_id}",
    parameters: &[PROJECT_ID, INSTANCE_ID, CREDENTIAL_ID],
    effect: Effect::Idempotent,
    input: None,
    output: None,
    paging: None,
    reference: "DeleteInstanceLtCredential",
};

pub(crate) static TEMPORARY_CREDENTIALS_CREATE: Operation = Operation {
    id: "temporary_credentials.create",
    method: Method::POST,
    path: "/v2/{project_id}/instances/{instance_id}/temp-credential",
    parameters: &[PROJECT_ID, INSTANCE_ID],
    effect: Effect::RevealsSecret,
    input: None,
    output: Some("Credentials"),
    paging: None,
    reference: "CreateInstanceTempCredential",
};
