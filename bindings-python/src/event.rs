//! Events of the core as the Python class `Event`.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use registry_tokens::{ErrorKind, Event};

static CLASS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();

/// Tells an observer. What it raises is its own affair and must not change the outcome of a call; at the end of the
/// interpreter nobody is told any more.
pub(crate) fn tell(observer: &Py<PyAny>, event: &Event) {
    Python::try_attach(|py| {
        if let Err(error) = build(py, event).and_then(|event| observer.call1(py, (event,))) {
            error.write_unraisable(py, Some(observer.bind(py)));
        }
    });
}

fn build<'py>(py: Python<'py>, event: &Event) -> PyResult<Bound<'py, PyAny>> {
    let class = CLASS.get_or_try_init(py, || {
        Ok::<_, PyErr>(py.import("registry_tokens._events")?.getattr("Event")?.unbind())
    })?;
    let fields = (
        event.operation,
        event.provider,
        event.http_method.as_str(),
        event.url_template,
        event.attempt,
        event.http_status,
        event.error_kind.map(ErrorKind::as_str),
        event.elapsed,
        event.retry_in,
        event.outcome_unknown,
        event.request_id.as_deref(),
    );
    class.bind(py).call1(fields)
}
