//! Retiring what a successor replaces.

use super::service::{Known, Rotated};
use super::{due, name};
use crate::Timestamp;
use crate::call::Response;
use crate::error::{Error, ErrorKind};
use crate::models::{Leftover, Retire, RetireOutcome, Retirement};
use crate::transport::{self, Operation};

/// Retires the old one and further successors of it, and says what became of them. An error is only that of what the caller gave.
pub(crate) async fn finish<S: Rotated>(
    service: &S,
    old_id: &str,
    new_id: &str,
    how: &Retire,
) -> Result<Retirement, Error> {
    match service.all_known().await {
        Ok(items) => Ok(finish_among(service, &items, old_id, new_id, how).await),
        Err(error) if error.kind() == ErrorKind::InvalidArgument => Err(error),
        Err(error) => Ok(failed(None, format!("nothing was retired: {error}"))),
    }
}

async fn finish_among<S: Rotated>(
    service: &S,
    items: &[Known],
    old_id: &str,
    new_id: &str,
    how: &Retire,
) -> Retirement {
    let find = |id: &str| items.iter().position(|item| S::is_same_id(&item.id, id));
    let (old, new_at) = (find(old_id).map(|at| &items[at]), find(new_id));
    let old_expiry = old.and_then(|old| old.expiry);
    let not_retired =
        |why: &str| failed(old_expiry, format!("nothing was retired: the new one, {new_id}, {why}"));
    let Some(new_at) = new_at else { return not_retired("is not there any more") };
    let new = &items[new_at];
    if !new.is_enabled && old.is_some_and(|old| old.is_enabled) {
        return not_retired("is disabled");
    }
    // By its name the new one tells which they are, also where the old one is gone; one of another name tells nothing.
    let tells = name::bears_mark(&new.name, old_id);
    let is_sibling = |item: &Known| tells && item.id != new.id && name::are_siblings(&new.name, &item.name);
    let siblings: Vec<usize> = (0..items.len()).filter(|at| is_sibling(&items[*at])).collect();
    let (older, newer): (Vec<usize>, Vec<usize>) =
        siblings.into_iter().partition(|at| is_older(items, *at, new_at));
    if newer.iter().any(|at| due::was_retired_for(new, &items[*at])) {
        return not_retired("was itself replaced by another rotation of the same");
    }
    let (old_outcome, old_expiry_date, failure) = match old {
        Some(old) => retire(service, old, how).await,
        None => (RetireOutcome::GONE, None, None),
    };
    let mut leftovers = Vec::new();
    for sibling in older.into_iter().map(|at| &items[at]) {
        let (outcome, _, failure) = retire(service, sibling, how).await;
        leftovers.push(Leftover { id: sibling.id.clone(), name: sibling.name.clone(), outcome, failure });
    }
    // What was issued since belongs to a rotation that is still under way, or to one after this.
    for sibling in newer.into_iter().map(|at| &items[at]) {
        let (id, name) = (sibling.id.clone(), sibling.name.clone());
        leftovers.push(Leftover { id, name, outcome: RetireOutcome::KEPT, failure: None });
    }
    Retirement { old_outcome, old_expiry_date, failure, leftovers }
}

/// Whether an item was issued before another one. Of those of one second the list decides, in which they come in one order
/// for all that ask.
fn is_older(items: &[Known], one: usize, other: usize) -> bool {
    match (items[one].created, items[other].created) {
        (Some(first), Some(second)) if first != second => first < second,
        _ => one < other,
    }
}

async fn retire<S: Rotated>(
    service: &S,
    item: &Known,
    how: &Retire,
) -> (RetireOutcome, Option<Timestamp>, Option<String>) {
    match service.retire(item, how).await {
        Ok((outcome, expiry)) => (outcome, expiry, None),
        Err(error) if error.kind() == ErrorKind::NotFound => (RetireOutcome::GONE, None, None),
        Err(error) => (RetireOutcome::FAILED, item.expiry, Some(error.to_string())),
    }
}

fn failed(old_expiry_date: Option<Timestamp>, why: String) -> Retirement {
    Retirement {
        old_outcome: RetireOutcome::FAILED,
        old_expiry_date,
        failure: Some(why),
        leftovers: Vec::new(),
    }
}

/// Refuses ids of a rotation that cannot stand in a path, and a rotation of something into itself: it would retire what is in
/// use.
pub(crate) fn check_ids<S: Rotated>(
    named: &'static str,
    operation: &'static Operation,
    place: &[&str],
    old_id: &str,
    new_id: &str,
) -> Result<(), Error> {
    check_path(named, operation, place, "old_id", old_id)?;
    check_path(named, operation, place, "new_id", new_id)?;
    if S::is_same_id(old_id, new_id) {
        return Err(Error::invalid_argument(named, "old_id and new_id must not be the same"));
    }
    Ok(())
}

/// Refuses an id that cannot stand in the path of an operation, whose last parameter may have another name.
pub(crate) fn check_path(
    named: &'static str,
    operation: &'static Operation,
    place: &[&str],
    name: &str,
    id: &str,
) -> Result<(), Error> {
    let last = operation.parameters.last().map_or("", |parameter| parameter.name);
    let path = transport::fill(operation, &[place, &[id]].concat());
    path.map(drop).map_err(|error| Error::invalid_argument(named, error.reason().replacen(last, name, 1)))
}

/// What comes of deleting a successor that was not put in place.
pub(crate) fn undone<S: Rotated>(
    deleted: Result<Response<()>, Error>,
    old_id: &str,
    new_id: &str,
) -> Result<Response<()>, Error> {
    deleted.map_err(|why| match why.kind() {
        // Refused before anything was sent: nothing is known of either.
        ErrorKind::InvalidArgument => why,
        _ => incomplete(S::ROTATE, old_id, new_id, Some(&why)),
    })
}

/// The error of a rotation after which both are there and only the old one is in use.
pub(crate) fn incomplete(operation: &'static str, old_id: &str, new_id: &str, why: Option<&Error>) -> Error {
    let mut reason = format!(
        "the new credentials were not put in place, and both are there: {old_id}, and the new {new_id}"
    );
    if let Some(why) = why {
        reason.push_str(&format!(", which could not be deleted ({}: {})", why.operation(), why.reason()));
    }
    let mut error = Error::new(ErrorKind::RotationIncomplete, operation, reason);
    error.fields_mut().resource_id = Some(new_id.to_owned());
    if let Some(why) = why {
        let fields = error.fields_mut();
        (fields.attempts, fields.http_status) = (why.attempts(), why.http_status());
        fields.request_id = why.request_id().map(ToOwned::to_owned);
        fields.outcome_unknown = why.outcome_unknown();
    }
    error
}
