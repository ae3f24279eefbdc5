//! The tokens of a registry.

use std::collections::BTreeMap;
use std::sync::Arc;

use futures_util::future::BoxFuture;

use super::client::IonosClient;
use super::models::{
    IssuedToken, NewToken, PageQuery, ReplacedToken, Scope, Token, TokenPage, TokenUpdate, wire,
};
use super::{defaults, operations, validation};
use crate::call::{Call, Deletion, Response};
use crate::error::Error;
use crate::id::ResourceId;
use crate::pagination::{Cursor, Page, Pager, Plan, Source};
use crate::rotation::SharedList;
use crate::transport::{Answer, CallOptions, Request, Unreadable};
use crate::{Patch, json};

/// The tokens of a registry. Get it from [`IonosClient::tokens`].
#[derive(Debug, Clone)]
pub struct Tokens {
    client: IonosClient,
}

impl Tokens {
    pub(crate) fn new(client: IonosClient) -> Self {
        Self { client }
    }

    /// The list of a registry's tokens that rotations share.
    pub(super) fn shared_list(&self, registry_id: &ResourceId) -> Arc<SharedList> {
        self.client.lists().of(&registry_id.as_str().to_ascii_lowercase())
    }

    /// Every token of a registry, page by page behind the scenes; see [`Pager`].
    ///
    /// Mirrors `registriesTokensGet`.
    pub fn list(&self, registry_id: impl Into<ResourceId>) -> Pager<TokenPage> {
        let source = TokenSource { tokens: self.clone(), registry_id: registry_id.into() };
        Pager::new(source, defaults::PAGE_SIZE)
    }

    /// One page of tokens.
    ///
    /// Mirrors `registriesTokensGet`. `invalid_argument` for a limit of 0.
    pub fn list_page(&self, registry_id: impl Into<ResourceId>, query: PageQuery) -> Call<TokenPage> {
        let (client, registry_id) = (self.client.clone(), registry_id.into());
        Call::new(async move |options| get_page(&client, &registry_id, &query, options).await)
    }

    /// One token.
    ///
    /// Mirrors `registriesTokensFindById`. `not_found` where there is none.
    pub fn get(&self, registry_id: impl Into<ResourceId>, token_id: impl Into<ResourceId>) -> Call<Token> {
        let (client, registry_id, token_id) = (self.client.clone(), registry_id.into(), token_id.into());
        Call::new(async move |options| {
            let ids = [registry_id.as_str(), token_id.as_str()];
            let request = Request::new(&operations::TOKENS_GET, &ids, options)?;
            client.execute(request, |answer| json::decode(&answer.body)).await
        })
    }

    /// The token with exactly this name, or none.
    ///
    /// Asks `registriesTokensGet` for the name and compares itself: the service may ignore the filter.
    pub fn find(&self, registry_id: impl Into<ResourceId>, name: impl Into<String>) -> Call<Option<Token>> {
        let (tokens, registry_id, name) = (self.clone(), registry_id.into(), name.into());
        Call::new(async move |options| {
            validation::name(operations::TOKENS_LIST.id, &name)?;
            let mut plan = Plan::new(defaults::PAGE_SIZE, options);
            plan.filters.insert("name".to_owned(), name.clone());
            let source = TokenSource { tokens, registry_id };
            crate::pagination::find(&source, plan, |token| token.name == name).await
        })
    }

    /// Every token, with the last answer.
    pub(crate) async fn collect(
        &self,
        registry_id: ResourceId,
        options: CallOptions,
    ) -> Result<Response<Vec<Token>>, Error> {
        let source = TokenSource { tokens: self.clone(), registry_id };
        crate::pagination::collect(&source, Plan::new(defaults::PAGE_SIZE, options)).await
    }

    /// Issues a token. Its password is in the answer and nowhere else: it cannot be read again.
    ///
    /// Mirrors `registriesTokensPost`. Not repeated once it may have arrived; an error then has
    /// [`outcome_unknown`](Error::outcome_unknown).
    pub fn create(&self, registry_id: impl Into<ResourceId>, token: NewToken) -> Call<IssuedToken> {
        let (client, registry_id) = (self.client.clone(), registry_id.into());
        Call::new(async move |options| {
            let operation = &operations::TOKENS_CREATE;
            let expiry_date = validation::new_token(operation.id, &token)?;
            let request = Request::new(operation, &[registry_id.as_str()], options)?;
            client.execute(request.json(&wire::TokenInput::new(&token, expiry_date))?, read_issued).await
        })
    }

    /// Replaces a token, or makes one under an id of the caller's choice. The name of an existing one cannot change.
    ///
    /// Mirrors `registriesTokensPut`. Not repeated once it may have arrived, because it may reveal a password.
    pub fn replace(
        &self,
        registry_id: impl Into<ResourceId>,
        token_id: impl Into<ResourceId>,
        token: NewToken,
    ) -> Call<ReplacedToken> {
        let (client, registry_id, token_id) = (self.client.clone(), registry_id.into(), token_id.into());
        Call::new(async move |options| {
            let operation = &operations::TOKENS_REPLACE;
            let expiry_date = validation::new_token(operation.id, &token)?;
            let request = Request::new(operation, &[registry_id.as_str(), token_id.as_str()], options)?;
            let request = request.json(&wire::TokenInput::new(&token, expiry_date))?;
            client.execute(request, |answer| json::decode(&answer.body)).await
        })
    }

    /// Changes what is mentioned and leaves the rest.
    ///
    /// Mirrors `registriesTokensPatch`. `invalid_argument` when nothing is to change; `invalid_response` when the token
    /// afterwards allows more than was asked for.
    pub fn update(
        &self,
        registry_id: impl Into<ResourceId>,
        token_id: impl Into<ResourceId>,
        update: TokenUpdate,
    ) -> Call<Token> {
        let (client, registry_id, token_id) = (self.client.clone(), registry_id.into(), token_id.into());
        Call::new(async move |options| {
            let operation = &operations::TOKENS_UPDATE;
            validation::token_update(operation.id, &update)?;
            let request = Request::new(operation, &[registry_id.as_str(), token_id.as_str()], options)?;
            let request = request.json(&wire::TokenPatch::from(&update))?;
            client.execute(request, |answer| read_updated(answer, &update.scopes)).await
        })
    }

    /// Deletes a token. A 404 is `not_found`, unless an attempt before may have deleted it, or
    /// [`missing_ok`](Deletion::missing_ok) is set.
    ///
    /// Mirrors `registriesTokensDelete`.
    pub fn delete(&self, registry_id: impl Into<ResourceId>, token_id: impl Into<ResourceId>) -> Deletion {
        let (client, registry_id, token_id) = (self.client.clone(), registry_id.into(), token_id.into());
        Deletion::new(Call::new(async move |options| {
            let ids = [registry_id.as_str(), token_id.as_str()];
            let request = Request::new(&operations::TOKENS_DELETE, &ids, options)?;
            client.execute(request, json::nothing).await
        }))
    }
}

async fn get_page(
    client: &IonosClient,
    registry_id: &ResourceId,
    query: &PageQuery,
    options: CallOptions,
) -> Result<Response<TokenPage>, Error> {
    let operation = &operations::TOKENS_LIST;
    validation::listing(operation.id, query.limit, &query.filters)?;
    let mut request = Request::new(operation, &[registry_id.as_str()], options)?
        .query("offset", query.offset)
        .query("limit", query.limit);
    for (property, value) in &query.filters {
        request = request.query(format!("filter.{property}"), value);
    }
    if let Some(most) = query.max_results {
        request = request.query("maxResults", most);
    }
    client.execute(request, |answer| json::decode(&answer.body)).await
}

fn read_issued(answer: &Answer) -> Result<IssuedToken, Unreadable> {
    let ReplacedToken { token, credentials } = json::decode(&answer.body)?;
    match credentials {
        Some(credentials) => Ok(IssuedToken { token, credentials }),
        None => {
            let reason =
                "the answer is not what the API promises: properties.credentials.password: missing or empty";
            Err(Unreadable { reason: reason.to_owned(), resource_id: Some(token.id.to_string()) })
        }
    }
}

/// Whether the service takes away scopes that a shorter list leaves out is not documented. If it does not, a caller who
/// narrowed a token must not believe it is narrow.
fn read_updated(answer: &Answer, asked: &Patch<Vec<Scope>>) -> Result<Token, Unreadable> {
    let token: Token = json::decode(&answer.body)?;
    let asked: &[Scope] = match asked {
        Patch::Keep => return Ok(token),
        Patch::Clear => &[],
        Patch::Set(asked) => asked,
    };
    if let Some(wider) = token.scopes.iter().find(|scope| !scope.is_within(asked)) {
        let reason = format!(
            "the service kept wider scopes than asked for (on {:?}); replace the token or delete it and create it again",
            wider.name
        );
        return Err(Unreadable { reason, resource_id: Some(token.id.to_string()) });
    }
    Ok(token)
}

/// Where a pager over tokens gets its pages.
struct TokenSource {
    tokens: Tokens,
    registry_id: ResourceId,
}

impl Source<TokenPage> for TokenSource {
    fn operation(&self) -> &'static str {
        operations::TOKENS_LIST.id
    }

    fn fetch<'a>(
        &'a self,
        plan: &'a Plan,
        cursor: &'a Cursor,
    ) -> BoxFuture<'a, Result<Response<TokenPage>, Error>> {
        let (offset, limit) = cursor.window();
        let query = PageQuery { offset, limit, filters: plan.filters.clone(), max_results: plan.max_results };
        Box::pin(async move {
            get_page(&self.tokens.client, &self.registry_id, &query, plan.options.clone()).await
        })
    }
}

impl Page for TokenPage {
    type Item = Token;
    type Id = uuid::Uuid;

    fn items(&self) -> &[Token] {
        &self.items
    }

    fn into_items(self) -> Vec<Token> {
        self.items
    }

    fn id(item: &Token) -> uuid::Uuid {
        item.id
    }

    fn total(&self) -> Option<u64> {
        self.total
    }
}

impl Pager<TokenPage> {
    /// The index of the first token. Default: 0.
    pub fn offset(mut self, offset: u64) -> Self {
        self.plan_mut().offset = offset;
        self
    }

    /// Adds a property and the value it must have, sent as `filter.NAME`. The service may ignore it.
    pub fn filter(self, property: impl Into<String>, value: impl Into<String>) -> Self {
        self.part(property, value)
    }

    /// All properties and the values they must have, sent as `filter.NAME`. The service may ignore them.
    pub fn filters(mut self, filters: BTreeMap<String, String>) -> Self {
        self.plan_mut().filters = filters;
        self
    }

    /// The most tokens to get in all. Default: no limit.
    pub fn max_results(mut self, most: u64) -> Self {
        self.plan_mut().max_results = Some(most);
        self
    }
}
