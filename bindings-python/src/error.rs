//! From the core's error to the exception classes, which are written in Python.

use std::error::Error as StdError;

use pyo3::exceptions::PyOSError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBytes, PyDict};
use registry_tokens::Error;

use crate::value::{ToPython, headers};

static FROM_NATIVE: PyOnceLock<Py<PyAny>> = PyOnceLock::new();

/// The answer behind an error: kept apart from it, so that no text form or pickle holds it.
#[pyclass(frozen, module = "registry_tokens._native")]
pub(crate) struct FailedAnswer(Error);

#[pymethods]
impl FailedAnswer {
    /// The headers of the answer, names in lower case.
    fn headers<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        headers(py, self.0.response_headers())
    }

    /// The body of the answer, cut at 64 KiB.
    fn body<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, self.0.response_body())
    }
}

/// The exception for an error of the core.
pub(crate) fn exception(py: Python<'_>, error: Error) -> PyErr {
    build(py, error).unwrap_or_else(|failure| failure)
}

fn build(py: Python<'_>, error: Error) -> PyResult<PyErr> {
    let factory = FROM_NATIVE.get_or_try_init(py, || {
        Ok::<_, PyErr>(py.import("registry_tokens._errors")?.getattr("from_native")?.unbind())
    })?;
    let details: Vec<_> = error.details().iter().map(|one| (one.code.clone(), one.message.clone())).collect();
    let fields = PyDict::new(py);
    fields.set_item("text", error.to_string())?;
    fields.set_item("kind", error.kind().as_str())?;
    fields.set_item("operation", error.operation())?;
    fields.set_item("reason", error.reason())?;
    fields.set_item("http_status", error.http_status())?;
    fields.set_item("details", details)?;
    fields.set_item("request_id", error.request_id())?;
    fields.set_item("attempts", error.attempts())?;
    fields.set_item("retry_after", error.retry_after().to_python(py)?)?;
    fields.set_item("retryable", error.retryable())?;
    fields.set_item("outcome_unknown", error.outcome_unknown())?;
    fields.set_item("resource_id", error.resource_id())?;
    let cause = error.source().and_then(|cause| system_error(py, cause));
    let raised = PyErr::from_value(factory.bind(py).call1((fields, FailedAnswer(error)))?);
    raised.set_cause(py, cause);
    Ok(raised)
}

/// The `OSError` of an error number; Python chooses the subclass, such as `ConnectionRefusedError`.
fn system_error(py: Python<'_>, cause: &(dyn StdError + 'static)) -> Option<PyErr> {
    let number = cause.downcast_ref::<std::io::Error>()?.raw_os_error()?;
    let text = py.import("os").and_then(|os| os.call_method1("strerror", (number,))).ok()?;
    Some(PyOSError::new_err((number, text.unbind())))
}
