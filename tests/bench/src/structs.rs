//! The serde structs that one would write without a library.

use chrono::{DateTime, Utc};
use serde::Deserialize;

use crate::seen::Seen;

#[derive(Deserialize)]
pub(crate) struct List {
    items: Vec<Token>,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "read as part of a whole token, like every peer does")]
pub(crate) struct Token {
    id: String,
    r#type: String,
    href: String,
    metadata: Metadata,
    properties: Properties,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code, reason = "read as part of a whole token, like every peer does")]
struct Metadata {
    created_by: String,
    created_by_user_id: String,
    created_date: DateTime<Utc>,
    state: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Properties {
    name: String,
    status: String,
    expiry_date: Option<DateTime<Utc>>,
    scopes: Vec<Scope>,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "read as part of a whole token, like every peer does")]
struct Scope {
    r#type: String,
    name: String,
    actions: Vec<String>,
}

impl Token {
    pub(crate) fn look(&self) -> Seen {
        let properties = &self.properties;
        let expiry = properties.expiry_date.map_or(0, |date| date.timestamp());
        let scope = properties.scopes.first().map_or("", |scope| scope.name.as_str());
        Seen::token(&properties.name, &properties.status, expiry, scope)
    }
}

impl List {
    pub(crate) fn look(&self) -> Seen {
        self.items.iter().map(Token::look).sum()
    }
}
