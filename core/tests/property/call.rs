//! A step's request as a call of the client.

use futures_util::TryStreamExt;
use futures_util::future::{BoxFuture, FutureExt};
use registry_tokens::{
    Error, IonosClient, IssuedToken, NewToken, PageQuery, ReplacedToken, Token, TokenPage, TokenUpdate,
};
use std::time::Duration;

use crate::request::{Input, Request};

/// What a call gave.
#[derive(Debug)]
pub enum Given {
    Tokens(Vec<Token>),
    Page(TokenPage),
    Found(Option<Token>),
    Token(Token),
    Issued(IssuedToken),
    Replaced(ReplacedToken),
    Nothing,
}

/// The options of a call.
#[derive(Debug, Clone)]
pub struct Options {
    pub max_retries: u32,
    pub timeout: Duration,
    /// Goes into the query, where the emulator does not mind it, to tell the requests of a step from all others.
    pub marker: (String, String),
}

pub fn call(
    client: &IonosClient,
    registry: &str,
    request: &Request,
    options: &Options,
) -> BoxFuture<'static, Result<Given, Error>> {
    let tokens = client.tokens();
    macro_rules! with_options {
        ($call:expr) => {
            $call
                .max_retries(options.max_retries)
                .timeout(options.timeout)
                .extra_query(&options.marker.0, &options.marker.1)
        };
    }
    macro_rules! one {
        ($call:expr, $given:expr) => {{
            let call = with_options!($call).into_future();
            async move { call.await.map($given) }.boxed()
        }};
    }
    match request.clone() {
        Request::Items { page_size } => {
            let pager = with_options!(tokens.list(registry)).page_size(page_size);
            async move { pager.try_collect().await.map(Given::Tokens) }.boxed()
        }
        Request::Pages { page_size } => {
            let pages = with_options!(tokens.list(registry)).page_size(page_size).pages();
            async move {
                let pages: Vec<TokenPage> = pages.try_collect().await?;
                Ok(Given::Tokens(pages.into_iter().flat_map(|page| page.items).collect()))
            }
            .boxed()
        }
        Request::All { page_size } => {
            let all = with_options!(tokens.list(registry)).page_size(page_size).all();
            async move { all.await.map(Given::Tokens) }.boxed()
        }
        Request::ListPage { offset, limit, status } => {
            let mut query = PageQuery::new().offset(offset).limit(limit);
            if let Some(status) = status {
                query = query.filter("status", status);
            }
            one!(tokens.list_page(registry, query), Given::Page)
        }
        Request::Get { id } => one!(tokens.get(registry, id), Given::Token),
        Request::Find { name } => one!(tokens.find(registry, name), Given::Found),
        Request::Create(input) => one!(tokens.create(registry, new_token(input)), Given::Issued),
        Request::Replace { id, input } => {
            one!(tokens.replace(registry, id, new_token(input)), Given::Replaced)
        }
        Request::Update { id, status, scopes, expiry } => {
            let mut update = TokenUpdate::new();
            if let Some(status) = status {
                update = update.status(status);
            }
            update = match scopes {
                Some(Some(scopes)) => update.scopes(scopes),
                Some(None) => update.clear_scopes(),
                None => update,
            };
            update = match expiry {
                Some(Some(expiry)) => update.expiry_date(expiry),
                Some(None) => update.clear_expiry_date(),
                None => update,
            };
            one!(tokens.update(registry, id, update), Given::Token)
        }
        Request::Delete { id, missing_ok } => {
            one!(tokens.delete(registry, id).missing_ok(missing_ok), |()| Given::Nothing)
        }
    }
}

fn new_token(input: Input) -> NewToken {
    let mut token = NewToken::new(input.name);
    token.scopes = input.scopes;
    token.status = input.status.map(Into::into);
    token.expiry_date = input.expiry;
    token
}
