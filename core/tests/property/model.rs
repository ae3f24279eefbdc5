//! The service's tokens as they are in truth, and what a call may do to them.

use chrono::{DateTime, Utc};
use registry_tokens::{Scope, Token};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::request::{Input, Request};

/// A token of the service. `Debug` leaves the password out.
#[derive(Clone, PartialEq, Eq)]
pub struct Entry {
    pub id: Uuid,
    pub name: String,
    pub status: String,
    /// The API's JSON: a list or null.
    pub scopes: Value,
    pub expiry: Option<DateTime<Utc>>,
    pub created: String,
    pub password: String,
}

impl std::fmt::Debug for Entry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}:{}:{:?}:{}", self.id, self.name, self.status, self.expiry, self.scopes)
    }
}

/// All of them, in the service's order.
pub type Truth = Vec<Entry>;

/// Reads `world.state()`: the service's time, and the tokens whose names begin with `owner`.
pub fn observe(state: &Value, owner: &str) -> (DateTime<Utc>, Truth) {
    let text = |value: &Value| value.as_str().expect("a text in the state").to_owned();
    let time = |value: &Value| -> DateTime<Utc> { text(value).parse().expect("a time in the state") };
    let tokens = state["registries"][0]["tokens"].as_array().expect("tokens in the state");
    let entry = |token: &Value| Entry {
        id: text(&token["id"]).parse().expect("an id in the state"),
        name: text(&token["name"]),
        status: text(&token["status"]),
        scopes: token["scopes"].clone(),
        expiry: (!token["expiryDate"].is_null()).then(|| time(&token["expiryDate"])),
        created: text(&token["createdDate"]),
        password: text(&token["password"]),
    };
    let own = tokens.iter().map(entry).filter(|entry| entry.name.starts_with(owner));
    (time(&state["now"]), own.collect())
}

pub fn scopes_json(scopes: &[Scope]) -> Value {
    json!(scopes)
}

/// Whether what a caller was given is what the service has.
pub fn agree(given: &Token, entry: &Entry) -> Result<(), String> {
    let scopes = if entry.scopes.is_null() { json!([]) } else { entry.scopes.clone() };
    let same = given.id == entry.id
        && given.name == entry.name
        && given.username.as_deref() == Some(entry.name.as_str())
        && given.status.as_ref().is_some_and(|status| *status == *entry.status)
        && given.expiry_date == entry.expiry
        && scopes_json(&given.scopes) == scopes;
    if same { Ok(()) } else { Err(format!("the caller was given {given:?}, the service has {entry:?}")) }
}

fn holds(entry: &Entry, input: &Input) -> bool {
    entry.name == input.name
        && entry.status == input.status.as_deref().unwrap_or("enabled")
        && entry.scopes == input.scopes.as_deref().map_or(Value::Null, scopes_json)
        && entry.expiry == input.expiry
        && !entry.password.is_empty()
}

/// Whether the step from `before` to `after` is what the request asks for, no more and no less.
pub fn is_effect(request: &Request, before: &[Entry], after: &[Entry]) -> bool {
    let changed = |id: &str, change: &dyn Fn(&mut Entry)| {
        let mut expected = before.to_vec();
        expected.iter_mut().filter(|entry| entry.id.to_string() == id).for_each(change);
        expected == after
    };
    let added = |input: &Input, id: Option<&str>| match after.split_last() {
        Some((new, rest)) => {
            let is_wanted = id.is_none_or(|id| new.id.to_string() == id);
            rest == before && holds(new, input) && is_wanted && before.iter().all(|old| old.id != new.id)
        }
        None => false,
    };
    match request {
        Request::Create(input) => added(input, None),
        Request::Replace { id, input } if before.iter().any(|old| old.id.to_string() == *id) => {
            changed(id, &|entry| {
                entry.status = input.status.clone().unwrap_or_else(|| "enabled".to_owned());
                entry.scopes = input.scopes.as_deref().map_or(Value::Null, scopes_json);
                entry.expiry = input.expiry;
            })
        }
        Request::Replace { id, input } => added(input, Some(id)),
        Request::Update { id, status, scopes, expiry } => changed(id, &|entry| {
            if let Some(status) = status {
                entry.status.clone_from(status);
            }
            if let Some(scopes) = scopes {
                entry.scopes = scopes.as_deref().map_or(Value::Null, scopes_json);
            }
            if let Some(expiry) = expiry {
                entry.expiry = *expiry;
            }
        }),
        Request::Delete { id, .. } => {
            let left: Truth = before.iter().filter(|entry| entry.id.to_string() != *id).cloned().collect();
            left == after
        }
        _ => before == after,
    }
}
