//! Who made a resource, when, and how it is doing.

use serde::{Deserialize, Serialize};

use crate::Timestamp;
use crate::word::open_word;

open_word! {
    /// How a resource is doing. An open set; the service is not consistent in its capitals.
    ResourceState {
        /// A registry that can be used.
        RUNNING = "Running",
        /// A registry that was just asked for.
        NEW = "New",
        /// A registry whose storage is being made.
        WAITING_FOR_STORAGE = "WaitingForStorage",
        /// A token that can be used.
        ENABLED = "enabled",
        /// A token that is switched off.
        DISABLED = "disabled",
    }
}

/// Who made a resource, when, and how it is doing. Every field may be missing.
///
/// Mirrors the API's `ApiResourceMetadata`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Metadata {
    /// The e-mail address of who made it.
    #[serde(default)]
    pub created_by: Option<String>,
    /// The id of who made it; not always a UUID.
    #[serde(default)]
    pub created_by_user_id: Option<String>,
    /// When it was made.
    #[serde(default, deserialize_with = "crate::json::optional_time")]
    pub created_date: Option<Timestamp>,
    /// How it is doing.
    #[serde(default)]
    pub state: Option<ResourceState>,
    /// The e-mail address of who changed it last.
    #[serde(default)]
    pub last_modified_by: Option<String>,
    /// The id of who changed it last; not always a UUID.
    #[serde(default)]
    pub last_modified_by_user_id: Option<String>,
    /// When it was changed last.
    #[serde(default, deserialize_with = "crate::json::optional_time")]
    pub last_modified_date: Option<Timestamp>,
}
