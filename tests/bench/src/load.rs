//! The loads, and how an async peer works through them.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::str::FromStr;

use crate::Result;
use crate::meter::{Meter, Used, memory, since_start};
use crate::peers::Peer;
use crate::seen::Seen;

/// The registry of all loads without a list.
pub(crate) const REGISTRY_ID: &str = "00000000-0000-4000-8000-000000000001";
/// The token that is read.
pub(crate) const TOKEN_ID: &str = "00000000-0000-4000-8000-0000000000aa";

/// What is done.
#[derive(Clone, Copy)]
pub(crate) enum Load {
    /// Single tokens, so many at once.
    Get(u32),
    /// Lists of so many tokens, one after the other.
    List(u32),
    /// The first request of a process.
    Cold,
    /// So many requests that nobody answers.
    Hold(u32),
}

impl FromStr for Load {
    type Err = String;

    fn from_str(text: &str) -> std::result::Result<Self, String> {
        let number = |name| text.strip_prefix(name).and_then(|number| number.parse().ok());
        match text {
            "get" => Ok(Self::Get(1)),
            "cold" => Ok(Self::Cold),
            _ => number("get")
                .map(Self::Get)
                .or_else(|| number("list").map(Self::List))
                .or_else(|| number("hold").map(Self::Hold))
                .ok_or_else(|| format!("no load {text}")),
        }
    }
}

/// How often, and against which server.
#[derive(clap::Args)]
pub(crate) struct Plan {
    /// How many requests to measure.
    pub(crate) count: u32,
    /// How many come before them.
    pub(crate) warm_up: u32,
    /// The server's address.
    pub(crate) url: String,
}

/// What a load took.
pub(crate) struct Outcome {
    pub(crate) used: Used,
    pub(crate) seen: Seen,
    pub(crate) per_call_kib: Option<f64>,
}

impl Outcome {
    #[allow(clippy::cast_precision_loss, reason = "memory in KiB is far below 2^52")]
    pub(crate) fn of_memory(before: u64, after: u64, calls: u32) -> Self {
        let grown = after.saturating_sub(before) as f64 / f64::from(calls.max(1));
        Self { used: Used::default(), seen: Seen::default(), per_call_kib: Some(grown) }
    }
}

pub(crate) fn token_path() -> String {
    format!("/registries/{REGISTRY_ID}/tokens/{TOKEN_ID}")
}

pub(crate) fn list_path(count: u32) -> String {
    format!("/registries/{}/tokens", registry_of(count))
}

/// The registry with so many tokens.
pub(crate) fn registry_of(count: u32) -> String {
    format!("00000000-0000-4000-8000-{count:012}")
}

/// So many requests, shared out.
pub(crate) fn shares(count: u32, workers: u32) -> impl Iterator<Item = u32> {
    let (each, rest) = (count / workers, count % workers);
    (0..workers).map(move |worker| each + u32::from(worker < rest))
}

/// How many requests the server holds open.
pub(crate) fn held(url: &str) -> Result<u32> {
    let mut stream = TcpStream::connect(url.strip_prefix("http://").unwrap_or(url))?;
    stream.write_all(b"GET /held HTTP/1.1\r\n\r\n")?;
    let mut answer = [0; 1024];
    let length = stream.read(&mut answer)?;
    let text = str::from_utf8(answer.get(..length).unwrap_or_default())?;
    Ok(text.rsplit('\n').next().unwrap_or_default().parse()?)
}

pub(crate) fn run<P: Peer>(load: Load, plan: &Plan) -> Result<Outcome> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let mut first = P::connect(&plan.url).await?;
        match load {
            Load::Cold => {
                let seen = first.get().await?;
                return Ok(Outcome { used: since_start()?, seen, per_call_kib: None });
            }
            Load::Hold(count) => {
                first.get().await?;
                return hold::<P>(plan, count).await;
            }
            Load::Get(_) | Load::List(_) => {}
        }
        let mut workers = vec![first];
        if let Load::Get(most) = load {
            for _ in 1..most {
                let another = workers.first().ok_or("no worker")?.another().await?;
                workers.push(another);
            }
        }
        let (workers, _) = work(workers, load, plan.warm_up).await?;
        let meter = Meter::start();
        let (_, seen) = work(workers, load, plan.count).await?;
        Ok(Outcome { used: meter.stop(), seen, per_call_kib: None })
    })
}

/// Shares requests out among the workers; one alone works in this task.
async fn work<P: Peer>(mut workers: Vec<P>, load: Load, count: u32) -> Result<(Vec<P>, Seen)> {
    if let [only] = workers.as_mut_slice() {
        let seen = several(only, load, count).await?;
        return Ok((workers, seen));
    }
    let shares = shares(count, u32::try_from(workers.len())?);
    let tasks: Vec<_> = workers
        .into_iter()
        .zip(shares)
        .map(|(mut worker, share)| {
            tokio::spawn(async move {
                let seen = several(&mut worker, load, share).await;
                (worker, seen)
            })
        })
        .collect();
    let (mut workers, mut sum) = (Vec::with_capacity(tasks.len()), Seen::default());
    for task in tasks {
        let (worker, seen) = task.await?;
        workers.push(worker);
        sum += seen?;
    }
    Ok((workers, sum))
}

async fn several<P: Peer>(worker: &mut P, load: Load, count: u32) -> Result<Seen> {
    let mut seen = Seen::default();
    for _ in 0..count {
        seen += match load {
            Load::List(length) => worker.list(length).await?,
            _ => worker.get().await?,
        };
    }
    Ok(seen)
}

async fn hold<P: Peer>(plan: &Plan, count: u32) -> Result<Outcome> {
    let client = P::connect(&format!("{}/hold", plan.url)).await?;
    let before = memory("VmRSS")?;
    let mut tasks = Vec::new();
    for _ in 0..count {
        let mut worker = client.another().await?;
        tasks.push(tokio::spawn(async move { worker.get().await }));
    }
    while held(&plan.url)? < count {
        tokio::task::yield_now().await;
    }
    let outcome = Outcome::of_memory(before, memory("VmRSS")?, count);
    tasks.iter().for_each(tokio::task::JoinHandle::abort);
    Ok(outcome)
}
