//! Calls of the clients of IONOS.

use std::time::Duration;

use registry_tokens::models::{NewToken, PageQuery, Scope, TokenRetirement, TokenRotationPlan, TokenUpdate};
use registry_tokens::{IonosClient, Timestamp, blocking};

use crate::arguments::Arguments;
use crate::fill;
use crate::format::Call;
use crate::outcome::Outcome;

impl Arguments {
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

    fn plan(&mut self) -> Result<TokenRotationPlan, String> {
        let mut plan = TokenRotationPlan::new();
        plan.expires_in = self.maybe_span("expires_in_ms")?;
        plan.retire = self.maybe("retire")?;
        plan.grace = self.maybe_span("grace_ms")?;
        Ok(plan)
    }

    fn retirement(&mut self) -> Result<TokenRetirement, String> {
        let mut retirement = TokenRetirement::new();
        retirement.retire = self.maybe("retire")?;
        retirement.grace = self.maybe_span("grace_ms")?;
        Ok(retirement)
    }

    fn query(&mut self) -> Result<PageQuery, String> {
        let mut query = PageQuery::new();
        query.offset = self.maybe("offset")?.unwrap_or(query.offset);
        query.limit = self.maybe("limit")?.unwrap_or(query.limit);
        query.filters = self.maybe("filters")?.unwrap_or_default();
        query.max_results = self.maybe("max_results")?;
        Ok(query)
    }
}

/// Both styles have the same calls; they differ in how one waits for them.
macro_rules! define_call {
    ($(#[$attribute:meta])* [$($async:tt)?] $name:ident, $client:ty, $answer:ident, $items:ident, $value:ident) => {
        $(#[$attribute])*
        pub $($async)? fn $name(client: &$client, call: &Call) -> Result<Outcome, String> {
            let mut arguments = Arguments(call.arguments.clone());
            let options = &call.options;
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
                    take!(pager, arguments, $items, $value)
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
                "tokens.begin_rotation" => {
                    let (registry_id, token_id) = (arguments.text("registry_id")?, arguments.text("token_id")?);
                    let call = tokens.begin_rotation(registry_id, token_id, arguments.plan()?);
                    Outcome::of($answer!(with_options!(call, options)))
                }
                "tokens.finish_rotation" => {
                    let registry_id = arguments.text("registry_id")?;
                    let (old_id, new_id) = (arguments.text("old_id")?, arguments.text("new_id")?);
                    let end = tokens.finish_rotation(registry_id, old_id, new_id, arguments.retirement()?);
                    $value!(with_options!(end, options))
                }
                "tokens.undo_rotation" => {
                    let registry_id = arguments.text("registry_id")?;
                    let (old_id, new_id) = (arguments.text("old_id")?, arguments.text("new_id")?);
                    let call = tokens.undo_rotation(registry_id, old_id, new_id);
                    Outcome::of($answer!(with_options!(call, options)))
                }
                "tokens.list_expiring" => {
                    let within = arguments.maybe_span("within_ms")?.ok_or("within_ms is missing")?;
                    let registry_id = arguments.text("registry_id")?;
                    let search = tokens.list_expiring(registry_id, within, arguments.retirement()?);
                    $value!(with_options!(search, options))
                }
                "tokens.find_current" => {
                    let (registry_id, name) = (arguments.text("registry_id")?, arguments.text("name")?);
                    Outcome::of($answer!(with_options!(tokens.find_current(registry_id, name), options)))
                }
                "registries.list" => {
                    let mut pager = with_options!(registries.list(), options);
                    if let Some(size) = arguments.maybe("page_size")? {
                        pager = pager.page_size(size);
                    }
                    take!(pager, arguments, $items, $value)
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

define_call! {
    /// Makes the call with the async client.
    [async] make_async, IonosClient, await_answer, await_items, await_value
}
define_call! {
    /// Makes the call with the blocking client.
    [] make_blocking, blocking::IonosClient, block_answer, block_items, block_value
}
