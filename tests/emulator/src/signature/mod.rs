//! Signatures of Huawei Cloud requests (`SDK-HMAC-SHA256`), checked from the raw parts of what was received.
//!
//! Nothing is taken over from a client's signer: a mistake there has to show here.

mod canonical;
#[cfg(test)]
mod tests;

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use ring::{digest, hmac};

use crate::http::Headers;
pub(crate) use canonical::query_pairs;

const ALGORITHM: &str = "SDK-HMAC-SHA256";
/// How far the date of a signature may be off, in either direction.
const TOLERANCE: TimeDelta = TimeDelta::minutes(15);
const DATE: &str = "x-sdk-date";
const TOKEN: &str = "x-security-token";
const PROJECT: &str = "x-project-id";
const CONTENT_HASH: &str = "x-sdk-content-sha256";
const UNSIGNED: &str = "UNSIGNED-PAYLOAD";

/// The raw parts of a request.
#[derive(Clone, Copy)]
pub(crate) struct Parts<'a> {
    pub(crate) method: &'a str,
    /// As received, prefixes of the emulator included.
    pub(crate) path: &'a str,
    pub(crate) query: Option<&'a str>,
    pub(crate) headers: &'a Headers,
    pub(crate) body: &'a [u8],
}

/// What belongs to an access key.
#[derive(Clone, Copy)]
pub(crate) struct Key<'a> {
    pub(crate) secret: &'a str,
    /// Of a temporary key.
    pub(crate) security_token: Option<&'a str>,
}

/// A signature that is right.
#[derive(Debug)]
pub(crate) struct Verified {
    pub(crate) access_key: String,
    /// The names as they stand in the header: in lower case, sorted.
    pub(crate) signed_headers: Vec<String>,
}

/// The fields of an `Authorization` header.
struct Authorization<'a> {
    access_key: &'a str,
    signed_headers: Vec<&'a str>,
    signature: &'a str,
}

impl<'a> Authorization<'a> {
    fn parse(line: &'a str) -> Option<Self> {
        let fields = line.strip_prefix(ALGORITHM)?.strip_prefix(' ')?;
        let mut fields = fields.split(", ");
        let mut field = |name: &str| fields.next()?.strip_prefix(name)?.strip_prefix('=');
        let (access_key, signed_headers) = (field("Access")?, field("SignedHeaders")?);
        let signature = field("Signature")?;
        if fields.next().is_some() {
            return None;
        }
        Some(Self { access_key, signed_headers: signed_headers.split(';').collect(), signature })
    }
}

/// Checks everything a signature has to be; the error is one sentence without secrets. The value of `X-Project-Id` is
/// the caller's business.
pub(crate) fn verify<'k>(
    request: Parts<'_>,
    now: DateTime<Utc>,
    key_of: impl FnOnce(&str) -> Option<Key<'k>>,
) -> Result<Verified, String> {
    let lines: Vec<&str> = request.headers.all("authorization").collect();
    let [line] = lines.as_slice() else {
        return Err(format!("one Authorization header is needed, there are {}", lines.len()));
    };
    let authorization = Authorization::parse(line).ok_or_else(|| {
        format!("Authorization is not `{ALGORITHM} Access=…, SignedHeaders=…, Signature=…`")
    })?;
    let key = key_of(authorization.access_key).ok_or("the access key is not known")?;
    let signed = &authorization.signed_headers;
    check_names(request.headers, signed)?;
    check_date(request.headers, now)?;
    check_token(request.headers, key)?;
    check_content_hash(request)?;
    let canonical = canonical_request(request, signed);
    if signature(key.secret, &string_to_sign(date(request.headers), &canonical)) != authorization.signature {
        let shown = canonical_request_shown(request, signed);
        return Err(format!("verify aksk signature fail, canonicalRequest:{}", shown.replace('\n', "|")));
    }
    Ok(Verified {
        access_key: authorization.access_key.to_owned(),
        signed_headers: signed.iter().map(|&name| name.to_owned()).collect(),
    })
}

fn check_names(headers: &Headers, signed: &[&str]) -> Result<(), String> {
    if !signed.is_sorted_by(|one, next| one < next) {
        return Err("SignedHeaders are not sorted, or name a header twice".to_owned());
    }
    for name in signed {
        if name.contains('_') || *name == "authorization" || *name != name.to_ascii_lowercase() {
            return Err(format!("SignedHeaders: {name:?} has no place there"));
        }
        let lines = headers.all(name).count();
        if lines != 1 {
            return Err(format!("the signed header {name} is there {lines} times"));
        }
    }
    if let Some(name) = [DATE, "host"].into_iter().find(|name| !signed.contains(name)) {
        return Err(format!("the header {name} is not signed"));
    }
    let unsigned = [TOKEN, PROJECT, CONTENT_HASH]
        .into_iter()
        .find(|name| headers.get(name).is_some() && !signed.contains(name));
    match unsigned {
        Some(name) => Err(format!("the header {name} is there but not signed")),
        None => Ok(()),
    }
}

fn check_date(headers: &Headers, now: DateTime<Utc>) -> Result<(), String> {
    let date = date(headers);
    let written = NaiveDateTime::parse_from_str(date, "%Y%m%dT%H%M%SZ").ok().map(|time| time.and_utc());
    // What is written back is compared: the parser takes single digits, signs and blanks too.
    let time = written
        .filter(|time| time.format("%Y%m%dT%H%M%SZ").to_string() == date)
        .ok_or_else(|| format!("X-Sdk-Date is not of the form YYYYMMDDTHHMMSSZ: {date:?}"))?;
    if now.signed_duration_since(time).abs() > TOLERANCE {
        return Err(format!("X-Sdk-Date is more than 15 minutes off: {date}"));
    }
    Ok(())
}

fn check_token(headers: &Headers, key: Key<'_>) -> Result<(), String> {
    match (headers.get(TOKEN), key.security_token) {
        (given, wanted) if given == wanted => Ok(()),
        (None, _) => Err("a temporary access key needs its X-Security-Token".to_owned()),
        (Some(_), None) => Err("this access key has no X-Security-Token".to_owned()),
        (Some(_), Some(_)) => Err("X-Security-Token does not belong to the access key".to_owned()),
    }
}

fn check_content_hash(request: Parts<'_>) -> Result<(), String> {
    match request.headers.get(CONTENT_HASH) {
        Some(stated) if stated != UNSIGNED && stated != sha256(request.body) => {
            Err("X-Sdk-Content-Sha256 is not the hash of the body".to_owned())
        }
        _ => Ok(()),
    }
}

/// Empty when there is none.
fn date(headers: &Headers) -> &str {
    headers.get(DATE).unwrap_or_default()
}

fn canonical_request(request: Parts<'_>, signed: &[&str]) -> String {
    canonical_with(request, signed, |_, value| value)
}

/// For messages, which end up in logs.
fn canonical_request_shown(request: Parts<'_>, signed: &[&str]) -> String {
    canonical_with(request, signed, |name, value| if name == TOKEN { "(withheld)" } else { value })
}

fn canonical_with<'a>(
    request: Parts<'a>,
    signed: &[&str],
    shown: impl Fn(&str, &'a str) -> &'a str,
) -> String {
    let headers: String = signed
        .iter()
        .map(|name| {
            let value = request.headers.get(name).unwrap_or_default();
            format!("{name}:{}\n", shown(name, value.trim_matches([' ', '\t'])))
        })
        .collect();
    let payload = match request.headers.get(CONTENT_HASH) {
        Some(stated) if !request.body.is_empty() => stated.to_owned(),
        _ => sha256(request.body),
    };
    [
        request.method.to_uppercase(),
        canonical::path(request.path),
        canonical::query(request.query.unwrap_or_default()),
        headers,
        signed.join(";"),
        payload,
    ]
    .join("\n")
}

fn string_to_sign(date: &str, canonical: &str) -> String {
    format!("{ALGORITHM}\n{date}\n{}", sha256(canonical.as_bytes()))
}

fn signature(secret: &str, string_to_sign: &str) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
    hex(hmac::sign(&key, string_to_sign.as_bytes()).as_ref())
}

fn sha256(bytes: &[u8]) -> String {
    hex(digest::digest(&digest::SHA256, bytes).as_ref())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
