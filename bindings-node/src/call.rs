//! Making a call off the JavaScript thread, with a handle to give it up.

use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};

use futures_util::future::{AbortHandle, AbortRegistration, Abortable};
use napi::bindgen_prelude::PromiseRaw;
use napi::{Env, Result};
use napi_derive::napi;
use registry_tokens::{Error, Response, binding};

use crate::answer::Answer;
use crate::error;
use crate::value::Wire;

/// Gives up one call; the TypeScript layer ties it to an `AbortSignal`.
#[napi]
pub struct Cancel {
    handle: AbortHandle,
    registration: Mutex<Option<AbortRegistration>>,
}

#[napi]
impl Cancel {
    /// For one call.
    #[napi(constructor)]
    #[allow(clippy::new_without_default, reason = "JavaScript makes it")]
    pub fn new() -> Self {
        let (handle, registration) = AbortHandle::new_pair();
        Self { handle, registration: Mutex::new(Some(registration)) }
    }

    /// Gives the call up and closes its connection; one that is over does not mind.
    #[napi(catch_unwind)]
    pub fn cancel(&self) {
        self.handle.abort();
    }
}

impl Cancel {
    fn registration(&self) -> AbortRegistration {
        let own = self.registration.lock().unwrap_or_else(PoisonError::into_inner).take();
        own.unwrap_or_else(|| AbortHandle::new_pair().1)
    }
}

/// What comes of a part of a list: none at its end.
type Part = std::result::Result<Option<Answer>, Failed>;

/// Why there is no answer.
enum Failed {
    Error(Error),
    TooLarge,
}

/// A promise of what a call gives.
pub(crate) fn start<'env, C>(
    env: &'env Env,
    operation: &'static str,
    call: C,
    cancel: Option<&Cancel>,
) -> Result<PromiseRaw<'env, Option<Answer>>>
where
    C: binding::Ready,
    C::Value: Wire + 'static,
{
    let made = call.respond();
    let answer = async move {
        let response = binding::without_panic(operation, made).await.map_err(Failed::Error)?;
        let (value, details) = split(response);
        Answer::new(value, Some(details)).map(Some).map_err(|_| Failed::TooLarge)
    };
    promise(env, operation, answer, cancel)
}

fn split<T: Wire + 'static>(response: Response<T>) -> (Arc<dyn Wire>, Response<()>) {
    let mut value = None;
    let details = response.map(|inner| value = Some(inner));
    (Arc::new(value), details)
}

/// A promise of a value that is no answer of its own: a part of a list, or a whole one.
pub(crate) fn start_value<'env, T: Wire + 'static>(
    env: &'env Env,
    operation: &'static str,
    value: impl Future<Output = std::result::Result<Option<T>, Error>> + Send + 'static,
    cancel: Option<&Cancel>,
) -> Result<PromiseRaw<'env, Option<Answer>>> {
    let answer = async move {
        match binding::without_panic(operation, value).await.map_err(Failed::Error)? {
            Some(value) => Answer::new(Arc::new(value), None).map(Some).map_err(|_| Failed::TooLarge),
            None => Ok(None),
        }
    };
    promise(env, operation, answer, cancel)
}

/// A promise of what is made off the JavaScript thread, because it waits for files.
pub(crate) fn start_work<'env, T: Wire + 'static>(
    env: &'env Env,
    operation: &'static str,
    work: impl FnOnce() -> std::result::Result<T, Error> + Send + 'static,
) -> Result<PromiseRaw<'env, Option<Answer>>> {
    let made = async move {
        match tokio::task::spawn_blocking(work).await {
            Ok(made) => made.map(Some),
            // A panic as a rule; whoever waits makes an error of it.
            Err(failure) => std::panic::resume_unwind(Box::new(failure.to_string())),
        }
    };
    start_value(env, operation, made, None)
}

/// What was made at once.
pub(crate) fn finished<T: Wire + 'static>(
    env: &Env,
    operation: &'static str,
    made: std::result::Result<T, Error>,
) -> Result<Answer> {
    let value = made.map_err(|failure| error::raised(env, &failure))?;
    Answer::new(Arc::new(value), None).map_err(|_| error::raised(env, &binding::too_large(operation)))
}

fn promise<'env>(
    env: &'env Env,
    operation: &'static str,
    answer: impl Future<Output = Part> + Send + 'static,
    cancel: Option<&Cancel>,
) -> Result<PromiseRaw<'env, Option<Answer>>> {
    let registration = cancel.map_or_else(|| AbortHandle::new_pair().1, Cancel::registration);
    let future = Abortable::new(answer, registration);
    env.spawn_future_with_callback(async move { Ok(future.await) }, move |env, outcome| match outcome {
        Ok(Ok(answer)) => Ok(answer),
        Ok(Err(Failed::Error(failure))) => Err(error::rejection(env, &failure)),
        Ok(Err(Failed::TooLarge)) => Err(error::rejection(env, &binding::too_large(operation))),
        // The TypeScript layer knows it by this code, and says why instead.
        Err(_) => Err(napi::Error::new(napi::Status::Cancelled, "given up")),
    })
}
