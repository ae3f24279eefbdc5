//! One vector, start to end.

use std::sync::{Arc, Mutex, PoisonError};

use registry_tokens::Event;
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

fn block_on(call: impl Future<Output = Result<Outcome, String>>) -> Result<Outcome, String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.map_err(|why| why.to_string())?.block_on(call)
}

/// What the clients of all vectors are made with, unless one says otherwise.
fn base(provider: Provider) -> client::Options {
    let base = match provider {
        Provider::Ionos => json!({"token": "canary-account-token", "base_url": "{script_url}"}),
        Provider::Swr => json!({
            "access_key": "FAKEAKFAKEAKFAKE0001",
            "secret_key": "canary-secret-key-0000000000000001",
            "project_id": "0123456789abcdef0123456789abcdef",
            "region": "cn-north-4",
            "endpoint": "{script_swr_url}",
            "iam_endpoint": "{script_iam_url}",
        }),
    };
    let common = [("load_environment", json!(false)), ("first_wait_ms", json!(0))];
    let own = base.as_object().into_iter().flatten().map(|(key, value)| (key.clone(), value.clone()));
    own.chain(common.map(|(key, value)| (key.to_owned(), value))).collect()
}

/// Runs a vector; the error says all that differs.
pub fn run(emulator: &Emulator, style: Style, vector: &Vector) -> Result<(), String> {
    let world = emulator.session();
    let script = world.script(&json!({"exchanges": vector.exchanges})).map_err(|why| why.to_string())?;
    let events: Arc<Mutex<Vec<Event>>> = Arc::default();
    let log = Arc::clone(&events);
    let observe = move |event: &Event| log.lock().unwrap_or_else(PoisonError::into_inner).push(event.clone());
    let options = base(vector.provider).into_iter().chain(vector.client.clone()).collect();
    let addresses = [
        ("script_url", script.url()),
        ("script_swr_url", script.swr_url()),
        ("script_iam_url", script.iam_url()),
    ];
    macro_rules! made {
        ($provider:ident) => {{
            let setup = client::$provider(&options, &addresses)?;
            let builder = setup.builder.clone().on_event(observe);
            let outcome = match style {
                Style::Async => match builder.build() {
                    Ok(client) => block_on(call::$provider::make_async(&client, &vector.call))?,
                    Err(error) => Outcome::failed(error, 0),
                },
                Style::Blocking => match builder.build_blocking() {
                    Ok(client) => call::$provider::make_blocking(&client, &vector.call)?,
                    Err(error) => Outcome::failed(error, 0),
                },
            };
            (outcome, setup.secrets)
        }};
    }
    let (mut outcome, mut hidden) = match vector.provider {
        Provider::Ionos => made!(ionos),
        Provider::Swr => made!(swr),
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
