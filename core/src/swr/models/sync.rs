//! Copying images to other regions.

use serde::{Deserialize, Serialize};

use super::repository::repository_name;
use crate::Timestamp;
use crate::json::{null_as_default, optional_time};
use crate::word::open_word;

open_word! {
    /// How a synchronization is doing. An open set: the service may know more words.
    SyncJobStatus {
        /// It has not begun.
        WAITING = "waiting",
        /// It is under way.
        RUNNING = "running",
        /// It is done.
        SUCCESS = "success",
        /// It failed.
        FAILED = "failed",
        /// It took too long.
        TIMEOUT = "timeout",
        /// It was cancelled.
        CANCEL = "cancel",
        /// The target had an image of this name.
        EXISTED = "existed",
    }
}

/// A standing order to copy every image that is pushed from now on.
///
/// Mirrors the API's `SyncRepo` in the answer of `ListImageAutoSyncReposDetails`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SyncTask {
    /// Its id; it is addressed by where it copies to.
    #[serde(default)]
    pub id: Option<u64>,
    /// The organization.
    #[serde(default, deserialize_with = "null_as_default")]
    pub namespace: String,
    /// The repository.
    #[serde(default, rename = "repoName", deserialize_with = "repository_name")]
    pub repository: String,
    /// The region that it copies to.
    #[serde(default, deserialize_with = "null_as_default")]
    pub remote_region_id: String,
    /// The organization that it copies to.
    #[serde(default, deserialize_with = "null_as_default")]
    pub remote_namespace: String,
    /// Whether a different image of the same name there is replaced. The API's word is `override`.
    #[serde(default, rename = "override")]
    pub overwrite: Option<bool>,
    /// The service's pages call it reserved.
    #[serde(default)]
    pub sync_auto: Option<bool>,
    /// The id of the account.
    #[serde(default, rename = "domainID", deserialize_with = "null_as_default")]
    pub domain_id: String,
    /// The account.
    #[serde(default, deserialize_with = "null_as_default")]
    pub domain_name: String,
    /// When it was made.
    #[serde(default, deserialize_with = "optional_time")]
    pub created_at: Option<Timestamp>,
    /// When it was changed last.
    #[serde(default, deserialize_with = "optional_time")]
    pub updated_at: Option<Timestamp>,
}

/// One copy of one image.
///
/// Mirrors the API's `SyncJob` in the answer of `ShowSyncJob`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SyncJob {
    /// Its id.
    pub id: u64,
    /// The organization.
    #[serde(default, deserialize_with = "null_as_default")]
    pub namespace: String,
    /// The repository.
    #[serde(default, rename = "repoName", deserialize_with = "repository_name")]
    pub repository: String,
    /// The tag that is copied.
    #[serde(default, deserialize_with = "null_as_default")]
    pub tag: String,
    /// The region that it is copied to.
    #[serde(default, deserialize_with = "null_as_default")]
    pub remote_region_id: String,
    /// The organization that it is copied to.
    #[serde(default, deserialize_with = "null_as_default")]
    pub remote_namespace: String,
    /// Whether a different image of the same name there is replaced. The API's word is `override`.
    #[serde(default, rename = "override")]
    pub overwrite: Option<bool>,
    /// How it is doing.
    #[serde(default)]
    pub status: Option<SyncJobStatus>,
    /// The id of the account.
    #[serde(default, rename = "domainID", deserialize_with = "null_as_default")]
    pub domain_id: String,
    /// The account.
    #[serde(default, deserialize_with = "null_as_default")]
    pub domain_name: String,
    /// The id of who asked for it.
    #[serde(default, deserialize_with = "null_as_default")]
    pub sync_operator_id: String,
    /// Who asked for it.
    #[serde(default, deserialize_with = "null_as_default")]
    pub sync_operator_name: String,
    /// When it was made.
    #[serde(default, deserialize_with = "optional_time")]
    pub created_at: Option<Timestamp>,
    /// When it was changed last.
    #[serde(default, deserialize_with = "optional_time")]
    pub updated_at: Option<Timestamp>,
}

/// One page of synchronizations.
///
/// Mirrors the answer of `ShowSyncJob`, which is a list; `items` and `total` are words of ours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SyncJobPage {
    /// The synchronizations.
    #[serde(default, deserialize_with = "null_as_default")]
    pub items: Vec<SyncJob>,
    /// How many there are in all, by the service's count.
    #[serde(default)]
    pub total: Option<u64>,
}

/// A region that images can be copied to.
///
/// Mirrors an item of the answer of `ListSyncRegions`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SyncRegion {
    /// Its id.
    #[serde(default, rename = "regionID", deserialize_with = "null_as_default")]
    pub region_id: String,
}

/// What a manual synchronization came to.
///
/// Mirrors the answer of `CreateManualImageSyncRepo`, which is a list; `failed_tags` is a word of ours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ManualSync {
    /// The tags that the service did not take; empty when it took all.
    #[serde(default, deserialize_with = "null_as_default")]
    pub failed_tags: Vec<String>,
}

/// The body of `DeleteImageSyncRepo`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SyncTarget {
    pub(crate) remote_region_id: String,
    pub(crate) remote_namespace: String,
}

/// A standing order to be made.
///
/// Mirrors the body of `CreateImageSyncRepo`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct NewSyncTask {
    /// The region to copy to.
    pub remote_region_id: String,
    /// The organization to copy to.
    pub remote_namespace: String,
    /// The service's pages call it reserved. Default: left to the service, which takes false.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sync_auto: Option<bool>,
    /// Whether a different image of the same name there is replaced. The API's word is `override`. Default: left to the
    /// service, which takes false.
    #[serde(rename = "override", skip_serializing_if = "Option::is_none")]
    pub overwrite: Option<bool>,
}

impl NewSyncTask {
    /// An order to copy there.
    pub fn new(remote_region_id: impl Into<String>, remote_namespace: impl Into<String>) -> Self {
        Self {
            remote_region_id: remote_region_id.into(),
            remote_namespace: remote_namespace.into(),
            sync_auto: None,
            overwrite: None,
        }
    }

    /// Sets what the service's pages call reserved.
    pub fn sync_auto(mut self, sync_auto: bool) -> Self {
        self.sync_auto = Some(sync_auto);
        self
    }

    /// Sets whether a different image of the same name is replaced.
    pub fn overwrite(mut self, overwrite: bool) -> Self {
        self.overwrite = Some(overwrite);
        self
    }
}

/// Images to be copied now.
///
/// Mirrors the body of `CreateManualImageSyncRepo`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ImageSync {
    /// The region to copy to.
    pub remote_region_id: String,
    /// The organization to copy to.
    pub remote_namespace: String,
    /// The tags of the images; at least one.
    #[serde(rename = "imageTag")]
    pub image_tags: Vec<String>,
    /// Whether a different image of the same name there is replaced. The API's word is `override`. Default: left to the
    /// service, which takes false.
    #[serde(rename = "override", skip_serializing_if = "Option::is_none")]
    pub overwrite: Option<bool>,
}

impl ImageSync {
    /// Copies of these images there.
    pub fn new(
        remote_region_id: impl Into<String>,
        remote_namespace: impl Into<String>,
        image_tags: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        Self {
            remote_region_id: remote_region_id.into(),
            remote_namespace: remote_namespace.into(),
            image_tags: image_tags.into_iter().map(Into::into).collect(),
            overwrite: None,
        }
    }

    /// Sets whether a different image of the same name is replaced.
    pub fn overwrite(mut self, overwrite: bool) -> Self {
        self.overwrite = Some(overwrite);
        self
    }
}
