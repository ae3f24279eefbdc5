//! Ten thousand random calls under random faults, against the emulator and a model of what the caller has been told:
//! nothing may be on the service that nobody told the caller of.
//!
//! `PROPERTY_SEED=N` replays a run, `PROPERTY_STEPS=N` makes it shorter or longer; without them CI does the same every
//! time. A run is cut into chapters, each with a world of its own, some of them with several callers at once.
//!
//! It is driven by a plain seeded generator, not by proptest and its state machines: their strength is shrinking, and a
//! run against sockets and deadlines cannot be shrunk reliably, each try costs seconds, and dropping a step changes the
//! ids that the service gives to all later ones. What counts here is that every class of fault meets every operation
//! often, and that a failure shows the steps that led to it. Each step draws from its own generator, so that a step is
//! the same whatever became of those before it.
#![expect(clippy::expect_used, reason = "a test: what it sets up itself either works or ends it")]

mod call;
mod check;
mod clients;
mod expect;
mod faults;
mod model;
mod plan;
mod request;
mod step;
mod tally;

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::time::Instant;

use futures_util::StreamExt;
use libtest_mimic::{Arguments, Trial};
use registry_tokens_emulator::{Emulator, Options, World};
use serde_json::json;

use crate::check::Caller;
use crate::clients::Clients;
use crate::step::Actor;
use crate::tally::Tally;

const SEED: u64 = 20_260_101;
/// With fewer steps than this the counts prove nothing and are not looked at.
const STEPS: u64 = 10_000;
const CHAPTER: u64 = 200;
/// So many chapters run side by side, so that the waits of one are the work of another.
const SIDE_BY_SIDE: usize = 6;
/// Every fifth chapter has so many callers at once.
const CROWD: u64 = 4;

fn main() -> std::process::ExitCode {
    let arguments = Arguments::from_args();
    let trial = Trial::test("every_token_is_accounted_for", || {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
        runtime
            .block_on(run(setting("PROPERTY_SEED", SEED)?, setting("PROPERTY_STEPS", STEPS)?))
            .map_err(Into::into)
    });
    libtest_mimic::run(&arguments, vec![trial]).exit_code()
}

fn setting(name: &str, default: u64) -> Result<u64, String> {
    match std::env::var(name) {
        Ok(text) => text.parse().map_err(|_| format!("{name} is a number")),
        Err(_) => Ok(default),
    }
}

async fn run(seed: u64, steps: u64) -> Result<(), String> {
    println!(
        "\nproperty: seed {seed}, {steps} steps; PROPERTY_SEED={seed} PROPERTY_STEPS={steps} replays them"
    );
    let started = Instant::now();
    let emulator = Emulator::start_blocking(Options::default()).map_err(|error| error.to_string())?;
    // Bound, so that nobody else gets it, and never listening.
    let unheard = tokio::net::TcpSocket::new_v4().map_err(|error| error.to_string())?;
    unheard.bind(([127, 0, 0, 1], 0).into()).map_err(|error| error.to_string())?;
    let refused = unheard.local_addr().map_err(|error| error.to_string())?;
    let chapters = (0..steps.div_ceil(CHAPTER)).map(|chapter| {
        let numbers = chapter * CHAPTER..steps.min((chapter + 1) * CHAPTER);
        tokio::spawn(play(seed, chapter, numbers, emulator.session(), refused))
    });
    let mut tally = Tally::default();
    let mut chapters = futures_util::stream::iter(chapters).buffer_unordered(SIDE_BY_SIDE);
    while let Some(chapter) = chapters.next().await {
        let ended = chapter.map_err(|error| format!("seed {seed}: {error}"))?;
        tally.add(&ended.map_err(|why| format!("seed {seed}, {why}"))?);
    }
    tally.print();
    println!("property: seed {seed}, {steps} steps in {:.1} s", started.elapsed().as_secs_f64());
    let gaps = tally.gaps();
    if steps < STEPS || gaps.is_empty() { Ok(()) } else { Err(format!("seed {seed}: {}", gaps.join("; "))) }
}

/// One chapter: a world, and one caller or a crowd of them.
async fn play(
    seed: u64,
    chapter: u64,
    numbers: std::ops::Range<u64>,
    world: World,
    refused: SocketAddr,
) -> Result<Tally, String> {
    let crowd = chapter % 5 == 4;
    // Some services give shorter pages than they are asked for.
    let max_limit = (chapter % 5 == 3).then_some(7);
    world.seed(json!({"max_limit": max_limit})).map_err(|error| error.to_string())?;
    let clients = Clients::new(&world, refused);
    let count = if crowd { CROWD } else { 1 };
    let actors = (0..count).map(|index| {
        let actor = Actor {
            seed,
            world: world.clone(),
            owner: format!("caller{index}-"),
            crowd,
            max_limit,
            clients: clients.clone(),
            caller: Caller::default(),
            tally: Tally::default(),
            lines: VecDeque::new(),
            last: Vec::new(),
            tainted: false,
        };
        tokio::spawn(act(actor, numbers.clone().filter(move |number| number % count == index).collect()))
    });
    let mut tally = Tally::default();
    for ended in futures_util::future::join_all(actors).await {
        tally.add(&ended.map_err(|error| format!("chapter {chapter}: {error}"))??);
    }
    Ok(tally)
}

async fn act(mut actor: Actor, numbers: Vec<u64>) -> Result<Tally, String> {
    for number in numbers {
        if let Err(why) = actor.step(number).await {
            let lines: Vec<String> = actor.lines.into();
            return Err(format!("step {number}: {why}\nthe last steps:\n{}", lines.join("\n")));
        }
    }
    Ok(actor.tally)
}
