//! Whether what a driver says is what was promised, and what the service knows of it.

use serde_json::{Value, json};

use crate::plan::{Done, Expected};

/// What of an answer is not as promised. `row` is what errors go under.
pub fn judge(promise: &Expected, row: &str, answer: &Value) -> Vec<String> {
    if answer.get("crash").is_some() {
        return vec!["it crashed".to_owned()];
    }
    let Some(elapsed) = answer["elapsed_ms"].as_f64() else {
        return vec!["it does not say how long it took".to_owned()];
    };
    let mut problems = Vec::new();
    if promise.at_least_ms.is_some_and(|least| elapsed < least as f64) {
        problems.push(format!("it took {elapsed} ms, and should have waited"));
    }
    let error = &answer["error"];
    match (promise.ok, answer.get("value"), error.is_object()) {
        (true, Some(_), false) => return problems,
        (false, None, true) => {}
        _ => {
            problems.push(format!("{} was promised", promise.kind.as_deref().unwrap_or("a success")));
            return problems;
        }
    }
    let wanted = [
        ("kind", json!(promise.kind)),
        ("operation", json!(row)),
        ("attempts", json!(promise.attempts)),
        ("outcome_unknown", json!(promise.outcome_unknown)),
        ("retryable", json!(promise.retryable)),
    ];
    let wrong = wanted.into_iter().filter(|(key, wanted)| !wanted.is_null() && error[*key] != *wanted);
    problems.extend(wrong.map(|(key, wanted)| format!("{key} is {}, {wanted} was promised", error[key])));
    if error["retry_after_ms"] != json!(promise.retry_after_ms) {
        problems.push(format!("retry_after_ms is {}", error["retry_after_ms"]));
    }
    let status = error["http_status"].as_u64();
    let is_as_promised = match promise.http_status {
        Some(wanted) => status == Some(wanted.into()),
        None => status.is_none_or(|status| (200..300).contains(&status)),
    };
    if !is_as_promised {
        problems.push(format!("http_status is {}", error["http_status"]));
    }
    let texts = answer["texts"].as_array().map(Vec::as_slice).unwrap_or_default();
    if texts.is_empty() || texts.iter().any(|text| text.as_str().is_none_or(str::is_empty)) {
        problems.push("it shows no texts of the error".to_owned());
    }
    problems
}

/// What of a success is not what the service has.
pub fn wrong_values(value: &Value, gives: &Value, done: &Option<Done>, state: &Value) -> Vec<String> {
    let item = done.as_ref().and_then(|done| done.item(state)).unwrap_or(&Value::Null);
    let mut problems = Vec::new();
    for (pointer, wanted) in gives.as_object().into_iter().flatten() {
        let wanted = wanted["state"].as_str().map_or(wanted, |key| &item[key]);
        let given = value.pointer(pointer).unwrap_or(&Value::Null);
        if given != wanted || (wanted.is_null() && !pointer.is_empty()) {
            problems.push(format!("{pointer} is {given}, and not {wanted}"));
        }
    }
    problems
}

impl Done {
    /// Whether the state of the service shows it.
    pub fn holds(&self, state: &Value) -> bool {
        let there = |wanted: &Value| self.find(state, wanted).is_some();
        self.has.as_ref().is_none_or(there) && !self.lacks.as_ref().is_some_and(there)
    }

    /// What the service has made or changed.
    fn item<'a>(&self, state: &'a Value) -> Option<&'a Value> {
        self.find(state, self.has.as_ref()?)
    }

    fn find<'a>(&self, state: &'a Value, wanted: &Value) -> Option<&'a Value> {
        let keys: Vec<_> = wanted.as_object().into_iter().flatten().collect();
        let mut items = state.pointer(&self.list)?.as_array()?.iter();
        items.find(|item| keys.iter().all(|(key, value)| item[key.as_str()] == **value))
    }
}

/// What a person can read of an answer.
pub fn shortened(answer: &Value) -> String {
    answer.to_string().chars().take(1500).collect()
}
