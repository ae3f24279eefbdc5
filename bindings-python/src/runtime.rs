//! One runtime for the process, and a new one in a child after `fork`.
//!
//! Threads do not survive `fork`: a runtime made before it waits in the child for workers that are not there. So the
//! runtime is kept with the id of its process, and the parent's is leaked in the child, because dropping it would wait
//! for those workers, too.

use std::any::Any;
use std::future::Future;
use std::pin::Pin;
use std::sync::{PoisonError, RwLock};
use std::time::Duration;

use pyo3::prelude::*;
use pyo3_async_runtimes::TaskLocals;
use pyo3_async_runtimes::generic::{self, ContextExt};
use tokio::runtime::{Builder, Handle, Runtime};
use tokio::task::{JoinError, JoinHandle};
use tokio::time::{Instant, interval_at};

const WORKERS: usize = 2;
/// How often a blocking call looks for Ctrl-C.
const SIGNAL_POLL: Duration = Duration::from_millis(50);
/// How long the end of the interpreter waits for calls under way.
const SHUT_DOWN: Duration = Duration::from_millis(500);

struct Slot {
    process: u32,
    runtime: Runtime,
}

static SLOT: RwLock<Option<Slot>> = RwLock::new(None);

fn handle() -> std::io::Result<Handle> {
    let process = std::process::id();
    if let Some(slot) = &*SLOT.read().unwrap_or_else(PoisonError::into_inner)
        && slot.process == process
    {
        return Ok(slot.runtime.handle().clone());
    }
    let mut slot = SLOT.write().unwrap_or_else(PoisonError::into_inner);
    match &*slot {
        Some(slot) if slot.process == process => Ok(slot.runtime.handle().clone()),
        _ => {
            let runtime = Builder::new_multi_thread()
                .worker_threads(WORKERS)
                .thread_name("registry-tokens")
                .enable_all()
                .build()?;
            let handle = runtime.handle().clone();
            std::mem::forget(slot.replace(Slot { process, runtime }));
            Ok(handle)
        }
    }
}

/// Ends the runtime; called at the exit of the interpreter, before its threads could meet one that is gone.
#[pyfunction]
pub(crate) fn shut_down(py: Python<'_>) {
    py.detach(|| {
        let slot = SLOT.write().unwrap_or_else(PoisonError::into_inner).take();
        match slot {
            Some(slot) if slot.process == std::process::id() => slot.runtime.shutdown_timeout(SHUT_DOWN),
            foreign => std::mem::forget(foreign),
        }
    });
}

/// Waits for a future without the interpreter lock; Ctrl-C ends the wait and drops the future.
pub(crate) fn block_on<T: Send>(py: Python<'_>, future: impl Future<Output = T> + Send) -> PyResult<T> {
    let handle = handle()?;
    py.detach(|| {
        handle.block_on(async move {
            tokio::pin!(future);
            // `interval` would fire at once, which costs every call a millisecond.
            let mut poll = interval_at(Instant::now() + SIGNAL_POLL, SIGNAL_POLL);
            loop {
                tokio::select! {
                    biased;
                    value = &mut future => return Ok(value),
                    _ = poll.tick() => Python::attach(|py| py.check_signals())?,
                }
            }
        })
    })
}

/// A Python awaitable of a future; cancelling it drops the future.
pub(crate) fn awaitable<'py, T>(
    py: Python<'py>,
    future: impl Future<Output = PyResult<T>> + Send + 'static,
) -> PyResult<Bound<'py, PyAny>>
where
    T: for<'any> IntoPyObject<'any> + Send + 'static,
{
    generic::future_into_py::<Shared, _, T>(py, future)
}

/// The process's runtime, as `pyo3-async-runtimes` wants it.
struct Shared;

/// Why a task did not end well.
struct Failed(JoinError);

impl generic::JoinError for Failed {
    fn is_panic(&self) -> bool {
        self.0.is_panic()
    }

    fn into_panic(self) -> Box<dyn Any + Send + 'static> {
        self.0.into_panic()
    }
}

/// A task under way.
struct Task(Option<JoinHandle<()>>);

impl Future for Task {
    type Output = Result<(), Failed>;

    fn poll(mut self: Pin<&mut Self>, context: &mut std::task::Context<'_>) -> std::task::Poll<Self::Output> {
        match &mut self.0 {
            Some(task) => Pin::new(task).poll(context).map_err(Failed),
            // No runtime could be made; the awaitable is never completed, and asyncio's own time limit ends it.
            None => std::task::Poll::Pending,
        }
    }
}

tokio::task_local! {
    static LOCALS: TaskLocals;
}

impl generic::Runtime for Shared {
    type JoinError = Failed;
    type JoinHandle = Task;

    fn spawn<F: Future<Output = ()> + Send + 'static>(future: F) -> Task {
        Task(handle().ok().map(|handle| handle.spawn(future)))
    }

    fn spawn_blocking<F: FnOnce() + Send + 'static>(work: F) -> Task {
        Task(handle().ok().map(|handle| handle.spawn_blocking(work)))
    }
}

impl ContextExt for Shared {
    fn scope<F, R>(locals: TaskLocals, future: F) -> Pin<Box<dyn Future<Output = R> + Send>>
    where
        F: Future<Output = R> + Send + 'static,
    {
        Box::pin(LOCALS.scope(locals, future))
    }

    fn get_task_locals() -> Option<TaskLocals> {
        LOCALS.try_with(Clone::clone).ok()
    }
}
