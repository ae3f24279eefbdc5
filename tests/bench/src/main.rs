#![forbid(unsafe_code)]
//! One process per measurement: a server of next to no cost, or a client that works and says what it used.

mod answers;
mod ours;
mod plain;
mod server;

use std::time::{Duration, Instant};

use clap::{Parser, Subcommand, ValueEnum};
use rustix::time::{ClockId, clock_gettime};

#[derive(Parser)]
#[command(about = "Measures what a request costs")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Answers every request with the same bytes; prints its address first.
    Server,
    /// Works through a load and prints CPU and wall time per request as JSON.
    Client {
        /// The client to measure.
        peer: Peer,
        /// The load.
        load: Load,
        /// The server's address.
        #[arg(long)]
        address: String,
        /// How many requests to measure.
        #[arg(long)]
        count: u32,
    },
}

#[derive(Clone, Copy, ValueEnum)]
enum Peer {
    /// This library, async.
    Ours,
    /// This library, blocking.
    OursBlocking,
    /// reqwest with serde structs and nothing else.
    ReqwestSerde,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Load {
    /// One token after the other.
    Get,
    /// Lists of 100 tokens, one after the other.
    List100,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    match Arguments::parse().command {
        Command::Server => server::run(),
        Command::Client { peer, load, address, count } => {
            let used = match peer {
                Peer::Ours => ours::run(load, &address, count),
                Peer::OursBlocking => ours::run_blocking(load, &address, count),
                Peer::ReqwestSerde => plain::run(load, &address, count),
            }?;
            let micros = |time: Duration| time.as_secs_f64() * 1e6 / f64::from(count);
            let line = serde_json::json!({"cpu_us": micros(used.cpu), "wall_us": micros(used.wall), "seen": used.seen});
            server::say(&line.to_string())
        }
    }
}

/// What a load used, and how much of the answers was looked at.
struct Used {
    cpu: Duration,
    wall: Duration,
    seen: u64,
}

/// A running measurement.
struct Meter {
    cpu: Duration,
    wall: Instant,
}

impl Meter {
    fn start() -> Self {
        Self { cpu: cpu_time(), wall: Instant::now() }
    }

    fn stop(self, seen: u64) -> Used {
        Used { cpu: cpu_time().saturating_sub(self.cpu), wall: self.wall.elapsed(), seen }
    }
}

/// User and system time of this process.
fn cpu_time() -> Duration {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    Duration::new(time.tv_sec.unsigned_abs(), u32::try_from(time.tv_nsec).unwrap_or(0))
}

/// How many requests come before the measured ones.
const WARM_UP: u32 = 500;
