//! What a list is asked for: plain parameters, or the one called `filter`, which is all of them in a line.

use serde_json::Value;

use super::super::answers::Refusal;
use super::super::query::Query;
use crate::http::response::Response;
use crate::service::Call;

/// The parameters of a list that were given and are not empty.
pub(super) struct Given {
    pairs: Vec<(String, String)>,
    /// By a filter, which has its own refusal.
    pub(super) filtered: bool,
}

/// Which part of a list is asked for.
pub(super) struct Window {
    offset: usize,
    limit: usize,
    /// False: nothing was said about it.
    asked: bool,
}

impl Given {
    /// A filter takes the place of plain parameters, whatever these say.
    pub(super) fn new(call: &Call<'_>, known: &[&str], in_filter: &[&str]) -> Result<Self, Refusal> {
        let query = Query::new(call.query);
        if let Some(filter) = query.text("filter")? {
            return Self::parse(filter, in_filter);
        }
        Self::plain(&query, known)
    }

    /// Where there is no filter.
    pub(super) fn plain(query: &Query, known: &[&str]) -> Result<Self, Refusal> {
        let mut pairs = Vec::new();
        for key in known {
            if let Some(value) = query.text(key)?.filter(|value| !value.is_empty()) {
                pairs.push(((*key).to_owned(), value.to_owned()));
            }
        }
        Ok(Self { pairs, filtered: false })
    }

    /// Where nothing but a filter will do.
    pub(super) fn filter(call: &Call<'_>, known: &[&str]) -> Result<Self, Refusal> {
        match Query::new(call.query).text("filter")? {
            Some(filter) => Self::parse(filter, known),
            None => Err(Refusal::invalid_filter("filter is required")),
        }
    }

    fn parse(filter: &str, known: &[&str]) -> Result<Self, Refusal> {
        let mut pairs: Vec<(String, String)> = Vec::new();
        for part in filter.split('|') {
            let (key, value) = part
                .split_once("::")
                .ok_or_else(|| Refusal::invalid_filter(format!("{part:?} is not KEY::VALUE")))?;
            if !known.contains(&key) || value.is_empty() || value.contains("::") {
                return Err(Refusal::invalid_filter(format!("{part:?} is not known here")));
            }
            if pairs.iter().any(|(there, _)| there == key) {
                return Err(Refusal::invalid_filter(format!("{key} is there more than once")));
            }
            pairs.push((key.to_owned(), value.to_owned()));
        }
        Ok(Self { pairs, filtered: true })
    }

    pub(super) fn refusal(&self, message: impl Into<String>) -> Refusal {
        if self.filtered { Refusal::invalid_filter(message) } else { Refusal::invalid(message) }
    }

    pub(super) fn text(&self, key: &str) -> Option<&str> {
        self.pairs.iter().find(|(known, _)| known == key).map(|(_, value)| value.as_str())
    }

    /// One of these words.
    pub(super) fn word(&self, key: &str, known: &[&str]) -> Result<Option<&str>, Refusal> {
        match self.text(key) {
            Some(word) if !known.contains(&word) => {
                Err(self.refusal(format!("{key} must be one of {}", known.join(", "))))
            }
            word => Ok(word),
        }
    }

    pub(super) fn integer(&self, key: &str) -> Result<Option<usize>, Refusal> {
        let Some(text) = self.text(key) else { return Ok(None) };
        let number = if text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().ok() } else { None };
        number.map(Some).ok_or_else(|| self.refusal(format!("{key} must be an integer")))
    }

    /// `offset` and `limit`, which come together or not at all; 100 unless asked.
    pub(super) fn window(&self, most: usize) -> Result<Window, Refusal> {
        match (self.integer("offset")?, self.integer("limit")?) {
            (None, None) => Ok(Window { offset: 0, limit: 100, asked: false }),
            (Some(_), Some(limit)) if !(1..=most).contains(&limit) => {
                Err(self.refusal(format!("limit must be from 1 to {most}")))
            }
            (Some(offset), Some(limit)) => Ok(Window { offset, limit, asked: true }),
            _ => Err(self.refusal("offset and limit must be used together")),
        }
    }
}

impl Window {
    pub(super) fn was_asked(&self) -> bool {
        self.asked
    }

    /// The items of this part, written down.
    pub(super) fn rows<T>(&self, all: &[T], row: impl Fn(&T) -> Value) -> Vec<Value> {
        all.iter().skip(self.offset).take(self.limit).map(row).collect()
    }

    /// Where this part begins, how long it is and what it is part of: not a range of bytes. Missing where nothing was
    /// asked for.
    pub(super) fn mark(&self, response: Response, count: usize, total: usize) -> Response {
        if self.asked {
            response.with("Content-Range", format!("{}-{count}/{total}", self.offset))
        } else {
            response
        }
    }
}
