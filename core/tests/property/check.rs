//! What must hold after each step.

use std::collections::{HashMap, HashSet};

use registry_tokens::{Credentials, ErrorKind};
use uuid::Uuid;

use crate::call::Given;
use crate::faults::Class;
use crate::model::{Entry, agree, is_effect};
use crate::request::Request;
use crate::step::{Outcome, Record};

/// What the caller has been told so far.
#[derive(Default)]
pub struct Caller {
    /// The password of each token that a call of its own made.
    passwords: HashMap<Uuid, String>,
    /// Names and ids of tokens that may have been made, as an error or an event said.
    reported: HashSet<String>,
}

impl Caller {
    fn learn(&mut self, id: Uuid, credentials: &Credentials) {
        self.passwords.insert(id, credentials.password.reveal().to_owned());
    }

    /// Takes in what a step brought.
    pub fn take_in(&mut self, record: &Record) {
        match &record.outcome {
            Outcome::Ended(Ok(Given::Issued(issued))) => self.learn(issued.token.id, &issued.credentials),
            Outcome::Ended(Ok(Given::Replaced(replaced))) => {
                if let Some(credentials) = &replaced.credentials {
                    self.learn(replaced.token.id, credentials);
                }
            }
            _ if record.outcome_unknown() => {
                if let Request::Create(input) | Request::Replace { input, .. } = &record.request {
                    self.reported.insert(input.name.clone());
                }
            }
            _ => {}
        }
    }

    /// Every token is known or was reported, and the passwords that the caller has open what they should.
    pub fn accounts_for(&self, truth: &[Entry]) -> Result<(), String> {
        for entry in truth {
            match self.passwords.get(&entry.id) {
                Some(password) if *password != entry.password => {
                    return Err(format!("the caller's password of {} is not the service's", entry.name));
                }
                None if !self.reported.contains(&entry.name) => {
                    return Err(format!("nobody told the caller of {}", entry.name));
                }
                _ => {}
            }
        }
        Ok(())
    }
}

/// The promises to callers, whatever the fault.
pub fn safe(record: &Record) -> Result<(), String> {
    let Record { request, before, after, .. } = record;
    let done = is_effect(request, before, after);
    match &record.outcome {
        Outcome::Ended(Ok(given)) if done => agrees(record, given)?,
        Outcome::Ended(Ok(_)) => return Err("a success without its effect".to_owned()),
        _ if record.outcome_unknown() && done => {}
        _ if before != after && record.outcome_unknown() => {
            return Err("another effect than asked for".to_owned());
        }
        _ if before != after => return Err("a change, and nobody told the caller".to_owned()),
        _ => {}
    }
    if !request.changes() && (before != after || record.outcome_unknown()) {
        return Err("a read changed something, or says so".to_owned());
    }
    if record.elapsed > record.allowed {
        return Err(format!("took {:?}, allowed are {:?}", record.elapsed, record.allowed));
    }
    if request.reveals_secret() && record.processed() > 1 {
        return Err(format!("processed {} times", record.processed()));
    }
    let Outcome::Ended(Err(error)) = &record.outcome else { return Ok(()) };
    if error.attempts() > record.options.max_retries + 1 {
        return Err(format!("{} attempts", error.attempts()));
    }
    let repeats_secrets =
        matches!(record.fault.class, Class::Status429 | Class::Status429AtOnce | Class::RefusedConnection);
    if request.reveals_secret() && error.attempts() > 1 && !repeats_secrets {
        return Err(format!("{} attempts of a call that reveals a secret", error.attempts()));
    }
    if let Some(id) = error.resource_id()
        && matches!(request, Request::Create(_))
        && after.iter().all(|entry| entry.id.to_string() != id)
    {
        return Err(format!("resource_id {id} is no token"));
    }
    Ok(())
}

/// Whether a value is what the service has, field by field.
fn agrees(record: &Record, given: &Given) -> Result<(), String> {
    let truth = &record.after;
    let entry =
        |id: Uuid| truth.iter().find(|entry| entry.id == id).ok_or(format!("the service has no {id}"));
    let own = |name: &str| name.starts_with(&record.owner);
    match given {
        Given::Token(token) => agree(token, entry(token.id)?),
        Given::Found(Some(token)) => agree(token, entry(token.id)?),
        Given::Found(None) => {
            let Request::Find { name } = &record.request else { return Err("none found".to_owned()) };
            let there = truth.iter().any(|entry| entry.name == *name);
            if there { Err(format!("{name} was not found")) } else { Ok(()) }
        }
        Given::Issued(issued) => {
            let entry = entry(issued.token.id)?;
            agree(&issued.token, entry)?;
            opens(&issued.credentials, entry)
        }
        Given::Replaced(replaced) => {
            let entry = entry(replaced.token.id)?;
            let is_new = record.before.iter().all(|old| old.id != entry.id);
            agree(&replaced.token, entry)?;
            match &replaced.credentials {
                Some(credentials) if is_new => opens(credentials, entry),
                None if !is_new => Ok(()),
                _ => Err("credentials where none belong, or none where some do".to_owned()),
            }
        }
        Given::Tokens(tokens) => {
            let listed: Vec<_> = tokens.iter().filter(|token| own(&token.name)).collect();
            // While others delete, the rows of a list move: only `all` in one request promises every one of them.
            let promised = !record.crowd || matches!(record.request, Request::All { .. });
            if listed.len() != truth.len() && promised {
                return Err(format!("{} listed, {} there", listed.len(), truth.len()));
            }
            listed.into_iter().try_for_each(|token| agree(token, entry(token.id)?))
        }
        Given::Page(page) => {
            let Request::ListPage { offset, limit, status } = &record.request else {
                return Err("a page of what?".to_owned());
            };
            let wanted = |entry: &&Entry| status.as_ref().is_none_or(|status| *status == entry.status);
            let matching: Vec<_> = truth.iter().filter(wanted).collect();
            let limit = record.max_limit.map_or(*limit, |most| most.min(*limit));
            let expected = matching.iter().skip(*offset as usize).take(limit as usize).map(|entry| entry.id);
            let shown: Vec<Uuid> = page.items.iter().map(|token| token.id).collect();
            if !record.crowd
                && (shown != expected.collect::<Vec<_>>() || page.total != Some(matching.len() as u64))
            {
                return Err(format!("a page of {shown:?}, total {:?}", page.total));
            }
            let mut tokens = page.items.iter().filter(|token| own(&token.name));
            tokens.try_for_each(|token| agree(token, entry(token.id)?))
        }
        Given::Nothing => Ok(()),
    }
}

fn opens(credentials: &Credentials, entry: &Entry) -> Result<(), String> {
    let same = credentials.username == entry.name
        && credentials.password.reveal() == entry.password
        && credentials.expires_at == entry.expiry;
    if same { Ok(()) } else { Err(format!("credentials that do not open {}", entry.name)) }
}

/// What must hold to the letter where nothing depends on timing.
pub fn as_foretold(record: &Record) -> Result<(), String> {
    let expected = &record.expected;
    let done = expected.done && is_effect(&record.request, &record.before, &record.after);
    if done != expected.done || (!expected.done && record.before != record.after) {
        return Err(format!("foretold: {expected:?}; done: {done}"));
    }
    let Outcome::Ended(ended) = &record.outcome else { return cancelled(record) };
    let error = ended.as_ref().err();
    let (kind, unknown): (Option<ErrorKind>, bool) =
        error.map_or((None, false), |error| (Some(error.kind()), error.outcome_unknown()));
    if (kind, unknown) != (expected.error, expected.outcome_unknown) {
        return Err(format!("foretold: {expected:?}; it was {kind:?}, outcome_unknown: {unknown}"));
    }
    if let Some(error) = error
        && error.attempts() != expected.attempts
    {
        return Err(format!("foretold: {expected:?}; it took {} attempts", error.attempts()));
    }
    let is_cut_creation =
        record.fault.class == Class::MidBody && matches!(record.request, Request::Create(_));
    if let Some(error) = error
        && is_cut_creation
        && expected.done
        && error.resource_id().is_none()
    {
        return Err("the answer's Location is not in the error".to_owned());
    }
    if record.is_single() {
        events(record, error.is_none())?;
    }
    Ok(())
}

/// A call that was cancelled while its first request was at the service.
fn cancelled(record: &Record) -> Result<(), String> {
    match record.events.as_slice() {
        [] if record.fault.class == Class::CancelEarly => Ok(()),
        [event] if event.error_kind.is_none() && event.http_status.is_none() => {
            let arrived = record.fault.class != Class::CancelEarly;
            if arrived && event.outcome_unknown != record.request.changes() {
                return Err(format!("an event that should say more: {event:?}"));
            }
            Ok(())
        }
        events => Err(format!("the events of a cancelled call: {events:?}")),
    }
}

/// One event for each attempt, and the last of them says what the error says.
fn events(record: &Record, is_ok: bool) -> Result<(), String> {
    let (events, expected) = (&record.events, &record.expected);
    let numbers: Vec<u32> = events.iter().map(|event| event.attempt).collect();
    let in_order = numbers.iter().copied().eq(1..=expected.attempts);
    let retried = events.iter().filter(|event| event.retry_in.is_some()).count();
    let last = events.last().map(|event| (event.error_kind, event.outcome_unknown));
    let last_fits = last.is_none_or(|last| last == (expected.error, expected.outcome_unknown));
    let arrived_fits =
        record.arrived == expected.attempts as usize || record.fault.class == Class::RefusedConnection;
    if in_order
        && retried + 1 == numbers.len().max(1)
        && last_fits
        && arrived_fits
        && (is_ok || last.is_some() || numbers.is_empty())
    {
        return Ok(());
    }
    Err(format!("foretold: {expected:?}; {} requests arrived, events: {events:?}", record.arrived))
}
