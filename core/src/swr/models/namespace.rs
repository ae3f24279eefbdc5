//! Organizations, which the API calls namespaces.

use serde::{Deserialize, Serialize};

use super::access::{self, AccessLevel};
use crate::json::null_as_default;
use crate::word::open_word;

open_word! {
    /// Which organizations a list holds.
    NamespaceMode {
        /// Also those that the caller sees only by a permission on one of their repositories.
        VISIBLE = "visible",
    }
}

/// An organization: what the images of a team or company stand under. The API's word is namespace.
///
/// Mirrors the answers of `ListNamespaces` and `ShowNamespace`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Namespace {
    /// Its id.
    #[serde(default)]
    pub id: Option<u64>,
    /// Its name, unique in the region.
    #[serde(default, deserialize_with = "null_as_default")]
    pub name: String,
    /// The IAM user who made it.
    #[serde(default, deserialize_with = "null_as_default")]
    pub creator_name: String,
    /// What the caller may do with it.
    #[serde(default, with = "access::optional_number")]
    pub auth: Option<AccessLevel>,
    /// How many users have a permission on it, where the answer tells.
    #[serde(default)]
    pub access_user_count: Option<u64>,
    /// How many repositories it has, where the answer tells.
    #[serde(default)]
    pub repo_count: Option<u64>,
}

/// Organizations, as the answer of `ListNamespaces` holds them.
#[derive(Deserialize)]
pub(crate) struct NamespaceList {
    #[serde(default, deserialize_with = "null_as_default")]
    pub(crate) namespaces: Vec<Namespace>,
}

/// Which organizations to list.
///
/// Mirrors the query of `ListNamespaces`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct NamespaceQuery {
    /// The name. Default: any name.
    pub name: Option<String>,
    /// Whether those belong to it that the caller sees only by a permission on a repository. Default: those on which the caller
    /// has a permission.
    pub mode: Option<NamespaceMode>,
}

impl NamespaceQuery {
    /// The organizations on which the caller has a permission.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the name.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Sets which ones belong to it.
    pub fn mode(mut self, mode: impl Into<NamespaceMode>) -> Self {
        self.mode = Some(mode.into());
        self
    }
}
