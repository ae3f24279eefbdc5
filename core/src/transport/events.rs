//! What an observer of a client sees: one event per attempt, without ids, headers or bodies.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use crate::error::ErrorKind;

/// One attempt of a call, as it ended.
///
/// An attempt whose call was cancelled has neither a status nor a kind of error.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event {
    /// The operation, such as `tokens.create`.
    pub operation: &'static str,
    /// The provider, such as `ionos`.
    pub provider: &'static str,
    /// The HTTP method.
    pub http_method: String,
    /// The path with the names of its parameters, not their values.
    pub url_template: &'static str,
    /// 1 for the first attempt of a call.
    pub attempt: u32,
    /// The status, when an answer came.
    pub http_status: Option<u16>,
    /// What went wrong, when something did.
    pub error_kind: Option<ErrorKind>,
    /// How long the attempt took.
    pub elapsed: Duration,
    /// The wait before the next attempt, when there will be one.
    pub retry_in: Option<Duration>,
    /// Whether this or an earlier attempt of a changing call may have been carried out without the caller knowing.
    pub outcome_unknown: bool,
    /// The id to quote to the service's support.
    pub request_id: Option<String>,
}

/// A function that is called with each event, on the thread where it happens; keep it short.
pub(crate) type Observer = Arc<dyn Fn(&Event) + Send + Sync>;

/// Tells the observer. A panic in it is its own affair and must not change the outcome of a call.
pub(crate) fn notify(observer: Option<&Observer>, event: impl FnOnce() -> Event) {
    if let Some(observer) = observer {
        let _ = catch_unwind(AssertUnwindSafe(|| observer(&event())));
    }
}

/// An observer that writes each event to [`tracing`], target `registry_tokens`: failures and doubts as warnings,
/// the rest as debug.
pub fn tracing_observer() -> impl Fn(&Event) + Send + Sync + 'static {
    |event: &Event| {
        let status = event.http_status;
        let kind = event.error_kind.map(ErrorKind::as_str);
        let elapsed_ms = event.elapsed.as_secs_f64() * 1000.0;
        let retry_in_ms = event.retry_in.map(|wait| wait.as_secs_f64() * 1000.0);
        macro_rules! log {
            ($level:ident) => {
                tracing::$level!(
                    target: "registry_tokens",
                    operation = event.operation, provider = event.provider, method = event.http_method,
                    url_template = event.url_template, attempt = event.attempt, status, kind, elapsed_ms, retry_in_ms,
                    outcome_unknown = event.outcome_unknown, request_id = event.request_id, "attempt"
                )
            };
        }
        if kind.is_some() || event.outcome_unknown { log!(warn) } else { log!(debug) }
    }
}
