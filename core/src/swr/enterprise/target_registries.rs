//! Target registries: where an Enterprise instance replicates images to.

use futures_util::future::BoxFuture;

use crate::call::{Call, Deletion, Response};
use crate::error::Error;
use crate::json;
use crate::pagination::{Cursor, Page, Pager, Plan, Source};
use crate::swr::client::SwrClient;
use crate::swr::models::{
    CreatedTargetRegistry, OrderType, RegistryOrderColumn, TargetRegistry, TargetRegistryInput,
    TargetRegistryPage, TargetRegistryQuery, TargetRegistryType, wire,
};
use crate::swr::{defaults, operations, validation};
use crate::transport::{Answer, CallOptions, Request};

/// The target registries of Enterprise instances. Get it from [`SwrClient::target_registries`].
#[derive(Debug, Clone)]
pub struct TargetRegistries {
    client: SwrClient,
}

impl TargetRegistries {
    pub(crate) fn new(client: SwrClient) -> Self {
        Self { client }
    }

    /// Every target registry of an instance, page by page behind the scenes; see [`Pager`].
    ///
    /// Mirrors `ListInstanceRegistries`. `invalid_argument` for a page size that is not 1 to 100.
    pub fn list(&self, instance_id: impl Into<String>) -> Pager<TargetRegistryPage> {
        let source = RegistrySource { client: self.client.clone(), instance_id: instance_id.into() };
        Pager::new(source, defaults::PAGE_SIZE)
    }

    /// One page of target registries.
    ///
    /// Mirrors `ListInstanceRegistries`. `invalid_argument` for a limit that is not 1 to 100, and for an offset that is not a
    /// multiple of it.
    pub fn list_page(
        &self,
        instance_id: impl Into<String>,
        query: TargetRegistryQuery,
    ) -> Call<TargetRegistryPage> {
        let (client, instance_id) = (self.client.clone(), instance_id.into());
        Call::new(async move |options| get_page(&client, &instance_id, &query, options).await)
    }

    /// One target registry.
    ///
    /// Mirrors `ShowInstanceRegistry`. `not_found` where there is none.
    pub fn get(&self, instance_id: impl Into<String>, registry_id: u64) -> Call<TargetRegistry> {
        let (client, instance_id) = (self.client.clone(), instance_id.into());
        Call::new(async move |options| {
            let (operation, id) = (&operations::TARGET_REGISTRIES_GET, registry_id.to_string());
            let ids = [instance_id.as_str(), &id];
            client.execute_in_project(operation, &ids, options, Ok, |answer| json::decode(&answer.body)).await
        })
    }

    /// The target registry with exactly this name, or none.
    ///
    /// Asks `ListInstanceRegistries` for the name, of which the service takes any part, and compares itself. `invalid_argument` for
    /// what can be no name: that is 1 to 64 letters, digits, Chinese characters, hyphens and underscores.
    pub fn find(
        &self,
        instance_id: impl Into<String>,
        name: impl Into<String>,
    ) -> Call<Option<TargetRegistry>> {
        let (client, instance_id, name) = (self.client.clone(), instance_id.into(), name.into());
        Call::new(async move |options| {
            validation::target_registry_name(operations::TARGET_REGISTRIES_LIST.id, &name)?;
            let mut plan = Plan::new(defaults::PAGE_SIZE, options);
            plan.filters.insert(NAME.to_owned(), name.clone());
            let source = RegistrySource { client, instance_id };
            crate::pagination::find(&source, plan, |registry| registry.name == name).await
        })
    }

    /// Makes a target registry; the service tells its id.
    ///
    /// Mirrors `CreateInstanceRegistry`. Not repeated once it may have arrived; an error then has
    /// [`outcome_unknown`](Error::outcome_unknown).
    pub fn create(
        &self,
        instance_id: impl Into<String>,
        registry: TargetRegistryInput,
    ) -> Call<CreatedTargetRegistry> {
        let (client, instance_id) = (self.client.clone(), instance_id.into());
        Call::new(async move |options| {
            let operation = &operations::TARGET_REGISTRIES_CREATE;
            validation::target_registry(operation.id, &registry)?;
            let complete = |request| with_body(request, &registry);
            let read = |answer: &Answer| json::decode(&answer.body);
            client.execute_in_project(operation, &[instance_id.as_str()], options, complete, read).await
        })
    }

    /// Replaces all of a target registry, its password included; its type cannot change.
    ///
    /// Mirrors `UpdateInstanceRegistry`. `not_found` where there is none.
    pub fn update(
        &self,
        instance_id: impl Into<String>,
        registry_id: u64,
        registry: TargetRegistryInput,
    ) -> Call<()> {
        let (client, instance_id) = (self.client.clone(), instance_id.into());
        Call::new(async move |options| {
            let (operation, id) = (&operations::TARGET_REGISTRIES_UPDATE, registry_id.to_string());
            validation::target_registry(operation.id, &registry)?;
            let (ids, complete) = ([instance_id.as_str(), &id], |request| with_body(request, &registry));
            client.execute_in_project(operation, &ids, options, complete, json::nothing).await
        })
    }

    /// Deletes a target registry. A 404 is `not_found`, unless an attempt before may have deleted it, or
    /// [`missing_ok`](Deletion::missing_ok) is set.
    ///
    /// Mirrors `DeleteInstanceRegistry`.
    pub fn delete(&self, instance_id: impl Into<String>, registry_id: u64) -> Deletion {
        let (client, instance_id) = (self.client.clone(), instance_id.into());
        Deletion::new(Call::new(async move |options| {
            let (operation, id) = (&operations::TARGET_REGISTRIES_DELETE, registry_id.to_string());
            client
                .execute_in_project(operation, &[instance_id.as_str(), &id], options, Ok, json::nothing)
                .await
        }))
    }
}

fn with_body(request: Request, registry: &TargetRegistryInput) -> Result<Request, Error> {
    request.secret(&registry.access_secret).json(&wire::RegistryBody::from(registry))
}

/// What the query calls its parts.
const ORDER_COLUMN: &str = "order_column";
const ORDER_TYPE: &str = "order_type";
const NAME: &str = "name";
const TYPE: &str = "type";

async fn get_page(
    client: &SwrClient,
    instance_id: &str,
    query: &TargetRegistryQuery,
    options: CallOptions,
) -> Result<Response<TargetRegistryPage>, Error> {
    let operation = &operations::TARGET_REGISTRIES_LIST;
    validation::target_registries(operation.id, query)?;
    let complete = |request: Request| {
        Ok(request
            .query("offset", query.offset)
            .query("limit", query.limit)
            .maybe_query(ORDER_COLUMN, query.order_column.as_ref())
            .maybe_query(ORDER_TYPE, query.order_type.as_ref())
            .maybe_query(NAME, query.name.as_ref())
            .maybe_query(TYPE, query.r#type.as_ref()))
    };
    let read = |answer: &Answer| json::decode(&answer.body);
    client.execute_in_project(operation, &[instance_id], options, complete, read).await
}

/// Where a pager over target registries gets its pages.
struct RegistrySource {
    client: SwrClient,
    instance_id: String,
}

impl Source<TargetRegistryPage> for RegistrySource {
    fn operation(&self) -> &'static str {
        operations::TARGET_REGISTRIES_LIST.id
    }

    fn fetch<'a>(
        &'a self,
        plan: &'a Plan,
        cursor: &'a Cursor,
    ) -> BoxFuture<'a, Result<Response<TargetRegistryPage>, Error>> {
        let (offset, limit) = cursor.window();
        let given = |name: &str| plan.filters.get(name).cloned();
        let query = TargetRegistryQuery {
            offset,
            limit,
            order_column: given(ORDER_COLUMN).map(Into::into),
            order_type: given(ORDER_TYPE).map(Into::into),
            name: given(NAME),
            r#type: given(TYPE).map(Into::into),
        };
        Box::pin(async move { get_page(&self.client, &self.instance_id, &query, plan.options.clone()).await })
    }
}

impl Page for TargetRegistryPage {
    type Item = TargetRegistry;
    type Id = u64;
    const IS_ALIGNED: bool = true;
    const LARGEST: u64 = defaults::LARGEST_PAGE;

    fn items(&self) -> &[TargetRegistry] {
        &self.items
    }

    fn into_items(self) -> Vec<TargetRegistry> {
        self.items
    }

    fn id(item: &TargetRegistry) -> u64 {
        item.id
    }

    fn total(&self) -> Option<u64> {
        self.total
    }
}

impl Pager<TargetRegistryPage> {
    /// The index of the first target registry, a multiple of the page size. Default: 0.
    pub fn offset(mut self, offset: u64) -> Self {
        self.plan_mut().offset = offset;
        self
    }

    /// What to sort by. Default: left to the service, which takes `created_at`.
    pub fn order_column(self, column: impl Into<RegistryOrderColumn>) -> Self {
        self.part(ORDER_COLUMN, column.into().as_str())
    }

    /// Which way to sort; only together with `order_column`. Default: left to the service, which takes `desc`.
    pub fn order_type(self, order: impl Into<OrderType>) -> Self {
        self.part(ORDER_TYPE, order.into().as_str())
    }

    /// A part of the name. Default: any name.
    pub fn name(self, name: impl Into<String>) -> Self {
        self.part(NAME, name)
    }

    /// What they are. Default: any type.
    pub fn r#type(self, word: impl Into<TargetRegistryType>) -> Self {
        self.part(TYPE, word.into().as_str())
    }
}
