//! The bytes that the server answers with.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::{Arc, Mutex, PoisonError};

/// Where a page begins, how many tokens it holds, and how many there are.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Window {
    pub(crate) offset: u32,
    pub(crate) count: u32,
    pub(crate) total: u32,
}

/// What was answered before: bytes are made once.
pub(crate) struct Answers {
    token: Arc<[u8]>,
    pages: Mutex<HashMap<Window, Arc<[u8]>>>,
}

impl Answers {
    pub(crate) fn new() -> Self {
        Self { token: with_head(&token(170)), pages: Mutex::default() }
    }

    pub(crate) fn token(&self) -> Arc<[u8]> {
        Arc::clone(&self.token)
    }

    pub(crate) fn page(&self, window: Window) -> Arc<[u8]> {
        let mut pages = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(pages.entry(window).or_insert_with(|| with_head(&list(window))))
    }
}

/// A token as the service shows it.
fn token(number: u32) -> String {
    format!(
        r#"{{"id":"00000000-0000-4000-8000-{number:012x}","type":"token","href":"","metadata":{{"createdBy":"dev@example.org","createdByUserId":"u-77","createdDate":"2030-01-02T03:04:05Z","state":"enabled"}},"properties":{{"name":"ci-pull-{number}","status":"enabled","expiryDate":"2031-05-04T10:00:00Z","scopes":[{{"type":"repository","name":"team/app","actions":["pull","push"]}}],"credentials":{{"username":"ci-pull-{number}","password":""}}}}}}"#
    )
}

fn list(Window { offset, count, total }: Window) -> String {
    let items = (offset..offset + count).map(token).collect::<Vec<_>>().join(",");
    format!(
        r#"{{"id":"tokens","type":"collection","href":"","count":{count},"offset":{offset},"limit":{count},"total":{total},"_links":{{"self":"","next":"","previous":""}},"items":[{items}]}}"#
    )
}

/// The whole answer with its head.
pub(crate) fn with_head(body: &str) -> Arc<[u8]> {
    let mut answer = String::from("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n");
    let _ = write!(answer, "content-length: {}\r\n\r\n{body}", body.len());
    answer.into_bytes().into()
}
