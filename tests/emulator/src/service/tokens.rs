//! Registry tokens.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use uuid::Uuid;

use super::Call;
use super::answers::ServiceError;
use super::auth::Author;
use super::paging::{Page, Query};
use super::registries::Registry;
use super::validate::{TokenInput, token_input, token_patch};
use crate::clock::written;
use crate::http::response::Response;

/// A token as the service remembers it. Not `Debug`: it holds the password.
pub(super) struct Token {
    pub(super) id: Uuid,
    pub(super) name: String,
    pub(super) scopes: Value,
    pub(super) status: String,
    pub(super) expiry: Option<DateTime<Utc>>,
    pub(super) password: String,
    pub(super) created: (String, String, DateTime<Utc>),
    pub(super) modified: Option<(String, String, DateTime<Utc>)>,
}

/// Whether an answer shows the password: only the one that creates the token does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Password {
    Shown,
    Hidden,
}

impl Token {
    pub(super) fn new(id: Uuid, input: TokenInput, author: &Author, now: DateTime<Utc>) -> Self {
        Self {
            id,
            name: input.name,
            scopes: input.scopes,
            status: input.status,
            expiry: input.expiry,
            password: format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple()),
            created: signature(author, now),
            modified: None,
        }
    }

    /// A token that has reached its expiry is deleted, not disabled.
    pub(super) fn has_expired(&self, now: DateTime<Utc>) -> bool {
        self.expiry.is_some_and(|expiry| expiry <= now)
    }

    pub(super) fn inspect(&self) -> Value {
        json!({
            "id": self.id.hyphenated().to_string(),
            "name": self.name,
            "status": self.status,
            "scopes": self.scopes,
            "expiryDate": self.expiry.map(written),
            "createdDate": written(self.created.2),
            "password": self.password,
        })
    }

    fn to_json(&self, password: Password) -> Value {
        let (created_by, created_by_id, created) = &self.created;
        let modified = self.modified.as_ref();
        json!({
            "id": self.id.hyphenated().to_string(),
            "type": "token",
            "href": "",
            "metadata": {
                "createdBy": created_by,
                "createdByUserId": created_by_id,
                "createdDate": written(*created),
                "lastModifiedBy": modified.map(|(by, _, _)| by),
                "lastModifiedByUserId": modified.map(|(_, id, _)| id),
                "lastModifiedDate": modified.map(|(_, _, date)| written(*date)),
                "state": self.status,
            },
            "properties": {
                "name": self.name,
                "scopes": self.scopes,
                "status": self.status,
                "expiryDate": self.expiry.map(written),
                "credentials": {
                    "username": self.name,
                    "password": if password == Password::Shown { self.password.as_str() } else { "" },
                },
            },
        })
    }
}

pub(super) fn list(
    registry: &Registry,
    max_limit: Option<u64>,
    call: &Call<'_>,
) -> Result<Response, ServiceError> {
    let query = Query::new(call.query);
    let (offset, limit) = (query.digits("offset")?.unwrap_or(0), query.limit(max_limit)?);
    let most = query.digits("maxResults")?;
    let wanted = |filter: &str, value: &str| query.get(filter).is_none_or(|wanted| wanted == value);
    let matching: Vec<&Token> = registry
        .tokens
        .iter()
        .filter(|token| wanted("filter.name", &token.name) && wanted("filter.status", &token.status))
        .collect();
    let page = Page { offset, limit, total: matching.len() as u64 };
    let items: Vec<Value> =
        matching[page.range(most)].iter().map(|token| token.to_json(Password::Hidden)).collect();
    Ok(Response::json(
        200,
        &json!({
            "id": "tokens",
            "type": "collection",
            "href": "",
            "count": items.len(),
            "offset": page.offset,
            "limit": page.limit,
            "total": page.total,
            "_links": page.links(&query, &format!("{}{}", call.prefix, call.path)),
            "items": items,
        }),
    ))
}

pub(super) fn create(
    registry: &mut Registry,
    author: &Author,
    call: &Call<'_>,
) -> Result<Response, ServiceError> {
    let input = token_input(call)?;
    add(registry, Uuid::new_v4(), input, author, call)
}

pub(super) fn get(registry: &mut Registry, id: Uuid) -> Result<Response, ServiceError> {
    Ok(Response::json(200, &find(registry, id)?.to_json(Password::Hidden)))
}

/// Creates the token under this id, or replaces everything but its name and password.
pub(super) fn put(
    registry: &mut Registry,
    id: Uuid,
    author: &Author,
    call: &Call<'_>,
) -> Result<Response, ServiceError> {
    let input = token_input(call)?;
    let Ok(token) = find(registry, id) else {
        return add(registry, id, input, author, call);
    };
    if token.name != input.name {
        return Err(ServiceError::bad_request("name-immutable", "name cannot be changed"));
    }
    token.scopes = input.scopes;
    token.status = input.status;
    token.expiry = input.expiry;
    token.modified = Some(signature(author, call.now));
    Ok(Response::json(200, &token.to_json(Password::Hidden)))
}

pub(super) fn patch(
    registry: &mut Registry,
    id: Uuid,
    author: &Author,
    call: &Call<'_>,
) -> Result<Response, ServiceError> {
    let patch = token_patch(call)?;
    let token = find(registry, id)?;
    if let Some(scopes) = patch.scopes {
        token.scopes = scopes;
    }
    if let Some(status) = patch.status {
        token.status = status;
    }
    if let Some(expiry) = patch.expiry {
        token.expiry = expiry;
    }
    token.modified = Some(signature(author, call.now));
    Ok(Response::json(200, &token.to_json(Password::Hidden)))
}

pub(super) fn delete(registry: &mut Registry, id: Uuid) -> Result<Response, ServiceError> {
    find(registry, id)?;
    registry.tokens.retain(|token| token.id != id);
    Ok(Response::new(204))
}

fn add(
    registry: &mut Registry,
    id: Uuid,
    input: TokenInput,
    author: &Author,
    call: &Call<'_>,
) -> Result<Response, ServiceError> {
    if registry.tokens.iter().any(|token| token.name == input.name) {
        return Err(ServiceError::name_in_use());
    }
    let token = Token::new(id, input, author, call.now);
    let location = format!("{}/registries/{}/tokens/{}", call.prefix, registry.id, token.id);
    let response = Response::json(201, &token.to_json(Password::Shown)).with("Location", location);
    registry.tokens.push(token);
    Ok(response)
}

fn find(registry: &mut Registry, id: Uuid) -> Result<&mut Token, ServiceError> {
    registry
        .tokens
        .iter_mut()
        .find(|token| token.id == id)
        .ok_or_else(|| ServiceError::not_found("token not found"))
}

fn signature(author: &Author, now: DateTime<Utc>) -> (String, String, DateTime<Utc>) {
    (author.name.clone(), author.user_id.clone(), now)
}
