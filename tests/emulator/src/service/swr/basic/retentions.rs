//! Which tags of a repository are kept, and which were not.

use serde_json::{Value, json};

use super::super::answers::Refusal;
use super::super::body;
use super::given::Given;
use super::{Ids, Repository, retention_body};
use crate::http::response::Response;
use crate::service::Call;

pub(super) fn answer(
    repository: &mut Repository,
    path: &[&str],
    ids: &mut Ids,
    call: &Call<'_>,
) -> Result<Response, Refusal> {
    match (path, call.method) {
        ([], "GET") => {
            body::none(call)?;
            Ok(Response::json(200, &json!(repository.retentions)))
        }
        ([], "POST") => create(repository, ids, call),
        ([], _) => Err(Refusal::method_not_allowed("GET, POST")),
        (["histories"], "GET") => histories(repository, call),
        (["histories"], _) => Err(Refusal::method_not_allowed("GET")),
        ([id], "GET") => {
            body::none(call)?;
            let index = position(repository, id)?;
            repository.retentions.get(index).map(|one| Response::json(200, one)).ok_or_else(unknown)
        }
        ([id], "PATCH") => update(repository, id, call),
        ([id], "DELETE") => {
            body::none(call)?;
            repository.retentions.remove(position(repository, id)?);
            Ok(Response::json(200, &json!({})))
        }
        ([_], _) => Err(Refusal::method_not_allowed("GET, PATCH, DELETE")),
        _ => Err(Refusal::no_such_api()),
    }
}

/// As it is shown.
pub(super) fn shown(id: i64, rules: &Value) -> Value {
    json!({"id": id, "algorithm": "or", "rules": rules, "scope": ""})
}

/// A tag that was not kept. The rule is JSON in a text, as the service gives it.
pub(super) fn log_row(
    id: i64,
    retention_id: &Value,
    (namespace, repository): (&str, &str),
    tag: &str,
    now: &str,
) -> Value {
    let rule = json!({"template": "tag_rule", "params": {"num": "7"}, "tag_selectors": []});
    json!({
        "id": id,
        "retention_id": retention_id,
        "namespace": namespace,
        "repo": repository,
        "tag": tag,
        "created_at": now,
        "rule_type": rule.to_string(),
    })
}

fn create(repository: &mut Repository, ids: &mut Ids, call: &Call<'_>) -> Result<Response, Refusal> {
    let rules = retention_body::rules(&body::json(call)?)?;
    if !repository.retentions.is_empty() {
        return Err(Refusal::invalid("a repository has one retention rule at most"));
    }
    let id = ids.next();
    repository.retentions.push(shown(id, &rules));
    Ok(Response::json(201, &json!({"id": id})))
}

fn update(repository: &mut Repository, id: &str, call: &Call<'_>) -> Result<Response, Refusal> {
    let index = position(repository, id)?;
    let rules = retention_body::rules(&body::json(call)?)?;
    let retention = repository.retentions.get_mut(index).ok_or_else(unknown)?;
    if retention_body::template(&retention["rules"]) != retention_body::template(&rules) {
        return Err(Refusal::invalid("template cannot be changed"));
    }
    retention["rules"] = rules;
    Ok(Response::new(201))
}

fn histories(repository: &Repository, call: &Call<'_>) -> Result<Response, Refusal> {
    body::none(call)?;
    let known = ["limit", "offset"];
    let window = Given::new(call, &known, &known)?.window(usize::MAX)?;
    let log = &repository.retention_log;
    let rows = window.rows(log, Value::clone);
    let count = rows.len();
    Ok(window.mark(
        Response::json(200, &json!({"retention_log": rows, "total": log.len()})),
        count,
        log.len(),
    ))
}

/// Where the retention with this id from a path is.
fn position(repository: &Repository, id: &str) -> Result<usize, Refusal> {
    let number = if id.bytes().all(|byte| byte.is_ascii_digit()) { id.parse::<i64>().ok() } else { None };
    let number = number.ok_or_else(|| Refusal::invalid("retention_id must be an integer"))?;
    repository.retentions.iter().position(|one| one["id"] == number).ok_or_else(unknown)
}

/// The service's own way to say that there is none.
fn unknown() -> Refusal {
    Refusal::new(400, "SVCSTG.SWR.4000306", "the retention rule does not exist")
}
