//! Making a call, with a handle to give it up.

use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};

use futures_util::FutureExt as _;
use futures_util::future::{AbortHandle, AbortRegistration, Abortable};
use registry_tokens::{Error, binding};

use crate::answer::NativeAnswer;
use crate::argument::Arguments;
use crate::error::NativeError;
use crate::event;
use crate::packed::{Answer, Packed};

/// Gives up one call. Kotlin gives a call up by itself; a task of Swift needs this.
#[derive(Debug, uniffi::Object)]
pub struct Cancel {
    handle: AbortHandle,
    registration: Mutex<Option<AbortRegistration>>,
}

#[uniffi::export]
impl Cancel {
    /// For one call.
    #[uniffi::constructor]
    #[allow(clippy::new_without_default, reason = "the other languages make it")]
    pub fn new() -> Self {
        let (handle, registration) = AbortHandle::new_pair();
        Self { handle, registration: Mutex::new(Some(registration)) }
    }

    /// Gives the call up and closes its connection; one that is over does not mind.
    pub fn cancel(&self) {
        self.handle.abort();
    }
}

/// Waits for something that can be given up, and turns a panic into an error.
///
/// It runs where the connections are driven. Polled by the caller's language, each step of it would cross the border to
/// ask for the next one; so the border is crossed once, with the outcome. But an observer is the caller's own code: one that
/// waits there would hold up every connection, or wait for ever for another call, so with one the caller's threads poll.
pub(crate) async fn cancellable<T: Send + 'static>(
    arguments: Arguments,
    cancel: Option<Arc<Cancel>>,
    future: impl Future<Output = Result<T, Error>> + Send + 'static,
) -> Result<T, NativeError> {
    let taken =
        |cancel: &Arc<Cancel>| cancel.registration.lock().unwrap_or_else(PoisonError::into_inner).take();
    let registration = cancel.as_ref().and_then(taken).unwrap_or_else(|| AbortHandle::new_pair().1);
    let run = Abortable::new(binding::without_panic(arguments.operation(), future), registration);
    let outcome = if event::is_observed() {
        run.await
    } else {
        // Whoever drops the handle gives the call up.
        let (task, handle) = run.remote_handle();
        tokio::spawn(task);
        handle.await
    };
    match outcome {
        Ok(outcome) => outcome.map_err(|error| arguments.error(&error)),
        Err(_) => Err(NativeError::Cancelled),
    }
}

/// Makes a call that gives a value.
pub(crate) async fn perform<Record: Answer>(
    arguments: Arguments,
    call: impl binding::Ready<Value = Record::Value>,
    cancel: Option<Arc<Cancel>>,
) -> Result<Packed<Record>, NativeError> {
    let response = cancellable(arguments, cancel, call.respond()).await?;
    NativeAnswer::of_response(response).map_err(|_| arguments.too_large())
}

/// Makes a call that gives nothing but its answer.
pub(crate) async fn perform_only(
    arguments: Arguments,
    call: impl binding::Ready<Value = ()>,
    cancel: Option<Arc<Cancel>>,
) -> Result<Arc<NativeAnswer>, NativeError> {
    cancellable(arguments, cancel, call.respond()).await.map(NativeAnswer::of_nothing)
}
