//! The rows of synchronization.

use http::Method;

use super::{NAMESPACE, REPOSITORY};
use crate::transport::{Effect, Operation, Paging};

pub(crate) static SYNC_TASKS_LIST: Operation = Operation {
    id: "sync_tasks.list",
    method: Method::GET,
    path: "/v2/manage/namespaces/{namespace}/repos/{repository}/sync_repo",
    parameters: &[NAMESPACE, REPOSITORY],
    effect: Effect::Read,
    input: None,
    output: Some("SyncTask"),
    paging: None,
    reference: "ListImageAutoSyncReposDetails",
};

pub(crate) static SYNC_TASKS_CREATE: Operation = Operation {
    id: "sync_tasks.create",
    method: Method::POST,
    path: "/v2/manage/namespaces/{namespace}/repos/{repository}/sync_repo",
    parameters: &[NAMESPACE, REPOSITORY],
    effect: Effect::Once,
    input: Some("NewSyncTask"),
    output: None,
    paging: None,
    reference: "CreateImageSyncRepo",
};

pub(crate) static SYNC_TASKS_DELETE: Operation = Operation {
    id: "sync_tasks.delete",
    method: Method::DELETE,
    path: "/v2/manage/namespaces/{namespace}/repos/{repository}/sync_repo",
    parameters: &[NAMESPACE, REPOSITORY],
    effect: Effect::Idempotent,
    input: None,
    output: None,
    paging: None,
    reference: "DeleteImageSyncRepo",
};

pub(crate) static SYNC_TASKS_SYNC_IMAGES: Operation = Operation {
    id: "sync_tasks.sync_images",
    method: Method::POST,
    path: "/v2/manage/namespaces/{namespace}/repos/{repository}/sync_images",
    parameters: &[NAMESPACE, REPOSITORY],
    effect: Effect::Once,
    input: Some("ImageSync"),
    output: Some("ManualSync"),
    paging: None,
    reference: "CreateManualImageSyncRepo",
};

pub(crate) static SYNC_TASKS_JOBS: Operation = Operation {
    id: "sync_tasks.jobs",
    method: Method::GET,
    path: "/v2/manage/namespaces/{namespace}/repos/{repository}/sync_job",
    parameters: &[NAMESPACE, REPOSITORY],
    effect: Effect::Read,
    input: None,
    output: Some("SyncJobPage"),
    paging: Some(Paging::OffsetLimit),
    reference: "ShowSyncJob",
};

pub(crate) static SYNC_TASKS_REGIONS: Operation = Operation {
    id: "sync_tasks.regions",
    method: Method::GET,
    path: "/v2/manage/regions",
    parameters: &[],
    effect: Effect::Read,
    input: None,
    output: Some("SyncRegion"),
    paging: None,
    reference: "ListSyncRegions",
};
