//! An expected request and the one that came.

use chrono::{DateTime, Utc};
use serde_json::Value;
use url::form_urlencoded;

use super::format::{Expected, ExpectedConnection, ExpectedHeader};
use super::placeholder::{self, Captures};
use crate::requests::RecordedRequest;

/// How much of an unexpected body a problem shows.
const SHOWN_BODY: usize = 300;

/// Headers that carry credentials.
const SECRET_HEADERS: [&str; 5] =
    ["authorization", "proxy-authorization", "cookie", "x-auth-token", "x-security-token"];

/// What differs, one readable sentence each. Method and path are the caller's business.
pub(super) fn differences(
    expected: &Expected,
    got: &RecordedRequest,
    before: Option<u64>,
    captures: &mut Captures,
) -> Vec<String> {
    let mut found = Vec::new();
    let now = Utc::now();
    found.extend(query(expected, got, captures, now));
    for (name, wanted) in &expected.headers {
        found.extend(header(name, wanted, got));
    }
    found.extend(body(expected, got, captures, now));
    found.extend(expected.signature.as_ref().and_then(|wanted| wanted.difference(got, now)));
    found.extend(expected.connection.and_then(|wanted| connection(wanted, got.connection, before)));
    found
}

fn query(
    expected: &Expected,
    got: &RecordedRequest,
    captures: &mut Captures,
    now: DateTime<Utc>,
) -> Option<String> {
    let raw = got.query.as_deref().unwrap_or_default();
    let decoded = form_urlencoded::parse(raw.as_bytes()).into_owned();
    let mut pairs: Vec<(String, Value)> = decoded.map(|(name, value)| (name, value.into())).collect();
    pairs.sort_by(|(one, _), (other, _)| one.cmp(other));
    let differing = expected.query.iter().zip(&pairs).filter(|((name, wanted), (got_name, got))| {
        name != got_name || !placeholder::holds(wanted, got, captures, now)
    });
    let differs = differing.count() > 0 || expected.query.len() != pairs.len();
    differs.then(|| format!("query: expected {}, got {}", shown(&expected.query), shown(&pairs)))
}

fn shown(pairs: &[(String, Value)]) -> String {
    if pairs.is_empty() {
        return "none".to_owned();
    }
    pairs.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join(" ")
}

fn header(name: &str, wanted: &ExpectedHeader, got: &RecordedRequest) -> Option<String> {
    let lines: Vec<&str> = got.headers.all(name).collect();
    let value = (!lines.is_empty()).then(|| lines.join(", "));
    let (holds, wanted) = match wanted {
        ExpectedHeader::Absent => (value.is_none(), "none".to_owned()),
        ExpectedHeader::Exact(text) => (value.as_ref() == Some(text), format!("{text:?}")),
        ExpectedHeader::Prefix(text) => (
            value.as_ref().is_some_and(|value| value.starts_with(text.as_str())),
            format!("{text:?} and more"),
        ),
    };
    let secret = SECRET_HEADERS.iter().any(|word| name.eq_ignore_ascii_case(word));
    (!holds).then(|| match value {
        None => format!("header {name}: expected {wanted}, got none"),
        // Problems end up in the logs of test runs.
        Some(_) if secret => format!("header {name}: not as expected (values withheld)"),
        Some(value) => format!("header {name}: expected {wanted}, got {value:?}"),
    })
}

fn body(
    expected: &Expected,
    got: &RecordedRequest,
    captures: &mut Captures,
    now: DateTime<Utc>,
) -> Option<String> {
    match &expected.body {
        None if got.body.is_empty() => None,
        None => Some(format!("body: expected none, got {}", excerpt(&got.body))),
        Some(wanted) => match serde_json::from_slice::<Value>(&got.body) {
            Ok(value) if placeholder::holds(wanted, &value, captures, now) => None,
            Ok(value) => Some(format!("body: expected {wanted}, got {value}")),
            Err(_) if got.body.is_empty() => Some(format!("body: expected {wanted}, got none")),
            Err(error) => Some(format!(
                "body: expected {wanted}, got what is not JSON ({error}): {}",
                excerpt(&got.body)
            )),
        },
    }
}

fn excerpt(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(&body[..body.len().min(SHOWN_BODY)]);
    if body.len() > SHOWN_BODY {
        format!("{text:?} and so on, {} bytes", body.len())
    } else {
        format!("{text:?}")
    }
}

/// `before` is missing for the first exchange only, and a script that expects something there is refused.
fn connection(wanted: ExpectedConnection, got: u64, before: Option<u64>) -> Option<String> {
    let same = before? == got;
    match wanted {
        ExpectedConnection::Same if !same => {
            Some("connection: expected the one of the exchange before, got another".to_owned())
        }
        ExpectedConnection::New if same => {
            Some("connection: expected a new one, got the one of the exchange before".to_owned())
        }
        _ => None,
    }
}
