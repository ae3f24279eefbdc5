//! `SDK-HMAC-SHA256`, the signature of requests to Huawei Cloud.

use http::header::{AUTHORIZATION, CONTENT_TYPE, HOST, HeaderMap, HeaderName, HeaderValue};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use ring::{digest, hmac};

use crate::Timestamp;

pub(crate) const ALGORITHM: &str = "SDK-HMAC-SHA256";
pub(crate) static SDK_DATE: HeaderName = HeaderName::from_static("x-sdk-date");
static CONTENT_SHA256: HeaderName = HeaderName::from_static("x-sdk-content-sha256");

/// Everything but what stays as it is in canonical paths and queries.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// What a signature covers.
pub(crate) struct Parts<'a> {
    pub(crate) method: &'a str,
    /// As it is sent.
    pub(crate) path: &'a str,
    /// As it is sent, without the question mark.
    pub(crate) query: &'a str,
    pub(crate) headers: &'a HeaderMap,
    pub(crate) body: &'a [u8],
}

/// A signature and what it was made of.
pub(crate) struct Signature {
    #[cfg_attr(not(test), expect(dead_code, reason = "the known answers are compared step by step"))]
    pub(crate) canonical_request: String,
    #[cfg_attr(not(test), expect(dead_code, reason = "the known answers are compared step by step"))]
    pub(crate) string_to_sign: String,
    pub(crate) signed_headers: String,
    pub(crate) signature: String,
}

impl Signature {
    /// The value of the `Authorization` header.
    pub(crate) fn authorization(&self, access_key: &str) -> String {
        let Self { signed_headers, signature, .. } = self;
        format!("{ALGORITHM} Access={access_key}, SignedHeaders={signed_headers}, Signature={signature}")
    }
}

/// The time as the service wants it in `X-Sdk-Date`.
pub(crate) fn sdk_date(now: Timestamp) -> String {
    now.format("%Y%m%dT%H%M%SZ").to_string()
}

/// Adds the headers without which a request is not complete; what is there already stays.
pub(crate) fn complete(headers: &mut HeaderMap, host: &HeaderValue, now: &HeaderValue) {
    if !headers.contains_key(&SDK_DATE) {
        headers.insert(SDK_DATE.clone(), now.clone());
    }
    if !headers.contains_key(HOST) {
        headers.insert(HOST, host.clone());
    }
    let is_hashed = |value: &HeaderValue| {
        let value = value.as_bytes();
        [&b"application/json"[..], b"application/bson"].iter().any(|start| value.starts_with(start))
    };
    if headers.get(CONTENT_TYPE).is_some_and(|value| !is_hashed(value)) {
        headers.insert(CONTENT_SHA256.clone(), HeaderValue::from_static("UNSIGNED-PAYLOAD"));
    }
}

/// Signs a request with every header that it has, apart from `Authorization` and names with an underscore.
pub(crate) fn sign(parts: &Parts<'_>, secret_key: &[u8]) -> Signature {
    let mut signed: Vec<(&str, &HeaderValue)> = parts
        .headers
        .iter()
        .map(|(name, value)| (name.as_str(), value))
        .filter(|(name, _)| !name.contains('_') && *name != AUTHORIZATION.as_str())
        .collect();
    signed.sort_by_key(|(name, _)| *name);
    let signed_headers = signed.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(";");
    let headers: String = signed.iter().map(|(name, value)| format!("{name}:{}\n", text(value))).collect();
    let canonical_request = [
        &parts.method.to_uppercase(),
        &canonical_path(parts.path),
        &canonical_query(parts.query),
        &headers,
        &signed_headers,
        &payload_hash(parts),
    ]
    .map(String::as_str)
    .join("\n");
    let date = parts.headers.get(&SDK_DATE).map(text).unwrap_or_default();
    let string_to_sign = format!("{ALGORITHM}\n{date}\n{}", sha256(canonical_request.as_bytes()));
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret_key);
    let signature = hex(hmac::sign(&key, string_to_sign.as_bytes()).as_ref());
    Signature { canonical_request, string_to_sign, signed_headers, signature }
}

/// Values count as UTF-8, without blanks at their ends.
fn text(value: &HeaderValue) -> String {
    String::from_utf8_lossy(value.as_bytes()).trim().to_owned()
}

/// Decoded once and encoded anew, with a slash at its end.
fn canonical_path(path: &str) -> String {
    let decoded = percent_decode_str(path).decode_utf8_lossy();
    let mut canonical: String = decoded.split('/').map(encode).collect::<Vec<_>>().join("/");
    if !canonical.ends_with('/') {
        canonical.push('/');
    }
    canonical
}

/// Sorted as decoded text.
fn canonical_query(query: &str) -> String {
    let decode = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    let mut pairs: Vec<(String, String)> = pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(name), decode(value))
        })
        .collect();
    pairs.sort();
    let written = pairs.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value)));
    written.collect::<Vec<_>>().join("&")
}

fn encode(text: &str) -> String {
    utf8_percent_encode(text, ESCAPED).to_string()
}

fn payload_hash(parts: &Parts<'_>) -> String {
    match parts.headers.get(&CONTENT_SHA256) {
        Some(given) if !parts.body.is_empty() => text(given),
        _ => sha256(parts.body),
    }
}

fn sha256(bytes: &[u8]) -> String {
    hex(digest::digest(&digest::SHA256, bytes).as_ref())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests;
