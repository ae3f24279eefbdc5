//! The list of synchronizations.

use futures_util::future::BoxFuture;

use super::{decode_list, filter, total};
use crate::call::Response;
use crate::error::Error;
use crate::pagination::{Cursor, Page, Pager, Plan, Source};
use crate::swr::client::SwrClient;
use crate::swr::models::{OrderType, SyncJob, SyncJobPage};
use crate::swr::{operations, validation};
use crate::transport::Request;

/// What a plan calls the one thing that the list can be asked for with.
const ORDER: &str = "order";

/// Where a pager over synchronizations gets its pages.
pub(super) struct JobSource {
    pub(super) client: SwrClient,
    pub(super) namespace: String,
    pub(super) repository: String,
}

impl Source<SyncJobPage> for JobSource {
    fn operation(&self) -> &'static str {
        operations::SYNC_TASKS_JOBS.id
    }

    fn fetch<'a>(
        &'a self,
        plan: &'a Plan,
        cursor: &'a Cursor,
    ) -> BoxFuture<'a, Result<Response<SyncJobPage>, Error>> {
        Box::pin(async move {
            let operation = &operations::SYNC_TASKS_JOBS;
            let (offset, limit) = cursor.window();
            let order = plan.filters.get(ORDER).map(|order| OrderType::from(order.as_str()));
            validation::sync_jobs(operation.id, limit, order.as_ref())?;
            let page = [("limit", limit.to_string()), ("offset", offset.to_string())];
            let order = order.map(|order| (ORDER, order.as_str().to_owned()));
            let request =
                Request::new(operation, &[&self.namespace, &self.repository], plan.options.clone())?
                    .query("filter", filter(page.into_iter().chain(order)));
            let read = |answer: &_, headers: &_| {
                Ok(SyncJobPage { items: decode_list(answer)?, total: total(headers) })
            };
            self.client.execute(request, read).await
        })
    }
}

impl Page for SyncJobPage {
    type Item = SyncJob;
    type Id = u64;

    fn items(&self) -> &[SyncJob] {
        &self.items
    }

    fn into_items(self) -> Vec<SyncJob> {
        self.items
    }

    fn id(item: &SyncJob) -> u64 {
        item.id
    }

    fn total(&self) -> Option<u64> {
        self.total
    }
}

impl Pager<SyncJobPage> {
    /// The index of the first synchronization. Default: 0.
    pub fn offset(mut self, offset: u64) -> Self {
        self.plan_mut().offset = offset;
        self
    }

    /// Which way to sort by when they were made. Default: left to the service.
    pub fn order_type(self, order: impl Into<OrderType>) -> Self {
        self.part(ORDER, order.into().as_str())
    }
}
