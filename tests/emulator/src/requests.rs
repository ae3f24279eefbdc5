//! What was received: the requests of one world or script, and the connections they came on.

use std::collections::BTreeSet;
use std::fmt;

use base64::Engine as _;
use serde::Serialize;
use serde_json::{Value, json};

use crate::api::Api;
use crate::http::{Head, Headers};

/// What became of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Ended {
    /// A whole answer was written.
    Answered,
    /// The client closed the connection before the answer was complete.
    ClientClosed,
    /// A fault or script spoiled the answer or put a closed connection in its place.
    Fault,
    /// It is being processed, delayed or left hanging.
    InFlight,
}

/// A request as it was received. Its `Debug` form leaves header values and the body out, they may be credentials.
#[derive(Clone)]
#[non_exhaustive]
pub struct RecordedRequest {
    /// Counts from 1 within its world or script and is never given twice, not even after a reset.
    pub number: u64,
    /// The method as written.
    pub method: String,
    /// The API it was for. `None` for the token endpoint, and for a request that missed every API's prefix.
    pub api: Option<Api>,
    /// The raw path below the API's URL (below the script's URL for a script), percent-encoding untouched. For the
    /// token endpoint `/token`, the raw target for a request that missed every API's prefix.
    pub path: String,
    /// The raw query, `None` without a `?`.
    pub query: Option<String>,
    /// The header lines.
    pub headers: Headers,
    /// The body's bytes, chunks put together.
    pub body: Vec<u8>,
    /// The number of its connection, unique in an emulator.
    pub connection: u64,
    /// What became of it.
    pub ended: Ended,
    /// The status it was answered with, once one has been chosen.
    pub status: Option<u16>,
    /// The raw path as it was received, prefixes included: what a signature is made over.
    pub(crate) full_path: String,
}

impl RecordedRequest {
    /// `target` is path and query as received, `place` the API and the path below its prefix.
    pub(crate) fn new(
        head: &Head,
        (full_path, query): (&str, Option<&str>),
        (api, path): (Option<Api>, &str),
        body: &[u8],
        connection: u64,
    ) -> Self {
        Self {
            number: 0,
            method: head.method.clone(),
            api,
            path: path.to_owned(),
            query: query.map(str::to_owned),
            headers: head.headers.clone(),
            body: body.to_vec(),
            connection,
            ended: Ended::InFlight,
            status: None,
            full_path: full_path.to_owned(),
        }
    }

    /// The body as JSON.
    pub fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }

    /// As the control plane shows it: `body` is text, or null beside `body_base64` when the bytes are not UTF-8.
    pub fn to_json(&self) -> Value {
        let mut value = json!({
            "number": self.number,
            "method": self.method,
            "api": self.api,
            "path": self.path,
            "query": self.query,
            "headers": self.headers.iter().collect::<Vec<_>>(),
            "body": std::str::from_utf8(&self.body).ok(),
            "connection": self.connection,
            "ended": self.ended,
            "status": self.status,
        });
        if value["body"].is_null() {
            value["body_base64"] = base64::engine::general_purpose::STANDARD.encode(&self.body).into();
        }
        value
    }
}

impl fmt::Debug for RecordedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecordedRequest")
            .field("number", &self.number)
            .field("method", &self.method)
            .field("api", &self.api)
            .field("path", &self.path)
            .field("connection", &self.connection)
            .field("ended", &self.ended)
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

/// How much is going on in a world or script.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Counts {
    /// Requests received since the start or since they were last forgotten.
    pub arrived: usize,
    /// Requests being processed now.
    pub in_flight: usize,
    /// Connections open now that have brought at least one of its requests.
    pub open: usize,
}

#[derive(Debug, Default)]
pub(crate) struct Traffic {
    last_number: u64,
    records: Vec<RecordedRequest>,
    /// Kept apart from the records, which can be forgotten while a request is still under way.
    in_flight: BTreeSet<u64>,
    open: BTreeSet<u64>,
}

impl Traffic {
    pub(crate) fn arrive(&mut self, mut record: RecordedRequest) -> u64 {
        self.last_number += 1;
        record.number = self.last_number;
        self.in_flight.insert(record.number);
        self.open.insert(record.connection);
        self.records.push(record);
        self.last_number
    }

    pub(crate) fn answering(&mut self, number: u64, status: u16) {
        if let Some(record) = self.record_mut(number) {
            record.status = Some(status);
        }
    }

    pub(crate) fn end(&mut self, number: u64, ended: Ended) {
        self.in_flight.remove(&number);
        if let Some(record) = self.record_mut(number) {
            record.ended = ended;
        }
    }

    pub(crate) fn disconnect(&mut self, connection: u64) -> bool {
        self.open.remove(&connection)
    }

    pub(crate) fn forget(&mut self) {
        self.records.clear();
    }

    pub(crate) fn records(&self) -> &[RecordedRequest] {
        &self.records
    }

    pub(crate) fn counts(&self) -> Counts {
        Counts { arrived: self.records.len(), in_flight: self.in_flight.len(), open: self.open.len() }
    }

    fn record_mut(&mut self, number: u64) -> Option<&mut RecordedRequest> {
        // Nearly always one of the last.
        self.records.iter_mut().rev().find(|record| record.number == number)
    }
}
