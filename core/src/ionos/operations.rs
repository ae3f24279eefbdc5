//! The operations of the IONOS Container Registry API, one row each. Retries, events, the error's `operation`, the
//! bindings and the required tests all follow from these rows.

use http::Method;

use crate::transport::{Effect, Operation, Paging, PathParameter, PathRule};

const REGISTRY_ID: PathParameter = PathParameter { name: "registry_id", rule: PathRule::Uuid };
const TOKEN_ID: PathParameter = PathParameter { name: "token_id", rule: PathRule::Uuid };

/// Every operation, in the order of the API's reference.
pub const OPERATIONS: &[&Operation] = &[
    &TOKENS_LIST,
    &TOKENS_GET,
    &TOKENS_CREATE,
    &TOKENS_REPLACE,
    &TOKENS_UPDATE,
    &TOKENS_DELETE,
    &REGISTRIES_LIST,
    &REGISTRIES_GET,
];

pub(crate) static TOKENS_LIST: Operation = Operation {
    id: "tokens.list",
    method: Method::GET,
    path: "/registries/{registry_id}/tokens",
    parameters: &[REGISTRY_ID],
    effect: Effect::Read,
    input: Some("PageQuery"),
    output: Some("TokenPage"),
    paging: Some(Paging::OffsetLimit),
    reference: "registriesTokensGet",
};

pub(crate) static TOKENS_GET: Operation = Operation {
    id: "tokens.get",
    method: Method::GET,
    path: "/registries/{registry_id}/tokens/{token_id}",
    parameters: &[REGISTRY_ID, TOKEN_ID],
    effect: Effect::Read,
    input: None,
    output: Some("Token"),
    paging: None,
    reference: "registriesTokensFindById",
};

pub(crate) static TOKENS_CREATE: Operation = Operation {
    id: "tokens.create",
    method: Method::POST,
    path: "/registries/{registry_id}/tokens",
    parameters: &[REGISTRY_ID],
    effect: Effect::RevealsSecret,
    input: Some("NewToken"),
    output: Some("IssuedToken"),
    paging: None,
    reference: "registriesTokensPost",
};

pub(crate) static TOKENS_REPLACE: Operation = Operation {
    id: "tokens.replace",
    method: Method::PUT,
    path: "/registries/{registry_id}/tokens/{token_id}",
    parameters: &[REGISTRY_ID, TOKEN_ID],
    effect: Effect::RevealsSecret,
    input: Some("NewToken"),
    output: Some("ReplacedToken"),
    paging: None,
    reference: "registriesTokensPut",
};

pub(crate) static TOKENS_UPDATE: Operation = Operation {
    id: "tokens.update",
    method: Method::PATCH,
    path: "/registries/{registry_id}/tokens/{token_id}",
    parameters: &[REGISTRY_ID, TOKEN_ID],
    effect: Effect::Idempotent,
    input: Some("TokenUpdate"),
    output: Some("Token"),
    paging: None,
    reference: "registriesTokensPatch",
};

pub(crate) static TOKENS_DELETE: Operation = Operation {
    id: "tokens.delete",
    method: Method::DELETE,
    path: "/registries/{registry_id}/tokens/{token_id}",
    parameters: &[REGISTRY_ID, TOKEN_ID],
    effect: Effect::Idempotent,
    input: None,
    output: None,
    paging: None,
    reference: "registriesTokensDelete",
};

pub(crate) static REGISTRIES_LIST: Operation = Operation {
    id: "registries.list",
    method: Method::GET,
    path: "/registries",
    parameters: &[],
    effect: Effect::Read,
    input: None,
    output: Some("RegistryPage"),
    paging: Some(Paging::Token),
    reference: "registriesGet",
};

pub(crate) static REGISTRIES_GET: Operation = Operation {
    id: "registries.get",
    method: Method::GET,
    path: "/registries/{registry_id}",
    parameters: &[REGISTRY_ID],
    effect: Effect::Read,
    input: None,
    output: Some("Registry"),
    paging: None,
    reference: "registriesFindById",
};
