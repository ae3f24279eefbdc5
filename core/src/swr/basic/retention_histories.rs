//! The list of what retentions deleted.

use futures_util::future::BoxFuture;

use super::{decode, total};
use crate::call::Response;
use crate::error::Error;
use crate::pagination::{Cursor, Page, Pager, Plan, Source};
use crate::swr::client::SwrClient;
use crate::swr::models::{RetentionHistory, RetentionHistoryPage};
use crate::swr::{operations, validation};
use crate::transport::Request;

/// Where a pager over what retentions deleted gets its pages.
pub(super) struct HistorySource {
    pub(super) client: SwrClient,
    pub(super) namespace: String,
    pub(super) repository: String,
}

impl Source<RetentionHistoryPage> for HistorySource {
    fn operation(&self) -> &'static str {
        operations::RETENTION_RULES_HISTORIES.id
    }

    fn fetch<'a>(
        &'a self,
        plan: &'a Plan,
        cursor: &'a Cursor,
    ) -> BoxFuture<'a, Result<Response<RetentionHistoryPage>, Error>> {
        Box::pin(async move {
            let operation = &operations::RETENTION_RULES_HISTORIES;
            let (offset, limit) = cursor.window();
            validation::page_size(operation.id, limit)?;
            let request =
                Request::new(operation, &[&self.namespace, &self.repository], plan.options.clone())?;
            let request = request.query("offset", offset).query("limit", limit);
            let read = |answer: &_, headers: &_| {
                let page: RetentionHistoryPage = decode(answer)?;
                let total = page.total.or_else(|| total(headers));
                Ok(RetentionHistoryPage { total, ..page })
            };
            self.client.execute(request, read).await
        })
    }
}

impl Page for RetentionHistoryPage {
    type Item = RetentionHistory;
    type Id = u64;

    fn items(&self) -> &[RetentionHistory] {
        &self.items
    }

    fn into_items(self) -> Vec<RetentionHistory> {
        self.items
    }

    fn id(item: &RetentionHistory) -> u64 {
        item.id
    }

    fn total(&self) -> Option<u64> {
        self.total
    }
}

impl Pager<RetentionHistoryPage> {
    /// The index of the first deletion. Default: 0.
    pub fn offset(mut self, offset: u64) -> Self {
        self.plan_mut().offset = offset;
        self
    }
}
