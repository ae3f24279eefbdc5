//! What an attempt came to: an answer, or a failure with all that is known about it.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{HeaderMap, StatusCode, header};
use url::Url;

use super::headers;
use super::provider::Provider;
use super::retry::{FailureClass, parse_retry_after};
use super::send::{SendError, Stage};
use crate::error::{Error, ErrorDetail, ErrorKind, KEPT_BODY_BYTES};
use crate::secret::{Secret, redact};

/// A whole answer, with what it took to get it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) request_id: Option<String>,
    pub(crate) attempts: u32,
    pub(crate) elapsed: Duration,
}

/// Why a 2xx answer is not what the API promises.
#[derive(Debug)]
pub(crate) struct Unreadable {
    pub(crate) reason: String,
    /// The id of what the answer shows to have been made all the same.
    pub(crate) resource_id: Option<String>,
}

impl Unreadable {
    pub(crate) fn new(reason: impl Into<String>) -> Self {
        Self { reason: reason.into(), resource_id: None }
    }
}

/// A failed attempt: the error that a caller gets if it was the last one, and what it says about repeating it.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) error: Error,
    pub(crate) class: FailureClass,
    /// The service may have carried the request out.
    pub(crate) may_have_acted: bool,
}

impl Failure {
    pub(crate) fn new(kind: ErrorKind, class: FailureClass, reason: impl Into<String>) -> Self {
        // The operation is filled in at the end of the call, with what only the call knows.
        let error = Error::new(kind, "", reason);
        Self { error, class, may_have_acted: class == FailureClass::Unclear }
    }

    /// The time is up: of the call, or of an attempt that may be repeated.
    pub(crate) fn timed_out(kind: ErrorKind, limit: Duration, departed: bool) -> Self {
        let class = if departed { FailureClass::Unclear } else { FailureClass::NotCarriedOut };
        let kind = if kind == ErrorKind::Transport && !departed { ErrorKind::Connect } else { kind };
        Self::new(kind, class, format!("no whole answer within {} s", limit.as_secs_f64()))
    }

    /// The exchange broke.
    pub(crate) fn broken(error: SendError, departed: bool, secrets: &[Secret]) -> Self {
        let (kind, class) = match error.stage {
            Stage::Distrusted => (ErrorKind::Connect, FailureClass::Final),
            Stage::NoConnection => (ErrorKind::Connect, FailureClass::NotCarriedOut),
            Stage::Broken if !departed => (ErrorKind::Connect, FailureClass::NotCarriedOut),
            Stage::Broken => (ErrorKind::Transport, FailureClass::Unclear),
            Stage::TooLarge | Stage::Undecodable => (ErrorKind::InvalidResponse, FailureClass::Final),
        };
        // It may quote the peer, the names in a certificate, for one; but not where the words are ours or the system's.
        let is_own = error.stage == Stage::TooLarge || error.source.is_some();
        let secrets = if is_own { &[] } else { secrets };
        let error = SendError { reason: clean(&error.reason, secrets), ..error };
        let reason = match error.stage {
            Stage::Distrusted => format!("no trusted TLS connection: {}", error.reason),
            Stage::NoConnection => format!("no connection: {}", error.reason),
            Stage::Broken => format!("the connection broke: {}", error.reason),
            Stage::TooLarge => error.reason,
            Stage::Undecodable => format!("the answer's compression is damaged: {}", error.reason),
        };
        let mut failure = Self::new(kind, class, reason);
        failure.error.fields_mut().source = error.source.map(Arc::new);
        failure.may_have_acted |= kind == ErrorKind::InvalidResponse;
        failure
    }

    /// A success that cannot be read. What it announces has happened all the same.
    pub(crate) fn unreadable(
        why: Unreadable,
        answer: &Answer,
        provider: &dyn Provider,
        secrets: &[Secret],
    ) -> Self {
        let reason = clean(&why.reason, secrets);
        let mut failure = Self::new(ErrorKind::InvalidResponse, FailureClass::Final, reason);
        failure.may_have_acted = true;
        failure.note_head(answer.status, &answer.headers, provider, secrets);
        let fields = failure.error.fields_mut();
        let in_body = || why.resource_id.map(|id| clean(&id, secrets));
        fields.resource_id = fields.resource_id.take().or_else(in_body);
        failure.keep_body(&answer.body);
        failure
    }

    /// A status that is no success.
    pub(crate) fn refused(
        response: &http::Response<Bytes>,
        provider: &dyn Provider,
        secrets: &[Secret],
    ) -> Self {
        let status = response.status();
        let mut failure = if status.is_redirection() {
            let reason = clean(&redirect_reason(response.headers(), provider, secrets), secrets);
            Self::new(ErrorKind::Config, FailureClass::Final, reason)
        } else {
            let refusal = provider.read_refusal(status, response.body());
            let class = match status.as_u16() {
                _ if refusal.throttled => FailureClass::NotCarriedOut,
                429 => FailureClass::NotCarriedOut,
                408 | 502 | 503 | 504 => FailureClass::Unclear,
                _ => FailureClass::Final,
            };
            let details = clean_details(refusal.details, secrets);
            let mut failure = Self::new(refusal.kind, class, refusal_reason(status, &details));
            failure.error.fields_mut().details = details;
            // 501 is the one 5xx that says the request was not even begun.
            failure.may_have_acted |= class == FailureClass::Final
                && status.is_server_error()
                && status != StatusCode::NOT_IMPLEMENTED;
            failure
        };
        failure.note_head(status, response.headers(), provider, secrets);
        failure.keep_body(response.body());
        failure
    }

    /// Notes what the head of the answer tells, also of one whose body never came.
    pub(crate) fn note_head(
        &mut self,
        status: StatusCode,
        all: &HeaderMap,
        provider: &dyn Provider,
        secrets: &[Secret],
    ) {
        let fields = self.error.fields_mut();
        fields.http_status = Some(status.as_u16());
        fields.request_id = request_id(all, provider, secrets);
        let retry_after = headers::first_text(all, &[header::RETRY_AFTER.as_str()]);
        fields.retry_after = retry_after.and_then(|value| parse_retry_after(&value, SystemTime::now()));
        let made = status.is_success().then(|| made_resource(all)).flatten();
        fields.resource_id = made.map(|id| clean(&id, secrets));
        fields.headers = headers::shown(all, provider.request_id_headers(), secrets);
    }

    fn keep_body(&mut self, body: &Bytes) {
        self.error.fields_mut().body = match body.get(..KEPT_BODY_BYTES) {
            // A slice would keep the whole answer in memory for as long as the error lives.
            Some(start) => Bytes::copy_from_slice(start),
            None => body.clone(),
        };
    }

    /// The error that a caller gets when this was the last attempt.
    pub(crate) fn into_error(mut self, end: End) -> Error {
        let fields = self.error.fields_mut();
        fields.operation = end.operation;
        fields.attempts = end.attempts;
        fields.retryable = end.retryable;
        fields.outcome_unknown = end.outcome_unknown;
        self.error
    }
}

/// What a call knows at its end beyond its last failure.
#[derive(Debug, Clone, Copy)]
pub(crate) struct End {
    pub(crate) operation: &'static str,
    pub(crate) attempts: u32,
    pub(crate) retryable: bool,
    pub(crate) outcome_unknown: bool,
}

/// The id to quote to support; a service may put anything there.
pub(crate) fn request_id(all: &HeaderMap, provider: &dyn Provider, secrets: &[Secret]) -> Option<String> {
    headers::first_text(all, provider.request_id_headers()).map(|id| clean(&id, secrets))
}

/// The last segment of `Location`: the id of what the service made.
fn made_resource(headers: &HeaderMap) -> Option<String> {
    let location = headers::first_text(headers, &[header::LOCATION.as_str()])?;
    let path = location.split(['?', '#']).next().unwrap_or_default();
    let id = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    (!id.is_empty()).then(|| id.to_owned())
}

/// Names no more of the target than its origin: the rest may hold a token.
fn redirect_reason(headers: &HeaderMap, provider: &dyn Provider, secrets: &[Secret]) -> String {
    let location = headers::first_text(headers, &[header::LOCATION.as_str()]);
    // Redacted before it is parsed, which writes a host in small letters.
    let target = match location.map(|location| Url::parse(&redact(&location, secrets))) {
        Some(Ok(url)) if url.origin().is_tuple() => url.origin().ascii_serialization(),
        Some(_) => "another path".to_owned(),
        None => "no address".to_owned(),
    };
    let option = provider.address_option();
    format!("the service redirects to {target}; redirects are not followed, set {option} to where the API is")
}

fn refusal_reason(status: StatusCode, details: &[ErrorDetail]) -> String {
    let mut reason = status.as_str().to_owned();
    if let Some(words) = status.canonical_reason() {
        reason = format!("{reason} {words}");
    }
    for detail in details {
        reason.push_str(if detail.code.is_empty() { ": " } else { ": [" });
        if !detail.code.is_empty() {
            reason.push_str(&format!("{}] ", detail.code));
        }
        reason.push_str(&detail.message);
    }
    reason
}

/// Longer words of a service are cut: an error's text stays a line.
const LONGEST_MESSAGE: usize = 500;
const MOST_DETAILS: usize = 20;

/// A text from outside as a part of one line.
pub(crate) fn clean(text: &str, secrets: &[Secret]) -> String {
    // Before anything is changed in the text: a secret may hold what a line cannot.
    let redacted = redact(text, secrets);
    let one_line = redacted.chars().map(|c| if c.is_control() { ' ' } else { c });
    one_line.take(LONGEST_MESSAGE).collect()
}

fn clean_details(details: Vec<ErrorDetail>, secrets: &[Secret]) -> Vec<ErrorDetail> {
    let few = details.into_iter().take(MOST_DETAILS);
    few.map(|detail| ErrorDetail::new(clean(&detail.code, secrets), clean(&detail.message, secrets)))
        .collect()
}
