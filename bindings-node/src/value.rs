//! From the closed set of field types to what crosses into JavaScript: one JSON text of nested lists, made off the
//! JavaScript thread. A model is the list of its fields in their order; the classes in `ts/generated/models.ts` read it.
//!
//! Secrets travel beside the text and never in it: in their place stands their number.

use std::collections::BTreeMap;
use std::time::Duration;

use registry_tokens::{Secret, Timestamp};
use serde_json::Value;
use uuid::Uuid;

/// The largest integer that every smaller one can be told apart from in a JavaScript number.
pub(crate) const LARGEST_SAFE: u64 = (1 << 53) - 1;

/// An integer that a JavaScript number would silently change.
pub(crate) struct TooLarge;

/// What a value is written into.
#[derive(Default)]
pub(crate) struct Writer {
    pub(crate) text: String,
    pub(crate) secrets: Vec<Secret>,
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
    /// Writes a list; `items` writes each of them, in order.
    pub(crate) fn list(&mut self, items: &[&dyn Wire]) -> Result<(), TooLarge> {
        self.text.push('[');
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                self.text.push(',');
            }
            item.write(self)?;
        }
        self.text.push(']');
        Ok(())
    }

    fn json(&mut self, value: impl serde::Serialize) -> Result<(), TooLarge> {
        // Plain data: it cannot fail.
        self.text.push_str(&serde_json::to_string(&value).unwrap_or_default());
        Ok(())
    }
}

macro_rules! as_json {
    ($($ty:ty),*) => {$(
        impl Wire for $ty {
            fn write(&self, to: &mut Writer) -> Result<(), TooLarge> {
                to.json(self)
            }
        }
    )*};
}

as_json!(bool, u8, u16, u32, i8, i16, i32, f64, str, String, Uuid);

impl Wire for u64 {
    fn write(&self, to: &mut Writer) -> Result<(), TooLarge> {
        if *self > LARGEST_SAFE { Err(TooLarge) } else { to.json(self) }
    }
}

/// What the core holds as `i64` may be as large: a `bigint` there, whose digits no JSON number could carry.
impl Wire for i64 {
    fn write(&self, to: &mut Writer) -> Result<(), TooLarge> {
        to.json(self.to_string())
    }
}

impl Wire for () {
    fn write(&self, to: &mut Writer) -> Result<(), TooLarge> {
        to.json(self)
    }
}

impl Wire for Duration {
    fn write(&self, to: &mut Writer) -> Result<(), TooLarge> {
        to.json(self.as_secs_f64() * 1000.0)
    }
}

impl Wire for Timestamp {
    fn write(&self, to: &mut Writer) -> Result<(), TooLarge> {
        to.json(self.timestamp_millis())
    }
}

impl Wire for Secret {
    fn write(&self, to: &mut Writer) -> Result<(), TooLarge> {
        let number = to.secrets.len();
        to.secrets.push(self.clone());
        to.json(number)
    }
}

impl<T: Wire> Wire for Option<T> {
    fn write(&self, to: &mut Writer) -> Result<(), TooLarge> {
        match self {
            Some(value) => value.write(to),
            None => to.json(()),
        }
    }

    fn api_json(&self, path: &[u32]) -> Option<Value> {
        self.as_ref()?.api_json(path)
    }
}

impl<T: Wire> Wire for Vec<T> {
    fn write(&self, to: &mut Writer) -> Result<(), TooLarge> {
        let items: Vec<&dyn Wire> = self.iter().map(|item| item as &dyn Wire).collect();
        to.list(&items)
    }

    fn api_json(&self, path: &[u32]) -> Option<Value> {
        let (index, rest) = path.split_first()?;
        self.get(*index as usize)?.api_json(rest)
    }
}

/// As a list of pairs: a name such as `__proto__` has a meaning of its own in an object.
impl<T: Wire> Wire for BTreeMap<String, T> {
    fn write(&self, to: &mut Writer) -> Result<(), TooLarge> {
        to.text.push('[');
        for (index, (name, value)) in self.iter().enumerate() {
            if index > 0 {
                to.text.push(',');
            }
            to.list(&[name, value])?;
        }
        to.text.push(']');
        Ok(())
    }
}
