//! The runtime behind blocking clients.

use std::future::Future;
use std::sync::Arc;

use crate::error::{BUILD, Error, ErrorKind};

/// A runtime with one worker, shared by a client, its clones and what they made.
#[derive(Debug, Clone)]
pub(crate) struct Runtime(Arc<Owned>);

#[derive(Debug)]
struct Owned(Option<tokio::runtime::Runtime>);

impl Runtime {
    pub(crate) fn new() -> Result<Self, Error> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("registry-tokens")
            .enable_all()
            .build()
            .map_err(|error| Error::config(format!("the runtime cannot be started: {error}")))?;
        Ok(Self(Arc::new(Owned(Some(runtime)))))
    }

    /// Waits for a future; an error where that would stall an async runtime.
    pub(crate) fn block_on<T>(&self, future: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
        if tokio::runtime::Handle::try_current().is_ok() {
            let reason = "a blocking call inside an async runtime would stall it; use the async client here, or call \
                          from a thread of your own";
            return Err(Error::invalid_argument("client.call", reason));
        }
        match &self.0.0 {
            Some(runtime) => runtime.block_on(future),
            None => Err(Error::new(ErrorKind::Closed, BUILD, "the runtime is shut down")),
        }
    }
}

impl Drop for Owned {
    fn drop(&mut self) {
        // An ordinary drop waits for the worker, and panics where waiting is not allowed.
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}
