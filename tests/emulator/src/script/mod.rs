//! Scripts: exactly these requests are expected, and each is answered with exactly these bytes.

mod compare;
mod format;
mod placeholder;
mod reply;
mod signed;

use std::fmt;

use serde_json::{Value, json};

use crate::http::response::Response;
use crate::requests::{RecordedRequest, Traffic};
pub(crate) use format::Then;
use format::{Exchange, Expected};
use placeholder::Captures;

/// How far a script has come.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ScriptReport {
    /// The requests that came to the script's URL.
    pub received: Vec<RecordedRequest>,
    /// What went wrong so far, one sentence each; requests that have not come yet are among them.
    pub problems: Vec<String>,
    /// Whether every exchange has taken place and nothing went wrong.
    pub complete: bool,
}

impl ScriptReport {
    /// As the control plane shows it.
    pub fn to_json(&self) -> Value {
        json!({
            "received": self.received.iter().map(RecordedRequest::to_json).collect::<Vec<_>>(),
            "problems": self.problems,
            "complete": self.complete,
        })
    }
}

impl fmt::Display for ScriptReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} requests received, {} problems", self.received.len(), self.problems.len())?;
        self.problems.iter().try_for_each(|problem| writeln!(f, "- {problem}"))
    }
}

pub(crate) struct Script {
    exchanges: Vec<Exchange>,
    next: usize,
    problems: Vec<String>,
    last_connection: Option<u64>,
    captures: Captures,
    pub(crate) traffic: Traffic,
}

/// What a script answers.
pub(crate) struct Reply {
    /// `None`: nothing is sent.
    pub(crate) bytes: Option<Vec<u8>>,
    pub(crate) status: Option<u16>,
    pub(crate) then: Then,
}

impl Script {
    pub(crate) fn parse(given: &Value) -> Result<Self, String> {
        Ok(Self {
            exchanges: format::exchanges(given)?,
            next: 0,
            problems: Vec::new(),
            last_connection: None,
            captures: Captures::new(),
            traffic: Traffic::default(),
        })
    }

    pub(crate) fn answer(&mut self, request: &RecordedRequest) -> Reply {
        let before = self.last_connection.replace(request.connection);
        let line = format!("{} {}", request.method, request.path);
        let Some(exchange) = self.exchanges.get(self.next) else {
            let all = self.exchanges.len();
            return self.unexpected(
                &request.method,
                format!("{line} was not expected: all {all} exchanges are over"),
            );
        };
        let number = self.next + 1;
        if let Some(expected) = &exchange.expect {
            if (&expected.method, &expected.path) != (&request.method, &request.path) {
                let wanted = expected.line();
                return self.unexpected(
                    &request.method,
                    format!("{line} was not expected: exchange {number} is {wanted}"),
                );
            }
            let differences = compare::differences(expected, request, before, &mut self.captures);
            self.problems
                .extend(differences.into_iter().map(|text| format!("exchange {number} ({line}): {text}")));
        }
        self.next = number;
        exchange.reply.compose(&request.method, exchange.then, &self.captures)
    }

    pub(crate) fn report(&self) -> ScriptReport {
        let unmet = self.exchanges.iter().enumerate().skip(self.next).map(|(index, exchange)| {
            let line = exchange.expect.as_ref().map_or_else(|| "any request".to_owned(), Expected::line);
            format!("exchange {} ({line}) never came", index + 1)
        });
        let problems: Vec<String> = self.problems.iter().cloned().chain(unmet).collect();
        ScriptReport { received: self.traffic.records().to_vec(), complete: problems.is_empty(), problems }
    }

    /// The exchange it was mistaken for stays open, so the report names both the intruder and what is missing.
    fn unexpected(&mut self, method: &str, problem: String) -> Reply {
        let body = json!({
            "httpStatus": 500,
            "messages": [{"errorCode": "unexpected-request", "message": format!("emulator script: {problem}")}],
        });
        self.problems.push(problem);
        let response = Response::json(500, &body);
        Reply { bytes: Some(response.encode(method)), status: Some(500), then: Then::Keep }
    }
}
