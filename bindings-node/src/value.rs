//! From the closed set of field types to what crosses into JavaScript: one string, made off the JavaScript thread, that holds the
//! values one behind the other. `ts/source.ts` reads it in the same order, so nothing in it has a name.
//!
//! A JSON text would be read a second time by the engine, into objects that nobody keeps.
//!
//! Secrets travel beside the string and never in it: in their place stands their number.

use std::collections::BTreeMap;
use std::time::Duration;

use registry_tokens::{Secret, Timestamp};
use serde_json::Value;
use uuid::Uuid;

/// The largest integer that every smaller one can be told apart from in a JavaScript number.
pub(crate) const LARGEST_SAFE: u64 = (1 << 53) - 1;

/// Stands before a count that is no single unit.
const LONG: u8 = u8::MAX;

/// How many units an integer takes: enough for [`LARGEST_SAFE`] and a sign.
const INTEGER: usize = 7;

/// An integer that a JavaScript number would silently change.
pub(crate) struct TooLarge;

/// The characters of a string as the engine holds them: a byte each, or two when one of them needs it.
pub(crate) enum Units {
    /// All below 256.
    Narrow(Vec<u8>),
    /// UTF-16.
    Wide(Vec<u16>),
}

/// What a value is written into.
pub(crate) struct Writer {
    pub(crate) units: Units,
    pub(crate) secrets: Vec<Secret>,
}

impl Default for Writer {
    fn default() -> Self {
        Self { units: Units::Narrow(Vec::with_capacity(512)), secrets: Vec::new() }
    }
}

/// A value that JavaScript code can hold.
pub(crate) trait Wire: Send + Sync {
    /// Writes the value.
    fn write(&self, to: &mut Writer) -> Result<(), TooLarge>;

    /// The service's own JSON of the part that a path of field numbers and list indexes leads to.
    fn api_json(&self, _path: &[u32]) -> Option<Value> {
        None
    }
}

impl Writer {
    fn units(&mut self, units: &[u8]) {
        match &mut self.units {
            Units::Narrow(held) => held.extend_from_slice(units),
            Units::Wide(held) => held.extend(units.iter().copied().map(u16::from)),
        }
    }

    fn unit(&mut self, unit: u8) {
        match &mut self.units {
            Units::Narrow(held) => held.push(unit),
            Units::Wide(held) => held.push(unit.into()),
        }
    }

    fn count(&mut self, count: usize) {
        match u8::try_from(count) {
            Ok(short) if short != LONG => self.unit(short),
            _ => {
                self.unit(LONG);
                self.integer(i64::try_from(count).unwrap_or(i64::MAX));
            }
        }
    }

    fn integer(&mut self, integer: i64) {
        let bytes = integer.to_le_bytes();
        self.units(bytes.get(..INTEGER).unwrap_or(&bytes));
    }

    fn text(&mut self, text: &str) {
        if text.is_ascii() {
            self.count(text.len());
            self.units(text.as_bytes());
            return;
        }
        if let Units::Narrow(held) = &self.units {
            self.units = Units::Wide(held.iter().copied().map(u16::from).collect());
        }
        self.count(text.encode_utf16().count());
        if let Units::Wide(held) = &mut self.units {
            held.extend(text.encode_utf16());
        }
    }

    /// Writes a word: its place among the known ones, counted from 1, or 0 and the word itself.
    pub(crate) fn word(&mut self, place: u8, word: &str) {
        self.unit(place);
        if place == 0 {
            self.text(word);
        }
    }
}

macro_rules! integers {
    ($($ty:ty),*) => {$(
        impl Wire for $ty {
            fn write(&self, to: &mut Writer) -> Result<(), TooLarge> {
                to.integer((*self).into());
                Ok(())
            }
        }
    )*};
}

integers!(u8, u16, u32, i8, i16, i32);

impl Wire for u64 {
    fn write(&self, to: &mut Writer) -> Result<(), TooLarge> {
        match i64::try_from(*self) {
            Ok(integer) if *self <= LARGEST_SAFE => to.integer(integer),
            _ => return Err(TooLarge),
        }
        Ok(())
    }
}

/// What the core holds as `i64` may be as large: a `bigint` there, read from its digits.
impl Wire for i64 {
    fn write(&self, to: &mut Writer) -> Result<(), TooLarge> {
        to.text(&self.to_string());
        Ok(())
    }
}

/// As its digits: the shortest that give the same number again.
impl Wire for f64 {
    fn write(&self, to: &mut Writer) -> Result<(), TooLarge> {
        to.text(&self.to_string());
        Ok(())
    }
}

impl Wire for bool {
    fn write(&self, to: &mut Writer) -> Result<(), TooLarge> {
        to.unit((*self).into());
        Ok(())
    }
}

impl Wire for str {
    fn write(&self, to: &mut Writer) -> Result<(), TooLarge> {
        to.text(self);
        Ok(())
    }
}

impl Wire for String {
    fn write(&self, to: &mut Writer) -> Result<(), TooLarge> {
        self.as_str().write(to)
    }
}

impl Wire for Uuid {
    fn write(&self, to: &mut Writer) -> Result<(), TooLarge> {
        self.as_hyphenated().encode_lower(&mut Self::encode_buffer()).write(to)
    }
}

impl Wire for () {
    fn write(&self, _: &mut Writer) -> Result<(), TooLarge> {
        Ok(())
    }
}

impl Wire for Duration {
    fn write(&self, to: &mut Writer) -> Result<(), TooLarge> {
        (self.as_secs_f64() * 1000.0).write(to)
    }
}

impl Wire for Timestamp {
    fn write(&self, to: &mut Writer) -> Result<(), TooLarge> {
        to.integer(self.timestamp_millis());
        Ok(())
    }
}

impl Wire for Secret {
    fn write(&self, to: &mut Writer) -> Result<(), TooLarge> {
        to.count(to.secrets.len());
        to.secrets.push(self.clone());
        Ok(())
    }
}

impl<T: Wire> Wire for Option<T> {
    fn write(&self, to: &mut Writer) -> Result<(), TooLarge> {
        to.unit(self.is_some().into());
        self.as_ref().map_or(Ok(()), |value| value.write(to))
    }

    fn api_json(&self, path: &[u32]) -> Option<Value> {
        self.as_ref()?.api_json(path)
    }
}

impl<T: Wire> Wire for Vec<T> {
    fn write(&self, to: &mut Writer) -> Result<(), TooLarge> {
        to.count(self.len());
        self.iter().try_for_each(|item| item.write(to))
    }

    fn api_json(&self, path: &[u32]) -> Option<Value> {
        let (index, rest) = path.split_first()?;
        self.get(*index as usize)?.api_json(rest)
    }
}

impl<T: Wire> Wire for BTreeMap<String, T> {
    fn write(&self, to: &mut Writer) -> Result<(), TooLarge> {
        to.count(self.len());
        for (name, value) in self {
            to.text(name);
            value.write(to)?;
        }
        Ok(())
    }
}
