//! What a vector expects against what came.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use registry_tokens::{Error, Event};
use serde_json::{Value, json};

use crate::format::{ExpectedError, ExpectedEvent, ExpectedResponse, Vector};
use crate::outcome::{Details, Outcome};

/// Every difference in the outcome of the call.
pub fn outcome(vector: &Vector, outcome: &Outcome) -> Vec<String> {
    let mut problems = Vec::new();
    match (&outcome.result, &vector.error) {
        (Ok(value), Some(_)) => problems.push(format!("expected an error, got {value}")),
        (Err(error), None) => problems.push(format!("expected a result, got {error:?}")),
        (Err(error), Some(expected)) => {
            problems.extend(self::error(expected, error));
            if let Some(count) = vector.count {
                note(&mut problems, "count before the error", &count, &outcome.received);
            }
        }
        (Ok(value), None) => problems.extend(result(vector, value)),
    }
    if let Some(expected) = &vector.api_json {
        note(&mut problems, "api_json", &Some(expected.clone()), &outcome.api_json);
    }
    match (&vector.response, &outcome.response) {
        (Some(_), None) => problems.push("expected the details of an answer, got none".to_owned()),
        (Some(expected), Some(details)) => problems.extend(response(expected, details)),
        (None, _) => {}
    }
    problems
}

fn note<T: PartialEq + std::fmt::Debug>(problems: &mut Vec<String>, what: &str, expected: &T, got: &T) {
    if expected != got {
        problems.push(format!("{what}: expected {expected:?}, got {got:?}"));
    }
}

fn result(vector: &Vector, value: &Value) -> Vec<String> {
    let mut problems = Vec::new();
    if let Some(expected) = &vector.result {
        if expected != value {
            problems.push(format!("result: expected {expected}, got {value}"));
        }
    } else if vector.count.is_none() {
        problems.push("the vector expects neither result, count nor error".to_owned());
    }
    let items = value.as_array().map(Vec::as_slice).unwrap_or_default();
    if let Some(count) = vector.count {
        note(&mut problems, "count", &count, &items.len());
    }
    if let Some(first) = &vector.first {
        note(&mut problems, "first", &Some(first), &items.first());
    }
    if let Some(last) = &vector.last {
        note(&mut problems, "last", &Some(last), &items.last());
    }
    problems
}

fn error(expected: &ExpectedError, error: &Error) -> Vec<String> {
    let mut problems = Vec::new();
    let details: Vec<Value> =
        error.details().iter().map(|one| json!({"code": one.code, "message": one.message})).collect();
    let retry_after_ms = error.retry_after().map(|wait| wait.as_millis() as u64);
    note(&mut problems, "kind", &expected.kind.as_str(), &error.kind().as_str());
    note(&mut problems, "operation", &expected.operation.as_str(), &error.operation());
    note(&mut problems, "http_status", &expected.http_status, &error.http_status());
    note(&mut problems, "details", &expected.details, &details);
    note(&mut problems, "request_id", &expected.request_id.as_deref(), &error.request_id());
    note(&mut problems, "attempts", &expected.attempts, &error.attempts());
    note(&mut problems, "retry_after_ms", &expected.retry_after_ms, &retry_after_ms);
    note(&mut problems, "retryable", &expected.retryable, &error.retryable());
    note(&mut problems, "outcome_unknown", &expected.outcome_unknown, &error.outcome_unknown());
    note(&mut problems, "resource_id", &expected.resource_id.as_deref(), &error.resource_id());
    // Languages spell the names of arguments in their own ways.
    let plain = |text: &str| text.to_lowercase().replace('_', "");
    let text = plain(&error.to_string());
    for fragment in &expected.contains {
        if !text.contains(&plain(fragment)) {
            problems.push(format!("the error's text lacks {fragment:?}: {error}"));
        }
    }
    if !problems.is_empty() {
        problems.push(format!("the error was: {error:?}"));
    }
    problems
}

fn response(expected: &ExpectedResponse, got: &Details) -> Vec<String> {
    let mut problems = Vec::new();
    if let Some(status) = expected.http_status {
        note(&mut problems, "response.http_status", &status, &got.http_status);
    }
    if let Some(id) = &expected.request_id {
        note(&mut problems, "response.request_id", id, &json!(got.request_id));
    }
    if let Some(attempts) = expected.attempts {
        note(&mut problems, "response.attempts", &attempts, &got.attempts);
    }
    if let Some(headers) = &expected.headers {
        note(&mut problems, "response.headers", headers, &got.headers);
    }
    if let Some(body) = &expected.body_base64 {
        note(&mut problems, "response.body_base64", body, &STANDARD.encode(&got.body));
    }
    problems
}

/// Every difference in the events.
pub fn events(vector: &Vector, events: &[Event]) -> Vec<String> {
    let Some(expected) = &vector.events else { return Vec::new() };
    let got: Vec<ExpectedEvent> = events
        .iter()
        .map(|event| ExpectedEvent {
            operation: event.operation.to_owned(),
            provider: event.provider.to_owned(),
            http_method: event.http_method.clone(),
            url_template: event.url_template.to_owned(),
            attempt: event.attempt,
            http_status: event.http_status,
            error_kind: event.error_kind.map(|kind| kind.as_str().to_owned()),
            retry: event.retry_in.is_some(),
            outcome_unknown: event.outcome_unknown,
            request_id: event.request_id.clone(),
        })
        .collect();
    let mut problems = Vec::new();
    note(&mut problems, "events", expected, &got);
    problems
}
