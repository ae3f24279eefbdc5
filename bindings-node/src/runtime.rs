//! The one runtime of the process, made with the first call: loading the package starts no thread.

use std::sync::OnceLock;

use napi::{Error, Result, Status};
use tokio::runtime::{Builder, Runtime};

/// One is enough: what JavaScript does with the answers is done by one thread, too, and a second worker would be woken for
/// each request only to find nothing to do.
const WORKERS: usize = 1;

static RUNTIME: OnceLock<Runtime> = OnceLock::new();

/// The runtime; it is never shut down, as other threads of JavaScript may need it when one ends.
pub(crate) fn runtime() -> Result<&'static Runtime> {
    if let Some(runtime) = RUNTIME.get() {
        return Ok(runtime);
    }
    let made = Builder::new_multi_thread()
        .worker_threads(WORKERS)
        .thread_name("registry-tokens")
        .enable_all()
        .build()
        .map_err(|failure| {
            Error::new(Status::GenericFailure, format!("the runtime cannot be started: {failure}"))
        })?;
    Ok(RUNTIME.get_or_init(|| made))
}
