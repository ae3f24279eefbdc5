//! Repositories, and the list of them that is cut by index.

use std::collections::BTreeMap;

use futures_util::future::BoxFuture;

use super::repositories_by_marker::MarkerSource;
use super::{decode, decode_list, filter, total};
use crate::call::{Call, Deletion, Response};
use crate::error::Error;
use crate::json::nothing;
use crate::pagination::{Cursor, Page, Pager, Plan, Source};
use crate::swr::client::SwrClient;
use crate::swr::models::{
    NewRepository, OrderType, Repository, RepositoryCategory, RepositoryMarkerPage, RepositoryOrderColumn,
    RepositoryPage, RepositoryQuery, RepositoryUpdate, TotalRange,
};
use crate::swr::validation::{FILTER_PARTS, path_name};
use crate::swr::{defaults, operations, validation};
use crate::transport::{CallOptions, Request};

/// Repositories of images. Get it from [`SwrClient::repositories`].
#[derive(Debug, Clone)]
pub struct Repositories {
    client: SwrClient,
}

impl Repositories {
    pub(crate) fn new(client: SwrClient) -> Self {
        Self { client }
    }

    /// Every repository that the caller may see, page by page behind the scenes; see [`Pager`].
    ///
    /// Mirrors `ListReposDetails`. `invalid_argument` for a page size that is not 1 to 1000.
    pub fn list(&self) -> Pager<RepositoryPage> {
        Pager::new(RepositorySource { client: self.client.clone() }, defaults::PAGE_SIZE)
    }

    /// One page of repositories.
    ///
    /// Mirrors `ListReposDetails`. `invalid_argument` for a limit that is not 1 to 1000.
    pub fn list_page(&self, query: RepositoryQuery) -> Call<RepositoryPage> {
        let client = self.client.clone();
        Call::new(async move |options| get_page(&client, &query, options).await)
    }

    /// The same by a newer list of the service, which goes on behind the last repository of a page, so that none is missed when
    /// others come and go. Not every site has it, and it tells less: no tags and no path.
    ///
    /// Mirrors `ListRepoDetails`. `invalid_argument` for a page size that is not 1 to 1000.
    pub fn list_by_marker(&self) -> Pager<RepositoryMarkerPage> {
        Pager::new(MarkerSource::new(self.client.clone()), defaults::PAGE_SIZE)
    }

    /// One repository.
    ///
    /// Mirrors `ShowRepository`. `not_found` where there is none.
    pub fn get(&self, namespace: impl Into<String>, repository: impl Into<String>) -> Call<Repository> {
        let ids = [namespace.into(), repository.into()];
        self.client.call(&operations::REPOSITORIES_GET, ids, Ok, decode)
    }

    /// Makes a repository; [`get`](Self::get) tells the rest of it.
    ///
    /// Mirrors `CreateRepo`. Not repeated once it may have arrived; an error then has
    /// [`outcome_unknown`](Error::outcome_unknown). `conflict` where the name is taken, and, with the code `SVCSTG.SWR.4090023`, where the
    /// service is busy; `bad_request` where there may be no more of them.
    pub fn create(&self, namespace: impl Into<String>, repository: NewRepository) -> Call<()> {
        let complete = move |request: Request| {
            validation::new_repository(request.operation.id, &repository)?;
            request.json(&repository)
        };
        self.client.call(&operations::REPOSITORIES_CREATE, [namespace.into()], complete, nothing)
    }

    /// Changes a repository.
    ///
    /// Mirrors `UpdateRepo`. `not_found` where there is none.
    pub fn update(
        &self,
        namespace: impl Into<String>,
        repository: impl Into<String>,
        update: RepositoryUpdate,
    ) -> Call<()> {
        let complete = move |request: Request| {
            validation::category(request.operation.id, update.category.as_ref())?;
            request.json(&update)
        };
        let ids = [namespace.into(), repository.into()];
        self.client.call(&operations::REPOSITORIES_UPDATE, ids, complete, nothing)
    }

    /// Deletes a repository. A 404 is `not_found`, unless an attempt before may have deleted it, or
    /// [`missing_ok`](Deletion::missing_ok) is set. `bad_request` (406) where it still has images.
    ///
    /// Mirrors `DeleteRepo`.
    pub fn delete(&self, namespace: impl Into<String>, repository: impl Into<String>) -> Deletion {
        let ids = [namespace.into(), repository.into()];
        Deletion::new(self.client.call(&operations::REPOSITORIES_DELETE, ids, Ok, nothing))
    }
}

async fn get_page(
    client: &SwrClient,
    query: &RepositoryQuery,
    options: CallOptions,
) -> Result<Response<RepositoryPage>, Error> {
    let operation = &operations::REPOSITORIES_LIST;
    validation::repositories(operation.id, query)?;
    let request = Request::new(operation, &[], options)?;
    let request = if query.filters.is_empty() { plain(request, query) } else { filtered(request, query) };
    let read = |answer: &_, headers: &_| {
        let of_rows = || decode_list::<TotalRange>(answer).ok()?.first()?.total_range;
        Ok(RepositoryPage { items: decode_list(answer)?, total: total(headers).or_else(of_rows) })
    };
    client.execute(request, read).await
}

fn plain(request: Request, query: &RepositoryQuery) -> Request {
    request
        .query("offset", query.offset)
        .query("limit", query.limit)
        .maybe_query(NAMESPACE, query.namespace.as_ref())
        .maybe_query(NAME, query.name.as_deref().map(path_name))
        .maybe_query(CATEGORY, query.category.as_ref())
        .maybe_query(IS_PUBLIC, query.is_public)
        .maybe_query(ORDER_COLUMN, query.order_column.as_ref())
        .maybe_query(ORDER_TYPE, query.order_type.as_ref())
}

/// The page is a part of the filter, too, because beside a filter nothing else counts.
fn filtered(request: Request, query: &RepositoryQuery) -> Request {
    let given = |part: &&'static str| {
        let value = query.filters.get(*part)?;
        Some((*part, if *part == NAME { path_name(value) } else { value.clone() }))
    };
    let (search, order) = FILTER_PARTS.split_at(4);
    let page = [("limit", query.limit.to_string()), ("offset", query.offset.to_string())];
    let parts = search.iter().filter_map(given).chain(page).chain(order.iter().filter_map(given));
    request.query("filter", filter(parts))
}

pub(super) const NAMESPACE: &str = "namespace";
pub(super) const NAME: &str = "name";
pub(super) const CATEGORY: &str = "category";
pub(super) const IS_PUBLIC: &str = "is_public";
const ORDER_COLUMN: &str = "order_column";
const ORDER_TYPE: &str = "order_type";
/// What stands before the parts of the filter in a plan.
const FILTER: &str = "filter.";

/// Where a pager over repositories gets its pages.
struct RepositorySource {
    client: SwrClient,
}

impl Source<RepositoryPage> for RepositorySource {
    fn operation(&self) -> &'static str {
        operations::REPOSITORIES_LIST.id
    }

    fn fetch<'a>(
        &'a self,
        plan: &'a Plan,
        cursor: &'a Cursor,
    ) -> BoxFuture<'a, Result<Response<RepositoryPage>, Error>> {
        let (offset, limit) = cursor.window();
        let given = |part: &str| plan.filters.get(part).cloned();
        let of_filter =
            |(part, value): (&String, &String)| Some((part.strip_prefix(FILTER)?.to_owned(), value.clone()));
        let query = RepositoryQuery {
            offset,
            limit,
            namespace: given(NAMESPACE),
            name: given(NAME),
            category: given(CATEGORY).map(Into::into),
            is_public: given(IS_PUBLIC).map(|value| value == "true"),
            order_column: given(ORDER_COLUMN).map(Into::into),
            order_type: given(ORDER_TYPE).map(Into::into),
            filters: plan.filters.iter().filter_map(of_filter).collect(),
        };
        Box::pin(async move { get_page(&self.client, &query, plan.options.clone()).await })
    }
}

impl Page for RepositoryPage {
    type Item = Repository;
    type Id = (String, String);
    const LARGEST: u64 = defaults::LARGEST_REPOSITORY_PAGE;

    fn items(&self) -> &[Repository] {
        &self.items
    }

    fn into_items(self) -> Vec<Repository> {
        self.items
    }

    fn id(item: &Repository) -> Self::Id {
        (item.namespace.clone(), item.name.clone())
    }

    fn total(&self) -> Option<u64> {
        self.total
    }
}

impl Pager<RepositoryPage> {
    /// The index of the first repository. Default: 0.
    pub fn offset(mut self, offset: u64) -> Self {
        self.plan_mut().offset = offset;
        self
    }

    /// The organization. Default: any.
    pub fn namespace(self, namespace: impl Into<String>) -> Self {
        self.part(NAMESPACE, namespace)
    }

    /// The name. Default: any.
    pub fn name(self, name: impl Into<String>) -> Self {
        self.part(NAME, name)
    }

    /// What their images are about. Default: anything.
    pub fn category(self, category: impl Into<RepositoryCategory>) -> Self {
        self.part(CATEGORY, category.into().as_str())
    }

    /// Whether everybody may pull. Default: either.
    pub fn is_public(self, is_public: bool) -> Self {
        self.part(IS_PUBLIC, is_public.to_string())
    }

    /// What to sort by, together with `order_type`. Default: left to the service.
    pub fn order_column(self, column: impl Into<RepositoryOrderColumn>) -> Self {
        self.part(ORDER_COLUMN, column.into().as_str())
    }

    /// Which way to sort, together with `order_column`. Default: left to the service.
    pub fn order_type(self, order: impl Into<OrderType>) -> Self {
        self.part(ORDER_TYPE, order.into().as_str())
    }

    /// Adds a part of the filter; see [`filters`](Self::filters).
    pub fn filter(self, part: impl Into<String>, value: impl Into<String>) -> Self {
        self.part(format!("{FILTER}{}", part.into()), value)
    }

    /// Sets all parts of the filter at once, by which the service finds parts of a name, too:
    /// `namespace, name, category, is_public, order_column, order_type`. Not together with the others, which the service would
    /// pass over. Default: none.
    pub fn filters(mut self, filters: BTreeMap<String, String>) -> Self {
        self.plan_mut().filters.retain(|part, _| !part.starts_with(FILTER));
        filters.into_iter().fold(self, |pager, (part, value)| pager.filter(part, value))
    }
}
