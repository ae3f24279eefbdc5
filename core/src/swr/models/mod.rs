//! The values of the SWR API; see [`crate::models`].

mod list_order;
mod long_term_credential;
mod rotation;
mod target_registry;
mod target_registry_input;
mod temporary_login;
pub(crate) mod wire;

pub use list_order::{OrderType, RegistryOrderColumn};
pub use long_term_credential::{
    IssuedLongTermCredential, LongTermCredential, LongTermCredentialPage, LongTermCredentialQuery,
};
pub use rotation::{LongTermCredentialRetirement, LongTermCredentialRotation};
pub use target_registry::{
    CreatedTargetRegistry, DnsConf, TargetRegistry, TargetRegistryCredential, TargetRegistryPage,
    TargetRegistryStatus, TargetRegistryType,
};
pub use target_registry_input::{TargetRegistryInput, TargetRegistryQuery};
pub use temporary_login::TemporaryLogin;

use crate::models::api_json;

api_json!(
    CreatedTargetRegistry,
    DnsConf,
    IssuedLongTermCredential,
    LongTermCredential,
    LongTermCredentialPage,
    TargetRegistry,
    TargetRegistryCredential,
    TargetRegistryPage
);
