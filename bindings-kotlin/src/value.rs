//! From the closed set of field types to what uniffi carries: one conversion per type, whatever the model.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use registry_tokens::Timestamp;
use uuid::Uuid;

use crate::secret::Secret;

uniffi::custom_type!(Uuid, String, {
    remote,
    lower: |id| id.hyphenated().to_string(),
    try_lift: |text| Ok(Uuid::parse_str(&text)?),
});

/// A value with a form that crosses the border.
pub(crate) trait Mirror {
    /// That form.
    type Mirrored;

    /// Turns it into that form.
    fn mirror(self) -> Self::Mirrored;
}

macro_rules! as_they_are {
    ($($ty:ty),*) => {$(
        impl Mirror for $ty {
            type Mirrored = Self;

            fn mirror(self) -> Self {
                self
            }
        }
    )*};
}

as_they_are!(bool, u8, u16, u32, u64, i8, i16, i32, i64, f64, String, Uuid, Duration);

impl Mirror for Timestamp {
    type Mirrored = SystemTime;

    fn mirror(self) -> SystemTime {
        self.into()
    }
}

impl Mirror for registry_tokens::Secret {
    type Mirrored = Arc<Secret>;

    fn mirror(self) -> Arc<Secret> {
        Arc::new(Secret(self))
    }
}

impl<T: Mirror> Mirror for Option<T> {
    type Mirrored = Option<T::Mirrored>;

    fn mirror(self) -> Self::Mirrored {
        self.map(T::mirror)
    }
}

impl<T: Mirror> Mirror for Vec<T> {
    type Mirrored = Vec<T::Mirrored>;

    fn mirror(self) -> Self::Mirrored {
        self.into_iter().map(T::mirror).collect()
    }
}

impl<T: Mirror> Mirror for BTreeMap<String, T> {
    type Mirrored = HashMap<String, T::Mirrored>;

    fn mirror(self) -> Self::Mirrored {
        self.into_iter().map(|(name, value)| (name, value.mirror())).collect()
    }
}
