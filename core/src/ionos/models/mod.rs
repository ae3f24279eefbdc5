//! The values of the IONOS Container Registry API, each defined once: the bindings are generated from these structs.
//!
//! Field types are of a closed set: `bool`, integers, `f64`, `String`, `Uuid`, `Timestamp`, `Duration`, `Secret`,
//! `Option`, `Vec`, `BTreeMap`, open words, `Patch`, and other models.

mod credentials;
mod metadata;
mod page;
mod registry;
mod scope;
mod token;
mod token_input;
pub(crate) mod wire;

pub use credentials::Credentials;
pub use metadata::{Metadata, ResourceState};
pub use page::{Links, PageQuery, RegistryPage, TokenPage};
pub use registry::{Feature, Registry, RegistryFeatures, StorageUsage, WeeklySchedule};
pub use scope::{Scope, ScopeAction, ScopeType};
pub use token::{IssuedToken, ReplacedToken, Token, TokenStatus};
pub use token_input::{NewToken, TokenUpdate};

/// Gives a model its form in the API's own JSON.
macro_rules! api_json {
    ($($model:ident),*) => {$(
        impl $model {
            /// The API's own JSON of this value, without secrets.
            pub fn to_json(&self) -> serde_json::Value {
                // Plain data with text keys: it cannot fail.
                serde_json::to_value(self).unwrap_or_default()
            }
        }
    )*};
}

/// Makes a model with another shape on the wire serialise in that shape.
macro_rules! serialize_as_wire {
    ($($model:ident),*) => {$(
        impl serde::Serialize for $model {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                wire::$model::from(self.clone()).serialize(serializer)
            }
        }
    )*};
}

serialize_as_wire!(Token, Registry, RegistryPage);
api_json!(
    Feature,
    Links,
    Metadata,
    Registry,
    RegistryFeatures,
    RegistryPage,
    Scope,
    StorageUsage,
    Token,
    TokenPage,
    WeeklySchedule
);
