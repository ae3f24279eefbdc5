//! The rows of logins.

use http::Method;

use crate::transport::{Effect, Operation};

// A login leaves nothing behind at the service, and asking again gives another one: as harmless to repeat as reading.
pub(crate) static LOGIN_CREATE_TEMPORARY: Operation = Operation {
    id: "login.create_temporary",
    method: Method::POST,
    path: "/v2/manage/utils/secret",
    parameters: &[],
    effect: Effect::Read,
    input: Some("TemporaryLogin"),
    output: Some("Credentials"),
    paging: None,
    reference: "CreateSecret",
};

pub(crate) static LOGIN_CREATE_ENHANCED: Operation = Operation {
    id: "login.create_enhanced",
    method: Method::POST,
    path: "/v2/manage/utils/authorizationtoken",
    parameters: &[],
    effect: Effect::Read,
    input: None,
    output: Some("Credentials"),
    paging: None,
    reference: "CreateAuthorizationToken",
};
