#![forbid(unsafe_code)]
//! The same faults through every language, judged from outside. The README beside this crate says how to run it and how to read
//! what it prints.

mod case;
mod count;
mod driver;
mod faults;
mod judge;
mod kept_up;
mod load;
mod network;
mod places;
mod plan;
#[allow(dead_code, reason = "the vectors use more of it")]
#[path = "../../../core/tests/vectors/secrets.rs"]
mod secrets;
mod soak;
mod table;

use std::process::ExitCode;

use clap::{Parser, ValueEnum};

use crate::count::Count;
use crate::driver::Style;

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Every class of faults in every language.
    Faults,
    /// Proxies, names, certificates and file systems.
    Network,
    /// A service that fails one request in five.
    KeptUp,
    /// A long run, and what is left of it.
    Soak,
}

/// Runs the languages of this repository through faults and says what became of each call.
#[derive(Parser)]
struct Settings {
    /// Which parts; default: all.
    parts: Vec<Part>,
    /// Which languages and styles.
    #[arg(long, value_delimiter = ',', required = true)]
    styles: Vec<String>,
    /// A part of the work: what `make test` has time for.
    #[arg(long)]
    bounded: bool,
    /// What the choices of this run follow from.
    #[arg(long, default_value_t = 20_261_122)]
    seed: u64,
    /// Only the classes whose name holds this.
    #[arg(long, default_value = "")]
    only: String,
}

fn main() -> ExitCode {
    let settings = Settings::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(why) => {
            eprintln!("{why}");
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(run(&settings)) {
        Ok(count) => {
            println!(
                "\nfault run: {} passed, {} failed, {} skipped",
                count.passed, count.failed, count.skipped
            );
            let is_strict = std::env::var_os("STRICT").is_some_and(|strict| strict == "1");
            let is_whole = count.passed > 0 && !(is_strict && count.skipped > 0);
            if count.failed == 0 && is_whole { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}

async fn run(settings: &Settings) -> Result<Count, String> {
    let styles = settings.styles.iter().map(|name| Style::named(name)).collect::<Result<Vec<_>, _>>()?;
    let asked = |part| settings.parts.is_empty() || settings.parts.contains(&part);
    let mut count = Count::default();
    if asked(Part::Faults) {
        count.add(faults::run(settings, &styles).await?);
    }
    if asked(Part::Network) {
        count.add(network::run(settings, &styles).await?);
    }
    if asked(Part::KeptUp) {
        count.add(kept_up::run(settings, &styles).await?);
    }
    if asked(Part::Soak) {
        count.add(soak::run(settings, &styles).await?);
    }
    Ok(count)
}
