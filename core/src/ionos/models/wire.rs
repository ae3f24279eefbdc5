//! The shapes on the wire where they differ from ours: envelopes with `properties`, and what goes out.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    Links, Metadata, NewToken, RegistryFeatures, Scope, StorageUsage, TokenStatus, TokenUpdate,
    WeeklySchedule,
};
use crate::json::{null_as_default, optional_time};
use crate::models::Credentials;
use crate::{Patch, Secret, Timestamp};

/// The frame around every resource.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Envelope<P> {
    pub(crate) id: Uuid,
    #[serde(default, deserialize_with = "null_as_default")]
    r#type: String,
    #[serde(default, deserialize_with = "null_as_default")]
    href: String,
    #[serde(default)]
    metadata: Option<Metadata>,
    pub(crate) properties: P,
}

pub(crate) type Token = Envelope<TokenProperties>;
pub(crate) type Registry = Envelope<RegistryProperties>;

#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TokenProperties {
    name: String,
    #[serde(default)]
    status: Option<TokenStatus>,
    #[serde(default, deserialize_with = "null_as_default")]
    scopes: Vec<Scope>,
    #[serde(default, deserialize_with = "optional_time")]
    expiry_date: Option<Timestamp>,
    #[serde(default)]
    pub(crate) credentials: Option<TokenCredentials>,
}

#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct TokenCredentials {
    #[serde(default)]
    username: Option<String>,
    #[serde(default, skip_serializing)]
    pub(crate) password: Option<Secret>,
}

impl From<Token> for super::Token {
    fn from(wire: Token) -> Self {
        let Envelope { id, r#type, href, metadata, properties } = wire;
        let TokenProperties { name, status, scopes, expiry_date, credentials } = properties;
        let username = credentials.and_then(|credentials| credentials.username);
        Self { id, name, status, scopes, expiry_date, username, href, r#type, metadata }
    }
}

impl From<super::Token> for Token {
    fn from(token: super::Token) -> Self {
        let super::Token { id, name, status, scopes, expiry_date, username, href, r#type, metadata } = token;
        let credentials = username.map(|name| TokenCredentials { username: Some(name), password: None });
        let properties = TokenProperties { name, status, scopes, expiry_date, credentials };
        Self { id, r#type, href, metadata, properties }
    }
}

/// Splits an answer into the token and what logs in with it, when a password came along.
fn with_credentials(mut wire: Token) -> (super::Token, Option<Credentials>) {
    let shown = wire.properties.credentials.as_mut().and_then(|credentials| credentials.password.take());
    let token = super::Token::from(wire);
    let credentials = shown.filter(|password| !password.is_empty()).map(|password| Credentials {
        username: token.username.clone().unwrap_or_else(|| token.name.clone()),
        password,
        hostname: None,
        expires_at: token.expiry_date,
    });
    (token, credentials)
}

impl From<Token> for super::ReplacedToken {
    fn from(wire: Token) -> Self {
        let (token, credentials) = with_credentials(wire);
        Self { token, credentials }
    }
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RegistryProperties {
    name: String,
    #[serde(default, deserialize_with = "null_as_default")]
    location: String,
    #[serde(default, deserialize_with = "null_as_default")]
    hostname: String,
    #[serde(default)]
    garbage_collection_schedule: Option<WeeklySchedule>,
    #[serde(default)]
    features: Option<RegistryFeatures>,
    #[serde(default, deserialize_with = "null_as_default")]
    api_subnet_allow_list: Vec<String>,
    #[serde(default)]
    storage_usage: Option<StorageUsage>,
}

impl From<Registry> for super::Registry {
    fn from(wire: Registry) -> Self {
        let Envelope { id, r#type, href, metadata, properties } = wire;
        Self {
            id,
            name: properties.name,
            location: properties.location,
            hostname: properties.hostname,
            garbage_collection_schedule: properties.garbage_collection_schedule,
            features: properties.features,
            api_subnet_allow_list: properties.api_subnet_allow_list,
            storage_usage: properties.storage_usage,
            href,
            r#type,
            metadata,
        }
    }
}

impl From<super::Registry> for Registry {
    fn from(registry: super::Registry) -> Self {
        let properties = RegistryProperties {
            name: registry.name,
            location: registry.location,
            hostname: registry.hostname,
            garbage_collection_schedule: registry.garbage_collection_schedule,
            features: registry.features,
            api_subnet_allow_list: registry.api_subnet_allow_list,
            storage_usage: registry.storage_usage,
        };
        Self {
            id: registry.id,
            r#type: registry.r#type,
            href: registry.href,
            metadata: registry.metadata,
            properties,
        }
    }
}

#[derive(Serialize, Deserialize)]
pub(crate) struct RegistryPage {
    #[serde(default, deserialize_with = "null_as_default")]
    items: Vec<super::Registry>,
    #[serde(default, rename = "_links")]
    links: Option<Links>,
    #[serde(default)]
    pagination: Option<Pagination>,
}

#[derive(Serialize, Deserialize)]
struct Pagination {
    #[serde(default)]
    limit: Option<u64>,
    #[serde(default)]
    token: Option<String>,
}

impl From<RegistryPage> for super::RegistryPage {
    fn from(wire: RegistryPage) -> Self {
        let (limit, token) = wire.pagination.map_or((None, None), |next| (next.limit, next.token));
        let next_token = token.filter(|token| !token.is_empty());
        Self { items: wire.items, limit, next_token, links: wire.links }
    }
}

impl From<super::RegistryPage> for RegistryPage {
    fn from(page: super::RegistryPage) -> Self {
        let pagination = Some(Pagination { limit: page.limit, token: page.next_token });
        Self { items: page.items, links: page.links, pagination }
    }
}

/// `PostTokenInput` and `PutTokenInput`.
#[derive(Serialize)]
pub(crate) struct TokenInput<'a> {
    properties: TokenInputProperties<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct TokenInputProperties<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    scopes: Option<&'a [Scope]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'a TokenStatus>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expiry_date: Option<Timestamp>,
}

impl<'a> TokenInput<'a> {
    pub(crate) fn new(token: &'a NewToken, expiry_date: Option<Timestamp>) -> Self {
        let properties = TokenInputProperties {
            name: &token.name,
            scopes: token.scopes.as_deref(),
            status: token.status.as_ref(),
            expiry_date,
        };
        Self { properties }
    }
}

/// `PatchTokenInput`: flat, and with a difference between absent and `null`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TokenPatch<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'a TokenStatus>,
    #[serde(skip_serializing_if = "Patch::is_keep")]
    scopes: &'a Patch<Vec<Scope>>,
    #[serde(skip_serializing_if = "Patch::is_keep")]
    expiry_date: &'a Patch<Timestamp>,
}

impl<'a> From<&'a TokenUpdate> for TokenPatch<'a> {
    fn from(update: &'a TokenUpdate) -> Self {
        Self { status: update.status.as_ref(), scopes: &update.scopes, expiry_date: &update.expiry_date }
    }
}
