//! Registry tokens as the service shows them.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Metadata, Scope, wire};
use crate::Timestamp;
use crate::models::Credentials;
use crate::word::open_word;

open_word! {
    /// Whether a token opens anything. An open set: the service may know more words.
    TokenStatus {
        /// It can be used.
        ENABLED = "enabled",
        /// It is kept, but logins with it are refused.
        DISABLED = "disabled",
    }
}

/// A registry token, without its password: that is shown only when the token is issued.
///
/// Mirrors the API's `TokenResponse` with its `properties`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "wire::Token")]
#[non_exhaustive]
pub struct Token {
    /// Its id.
    pub id: Uuid,
    /// Its name, unique in its registry; it is the user name of a login, too.
    pub name: String,
    /// Whether it opens anything.
    pub status: Option<TokenStatus>,
    /// What it allows.
    pub scopes: Vec<Scope>,
    /// When the service deletes it; none means never.
    pub expiry_date: Option<Timestamp>,
    /// The user name of a login.
    pub username: Option<String>,
    /// Its address; the service leaves it empty.
    pub href: String,
    /// The service's word for what it is: `token`.
    pub r#type: String,
    /// Who made it, when, and how it is doing.
    pub metadata: Option<Metadata>,
}

/// A token that was just made, with the password that no later request can show again.
///
/// Mirrors the API's `PostTokenOutput`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct IssuedToken {
    /// The token.
    pub token: Token,
    /// What logs in to the registry.
    pub credentials: Credentials,
}

/// A token that was replaced, or made under an id of the caller's choice.
///
/// Mirrors the API's `PutTokenOutput`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "wire::Token")]
#[non_exhaustive]
pub struct ReplacedToken {
    /// The token.
    pub token: Token,
    /// What logs in to the registry, when the service made a new password; none when the old one goes on.
    pub credentials: Option<Credentials>,
}

impl IssuedToken {
    /// The API's own JSON of the token, envelope included, without the password.
    pub fn to_json(&self) -> serde_json::Value {
        self.token.to_json()
    }
}

impl ReplacedToken {
    /// The API's own JSON of the token, envelope included, without the password.
    pub fn to_json(&self) -> serde_json::Value {
        self.token.to_json()
    }
}
