//! Long-term credentials: SWR's equivalent of a registry token.

use serde::{Deserialize, Serialize};

use super::wire;
use crate::Timestamp;
use crate::json::{null_as_default, optional_time};
use crate::models::Credentials;
use crate::swr::defaults::PAGE_SIZE;

/// A login to an Enterprise instance that stays until it is deleted, without its password: that is shown only when it is
/// issued.
///
/// Mirrors a row of `ListInstanceLtCredentials`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct LongTermCredential {
    /// Its id: the `credential_id` of the methods.
    pub token_id: String,
    /// Its name.
    pub name: String,
    /// The instance that it opens.
    #[serde(default, deserialize_with = "null_as_default")]
    pub instance_id: String,
    /// The user name of a login.
    #[serde(default, deserialize_with = "null_as_default")]
    pub user_id: String,
    /// The IAM user that it belongs to.
    #[serde(default, deserialize_with = "null_as_default")]
    pub user_profile: String,
    /// Whether it opens anything.
    #[serde(default)]
    pub enable: Option<bool>,
    /// When it was made.
    #[serde(default, deserialize_with = "optional_time")]
    pub created_at: Option<Timestamp>,
    /// When it stops working; none means never.
    #[serde(default, deserialize_with = "optional_time")]
    pub expire_date: Option<Timestamp>,
}

/// One page of long-term credentials.
///
/// Mirrors the answer of `ListInstanceLtCredentials`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct LongTermCredentialPage {
    /// The credentials.
    #[serde(default, rename = "auth_tokens", deserialize_with = "null_as_default")]
    pub items: Vec<LongTermCredential>,
    /// How many there are in all, by the service's count.
    #[serde(default)]
    pub total: Option<u64>,
}

/// A long-term credential that was just made, with the password that no later request can show again.
///
/// Mirrors the answer of `CreateInstanceLtCredential`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct IssuedLongTermCredential {
    /// Its id: the `credential_id` of the methods.
    pub token_id: String,
    /// The user name of a login.
    pub user_id: String,
    /// When it was made.
    pub created_at: Option<Timestamp>,
    /// When it stops working; none means never.
    pub expire_date: Option<Timestamp>,
    /// What logs in to the instance.
    pub credentials: Credentials,
}

impl Serialize for IssuedLongTermCredential {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        wire::CredentialSecret::from(self.clone()).serialize(serializer)
    }
}

/// Which long-term credentials to list, and which page of them.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct LongTermCredentialQuery {
    /// The index of the first one. Default: 0.
    pub offset: u64,
    /// The most the page may hold, 1 to 100. Default: 100.
    pub limit: u64,
    /// Whether only the caller's own are listed; false shows an administrator all of the instance. Default: left to the
    /// service, which lists the caller's own.
    pub self_only: Option<bool>,
}

impl Default for LongTermCredentialQuery {
    fn default() -> Self {
        Self { offset: 0, limit: PAGE_SIZE, self_only: None }
    }
}

impl LongTermCredentialQuery {
    /// The first page, as large as it can be.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the index of the first one.
    pub fn offset(mut self, offset: u64) -> Self {
        self.offset = offset;
        self
    }

    /// Sets the most the page may hold.
    pub fn limit(mut self, limit: u64) -> Self {
        self.limit = limit;
        self
    }

    /// Sets whether only the caller's own are listed.
    pub fn self_only(mut self, self_only: bool) -> Self {
        self.self_only = Some(self_only);
        self
    }
}
