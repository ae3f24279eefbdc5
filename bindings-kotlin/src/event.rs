//! Events of the core, handed to an observer of the caller's language.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use registry_tokens::{ErrorKind, Event};

use crate::value::NativeTime;

/// One attempt of a call, as it ended.
#[derive(Debug, Clone, uniffi::Record)]
pub struct NativeEvent {
    /// Such as `tokens.create`.
    pub operation: String,
    /// Such as `ionos`.
    pub provider: String,
    /// The HTTP method.
    pub http_method: String,
    /// The path with the names of its parameters.
    pub url_template: String,
    /// 1 for the first.
    pub attempt: i32,
    /// When an answer came.
    pub http_status: Option<i32>,
    /// When something went wrong.
    pub error_kind: Option<String>,
    /// How long it took.
    pub elapsed: NativeTime,
    /// When there will be another.
    pub retry_in: Option<NativeTime>,
    /// Whether the service may have acted.
    pub outcome_unknown: bool,
    /// For the service's support.
    pub request_id: Option<String>,
}

/// What a caller wants to be told.
#[uniffi::export(with_foreign)]
pub trait NativeObserver: Send + Sync {
    /// Called with each event, on the thread where it happens. It must not throw.
    fn on_event(&self, event: NativeEvent);
}

/// Whether anybody in this process has ever wanted to be told.
static IS_OBSERVED: AtomicBool = AtomicBool::new(false);

/// Whether a call may meet the caller's own code on its way.
pub(crate) fn is_observed() -> bool {
    IS_OBSERVED.load(Ordering::Relaxed)
}

/// An observer as the core calls it.
pub(crate) fn observer(told: Arc<dyn NativeObserver>) -> impl Fn(&Event) + Send + Sync + 'static {
    IS_OBSERVED.store(true, Ordering::Relaxed);
    move |event: &Event| {
        told.on_event(NativeEvent {
            operation: event.operation.to_owned(),
            provider: event.provider.to_owned(),
            http_method: event.http_method.clone(),
            url_template: event.url_template.to_owned(),
            attempt: i32::try_from(event.attempt).unwrap_or(i32::MAX),
            http_status: event.http_status.map(Into::into),
            error_kind: event.error_kind.map(|kind| ErrorKind::as_str(kind).to_owned()),
            elapsed: event.elapsed.into(),
            retry_in: event.retry_in.map(Into::into),
            outcome_unknown: event.outcome_unknown,
            request_id: event.request_id.clone(),
        });
    }
}
