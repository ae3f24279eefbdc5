//! Repositories of an organization.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::super::SwrAccount;
use super::super::account::REGION;
use super::super::answers::Refusal;
use super::super::body;
use super::access::Access;
use super::quotas::Quotas;
use super::{Asked, Ids, Namespace, names, repository_body, written};
use crate::http::response::Response;
use crate::service::Call;

/// What is below it is kept as it is shown.
#[derive(Clone)]
pub(super) struct Repository {
    pub(super) id: i64,
    pub(super) name: String,
    pub(super) category: String,
    pub(super) description: String,
    pub(super) size: i64,
    pub(super) is_public: bool,
    pub(super) num_download: i64,
    pub(super) status: bool,
    pub(super) priority: i64,
    pub(super) created: DateTime<Utc>,
    pub(super) updated: DateTime<Utc>,
    pub(super) tags: Vec<String>,
    pub(super) access: Access,
    pub(super) retentions: Vec<Value>,
    /// The newest first, as are the jobs.
    pub(super) retention_log: Vec<Value>,
    pub(super) sync_tasks: Vec<Value>,
    pub(super) sync_jobs: Vec<Value>,
    pub(super) triggers: Vec<Value>,
}

impl Repository {
    pub(super) fn new(id: i64, name: String, now: DateTime<Utc>) -> Self {
        Self {
            id,
            name,
            category: "other".to_owned(),
            description: String::new(),
            size: 0,
            is_public: false,
            num_download: 0,
            status: false,
            priority: 0,
            created: now,
            updated: now,
            tags: Vec::new(),
            access: Access::default(),
            retentions: Vec::new(),
            retention_log: Vec::new(),
            sync_tasks: Vec::new(),
            sync_jobs: Vec::new(),
            triggers: Vec::new(),
        }
    }

    /// A row of the list with offsets.
    pub(super) fn row(&self, namespace: &str, total: usize) -> Value {
        let mut row = self.common();
        row["created_at"] = json!(written(self.created));
        row["updated_at"] = json!(written(self.updated));
        row["logo"] = json!("");
        row["url"] = json!("");
        row["path"] = json!(self.path(namespace));
        row["internal_path"] = json!(self.internal_path(namespace));
        row["domain_name"] = json!(SwrAccount::DOMAIN_NAME);
        row["namespace"] = json!(namespace);
        row["tags"] = json!(self.tags);
        row["status"] = json!(self.status);
        row["total_range"] = json!(total);
        row
    }

    /// A row of the list with markers.
    pub(super) fn marked_row(&self, namespace: &str) -> Value {
        let mut row = self.common();
        row["id"] = json!(self.id);
        row["created_at"] = json!(written(self.created));
        row["updated_at"] = json!(written(self.updated));
        row["domain_name"] = json!(SwrAccount::DOMAIN_NAME);
        row["namespace_name"] = json!(namespace);
        row["status"] = json!(self.status);
        row
    }

    /// Alone it has other names for its times, and no organization.
    fn summary(&self, namespace_id: i64, namespace: &str, account: &SwrAccount) -> Value {
        let mut shown = self.common();
        shown["id"] = json!(self.id);
        shown["ns_id"] = json!(namespace_id);
        shown["creator_id"] = json!(account.user_id);
        shown["creator_name"] = json!(SwrAccount::USER_NAME);
        shown["url"] = json!("");
        shown["path"] = json!(self.path(namespace));
        shown["internal_path"] = json!(self.internal_path(namespace));
        shown["created"] = json!(written(self.created));
        shown["updated"] = json!(written(self.updated));
        shown["domain_id"] = json!(account.domain_id);
        shown["priority"] = json!(self.priority);
        shown
    }

    pub(super) fn inspect(&self, namespace_id: i64, namespace: &str, account: &SwrAccount) -> Value {
        let mut shown = self.summary(namespace_id, namespace, account);
        shown["tags"] = json!(self.tags);
        shown["access"] = self.access.inspect();
        shown["retentions"] = json!(self.retentions);
        shown["retention_log"] = json!(self.retention_log);
        shown["sync_tasks"] = json!(self.sync_tasks);
        shown["sync_jobs"] = json!(self.sync_jobs);
        shown["triggers"] = json!(self.triggers);
        shown
    }

    fn common(&self) -> Value {
        json!({
            "name": self.name,
            "category": self.category,
            "description": self.description,
            "size": self.size,
            "is_public": self.is_public,
            "num_images": self.tags.len(),
            "num_download": self.num_download,
        })
    }

    fn path(&self, namespace: &str) -> String {
        format!("swr.{REGION}.myhuaweicloud.example/{namespace}/{}", self.name)
    }

    fn internal_path(&self, namespace: &str) -> String {
        format!("10.125.0.198:20202/{namespace}/{}", self.name)
    }
}

pub(super) fn create(
    namespace: &mut Namespace,
    quotas: &Quotas,
    ids: &mut Ids,
    asked: Asked<'_>,
) -> Result<Response, Refusal> {
    let (name, content) = repository_body::of_creation(asked.call)?;
    if namespace.repositories.iter().any(|repository| repository.name == name) {
        return Err(Refusal::new(409, "SVCSTG.SWR.4090006", "the image exists"));
    }
    if namespace.repositories.len() >= quotas.repository {
        return Err(Refusal::new(400, "SVCSTG.SWR.4000098", "the quota of images is used up"));
    }
    let new = Repository::new(ids.next(), name, asked.call.now);
    namespace.repositories.push(Repository {
        is_public: content.is_public,
        category: content.category.unwrap_or_else(|| new.category.clone()),
        description: content.description.unwrap_or_default(),
        ..new
    });
    Ok(Response::new(200))
}

pub(super) fn show(
    repository: &Repository,
    namespace_id: i64,
    namespace: &str,
    asked: Asked<'_>,
) -> Result<Response, Refusal> {
    body::none(asked.call)?;
    Ok(Response::json(200, &repository.summary(namespace_id, namespace, asked.account)))
}

pub(super) fn update(repository: &mut Repository, call: &Call<'_>) -> Result<Response, Refusal> {
    let content = repository_body::of_update(call)?;
    repository.is_public = content.is_public;
    if let Some(category) = content.category {
        repository.category = category;
    }
    if let Some(description) = content.description {
        repository.description = description;
    }
    repository.updated = call.now;
    Ok(Response::new(201))
}

pub(super) fn delete(
    repositories: &mut Vec<Repository>,
    index: usize,
    call: &Call<'_>,
) -> Result<Response, Refusal> {
    body::none(call)?;
    if repositories.get(index).is_some_and(|repository| !repository.tags.is_empty()) {
        return Err(Refusal::new(406, "SVCSTG.SWR.4060012", "the repository still has images"));
    }
    repositories.remove(index);
    Ok(Response::new(204))
}

/// Where the repository with this name from a path is.
pub(super) fn position(repositories: &[Repository], name: &str) -> Result<usize, Refusal> {
    let name = names::of_wire(name);
    if !names::is_repository(&name) {
        return Err(repository_body::invalid_name());
    }
    repositories.iter().position(|repository| repository.name == name).ok_or_else(unknown)
}

pub(super) fn unknown() -> Refusal {
    Refusal::new(404, "SVCSTG.SWR.4040010", "the image does not exist")
}
