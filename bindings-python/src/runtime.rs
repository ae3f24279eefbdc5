//! One runtime for the process, and a new one in a child after `fork`.
//!
//! Threads do not survive `fork`: a runtime made before it waits in the child for workers that are not there. So the
//! runtime is kept with the id of its process, and the parent's is leaked in the child, because dropping it would wait
//! for those workers, too.

use std::sync::{PoisonError, RwLock};
use std::time::Duration;

use pyo3::prelude::*;
use tokio::runtime::{Builder, Handle, Runtime};

use crate::interpreter;

const WORKERS: usize = 2;
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

/// The runtime of this process; none when the interpreter is ending.
pub(crate) fn handle() -> PyResult<Option<Handle>> {
    let process = std::process::id();
    if let Some(slot) = &*SLOT.read().unwrap_or_else(PoisonError::into_inner)
        && slot.process == process
    {
        return Ok(slot.handle());
    }
    let mut slot = SLOT.write().unwrap_or_else(PoisonError::into_inner);
    match &*slot {
        Some(slot) if slot.process == process => Ok(slot.handle()),
        _ => {
            let runtime = Builder::new_multi_thread()
                .worker_threads(WORKERS)
                .thread_name("registry-tokens")
                .enable_all()
                .build()?;
            let handle = runtime.handle().clone();
            std::mem::forget(slot.replace(Slot { process, state: State::Running(runtime) }));
            interpreter::begin();
            Ok(Some(handle))
        }
    }
}

impl Slot {
    fn handle(&self) -> Option<Handle> {
        match &self.state {
            State::Running(runtime) => Some(runtime.handle().clone()),
            State::Ended => None,
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
                interpreter::end();
            }
            foreign => std::mem::forget(foreign),
        }
    });
}
