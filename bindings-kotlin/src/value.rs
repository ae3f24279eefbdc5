//! From the closed set of field types to what crosses the border: one conversion per type, whatever the model.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::time::Duration;

use registry_tokens::Timestamp;
use serde_json::Value;
use uuid::Uuid;

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

/// A value with a form that crosses the border.
pub(crate) trait Mirror: Send + Sync {
    /// That form.
    type Mirrored;

    /// The value in that form.
    fn mirror(&self) -> Result<Self::Mirrored, TooLarge>;

    /// The service's own JSON of the part that a path of field numbers and list indexes leads to.
    fn api_json(&self, _path: &[u32]) -> Option<Value> {
        None
    }
}

macro_rules! as_they_are {
    ($($ty:ty),*) => {$(
        impl Mirror for $ty {
            type Mirrored = Self;

            fn mirror(&self) -> Result<Self, TooLarge> {
                Ok(self.clone())
            }
        }
    )*};
}

as_they_are!(bool, f64, String);

macro_rules! integers {
    ($($ty:ty),*) => {$(
        impl Mirror for $ty {
            type Mirrored = i64;

            fn mirror(&self) -> Result<i64, TooLarge> {
                i64::try_from(*self).map_err(|_| TooLarge)
            }
        }
    )*};
}

integers!(u8, u16, u32, u64, i8, i16, i32, i64);

impl Mirror for () {
    type Mirrored = ();

    fn mirror(&self) -> Result<(), TooLarge> {
        Ok(())
    }
}

impl Mirror for Uuid {
    type Mirrored = String;

    fn mirror(&self) -> Result<String, TooLarge> {
        Ok(self.hyphenated().to_string())
    }
}

impl Mirror for Duration {
    type Mirrored = NativeTime;

    fn mirror(&self) -> Result<NativeTime, TooLarge> {
        Ok((*self).into())
    }
}

impl Mirror for Timestamp {
    type Mirrored = NativeTime;

    fn mirror(&self) -> Result<NativeTime, TooLarge> {
        Ok(NativeTime { seconds: self.timestamp(), nanoseconds: self.timestamp_subsec_nanos() })
    }
}

impl Mirror for registry_tokens::Secret {
    type Mirrored = Arc<HeldSecret>;

    fn mirror(&self) -> Result<Arc<HeldSecret>, TooLarge> {
        Ok(Arc::new(HeldSecret(self.clone())))
    }
}

impl<T: Mirror> Mirror for Option<T> {
    type Mirrored = Option<T::Mirrored>;

    fn mirror(&self) -> Result<Self::Mirrored, TooLarge> {
        self.as_ref().map(T::mirror).transpose()
    }

    fn api_json(&self, path: &[u32]) -> Option<Value> {
        self.as_ref()?.api_json(path)
    }
}

impl<T: Mirror> Mirror for Vec<T> {
    type Mirrored = Vec<T::Mirrored>;

    fn mirror(&self) -> Result<Self::Mirrored, TooLarge> {
        self.iter().map(T::mirror).collect()
    }

    fn api_json(&self, path: &[u32]) -> Option<Value> {
        let (index, rest) = path.split_first()?;
        self.get(*index as usize)?.api_json(rest)
    }
}

impl<T: Mirror> Mirror for BTreeMap<String, T> {
    type Mirrored = HashMap<String, T::Mirrored>;

    fn mirror(&self) -> Result<Self::Mirrored, TooLarge> {
        self.iter().map(|(name, value)| Ok((name.clone(), value.mirror()?))).collect()
    }
}
