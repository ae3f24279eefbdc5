//! Lists, a page at a time.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Registry, Token, wire};

/// Addresses of neighbouring pages, as the service tells them; they are shown, never followed.
///
/// Mirrors the API's `PaginationLinks`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Links {
    /// The next page.
    #[serde(default)]
    pub next: Option<String>,
    /// The page before.
    #[serde(default)]
    pub previous: Option<String>,
    /// This page.
    #[serde(default, rename = "self")]
    pub self_: Option<String>,
}

/// One page of tokens.
///
/// Mirrors the API's `TokensResponse`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct TokenPage {
    /// The tokens.
    #[serde(default, deserialize_with = "crate::json::null_as_default")]
    pub items: Vec<Token>,
    /// The index of the first one in the whole list.
    #[serde(default)]
    pub offset: Option<u64>,
    /// The most a page holds.
    #[serde(default)]
    pub limit: Option<u64>,
    /// How many are on this page, by the service's count.
    #[serde(default)]
    pub count: Option<u64>,
    /// How many there are in all, by the service's count.
    #[serde(default)]
    pub total: Option<u64>,
    /// Addresses of neighbouring pages.
    #[serde(default, rename = "_links")]
    pub links: Option<Links>,
}

/// Which page to get.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct PageQuery {
    /// The index of the first item. Default: 0.
    pub offset: u64,
    /// The most the page may hold, at least 1. Default: 100.
    pub limit: u64,
    /// Properties and the values they must have, sent as `filter.NAME`. The service may ignore them.
    pub filters: BTreeMap<String, String>,
    /// The most items the service is to give in all. Default: no limit.
    pub max_results: Option<u64>,
}

impl Default for PageQuery {
    fn default() -> Self {
        Self {
            offset: 0,
            limit: crate::ionos::defaults::PAGE_SIZE,
            filters: BTreeMap::new(),
            max_results: None,
        }
    }
}

impl PageQuery {
    /// The first page, as large as the service's own default.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the index of the first item.
    pub fn offset(mut self, offset: u64) -> Self {
        self.offset = offset;
        self
    }

    /// Sets the most the page may hold.
    pub fn limit(mut self, limit: u64) -> Self {
        self.limit = limit;
        self
    }

    /// Adds a property and the value it must have.
    pub fn filter(mut self, property: impl Into<String>, value: impl Into<String>) -> Self {
        self.filters.insert(property.into(), value.into());
        self
    }

    /// Sets the most items the service is to give in all.
    pub fn max_results(mut self, most: u64) -> Self {
        self.max_results = Some(most);
        self
    }
}

/// One page of registries.
///
/// Mirrors the API's `RegistriesResponse`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "wire::RegistryPage")]
#[non_exhaustive]
pub struct RegistryPage {
    /// The registries.
    pub items: Vec<Registry>,
    /// The most a page holds.
    pub limit: Option<u64>,
    /// What to ask the next page with; none on the last one.
    pub next_token: Option<String>,
    /// Addresses of neighbouring pages.
    pub links: Option<Links>,
}
