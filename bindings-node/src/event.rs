//! Events of the core, handed to a function of the caller on the JavaScript thread.

use std::sync::Arc;

use napi::Result;
use napi::bindgen_prelude::Function;
use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode};
use napi_derive::napi;
use registry_tokens::{ErrorKind, Event};

/// One attempt of a call, as it ended.
#[napi(object)]
pub struct EventFields {
    /// Such as `tokens.create`.
    pub operation: String,
    /// Such as `ionos`.
    pub provider: String,
    /// The HTTP method.
    pub http_method: String,
    /// The path with the names of its parameters.
    pub url_template: String,
    /// 1 for the first.
    pub attempt: u32,
    /// When an answer came.
    pub http_status: Option<u16>,
    /// When something went wrong.
    pub error_kind: Option<String>,
    /// How long it took.
    pub elapsed_ms: f64,
    /// When there will be another.
    pub retry_in_ms: Option<f64>,
    /// Whether the service may have acted.
    pub outcome_unknown: bool,
    /// For the service's support.
    pub request_id: Option<String>,
}

/// An observer as the core calls it. It does not keep the process alive.
pub(crate) fn observer(
    function: &Function<'_, EventFields, ()>,
) -> Result<impl Fn(&Event) + Send + Sync + 'static> {
    let told: ThreadsafeFunction<EventFields, (), EventFields, napi::Status, false, true> =
        function.build_threadsafe_function().weak::<true>().build()?;
    let told = Arc::new(told);
    Ok(move |event: &Event| {
        let milliseconds = |span: std::time::Duration| span.as_secs_f64() * 1000.0;
        let fields = EventFields {
            operation: event.operation.to_owned(),
            provider: event.provider.to_owned(),
            http_method: event.http_method.clone(),
            url_template: event.url_template.to_owned(),
            attempt: event.attempt,
            http_status: event.http_status,
            error_kind: event.error_kind.map(|kind| ErrorKind::as_str(kind).to_owned()),
            elapsed_ms: milliseconds(event.elapsed),
            retry_in_ms: event.retry_in.map(milliseconds),
            outcome_unknown: event.outcome_unknown,
            request_id: event.request_id.clone(),
        };
        // A thread that is gone is told nothing any more.
        told.call(fields, ThreadsafeFunctionCallMode::NonBlocking);
    })
}
