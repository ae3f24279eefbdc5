//! The query of a request.

use super::answers::Refusal;
use crate::signature::query_pairs;

/// A decoded query. Keys the service does not know are tolerated.
pub(super) struct Query(Vec<(String, String)>);

/// Which part of a list is asked for.
pub(super) struct Page {
    pub(super) offset: usize,
    pub(super) limit: usize,
}

impl Query {
    pub(super) fn new(raw: Option<&str>) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        let pairs = query_pairs(raw.unwrap_or_default());
        Self(pairs.into_iter().map(|(name, value)| (text(name), text(value))).collect())
    }

    pub(super) fn text(&self, key: &str) -> Result<Option<&str>, Refusal> {
        let mut values = self.0.iter().filter(|(known, _)| known == key).map(|(_, value)| value.as_str());
        match (values.next(), values.next()) {
            (value, None) => Ok(value),
            _ => Err(Refusal::invalid(format!("{key} is there more than once"))),
        }
    }

    pub(super) fn integer(&self, key: &str) -> Result<Option<usize>, Refusal> {
        let Some(text) = self.text(key)? else { return Ok(None) };
        let number = if text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().ok() } else { None };
        match number {
            Some(number) => Ok(Some(number)),
            None => Err(Refusal::invalid(format!("{key} must be an integer"))),
        }
    }

    pub(super) fn boolean(&self, key: &str) -> Result<Option<bool>, Refusal> {
        match self.text(key)? {
            None => Ok(None),
            Some("true") => Ok(Some(true)),
            Some("false") => Ok(Some(false)),
            Some(_) => Err(Refusal::invalid(format!("{key} must be true or false"))),
        }
    }

    /// One of these words.
    pub(super) fn word(&self, key: &str, known: &[&'static str]) -> Result<Option<&'static str>, Refusal> {
        let Some(text) = self.text(key)? else { return Ok(None) };
        match known.iter().find(|word| **word == text) {
            Some(word) => Ok(Some(word)),
            None => Err(Refusal::invalid(format!("{key} must be one of {}", known.join(", ")))),
        }
    }

    /// `offset` and `limit`, which come together or not at all.
    pub(super) fn page(&self, default_limit: usize) -> Result<Page, Refusal> {
        match (self.integer("offset")?, self.integer("limit")?) {
            (None, None) => Ok(Page { offset: 0, limit: default_limit }),
            (Some(_), Some(limit)) if !(1..=100).contains(&limit) => {
                Err(Refusal::invalid("limit must be from 1 to 100"))
            }
            (Some(offset), Some(limit)) => Ok(Page { offset, limit }),
            _ => Err(Refusal::invalid("offset and limit must be used together")),
        }
    }
}
