//! What a body must look like before anything is done with it.

use serde_json::{Map, Value};

use super::answers::Refusal;
use crate::service::Call;

/// The fields of an object, and its name for messages.
pub(super) struct Fields<'a> {
    fields: &'a Map<String, Value>,
    of: &'a str,
}

impl<'a> Fields<'a> {
    /// A field the service does not document is a mistake of the client, and a judge must not let it pass.
    pub(super) fn new(value: &'a Value, of: &'a str, known: &[&str]) -> Result<Self, Refusal> {
        let fields = value.as_object().ok_or_else(|| Refusal::invalid(format!("{of} must be an object")))?;
        match fields.keys().find(|key| !known.contains(&key.as_str())) {
            Some(key) => Err(Refusal::invalid(format!("{of}: unknown field {key}"))),
            None => Ok(Self { fields, of }),
        }
    }

    pub(super) fn get(&self, key: &str) -> Option<&'a Value> {
        self.fields.get(key)
    }

    pub(super) fn required(&self, key: &str) -> Result<&'a Value, Refusal> {
        self.get(key).ok_or_else(|| Refusal::invalid(format!("{}: {key} is required", self.of)))
    }

    /// May be empty.
    pub(super) fn optional_text(&self, key: &str) -> Result<Option<String>, Refusal> {
        match self.get(key) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.clone())),
            Some(_) => Err(Refusal::invalid(format!("{}: {key} must be a string", self.of))),
        }
    }

    /// There and not empty.
    pub(super) fn text(&self, key: &str) -> Result<String, Refusal> {
        self.required(key)?;
        match self.optional_text(key)? {
            Some(text) if !text.is_empty() => Ok(text),
            _ => Err(Refusal::invalid(format!("{}: {key} must not be empty", self.of))),
        }
    }

    pub(super) fn flag(&self, key: &str) -> Result<bool, Refusal> {
        let wrong = || Refusal::invalid(format!("{}: {key} must be true or false", self.of));
        self.required(key)?.as_bool().ok_or_else(wrong)
    }
}

pub(super) fn json(call: &Call<'_>) -> Result<Value, Refusal> {
    if !is_json(call) {
        return Err(Refusal::invalid("Content-Type must be application/json"));
    }
    serde_json::from_slice(call.body).map_err(|error| Refusal::invalid(format!("malformed JSON: {error}")))
}

/// For operations without a body.
pub(super) fn none(call: &Call<'_>) -> Result<(), Refusal> {
    if call.body.is_empty() { Ok(()) } else { Err(Refusal::invalid("this operation takes no body")) }
}

/// `application/json`, perhaps with a charset, which can only be UTF-8.
pub(super) fn is_json(call: &Call<'_>) -> bool {
    let given = call.headers.get("content-type").unwrap_or_default().to_ascii_lowercase();
    let mut parts = given.split(';').map(str::trim);
    parts.next() == Some("application/json") && parts.all(|part| part == "charset=utf-8")
}
