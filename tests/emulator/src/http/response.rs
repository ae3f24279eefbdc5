//! Answers, and the bytes they become.

use serde_json::Value;

/// An answer that has not been written yet. The length is stated when it is encoded.
#[derive(Clone)]
pub(crate) struct Response {
    pub(crate) status: u16,
    pub(crate) reason: Option<String>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Response {
    pub(crate) fn new(status: u16) -> Self {
        Self { status, reason: None, headers: Vec::new(), body: Vec::new() }
    }

    pub(crate) fn json(status: u16, value: &Value) -> Self {
        let mut response = Self::new(status).with("Content-Type", "application/json");
        response.body = value.to_string().into_bytes();
        response
    }

    pub(crate) fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_owned(), value.into()));
        self
    }

    /// The length that is true for this answer.
    pub(crate) fn true_length(&self) -> u64 {
        self.body.len() as u64
    }

    /// The head as bytes. `length` is what is stated, true or not; an answer that brings its own framing keeps it.
    pub(crate) fn head(&self, length: u64) -> Vec<u8> {
        let canonical = || ::http::StatusCode::from_u16(self.status).ok()?.canonical_reason();
        let reason = self.reason.as_deref().or_else(canonical).unwrap_or("Unknown");
        let mut head = format!("HTTP/1.1 {} {reason}\r\n", self.status);
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        let has = |wanted: &str| self.headers.iter().any(|(name, _)| name.eq_ignore_ascii_case(wanted));
        let bodiless = self.status < 200 || self.status == 204 || self.status == 304;
        let belongs = !bodiless || length != self.true_length();
        if belongs && !has("content-length") && !has("transfer-encoding") {
            head.push_str(&format!("Content-Length: {length}\r\n"));
        }
        head.push_str("\r\n");
        head.into_bytes()
    }

    /// Head and body as bytes; the answer to a HEAD has no body.
    pub(crate) fn encode(&self, method: &str) -> Vec<u8> {
        let mut bytes = self.head(self.true_length());
        if method != "HEAD" {
            bytes.extend_from_slice(&self.body);
        }
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_the_length_where_one_belongs() {
        let text = |response: Response| String::from_utf8(response.encode("GET")).unwrap();
        assert_eq!(text(Response::new(204)), "HTTP/1.1 204 No Content\r\n\r\n");
        assert_eq!(text(Response::new(599)), "HTTP/1.1 599 Unknown\r\nContent-Length: 0\r\n\r\n");
        let own = Response::new(200).with("content-length", "7");
        assert_eq!(text(own), "HTTP/1.1 200 OK\r\ncontent-length: 7\r\n\r\n");
        let json = Response::json(200, &serde_json::json!({}));
        assert!(text(json.clone()).ends_with("Content-Length: 2\r\n\r\n{}"));
        assert!(!String::from_utf8(json.encode("HEAD")).unwrap().ends_with("{}"));
    }
}
