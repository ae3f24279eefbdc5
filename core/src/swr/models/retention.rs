//! Which images the service deletes by itself.

use serde::{Deserialize, Serialize};

use super::repository::repository_name;
use crate::Timestamp;
use crate::json::{null_as_default, number_as_text, optional_time};
use crate::word::open_word;

open_word! {
    /// What a retention rule goes by. An open set: the service may know more words.
    RetentionTemplate {
        /// How old an image is.
        DATE_RULE = "date_rule",
        /// How many images there are.
        TAG_RULE = "tag_rule",
    }
}

open_word! {
    /// How the pattern of a selector is meant. An open set: the service may know more words.
    TagSelectorKind {
        /// One tag.
        LABEL = "label",
        /// A regular expression.
        REGEXP = "regexp",
    }
}

/// Which tags a retention rule leaves alone.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct TagSelector {
    /// How the pattern is meant.
    #[serde(default, deserialize_with = "null_as_default")]
    pub kind: TagSelectorKind,
    /// A tag for `label`, a regular expression for `regexp`.
    #[serde(default, deserialize_with = "null_as_default")]
    pub pattern: String,
}

impl TagSelector {
    /// A selector of this kind.
    pub fn new(kind: impl Into<TagSelectorKind>, pattern: impl Into<String>) -> Self {
        Self { kind: kind.into(), pattern: pattern.into() }
    }
}

/// The number of a retention rule: one of them is there. The API writes it as text.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct RetentionParams {
    /// How many days an image is kept, for `date_rule`.
    #[serde(default, with = "number_as_text", skip_serializing_if = "Option::is_none")]
    pub days: Option<u64>,
    /// How many images are kept, for `tag_rule`.
    #[serde(default, with = "number_as_text", skip_serializing_if = "Option::is_none")]
    pub num: Option<u64>,
}

/// What is deleted, and what is left alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct RetentionRule {
    /// What it goes by.
    #[serde(default, deserialize_with = "null_as_default")]
    pub template: RetentionTemplate,
    /// Its number.
    #[serde(default, deserialize_with = "null_as_default")]
    pub params: RetentionParams,
    /// The tags that it leaves alone.
    #[serde(default, deserialize_with = "null_as_default")]
    pub tag_selectors: Vec<TagSelector>,
}

/// The retention of a repository.
///
/// Mirrors the answers of `ListRetentions` and `ShowRetention`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Retention {
    /// Its id.
    pub id: u64,
    /// How its rules go together: `or`.
    #[serde(default, deserialize_with = "null_as_default")]
    pub algorithm: String,
    /// Its rules; the service takes one.
    #[serde(default, deserialize_with = "null_as_default")]
    pub rules: Vec<RetentionRule>,
    /// The service does not use it.
    #[serde(default, deserialize_with = "null_as_default")]
    pub scope: String,
}

/// A retention that was just made; the service tells nothing but its id.
///
/// Mirrors the answer of `CreateRetention`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct CreatedRetention {
    /// Its id.
    pub id: u64,
}

/// An image that a retention deleted.
///
/// Mirrors the API's `Log` in the answer of `ListRetentionHistories`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "RetentionLog")]
#[non_exhaustive]
pub struct RetentionHistory {
    /// Its id.
    pub id: u64,
    /// The retention that deleted it.
    pub retention_id: Option<u64>,
    /// The organization.
    pub namespace: String,
    /// The repository.
    #[serde(rename = "repo")]
    pub repository: String,
    /// The tag that was deleted.
    pub tag: String,
    /// When.
    pub created_at: Option<Timestamp>,
    /// The rule as the API writes it: JSON inside a text.
    pub rule_type: String,
    /// The same, read; none where it cannot be read.
    #[serde(skip_serializing)]
    pub rule: Option<RetentionRule>,
}

/// The same as it comes.
#[derive(Deserialize)]
struct RetentionLog {
    id: u64,
    #[serde(default)]
    retention_id: Option<u64>,
    #[serde(default, deserialize_with = "null_as_default")]
    namespace: String,
    #[serde(default, deserialize_with = "repository_name")]
    repo: String,
    #[serde(default, deserialize_with = "null_as_default")]
    tag: String,
    #[serde(default, deserialize_with = "optional_time")]
    created_at: Option<Timestamp>,
    #[serde(default, deserialize_with = "null_as_default")]
    rule_type: String,
}

impl From<RetentionLog> for RetentionHistory {
    fn from(log: RetentionLog) -> Self {
        let RetentionLog { id, retention_id, namespace, repo, tag, created_at, rule_type } = log;
        // Past rules may be of a kind that is no longer written so: the text is there all the same.
        let is_object = rule_type.trim_start().starts_with('{');
        let rule = is_object.then(|| serde_json::from_str(&rule_type).ok()).flatten();
        Self { id, retention_id, namespace, repository: repo, tag, created_at, rule_type, rule }
    }
}

/// One page of what retentions deleted.
///
/// Mirrors the answer of `ListRetentionHistories`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct RetentionHistoryPage {
    /// What was deleted.
    #[serde(default, rename = "retention_log", deserialize_with = "null_as_default")]
    pub items: Vec<RetentionHistory>,
    /// How many there are in all, by the service's count.
    #[serde(default)]
    pub total: Option<u64>,
}

/// A retention to be made, or all that an existing one is to become: with `days` or with `num`.
///
/// Mirrors the body of `CreateRetention` and `UpdateRetention`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct RetentionInput {
    /// Images older than so many days are deleted, at least 1. Either this or `num`.
    pub days: Option<u64>,
    /// All but so many of the newest images are deleted, at least 1. Either this or `days`.
    pub num: Option<u64>,
    /// The tags that are left alone. Default: none.
    pub tag_selectors: Vec<TagSelector>,
}

impl RetentionInput {
    /// A retention that says nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets after how many days an image is deleted.
    pub fn days(mut self, days: u64) -> Self {
        self.days = Some(days);
        self
    }

    /// Sets how many images are kept.
    pub fn num(mut self, num: u64) -> Self {
        self.num = Some(num);
        self
    }

    /// Sets the tags that are left alone.
    pub fn tag_selectors(mut self, selectors: impl IntoIterator<Item = TagSelector>) -> Self {
        self.tag_selectors = selectors.into_iter().collect();
        self
    }
}

/// The body of `CreateRetention` and `UpdateRetention`.
#[derive(Serialize)]
pub(crate) struct RetentionBody {
    algorithm: &'static str,
    rules: [RetentionRule; 1],
}

impl From<&RetentionInput> for RetentionBody {
    fn from(input: &RetentionInput) -> Self {
        let RetentionInput { days, num, tag_selectors } = input.clone();
        let template =
            if days.is_some() { RetentionTemplate::DATE_RULE } else { RetentionTemplate::TAG_RULE };
        let rule = RetentionRule { template, params: RetentionParams { days, num }, tag_selectors };
        Self { algorithm: "or", rules: [rule] }
    }
}
