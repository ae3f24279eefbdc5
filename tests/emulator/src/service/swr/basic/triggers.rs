//! What is deployed anew when an image comes.

use serde_json::{Value, json};

use super::super::SwrAccount;
use super::super::answers::Refusal;
use super::super::body::{self, Fields};
use super::{Asked, Repository};
use crate::http::response::Response;
use crate::service::Call;

const KNOWN: [&str; 12] = [
    "name",
    "action",
    "app_type",
    "application",
    "cluster_id",
    "cluster_name",
    "cluster_ns",
    "condition",
    "container",
    "enable",
    "trigger_mode",
    "trigger_type",
];

pub(super) fn answer(
    repository: &mut Repository,
    path: &[&str],
    asked: Asked<'_>,
) -> Result<Response, Refusal> {
    let call = asked.call;
    match (path, call.method) {
        ([], "GET") => {
            body::none(call)?;
            Ok(Response::json(200, &json!(repository.triggers)))
        }
        ([], "POST") => create(repository, asked),
        ([], _) => Err(Refusal::method_not_allowed("GET, POST")),
        ([name], "GET") => {
            body::none(call)?;
            let index = position(repository, name)?;
            repository.triggers.get(index).map(|one| Response::json(200, one)).ok_or_else(unknown)
        }
        ([name], "PATCH") => switch(repository, name, call),
        ([name], "DELETE") => {
            body::none(call)?;
            repository.triggers.remove(position(repository, name)?);
            Ok(Response::new(204))
        }
        ([_], _) => Err(Refusal::method_not_allowed("GET, PATCH, DELETE")),
        _ => Err(Refusal::no_such_api()),
    }
}

/// As it is shown: what is not given is there and empty.
pub(super) fn row(name: &str, creator: &str, now: &str) -> Value {
    json!({
        "name": name,
        "action": "update",
        "app_type": "deployments",
        "application": "web",
        "cluster_id": "",
        "cluster_name": "",
        "cluster_ns": "default",
        "condition": ".*",
        "container": "",
        "enable": "true",
        "trigger_mode": "cce",
        "trigger_type": "all",
        "created_at": now,
        "creator_name": creator,
        "trigger_history": null,
    })
}

fn create(repository: &mut Repository, asked: Asked<'_>) -> Result<Response, Refusal> {
    let given = body::json(asked.call)?;
    let fields = Fields::new(&given, "the body", &KNOWN)?;
    let name = fields.text("name")?;
    let word = |key: &str, known: &[&str]| match fields.text(key)? {
        word if known.contains(&word.as_str()) => Ok(word),
        _ => Err(Refusal::invalid(format!("{key} must be one of {}", known.join(", ")))),
    };
    word("action", &["update"])?;
    word("app_type", &["deployments", "statefulsets"])?;
    word("enable", &["true", "false"])?;
    for key in ["application", "cluster_ns", "condition"] {
        fields.text(key)?;
    }
    if word("trigger_type", &["all", "tag", "regular"])? == "all" && fields.text("condition")? != ".*" {
        return Err(Refusal::invalid("condition must be .* where trigger_type is all"));
    }
    let cluster = [fields.optional_text("cluster_id")?, fields.optional_text("cluster_name")?];
    let without_cluster =
        fields.get("trigger_mode").is_some() && word("trigger_mode", &["cce", "cci"])? == "cci";
    if without_cluster && cluster.iter().flatten().any(|given| !given.is_empty()) {
        return Err(Refusal::invalid("cluster_id and cluster_name must be empty where trigger_mode is cci"));
    }
    fields.optional_text("container")?;
    if repository.triggers.iter().any(|trigger| trigger["name"] == name) {
        return Err(Refusal::invalid("there is a trigger of this name"));
    }
    let mut trigger = row(&name, SwrAccount::USER_NAME, &asked.now());
    for key in KNOWN {
        if let Some(value) = fields.get(key) {
            trigger[key] = value.clone();
        }
    }
    repository.triggers.push(trigger);
    Ok(Response::new(201))
}

fn switch(repository: &mut Repository, name: &str, call: &Call<'_>) -> Result<Response, Refusal> {
    let index = position(repository, name)?;
    let given = body::json(call)?;
    let enable = Fields::new(&given, "the body", &["enable"])?.text("enable")?;
    if !["true", "false"].contains(&enable.as_str()) {
        return Err(Refusal::invalid("enable must be the text true or false"));
    }
    let trigger = repository.triggers.get_mut(index).ok_or_else(unknown)?;
    trigger["enable"] = json!(enable);
    Ok(Response::new(201))
}

fn position(repository: &Repository, name: &str) -> Result<usize, Refusal> {
    repository.triggers.iter().position(|trigger| trigger["name"] == name).ok_or_else(unknown)
}

fn unknown() -> Refusal {
    Refusal::not_found("trigger not found")
}
