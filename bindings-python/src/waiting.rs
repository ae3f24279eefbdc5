//! Waiting for a call, for code that waits.

use std::future::Future;
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::time::Duration;

use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use tokio::runtime::{Builder, Handle};
use tokio::time::{Instant, interval_at};

use crate::runtime;

/// How often a blocking call looks for Ctrl-C.
const SIGNAL_POLL: Duration = Duration::from_millis(50);

/// Waits for a future without the interpreter lock; Ctrl-C ends the wait and drops the future.
pub(crate) fn wait<T: Send + 'static>(
    py: Python<'_>,
    future: impl Future<Output = T> + Send + 'static,
) -> PyResult<T> {
    let runtime = runtime::handle()?;
    if runtime.is_none() && !is_main_thread(py)? {
        return Err(PyRuntimeError::new_err(
            "only the main thread can make a call while the interpreter shuts down",
        ));
    }
    py.detach(|| match runtime {
        // On a worker of ours (an observer that makes a call), whose other tasks must not wait for this one.
        Some(runtime) if Handle::try_current().is_ok() => {
            tokio::task::block_in_place(|| wait_on(&runtime, future))
        }
        Some(runtime) => wait_on(&runtime, future),
        None => wait_alone(future),
    })
}

/// Any other thread is torn off its stack when it comes back to an interpreter that is gone.
fn is_main_thread(py: Python<'_>) -> PyResult<bool> {
    let threading = py.import("threading")?;
    Ok(threading.call_method0("current_thread")?.is(&threading.call_method0("main_thread")?))
}

fn wait_on<T: Send + 'static>(
    runtime: &Handle,
    future: impl Future<Output = T> + Send + 'static,
) -> PyResult<T> {
    let (sender, receiver) = sync_channel(1);
    let task = runtime.spawn(async move {
        // Nobody waits any more once Ctrl-C has ended the call.
        let _ = sender.send(future.await);
    });
    loop {
        match receiver.recv_timeout(SIGNAL_POLL) {
            Ok(value) => return Ok(value),
            Err(RecvTimeoutError::Timeout) => {
                Python::attach(|py| py.check_signals()).inspect_err(|_| task.abort())?;
            }
            Err(RecvTimeoutError::Disconnected) if runtime::handle()?.is_some() => {
                return Err(PyRuntimeError::new_err(
                    "a call ended without an outcome: a bug of this library",
                ));
            }
            // The runtime ended under this call, so this is a daemon thread and the interpreter is ending, too.
            Err(RecvTimeoutError::Disconnected) => loop {
                std::thread::park();
            },
        }
    }
}

/// Clean-up code that runs at the exit of the interpreter, after the runtime ended, has this thread only.
fn wait_alone<T>(future: impl Future<Output = T>) -> PyResult<T> {
    Builder::new_current_thread().enable_all().build()?.block_on(async {
        tokio::pin!(future);
        // `interval` would fire at once.
        let mut poll = interval_at(Instant::now() + SIGNAL_POLL, SIGNAL_POLL);
        loop {
            tokio::select! {
                biased;
                value = &mut future => return Ok(value),
                _ = poll.tick() => Python::attach(|py| py.check_signals())?,
            }
        }
    })
}
