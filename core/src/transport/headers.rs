//! Which headers may go out with a call, and which of an answer a caller may see.

use http::header::{HeaderMap, HeaderName, HeaderValue};

use crate::error::Error;

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
    let mut checked = Vec::with_capacity(headers.len());
    for (name, value) in headers {
        let Ok(header) = HeaderName::from_bytes(name.as_bytes()) else {
            return refuse(name, "is not a header name");
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

/// The part of an answer's headers that a caller may see.
pub(crate) fn shown(headers: &HeaderMap, request_id_headers: &[&str]) -> HeaderMap {
    let is_shown = |name: &str| {
        SHOWN.contains(&name)
            || request_id_headers.contains(&name)
            || SHOWN_PREFIXES.iter().any(|prefix| name.starts_with(prefix))
    };
    headers
        .iter()
        .filter(|(name, _)| is_shown(name.as_str()))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect()
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
    fn a_value_cannot_start_another_header() {
        for value in ["a\r\nX-Evil: 1", "a\nb", "\0", "é", "a\tb"] {
            assert!(check("X-Trace", value).is_err(), "{value:?}");
        }
        assert!(check("X Trace", "a").is_err());
        assert_eq!(check("X-Trace", "a b").unwrap()[0].1, "a b");
    }
}
