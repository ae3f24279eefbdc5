//! From the core's error to what is thrown. The classes are written in TypeScript, which makes one of a record thrown here:
//! so each copy of the package and each worker thread throws its own, with a stack that begins at its caller.

use std::error::Error as _;

use napi::bindgen_prelude::{JavaScriptClassExt, ToNapiValue, Uint8Array, Unknown};
use napi::{Env, Result, Status, ValueType};
use napi_derive::napi;
use registry_tokens::binding;

use crate::resources::NAMES;

/// One message of the service.
#[napi(object)]
pub struct ErrorDetail {
    /// The service's own code.
    pub code: String,
    /// The service's words.
    pub message: String,
}

/// Everything that an error shows.
#[napi(object)]
pub struct ErrorFields {
    /// The one line.
    pub text: String,
    /// The kind's name.
    pub kind: String,
    /// Such as `tokens.get`.
    pub operation: String,
    /// Without the operation's name.
    pub reason: String,
    /// Of the last answer.
    pub http_status: Option<u16>,
    /// The service's messages.
    pub details: Vec<ErrorDetail>,
    /// For the service's support.
    pub request_id: Option<String>,
    /// Requests sent or tried.
    pub attempts: u32,
    /// As the service asked for.
    pub retry_after_ms: Option<f64>,
    /// Whether the call may be made again.
    pub retryable: bool,
    /// Whether it may have been carried out.
    pub outcome_unknown: bool,
    /// Of what was made.
    pub resource_id: Option<String>,
    /// The operating system's number for what happened to a connection.
    pub system_error: Option<i32>,
}

/// The answer behind an error: kept apart from it, so that no text form holds it.
#[napi]
pub struct FailedAnswer(registry_tokens::Error);

#[napi]
impl FailedAnswer {
    /// Whether a value is the answer behind an error: whoever throws something else is a caller's own code.
    #[napi(catch_unwind)]
    pub fn is(env: &Env, value: Unknown<'_>) -> Result<bool> {
        Ok(value.get_type()? == ValueType::Object && Self::instance_of(env, &value)?)
    }

    /// Name and value of each header.
    #[napi(catch_unwind)]
    pub fn headers(&self) -> Vec<Vec<String>> {
        pairs(self.0.response_headers())
    }

    /// The body, cut at 64 KiB.
    #[napi(catch_unwind)]
    pub fn body(&self) -> Uint8Array {
        self.0.response_body().to_vec().into()
    }
}

/// Headers by name in lower case; one that came several times has its values joined.
pub(crate) fn pairs(headers: &http::HeaderMap) -> Vec<Vec<String>> {
    let pair = |name: &http::HeaderName| {
        let values = headers.get_all(name).iter().map(|value| String::from_utf8_lossy(value.as_bytes()));
        vec![name.as_str().to_owned(), values.collect::<Vec<_>>().join(", ")]
    };
    headers.keys().map(pair).collect()
}

/// An error on its way: the TypeScript layer makes one of its classes of it.
#[napi(object, object_from_js = false)]
pub struct Thrown {
    /// Everything that it shows.
    pub fields: ErrorFields,
    /// What it shows only when asked.
    pub answer: FailedAnswer,
}

/// Throws an error of the core at once, out of a function that is called now.
pub(crate) fn raised(env: &Env, error: &registry_tokens::Error) -> napi::Error {
    match env.throw(record(error)) {
        Ok(()) => napi::Error::new(Status::PendingException, error.to_string()),
        Err(failure) => failure,
    }
}

/// What a promise is rejected with for an error of the core.
pub(crate) fn rejection(env: &Env, error: &registry_tokens::Error) -> napi::Error {
    match record(error).into_unknown(env) {
        Ok(value) => napi::Error::from_unknown_without_coercion(value),
        Err(failure) => failure,
    }
}

/// The record of an error.
pub(crate) fn record(error: &registry_tokens::Error) -> Thrown {
    let error = binding::respelt(error, NAMES);
    let detail = |one: &registry_tokens::ErrorDetail| ErrorDetail {
        code: one.code.clone(),
        message: one.message.clone(),
    };
    let source = error.source().and_then(|source| source.downcast_ref::<std::io::Error>());
    let fields = ErrorFields {
        text: error.to_string(),
        kind: error.kind().as_str().to_owned(),
        operation: error.operation().to_owned(),
        reason: error.reason().to_owned(),
        http_status: error.http_status(),
        details: error.details().iter().map(detail).collect(),
        request_id: error.request_id().map(ToOwned::to_owned),
        attempts: error.attempts(),
        retry_after_ms: error.retry_after().map(|span| span.as_secs_f64() * 1000.0),
        retryable: error.retryable(),
        outcome_unknown: error.outcome_unknown(),
        resource_id: error.resource_id().map(ToOwned::to_owned),
        system_error: source.and_then(std::io::Error::raw_os_error),
    };
    Thrown { fields, answer: FailedAnswer(error) }
}
