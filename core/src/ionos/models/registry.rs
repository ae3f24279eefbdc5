//! Registries: where tokens live.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Metadata, ResourceState, wire};
use crate::Timestamp;

/// A container registry.
///
/// Mirrors the API's `RegistryResponse` with its `properties`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "wire::Registry")]
#[non_exhaustive]
pub struct Registry {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// Where it is, such as `de/fra`.
    pub location: String,
    /// The host to log in to; empty until the registry is running.
    pub hostname: String,
    /// When unused layers are removed.
    pub garbage_collection_schedule: Option<WeeklySchedule>,
    /// What is switched on.
    pub features: Option<RegistryFeatures>,
    /// The networks that may reach it; empty means all.
    pub api_subnet_allow_list: Vec<String>,
    /// How much it stores.
    pub storage_usage: Option<StorageUsage>,
    /// Its address; the service leaves it empty.
    pub href: String,
    /// The service's word for what it is: `registry`.
    pub r#type: String,
    /// Who made it, when, and how it is doing.
    pub metadata: Option<Metadata>,
}

impl Registry {
    /// Whether it can be used: its state is `Running`, in whatever capitals.
    pub fn is_running(&self) -> bool {
        let state = self.metadata.as_ref().and_then(|metadata| metadata.state.as_ref());
        state.is_some_and(|state| state.as_str().eq_ignore_ascii_case(ResourceState::RUNNING.as_str()))
    }
}

/// Days of the week and a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct WeeklySchedule {
    /// `Monday` ... `Sunday`.
    #[serde(default, deserialize_with = "crate::json::null_as_default")]
    pub days: Vec<String>,
    /// The time of day with its offset, such as `01:23:00+00:00`.
    #[serde(default, deserialize_with = "crate::json::null_as_default")]
    pub time: String,
}

/// How much a registry stores.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct StorageUsage {
    /// The number of bytes.
    #[serde(default)]
    pub bytes: Option<i64>,
    /// When that was counted.
    #[serde(default, deserialize_with = "crate::json::optional_time")]
    pub updated_at: Option<Timestamp>,
}

/// What is switched on in a registry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct RegistryFeatures {
    /// Scanning of images for known vulnerabilities; billed, and not to be switched off later.
    #[serde(default)]
    pub vulnerability_scanning: Option<Feature>,
}

/// A switch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Feature {
    /// Whether it is on.
    #[serde(default, deserialize_with = "crate::json::null_as_default")]
    pub enabled: bool,
}
