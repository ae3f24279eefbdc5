//! The rows of retention rules.

use http::Method;

use super::{NAMESPACE, REPOSITORY, RETENTION_ID};
use crate::transport::{Effect, Operation, Paging};

pub(crate) static RETENTION_RULES_LIST: Operation = Operation {
    id: "retention_rules.list",
    method: Method::GET,
    path: "/v2/manage/namespaces/{namespace}/repos/{repository}/retentions",
    parameters: &[NAMESPACE, REPOSITORY],
    effect: Effect::Read,
    input: None,
    output: Some("Retention"),
    paging: None,
    reference: "ListRetentions",
};

pub(crate) static RETENTION_RULES_GET: Operation = Operation {
    id: "retention_rules.get",
    method: Method::GET,
    path: "/v2/manage/namespaces/{namespace}/repos/{repository}/retentions/{retention_id}",
    parameters: &[NAMESPACE, REPOSITORY, RETENTION_ID],
    effect: Effect::Read,
    input: None,
    output: Some("Retention"),
    paging: None,
    reference: "ShowRetention",
};

pub(crate) static RETENTION_RULES_CREATE: Operation = Operation {
    id: "retention_rules.create",
    method: Method::POST,
    path: "/v2/manage/namespaces/{namespace}/repos/{repository}/retentions",
    parameters: &[NAMESPACE, REPOSITORY],
    effect: Effect::Once,
    input: Some("RetentionInput"),
    output: Some("CreatedRetention"),
    paging: None,
    reference: "CreateRetention",
};

pub(crate) static RETENTION_RULES_UPDATE: Operation = Operation {
    id: "retention_rules.update",
    method: Method::PATCH,
    path: "/v2/manage/namespaces/{namespace}/repos/{repository}/retentions/{retention_id}",
    parameters: &[NAMESPACE, REPOSITORY, RETENTION_ID],
    effect: Effect::Idempotent,
    input: Some("RetentionInput"),
    output: None,
    paging: None,
    reference: "UpdateRetention",
};

pub(crate) static RETENTION_RULES_DELETE: Operation = Operation {
    id: "retention_rules.delete",
    method: Method::DELETE,
    path: "/v2/manage/namespaces/{namespace}/repos/{repository}/retentions/{retention_id}",
    parameters: &[NAMESPACE, REPOSITORY, RETENTION_ID],
    effect: Effect::Idempotent,
    input: None,
    output: None,
    paging: None,
    reference: "DeleteRetention",
};

pub(crate) static RETENTION_RULES_HISTORIES: Operation = Operation {
    id: "retention_rules.histories",
    method: Method::GET,
    path: "/v2/manage/namespaces/{namespace}/repos/{repository}/retentions/histories",
    parameters: &[NAMESPACE, REPOSITORY],
    effect: Effect::Read,
    input: None,
    output: Some("RetentionHistoryPage"),
    paging: Some(Paging::OffsetLimit),
    reference: "ListRetentionHistories",
};
