//! Retention rules.

use super::retention_histories::HistorySource;
use super::{decode, decode_list};
use crate::call::{Call, Deletion};
use crate::json::nothing;
use crate::pagination::Pager;
use crate::swr::client::SwrClient;
use crate::swr::models::{CreatedRetention, Retention, RetentionBody, RetentionHistoryPage, RetentionInput};
use crate::swr::{defaults, operations, validation};
use crate::transport::Request;

/// Which images of a repository the service deletes by itself. Get it from [`SwrClient::retention_rules`].
#[derive(Debug, Clone)]
pub struct RetentionRules {
    client: SwrClient,
}

impl RetentionRules {
    pub(crate) fn new(client: SwrClient) -> Self {
        Self { client }
    }

    /// The retentions of a repository; the service gives all of them at once.
    ///
    /// Mirrors `ListRetentions`.
    pub fn list(&self, namespace: impl Into<String>, repository: impl Into<String>) -> Call<Vec<Retention>> {
        let ids = [namespace.into(), repository.into()];
        self.client.call(&operations::RETENTION_RULES_LIST, ids, Ok, decode_list)
    }

    /// One retention.
    ///
    /// Mirrors `ShowRetention`. `not_found` where there is none.
    pub fn get(
        &self,
        namespace: impl Into<String>,
        repository: impl Into<String>,
        retention_id: u64,
    ) -> Call<Retention> {
        let ids = [namespace.into(), repository.into(), retention_id.to_string()];
        self.client.call(&operations::RETENTION_RULES_GET, ids, Ok, decode)
    }

    /// Makes a retention; the service tells its id.
    ///
    /// Mirrors `CreateRetention`. Not repeated once it may have arrived; an error then has
    /// [`outcome_unknown`](crate::Error::outcome_unknown).
    pub fn create(
        &self,
        namespace: impl Into<String>,
        repository: impl Into<String>,
        retention: RetentionInput,
    ) -> Call<CreatedRetention> {
        let ids = [namespace.into(), repository.into()];
        self.client.call(&operations::RETENTION_RULES_CREATE, ids, with_body(retention), decode)
    }

    /// Replaces all of a retention. Whether it goes by `days` or by `num` cannot change.
    ///
    /// Mirrors `UpdateRetention`. `not_found` where there is none.
    pub fn update(
        &self,
        namespace: impl Into<String>,
        repository: impl Into<String>,
        retention_id: u64,
        retention: RetentionInput,
    ) -> Call<()> {
        let ids = [namespace.into(), repository.into(), retention_id.to_string()];
        self.client.call(&operations::RETENTION_RULES_UPDATE, ids, with_body(retention), nothing)
    }

    /// Deletes a retention. Where there is none it is `not_found`, also where the service says so with a 400, unless an attempt
    /// before may have deleted it, or [`missing_ok`](Deletion::missing_ok) is set.
    ///
    /// Mirrors `DeleteRetention`.
    pub fn delete(
        &self,
        namespace: impl Into<String>,
        repository: impl Into<String>,
        retention_id: u64,
    ) -> Deletion {
        let ids = [namespace.into(), repository.into(), retention_id.to_string()];
        Deletion::new(self.client.call(&operations::RETENTION_RULES_DELETE, ids, Ok, nothing))
    }

    /// What the retentions of a repository deleted, page by page behind the scenes; see [`Pager`].
    ///
    /// Mirrors `ListRetentionHistories`.
    pub fn histories(
        &self,
        namespace: impl Into<String>,
        repository: impl Into<String>,
    ) -> Pager<RetentionHistoryPage> {
        let (namespace, repository) = (namespace.into(), repository.into());
        let source = HistorySource { client: self.client.clone(), namespace, repository };
        Pager::new(source, defaults::PAGE_SIZE)
    }
}

fn with_body(
    retention: RetentionInput,
) -> impl Fn(Request) -> Result<Request, crate::Error> + Send + Sync + 'static {
    move |request| {
        validation::retention(request.operation.id, &retention)?;
        request.json(&RetentionBody::from(&retention))
    }
}
