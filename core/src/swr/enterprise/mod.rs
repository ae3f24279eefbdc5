//! The Enterprise edition: what belongs to an instance.

mod long_term_credentials;
mod rotation;
mod target_registries;
mod temporary_credentials;

pub use long_term_credentials::LongTermCredentials;
pub use target_registries::TargetRegistries;
pub use temporary_credentials::TemporaryCredentials;
