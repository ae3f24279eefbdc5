//! Making a call off the JavaScript thread, with a handle to give it up.

use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};

use futures_util::FutureExt as _;
use futures_util::future::{AbortHandle, AbortRegistration, Abortable};
use napi::bindgen_prelude::Object;
use napi::{Env, Result};
use napi_derive::napi;
use registry_tokens::{Error, Response, binding};

use crate::answer::Answer;
use crate::error;
use crate::inbox::Inbox;
use crate::runtime::runtime;
use crate::value::{TooLarge, Wire, Writer};

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

/// What comes of a call, or of a part of a list: none at its end.
pub(crate) type Part = std::result::Result<Option<Answer>, Failed>;

/// Why there is no answer.
pub(crate) enum Failed {
    Error(Error),
    TooLarge,
}

impl From<Error> for Failed {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

impl From<TooLarge> for Failed {
    fn from(_: TooLarge) -> Self {
        Self::TooLarge
    }
}

/// A call as JavaScript begins it: where its outcome goes, and under which number.
pub(crate) struct Begun<'a> {
    pub(crate) env: &'a Env,
    pub(crate) inbox: &'a Arc<Inbox>,
    pub(crate) number: u32,
    pub(crate) operation: &'static str,
    pub(crate) cancel: Option<&'a Cancel>,
}

impl Begun<'_> {
    /// Starts a call.
    pub(crate) fn call<C>(self, call: C) -> Result<()>
    where
        C: binding::Ready,
        C::Value: Wire + 'static,
    {
        let made = call.respond();
        self.part(async move {
            let (value, details) = split(made.await?);
            Ok(Some(Answer::new(value, Some(details))?))
        })
    }

    /// Starts what gives a value that is no answer of its own: a part of a list, or a whole one.
    pub(crate) fn value<T: Wire + 'static>(
        self,
        value: impl Future<Output = std::result::Result<Option<T>, Error>> + Send + 'static,
    ) -> Result<()> {
        self.part(async move {
            match value.await? {
                Some(value) => Ok(Some(Answer::new(Arc::new(value), None)?)),
                None => Ok(None),
            }
        })
    }

    fn part(self, part: impl Future<Output = Part> + Send + 'static) -> Result<()> {
        let Self { env, inbox, number, operation, cancel } = self;
        let registration = cancel.map(Cancel::registration);
        let runtime = runtime()?;
        inbox.expect(env)?;
        let inbox = Arc::clone(inbox);
        runtime.spawn(async move {
            let part = AssertUnwindSafe(part)
                .catch_unwind()
                .map(|outcome| outcome.unwrap_or_else(|_| Err(binding::panicked(operation).into())));
            let outcome = match registration {
                Some(registration) => Abortable::new(part, registration).await.ok(),
                None => Some(part.await),
            };
            inbox.put(number, operation, outcome);
        });
        Ok(())
    }
}

fn split<T: Wire + 'static>(response: Response<T>) -> (Arc<dyn Wire>, Response<()>) {
    let mut value = None;
    let details = response.map(|inner| value = Some(inner));
    (Arc::new(Taken(value)), details)
}

/// What was taken out of a response: always there, so nothing says whether it is.
struct Taken<T>(Option<T>);

impl<T: Wire> Wire for Taken<T> {
    fn write(&self, to: &mut Writer) -> std::result::Result<(), TooLarge> {
        self.0.as_ref().map_or(Ok(()), |value| value.write(to))
    }

    fn api_json(&self, path: &[u32]) -> Option<serde_json::Value> {
        self.0.as_ref()?.api_json(path)
    }
}

/// A promise of what is made off the JavaScript thread, because it waits for files.
pub(crate) fn start_work<'env, T: Wire + 'static>(
    env: &'env Env,
    operation: &'static str,
    work: impl FnOnce() -> std::result::Result<T, Error> + Send + 'static,
) -> Result<Object<'env>> {
    let (deferred, promise) = env.create_deferred()?;
    runtime()?.spawn_blocking(move || {
        let made = catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(binding::panicked(operation)));
        deferred
            .resolve(move |env| answer(operation, made).map_err(|failure| error::rejection(&env, &failure)));
    });
    Ok(promise)
}

/// What was made at once.
pub(crate) fn finished<T: Wire + 'static>(
    env: &Env,
    operation: &'static str,
    made: std::result::Result<T, Error>,
) -> Result<Answer> {
    answer(operation, made).map_err(|failure| error::raised(env, &failure))
}

fn answer<T: Wire + 'static>(
    operation: &'static str,
    made: std::result::Result<T, Error>,
) -> std::result::Result<Answer, Error> {
    Answer::new(Arc::new(made?), None).map_err(|_| binding::too_large(operation))
}
