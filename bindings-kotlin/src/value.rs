//! From the closed set of field types to what crosses the border: one conversion per type, whatever the model.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::time::Duration;

use registry_tokens::Timestamp;
use serde_json::Value;
use uuid::Uuid;

use crate::packed::Buffer;
use crate::secret::HeldSecret;

/// An integer that the languages on the other side have no type for.
pub(crate) struct TooLarge;

/// A moment, counted from the beginning of 1970 in UTC, or a span. Whole seconds are rounded down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Record)]
pub struct NativeTime {
    /// Whole seconds.
    pub seconds: i64,
    /// What comes on top.
    pub nanoseconds: u32,
}

impl From<Duration> for NativeTime {
    fn from(span: Duration) -> Self {
        let seconds = i64::try_from(span.as_secs()).unwrap_or(i64::MAX);
        Self { seconds, nanoseconds: span.subsec_nanos() }
    }
}

/// A value that can be written as what other languages read.
pub(crate) trait Mirror: Send + Sync {
    /// The type that they read it as.
    type Record;

    /// Adds the value to a buffer as uniffi writes a `Record`; nothing may be written after a value that was refused.
    fn write(&self, buffer: &mut Buffer) -> Result<(), TooLarge>;

    /// The service's own JSON of the part that a path of field numbers and list indexes leads to.
    fn api_json(&self, _path: &[u32]) -> Option<Value> {
        None
    }
}

/// Writes a field of a record, which the record has to have as a `Record`.
pub(crate) fn write<Record, T: Mirror<Record = Record>>(
    value: &T,
    buffer: &mut Buffer,
) -> Result<(), TooLarge> {
    value.write(buffer)
}

macro_rules! as_they_are {
    ($($ty:ty),*) => {$(
        impl Mirror for $ty {
            type Record = Self;

            fn write(&self, buffer: &mut Buffer) -> Result<(), TooLarge> {
                buffer.plain(*self);
                Ok(())
            }
        }
    )*};
}

as_they_are!(bool, f64);

impl Mirror for String {
    type Record = Self;

    fn write(&self, buffer: &mut Buffer) -> Result<(), TooLarge> {
        buffer.text(self)
    }
}

macro_rules! integers {
    ($($ty:ty),*) => {$(
        impl Mirror for $ty {
            type Record = i64;

            fn write(&self, buffer: &mut Buffer) -> Result<(), TooLarge> {
                buffer.plain(i64::try_from(*self).map_err(|_| TooLarge)?);
                Ok(())
            }
        }
    )*};
}

integers!(u8, u16, u32, u64, i8, i16, i32, i64);

impl Mirror for () {
    type Record = ();

    fn write(&self, _buffer: &mut Buffer) -> Result<(), TooLarge> {
        Ok(())
    }
}

impl Mirror for Uuid {
    type Record = String;

    fn write(&self, buffer: &mut Buffer) -> Result<(), TooLarge> {
        buffer.text(self.hyphenated().encode_lower(&mut Self::encode_buffer()))
    }
}

impl Mirror for Duration {
    type Record = NativeTime;

    fn write(&self, buffer: &mut Buffer) -> Result<(), TooLarge> {
        buffer.plain(NativeTime::from(*self));
        Ok(())
    }
}

impl Mirror for Timestamp {
    type Record = NativeTime;

    fn write(&self, buffer: &mut Buffer) -> Result<(), TooLarge> {
        buffer.plain(NativeTime { seconds: self.timestamp(), nanoseconds: self.timestamp_subsec_nanos() });
        Ok(())
    }
}

impl Mirror for registry_tokens::Secret {
    type Record = Arc<HeldSecret>;

    fn write(&self, buffer: &mut Buffer) -> Result<(), TooLarge> {
        buffer.object(Arc::new(HeldSecret(self.clone())));
        Ok(())
    }
}

impl<T: Mirror> Mirror for Option<T> {
    type Record = Option<T::Record>;

    fn write(&self, buffer: &mut Buffer) -> Result<(), TooLarge> {
        buffer.plain(self.is_some());
        self.as_ref().map_or(Ok(()), |value| value.write(buffer))
    }

    fn api_json(&self, path: &[u32]) -> Option<Value> {
        self.as_ref()?.api_json(path)
    }
}

impl<T: Mirror> Mirror for Vec<T> {
    type Record = Vec<T::Record>;

    fn write(&self, buffer: &mut Buffer) -> Result<(), TooLarge> {
        buffer.length(self.len())?;
        self.iter().try_for_each(|value| value.write(buffer))
    }

    fn api_json(&self, path: &[u32]) -> Option<Value> {
        let (index, rest) = path.split_first()?;
        self.get(*index as usize)?.api_json(rest)
    }
}

impl<T: Mirror> Mirror for BTreeMap<String, T> {
    type Record = HashMap<String, T::Record>;

    fn write(&self, buffer: &mut Buffer) -> Result<(), TooLarge> {
        buffer.length(self.len())?;
        self.iter().try_for_each(|(name, value)| {
            buffer.text(name)?;
            value.write(buffer)
        })
    }
}
