//! What takes many requests as one call: how long that takes beside the sum of its round trips.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use clap::ValueEnum;
use registry_tokens::{IonosClient, PageQuery};
use serde_json::json;

use crate::Result;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);
/// How many lone requests say what a round trip takes.
const ROUND_TRIPS: usize = 20;

/// What is done, and where.
#[derive(clap::Args)]
pub(crate) struct Options {
    what: What,
    /// The server's address.
    #[arg(long)]
    url: String,
    /// The account's token.
    #[arg(long, default_value = "bench")]
    token: String,
    /// The registry.
    #[arg(long)]
    registry: String,
    /// How many tokens are rotated at the same time.
    #[arg(long)]
    concurrency: usize,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum What {
    /// `list(...).all()`
    All,
    /// `rotate_expiring(...)`
    Rotate,
}

pub(crate) fn run(options: &Options) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(measure(options))
}

async fn measure(options: &Options) -> Result<()> {
    let requests = Arc::new(AtomicU32::new(0));
    let counter = Arc::clone(&requests);
    let client = IonosClient::builder()
        .token(options.token.as_str())
        .base_url(options.url.as_str())
        .max_response_bytes(1 << 30)
        .on_event(move |_| {
            counter.fetch_add(1, Ordering::Relaxed);
        })
        .build()?;
    let registry = options.registry.as_str();
    let tokens = client.tokens();
    let mut round_trips = Vec::new();
    for _ in 0..ROUND_TRIPS {
        let begun = Instant::now();
        // A list of one: the static server and the emulator know it both.
        tokens.list_page(registry, PageQuery::new().limit(1)).await?;
        round_trips.push(begun.elapsed());
    }
    round_trips.sort_unstable();
    let round_trip = round_trips.get(round_trips.len() / 2).copied().unwrap_or_default();
    requests.store(0, Ordering::Relaxed);
    let begun = Instant::now();
    let done = match options.what {
        What::All => tokens.list(registry).all().await?.len(),
        What::Rotate => {
            let deploy = async |_| Ok::<(), Infallible>(());
            let rotations = tokens
                .rotate_expiring(registry, 30 * DAY, deploy)
                .expires_in(90 * DAY)
                .concurrency(options.concurrency);
            let all = rotations.await?;
            if let Some(error) = all.iter().find_map(|one| one.result.as_ref().err()) {
                return Err(error.to_string().into());
            }
            all.len()
        }
    };
    let line = json!({
        "done": done,
        "requests": requests.load(Ordering::Relaxed),
        "wall_s": begun.elapsed().as_secs_f64(),
        "round_trip_s": round_trip.as_secs_f64(),
    });
    crate::say(&line.to_string())
}
