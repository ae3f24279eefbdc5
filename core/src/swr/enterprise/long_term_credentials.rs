//! Long-term credentials of Enterprise instances.

use futures_util::future::BoxFuture;

use crate::call::{Call, Deletion, Response};
use crate::error::Error;
use crate::json;
use crate::pagination::{Cursor, Page, Pager, Plan, Source};
use crate::swr::client::SwrClient;
use crate::swr::models::{
    IssuedLongTermCredential, LongTermCredential, LongTermCredentialPage, LongTermCredentialQuery, wire,
};
use crate::swr::{defaults, operations, validation};
use crate::transport::{Answer, CallOptions, Operation, Request, Unreadable};

/// The long-term credentials of Enterprise instances. Get it from [`SwrClient::long_term_credentials`].
#[derive(Debug, Clone)]
pub struct LongTermCredentials {
    client: SwrClient,
}

impl LongTermCredentials {
    pub(crate) fn new(client: SwrClient) -> Self {
        Self { client }
    }

    /// Every long-term credential of the caller, page by page behind the scenes; see [`Pager`]. An administrator gets those of
    /// others, too, where `self_only` is false.
    ///
    /// Mirrors `ListInstanceLtCredentials`. `invalid_argument` for a page size that is not 1 to 100.
    pub fn list(&self, instance_id: impl Into<String>) -> Pager<LongTermCredentialPage> {
        let source = CredentialSource { client: self.client.clone(), instance_id: instance_id.into() };
        Pager::new(source, defaults::PAGE_SIZE)
    }

    /// One page of long-term credentials.
    ///
    /// Mirrors `ListInstanceLtCredentials`. `invalid_argument` for a limit that is not 1 to 100.
    pub fn list_page(
        &self,
        instance_id: impl Into<String>,
        query: LongTermCredentialQuery,
    ) -> Call<LongTermCredentialPage> {
        let (client, instance_id) = (self.client.clone(), instance_id.into());
        Call::new(async move |options| get_page(&client, &instance_id, &query, options).await)
    }

    /// The caller's own long-term credential with exactly this name, or none.
    ///
    /// Reads `ListInstanceLtCredentials`: the service has no other way to ask for one. `invalid_argument` for what can be no
    /// name; see [`create`](Self::create).
    pub fn find(
        &self,
        instance_id: impl Into<String>,
        name: impl Into<String>,
    ) -> Call<Option<LongTermCredential>> {
        let (client, instance_id, name) = (self.client.clone(), instance_id.into(), name.into());
        Call::new(async move |options| {
            validation::credential_name(operations::LONG_TERM_CREDENTIALS_LIST.id, &name)?;
            let plan = Plan::new(defaults::PAGE_SIZE, options);
            let source = CredentialSource { client, instance_id };
            crate::pagination::find(&source, plan, |credential| credential.name == name).await
        })
    }

    /// Every long-term credential of the caller's own, with the last answer.
    pub(crate) async fn collect(
        &self,
        instance_id: String,
        options: CallOptions,
    ) -> Result<Response<Vec<LongTermCredential>>, Error> {
        let source = CredentialSource { client: self.client.clone(), instance_id };
        crate::pagination::collect(&source, Plan::new(defaults::PAGE_SIZE, options)).await
    }

    /// Issues a long-term credential. Its password is in the answer and nowhere else: it cannot be read again. The name is 1 to
    /// 64 lower-case letters and digits, with single dots, underscores and hyphens between them.
    ///
    /// Mirrors `CreateInstanceLtCredential`. Not repeated once it may have arrived; an error then has
    /// [`outcome_unknown`](Error::outcome_unknown).
    pub fn create(
        &self,
        instance_id: impl Into<String>,
        name: impl Into<String>,
    ) -> Call<IssuedLongTermCredential> {
        let (client, instance_id, name) = (self.client.clone(), instance_id.into(), name.into());
        Call::new(async move |options| {
            let operation = &operations::LONG_TERM_CREDENTIALS_CREATE;
            validation::credential_name(operation.id, &name)?;
            let complete = |request: Request| request.json(&wire::NewCredential { name: &name });
            client
                .execute_in_project(operation, &[instance_id.as_str()], options, complete, read_issued)
                .await
        })
    }

    /// Lets a long-term credential open the instance again.
    ///
    /// Mirrors `UpdateInstanceLtCredential`. `not_found` where there is none.
    pub fn enable(&self, instance_id: impl Into<String>, credential_id: impl Into<String>) -> Call<()> {
        self.switch(&operations::LONG_TERM_CREDENTIALS_ENABLE, instance_id.into(), credential_id.into(), true)
    }

    /// Keeps a long-term credential, but refuses logins with it.
    ///
    /// Mirrors `UpdateInstanceLtCredential`. `not_found` where there is none.
    pub fn disable(&self, instance_id: impl Into<String>, credential_id: impl Into<String>) -> Call<()> {
        let operation = &operations::LONG_TERM_CREDENTIALS_DISABLE;
        self.switch(operation, instance_id.into(), credential_id.into(), false)
    }

    /// Deletes a long-term credential. A 404 is `not_found`, unless an attempt before may have deleted it, or
    /// [`missing_ok`](Deletion::missing_ok) is set.
    ///
    /// Mirrors `DeleteInstanceLtCredential`.
    pub fn delete(&self, instance_id: impl Into<String>, credential_id: impl Into<String>) -> Deletion {
        let (client, instance_id, credential_id) =
            (self.client.clone(), instance_id.into(), credential_id.into());
        Deletion::new(Call::new(async move |options| {
            let operation = &operations::LONG_TERM_CREDENTIALS_DELETE;
            let ids = [instance_id.as_str(), credential_id.as_str()];
            client.execute_in_project(operation, &ids, options, Ok, json::nothing).await
        }))
    }

    fn switch(
        &self,
        operation: &'static Operation,
        instance_id: String,
        credential_id: String,
        enable: bool,
    ) -> Call<()> {
        let client = self.client.clone();
        Call::new(async move |options| {
            let ids = [instance_id.as_str(), credential_id.as_str()];
            let complete = |request: Request| request.json(&wire::CredentialSwitch { enable });
            client.execute_in_project(operation, &ids, options, complete, json::nothing).await
        })
    }
}

fn read_issued(answer: &Answer) -> Result<IssuedLongTermCredential, Unreadable> {
    wire::CredentialSecret::read(&answer.body)?.issued()
}

async fn get_page(
    client: &SwrClient,
    instance_id: &str,
    query: &LongTermCredentialQuery,
    options: CallOptions,
) -> Result<Response<LongTermCredentialPage>, Error> {
    let operation = &operations::LONG_TERM_CREDENTIALS_LIST;
    validation::limit(operation.id, query.limit, defaults::LARGEST_PAGE)?;
    let complete = |request: Request| {
        let request = request.query("offset", query.offset).query("limit", query.limit);
        Ok(request.maybe_query(SELF_ONLY, query.self_only))
    };
    let read = |answer: &Answer| json::decode(&answer.body);
    client.execute_in_project(operation, &[instance_id], options, complete, read).await
}

/// What a plan calls the one thing that a list can be asked for with.
const SELF_ONLY: &str = "self_only";

/// Where a pager over long-term credentials gets its pages.
struct CredentialSource {
    client: SwrClient,
    instance_id: String,
}

impl Source<LongTermCredentialPage> for CredentialSource {
    fn operation(&self) -> &'static str {
        operations::LONG_TERM_CREDENTIALS_LIST.id
    }

    fn fetch<'a>(
        &'a self,
        plan: &'a Plan,
        cursor: &'a Cursor,
    ) -> BoxFuture<'a, Result<Response<LongTermCredentialPage>, Error>> {
        let (offset, limit) = cursor.window();
        let self_only = plan.filters.get(SELF_ONLY).map(|value| value == "true");
        let query = LongTermCredentialQuery { offset, limit, self_only };
        Box::pin(async move { get_page(&self.client, &self.instance_id, &query, plan.options.clone()).await })
    }
}

impl Page for LongTermCredentialPage {
    type Item = LongTermCredential;
    type Id = String;
    const LARGEST: u64 = defaults::LARGEST_PAGE;

    fn items(&self) -> &[LongTermCredential] {
        &self.items
    }

    fn into_items(self) -> Vec<LongTermCredential> {
        self.items
    }

    fn id(item: &LongTermCredential) -> String {
        item.token_id.clone()
    }

    fn total(&self) -> Option<u64> {
        self.total
    }
}

impl Pager<LongTermCredentialPage> {
    /// The index of the first credential. Default: 0.
    pub fn offset(mut self, offset: u64) -> Self {
        self.plan_mut().offset = offset;
        self
    }

    /// Whether only the caller's own are listed; false shows an administrator all of the instance. Default: left to the
    /// service, which lists the caller's own.
    pub fn self_only(self, self_only: bool) -> Self {
        self.part(SELF_ONLY, self_only.to_string())
    }
}
