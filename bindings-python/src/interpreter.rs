//! How the runtime's threads get into the interpreter: never again once it is ending.
//!
//! A thread that is inside while the interpreter goes away is torn off its stack, which ends the process by a signal. So
//! each visit is counted, and the end waits for the last one. Atomics, because a `fork` can find a lock held.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use std::time::Duration;

use pyo3::prelude::*;

static INSIDE: AtomicUsize = AtomicUsize::new(0);
static IS_OVER: AtomicBool = AtomicBool::new(false);

/// How often the end looks whether the last visitor has left.
const LOOK: Duration = Duration::from_millis(1);

/// Counts anew: the visitors of a parent process are not here.
pub(crate) fn begin() {
    INSIDE.store(0, SeqCst);
    IS_OVER.store(false, SeqCst);
}

struct Visit;

impl Drop for Visit {
    fn drop(&mut self) {
        INSIDE.fetch_sub(1, SeqCst);
    }
}

/// Runs Python code on a thread of the runtime; none when the interpreter is ending.
pub(crate) fn visit<T>(work: impl FnOnce(Python<'_>) -> T) -> Option<T> {
    INSIDE.fetch_add(1, SeqCst);
    let _visit = Visit;
    if IS_OVER.load(SeqCst) { None } else { Python::try_attach(work) }
}

/// Lets nobody in any more and waits for those who are inside.
pub(crate) fn end() {
    IS_OVER.store(true, SeqCst);
    while INSIDE.load(SeqCst) > 0 {
        std::thread::sleep(LOOK);
    }
}
