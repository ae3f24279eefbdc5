//! The values of all services, each defined once: the bindings are generated from these structs.
//!
//! Field types are of a closed set: `bool`, integers, `f64`, `String`, `Uuid`, `Timestamp`, `Duration`, `Secret`,
//! `Option`, `Vec`, `BTreeMap`, open words, `Patch`, and other models.

mod credentials;
mod rotation;

pub use credentials::{ConfigMerge, Credentials};
pub use rotation::{Leftover, Retire, RetireOutcome, Retirement};

pub use crate::ionos::models::*;
pub use crate::swr::models::*;

/// Gives a model its form in the API's own JSON.
macro_rules! api_json {
    ($($model:ident),* $(,)?) => {$(
        impl $model {
            /// The API's own JSON of this value, without secrets.
            pub fn to_json(&self) -> serde_json::Value {
                // Plain data with text keys: it cannot fail.
                serde_json::to_value(self).unwrap_or_default()
            }
        }
    )*};
}

pub(crate) use api_json;
