//! Path and query in the one form that both sides hash.

use percent_encoding::percent_decode_str;

/// Decoded once, then split and encoded: an encoded slash becomes a separator, and `//` stays.
pub(super) fn path(raw: &str) -> String {
    let decoded: Vec<u8> = percent_decode_str(raw).collect();
    let parts: Vec<String> = decoded.split(|byte| *byte == b'/').map(encoded).collect();
    let path = parts.join("/");
    if path.ends_with('/') { path } else { format!("{path}/") }
}

/// Sorted by decoded name and value. The bytes of UTF-8 sort as its characters do.
pub(super) fn query(raw: &str) -> String {
    let mut pairs = query_pairs(raw);
    pairs.sort();
    let pairs: Vec<String> =
        pairs.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
    pairs.join("&")
}

/// The decoded pairs of a query as they stand. A `+` is a plus: who means a blank writes `%20`.
pub(crate) fn query_pairs(raw: &str) -> Vec<(Vec<u8>, Vec<u8>)> {
    raw.split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (percent_decode_str(name).collect(), percent_decode_str(value).collect())
        })
        .collect()
}

fn encoded(part: impl AsRef<[u8]>) -> String {
    let mut text = String::new();
    for &byte in part.as_ref() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            text.push(char::from(byte));
        } else {
            text.push_str(&format!("%{byte:02X}"));
        }
    }
    text
}
