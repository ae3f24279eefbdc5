//! From the description of a reply to its bytes.

use std::io::Write as _;

use chrono::Utc;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;

use super::placeholder::{self, Captures};
use super::{Reply, Then};
use crate::http::response::Response;

/// More than any limit a client could be tested with.
const MOST_FILL: u64 = 512 * 1024 * 1024;

pub(super) enum Source {
    Nothing,
    /// The whole answer, status line included.
    Raw(Vec<u8>),
    Composed(Composed),
}

pub(super) struct Composed {
    pub(super) status: u16,
    pub(super) reason: Option<String>,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Body,
    pub(super) gzip: bool,
}

pub(super) enum Body {
    Bytes(Vec<u8>),
    Json(Value),
    Fill(Fill),
}

/// A long body in few words: `text` once for each number.
pub(super) struct Fill {
    pub(super) prefix: String,
    pub(super) text: String,
    pub(super) separator: String,
    pub(super) from: u64,
    /// Not included.
    pub(super) to: u64,
    pub(super) suffix: String,
}

impl Source {
    pub(super) fn compose(&self, method: &str, then: Then, captures: &Captures) -> Reply {
        match self {
            Self::Nothing => Reply { bytes: None, status: None, then },
            Self::Raw(bytes) => Reply { bytes: Some(bytes.clone()), status: raw_status(bytes), then },
            Self::Composed(composed) => Reply {
                bytes: Some(composed.response(captures).encode(method)),
                status: Some(composed.status),
                then,
            },
        }
    }
}

impl Composed {
    fn response(&self, captures: &Captures) -> Response {
        let mut response = Response::new(self.status);
        response.reason = self.reason.clone();
        response.headers = self.headers.clone();
        response.body = match &self.body {
            Body::Bytes(bytes) => bytes.clone(),
            Body::Json(value) => placeholder::filled(value, captures, Utc::now()).to_string().into_bytes(),
            Body::Fill(fill) => fill.write().into_bytes(),
        };
        if self.gzip {
            response.body = gzip(&response.body);
            response = response.with("content-encoding", "gzip");
        }
        response
    }
}

impl Fill {
    pub(super) fn is_too_large(&self) -> bool {
        // A number is never written longer than 20 digits.
        let one = (self.text.len() + self.separator.len() + 20) as u64;
        self.to.saturating_sub(self.from).saturating_mul(one) > MOST_FILL
    }

    fn write(&self) -> String {
        let mut body = self.prefix.clone();
        for number in self.from..self.to {
            if number > self.from {
                body.push_str(&self.separator);
            }
            let text = self.text.replace("{n:012x}", &format!("{number:012x}"));
            body.push_str(&text.replace("{n}", &number.to_string()));
        }
        body.push_str(&self.suffix);
        body
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    // Writing to memory does not fail.
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}

/// The status in a raw answer, for the record only: it may be anything.
fn raw_status(bytes: &[u8]) -> Option<u16> {
    std::str::from_utf8(bytes.get(9..12)?).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fills_numbers_in() {
        let mut fill = Fill {
            prefix: "[".to_owned(),
            text: "{n}={n:012x}".to_owned(),
            separator: ",".to_owned(),
            from: 9,
            to: 11,
            suffix: "]".to_owned(),
        };
        assert_eq!(fill.write(), "[9=000000000009,10=00000000000a]");
        assert!(!fill.is_too_large());
        fill.to = u64::MAX;
        assert!(fill.is_too_large());
        fill.to = 0;
        assert_eq!(fill.write(), "[]");
    }
}
