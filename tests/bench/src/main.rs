#![forbid(unsafe_code)]
//! One process per measurement: a server of next to no cost, or a client that works and says what it used.

mod answers;
mod bulk;
mod load;
mod meter;
mod peers;
mod seen;
mod server;
mod structs;

use std::io::{self, Write as _};

use clap::{Parser, Subcommand};
use serde_json::json;

use crate::load::{Load, Plan};

/// An error may move between threads.
type Result<T> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;

#[derive(Parser)]
#[command(about = "Measures what a request costs")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Answers with bytes made beforehand; prints its address first, ends with its standard input.
    Server(server::Options),
    /// Prints the names of the peers as JSON.
    Peers,
    /// Works through a load and prints what it used as JSON.
    Driver {
        /// Who works.
        peer: String,
        /// What is done: `get`, `getN`, `listN`, `cold` or `holdN`.
        load: Load,
        #[command(flatten)]
        plan: Plan,
    },
    /// Does what takes many requests as one call, and prints how long it and one request take.
    Bulk(bulk::Options),
}

fn main() -> Result<()> {
    match Arguments::parse().command {
        Command::Server(options) => server::run(options),
        Command::Peers => say(&json!(peers::NAMES).to_string()),
        Command::Driver { peer, load, plan } => {
            let outcome = peers::run(&peer, load, &plan)?;
            let mut line = json!({
                "cpu_s": outcome.used.cpu.as_secs_f64(),
                "wall_s": outcome.used.wall.as_secs_f64(),
                "peak_kib": meter::memory("VmHWM")?,
                "seen": outcome.seen.to_string(),
            });
            if let Some(kib) = outcome.per_call_kib {
                line["per_call_kib"] = kib.into();
            }
            say(&line.to_string())?;
            // What waits for an answer that never comes is not waited for.
            std::process::exit(0)
        }
        Command::Bulk(options) => bulk::run(&options),
    }
}

/// One line for the program that started this one.
fn say(line: &str) -> Result<()> {
    writeln!(io::stdout(), "{line}")?;
    Ok(io::stdout().flush()?)
}
