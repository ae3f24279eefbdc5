//! What a caller asks for when repositories are made, changed or listed.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{OrderType, RepositoryCategory};
use crate::swr::defaults::PAGE_SIZE;
use crate::word::open_word;

open_word! {
    /// What a list of repositories is sorted by. An open set: sites differ in it.
    RepositoryOrderColumn {
        /// When they were changed.
        UPDATED_AT = "updated_at",
        /// The same on other sites, and in filters.
        UPDATED_TIME = "updated_time",
        /// Their names.
        NAME = "name",
        /// How many tags they have.
        TAG_COUNT = "tag_count",
        /// Their organizations.
        NAMESPACE = "namespace",
        /// Whether everybody may pull.
        IS_PUBLIC = "is_public",
    }
}

/// A repository to be made.
///
/// Mirrors the body of `CreateRepo`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct NewRepository {
    /// Its name: 1 to 128 lower-case letters and digits, with `.`, `/`, `_`, `__` or hyphens between them.
    #[serde(rename = "repository")]
    pub name: String,
    /// Whether everybody may pull.
    pub is_public: bool,
    /// What its images are about. Default: left to the service.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<RepositoryCategory>,
    /// What its owner says of it. Default: nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

impl NewRepository {
    /// A repository of this name.
    pub fn new(name: impl Into<String>, is_public: bool) -> Self {
        Self { name: name.into(), is_public, category: None, description: None }
    }

    /// Sets what its images are about.
    pub fn category(mut self, category: impl Into<RepositoryCategory>) -> Self {
        self.category = Some(category.into());
        self
    }

    /// Sets what its owner says of it.
    pub fn description(mut self, text: impl Into<String>) -> Self {
        self.description = Some(text.into());
        self
    }
}

/// What a repository is to become.
///
/// Mirrors the body of `UpdateRepo`, which always says whether everybody may pull.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RepositoryUpdate {
    /// Whether everybody may pull.
    pub is_public: bool,
    /// What its images are about. Default: stays.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<RepositoryCategory>,
    /// What its owner says of it. Default: stays.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

impl RepositoryUpdate {
    /// A repository that everybody may pull from, or not.
    pub fn new(is_public: bool) -> Self {
        Self { is_public, category: None, description: None }
    }

    /// Sets what its images are about.
    pub fn category(mut self, category: impl Into<RepositoryCategory>) -> Self {
        self.category = Some(category.into());
        self
    }

    /// Sets what its owner says of it.
    pub fn description(mut self, text: impl Into<String>) -> Self {
        self.description = Some(text.into());
        self
    }
}

/// Which repositories to list, and which page of them: either by parameters of their own, or by `filters`.
///
/// Mirrors the query of `ListReposDetails`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RepositoryQuery {
    /// The index of the first one. Default: 0.
    pub offset: u64,
    /// The most the page may hold, 1 to 1000. Default: 100.
    pub limit: u64,
    /// The organization. Default: any.
    pub namespace: Option<String>,
    /// The name. Default: any.
    pub name: Option<String>,
    /// What their images are about. Default: anything.
    pub category: Option<RepositoryCategory>,
    /// Whether everybody may pull. Default: either.
    pub is_public: Option<bool>,
    /// What to sort by, together with `order_type`. Default: left to the service.
    pub order_column: Option<RepositoryOrderColumn>,
    /// Which way to sort, together with `order_column`. Default: left to the service.
    pub order_type: Option<OrderType>,
    /// The same parts as one text, by which the service finds parts of a name, too:
    /// `namespace, name, category, is_public, order_column, order_type`. Not together with the others, which the service would
    /// pass over. Default: none.
    pub filters: BTreeMap<String, String>,
}

impl Default for RepositoryQuery {
    fn default() -> Self {
        Self {
            offset: 0,
            limit: PAGE_SIZE,
            namespace: None,
            name: None,
            category: None,
            is_public: None,
            order_column: None,
            order_type: None,
            filters: BTreeMap::new(),
        }
    }
}

impl RepositoryQuery {
    /// The first hundred.
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

    /// Sets the organization.
    pub fn namespace(mut self, namespace: impl Into<String>) -> Self {
        self.namespace = Some(namespace.into());
        self
    }

    /// Sets the name.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Sets what their images are about.
    pub fn category(mut self, category: impl Into<RepositoryCategory>) -> Self {
        self.category = Some(category.into());
        self
    }

    /// Sets whether everybody may pull.
    pub fn is_public(mut self, is_public: bool) -> Self {
        self.is_public = Some(is_public);
        self
    }

    /// Sets what to sort by.
    pub fn order_column(mut self, column: impl Into<RepositoryOrderColumn>) -> Self {
        self.order_column = Some(column.into());
        self
    }

    /// Sets which way to sort.
    pub fn order_type(mut self, order: impl Into<OrderType>) -> Self {
        self.order_type = Some(order.into());
        self
    }

    /// Adds a part of the filter.
    pub fn filter(mut self, part: impl Into<String>, value: impl Into<String>) -> Self {
        self.filters.insert(part.into(), value.into());
        self
    }
}
