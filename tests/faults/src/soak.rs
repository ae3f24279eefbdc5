//! A long run: what a process holds after it, compared with what it held when it was warm.

use std::collections::BTreeMap;
use std::time::Instant;

use registry_tokens_emulator::{Wait, World};
use serde_json::{Value, json};

use crate::Settings;
use crate::count::Count;
use crate::driver::{Driver, Setting, Style, grown};
use crate::faults::PATIENCE;
use crate::load::{Tallies, Until};
use crate::places::Places;

const WARM_UP: u64 = 20_000;
const CALLS: u64 = 100_000;
/// A fifth. The machines that compile while they run get warm no sooner for it, so that part is cut less.
const CALLS_BOUNDED: u64 = CALLS / 5;
const WARM_UP_BOUNDED: u64 = WARM_UP / 2;
/// After so many calls the emulator forgets them, so that it is not its memory that is tried.
const BATCH: u64 = 4_000;
const CALLERS: u64 = 16;

/// How much more memory there may be at the end: 5 %.
const GROWTH: f64 = 1.05;
/// What may come on top in a short run, of a process that is not quite warm yet.
const KIB_MORE_BOUNDED: u64 = 2048;

pub async fn run(settings: &Settings, styles: &[Style]) -> Result<Count, String> {
    let places = Places::open().await?;
    let (warm_up, wanted) =
        if settings.bounded { (WARM_UP_BOUNDED, CALLS_BOUNDED) } else { (WARM_UP, CALLS) };
    println!("\nsoak: {wanted} mixed calls after {warm_up} to warm up");
    println!(
        "{:<16}{:>10}{:>12}{:>12}{:>10}{:>18}{:>18}{:>9}",
        "", "calls", "KiB warm", "KiB at end", "growth", "handles", "threads", "seconds"
    );
    let mut count = Count::default();
    for style in styles {
        let problems = one_style(&places, *style, warm_up, wanted).await.unwrap_or_else(|why| vec![why]);
        count.note("soak", style.name, "all", &problems);
    }
    Ok(count)
}

async fn one_style(places: &Places, style: Style, warm_up: u64, wanted: u64) -> Result<Vec<String>, String> {
    let begun = Instant::now();
    let world = places.emulator.session();
    world.seed(json!({"tokens": 5, "target_registries": 3})).map_err(|why| why.to_string())?;
    // Otherwise each thread may bring a heap of its own, and memory grows by chance.
    let setting = Setting {
        environment: vec![("MALLOC_ARENA_MAX".to_owned(), Some("1".to_owned()))],
        ..Setting::default()
    };
    let driver = Driver::start(style, &setting).await?;
    calls(&driver, &world, "warm-up", warm_up).await?;
    let warm = driver.at_rest(None, PATIENCE).await?;
    let made = calls(&driver, &world, "soak", wanted).await?;
    let end = driver.at_rest(Some(&warm), PATIENCE).await?;
    let mut problems: Vec<String> = driver.end().await.err().into_iter().collect();
    let number = |of: &Value, key: &str| of[key].as_u64().unwrap_or(0);
    let pair = |key: &str| format!("{} -> {}", number(&warm, key), number(&end, key));
    let growth = number(&end, "resident_kib") as f64 / number(&warm, "resident_kib") as f64;
    println!(
        "{:<16}{:>10}{:>12}{:>12}{:>10}{:>18}{:>18}{:>9.0}",
        style.name,
        made,
        number(&warm, "resident_kib"),
        number(&end, "resident_kib"),
        format!("{:+.1} %", (growth - 1.0) * 100.0),
        pair("handles"),
        pair("threads"),
        begun.elapsed().as_secs_f64(),
    );
    let grown_by = number(&end, "resident_kib").saturating_sub(number(&warm, "resident_kib"));
    if growth > GROWTH && (wanted == CALLS || grown_by > KIB_MORE_BOUNDED) {
        problems.push(format!("memory has grown to {growth:.3} times what it was when warm"));
    }
    problems.extend(grown(&warm, &end));
    if number(&end, "handles") < number(&warm, "handles") {
        problems.push(format!("it was not at rest when warm: handles {}", pair("handles")));
    }
    world.wait(Wait::open(0)).await.map_err(|left| format!("connections are left: {left}"))?;
    Ok(problems)
}

/// Makes about so many calls of both services and gives how many they were.
async fn calls(driver: &Driver, world: &World, name: &str, wanted: u64) -> Result<u64, String> {
    let ionos = json!({"base_url": world.plain_url(), "token": world.token()});
    let swr = json!({
        "endpoint": world.swr_plain_url(), "iam_endpoint": world.iam_plain_url(), "region": world.swr_region(),
        "project_id": world.swr_project_id(), "access_key": world.swr_access_key(), "secret_key": world.swr_secret_key(),
    });
    let (ionos_steps, swr_steps) = (ionos_steps(&world.registry_id()), swr_steps(world.swr_instance_id()));
    let mut made = 0;
    let mut batch = 0;
    while made < wanted {
        let prefix = format!("{name}-{batch}");
        for (provider, client, steps) in [("ionos", &ionos, &ionos_steps), ("swr", &swr, &swr_steps)] {
            let most = Until::Calls((BATCH / 2).min(wanted - made));
            let told =
                Tallies::of(driver, provider, (provider, client), CALLERS, most, (&prefix, steps)).await?;
            made += told.sum(|_| true).calls;
            if let Some(wrong) = unexpected(&told, world) {
                return Err(format!("{}: {wrong}", driver.style.name));
            }
            world.forget_requests();
            // What a client holds is given back with it.
            driver.ask(json!({"do": "close", "keep": provider})).await?;
            if made >= wanted {
                break;
            }
        }
        batch += 1;
    }
    Ok(made)
}

/// What is not as the steps mean it: nothing goes wrong here that is not asked for, and what is asked for does.
fn unexpected(told: &Tallies, world: &World) -> Option<String> {
    for (name, tally) in &told.0 {
        let wanted = match name.as_str() {
            // One of the token, one of a token that nobody has, one of what is no id.
            "tokens.get" => vec![("invalid_argument", tally.calls / 3), ("not_found", tally.calls / 3)],
            "namespaces.get" => vec![("not_found", tally.calls / 2)],
            _ => Vec::new(),
        };
        let wanted: BTreeMap<String, u64> =
            wanted.into_iter().map(|(kind, count)| (kind.to_owned(), count)).collect();
        if tally.errors != wanted || tally.ok == 0 {
            return Some(format!("{name}: {tally:?}"));
        }
    }
    let sent = told.sum(|_| true);
    let least = sent.calls - sent.errors.get("invalid_argument").copied().unwrap_or(0);
    let arrived = world.requests().len() as u64;
    (told.0.is_empty() || arrived < least).then(|| format!("{arrived} requests arrived of {least} calls"))
}

fn ionos_steps(registry: &str) -> Value {
    let token = json!({"registry_id": registry, "token_id": "$created"});
    let nobody = "00000000-0000-4000-8000-000000000000";
    json!([
        {"operation": "tokens.create", "arguments": {"registry_id": registry, "name": "$name",
            "scopes": [{"type": "repository", "name": "team/app", "actions": ["pull", "push"]}]}},
        {"operation": "tokens.get", "arguments": token},
        {"operation": "tokens.list", "arguments": {"registry_id": registry, "page_size": 4}},
        {"operation": "tokens.get", "arguments": {"registry_id": registry, "token_id": nobody}},
        {"operation": "tokens.get", "arguments": {"registry_id": registry, "token_id": ".."}},
        {"operation": "tokens.update", "arguments": {"registry_id": registry, "token_id": "$created", "status": "disabled"}},
        {"operation": "registries.get", "arguments": {"registry_id": registry}},
        {"operation": "tokens.delete", "arguments": token},
    ])
}

fn swr_steps(instance: &str) -> Value {
    json!([
        {"operation": "target_registries.list", "arguments": {"instance_id": instance}},
        {"operation": "namespaces.get", "arguments": {"namespace": "group"}},
        {"operation": "repositories.list_page", "arguments": {"namespace": "group", "limit": 10}},
        {"operation": "namespaces.get", "arguments": {"namespace": "nobody"}},
    ])
}
