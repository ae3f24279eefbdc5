//! The registries of the account: to learn their ids and hosts.

use std::future::IntoFuture;
use std::time::Duration;

use futures_util::future::BoxFuture;

use super::client::IonosClient;
use super::models::{Registry, RegistryPage, ResourceState};
use super::{defaults, operations, validation};
use crate::call::{Call, Response, call_options};
use crate::error::{Error, ErrorKind};
use crate::id::ResourceId;
use crate::json;
use crate::pagination::{Cursor, Page, Pager, Plan, Source};
use crate::transport::{CallOptions, Request};

/// The registries of the account. Get it from [`IonosClient::registries`].
#[derive(Debug, Clone)]
pub struct Registries {
    client: IonosClient,
}

impl Registries {
    pub(crate) fn new(client: IonosClient) -> Self {
        Self { client }
    }

    /// Every registry of the account.
    ///
    /// Mirrors `registriesGet`.
    pub fn list(&self) -> Pager<RegistryPage> {
        Pager::new(RegistrySource { client: self.client.clone() }, defaults::PAGE_SIZE)
    }

    /// One registry.
    ///
    /// Mirrors `registriesFindById`. `not_found` where there is none.
    pub fn get(&self, registry_id: impl Into<ResourceId>) -> Call<Registry> {
        let (client, registry_id) = (self.client.clone(), registry_id.into());
        Call::new(async move |options| get(&client, &registry_id, options).await)
    }

    /// The registry with exactly this name, or none.
    ///
    /// Asks `registriesGet` for the name and compares itself.
    pub fn find(&self, name: impl Into<String>) -> Call<Option<Registry>> {
        let (client, name) = (self.client.clone(), name.into());
        Call::new(async move |options| {
            validation::name(operations::REGISTRIES_LIST.id, &name)?;
            let mut plan = Plan::new(defaults::PAGE_SIZE, options);
            plan.filters.insert("name".to_owned(), name.clone());
            crate::pagination::find(&RegistrySource { client }, plan, |registry| registry.name == name).await
        })
    }

    /// Waits until a registry can be used; only then it has a host.
    ///
    /// Asks `registriesFindById` again and again. `deadline_exceeded` when it takes longer than allowed.
    pub fn wait_until_running(&self, registry_id: impl Into<ResourceId>) -> WaitUntilRunning {
        WaitUntilRunning {
            client: self.client.clone(),
            registry_id: registry_id.into(),
            within: defaults::WAIT_WITHIN,
            poll_interval: defaults::POLL_INTERVAL,
            options: CallOptions::default(),
        }
    }
}

async fn get(
    client: &IonosClient,
    registry_id: &ResourceId,
    options: CallOptions,
) -> Result<Response<Registry>, Error> {
    let request = Request::new(&operations::REGISTRIES_GET, &[registry_id.as_str()], options)?;
    client.execute(request, |answer| json::decode(&answer.body)).await
}

/// A wait for a registry: await it to begin, or first change its options.
#[derive(Debug, Clone)]
#[must_use = "a wait does nothing until it is awaited"]
pub struct WaitUntilRunning {
    client: IonosClient,
    registry_id: ResourceId,
    within: Duration,
    poll_interval: Duration,
    options: CallOptions,
}

/// What is kept of the time for a last look.
const LAST_LOOK: Duration = Duration::from_secs(1);

impl WaitUntilRunning {
    /// How long to wait in all. Default: 10 minutes.
    pub fn within(mut self, span: Duration) -> Self {
        self.within = span;
        self
    }

    /// How long to wait between two looks. Default: 5 s.
    pub fn poll_interval(mut self, span: Duration) -> Self {
        self.poll_interval = span;
        self
    }

    call_options!(options, "each look");

    /// Waits, and gives the details of the last answer beside the registry.
    pub fn with_response(self) -> BoxFuture<'static, Result<Response<Registry>, Error>> {
        Box::pin(self.run())
    }

    async fn run(self) -> Result<Response<Registry>, Error> {
        let Self { client, registry_id, within, poll_interval, options } = self;
        let started = tokio::time::Instant::now();
        let late = |what: String, attempts| {
            let reason = format!("{what} after {} s", within.as_secs_f64());
            let mut error = Error::new(ErrorKind::DeadlineExceeded, operations::REGISTRIES_GET.id, reason);
            error.fields_mut().attempts = attempts;
            error.fields_mut().retryable = true;
            Err(error)
        };
        loop {
            let left = within.saturating_sub(started.elapsed());
            let Ok(looked) = tokio::time::timeout(left, get(&client, &registry_id, options.clone())).await
            else {
                return late("no answer about the registry".to_owned(), 1);
            };
            let looked = looked?;
            if looked.value.is_running() {
                return Ok(looked);
            }
            let left = within.saturating_sub(started.elapsed()).saturating_sub(LAST_LOOK);
            if left.is_zero() {
                let attempts = looked.attempts();
                let state = looked.value.metadata.and_then(|metadata| metadata.state);
                let state = state.as_ref().map_or("of unknown state", ResourceState::as_str);
                return late(format!("the registry is still {}", client.clean(state)), attempts);
            }
            // The last wait is cut so that there is time for a last look.
            tokio::time::sleep(poll_interval.min(left)).await;
        }
    }
}

impl IntoFuture for WaitUntilRunning {
    type Output = Result<Registry, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move { Ok(self.run().await?.value) })
    }
}

/// Where a pager over registries gets its pages.
struct RegistrySource {
    client: IonosClient,
}

impl Source<RegistryPage> for RegistrySource {
    fn operation(&self) -> &'static str {
        operations::REGISTRIES_LIST.id
    }

    fn fetch<'a>(
        &'a self,
        plan: &'a Plan,
        cursor: &'a Cursor,
    ) -> BoxFuture<'a, Result<Response<RegistryPage>, Error>> {
        Box::pin(async move {
            let operation = &operations::REGISTRIES_LIST;
            validation::listing(operation.id, plan.page_size, &plan.filters)?;
            let mut request =
                Request::new(operation, &[], plan.options.clone())?.query("limit", plan.page_size);
            for (property, value) in &plan.filters {
                request = request.query(format!("filter.{property}"), value);
            }
            if let Cursor::Token(Some(token)) = cursor {
                request = request.query("pagination.token", token);
            }
            self.client.execute(request, |answer| json::decode(&answer.body)).await
        })
    }
}

impl Page for RegistryPage {
    type Item = Registry;
    type Id = uuid::Uuid;

    fn items(&self) -> &[Registry] {
        &self.items
    }

    fn into_items(self) -> Vec<Registry> {
        self.items
    }

    fn id(item: &Registry) -> uuid::Uuid {
        item.id
    }

    fn total(&self) -> Option<u64> {
        None
    }

    fn first(_: &Plan) -> Cursor {
        Cursor::Token(None)
    }

    /// A token that leads back to where this page came from is the end.
    fn next(&self, cursor: &Cursor) -> Option<Cursor> {
        let next = Cursor::Token(Some(self.next_token.clone()?));
        (next != *cursor).then_some(next)
    }
}
