//! From the core's error to what each language makes its own exceptions of.

use std::sync::Arc;

use registry_tokens::{Error, binding};

use crate::argument::NativeText;
use crate::resources::known;
use crate::value::NativeTime;

/// The one error that crosses the border; each language's own layer picks the class by the kind.
#[derive(Debug, thiserror::Error, uniffi::Error)]
#[expect(clippy::large_enum_variant, reason = "uniffi carries no box")]
pub enum NativeError {
    /// An error of the core.
    #[error("{}", failure.text)]
    Failed {
        /// Everything that it shows.
        failure: NativeFailure,
    },
    /// The call was given up by its `Cancel`.
    #[error("cancelled")]
    Cancelled,
}

/// One message of the service about what it refused.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct NativeErrorDetail {
    /// The service's own code, opaque; empty when it gave none.
    pub code: String,
    /// The service's words.
    pub message: String,
}

/// Everything that an error shows.
#[derive(Debug, Clone, uniffi::Record)]
pub struct NativeFailure {
    /// The one line.
    pub text: String,
    /// The kind's name.
    pub kind: String,
    /// Such as `tokens.get`.
    pub operation: String,
    /// Without the operation's name.
    pub reason: String,
    /// Of the last answer.
    pub http_status: Option<i32>,
    /// The service's messages.
    pub details: Vec<NativeErrorDetail>,
    /// For the service's support.
    pub request_id: Option<String>,
    /// Requests sent or tried.
    pub attempts: i32,
    /// As the service asked for.
    pub retry_after: Option<NativeTime>,
    /// Whether the call may be made again.
    pub retryable: bool,
    /// Whether it may have been carried out.
    pub outcome_unknown: bool,
    /// Of what was made.
    pub resource_id: Option<String>,
    /// The operating system's words for a broken connection.
    pub system_error: Option<String>,
    /// By accessor only.
    pub answer: Arc<FailedAnswer>,
}

/// The answer behind an error: kept apart from it, so that no text form holds it.
#[derive(Debug, uniffi::Object)]
pub struct FailedAnswer(Error);

#[uniffi::export]
impl FailedAnswer {
    /// The headers of the answer.
    pub fn headers(&self) -> Vec<NativeText> {
        texts(self.0.response_headers())
    }

    /// The body, cut at 64 KiB.
    pub fn body(&self) -> Vec<u8> {
        self.0.response_body().to_vec()
    }
}

/// Headers as texts with names.
pub(crate) fn texts(headers: &http::HeaderMap) -> Vec<NativeText> {
    let text = |(name, value): (&http::HeaderName, &http::HeaderValue)| NativeText {
        name: name.as_str().to_owned(),
        value: String::from_utf8_lossy(value.as_bytes()).into_owned(),
    };
    headers.iter().map(text).collect()
}

/// The error that crosses the border.
pub(crate) fn failure(error: Error) -> NativeError {
    let detail = |one: &registry_tokens::ErrorDetail| NativeErrorDetail {
        code: one.code.clone(),
        message: one.message.clone(),
    };
    let failure = NativeFailure {
        text: error.to_string(),
        kind: error.kind().as_str().to_owned(),
        operation: error.operation().to_owned(),
        reason: error.reason().to_owned(),
        http_status: error.http_status().map(Into::into),
        details: error.details().iter().map(detail).collect(),
        request_id: error.request_id().map(ToOwned::to_owned),
        attempts: i32::try_from(error.attempts()).unwrap_or(i32::MAX),
        retry_after: error.retry_after().map(Into::into),
        retryable: error.retryable(),
        outcome_unknown: error.outcome_unknown(),
        resource_id: error.resource_id().map(ToOwned::to_owned),
        system_error: std::error::Error::source(&error).map(ToString::to_string),
        answer: Arc::new(FailedAnswer(error)),
    };
    NativeError::Failed { failure }
}

/// The error of an argument that a language's own layer cannot hand over, such as a text that is not Unicode.
#[uniffi::export]
fn native_refusal(operation: String, reason: String) -> NativeError {
    failure(binding::invalid_argument(known(&operation), reason))
}

/// The error of a panic outside of a call's future, which uniffi turns into an exception of its own.
#[uniffi::export]
fn native_panicked(operation: String) -> NativeError {
    failure(binding::panicked(known(&operation)))
}

/// The error of a rotation that leaves both the old credentials and the new ones behind, because it was told to.
#[uniffi::export]
fn native_rotation_incomplete(operation: String, old_id: String, new_id: String) -> NativeError {
    failure(binding::rotation_incomplete(known(&operation), &old_id, &new_id))
}
