//! How outcomes come back to the JavaScript thread: a client has one inbox, and one turn of the event loop takes all that is in
//! it, however many calls there are.
//!
//! A promise of the native half would need a channel of its own into the event loop for each call.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use napi::bindgen_prelude::{Array, FnArgs, Function, Null, ToNapiValue};
use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode};
use napi::{Env, JsValue, Result, Status};
use registry_tokens::binding;

use crate::call::{Failed, Part};
use crate::error;

/// What takes the outcomes in the TypeScript layer; see `ts/inbox.ts`.
pub(crate) type Deliver<'f> = Function<'f, FnArgs<(Array<'static>,)>, ()>;

type Told = ThreadsafeFunction<(), (), FnArgs<(Array<'static>,)>, Status, false, true>;

/// What came of the call with a number.
struct Outcome {
    number: u32,
    operation: &'static str,
    /// None where the call was given up.
    part: Option<Part>,
}

#[derive(Default)]
struct State {
    outcomes: Vec<Outcome>,
    /// How many calls were begun whose outcome JavaScript does not have yet.
    awaited: usize,
    /// Keeps the process alive exactly as long as an outcome is awaited.
    told: Option<Told>,
}

/// Where the outcomes of a client's calls arrive.
#[derive(Default)]
pub(crate) struct Inbox(Mutex<State>);

impl Inbox {
    /// An inbox whose content goes to `deliver`.
    pub(crate) fn new(deliver: &Deliver<'_>) -> Result<Arc<Self>> {
        let inbox = Arc::new(Self::default());
        // The function holds no inbox: that would keep both for ever.
        let weak = Arc::downgrade(&inbox);
        let told = deliver
            .build_threadsafe_function::<()>()
            .weak::<true>()
            .build_callback(move |context| Ok(FnArgs::from((taken(&weak, &context.env)?,))))?;
        inbox.state().told = Some(told);
        Ok(inbox)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A call was begun.
    #[allow(deprecated, reason = "a clone would keep the process alive for as long as the client is there")]
    pub(crate) fn expect(&self, env: &Env) -> Result<()> {
        let mut state = self.state();
        if state.awaited == 0
            && let Some(told) = &mut state.told
        {
            told.refer(env)?;
        }
        state.awaited += 1;
        Ok(())
    }

    /// A call is over.
    pub(crate) fn put(&self, number: u32, operation: &'static str, part: Option<Part>) {
        let mut state = self.state();
        state.outcomes.push(Outcome { number, operation, part });
        // The others are taken along.
        if let [_] = state.outcomes.as_slice()
            && let Some(told) = &state.told
        {
            // A thread that is gone is told nothing any more.
            told.call((), ThreadsafeFunctionCallMode::NonBlocking);
        }
    }

    #[allow(deprecated, reason = "see `expect`")]
    fn take(&self, env: &Env) -> Result<Vec<Outcome>> {
        let mut state = self.state();
        let outcomes = std::mem::take(&mut state.outcomes);
        state.awaited = state.awaited.saturating_sub(outcomes.len());
        if state.awaited == 0
            && let Some(told) = &mut state.told
        {
            told.unref(env)?;
        }
        Ok(outcomes)
    }
}

/// The content of an inbox, three items for each outcome: its number, what was written, and the answer or what went wrong.
fn taken(inbox: &Weak<Inbox>, env: &Env) -> Result<Array<'static>> {
    let outcomes = inbox.upgrade().map_or_else(|| Ok(Vec::new()), |inbox| inbox.take(env))?;
    let mut values = Vec::with_capacity(outcomes.len() * 3);
    for Outcome { number, operation, part } in outcomes {
        let (written, rest) = match part {
            Some(Ok(Some(mut answer))) => match answer.text(env) {
                Ok(written) => (written.to_unknown(), answer.into_unknown(env)?),
                // Longer than a string can be.
                Err(failure) => (().into_unknown(env)?, env.create_error(failure)?.to_unknown()),
            },
            Some(Ok(None)) => (Null.into_unknown(env)?, ().into_unknown(env)?),
            Some(Err(Failed::Error(failure))) => {
                (().into_unknown(env)?, error::record(&failure).into_unknown(env)?)
            }
            Some(Err(Failed::TooLarge)) => {
                (().into_unknown(env)?, error::record(&binding::too_large(operation)).into_unknown(env)?)
            }
            None => (().into_unknown(env)?, ().into_unknown(env)?),
        };
        values.extend([number.into_unknown(env)?, written, rest]);
    }
    Array::from_vec(env, values)
}
