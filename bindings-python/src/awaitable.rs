//! From a Rust future to an asyncio future.
//!
//! Written here because the ready library keeps a runtime of its own choosing, copies context variables for every call, and
//! prints a traceback when a loop was closed before the answer came.

use std::future::Future;

use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use tokio::task::AbortHandle;

use crate::{interpreter, runtime};

static GET_RUNNING_LOOP: PyOnceLock<Py<PyAny>> = PyOnceLock::new();

/// A future of the running event loop that gets the value of a Rust future; cancelling it drops that.
pub(crate) fn start<'py, T: Send + 'static>(
    py: Python<'py>,
    future: impl Future<Output = T> + Send + 'static,
    convert: impl FnOnce(Python<'_>, T) -> PyResult<Py<PyAny>> + Send + 'static,
) -> PyResult<Bound<'py, PyAny>> {
    let runtime = runtime::handle()?.ok_or_else(|| {
        PyRuntimeError::new_err(
            "no call can be started while the interpreter shuts down; a blocking one can be made",
        )
    })?;
    let running = GET_RUNNING_LOOP.get_or_try_init(py, || {
        Ok::<_, PyErr>(py.import("asyncio")?.getattr("get_running_loop")?.unbind())
    })?;
    let event_loop = running.bind(py).call0()?;
    let awaited = event_loop.call_method0("create_future")?;
    let (target, target_loop) = (awaited.clone().unbind(), event_loop.unbind());
    let task = runtime.spawn(async move {
        let value = future.await;
        interpreter::visit(|py| {
            let outcome = Outcome { future: target, value: convert(py, value) };
            // A closed loop refuses: whoever closed it does not want the answer.
            let _ = Py::new(py, outcome)
                .and_then(|outcome| target_loop.call_method1(py, "call_soon_threadsafe", (outcome,)));
        });
    });
    awaited.call_method1("add_done_callback", (Canceller(task.abort_handle()),))?;
    Ok(awaited)
}

/// Ends the Rust future when the Python one is cancelled; one that is done does not mind.
#[pyclass(frozen, module = "registry_tokens._native")]
struct Canceller(AbortHandle);

#[pymethods]
impl Canceller {
    fn __call__(&self, _future: &Bound<'_, PyAny>) {
        self.0.abort();
    }
}

/// Delivers an outcome, called by the event loop in its own thread.
#[pyclass(frozen, module = "registry_tokens._native")]
struct Outcome {
    future: Py<PyAny>,
    value: PyResult<Py<PyAny>>,
}

#[pymethods]
impl Outcome {
    fn __call__(&self, py: Python<'_>) -> PyResult<()> {
        let future = self.future.bind(py);
        if future.call_method0("done")?.is_truthy()? {
            return Ok(());
        }
        match &self.value {
            Ok(value) => future.call_method1("set_result", (value,))?,
            Err(error) => future.call_method1("set_exception", (error.value(py),))?,
        };
        Ok(())
    }
}
