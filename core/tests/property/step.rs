//! One step of one caller: draw, call, look.

use std::collections::VecDeque;
use std::task::Poll;
use std::time::{Duration, Instant};

use fastrand::Rng;
use registry_tokens::{Error, Event};
use registry_tokens_emulator::{Wait, World};

use crate::call::{Given, Options, call};
use crate::check::{self, Caller};
use crate::clients::{Clients, Which};
use crate::expect::{Expected, expect};
use crate::faults::{Class, Fault};
use crate::model::{Entry, Truth, is_effect, observe};
use crate::plan::Draw;
use crate::request::{Due, Request};
use crate::tally::{End, Tally};

const PATIENT: Duration = Duration::from_secs(20);
/// What a call may take beyond its timeouts on a machine that is busy with other things.
const MARGIN: Duration = Duration::from_secs(4);
const KEPT_LINES: usize = 20;

#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "there is one at a time")]
pub enum Outcome {
    Ended(Result<Given, Error>),
    Cancelled,
}

/// All there is to know about a step.
pub struct Record {
    pub owner: String,
    pub crowd: bool,
    pub max_limit: Option<u64>,
    pub request: Request,
    pub fault: Fault,
    pub options: Options,
    pub expected: Expected,
    pub before: Truth,
    pub after: Truth,
    pub outcome: Outcome,
    pub events: Vec<Event>,
    /// How many requests of this step reached the emulator.
    pub arrived: usize,
    pub elapsed: Duration,
    pub allowed: Duration,
}

impl Record {
    pub fn outcome_unknown(&self) -> bool {
        match &self.outcome {
            Outcome::Ended(Ok(_)) => false,
            Outcome::Ended(Err(error)) => error.outcome_unknown(),
            Outcome::Cancelled => self.events.iter().any(|event| event.outcome_unknown),
        }
    }

    /// How often the service carried the step's requests out, by what arrived and what was struck.
    pub fn processed(&self) -> usize {
        let struck = (1..=self.arrived).filter(|attempt| self.fault.strikes(*attempt as u32)).count();
        self.arrived - struck + if self.fault.lets_through() { struck } else { 0 }
    }

    /// Whether one call of an operation is all it takes.
    pub fn is_single(&self) -> bool {
        self.request.changes() || matches!(self.request, Request::Get { .. } | Request::ListPage { .. })
    }

    fn end(&self) -> End {
        match &self.outcome {
            Outcome::Cancelled => End::Cancelled,
            Outcome::Ended(Ok(_)) => End::Ok,
            Outcome::Ended(Err(_)) if self.outcome_unknown() => End::Unknown,
            Outcome::Ended(Err(_)) => End::Error,
        }
    }
}

/// A caller, its client and its tokens in a world: those whose names begin with `owner`.
pub struct Actor {
    pub seed: u64,
    pub world: World,
    pub owner: String,
    /// Whether other callers are at work in the same world.
    pub crowd: bool,
    pub max_limit: Option<u64>,
    pub clients: Clients,
    pub caller: Caller,
    pub tally: Tally,
    pub lines: VecDeque<String>,
    pub last: Truth,
    /// The answer before was whole for the client, but its connection is closed or has bytes left over: the next request may
    /// meet that.
    pub tainted: bool,
}

impl Actor {
    pub async fn step(&mut self, number: u64) -> Result<(), String> {
        // Each step has its own numbers, so that what it draws does not depend on how the ones before it went.
        let mut rng = Rng::with_seed(self.seed ^ (number + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        if !self.crowd {
            self.world.forget_requests();
            if rng.u32(..25) == 0 {
                let by = Duration::from_secs(3600 * rng.u64(1..4));
                self.world.advance_clock(by).map_err(|error| error.to_string())?;
            }
        }
        let (now, before) = observe(&self.world.state(), &self.owner);
        let lived = self.last.len();
        self.last.retain(|entry| entry.expiry.is_none_or(|expiry| expiry > now));
        self.tally.expired += (lived - self.last.len()) as u32;
        if self.last != before {
            self.lines.push_back(format!("{number}: before it"));
            return Err(format!("changed between two steps: {:?}, now {before:?}", self.last));
        }
        let mut fault = Fault::draw(&mut rng, self.crowd);
        let fresh_name = format!("{}{number}", self.owner);
        let (request, due) = Draw { rng: &mut rng, truth: &before, now, fresh_name }.request();
        let (which, timeout) = self.manner(&mut rng, &mut fault, &request);
        let options = Options {
            max_retries: rng.u32(..=4),
            timeout,
            marker: ("step".to_owned(), format!("{number}.")),
        };
        self.line(format!("{number}: {request:?} {due:?} {fault:?} {which:?} {options:?}"));
        let marker = format!("step={number}.");
        if let Some(fault) = fault.to_json(&marker, &mut rng) {
            self.world.faults(fault).map_err(|error| error.to_string())?;
        }
        let started = Instant::now();
        let outcome = self.perform(&mut rng, &request, fault, which, &options).await?;
        let elapsed = started.elapsed();
        let events = self.clients.take_events(which);
        self.settle(&options.marker, &events).await?;
        let arrived = count_arrived(&self.world, &options.marker);
        let after = observe(&self.world.state(), &self.owner).1;
        // The time is that of each page, and a list of this size has some dozens of them in four readings.
        let allowed = MARGIN + if fault.class == Class::CancelBefore { PATIENT } else { timeout };
        let record = Record {
            owner: self.owner.clone(),
            crowd: self.crowd,
            max_limit: self.max_limit,
            expected: expect(&request, due, &fault, options.max_retries),
            request,
            fault,
            options,
            before,
            after,
            outcome,
            events,
            arrived,
            elapsed,
            allowed,
        };
        self.line(format!("    {:?}; {arrived} arrived, {:?}", record.outcome, record.elapsed));
        self.conclude(record, which, due)
    }

    /// Which client makes the call, and the time it gets.
    fn manner(&mut self, rng: &mut Rng, fault: &mut Fault, request: &Request) -> (Which, Duration) {
        let short = Duration::from_millis(rng.u64(30..100));
        let coin = rng.bool();
        let is_brief = matches!(request, Request::Delete { .. } | Request::Get { .. });
        match fault.class {
            Class::RefusedConnection => (Which::Refused, PATIENT),
            Class::HangBefore | Class::HangAfter if coin && !request.reveals_secret() => {
                // An attempt that hangs is given up and repeated.
                fault.times = Some(1 + rng.u32(..2));
                (Which::Hasty, 4 * short)
            }
            Class::HangBefore | Class::HangAfter => (Which::Steady, short),
            Class::Drip if !(coin && is_brief) => (Which::Steady, short),
            _ => (Which::Steady, PATIENT),
        }
    }

    async fn perform(
        &mut self,
        rng: &mut Rng,
        request: &Request,
        fault: Fault,
        which: Which,
        options: &Options,
    ) -> Result<Outcome, String> {
        self.clients.prepare(&self.world, which);
        let bad_credentials = fault.class == Class::BadCredentials;
        if bad_credentials {
            self.clients.forget_credentials();
        }
        let mut call = call(self.clients.get(which), &self.world.registry_id(), request, options);
        let outcome = match fault.class {
            Class::CancelBefore | Class::CancelAfter => {
                let arrived = arrival(&self.world, &options.marker, 1, PATIENT);
                tokio::select! {
                    biased;
                    result = call => Outcome::Ended(result),
                    arrived = arrived => {
                        arrived?;
                        Outcome::Cancelled
                    }
                }
            }
            Class::CancelEarly => {
                let mut outcome = Outcome::Cancelled;
                for _ in 0..rng.u32(..8) {
                    if let Poll::Ready(result) = futures_util::poll!(&mut call) {
                        outcome = Outcome::Ended(result);
                        break;
                    }
                    tokio::task::yield_now().await;
                }
                drop(call);
                outcome
            }
            _ => Outcome::Ended(call.await),
        };
        if bad_credentials {
            self.clients.restore_credentials(&self.world, rng.bool());
        }
        Ok(outcome)
    }

    /// Waits until the emulator is done with this step. A request that its caller gave up may still be on its way.
    async fn settle(&self, marker: &(String, String), events: &[Event]) -> Result<(), String> {
        if self.crowd {
            return Ok(());
        }
        let sent =
            events.iter().filter(|event| event.outcome_unknown).map(|event| event.attempt).max().unwrap_or(0);
        let _ = arrival(&self.world, marker, sent as usize, Duration::from_millis(300)).await;
        self.world.wait(Wait::in_flight(0)).await.map_err(|error| error.to_string())?;
        Ok(())
    }

    fn conclude(&mut self, record: Record, which: Which, due: Due) -> Result<(), String> {
        self.caller.take_in(&record);
        check::safe(&record)?;
        self.caller.accounts_for(&record.after)?;
        let class = record.fault.class;
        let depends_on_timing = match class {
            Class::HangBefore | Class::HangAfter => which == Which::Hasty || record.arrived != 1,
            Class::Drip => record.options.timeout < PATIENT,
            // A cancelled call that was refused has not been polled; otherwise it may be anywhere.
            Class::CancelEarly => matches!(record.outcome, Outcome::Cancelled),
            _ => false,
        };
        if !(self.crowd || self.tainted || depends_on_timing && due != Due::Refusal) {
            check::as_foretold(&record)?;
            self.tally.foretold += 1;
        }
        let spoils_connection =
            matches!(class, Class::MidBody | Class::LengthTooLong | Class::LengthTooShort);
        self.tainted = spoils_connection || self.tainted && record.arrived == 0;
        let made = record.after.len() > record.before.len()
            && is_effect(&record.request, &record.before, &record.after);
        self.tally.lost_creations += u32::from(made && !matches!(record.outcome, Outcome::Ended(Ok(_))));
        self.tally.attempts += record.arrived as u32;
        let before: &[Entry] = &record.before;
        self.tally.count(record.request.operation(before), &format!("{class:?}"), record.end());
        self.last = record.after;
        Ok(())
    }

    fn line(&mut self, line: String) {
        self.lines.push_back(line);
        // Two lines a step.
        while self.lines.len() > 2 * KEPT_LINES {
            self.lines.pop_front();
        }
    }
}

/// How many requests of a step have reached the emulator.
fn count_arrived(world: &World, (name, value): &(String, String)) -> usize {
    let marker = format!("{name}={value}");
    let is_own = |query: &Option<String>| query.as_ref().is_some_and(|query| query.contains(&marker));
    world.requests().iter().filter(|request| is_own(&request.query)).count()
}

/// Waits for so many of them; a request of the step before that was given up early may come in between.
async fn arrival(
    world: &World,
    marker: &(String, String),
    count: usize,
    within: Duration,
) -> Result<(), String> {
    let mut any = 0;
    while count_arrived(world, marker) < count {
        let counts =
            world.wait(Wait::arrived(any).within(within)).await.map_err(|error| error.to_string())?;
        any = counts.arrived + 1;
    }
    Ok(())
}
