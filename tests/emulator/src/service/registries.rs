//! Registries: read only, and slow to start when they are seeded that way.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use uuid::Uuid;

use super::Call;
use super::answers::ServiceError;
use super::paging::Query;
use super::tokens::Token;
use crate::clock::written;
use crate::http::response::Response;

pub(super) struct Registry {
    pub(super) id: Uuid,
    pub(super) name: String,
    pub(super) location: String,
    /// How many more times it is read by id before it is running; it has no hostname until then.
    pub(super) reads_until_running: u64,
    pub(super) created: DateTime<Utc>,
    pub(super) tokens: Vec<Token>,
}

impl Registry {
    pub(super) fn demo(id: Uuid, now: DateTime<Utc>) -> Self {
        Self {
            id,
            name: "demo".to_owned(),
            location: "de/fra".to_owned(),
            reads_until_running: 0,
            created: now,
            tokens: Vec::new(),
        }
    }

    /// The host it will be reached under once it is running.
    pub(super) fn future_hostname(&self) -> String {
        format!("{}.cr.{}.ionos.example", self.name, self.location.replace('/', "-"))
    }

    pub(super) fn get(&mut self) -> Result<Response, ServiceError> {
        let answer = Response::json(200, &self.to_json());
        self.reads_until_running = self.reads_until_running.saturating_sub(1);
        Ok(answer)
    }

    pub(super) fn inspect(&self) -> Value {
        json!({
            "id": self.id.hyphenated().to_string(),
            "name": self.name,
            "state": self.state(),
            "hostname": self.hostname(),
            "tokens": self.tokens.iter().map(Token::inspect).collect::<Vec<_>>(),
        })
    }

    fn is_running(&self) -> bool {
        self.reads_until_running == 0
    }

    fn state(&self) -> &'static str {
        if self.is_running() { "Running" } else { "New" }
    }

    fn hostname(&self) -> String {
        if self.is_running() { self.future_hostname() } else { String::new() }
    }

    fn to_json(&self) -> Value {
        json!({
            "id": self.id.hyphenated().to_string(),
            "type": "registry",
            "href": "",
            "metadata": {
                "createdBy": "owner@example.org",
                "createdByUserId": "u-owner",
                "createdDate": written(self.created),
                "lastModifiedBy": null,
                "lastModifiedByUserId": null,
                "lastModifiedDate": null,
                "state": self.state(),
            },
            "properties": {
                "name": self.name,
                "location": self.location,
                "hostname": self.hostname(),
                "garbageCollectionSchedule": null,
                "features": {"vulnerabilityScanning": {"enabled": true}},
                "apiSubnetAllowList": [],
                "storageUsage": {"bytes": 0, "updatedAt": null},
            },
        })
    }
}

pub(super) fn list(registries: &[Registry], call: &Call<'_>) -> Result<Response, ServiceError> {
    let query = Query::new(call.query);
    let limit = query.limit(None)?;
    let start = match query.get("pagination.token") {
        None | Some("") => 0,
        Some(token) => position(token).ok_or_else(|| {
            ServiceError::bad_request("invalid-query", "pagination.token is not one of ours")
        })?,
    };
    let matching: Vec<&Registry> = registries
        .iter()
        .filter(|registry| query.get("filter.name").is_none_or(|wanted| wanted == registry.name))
        .collect();
    let size = usize::try_from(limit).unwrap_or(usize::MAX);
    let items: Vec<Value> =
        matching.iter().skip(start).take(size).map(|registry| registry.to_json()).collect();
    let end = start.saturating_add(items.len());
    let path = format!("{}{}", call.prefix, call.path);
    let (token, next) = if end < matching.len() {
        let token = page_token(end);
        (token.clone(), query.link(&path, &[("limit", limit.to_string()), ("pagination.token", token)]))
    } else {
        (String::new(), String::new())
    };
    Ok(Response::json(
        200,
        &json!({
            "id": "registries",
            "type": "collection",
            "href": "",
            "items": items,
            "_links": {"self": query.link(&path, &[("limit", limit.to_string())]), "next": next, "previous": ""},
            "pagination": {"limit": limit, "token": token},
        }),
    ))
}

/// Not a bare number, so that no client can come to rely on counting.
fn page_token(position: usize) -> String {
    URL_SAFE_NO_PAD.encode(format!("registries:{position}"))
}

fn position(token: &str) -> Option<usize> {
    String::from_utf8(URL_SAFE_NO_PAD.decode(token).ok()?).ok()?.strip_prefix("registries:")?.parse().ok()
}
