//! This library without a runtime of the caller's: several at once are several threads.

use std::thread;

use registry_tokens::PageQuery;
use registry_tokens::blocking::IonosClient;

use super::ours::{builder, look};
use crate::Result;
use crate::load::{Load, Outcome, Plan, REGISTRY_ID, TOKEN_ID, held, registry_of, shares};
use crate::meter::{Meter, memory, since_start};
use crate::seen::Seen;

pub(crate) fn run(load: Load, plan: &Plan) -> Result<Outcome> {
    let client = builder(&plan.url).build_blocking()?;
    match load {
        Load::Hold(count) => hold(&client, plan, count),
        Load::Cold => {
            let seen = one(&client, load)?;
            Ok(Outcome { used: since_start()?, seen, per_call_kib: None })
        }
        _ => {
            work(&client, load, plan.warm_up)?;
            let meter = Meter::start();
            let seen = work(&client, load, plan.count)?;
            Ok(Outcome { used: meter.stop(), seen, per_call_kib: None })
        }
    }
}

fn one(client: &IonosClient, load: Load) -> Result<Seen> {
    let Load::List(count) = load else {
        return Ok(look(&client.tokens().get(REGISTRY_ID, TOKEN_ID).send()?));
    };
    let page = client.tokens().list_page(registry_of(count), PageQuery::new()).send()?;
    Ok(page.items.iter().map(look).sum())
}

fn work(client: &IonosClient, load: Load, count: u32) -> Result<Seen> {
    let several = |count: u32| -> Result<Seen> {
        let mut seen = Seen::default();
        for _ in 0..count {
            seen += one(client, load)?;
        }
        Ok(seen)
    };
    let Load::Get(workers @ 2..) = load else { return several(count) };
    thread::scope(|scope| {
        let threads: Vec<_> =
            shares(count, workers).map(|share| scope.spawn(move || several(share))).collect();
        let mut seen = Seen::default();
        for thread in threads {
            seen += thread.join().map_err(|_| "a thread panicked")??;
        }
        Ok(seen)
    })
}

fn hold(warm: &IonosClient, plan: &Plan, count: u32) -> Result<Outcome> {
    one(warm, Load::Get(1))?;
    let client = builder(&format!("{}/hold", plan.url)).build_blocking()?;
    let before = memory("VmRSS")?;
    for _ in 0..count {
        let client = client.clone();
        // They end with the process.
        thread::spawn(move || one(&client, Load::Get(1)).is_ok());
    }
    while held(&plan.url)? < count {
        thread::yield_now();
    }
    Ok(Outcome::of_memory(before, memory("VmRSS")?, count))
}
