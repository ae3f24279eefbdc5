//! From the `call` part of a vector to a call of the client, async or blocking.

use std::collections::BTreeMap;
use std::time::Duration;

use registry_tokens::models::{NewToken, PageQuery, Scope, TokenUpdate};
use registry_tokens::{Error, IonosClientBuilder, Patch, Response, Timestamp};
use serde_json::Value;

use crate::fill;
use crate::format::Call;
use crate::view::View;

/// What a call came to.
pub struct Outcome {
    pub result: Result<Value, Error>,
    /// How many items came before an error.
    pub received: usize,
    pub api_json: Option<Value>,
    pub response: Option<Details>,
    pub texts: Vec<String>,
}

/// The details of an answer.
pub struct Details {
    pub http_status: u16,
    pub request_id: Option<String>,
    pub attempts: u32,
    pub headers: BTreeMap<String, String>,
    pub body: Vec<u8>,
}

impl Outcome {
    fn failed(error: Error, received: usize) -> Self {
        Self { result: Err(error), received, api_json: None, response: None, texts: Vec::new() }
    }

    fn value(value: &impl View) -> Self {
        let texts = vec![format!("{value:?}"), format!("{value:#?}")];
        Self { result: Ok(value.view()), received: 0, api_json: value.api_json(), response: None, texts }
    }

    fn of<T: View>(answer: Result<Response<T>, Error>) -> Self {
        let response = match answer {
            Ok(response) => response,
            Err(error) => return Self::failed(error, 0),
        };
        let text = |value: &http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
        let details = Details {
            http_status: response.http_status(),
            request_id: response.request_id().map(str::to_owned),
            attempts: response.attempts(),
            headers: response.headers().iter().map(|(name, value)| (name.to_string(), text(value))).collect(),
            body: response.body().to_vec(),
        };
        let mut outcome = Self::value(&response.value);
        outcome.texts.push(format!("{response:?}"));
        outcome.response = Some(details);
        outcome
    }

    fn list<T: View>(items: Vec<Result<T, Error>>) -> Self {
        let mut good = Vec::new();
        for item in items {
            match item {
                Ok(item) => good.push(item),
                Err(error) => return Self::failed(error, good.len()),
            }
        }
        Self::value(&good)
    }
}

/// The arguments of a call by name; every one must be taken.
struct Arguments(BTreeMap<String, Value>);

impl Arguments {
    fn text(&mut self, name: &str) -> Result<String, String> {
        fill::text(&self.0.remove(name).ok_or_else(|| format!("{name} is missing"))?)
    }

    fn maybe<T: serde::de::DeserializeOwned>(&mut self, name: &str) -> Result<Option<T>, String> {
        self.0.remove(name).map(serde_json::from_value).transpose().map_err(|why| format!("{name}: {why}"))
    }

    fn patch<T: serde::de::DeserializeOwned>(&mut self, name: &str) -> Result<Patch<T>, String> {
        match self.0.get(name) {
            None => Ok(Patch::Keep),
            Some(Value::Null) => {
                self.0.remove(name);
                Ok(Patch::Clear)
            }
            Some(_) => Ok(Patch::Set(self.maybe(name)?.ok_or("no value")?)),
        }
    }

    fn new_token(&mut self) -> Result<NewToken, String> {
        let mut token = NewToken::new(self.text("name")?);
        token.scopes = self.maybe::<Vec<Scope>>("scopes")?;
        token.status = self.maybe("status")?;
        token.expiry_date = self.maybe::<Timestamp>("expiry_date")?;
        Ok(token)
    }

    fn update(&mut self) -> Result<TokenUpdate, String> {
        let mut update = TokenUpdate::new();
        update.status = self.maybe("status")?;
        update.scopes = self.patch("scopes")?;
        update.expiry_date = self.patch("expiry_date")?;
        Ok(update)
    }

    fn query(&mut self) -> Result<PageQuery, String> {
        let mut query = PageQuery::new();
        query.offset = self.maybe("offset")?.unwrap_or(query.offset);
        query.limit = self.maybe("limit")?.unwrap_or(query.limit);
        query.filters = self.maybe("filters")?.unwrap_or_default();
        query.max_results = self.maybe("max_results")?;
        Ok(query)
    }

    fn end(self) -> Result<(), String> {
        self.0.keys().next().map_or(Ok(()), |name| Err(format!("unknown argument: {name}")))
    }
}

/// The options of the one call, on whatever has their setters.
macro_rules! with_options {
    ($call:expr, $options:expr) => {{
        let mut call = $call;
        if let Some(milliseconds) = $options.timeout_ms {
            call = call.timeout(Duration::from_millis(milliseconds));
        }
        if let Some(retries) = $options.max_retries {
            call = call.max_retries(retries);
        }
        for (name, value) in &$options.extra_headers {
            call = call.extra_header(name, fill::text(value)?);
        }
        for (name, value) in &$options.extra_query {
            call = call.extra_query(name, fill::text(value)?);
        }
        call
    }};
}

/// Both styles have the same calls; they differ in how one waits for them.
macro_rules! define_call {
    ($(#[$attribute:meta])* [$($async:tt)?] $name:ident, $build:ident, $answer:ident, $items:ident, $value:ident) => {
        $(#[$attribute])*
        pub $($async)? fn $name(builder: IonosClientBuilder, call: &Call) -> Result<Outcome, String> {
            let mut arguments = Arguments(call.arguments.clone());
            let options = &call.options;
            let client = match builder.$build() {
                Ok(client) => client,
                Err(error) => return Ok(Outcome::failed(error, 0)),
            };
            let (tokens, registries) = (client.tokens(), client.registries());
            let outcome = match call.operation.as_str() {
                "client.build" => Outcome::value(&()),
                "tokens.list" => {
                    let mut pager = with_options!(tokens.list(arguments.text("registry_id")?), options);
                    if let Some(size) = arguments.maybe("page_size")? {
                        pager = pager.page_size(size);
                    }
                    if let Some(offset) = arguments.maybe("offset")? {
                        pager = pager.offset(offset);
                    }
                    if let Some(filters) = arguments.maybe("filters")? {
                        pager = pager.filters(filters);
                    }
                    if let Some(most) = arguments.maybe("max_results")? {
                        pager = pager.max_results(most);
                    }
                    match arguments.maybe::<String>("take")?.as_deref() {
                        None | Some("items") => Outcome::list($items!(pager)),
                        Some("pages") => Outcome::list($items!(pager.pages())),
                        Some("all") => $value!(pager.all()),
                        Some(other) => return Err(format!("unknown take: {other}")),
                    }
                }
                "tokens.list_page" => {
                    let registry_id = arguments.text("registry_id")?;
                    Outcome::of($answer!(with_options!(tokens.list_page(registry_id, arguments.query()?), options)))
                }
                "tokens.get" => {
                    let (registry_id, token_id) = (arguments.text("registry_id")?, arguments.text("token_id")?);
                    Outcome::of($answer!(with_options!(tokens.get(registry_id, token_id), options)))
                }
                "tokens.find" => {
                    let (registry_id, name) = (arguments.text("registry_id")?, arguments.text("name")?);
                    Outcome::of($answer!(with_options!(tokens.find(registry_id, name), options)))
                }
                "tokens.create" => {
                    let registry_id = arguments.text("registry_id")?;
                    Outcome::of($answer!(with_options!(tokens.create(registry_id, arguments.new_token()?), options)))
                }
                "tokens.replace" => {
                    let (registry_id, token_id) = (arguments.text("registry_id")?, arguments.text("token_id")?);
                    let token = arguments.new_token()?;
                    Outcome::of($answer!(with_options!(tokens.replace(registry_id, token_id, token), options)))
                }
                "tokens.update" => {
                    let (registry_id, token_id) = (arguments.text("registry_id")?, arguments.text("token_id")?);
                    let update = arguments.update()?;
                    Outcome::of($answer!(with_options!(tokens.update(registry_id, token_id, update), options)))
                }
                "tokens.delete" => {
                    let (registry_id, token_id) = (arguments.text("registry_id")?, arguments.text("token_id")?);
                    let missing_ok = arguments.maybe("missing_ok")?.unwrap_or(false);
                    let call = tokens.delete(registry_id, token_id).missing_ok(missing_ok);
                    Outcome::of($answer!(with_options!(call, options)))
                }
                "registries.list" => {
                    let mut pager = with_options!(registries.list(), options);
                    if let Some(size) = arguments.maybe("page_size")? {
                        pager = pager.page_size(size);
                    }
                    match arguments.maybe::<String>("take")?.as_deref() {
                        None | Some("items") => Outcome::list($items!(pager)),
                        Some("pages") => Outcome::list($items!(pager.pages())),
                        Some("all") => $value!(pager.all()),
                        Some(other) => return Err(format!("unknown take: {other}")),
                    }
                }
                "registries.get" => {
                    let registry_id = arguments.text("registry_id")?;
                    Outcome::of($answer!(with_options!(registries.get(registry_id), options)))
                }
                "registries.find" => {
                    let name = arguments.text("name")?;
                    Outcome::of($answer!(with_options!(registries.find(name), options)))
                }
                "registries.wait_until_running" => {
                    let interval = Duration::from_millis(arguments.maybe("poll_interval_ms")?.unwrap_or(0));
                    let wait = registries.wait_until_running(arguments.text("registry_id")?).poll_interval(interval);
                    $value!(with_options!(wait, options))
                }
                other => return Err(format!("unknown operation: {other}")),
            };
            arguments.end()?;
            Ok(outcome)
        }
    };
}

macro_rules! await_answer {
    ($call:expr) => {
        $call.with_response().await
    };
}
macro_rules! await_items {
    ($stream:expr) => {
        futures_util::StreamExt::collect::<Vec<_>>($stream).await
    };
}
macro_rules! await_value {
    ($future:expr) => {
        match $future.await {
            Ok(value) => Outcome::value(&value),
            Err(error) => Outcome::failed(error, 0),
        }
    };
}
macro_rules! block_answer {
    ($call:expr) => {
        $call.with_response()
    };
}
macro_rules! block_items {
    ($iterator:expr) => {
        $iterator.collect::<Vec<_>>()
    };
}
macro_rules! block_value {
    ($call:expr) => {
        match crate::run::Wait::wait($call) {
            Ok(value) => Outcome::value(&value),
            Err(error) => Outcome::failed(error, 0),
        }
    };
}

define_call! {
    /// Makes the call with the async client.
    [async] make_async, build, await_answer, await_items, await_value
}
define_call! {
    /// Makes the call with the blocking client.
    [] make_blocking, build_blocking, block_answer, block_items, block_value
}
