//! Target registries: where images are replicated to.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::answers::Refusal;
use super::body;
use super::query::Query;
use super::registry_body::{Credential, RegistryBody};
use super::written;
use crate::http::response::Response;
use crate::service::Call;

/// The documented example's. Ids are signed 64-bit integers.
pub(super) const FIRST_ID: i64 = 24;
const DEFAULT_LIMIT: usize = 10;

pub(super) struct TargetRegistry {
    pub(super) id: i64,
    pub(super) content: RegistryBody,
    pub(super) status: String,
    pub(super) created: DateTime<Utc>,
    pub(super) updated: DateTime<Utc>,
}

impl TargetRegistry {
    /// The documented example.
    pub(super) fn example() -> Self {
        let time = |seconds, micros: u32| {
            DateTime::from_timestamp(seconds, micros * 1000).unwrap_or(DateTime::UNIX_EPOCH)
        };
        Self {
            id: FIRST_ID,
            content: RegistryBody {
                name: "test-swr".to_owned(),
                description: String::new(),
                kind: "huawei-SWR".to_owned(),
                project_id: None,
                region_id: String::new(),
                instance_id: String::new(),
                url: "https://10.185.79.188".to_owned(),
                credential: Credential {
                    access_key: "cn-cmcc1@R5172VW6FEW6MZFP2W1S".to_owned(),
                    access_secret: super::account::random("target-secret-"),
                },
                dns_conf: None,
                insecure: true,
            },
            status: "healthy".to_owned(),
            created: time(1_612_517_460, 298_426),
            updated: time(1_613_737_191, 912_632),
        }
    }

    /// With the secret, which no client is shown.
    pub(super) fn inspect(&self) -> Value {
        let mut shown = self.to_json();
        shown["credential"]["access_secret"] = json!(self.content.credential.access_secret);
        shown
    }

    fn to_json(&self) -> Value {
        let content = &self.content;
        let mut shown = json!({
            "id": self.id,
            "name": content.name,
            "description": content.description,
            "type": content.kind,
            "url": content.url,
            "credential": {"type": "basic", "access_key": content.credential.access_key, "access_secret": ""},
            "insecure": content.insecure,
            "status": self.status,
            "created_at": written(self.created),
            "updated_at": written(self.updated),
            "region_id": content.region_id,
            "instance_id": content.instance_id,
        });
        // In no model of the service's, but seen where they were given.
        if let Some(project_id) = &content.project_id {
            shown["project_id"] = json!(project_id);
        }
        if let Some(dns_conf) = &content.dns_conf {
            shown["dns_conf"] = dns_conf.clone();
        }
        shown
    }
}

/// The id of the next one: ids are never given twice, unless a test has used up the largest.
pub(super) fn next_id(registries: &[TargetRegistry], last: i64) -> i64 {
    let free = |id: &i64| !registries.iter().any(|registry| registry.id == *id);
    last.checked_add(1).or_else(|| (FIRST_ID..).find(free)).unwrap_or(FIRST_ID)
}

pub(super) fn list(registries: &[TargetRegistry], call: &Call<'_>) -> Result<Response, Refusal> {
    let query = Query::new(call.query);
    let column = query.word("order_column", &["created_at", "updated_at", "name"])?;
    let direction = query.word("order_type", &["desc", "asc"])?;
    if column.is_none() && direction.is_some() {
        return Err(Refusal::invalid("order_type must be used together with order_column"));
    }
    let page = query.page(DEFAULT_LIMIT)?;
    if !page.offset.is_multiple_of(page.limit) {
        return Err(Refusal::invalid("offset must be 0 or a multiple of limit"));
    }
    let (name, kind) = (query.text("name")?, query.text("type")?);
    let mut matching: Vec<&TargetRegistry> = registries
        .iter()
        .filter(|registry| name.is_none_or(|wanted| registry.content.name.contains(wanted)))
        .filter(|registry| kind.is_none_or(|wanted| wanted.is_empty() || registry.content.kind == wanted))
        .collect();
    matching.sort_by(|one, other| {
        let order = match column {
            Some("name") => one.content.name.cmp(&other.content.name),
            Some("updated_at") => one.updated.cmp(&other.updated),
            _ => one.created.cmp(&other.created),
        };
        let order = order.then(one.id.cmp(&other.id));
        if direction == Some("asc") { order } else { order.reverse() }
    });
    let items = matching.iter().skip(page.offset).take(page.limit);
    let items: Vec<Value> = items.map(|registry| registry.to_json()).collect();
    Ok(Response::json(200, &json!({"registries": items, "total": matching.len()})))
}

pub(super) fn show(registries: &[TargetRegistry], id: &str) -> Result<Response, Refusal> {
    let index = position(registries, id)?;
    registries.get(index).map(|registry| Response::json(200, &registry.to_json())).ok_or_else(unknown)
}

pub(super) fn create(
    registries: &mut Vec<TargetRegistry>,
    last_id: &mut i64,
    call: &Call<'_>,
) -> Result<Response, Refusal> {
    let content = RegistryBody::parse(&body::json(call)?)?;
    if registries.iter().any(|registry| registry.content.name == content.name) {
        return Err(Refusal::name_in_use());
    }
    let id = next_id(registries, *last_id);
    *last_id = id.max(*last_id);
    let status = "healthy".to_owned();
    registries.push(TargetRegistry { id, content, status, created: call.now, updated: call.now });
    Ok(Response::json(201, &json!({"id": id})))
}

pub(super) fn replace(
    registries: &mut [TargetRegistry],
    id: &str,
    call: &Call<'_>,
) -> Result<Response, Refusal> {
    let index = position(registries, id)?;
    let content = RegistryBody::parse(&body::json(call)?)?;
    let taken =
        |(other, registry): (usize, &TargetRegistry)| other != index && registry.content.name == content.name;
    if registries.iter().enumerate().any(taken) {
        return Err(Refusal::name_in_use());
    }
    let registry = registries.get_mut(index).ok_or_else(unknown)?;
    if registry.content.kind != content.kind {
        return Err(Refusal::invalid("type cannot be changed"));
    }
    registry.content = content;
    registry.updated = call.now;
    Ok(Response::new(200))
}

pub(super) fn delete(registries: &mut Vec<TargetRegistry>, id: &str) -> Result<Response, Refusal> {
    let index = position(registries, id)?;
    registries.remove(index);
    Ok(Response::new(204))
}

/// Where the registry with this id from a path is.
fn position(registries: &[TargetRegistry], id: &str) -> Result<usize, Refusal> {
    let number = if id.bytes().all(|byte| byte.is_ascii_digit()) { id.parse::<i64>().ok() } else { None };
    let number = number.ok_or_else(|| Refusal::invalid("registry_id must be an integer"))?;
    registries.iter().position(|registry| registry.id == number).ok_or_else(unknown)
}

fn unknown() -> Refusal {
    Refusal::not_found("registry not found")
}
