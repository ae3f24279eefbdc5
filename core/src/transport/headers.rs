//! Which headers may go out with a call, and which of an answer a caller may see.

use http::header::{HeaderMap, HeaderName, HeaderValue};

use crate::error::Error;
use crate::secret::{Secret, redact};

/// Headers that the client itself is responsible for; a caller's own would send credentials astray or break the framing.
const RESERVED: &[&str] = &[
    "accept",
    "accept-encoding",
    "authorization",
    "proxy-authorization",
    "cookie",
    "host",
    "content-length",
    "content-type",
    "content-encoding",
    "transfer-encoding",
    "connection",
    "keep-alive",
    "te",
    "trailer",
    "upgrade",
    "expect",
    "user-agent",
];

/// Headers of an answer that are of use to a caller and hold nothing secret.
const SHOWN: &[&str] = &["date", "retry-after", "content-range", "location"];
const SHOWN_PREFIXES: &[&str] = &["ratelimit", "x-ratelimit", "x-rate-limit"];

/// How many extra headers a call may have; the library that carries them panics far above it.
pub(crate) const MOST_EXTRA: usize = 100;

/// How long their names and values may be together; servers close the connection on much less.
pub(crate) const MOST_EXTRA_BYTES: usize = 64 * 1024;

/// Checks a caller's extra headers.
pub(crate) fn extra(
    operation: &'static str,
    headers: &[(String, String)],
    of_provider: &[&str],
) -> Result<Vec<(HeaderName, HeaderValue)>, Error> {
    let refuse = |name: &str, why: &str| {
        // The value stays out of the text: it may be a credential.
        Err(Error::invalid_argument(operation, format!("extra_headers: {name:?} {why}")))
    };
    let refuse_all = |why: String| Err(Error::invalid_argument(operation, format!("extra_headers {why}")));
    if headers.len() > MOST_EXTRA {
        return refuse_all(format!("are {}; a call may have {MOST_EXTRA}", headers.len()));
    }
    if headers.iter().map(|(name, value)| name.len() + value.len()).sum::<usize>() > MOST_EXTRA_BYTES {
        return refuse_all(format!(
            "are too long; their names and values may have {MOST_EXTRA_BYTES} bytes in all"
        ));
    }
    let mut checked = Vec::with_capacity(headers.len());
    for (index, (name, value)) in headers.iter().enumerate() {
        let Ok(header) = HeaderName::from_bytes(name.as_bytes()) else {
            // Not quoted: somebody may have given a whole line, `Authorization: ...`, in its place.
            return refuse_all(format!("hold a name that is none, the {}. of {}", index + 1, headers.len()));
        };
        if RESERVED.contains(&header.as_str()) || of_provider.contains(&header.as_str()) {
            return refuse(name, "is set by the client and cannot be replaced");
        }
        let Some(value) = text_value(value) else {
            return refuse(
                name,
                "has a value with characters that a header cannot hold (only printable ASCII)",
            );
        };
        checked.push((header, value));
    }
    Ok(checked)
}

/// A header value of printable ASCII; `HeaderValue` alone would let bytes above 127 and tabs through.
pub(crate) fn text_value(value: &str) -> Option<HeaderValue> {
    let is_printable = value.bytes().all(|byte| (0x20..0x7f).contains(&byte));
    is_printable.then(|| HeaderValue::from_str(value).ok()).flatten()
}

/// The part of an answer's headers that a caller may see; a service may repeat there what it was sent.
pub(crate) fn shown(headers: &HeaderMap, request_id_headers: &[&str], secrets: &[Secret]) -> HeaderMap {
    let is_shown = |name: &str| {
        SHOWN.contains(&name)
            || request_id_headers.contains(&name)
            || SHOWN_PREFIXES.iter().any(|prefix| name.starts_with(prefix))
    };
    headers
        .iter()
        .filter(|(name, _)| is_shown(name.as_str()))
        .filter_map(|(name, value)| Some((name.clone(), without(secrets, value)?)))
        .collect()
}

fn without(secrets: &[Secret], value: &HeaderValue) -> Option<HeaderValue> {
    let text = String::from_utf8_lossy(value.as_bytes());
    let redacted = redact(&text, secrets);
    if redacted == text { Some(value.clone()) } else { HeaderValue::from_bytes(redacted.as_bytes()).ok() }
}

/// The first of the named headers that has a readable value.
pub(crate) fn first_text(headers: &HeaderMap, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| Some(headers.get(*name)?.to_str().ok()?.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, value: &str) -> Result<Vec<(HeaderName, HeaderValue)>, Error> {
        extra("tokens.get", &[(name.to_owned(), value.to_owned())], &["x-contract-number"])
    }

    #[test]
    fn headers_of_the_client_cannot_be_replaced() {
        for name in
            ["Authorization", "HOST", "content-length", "Cookie", "X-Contract-Number", "Accept", "User-Agent"]
        {
            let text = check(name, "canary-value").unwrap_err().to_string();
            assert!(text.contains(name) && !text.contains("canary"), "{text}");
        }
    }

    #[test]
    fn more_than_a_request_can_carry_is_refused() {
        let many = |count: usize, length: usize| {
            let header = |index| (format!("x-{index:05}"), "v".repeat(length));
            extra("tokens.get", &(0..count).map(header).collect::<Vec<_>>(), &[])
        };
        assert_eq!(many(MOST_EXTRA, 1).unwrap().len(), MOST_EXTRA);
        assert_eq!(many(1, MOST_EXTRA_BYTES - 7).unwrap().len(), 1);
        for (count, length, limit) in [
            (MOST_EXTRA + 1, 1, "100"),
            (100_000, 1, "100"),
            (1, MOST_EXTRA_BYTES - 6, "65536"),
            (MOST_EXTRA, 1000, "65536"),
        ] {
            let text = many(count, length).unwrap_err().to_string();
            assert!(text.contains("extra_headers") && text.contains(limit) && text.len() < 200, "{text}");
        }
    }

    #[test]
    fn what_a_service_repeats_in_headers_is_not_shown() {
        let mut headers = HeaderMap::new();
        let address =
            |tail: &[u8]| HeaderValue::from_bytes(&[b"/a?t=canary".as_slice(), tail].concat()).unwrap();
        headers.append("location", address(b""));
        headers.append("location", address(b"\xff"));
        headers.append("x-ratelimit-of", HeaderValue::from_static("canary"));
        headers.append("date", HeaderValue::from_static("today"));
        let shown = shown(&headers, &[], &[Secret::from("canary")]);
        assert_eq!(shown.get_all("location").iter().next().unwrap(), "/a?t=[redacted]");
        assert_eq!(
            (&shown["x-ratelimit-of"], &shown["date"]),
            (&"[redacted]".parse().unwrap(), &headers["date"])
        );
        assert_eq!(shown.len(), 4);
        assert!(!format!("{shown:?}").contains("canary"), "{shown:?}");
    }

    #[test]
    fn a_value_cannot_start_another_header() {
        for value in ["a\r\nX-Evil: 1", "a\nb", "\0", "é", "a\tb"] {
            assert!(check("X-Trace", value).is_err(), "{value:?}");
        }
        assert!(check("X Trace", "a").is_err());
        assert_eq!(check("X-Trace", "a b").unwrap()[0].1, "a b");
    }
}
