//! The rows of triggers.

use http::Method;

use super::{NAMESPACE, REPOSITORY, TRIGGER};
use crate::transport::{Effect, Operation};

pub(crate) static TRIGGERS_LIST: Operation = Operation {
    id: "triggers.list",
    method: Method::GET,
    path: "/v2/manage/namespaces/{namespace}/repos/{repository}/triggers",
    parameters: &[NAMESPACE, REPOSITORY],
    effect: Effect::Read,
    input: None,
    output: Some("Trigger"),
    paging: None,
    reference: "ListTriggersDetails",
};

pub(crate) static TRIGGERS_GET: Operation = Operation {
    id: "triggers.get",
    method: Method::GET,
    path: "/v2/manage/namespaces/{namespace}/repos/{repository}/triggers/{trigger}",
    parameters: &[NAMESPACE, REPOSITORY, TRIGGER],
    effect: Effect::Read,
    input: None,
    output: Some("Trigger"),
    paging: None,
    reference: "ShowTrigger",
};

pub(crate) static TRIGGERS_CREATE: Operation = Operation {
    id: "triggers.create",
    method: Method::POST,
    path: "/v2/manage/namespaces/{namespace}/repos/{repository}/triggers",
    parameters: &[NAMESPACE, REPOSITORY],
    effect: Effect::Once,
    input: Some("NewTrigger"),
    output: None,
    paging: None,
    reference: "CreateTrigger",
};

pub(crate) static TRIGGERS_ENABLE: Operation = Operation {
    id: "triggers.enable",
    method: Method::PATCH,
    path: "/v2/manage/namespaces/{namespace}/repos/{repository}/triggers/{trigger}",
    parameters: &[NAMESPACE, REPOSITORY, TRIGGER],
    effect: Effect::Idempotent,
    input: None,
    output: None,
    paging: None,
    reference: "UpdateTrigger",
};

pub(crate) static TRIGGERS_DISABLE: Operation = Operation {
    id: "triggers.disable",
    method: Method::PATCH,
    path: "/v2/manage/namespaces/{namespace}/repos/{repository}/triggers/{trigger}",
    parameters: &[NAMESPACE, REPOSITORY, TRIGGER],
    effect: Effect::Idempotent,
    input: None,
    output: None,
    paging: None,
    reference: "UpdateTrigger",
};

pub(crate) static TRIGGERS_DELETE: Operation = Operation {
    id: "triggers.delete",
    method: Method::DELETE,
    path: "/v2/manage/namespaces/{namespace}/repos/{repository}/triggers/{trigger}",
    parameters: &[NAMESPACE, REPOSITORY, TRIGGER],
    effect: Effect::Idempotent,
    input: None,
    output: None,
    paging: None,
    reference: "DeleteTrigger",
};
