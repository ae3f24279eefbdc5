//! A service that fails one request in five, and fifty callers who hardly notice.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use registry_tokens_emulator::{Wait, World};
use serde_json::{Value, json};

use crate::Settings;
use crate::case::GRACE;
use crate::count::Count;
use crate::driver::{Driver, Setting, Style};
use crate::load::{Tallies, Until};
use crate::places::Places;

const CALLERS: u64 = 50;
const SECONDS: u64 = 30;
const SECONDS_BOUNDED: u64 = 6;

/// Of the calls that may be repeated one in so many may fail: 99.9 % succeed.
const ONE_FAILURE_IN: u64 = 1000;
/// In a short run chance alone makes some; the share can only be told in a long one.
const FAILURES_ANYWAY_BOUNDED: u64 = 8;

/// Fewer calls than these would prove nothing.
const FEWEST_CALLS: u64 = 500;

/// The default of the library.
const DEADLINE: Duration = Duration::from_secs(60);

/// How many requests a call may take on average.
const MOST_REQUESTS: f64 = 1.5;

pub async fn run(settings: &Settings, styles: &[Style]) -> Result<Count, String> {
    let places = Places::open().await?;
    let seconds = if settings.bounded { SECONDS_BOUNDED } else { SECONDS };
    println!("\nkept up: {CALLERS} callers for {seconds} s, one request in five fails");
    println!(
        "{:<16}{:>10}{:>12}{:>12}{:>14}{:>10}{:>16}{:>14}",
        "", "calls", "repeatable", "succeeded", "share failing", "requests", "requests/call", "sent twice"
    );
    let mut count = Count::default();
    for style in styles {
        let problems = one_style(settings, &places, *style, seconds).await.unwrap_or_else(|why| vec![why]);
        count.note("kept-up", style.name, "all", &problems);
    }
    Ok(count)
}

async fn one_style(
    settings: &Settings,
    places: &Places,
    style: Style,
    seconds: u64,
) -> Result<Vec<String>, String> {
    let world = places.emulator.session();
    world.seed(json!({"tokens": [{"name": "kept"}]})).map_err(|why| why.to_string())?;
    world.faults(one_in_five(settings.seed)).map_err(|why| why.to_string())?;
    let driver = Driver::start(style, &Setting::default()).await?;
    // Everything else is as it comes: this is about what users get.
    let client = json!({"base_url": world.plain_url(), "token": world.token()});
    let steps = steps(&world.registry_id());
    let until = Until::Seconds(seconds);
    let begun = Instant::now();
    let tallies =
        Tallies::of(&driver, "kept", ("ionos", &client), CALLERS, until, ("kept-up", &steps)).await?;
    let elapsed = begun.elapsed();
    driver.ask(json!({"do": "close", "keep": "kept"})).await?;
    let mut problems: Vec<String> = driver.end().await.err().into_iter().collect();
    if elapsed > Duration::from_secs(seconds) + DEADLINE + GRACE {
        problems.push(format!("the last of them took too long: {elapsed:?}"));
    }
    world
        .wait(Wait::open(0).and_in_flight(0))
        .await
        .map_err(|left| format!("connections are left: {left}"))?;

    let all = tallies.sum(|_| true);
    let repeatable = tallies.sum(|name| name != "tokens.create");
    let seen = Seen::of(&world);
    let requests_per_call = seen.requests as f64 / all.calls as f64;
    println!(
        "{:<16}{:>10}{:>12}{:>12}{:>14}{:>10}{:>16.3}{:>14}",
        style.name,
        all.calls,
        repeatable.calls,
        format!("{:.3} %", 100.0 * repeatable.ok as f64 / repeatable.calls as f64),
        format!("{:.1} %", 100.0 * seen.failed as f64 / seen.requests as f64),
        seen.requests,
        requests_per_call,
        seen.twice.len(),
    );
    let failed = repeatable.calls - repeatable.ok;
    let allowed = repeatable.calls / ONE_FAILURE_IN;
    if failed > if settings.bounded { allowed.max(FAILURES_ANYWAY_BOUNDED) } else { allowed } {
        problems.push(format!(
            "{failed} of {} calls that may be repeated failed: {:?}",
            repeatable.calls, repeatable.errors
        ));
    }
    if requests_per_call > MOST_REQUESTS {
        problems.push(format!("{requests_per_call:.3} requests for a call"));
    }
    if all.calls < FEWEST_CALLS {
        problems.push(format!("only {} calls were made: that says nothing", all.calls));
    }
    let (created, answered) = (tallies.sum(|name| name == "tokens.create").ok, seen.created());
    if created != answered {
        problems.push(format!("{created} tokens were created for the callers, {answered} by the service"));
    }
    problems.extend(
        seen.twice.iter().map(|name| format!("{name} was created twice over: {:?}", seen.creations[name])),
    );
    let share = seen.failed as f64 / seen.requests as f64;
    if !(0.17..0.23).contains(&share) {
        problems
            .push(format!("{} of {} requests failed, which is not one in five", seen.failed, seen.requests));
    }
    Ok(problems)
}

/// Five faults, one of which strikes every fifth request: what the first lets through is the next one's choice.
fn one_in_five(seed: u64) -> Value {
    let actions = [
        ("before_processing", json!({"status": 503})),
        ("before_processing", json!({"status": 429})),
        (
            "after_processing",
            json!({"status": 502, "headers": {"Content-Type": "text/html"}, "body": "<html>"}),
        ),
        ("before_processing", json!({"close": "reset"})),
        ("after_processing", json!({"close": "clean"})),
    ];
    let faults = actions.into_iter().zip(0..).map(|((phase, action), number)| {
        json!({"one_in": 25 - number, "seed": seed + number, "times": null, "phase": phase, "action": action})
    });
    faults.collect()
}

/// A token's life, with what others read in between.
fn steps(registry: &str) -> Value {
    let token = json!({"registry_id": registry, "token_id": "$created"});
    json!([
        {"operation": "tokens.create", "arguments": {"registry_id": registry, "name": "$name", "scopes": []}},
        {"operation": "tokens.get", "arguments": token},
        {"operation": "registries.get", "arguments": {"registry_id": registry}},
        {"operation": "tokens.update", "arguments": {"registry_id": registry, "token_id": "$created", "status": "disabled"}},
        {"operation": "tokens.list_page", "arguments": {"registry_id": registry, "limit": 10}},
        {"operation": "tokens.get", "arguments": token},
        {"operation": "tokens.find", "arguments": {"registry_id": registry, "name": "kept"}},
        {"operation": "tokens.delete", "arguments": token},
    ])
}

/// What the service saw.
struct Seen {
    requests: u64,
    failed: u64,
    /// The answers to each creation, by the name of the token.
    creations: BTreeMap<String, Vec<Option<u16>>>,
    /// Tokens whose creation was sent again though it may have arrived.
    twice: Vec<String>,
}

impl Seen {
    /// Creations that were answered as such.
    fn created(&self) -> u64 {
        self.creations.values().filter(|answers| answers.last() == Some(&Some(201))).count() as u64
    }

    fn of(world: &World) -> Self {
        let mut seen = Self { requests: 0, failed: 0, creations: BTreeMap::new(), twice: Vec::new() };
        for request in world.requests() {
            seen.requests += 1;
            seen.failed += u64::from(request.status.is_none_or(|status| matches!(status, 429 | 502 | 503)));
            if request.method == "POST" {
                let name = request
                    .json()
                    .map(|body| body["properties"]["name"].as_str().unwrap_or_default().to_owned());
                seen.creations.entry(name.unwrap_or_default()).or_default().push(request.status);
            }
        }
        let again = |answers: &[Option<u16>]| {
            answers.split_last().is_some_and(|(_, earlier)| earlier.iter().any(|status| *status != Some(429)))
        };
        let twice = seen
            .creations
            .iter()
            .filter(|(_, answers)| again(answers))
            .map(|(name, _)| name.clone())
            .collect();
        seen.twice = twice;
        seen
    }
}
