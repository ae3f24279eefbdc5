//! What is refused before anything is sent. The service's own rules are stricter in places and its to tell; here stands
//! only what can never be meant.

use std::collections::BTreeMap;
use std::time::Duration;

use chrono::{Datelike, Utc};

use super::defaults::LONGEST_NAME;
use super::models::{NewToken, Scope, TokenStatus, TokenUpdate};
use crate::error::Error;
use crate::{Patch, Timestamp};

/// Checks a token to be made and settles when it expires.
pub(crate) fn new_token(operation: &'static str, token: &NewToken) -> Result<Option<Timestamp>, Error> {
    let refuse = |reason: &str| Err(Error::invalid_argument(operation, reason));
    name(operation, &token.name)?;
    status(operation, token.status.as_ref())?;
    scopes(operation, token.scopes.as_deref().unwrap_or_default())?;
    let expiry_date = match (token.expiry_date, token.expires_in) {
        (Some(_), Some(_)) => return refuse("give expiry_date or expires_in, not both"),
        (None, Some(span)) if span.is_zero() => return refuse("expires_in must be more than nothing"),
        (None, Some(span)) => match from_now(span) {
            Some(at) => Some(at),
            None => return refuse("expires_in is further away than a date can say"),
        },
        (given, None) => given,
    };
    if let Some(at) = expiry_date {
        future(operation, at)?;
    }
    Ok(expiry_date)
}

/// Checks a change of a token.
pub(crate) fn token_update(operation: &'static str, update: &TokenUpdate) -> Result<(), Error> {
    if update.status.is_none() && update.scopes.is_keep() && update.expiry_date.is_keep() {
        return Err(Error::invalid_argument(
            operation,
            "nothing to change: give status, scopes or expiry_date",
        ));
    }
    status(operation, update.status.as_ref())?;
    if let Patch::Set(list) = &update.scopes {
        scopes(operation, list)?;
    }
    match update.expiry_date {
        Patch::Set(at) => future(operation, at),
        Patch::Keep | Patch::Clear => Ok(()),
    }
}

/// Checks the name of a token to be made, or of what a caller looks for.
pub(crate) fn name(operation: &'static str, name: &str) -> Result<(), Error> {
    let reason = match name {
        "" => "name must not be empty".to_owned(),
        _ if name.chars().count() > LONGEST_NAME => {
            format!("name must not be longer than {LONGEST_NAME} characters")
        }
        _ if name.chars().any(char::is_control) => "name must not contain control characters".to_owned(),
        _ => return Ok(()),
    };
    Err(Error::invalid_argument(operation, reason))
}

/// Checks what a list is asked for with.
pub(crate) fn listing(
    operation: &'static str,
    limit: u64,
    filters: &BTreeMap<String, String>,
) -> Result<(), Error> {
    if limit == 0 {
        return Err(Error::invalid_argument(operation, "limit (page_size) must be at least 1"));
    }
    if filters.keys().any(String::is_empty) {
        return Err(Error::invalid_argument(operation, "filters: the name of a property must not be empty"));
    }
    Ok(())
}

fn status(operation: &'static str, status: Option<&TokenStatus>) -> Result<(), Error> {
    match status {
        Some(word) if word.as_str().is_empty() => {
            Err(Error::invalid_argument(operation, "status must not be empty; leave it out instead"))
        }
        _ => Ok(()),
    }
}

fn scopes(operation: &'static str, scopes: &[Scope]) -> Result<(), Error> {
    for (index, scope) in scopes.iter().enumerate() {
        let missing = match scope {
            _ if scope.r#type.as_str().is_empty() => "type",
            _ if scope.name.is_empty() => "name",
            _ if scope.actions.iter().any(|action| action.as_str().is_empty()) => "actions",
            _ => continue,
        };
        return Err(Error::invalid_argument(
            operation,
            format!("scopes[{index}].{missing} must not be empty"),
        ));
    }
    Ok(())
}

/// The end of a span that begins now. The service keeps whole seconds; rounded up, an hour is not less than one.
pub(crate) fn from_now(span: Duration) -> Option<Timestamp> {
    let at = Utc::now().checked_add_signed(chrono::Duration::from_std(span).ok()?)?;
    let short = NANOS_PER_SECOND - i64::from(at.timestamp_subsec_nanos());
    at.checked_add_signed(chrono::Duration::nanoseconds(short % NANOS_PER_SECOND))
}

const NANOS_PER_SECOND: i64 = 1_000_000_000;

/// RFC 3339 writes years with four digits.
pub(crate) const LAST_YEAR: i32 = 9999;

/// A past expiry would delete the token at once. The service's own rule, an hour ahead, is by its own clock.
fn future(operation: &'static str, at: Timestamp) -> Result<(), Error> {
    if at <= Utc::now() {
        return Err(Error::invalid_argument(
            operation,
            "expiry_date must be in the future; the service wants an hour",
        ));
    }
    if at.year() > LAST_YEAR {
        return Err(Error::invalid_argument(operation, "expiry_date must not be after the year 9999"));
    }
    Ok(())
}
