//! From the core's error to what each language makes its own exceptions of.

use std::sync::Arc;
use std::time::Duration;

use registry_tokens::Error;

/// The one error that crosses the border; each language's own layer picks the class by the kind.
#[derive(Debug, thiserror::Error, uniffi::Error)]
pub enum NativeError {
    /// An error of the core.
    #[error("{}", failure.text)]
    Failed {
        /// Everything that it shows.
        failure: Failure,
    },
}

/// One message of the service about what it refused.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct ErrorDetail {
    /// The service's own code, opaque; empty when it gave none.
    pub code: String,
    /// The service's words.
    pub message: String,
}

/// Everything that an error shows.
#[derive(Debug, Clone, uniffi::Record)]
pub struct Failure {
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
    pub retry_after: Option<Duration>,
    /// Whether the call may be made again.
    pub retryable: bool,
    /// Whether it may have been carried out.
    pub outcome_unknown: bool,
    /// Of what was made.
    pub resource_id: Option<String>,
    /// By accessor only.
    pub answer: Arc<FailedAnswer>,
}

/// The answer behind an error: kept apart from it, so that no text form holds it.
#[derive(Debug, uniffi::Object)]
pub struct FailedAnswer(Error);

/// One header of an answer.
#[derive(Debug, Clone, uniffi::Record)]
pub struct ResponseHeader {
    /// Its name in lower case.
    pub name: String,
    /// Its value.
    pub value: String,
}

#[uniffi::export]
impl FailedAnswer {
    /// The headers of the answer.
    pub fn headers(&self) -> Vec<ResponseHeader> {
        let header = |name: &str, value: &[u8]| ResponseHeader {
            name: name.to_owned(),
            value: String::from_utf8_lossy(value).into_owned(),
        };
        self.0
            .response_headers()
            .iter()
            .map(|(name, value)| header(name.as_str(), value.as_bytes()))
            .collect()
    }

    /// The body, cut at 64 KiB.
    pub fn body(&self) -> Vec<u8> {
        self.0.response_body().to_vec()
    }
}

impl From<Error> for NativeError {
    fn from(error: Error) -> Self {
        let detail = |one: &registry_tokens::ErrorDetail| ErrorDetail {
            code: one.code.clone(),
            message: one.message.clone(),
        };
        let failure = Failure {
            text: error.to_string(),
            kind: error.kind().as_str().to_owned(),
            operation: error.operation().to_owned(),
            reason: error.reason().to_owned(),
            http_status: error.http_status(),
            details: error.details().iter().map(detail).collect(),
            request_id: error.request_id().map(ToOwned::to_owned),
            attempts: error.attempts(),
            retry_after: error.retry_after(),
            retryable: error.retryable(),
            outcome_unknown: error.outcome_unknown(),
            resource_id: error.resource_id().map(ToOwned::to_owned),
            answer: Arc::new(FailedAnswer(error)),
        };
        Self::Failed { failure }
    }
}
