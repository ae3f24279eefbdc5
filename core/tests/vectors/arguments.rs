//! The arguments of a call.

use std::collections::BTreeMap;
use std::time::Duration;

use registry_tokens::Patch;
use serde::Deserialize;
use serde_json::Value;

use crate::fill;

/// The arguments of a call by name, or the parts of one of them; every one must be taken.
#[derive(Deserialize)]
pub struct Arguments(pub BTreeMap<String, Value>);

impl Arguments {
    pub fn text(&mut self, name: &str) -> Result<String, String> {
        fill::text(&self.0.remove(name).ok_or_else(|| format!("{name} is missing"))?)
    }

    pub fn maybe<T: serde::de::DeserializeOwned>(&mut self, name: &str) -> Result<Option<T>, String> {
        self.0.remove(name).map(serde_json::from_value).transpose().map_err(|why| format!("{name}: {why}"))
    }

    pub fn required<T: serde::de::DeserializeOwned>(&mut self, name: &str) -> Result<T, String> {
        self.maybe(name)?.ok_or_else(|| format!("{name} is missing"))
    }

    /// A text that may be left out, and may be described.
    pub fn maybe_text(&mut self, name: &str) -> Result<Option<String>, String> {
        self.0.remove(name).map(|value| fill::text(&value)).transpose()
    }

    pub fn patch<T: serde::de::DeserializeOwned>(&mut self, name: &str) -> Result<Patch<T>, String> {
        match self.0.get(name) {
            None => Ok(Patch::Keep),
            Some(Value::Null) => {
                self.0.remove(name);
                Ok(Patch::Clear)
            }
            Some(_) => Ok(Patch::Set(self.maybe(name)?.ok_or("no value")?)),
        }
    }

    /// A span in milliseconds, whose argument is called so.
    pub fn maybe_span(&mut self, name: &str) -> Result<Option<Duration>, String> {
        Ok(self.maybe(name)?.map(Duration::from_millis))
    }

    pub fn end(self) -> Result<(), String> {
        self.0.keys().next().map_or(Ok(()), |name| Err(format!("unknown argument: {name}")))
    }
}
