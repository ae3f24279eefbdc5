//! Retiring what a successor replaces.

use super::name;
use super::service::{Known, Rotated};
use crate::Timestamp;
use crate::call::Response;
use crate::error::{Error, ErrorKind};
use crate::models::{Leftover, Retire, RetireOutcome, Retirement};

/// Retires the old one and further successors of it, and says what became of them.
pub(crate) async fn finish<S: Rotated>(service: &S, old_id: &str, new_id: &str, how: &Retire) -> Retirement {
    let items: Vec<Known> = match service.all().await {
        Ok(items) => items.iter().map(S::known).collect(),
        Err(error) => return failed(None, format!("nothing was retired: {error}")),
    };
    let (old, new) = (with_id(&items, old_id), with_id(&items, new_id));
    let old_expiry = old.and_then(|old| old.expiry);
    let Some(new) = new else {
        return failed(
            old_expiry,
            format!("nothing was retired: the new one, {new_id}, is not there any more"),
        );
    };
    if !new.is_enabled && old.is_some_and(|old| old.is_enabled) {
        return failed(old_expiry, format!("nothing was retired: the new one, {new_id}, is disabled"));
    }
    let (old_outcome, old_expiry_date, failure) = match old {
        Some(old) => retire(service, old, how).await,
        None => (RetireOutcome::GONE, None, None),
    };
    let mut leftovers = Vec::new();
    // By its name the new one tells which they are, also where the old one is gone; one of another name tells nothing.
    let is_of_old = name::bears_mark(&new.name, old_id);
    for sibling in items.iter().filter(|item| is_of_old && item.id != new.id) {
        if name::are_siblings(&new.name, &sibling.name) {
            let (outcome, _, failure) = retire(service, sibling, how).await;
            leftovers.push(Leftover { id: sibling.id.clone(), name: sibling.name.clone(), outcome, failure });
        }
    }
    Retirement { old_outcome, old_expiry_date, failure, leftovers }
}

fn with_id<'a>(items: &'a [Known], id: &str) -> Option<&'a Known> {
    items.iter().find(|item| item.id.eq_ignore_ascii_case(id))
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

/// Refuses a rotation of something into itself: it would retire what is in use.
pub(crate) fn check_ids(operation: &'static str, old_id: &str, new_id: &str) -> Result<(), Error> {
    if old_id.eq_ignore_ascii_case(new_id) {
        return Err(Error::invalid_argument(operation, "old_id and new_id must not be the same"));
    }
    Ok(())
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
        reason.push_str(&format!(", which could not be deleted ({why})"));
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
