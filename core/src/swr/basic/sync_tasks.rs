//! Copying images to other regions.

use super::decode_list;
use super::sync_jobs::JobSource;
use crate::call::{Call, Deletion};
use crate::json::nothing;
use crate::pagination::Pager;
use crate::swr::client::SwrClient;
use crate::swr::models::{ImageSync, ManualSync, NewSyncTask, SyncJobPage, SyncRegion, SyncTarget, SyncTask};
use crate::swr::{defaults, operations, validation};
use crate::transport::{Answer, Request};

/// Copies of a repository's images in other regions. Get it from [`SwrClient::sync_tasks`].
#[derive(Debug, Clone)]
pub struct SyncTasks {
    client: SwrClient,
}

impl SyncTasks {
    pub(crate) fn new(client: SwrClient) -> Self {
        Self { client }
    }

    /// The standing orders of a repository; the service gives all of them at once.
    ///
    /// Mirrors `ListImageAutoSyncReposDetails`.
    pub fn list(&self, namespace: impl Into<String>, repository: impl Into<String>) -> Call<Vec<SyncTask>> {
        let ids = [namespace.into(), repository.into()];
        self.client.call(&operations::SYNC_TASKS_LIST, ids, Ok, decode_list)
    }

    /// Orders that every image pushed from now on is copied; those that are there need [`sync_images`](Self::sync_images).
    ///
    /// Mirrors `CreateImageSyncRepo`. Not repeated once it may have arrived; an error then has
    /// [`outcome_unknown`](crate::Error::outcome_unknown).
    pub fn create(
        &self,
        namespace: impl Into<String>,
        repository: impl Into<String>,
        task: NewSyncTask,
    ) -> Call<()> {
        let complete = move |request: Request| {
            validation::sync_target(request.operation.id, &task.remote_region_id, &task.remote_namespace)?;
            request.json(&task)
        };
        let ids = [namespace.into(), repository.into()];
        self.client.call(&operations::SYNC_TASKS_CREATE, ids, complete, nothing)
    }

    /// Deletes the standing order to copy there. Where there is none it is `not_found`, also where the service says so with a 400,
    /// unless an attempt before may have deleted it, or [`missing_ok`](Deletion::missing_ok) is set.
    ///
    /// Mirrors `DeleteImageSyncRepo`.
    pub fn delete(
        &self,
        namespace: impl Into<String>,
        repository: impl Into<String>,
        remote_region_id: impl Into<String>,
        remote_namespace: impl Into<String>,
    ) -> Deletion {
        let target = SyncTarget {
            remote_region_id: remote_region_id.into(),
            remote_namespace: remote_namespace.into(),
        };
        let complete = move |request: Request| {
            validation::sync_target(
                request.operation.id,
                &target.remote_region_id,
                &target.remote_namespace,
            )?;
            request.json(&target)
        };
        let ids = [namespace.into(), repository.into()];
        Deletion::new(self.client.call(&operations::SYNC_TASKS_DELETE, ids, complete, nothing))
    }

    /// Copies images now. Look at `failed_tags` of what it gives: the call succeeds though the service did not take them all.
    ///
    /// Mirrors `CreateManualImageSyncRepo`. Not repeated once it may have arrived; an error then has
    /// [`outcome_unknown`](crate::Error::outcome_unknown).
    pub fn sync_images(
        &self,
        namespace: impl Into<String>,
        repository: impl Into<String>,
        sync: ImageSync,
    ) -> Call<ManualSync> {
        let complete = move |request: Request| {
            validation::image_sync(request.operation.id, &sync)?;
            request.json(&sync)
        };
        let ids = [namespace.into(), repository.into()];
        let read = |answer: &Answer| {
            // An answer without a body, or with an empty object, is a success like others of the service.
            let says_nothing = matches!(answer.body.trim_ascii(), b"" | b"{}");
            let failed_tags = if says_nothing { Vec::new() } else { decode_list(answer)? };
            Ok(ManualSync { failed_tags })
        };
        self.client.call(&operations::SYNC_TASKS_SYNC_IMAGES, ids, complete, read)
    }

    /// The single copies, done and to be done, page by page behind the scenes; see [`Pager`].
    ///
    /// Mirrors `ShowSyncJob`.
    pub fn jobs(&self, namespace: impl Into<String>, repository: impl Into<String>) -> Pager<SyncJobPage> {
        let (namespace, repository) = (namespace.into(), repository.into());
        Pager::new(JobSource { client: self.client.clone(), namespace, repository }, defaults::PAGE_SIZE)
    }

    /// The regions that images can be copied to. Not every site tells them.
    ///
    /// Mirrors `ListSyncRegions`.
    pub fn regions(&self) -> Call<Vec<SyncRegion>> {
        self.client.call(&operations::SYNC_TASKS_REGIONS, [], Ok, decode_list)
    }
}
