//! The query of a list, and the links between its pages.

use serde_json::{Value, json};
use url::form_urlencoded::{Serializer, parse};

use super::answers::ServiceError;

const DEFAULT_LIMIT: u64 = 100;

/// A decoded query. Keys the service does not know are tolerated.
pub(super) struct Query(Vec<(String, String)>);

impl Query {
    pub(super) fn new(raw: Option<&str>) -> Self {
        Self(parse(raw.unwrap_or_default().as_bytes()).into_owned().collect())
    }

    pub(super) fn get(&self, key: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == key).map(|(_, value)| value.as_str())
    }

    /// A number, which the service takes as digits and nothing else.
    pub(super) fn digits(&self, key: &str) -> Result<Option<u64>, ServiceError> {
        let Some(text) = self.get(key) else { return Ok(None) };
        let number = if text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().ok() } else { None };
        match number {
            Some(number) => Ok(Some(number)),
            None => Err(ServiceError::bad_request("invalid-query", format!("{key} must be a number"))),
        }
    }

    pub(super) fn limit(&self, max: Option<u64>) -> Result<u64, ServiceError> {
        match self.digits("limit")?.unwrap_or(DEFAULT_LIMIT) {
            0 => Err(ServiceError::bad_request("invalid-query", "limit must be at least 1")),
            limit => Ok(max.map_or(limit, |max| limit.min(max))),
        }
    }

    /// A link to the same list with these keys changed, everything else kept.
    pub(super) fn link(&self, path: &str, changed: &[(&str, String)]) -> String {
        let mut link = Serializer::new(String::new());
        for (key, value) in &self.0 {
            if !changed.iter().any(|(known, _)| known == key) {
                link.append_pair(key, value);
            }
        }
        for (key, value) in changed {
            link.append_pair(key, value);
        }
        format!("{path}?{}", link.finish())
    }
}

/// One page of a list that is read by offset.
pub(super) struct Page {
    pub(super) offset: u64,
    pub(super) limit: u64,
    pub(super) total: u64,
}

impl Page {
    /// The positions of this page's items in the whole list.
    pub(super) fn range(&self, most: Option<u64>) -> std::ops::Range<usize> {
        let start = self.offset.min(self.total);
        let length = self.limit.min(most.unwrap_or(u64::MAX));
        let end = start.saturating_add(length).min(self.total);
        // Positions of a list in memory, hence never too large.
        usize::try_from(start).unwrap_or(usize::MAX)..usize::try_from(end).unwrap_or(usize::MAX)
    }

    /// Empty strings where there is no such page.
    pub(super) fn links(&self, query: &Query, path: &str) -> Value {
        let at = |offset: u64| {
            query.link(path, &[("offset", offset.to_string()), ("limit", self.limit.to_string())])
        };
        let following = self.offset.saturating_add(self.limit);
        json!({
            "self": at(self.offset),
            "next": if following < self.total { at(following) } else { String::new() },
            "previous": if self.offset > 0 { at(self.offset.saturating_sub(self.limit)) } else { String::new() },
        })
    }
}
