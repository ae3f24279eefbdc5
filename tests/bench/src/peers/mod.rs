//! One file per peer.

mod bare_hyper;
mod ours;
mod ours_blocking;
mod with_reqwest;

use std::future::Future;

use crate::Result;
use crate::load::{self, Load, Outcome, Plan};
use crate::seen::Seen;

/// A client, or the part of it that one of several tasks works with.
pub(crate) trait Peer: Sized + Send + 'static {
    /// A client of its own.
    fn connect(url: &str) -> impl Future<Output = Result<Self>> + Send;
    /// What another task works with at the same time.
    fn another(&self) -> impl Future<Output = Result<Self>> + Send;
    /// Reads one token.
    fn get(&mut self) -> impl Future<Output = Result<Seen>> + Send;
    /// Reads a list of so many.
    fn list(&mut self, count: u32) -> impl Future<Output = Result<Seen>> + Send;
}

/// All names.
pub(crate) const NAMES: [&str; 4] = ["bare-hyper", "reqwest", "ours", "ours-blocking"];

pub(crate) fn run(name: &str, load: Load, plan: &Plan) -> Result<Outcome> {
    match name {
        "bare-hyper" => load::run::<bare_hyper::BareHyper>(load, plan),
        "reqwest" => load::run::<with_reqwest::Reqwest>(load, plan),
        "ours" => load::run::<ours::Ours>(load, plan),
        "ours-blocking" => ours_blocking::run(load, plan),
        _ => Err(format!("no peer {name}").into()),
    }
}
