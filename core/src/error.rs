//! The one error type and its kinds.

use std::fmt;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::HeaderMap;

/// What went wrong, named for what a caller does next. New kinds may come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// Refused before anything was sent: bad id, empty name, past expiry, nothing to change.
    InvalidArgument,
    /// The client cannot work as configured: credentials, files, certificates, addresses, the project; or the service redirects.
    Config,
    /// 401, or a code that means the same: the account's credentials are not accepted.
    Authentication,
    /// 403: the account may not do this.
    PermissionDenied,
    /// 404, or a code that means the same: there is no such thing.
    NotFound,
    /// 409: for example a name that is taken.
    Conflict,
    /// 429, or a code that means the same, after the retries.
    RateLimited,
    /// Any other 4xx.
    BadRequest,
    /// 5xx, after the retries where there are any.
    Server,
    /// Nothing was sent in the last attempt: DNS, refused, TLS, connect timeout.
    Connect,
    /// The time of the call is up.
    DeadlineExceeded,
    /// The exchange broke after something was sent.
    Transport,
    /// A 2xx answer that is not what the API promises, or larger than the cap.
    InvalidResponse,
    /// `.all()` could not get two agreeing scans of a list that kept changing.
    ListingUnstable,
    /// The new credentials of a rotation are not in place, and both they and the old ones are there: its text names both ids.
    RotationIncomplete,
    /// The client was closed.
    Closed,
    /// A bug of this library.
    Internal,
}

impl ErrorKind {
    /// The kind's name in every language: `invalid_argument`, `not_found`, ...
    pub fn as_str(self) -> &'static str {
        match self {
            Self::InvalidArgument => "invalid_argument",
            Self::Config => "config",
            Self::Authentication => "authentication",
            Self::PermissionDenied => "permission_denied",
            Self::NotFound => "not_found",
            Self::Conflict => "conflict",
            Self::RateLimited => "rate_limited",
            Self::BadRequest => "bad_request",
            Self::Server => "server",
            Self::Connect => "connect",
            Self::DeadlineExceeded => "deadline_exceeded",
            Self::Transport => "transport",
            Self::InvalidResponse => "invalid_response",
            Self::ListingUnstable => "listing_unstable",
            Self::RotationIncomplete => "rotation_incomplete",
            Self::Closed => "closed",
            Self::Internal => "internal",
        }
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// One message of the service about what it refused.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ErrorDetail {
    /// The service's own code, opaque; empty when it gave none.
    pub code: String,
    /// The service's words.
    pub message: String,
}

impl ErrorDetail {
    pub(crate) fn new(code: impl Into<String>, message: impl Into<String>) -> Self {
        Self { code: code.into(), message: message.into() }
    }
}

/// Everything that can go wrong in this library.
///
/// The text is one line: the operation, the status, the service's words. It never holds a credential, a header or a
/// body; those of a service's answer are reachable by accessor only.
#[derive(Clone)]
pub struct Error(Box<Fields>);

#[derive(Clone)]
pub(crate) struct Fields {
    pub(crate) kind: ErrorKind,
    pub(crate) operation: &'static str,
    pub(crate) reason: String,
    pub(crate) http_status: Option<u16>,
    pub(crate) details: Vec<ErrorDetail>,
    pub(crate) request_id: Option<String>,
    pub(crate) attempts: u32,
    pub(crate) retry_after: Option<Duration>,
    pub(crate) retryable: bool,
    pub(crate) outcome_unknown: bool,
    pub(crate) resource_id: Option<String>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) source: Option<Arc<io::Error>>,
}

/// How much of an answer's body an error keeps for [`Error::response_body`].
pub(crate) const KEPT_BODY_BYTES: usize = 64 * 1024;

impl Error {
    pub(crate) fn new(kind: ErrorKind, operation: &'static str, reason: impl Into<String>) -> Self {
        Self(Box::new(Fields {
            kind,
            operation,
            reason: reason.into(),
            http_status: None,
            details: Vec::new(),
            request_id: None,
            attempts: 0,
            retry_after: None,
            retryable: false,
            outcome_unknown: false,
            resource_id: None,
            headers: HeaderMap::new(),
            body: Bytes::new(),
            source: None,
        }))
    }

    pub(crate) fn invalid_argument(operation: &'static str, reason: impl Into<String>) -> Self {
        Self::new(ErrorKind::InvalidArgument, operation, reason)
    }

    pub(crate) fn config(reason: impl Into<String>) -> Self {
        Self::new(ErrorKind::Config, BUILD, reason)
    }

    pub(crate) fn fields_mut(&mut self) -> &mut Fields {
        &mut self.0
    }

    /// What went wrong, named for what a caller does next.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The operation that failed, such as `tokens.create`, or `client.build`.
    pub fn operation(&self) -> &str {
        self.0.operation
    }

    /// What happened, in one sentence without the operation's name.
    pub fn reason(&self) -> &str {
        &self.0.reason
    }

    /// The HTTP status of the last answer, when there was one.
    pub fn http_status(&self) -> Option<u16> {
        self.0.http_status
    }

    /// The service's own messages.
    pub fn details(&self) -> &[ErrorDetail] {
        &self.0.details
    }

    /// The id to quote to the service's support.
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// How many requests were sent or tried; 0 when the call was refused before that.
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// How long the service asked to wait, as its last answer said.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// Whether the same call may be made again without risk and may then succeed.
    pub fn retryable(&self) -> bool {
        self.0.retryable
    }

    /// Whether any attempt of this changing call may have been carried out by the service.
    ///
    /// Look before repeating: after a create, `find` the name; its password is lost, so delete it and create again.
    pub fn outcome_unknown(&self) -> bool {
        self.0.outcome_unknown
    }

    /// The id of what the service made before the exchange broke, when its `Location` header or its answer told.
    pub fn resource_id(&self) -> Option<&str> {
        self.0.resource_id.as_deref()
    }

    /// The headers of the last answer. May hold what you do not want in a log.
    pub fn response_headers(&self) -> &HeaderMap {
        &self.0.headers
    }

    /// The body of the last answer, cut at 64 KiB. May hold a secret: a create answer that could not be read does.
    pub fn response_body(&self) -> &[u8] {
        &self.0.body
    }
}

/// What the error of a client that could not be built names as its operation.
pub(crate) const BUILD: &str = "client.build";

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fields = &self.0;
        write!(f, "{}: {}", fields.operation, fields.reason)?;
        if fields.outcome_unknown {
            f.write_str(" (the service may have carried it out)")?;
        }
        if let Some(id) = &fields.request_id {
            write!(f, " [request {id}]")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fields = &self.0;
        f.debug_struct("Error")
            .field("kind", &fields.kind)
            .field("operation", &fields.operation)
            .field("reason", &fields.reason)
            .field("http_status", &fields.http_status)
            .field("details", &fields.details)
            .field("request_id", &fields.request_id)
            .field("attempts", &fields.attempts)
            .field("retry_after", &fields.retry_after)
            .field("retryable", &fields.retryable)
            .field("outcome_unknown", &fields.outcome_unknown)
            .field("resource_id", &fields.resource_id)
            .finish_non_exhaustive()
    }
}

impl std::error::Error for Error {
    /// The operating system's error behind a broken connection, where there is one.
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source.as_deref().map(|error| error as _)
    }
}
