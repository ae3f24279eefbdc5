//! What stands in a script for a value that nobody knows when it is written: what a client chooses at random, or by its clock.
//!
//! No regular expressions: all that is random is digits behind what is known, and those need no library.

use std::collections::BTreeMap;

use chrono::{DateTime, Duration, SecondsFormat, Utc};
use serde_json::Value;

use super::format::Object;

/// The values that were taken down, by the names that the script gives them.
pub(super) type Captures = BTreeMap<String, Value>;

/// Longer than anything that a client would choose.
const MOST_DIGITS: u64 = 64;

/// Farther than any date that a client could send.
const MOST_SECONDS: i64 = 1_000_000_000_000;

enum Placeholder {
    /// A text that begins so and goes on with exactly so many digits, `0` to `f`.
    Digits { prefix: String, count: usize, capture: Option<String> },
    /// What was taken down under this name.
    Captured(String),
    /// A time at least and at most so many seconds from now.
    Between(i64, i64),
    /// A time that many seconds from now.
    At(i64),
}

/// Where a placeholder stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Expected,
    Sent,
}

/// What a script has named so far, to find names that nothing stands behind before a test runs.
#[derive(Default)]
pub(super) struct Names(Vec<String>);

impl Placeholder {
    /// `None`: an ordinary value.
    fn of(value: &Value, at: &str) -> Result<Option<Self>, String> {
        let Value::Object(fields) = value else { return Ok(None) };
        if fields.contains_key("hex_digits") {
            let object = Object::new(value, at, &["prefix", "hex_digits", "capture"])?;
            let count = object.required("hex_digits")?.as_u64().filter(|count| *count <= MOST_DIGITS);
            let count = count.and_then(|count| usize::try_from(count).ok());
            return Ok(Some(Self::Digits {
                prefix: object.text("prefix")?.to_owned(),
                count: count
                    .ok_or_else(|| format!("{at}.hex_digits must be a number up to {MOST_DIGITS}"))?,
                capture: object.optional_text("capture")?.map(str::to_owned),
            }));
        }
        if fields.contains_key("captured") {
            let object = Object::new(value, at, &["captured"])?;
            return Ok(Some(Self::Captured(object.text("captured")?.to_owned())));
        }
        let Some(given) = fields.get("seconds_from_now") else { return Ok(None) };
        Object::new(value, at, &["seconds_from_now"])?;
        let seconds =
            |value: &Value| value.as_i64().filter(|seconds| (-MOST_SECONDS..=MOST_SECONDS).contains(seconds));
        match given.as_array().map(Vec::as_slice) {
            None => seconds(given).map(|after| Some(Self::At(after))),
            Some([from, to]) => {
                let (from, to) = (seconds(from), seconds(to));
                from.zip(to).filter(|(from, to)| from <= to).map(|(from, to)| Some(Self::Between(from, to)))
            }
            Some(_) => None,
        }
        .ok_or_else(|| format!("{at}.seconds_from_now must be a number, or the least and the most"))
    }
}

/// Whether a value stands for another one.
pub(super) fn is_one(value: &Value, at: &str) -> Result<bool, String> {
    Placeholder::of(value, at).map(|placeholder| placeholder.is_some())
}

/// Refuses placeholders that say nothing where they stand.
pub(super) fn check(value: &Value, at: &str, side: Side, names: &mut Names) -> Result<(), String> {
    match Placeholder::of(value, at)? {
        Some(Placeholder::Captured(name)) if !names.0.contains(&name) => {
            Err(format!("{at}: nothing is captured as {name:?} before"))
        }
        Some(Placeholder::Digits { .. } | Placeholder::Between(..)) if side == Side::Sent => {
            Err(format!("{at}: a reply must say which value to send"))
        }
        Some(Placeholder::At(_)) if side == Side::Expected => Err(format!(
            "{at}.seconds_from_now: no request comes at the exact second; give the least and the most"
        )),
        Some(Placeholder::Digits { capture: Some(name), .. }) => {
            if names.0.contains(&name) {
                return Err(format!("{at}: {name:?} is captured twice"));
            }
            names.0.push(name);
            Ok(())
        }
        Some(_) => Ok(()),
        None => parts(value).try_for_each(|(key, part)| check(part, &format!("{at}.{key}"), side, names)),
    }
}

fn parts(value: &Value) -> Box<dyn Iterator<Item = (String, &Value)> + '_> {
    match value {
        Value::Object(fields) => Box::new(fields.iter().map(|(key, part)| (key.clone(), part))),
        Value::Array(items) => {
            Box::new(items.iter().enumerate().map(|(index, part)| (index.to_string(), part)))
        }
        _ => Box::new(std::iter::empty()),
    }
}

/// Whether a value is the expected one; what is to be captured of it is taken down also where it is not, so that one
/// wrong value is one problem and not one in every later exchange.
pub(super) fn holds(wanted: &Value, got: &Value, captures: &mut Captures, now: DateTime<Utc>) -> bool {
    match (Placeholder::of(wanted, ""), wanted, got) {
        // Checked when the script was read.
        (Err(_), ..) => false,
        (Ok(Some(placeholder)), ..) => placeholder.holds(got, captures, now),
        (Ok(None), Value::Object(wanted), Value::Object(got)) => {
            // All are looked at, for what they capture.
            let differing = wanted
                .iter()
                .filter(|(key, wanted)| !got.get(*key).is_some_and(|got| holds(wanted, got, captures, now)));
            differing.count() == 0 && wanted.len() == got.len()
        }
        (Ok(None), Value::Array(wanted), Value::Array(got)) => {
            let differing = wanted.iter().zip(got).filter(|(wanted, got)| !holds(wanted, got, captures, now));
            differing.count() == 0 && wanted.len() == got.len()
        }
        (Ok(None), ..) => wanted == got,
    }
}

impl Placeholder {
    fn holds(&self, got: &Value, captures: &mut Captures, now: DateTime<Utc>) -> bool {
        match self {
            Self::Digits { prefix, count, capture } => {
                if let Some(name) = capture {
                    captures.insert(name.clone(), got.clone());
                }
                let digits = got.as_str().and_then(|text| text.strip_prefix(prefix.as_str()));
                let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
                digits.is_some_and(|digits| digits.len() == *count && digits.bytes().all(is_digit))
            }
            Self::Captured(name) => captures.get(name) == Some(got),
            Self::Between(from, to) => {
                let at = got.as_str().and_then(|text| DateTime::parse_from_rfc3339(text).ok());
                let after = at.map(|at| at.with_timezone(&Utc).signed_duration_since(now));
                after
                    .is_some_and(|after| Duration::seconds(*from) <= after && after <= Duration::seconds(*to))
            }
            // Not in what is expected.
            Self::At(_) => false,
        }
    }
}

/// The value to send.
pub(super) fn filled(value: &Value, captures: &Captures, now: DateTime<Utc>) -> Value {
    match (Placeholder::of(value, ""), value) {
        (Ok(Some(Placeholder::Captured(name))), _) => captures.get(&name).cloned().unwrap_or(Value::Null),
        (Ok(Some(Placeholder::At(after))), _) => now
            .checked_add_signed(Duration::seconds(after))
            .map_or(Value::Null, |at| at.to_rfc3339_opts(SecondsFormat::Secs, true).into()),
        (_, Value::Object(fields)) => {
            fields.iter().map(|(key, part)| (key.clone(), filled(part, captures, now))).collect()
        }
        (_, Value::Array(items)) => items.iter().map(|part| filled(part, captures, now)).collect(),
        _ => value.clone(),
    }
}
