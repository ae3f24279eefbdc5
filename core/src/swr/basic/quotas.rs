//! Quotas.

use crate::call::Call;
use crate::json;
use crate::swr::client::SwrClient;
use crate::swr::models::{Quota, QuotaList, QuotaQuery};
use crate::swr::validation::path_name;
use crate::swr::{operations, validation};
use crate::transport::{Answer, Request};

/// How much of everything there may be. Get it from [`SwrClient::quotas`].
#[derive(Debug, Clone)]
pub struct Quotas {
    client: SwrClient,
}

impl Quotas {
    pub(crate) fn new(client: SwrClient) -> Self {
        Self { client }
    }

    /// The quotas of the account's project, or of an organization or a repository.
    ///
    /// Mirrors `ListQuotas`. Looks the project up where the client was not given it.
    pub fn list(&self, query: QuotaQuery) -> Call<Vec<Quota>> {
        let client = self.client.clone();
        Call::new(async move |options| {
            let operation = &operations::QUOTAS_LIST;
            validation::quotas(operation.id, &query)?;
            let complete = |request: Request| {
                let repository = query.repository.as_deref().map(path_name);
                Ok(request
                    .maybe_query("namespace", query.namespace.as_ref())
                    .maybe_query("repository", repository))
            };
            let read = |answer: &Answer| json::decode::<QuotaList>(&answer.body).map(|list| list.quotas);
            client.execute_in_project(operation, &[], options, complete, read).await
        })
    }
}
