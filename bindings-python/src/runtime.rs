//! One runtime for the process, a new one in a child after `fork`, and the two ways to wait for what runs on it.
//!
//! Threads do not survive `fork`: a runtime made before it waits in the child for workers that are not there. So the
//! runtime is kept with the id of its process, and the parent's is leaked in the child, because dropping it would wait
//! for those workers, too.

use std::future::Future;
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::sync::{PoisonError, RwLock};
use std::time::Duration;

use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use tokio::runtime::{Builder, Handle, Runtime};

use crate::awaitable;

const WORKERS: usize = 2;
/// How often a blocking call looks for Ctrl-C.
const SIGNAL_POLL: Duration = Duration::from_millis(50);
/// How long the end of the interpreter waits for calls under way.
const SHUT_DOWN: Duration = Duration::from_millis(500);

enum State {
    Running(Runtime),
    /// The interpreter is ending: a thread that came back to it now would crash or hang.
    Ended,
}

struct Slot {
    process: u32,
    state: State,
}

static SLOT: RwLock<Option<Slot>> = RwLock::new(None);

fn handle() -> PyResult<Handle> {
    let process = std::process::id();
    if let Some(slot) = &*SLOT.read().unwrap_or_else(PoisonError::into_inner)
        && slot.process == process
    {
        return slot.handle();
    }
    let mut slot = SLOT.write().unwrap_or_else(PoisonError::into_inner);
    match &*slot {
        Some(slot) if slot.process == process => slot.handle(),
        _ => {
            let runtime = Builder::new_multi_thread()
                .worker_threads(WORKERS)
                .thread_name("registry-tokens")
                .enable_all()
                .build()?;
            let handle = runtime.handle().clone();
            std::mem::forget(slot.replace(Slot { process, state: State::Running(runtime) }));
            Ok(handle)
        }
    }
}

impl Slot {
    fn handle(&self) -> PyResult<Handle> {
        match &self.state {
            State::Running(runtime) => Ok(runtime.handle().clone()),
            State::Ended => {
                Err(PyRuntimeError::new_err("no call can be made while the interpreter shuts down"))
            }
        }
    }
}

/// Ends the runtime; called at the exit of the interpreter, before its threads could meet one that is gone.
#[pyfunction]
pub(crate) fn shut_down(py: Python<'_>) {
    let process = std::process::id();
    py.detach(|| {
        let mut slot = SLOT.write().unwrap_or_else(PoisonError::into_inner);
        let before = slot.replace(Slot { process, state: State::Ended });
        drop(slot);
        match before {
            Some(Slot { process: owner, state: State::Running(runtime) }) if owner == process => {
                runtime.shutdown_timeout(SHUT_DOWN);
            }
            foreign => std::mem::forget(foreign),
        }
    });
}

/// Waits for a future without the interpreter lock; Ctrl-C ends the wait and drops the future.
pub(crate) fn wait<T: Send + 'static>(
    py: Python<'_>,
    future: impl Future<Output = T> + Send + 'static,
) -> PyResult<T> {
    let handle = handle()?;
    py.detach(|| {
        let (sender, receiver) = sync_channel(1);
        let task = handle.spawn(async move {
            // Nobody waits any more once Ctrl-C has ended the call.
            let _ = sender.send(future.await);
        });
        loop {
            match receiver.recv_timeout(SIGNAL_POLL) {
                Ok(value) => return Ok(value),
                Err(RecvTimeoutError::Timeout) => {
                    Python::attach(|py| py.check_signals()).inspect_err(|_| task.abort())?;
                }
                // The runtime ended under this call, so this is a daemon thread and the interpreter is ending, too.
                Err(RecvTimeoutError::Disconnected) => loop {
                    std::thread::park();
                },
            }
        }
    })
}

/// An awaitable of the running event loop; cancelling it drops the future.
pub(crate) fn start<'py, T: Send + 'static>(
    py: Python<'py>,
    future: impl Future<Output = T> + Send + 'static,
    convert: impl FnOnce(Python<'_>, T) -> PyResult<Py<PyAny>> + Send + 'static,
) -> PyResult<Bound<'py, PyAny>> {
    let handle = handle()?;
    awaitable::new(py, &handle, future, convert)
}
