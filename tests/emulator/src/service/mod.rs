//! The services of one world: what they answer to a request, and what they remember. IONOS is here, SWR in `swr`.

mod answers;
mod auth;
mod logins;
mod paging;
mod registries;
mod seed;
mod swr;
mod tokens;
mod validate;

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::api::Api;
use crate::clock;
use crate::http::Headers;
use crate::http::response::Response;
use answers::ServiceError;
pub(crate) use auth::Account;
pub(crate) use logins::{Login, Rights};
use registries::Registry;
use swr::Swr;
pub(crate) use swr::{NAMESPACE, REGION, REPOSITORY, SwrAccount};

/// One request to the service.
pub(crate) struct Call<'a> {
    pub(crate) method: &'a str,
    pub(crate) api: Api,
    /// Raw, as received: what a signature is made over.
    pub(crate) full_path: &'a str,
    /// Raw, below the API's prefix.
    pub(crate) path: &'a str,
    pub(crate) query: Option<&'a str>,
    pub(crate) headers: &'a Headers,
    pub(crate) body: &'a [u8],
    /// The API's prefix, for `Location` and `_links`.
    pub(crate) prefix: &'a str,
    pub(crate) now: DateTime<Utc>,
}

/// The state of one world's service.
pub(crate) struct Service {
    account: Account,
    registries: Vec<Registry>,
    /// The page size the service does not exceed, whatever it is asked for.
    max_limit: Option<u64>,
    swr: Swr,
}

impl Service {
    /// The start state: one registry that is running, without tokens.
    pub(crate) fn new(account: Account, registry_id: Uuid, now: DateTime<Utc>) -> Self {
        let swr = Swr::new(account.swr.clone());
        Self { account, registries: vec![Registry::demo(registry_id, now)], max_limit: None, swr }
    }

    /// The hostname of the registry of the start state.
    pub(crate) fn demo_hostname() -> String {
        Registry::demo(Uuid::nil(), DateTime::UNIX_EPOCH).future_hostname()
    }

    pub(crate) fn answer(&mut self, call: &Call<'_>) -> Response {
        self.delete_expired(call.now);
        if call.api != Api::Ionos {
            return self.swr.answer(call);
        }
        let response = self.route(call).unwrap_or_else(|error| error.response());
        response
            .with("Date", clock::http_date(call.now))
            .with("X-Request-Id", Uuid::new_v4().hyphenated().to_string())
    }

    /// Everything there is, passwords included, for tests that compare a model with the truth.
    pub(crate) fn inspect(&mut self, now: DateTime<Utc>) -> Value {
        self.delete_expired(now);
        let mut shown = json!({
            "now": clock::written(now),
            "max_limit": self.max_limit,
            "registries": self.registries.iter().map(Registry::inspect).collect::<Vec<_>>(),
        });
        add(&mut shown, self.swr.inspect());
        shown
    }

    fn delete_expired(&mut self, now: DateTime<Utc>) {
        for registry in &mut self.registries {
            registry.tokens.retain(|token| !token.has_expired(now));
        }
    }

    fn route(&mut self, call: &Call<'_>) -> Result<Response, ServiceError> {
        self.account.admit(call.headers)?;
        let segments: Vec<&str> = call.path.split('/').skip(1).collect();
        match segments.as_slice() {
            ["registries"] => match call.method {
                "GET" => registries::list(&self.registries, call),
                "POST" => Err(ServiceError::not_played()),
                _ => Err(ServiceError::method_not_allowed("GET, POST")),
            },
            ["registries", registry] => {
                let id = validate::path_id("registryId", registry)?;
                match call.method {
                    "GET" => self.registry(id)?.get(),
                    "PUT" | "PATCH" | "DELETE" => Err(ServiceError::not_played()),
                    _ => Err(ServiceError::method_not_allowed("GET, PUT, PATCH, DELETE")),
                }
            }
            ["registries", registry, "tokens"] => {
                let id = validate::path_id("registryId", registry)?;
                let (max_limit, author) = (self.max_limit, self.account.author());
                match call.method {
                    "GET" => tokens::list(self.registry(id)?, max_limit, call),
                    "POST" => tokens::create(self.registry(id)?, &author, call),
                    _ => Err(ServiceError::method_not_allowed("GET, POST")),
                }
            }
            ["registries", registry, "tokens", token] => {
                let id = validate::path_id("registryId", registry)?;
                let token = validate::path_id("tokenId", token)?;
                let author = self.account.author();
                let registry = self.registry(id)?;
                match call.method {
                    "GET" => tokens::get(registry, token),
                    "PUT" => tokens::put(registry, token, &author, call),
                    "PATCH" => tokens::patch(registry, token, &author, call),
                    "DELETE" => tokens::delete(registry, token),
                    _ => Err(ServiceError::method_not_allowed("GET, PUT, PATCH, DELETE")),
                }
            }
            ["locations"]
            | ["names", _]
            | ["vulnerabilities", _]
            | ["registries", _, "repositories" | "artifacts", ..] => Err(ServiceError::not_played()),
            _ => Err(ServiceError::not_found("no such resource")),
        }
    }

    fn registry(&mut self, id: Uuid) -> Result<&mut Registry, ServiceError> {
        self.registries
            .iter_mut()
            .find(|registry| registry.id == id)
            .ok_or_else(|| ServiceError::not_found("registry not found"))
    }
}

/// Adds the keys of one object to another.
fn add(object: &mut Value, more: Value) {
    if let (Value::Object(object), Value::Object(more)) = (object, more) {
        object.extend(more);
    }
}
