//! Huawei Cloud SWR, the Software Repository for Container.

mod builder;
mod client;
mod config;
mod credentials;
pub(crate) mod credentials_file;
pub mod defaults;
mod login;
mod long_term_credentials;
pub mod models;
mod operations;
mod project;
mod provider;
pub(crate) mod refusal;
pub(crate) mod regions;
mod rotation;
mod signing;
mod target_registries;
mod temporary_credentials;
mod validation;

pub use builder::{SwrClientBuilder, SwrOptions};
pub use client::SwrClient;
pub use credentials::SwrCredentials;
pub use login::Login;
pub use long_term_credentials::LongTermCredentials;
pub use operations::OPERATIONS;
pub use target_registries::TargetRegistries;
pub use temporary_credentials::TemporaryCredentials;

/// What the names of its variables begin with.
pub(crate) const VARIABLES: &str = "HUAWEICLOUD_SDK_";
