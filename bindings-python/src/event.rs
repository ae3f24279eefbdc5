//! Events of the core as the Python class `Event`, and who is told of them.

use std::sync::{Arc, Mutex, PoisonError};

use pyo3::gc::{PyTraverseError, PyVisit};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use registry_tokens::{ErrorKind, Event};
use tokio::runtime::{Handle, RuntimeFlavor};

use crate::interpreter;
use crate::value::ToPython;

static CLASS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();

/// A function of the caller that is told of events. It can be emptied: as a rule it belongs to what holds the client, and
/// only Python's garbage collector sees such a circle.
#[derive(Clone, Default)]
pub(crate) struct Observer(Arc<Mutex<Option<Py<PyAny>>>>);

impl Observer {
    pub(crate) fn new(function: &Bound<'_, PyAny>) -> Self {
        Self(Arc::new(Mutex::new(Some(function.clone().unbind()))))
    }

    /// The function as the core calls it.
    pub(crate) fn into_fn(self) -> impl Fn(&Event) + Send + Sync + 'static {
        move |event: &Event| self.tell(event)
    }

    pub(crate) fn traverse(&self, visit: &PyVisit<'_>) -> Result<(), PyTraverseError> {
        // Whoever holds the lock for a moment keeps the function alive as well.
        self.0.try_lock().map_or(Ok(()), |function| visit.call(&*function))
    }

    pub(crate) fn clear(&self) {
        let function = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        drop(function);
    }

    /// The lock is not held while the function runs.
    fn function(&self, py: Python<'_>) -> Option<Py<PyAny>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).as_ref().map(|function| function.clone_ref(py))
    }

    /// What it raises is its own affair and must not change the outcome of a call; at the end of the interpreter nobody
    /// is told any more.
    fn tell(&self, event: &Event) {
        let tell = || {
            interpreter::visit(|py| {
                let Some(function) = self.function(py) else { return };
                if let Err(error) = build(py, event).and_then(|event| function.call1(py, (event,))) {
                    error.write_unraisable(py, Some(function.bind(py)));
                }
            });
        };
        // It may take as long as it likes, and may wait for a call of its own: the worker's other tasks go elsewhere.
        match Handle::try_current().map(|runtime| runtime.runtime_flavor()) {
            Ok(RuntimeFlavor::MultiThread) => tokio::task::block_in_place(tell),
            _ => tell(),
        }
    }
}

/// Tells of what a function of the caller raised and must not change anything.
#[pyfunction]
pub(crate) fn report_unraisable(error: &Bound<'_, PyAny>, function: &Bound<'_, PyAny>) {
    PyErr::from_value(error.clone()).write_unraisable(error.py(), Some(function));
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
        event.elapsed.to_python(py)?,
        event.retry_in.to_python(py)?,
        event.outcome_unknown,
        event.request_id.as_deref(),
    );
    class.bind(py).call1(fields)
}
