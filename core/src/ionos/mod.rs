//! IONOS Container Registry.

mod builder;
mod client;
mod config;
pub mod defaults;
pub mod models;
mod operations;
pub(crate) mod profile;
pub(crate) mod provider;
mod registries;
mod rotation;
mod rotation_service;
mod tokens;
mod validation;

pub use builder::{IonosClientBuilder, IonosOptions};
pub use client::IonosClient;
pub use operations::OPERATIONS;
pub use provider::AccountCredentials;
pub use registries::{Registries, WaitUntilRunning};
pub use tokens::Tokens;

/// What the names of its variables begin with.
pub(crate) const VARIABLES: &str = "IONOS_";

#[cfg(any(test, feature = "fuzzing"))]
pub(crate) use config::ADDRESS;
