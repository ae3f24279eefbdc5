//! Many calls at once: what they are, and how a driver counts what became of them.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value, json};

use crate::driver::Driver;

/// What became of the calls of one operation.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tally {
    pub calls: u64,
    pub ok: u64,
    pub errors: BTreeMap<String, u64>,
    pub outcome_unknown: u64,
}

/// What became of all of them, by operation.
#[derive(Debug, Default)]
pub struct Tallies(pub BTreeMap<String, Tally>);

/// How much there is to do.
#[derive(Debug, Clone, Copy)]
pub enum Until {
    Calls(u64),
    Seconds(u64),
}

impl Tallies {
    /// Has a driver make the calls with a client that it keeps.
    pub async fn of(
        driver: &Driver,
        keep: &str,
        (provider, client): (&str, &Value),
        callers: u64,
        until: Until,
        (prefix, steps): (&str, &Value),
    ) -> Result<Self, String> {
        let mut command = json!({
            "do": "load", "keep": keep, "provider": provider, "client": client, "callers": callers,
            "prefix": prefix, "steps": steps, "seconds": null, "calls": null,
        });
        match until {
            Until::Calls(calls) => command["calls"] = json!(calls),
            Until::Seconds(seconds) => command["seconds"] = json!(seconds),
        }
        let mut answer = driver.ask(command).await?;
        if answer["load"].is_null() || answer["crashes"].as_array().is_some_and(|crashes| !crashes.is_empty())
        {
            return Err(format!("{}: under load: {answer}", driver.style.name));
        }
        let tallies = serde_json::from_value(answer["load"].take()).map(Self);
        let tallies = tallies.map_err(|why| format!("{}: {why}", driver.style.name))?;
        match tallies.0.iter().find(|(_, tally)| tally.ok + tally.errors.values().sum::<u64>() != tally.calls)
        {
            Some((name, tally)) => {
                Err(format!("{}: calls of {name} came to nothing: {tally:?}", driver.style.name))
            }
            None => Ok(tallies),
        }
    }

    /// The sum over the operations that are asked for.
    pub fn sum(&self, wanted: impl Fn(&str) -> bool) -> Tally {
        let mut sum = Tally::default();
        for (_, tally) in self.0.iter().filter(|(name, _)| wanted(name)) {
            sum.calls += tally.calls;
            sum.ok += tally.ok;
            sum.outcome_unknown += tally.outcome_unknown;
            for (kind, count) in &tally.errors {
                *sum.errors.entry(kind.clone()).or_default() += count;
            }
        }
        sum
    }
}
