//! How much there may be.

use serde::Deserialize;
use serde_json::{Value, json};

use super::super::answers::Refusal;
use super::super::body;
use super::super::query::Query;
use super::{Namespace, namespaces, repositories};
use crate::http::response::Response;
use crate::service::Call;

/// The largest number of organizations, of repositories in each, of tags in each of these.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Quotas {
    pub(super) namespace: usize,
    pub(super) repository: usize,
    pub(super) tag: usize,
}

impl Default for Quotas {
    fn default() -> Self {
        Self { namespace: 5, repository: 1000, tag: 1000 }
    }
}

impl Quotas {
    pub(super) fn inspect(&self) -> Value {
        json!({"namespace": self.namespace, "repository": self.repository, "tag": self.tag})
    }
}

pub(super) fn list(quotas: &Quotas, namespaces: &[Namespace], call: &Call<'_>) -> Result<Response, Refusal> {
    if call.method != "GET" {
        return Err(Refusal::method_not_allowed("GET"));
    }
    body::none(call)?;
    let query = Query::new(call.query);
    let (namespace, repository) = (query.text("namespace")?, query.text("repository")?);
    let row = |key: &str, limit: usize, used: usize| json!({"quota_key": key, "quota_limit": limit, "unit": "", "used": used});
    let mut rows = vec![row("namespace", quotas.namespace, namespaces.len())];
    if let Some(name) = namespace {
        let index = namespaces::position(namespaces, name)?;
        let namespace = namespaces.get(index).ok_or_else(namespaces::unknown)?;
        rows.push(row("repository", quotas.repository, namespace.repositories.len()));
        if let Some(name) = repository {
            let index = repositories::position(&namespace.repositories, name)?;
            let repository = namespace.repositories.get(index).ok_or_else(repositories::unknown)?;
            rows.push(row("tag", quotas.tag, repository.tags.len()));
        }
    } else if repository.is_some() {
        return Err(Refusal::invalid("repository must be used together with namespace"));
    }
    Ok(Response::json(200, &json!({"quotas": rows})))
}
