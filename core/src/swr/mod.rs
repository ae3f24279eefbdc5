//! Huawei Cloud SWR, the Software Repository for Container.

mod basic;
mod builder;
mod client;
mod config;
mod credentials;
pub(crate) mod credentials_file;
pub mod defaults;
mod enterprise;
pub mod models;
mod operations;
mod project;
mod provider;
pub(crate) mod refusal;
pub(crate) mod regions;
mod signing;
mod validation;

pub use basic::{
    Login, NamespacePermissions, Namespaces, Quotas, Repositories, RepositoryPermissions, RetentionRules,
    SyncTasks, Triggers,
};
pub use builder::{SwrClientBuilder, SwrOptions};
pub use client::SwrClient;
pub use credentials::SwrCredentials;
pub use enterprise::{LongTermCredentials, TargetRegistries, TemporaryCredentials};
pub use operations::OPERATIONS;

/// What the names of its variables begin with.
pub(crate) const VARIABLES: &str = "HUAWEICLOUD_SDK_";
