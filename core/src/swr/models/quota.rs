//! How much of everything there may be.

use serde::{Deserialize, Serialize};

use crate::json::null_as_default;

/// How many there may be of something.
///
/// Mirrors an item of the answer of `ListQuotas`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Quota {
    /// What it is about: `namespace`, on some sites also `repository` and `tag`.
    pub quota_key: String,
    /// How many there may be.
    pub quota_limit: i64,
    /// What is counted; empty for things that are counted one by one.
    #[serde(default, deserialize_with = "null_as_default")]
    pub unit: String,
    /// How many there are.
    #[serde(default)]
    pub used: Option<i64>,
}

/// Quotas, as the answer of `ListQuotas` holds them.
#[derive(Deserialize)]
pub(crate) struct QuotaList {
    #[serde(default, deserialize_with = "null_as_default")]
    pub(crate) quotas: Vec<Quota>,
}

/// Which quotas to list.
///
/// Mirrors the query of `ListQuotas`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct QuotaQuery {
    /// The organization that they are of. Default: those of the project.
    pub namespace: Option<String>,
    /// The repository that they are of; needs its organization. Default: those of the organization or project.
    pub repository: Option<String>,
}

impl QuotaQuery {
    /// The quotas of the project.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the organization.
    pub fn namespace(mut self, namespace: impl Into<String>) -> Self {
        self.namespace = Some(namespace.into());
        self
    }

    /// Sets the repository.
    pub fn repository(mut self, repository: impl Into<String>) -> Self {
        self.repository = Some(repository.into());
        self
    }
}
