//! The bytes that the server answers with.

use std::fmt::Write as _;

/// The registry that all loads ask for.
pub(crate) const REGISTRY_ID: &str = "9c5f6b2e-8f0d-4f0a-9a57-3d2f1a6b7c80";
/// The token that the load `get` asks for.
pub(crate) const TOKEN_ID: &str = "5b0f6c0e-7d0b-4c55-9a39-3f7c0a2e9d11";

/// A token as the service shows it.
pub(crate) fn token(number: u32) -> String {
    format!(
        r#"{{"id":"5b0f6c0e-7d0b-4c55-9a39-{number:012x}","type":"token","href":"","metadata":{{"createdBy":"dev@example.org","createdByUserId":"u-77","createdDate":"2030-01-02T03:04:05Z","state":"enabled"}},"properties":{{"name":"ci-pull-{number}","status":"enabled","expiryDate":"2031-05-04T10:00:00Z","scopes":[{{"type":"repository","name":"team/app","actions":["pull","push"]}}],"credentials":{{"username":"ci-pull-{number}","password":""}}}}}}"#
    )
}

/// A page with this many tokens, and all of them.
pub(crate) fn list(count: u32) -> String {
    let items = (0..count).map(token).collect::<Vec<_>>().join(",");
    format!(
        r#"{{"id":"tokens","type":"collection","href":"","count":{count},"offset":0,"limit":{count},"total":{count},"_links":{{"self":"","next":"","previous":""}},"items":[{items}]}}"#
    )
}

/// The whole answer with its head.
pub(crate) fn with_head(body: &str) -> Vec<u8> {
    let mut answer = String::from("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n");
    let _ = write!(answer, "content-length: {}\r\n\r\n{body}", body.len());
    answer.into_bytes()
}
