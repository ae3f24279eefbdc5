#![forbid(unsafe_code)]
//! The driver of Rust: makes the calls it is told to, with the async or the blocking client. `DRIVERS.md` beside this crate
//! says how it is spoken with.

#[allow(dead_code, reason = "the vectors use more of it")]
#[path = "../../../core/tests/vectors/arguments.rs"]
mod arguments;
#[path = "../../../core/tests/vectors/call/mod.rs"]
mod call;
#[allow(dead_code, reason = "the vectors use more of it")]
#[path = "../../../core/tests/vectors/client/mod.rs"]
mod client;
mod command;
#[path = "../../../core/tests/vectors/fill.rs"]
mod fill;
#[allow(dead_code, clippy::panic, reason = "the vectors use more of it")]
#[path = "../../../core/tests/vectors/format.rs"]
mod format;
mod load;
mod measure;
#[allow(dead_code, reason = "the vectors use more of it")]
#[path = "../../../core/tests/vectors/outcome.rs"]
mod outcome;
#[path = "../../../core/tests/vectors/view/mod.rs"]
mod view;

use std::collections::HashMap;
use std::io::{BufRead as _, Write as _};
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use futures_util::FutureExt as _;
use serde_json::{Value, json};

use crate::command::{Client, Command, Style, Work};

fn main() -> ExitCode {
    let style = match std::env::args().nth(1).as_deref() {
        Some("rust-async") => Style::Async,
        Some("rust-blocking") => Style::Blocking,
        _ => {
            eprintln!("usage: registry-tokens-fault-driver rust-async|rust-blocking");
            return ExitCode::from(2);
        }
    };
    match serve(style) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}

fn serve(style: Style) -> Result<(), String> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(|why| why.to_string())?;
    let driver = Arc::new(Driver { style, kept: Mutex::default() });
    say(&json!({"ready": {"style": style.name()}}));
    for line in std::io::stdin().lock().lines() {
        let line = line.map_err(|why| why.to_string())?;
        let command: Command = serde_json::from_str(&line).map_err(|why| format!("{why}: {line}"))?;
        let driver = Arc::clone(&driver);
        match style {
            Style::Async => drop(runtime.spawn(async move { say(&driver.answer(command).await) })),
            // Nothing in it ever waits for anything but by blocking.
            Style::Blocking => drop(std::thread::spawn(move || {
                driver.answer(command).now_or_never().map(|answer| say(&answer))
            })),
        }
    }
    // A look-up of a name that is still under way is not waited for.
    runtime.shutdown_background();
    Ok(())
}

/// One line, in one piece.
fn say(answer: &Value) {
    let mut out = std::io::stdout().lock();
    // Who listens no more is not missing anything.
    let _ = writeln!(out, "{answer}").and_then(|()| out.flush());
}

struct Driver {
    style: Style,
    kept: Mutex<HashMap<String, Client>>,
}

impl Driver {
    async fn answer(&self, command: Command) -> Value {
        let id = command.id.clone();
        let carried_out = std::panic::AssertUnwindSafe(self.carry_out(command)).catch_unwind().await;
        let mut answer = carried_out.unwrap_or_else(|_| json!({"crash": "a panic"}));
        answer["id"] = json!(id);
        answer
    }

    async fn carry_out(&self, command: Command) -> Value {
        match command.work {
            Work::Call(work) => {
                let client = self.client(work.client, command.keep.as_deref());
                let begun = Instant::now();
                let outcome = match client {
                    Ok(client) => client.make(&work.call).await,
                    Err(early) => *early,
                };
                let elapsed = begun.elapsed();
                let mut answer = command::shown(outcome);
                answer["elapsed_ms"] = json!(elapsed.as_secs_f64() * 1000.0);
                answer
            }
            Work::Load(work) => match self.client(work.client.clone(), command.keep.as_deref()) {
                Ok(client) => load::run(client, work, self.style).await,
                Err(early) => command::shown(*early),
            },
            Work::Measure => json!({"measure": measure::now(self.style)}),
            Work::Close => {
                drop(command.keep.and_then(|name| self.kept().remove(&name)));
                json!({})
            }
        }
    }

    /// The kept client of that name, or a new one.
    fn client(
        &self,
        options: command::ClientOptions,
        keep: Option<&str>,
    ) -> Result<Client, Box<command::Made>> {
        if let Some(client) = keep.and_then(|name| self.kept().get(name).cloned()) {
            return Ok(client);
        }
        let client = options.build(self.style)?;
        if let Some(name) = keep {
            self.kept().insert(name.to_owned(), client.clone());
        }
        Ok(client)
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, HashMap<String, Client>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
