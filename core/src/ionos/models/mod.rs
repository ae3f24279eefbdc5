//! The values of the IONOS Container Registry API; see [`crate::models`].

mod metadata;
mod page;
mod registry;
mod rotation;
mod scope;
mod token;
mod token_input;
pub(crate) mod wire;

pub use metadata::{Metadata, ResourceState};
pub use page::{Links, PageQuery, RegistryPage, TokenPage};
pub use registry::{Feature, Registry, RegistryFeatures, StorageUsage, WeeklySchedule};
pub use rotation::{TokenRetirement, TokenRotation, TokenRotationPlan};
pub use scope::{Scope, ScopeAction, ScopeType};
pub use token::{IssuedToken, ReplacedToken, Token, TokenStatus};
pub use token_input::{NewToken, TokenUpdate};

use crate::models::api_json;

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
