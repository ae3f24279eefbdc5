//! The runtime behind blocking clients: driven by the threads that call, and by a thread of its own between their calls.
//!
//! A call that another thread drives costs two switches between threads, more than all the rest of it. So whoever calls
//! drives; the keeper takes over when nobody has called for a while, so that connections which are no longer needed are closed in time.

use std::future::Future;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;

use crate::error::{BUILD, Error, ErrorKind};

/// After how long without a new call the keeper takes over.
const QUIET: Duration = Duration::from_millis(250);

/// A runtime shared by a client, its clones and what they made.
#[derive(Debug, Clone)]
pub(crate) struct Runtime(Arc<Owner>);

/// What the clients hold; the last of them ends the keeper.
#[derive(Debug)]
struct Owner(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    runtime: Option<tokio::runtime::Runtime>,
    under_way: AtomicUsize,
    begun: AtomicUsize,
    is_kept: AtomicBool,
    call: Notify,
    is_over: Mutex<bool>,
    change: Condvar,
}

impl Runtime {
    pub(crate) fn new() -> Result<Self, Error> {
        let failed = |error| Error::config(format!("the runtime cannot be started: {error}"));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(failed)?;
        let shared = Arc::new(Shared {
            runtime: Some(runtime),
            under_way: AtomicUsize::new(0),
            begun: AtomicUsize::new(0),
            is_kept: AtomicBool::new(false),
            call: Notify::new(),
            is_over: Mutex::new(false),
            change: Condvar::new(),
        });
        let keeper = Arc::clone(&shared);
        let thread = std::thread::Builder::new().name("registry-tokens".to_owned());
        thread.spawn(move || keeper.keep()).map_err(failed)?;
        Ok(Self(Arc::new(Owner(shared))))
    }

    /// Waits for a future; an error where that would stall an async runtime.
    pub(crate) fn block_on<T>(&self, future: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
        if tokio::runtime::Handle::try_current().is_ok() {
            let reason = "a blocking call inside an async runtime would stall it; use the async client here, or call \
                          from a thread of your own";
            return Err(Error::invalid_argument("client.call", reason));
        }
        let shared = &*self.0.0;
        let Some(runtime) = &shared.runtime else {
            return Err(Error::new(ErrorKind::Closed, BUILD, "the runtime is shut down"));
        };
        let _under_way = UnderWay::new(shared);
        runtime.block_on(async {
            // What has happened to the connections since the last call becomes known here: without it, a request would
            // be sent on one that the service has closed.
            tokio::task::yield_now().await;
            future.await
        })
    }
}

impl Drop for Owner {
    fn drop(&mut self) {
        *self.0.is_over.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.0.change.notify_one();
        self.0.call.notify_one();
    }
}

/// A call, from its beginning to its end, however that comes.
struct UnderWay<'a>(&'a Shared);

impl<'a> UnderWay<'a> {
    fn new(shared: &'a Shared) -> Self {
        shared.under_way.fetch_add(1, Ordering::SeqCst);
        if shared.begun.fetch_add(1, Ordering::SeqCst) == 0 {
            // With the lock, or the keeper may miss it between looking and waiting.
            drop(shared.is_over.lock());
            shared.change.notify_one();
        }
        if shared.is_kept.load(Ordering::SeqCst) {
            shared.call.notify_one();
        }
        Self(shared)
    }
}

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        self.0.under_way.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Shared {
    /// What the keeper does, until the clients are gone.
    fn keep(&self) {
        let mut seen = 0;
        let mut is_over = self.is_over.lock().unwrap_or_else(PoisonError::into_inner);
        while !*is_over {
            let begun = self.begun.load(Ordering::SeqCst);
            if begun == 0 {
                is_over = self.change.wait(is_over).unwrap_or_else(PoisonError::into_inner);
                continue;
            }
            if begun != seen || self.under_way.load(Ordering::SeqCst) != 0 {
                seen = begun;
                (is_over, _) =
                    self.change.wait_timeout(is_over, QUIET).unwrap_or_else(PoisonError::into_inner);
                continue;
            }
            drop(is_over);
            self.drive_until_a_call();
            is_over = self.is_over.lock().unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn drive_until_a_call(&self) {
        self.is_kept.store(true, Ordering::SeqCst);
        // A call that began before it could see this is not going to say so.
        if let Some(runtime) = &self.runtime
            && self.under_way.load(Ordering::SeqCst) == 0
        {
            runtime.block_on(self.call.notified());
        }
        self.is_kept.store(false, Ordering::SeqCst);
    }
}

impl Drop for Shared {
    fn drop(&mut self) {
        // An ordinary drop waits for the runtime's threads, and panics where waiting is not allowed.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}
