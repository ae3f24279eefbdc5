//! The list of repositories that goes on behind the last one of a page.

use futures_util::future::BoxFuture;

use super::decode;
use super::repositories::{CATEGORY, IS_PUBLIC, NAME, NAMESPACE};
use crate::call::Response;
use crate::error::Error;
use crate::pagination::{Cursor, Page, Pager, Plan, Source};
use crate::swr::client::SwrClient;
use crate::swr::models::{Repository, RepositoryCategory, RepositoryMarkerPage};
use crate::swr::validation::path_name;
use crate::swr::{defaults, operations, validation};
use crate::transport::Request;

/// Where a pager over repositories gets its pages.
pub(super) struct MarkerSource {
    client: SwrClient,
}

impl MarkerSource {
    pub(super) fn new(client: SwrClient) -> Self {
        Self { client }
    }
}

impl Source<RepositoryMarkerPage> for MarkerSource {
    fn operation(&self) -> &'static str {
        operations::REPOSITORIES_LIST_BY_MARKER.id
    }

    fn fetch<'a>(
        &'a self,
        plan: &'a Plan,
        cursor: &'a Cursor,
    ) -> BoxFuture<'a, Result<Response<RepositoryMarkerPage>, Error>> {
        Box::pin(async move {
            let operation = &operations::REPOSITORIES_LIST_BY_MARKER;
            let given = |part: &str| plan.filters.get(part).map(String::as_str);
            let category = given(CATEGORY).map(RepositoryCategory::from);
            let (namespace, name) = (given(NAMESPACE), given(NAME));
            validation::repositories_by_marker(
                operation.id,
                plan.page_size,
                namespace,
                name,
                category.as_ref(),
            )?;
            let marker = match cursor {
                Cursor::Token(marker) => marker.as_ref(),
                Cursor::Window { .. } => None,
            };
            let request = Request::new(operation, &[], plan.options.clone())?
                .query("limit", plan.page_size)
                .maybe_query("marker", marker)
                .maybe_query(NAMESPACE, namespace)
                .maybe_query(NAME, name.map(path_name))
                .maybe_query(CATEGORY, category.as_ref())
                .maybe_query(IS_PUBLIC, given(IS_PUBLIC));
            self.client.execute(request, |answer, _| decode(answer)).await
        })
    }
}

impl Page for RepositoryMarkerPage {
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
        None
    }

    fn first(_: &Plan) -> Cursor {
        Cursor::Token(None)
    }

    /// A marker that leads back to where this page came from is the end.
    fn next(&self, cursor: &Cursor) -> Option<Cursor> {
        let next = Cursor::Token(Some(self.next_marker?.to_string()));
        (next != *cursor).then_some(next)
    }
}

impl Pager<RepositoryMarkerPage> {
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
}
