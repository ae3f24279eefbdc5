//! Many calls of many callers.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use futures_util::FutureExt as _;
use serde::Serialize;
use serde_json::{Value, json};

use crate::command::{Client, LoadWork, Style};
use crate::format::Call;

#[derive(Default, Serialize)]
struct Tally {
    calls: u64,
    ok: u64,
    errors: BTreeMap<String, u64>,
    outcome_unknown: u64,
}

/// What a caller saw, by operation.
#[derive(Default)]
struct Seen {
    tallies: BTreeMap<String, Tally>,
    crashes: Vec<String>,
}

/// How many texts of crashes are told.
const CRASHES: usize = 10;

struct Load {
    client: Client,
    work: LoadWork,
    begun: Instant,
    calls: AtomicU64,
}

pub async fn run(client: Client, work: LoadWork, style: Style) -> Value {
    let callers = work.callers;
    let load = Arc::new(Load { client, work, begun: Instant::now(), calls: AtomicU64::new(0) });
    let mut all = Seen::default();
    match style {
        Style::Async => {
            let tasks = (0..callers).map(|caller| {
                let load = Arc::clone(&load);
                tokio::spawn(async move { load.call(caller).await })
            });
            for ended in futures_util::future::join_all(tasks).await {
                all.add(ended.map_err(|why| why.to_string()));
            }
        }
        Style::Blocking => {
            let threads: Vec<_> = (0..callers)
                .map(|caller| {
                    let load = Arc::clone(&load);
                    std::thread::spawn(move || load.call(caller).now_or_never())
                })
                .collect();
            for thread in threads {
                all.add(thread.join().ok().flatten().ok_or_else(|| "a caller's thread has ended".to_owned()));
            }
        }
    }
    json!({"load": all.tallies, "crashes": all.crashes, "elapsed_ms": load.begun.elapsed().as_secs_f64() * 1000.0})
}

impl Load {
    fn is_over(&self) -> bool {
        let late =
            self.work.seconds.is_some_and(|most| self.begun.elapsed() >= Duration::from_secs_f64(most));
        late || self.work.calls.is_some_and(|most| self.calls.load(Ordering::Relaxed) >= most)
    }

    async fn call(&self, caller: u64) -> Seen {
        let mut seen = Seen::default();
        let mut round = 0;
        while !self.is_over() {
            let name = format!("{}-{caller}-{round}", self.work.prefix);
            let mut created = None;
            for step in &self.work.steps {
                let Some(call) = filled(step, &name, created.as_deref()) else { continue };
                self.calls.fetch_add(1, Ordering::Relaxed);
                let made = self.client.make(&call).await;
                if let Some(id) = seen.note(&call.operation, made) {
                    created = Some(id);
                }
            }
            round += 1;
        }
        seen
    }
}

/// The call of a step; none where it needs a token that was not created.
fn filled(step: &Call, name: &str, created: Option<&str>) -> Option<Call> {
    let mut call = step.clone();
    for value in call.arguments.values_mut() {
        match value.as_str() {
            Some("$name") => *value = json!(name),
            Some("$created") => *value = json!(created?),
            _ => {}
        }
    }
    Some(call)
}

impl Seen {
    /// Counts the outcome; gives the id of a token that it created.
    fn note(&mut self, operation: &str, made: crate::command::Made) -> Option<String> {
        let tally = self.tallies.entry(operation.to_owned()).or_default();
        tally.calls += 1;
        match made {
            Ok(outcome) => match outcome.result {
                Ok(value) => {
                    tally.ok += 1;
                    return value["token"]["id"].as_str().map(str::to_owned);
                }
                Err(error) => {
                    *tally.errors.entry(error.kind().as_str().to_owned()).or_default() += 1;
                    tally.outcome_unknown += u64::from(error.outcome_unknown());
                }
            },
            Err(crash) => self.crashes.push(crash),
        }
        self.crashes.truncate(CRASHES);
        None
    }

    fn add(&mut self, caller: Result<Self, String>) {
        let seen = caller.unwrap_or_else(|crash| Self { crashes: vec![crash], ..Self::default() });
        for (operation, tally) in seen.tallies {
            let all = self.tallies.entry(operation).or_default();
            all.calls += tally.calls;
            all.ok += tally.ok;
            all.outcome_unknown += tally.outcome_unknown;
            for (kind, count) in tally.errors {
                *all.errors.entry(kind).or_default() += count;
            }
        }
        self.crashes.extend(seen.crashes);
        self.crashes.truncate(CRASHES);
    }
}
