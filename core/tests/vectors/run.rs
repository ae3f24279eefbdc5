//! One vector, start to end.

use std::sync::{Arc, Mutex, PoisonError};

use registry_tokens::blocking::{FinishRotation, ListExpiring, WaitUntilRunning};
use registry_tokens::models::{Registry, Retirement, Token};
use registry_tokens::{Error, Event};
use registry_tokens_emulator::Emulator;
use serde_json::json;

use crate::format::{Provider, Vector};
use crate::outcome::Outcome;
use crate::{call, client, compare, secrets};

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Style {
    Async,
    Blocking,
}

impl Style {
    pub fn name(self) -> &'static str {
        match self {
            Self::Async => "async",
            Self::Blocking => "blocking",
        }
    }
}

/// What gives a value by blocking: a finished result, or a call that is still to be sent.
pub trait Wait {
    type Value;
    fn wait(self) -> Result<Self::Value, Error>;
}

impl<T> Wait for Result<T, Error> {
    type Value = T;
    fn wait(self) -> Self {
        self
    }
}

macro_rules! sent {
    ($($call:ty => $value:ty),*) => {$(
        impl Wait for $call {
            type Value = $value;
            fn wait(self) -> Result<$value, Error> {
                self.send()
            }
        }
    )*};
}

sent!(
    WaitUntilRunning => Registry,
    FinishRotation => Retirement,
    ListExpiring => Vec<Token>
);

fn block_on(call: impl Future<Output = Result<Outcome, String>>) -> Result<Outcome, String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.map_err(|why| why.to_string())?.block_on(call)
}

/// Runs a vector; the error says all that differs.
pub fn run(emulator: &Emulator, style: Style, vector: &Vector) -> Result<(), String> {
    let world = emulator.session();
    let script = world.script(&json!({"exchanges": vector.exchanges})).map_err(|why| why.to_string())?;
    let events: Arc<Mutex<Vec<Event>>> = Arc::default();
    let log = Arc::clone(&events);
    let observe = move |event: &Event| log.lock().unwrap_or_else(PoisonError::into_inner).push(event.clone());
    let (mut outcome, mut hidden) = match vector.provider {
        Provider::Ionos => {
            let setup = client::ionos(&vector.client, &script)?;
            let builder = setup.builder.clone().on_event(observe);
            let outcome = match style {
                Style::Async => block_on(call::ionos::make_async(builder, &vector.call))?,
                Style::Blocking => call::ionos::make_blocking(builder, &vector.call)?,
            };
            (outcome, setup.secrets)
        }
        Provider::Swr => {
            let setup = client::swr(&vector.client, &script)?;
            let builder = setup.builder.clone().on_event(observe);
            let outcome = match style {
                Style::Async => block_on(call::swr::make_async(builder, &vector.call))?,
                Style::Blocking => call::swr::make_blocking(builder, &vector.call)?,
            };
            (outcome, setup.secrets)
        }
    };
    let events = std::mem::take(&mut *events.lock().unwrap_or_else(PoisonError::into_inner));
    let mut problems = compare::outcome(vector, &outcome);
    problems.extend(compare::events(vector, &events));
    if let Some(report) = script.report() {
        problems.extend(report.problems);
    }
    outcome.texts.push(format!("{events:?}"));
    if let Err(error) = &outcome.result {
        let display = error.to_string();
        if display.contains('\n') {
            problems.push(format!("the error's text has more than one line: {display}"));
        }
        outcome.texts.extend([display, format!("{error:?}"), format!("{error:#?}")]);
    }
    hidden.extend(vector.hidden.iter().cloned());
    if let Some(result) = &vector.result {
        secrets::revealed(result, &mut hidden);
    }
    problems.extend(secrets::search(&outcome.texts, &hidden).err());
    if problems.is_empty() { Ok(()) } else { Err(problems.join("\n")) }
}
