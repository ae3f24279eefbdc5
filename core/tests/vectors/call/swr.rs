//! Calls of the clients of SWR.

use std::time::Duration;

use registry_tokens::models::{
    LongTermCredentialQuery, LongTermCredentialRetirement, TargetRegistryInput, TargetRegistryQuery,
    TemporaryLogin,
};
use registry_tokens::{SwrClient, blocking};

use super::swr_basic;
use crate::arguments::Arguments;
use crate::fill;
use crate::format::Call;
use crate::outcome::Outcome;

impl Arguments {
    fn target(&mut self) -> Result<TargetRegistryInput, String> {
        let (name, word, url) = (self.text("name")?, self.text("type")?, self.text("url")?);
        let (key, secret) = (self.text("access_key")?, self.text("access_secret")?);
        let mut target =
            TargetRegistryInput::new(name, word.into(), url, key, secret.into(), self.required("insecure")?);
        target.description = self.maybe_text("description")?;
        target.credential_type = self.maybe_text("credential_type")?;
        target.target_project_id = self.maybe_text("target_project_id")?;
        target.target_region_id = self.maybe_text("target_region_id")?;
        target.target_instance_id = self.maybe_text("target_instance_id")?;
        target.dns_hosts = self.maybe("dns_hosts")?;
        Ok(target)
    }

    fn target_query(&mut self) -> Result<TargetRegistryQuery, String> {
        let mut query = TargetRegistryQuery::new();
        query.offset = self.maybe("offset")?.unwrap_or(query.offset);
        query.limit = self.maybe("limit")?.unwrap_or(query.limit);
        query.order_column = self.maybe("order_column")?;
        query.order_type = self.maybe("order_type")?;
        query.name = self.maybe_text("name")?;
        query.r#type = self.maybe("type")?;
        Ok(query)
    }

    fn credential_query(&mut self) -> Result<LongTermCredentialQuery, String> {
        let mut query = LongTermCredentialQuery::new();
        query.offset = self.maybe("offset")?.unwrap_or(query.offset);
        query.limit = self.maybe("limit")?.unwrap_or(query.limit);
        query.self_only = self.maybe("self_only")?;
        Ok(query)
    }

    fn credential_retirement(&mut self) -> Result<LongTermCredentialRetirement, String> {
        let mut retirement = LongTermCredentialRetirement::new();
        retirement.retire = self.maybe("retire")?;
        Ok(retirement)
    }

    fn login(&mut self) -> Result<TemporaryLogin, String> {
        let mut login = TemporaryLogin::new();
        login.project_name = self.maybe_text("project_name")?;
        login.duration = self.maybe_span("duration_ms")?;
        Ok(login)
    }
}

macro_rules! define_call {
    (
        $(#[$attribute:meta])* [$($async:tt)?]
        $name:ident, $client:ty, $answer:ident, $items:ident, $value:ident, $more:ident
    ) => {
        $(#[$attribute])*
        pub $($async)? fn $name(client: &$client, call: &Call) -> Result<Outcome, String> {
            let mut arguments = Arguments(call.arguments.clone());
            let options = &call.options;
            let (registries, credentials) = (client.target_registries(), client.long_term_credentials());
            // All of the Enterprise edition name an instance first.
            let instance_id = arguments.maybe_text("instance_id")?;
            let instance_id = || instance_id.clone().ok_or("instance_id is missing");
            let outcome = match call.operation.as_str() {
                "client.build" => Outcome::value(&()),
                "target_registries.list" => {
                    let mut pager = with_options!(registries.list(instance_id()?), options);
                    if let Some(size) = arguments.maybe("page_size")? {
                        pager = pager.page_size(size);
                    }
                    if let Some(offset) = arguments.maybe("offset")? {
                        pager = pager.offset(offset);
                    }
                    if let Some(column) = arguments.maybe_text("order_column")? {
                        pager = pager.order_column(column);
                    }
                    if let Some(order) = arguments.maybe_text("order_type")? {
                        pager = pager.order_type(order);
                    }
                    if let Some(name) = arguments.maybe_text("name")? {
                        pager = pager.name(name);
                    }
                    if let Some(word) = arguments.maybe_text("type")? {
                        pager = pager.r#type(word);
                    }
                    take!(pager, arguments, $items, $value)
                }
                "target_registries.list_page" => {
                    let call = registries.list_page(instance_id()?, arguments.target_query()?);
                    Outcome::of($answer!(with_options!(call, options)))
                }
                "target_registries.get" => {
                    let call = registries.get(instance_id()?, arguments.required("registry_id")?);
                    Outcome::of($answer!(with_options!(call, options)))
                }
                "target_registries.find" => {
                    let call = registries.find(instance_id()?, arguments.text("name")?);
                    Outcome::of($answer!(with_options!(call, options)))
                }
                "target_registries.create" => {
                    let call = registries.create(instance_id()?, arguments.target()?);
                    Outcome::of($answer!(with_options!(call, options)))
                }
                "target_registries.update" => {
                    let registry_id = arguments.required("registry_id")?;
                    let call = registries.update(instance_id()?, registry_id, arguments.target()?);
                    Outcome::of($answer!(with_options!(call, options)))
                }
                "target_registries.delete" => {
                    let missing_ok = arguments.maybe("missing_ok")?.unwrap_or(false);
                    let call = registries.delete(instance_id()?, arguments.required("registry_id")?);
                    Outcome::of($answer!(with_options!(call.missing_ok(missing_ok), options)))
                }
                "long_term_credentials.list" => {
                    let mut pager = with_options!(credentials.list(instance_id()?), options);
                    if let Some(size) = arguments.maybe("page_size")? {
                        pager = pager.page_size(size);
                    }
                    if let Some(offset) = arguments.maybe("offset")? {
                        pager = pager.offset(offset);
                    }
                    if let Some(self_only) = arguments.maybe("self_only")? {
                        pager = pager.self_only(self_only);
                    }
                    take!(pager, arguments, $items, $value)
                }
                "long_term_credentials.list_page" => {
                    let call = credentials.list_page(instance_id()?, arguments.credential_query()?);
                    Outcome::of($answer!(with_options!(call, options)))
                }
                "long_term_credentials.find" => {
                    let call = credentials.find(instance_id()?, arguments.text("name")?);
                    Outcome::of($answer!(with_options!(call, options)))
                }
                "long_term_credentials.create" => {
                    let call = credentials.create(instance_id()?, arguments.text("name")?);
                    Outcome::of($answer!(with_options!(call, options)))
                }
                "long_term_credentials.enable" => {
                    let call = credentials.enable(instance_id()?, arguments.text("credential_id")?);
                    Outcome::of($answer!(with_options!(call, options)))
                }
                "long_term_credentials.disable" => {
                    let call = credentials.disable(instance_id()?, arguments.text("credential_id")?);
                    Outcome::of($answer!(with_options!(call, options)))
                }
                "long_term_credentials.delete" => {
                    let missing_ok = arguments.maybe("missing_ok")?.unwrap_or(false);
                    let call = credentials.delete(instance_id()?, arguments.text("credential_id")?);
                    Outcome::of($answer!(with_options!(call.missing_ok(missing_ok), options)))
                }
                "long_term_credentials.begin_rotation" => {
                    let credential_id = arguments.text("credential_id")?;
                    let retirement = arguments.credential_retirement()?;
                    let call = credentials.begin_rotation(instance_id()?, credential_id, retirement);
                    Outcome::of($answer!(with_options!(call, options)))
                }
                "long_term_credentials.finish_rotation" => {
                    let (old_id, new_id) = (arguments.text("old_id")?, arguments.text("new_id")?);
                    let retirement = arguments.credential_retirement()?;
                    let end = credentials.finish_rotation(instance_id()?, old_id, new_id, retirement);
                    $value!(with_options!(end, options))
                }
                "long_term_credentials.undo_rotation" => {
                    let (old_id, new_id) = (arguments.text("old_id")?, arguments.text("new_id")?);
                    let call = credentials.undo_rotation(instance_id()?, old_id, new_id);
                    Outcome::of($answer!(with_options!(call, options)))
                }
                "long_term_credentials.find_current" => {
                    let name = arguments.text("name")?;
                    let call = credentials.find_current(instance_id()?, name);
                    Outcome::of($answer!(with_options!(call, options)))
                }
                "temporary_credentials.create" => {
                    let call = client.temporary_credentials().create(instance_id()?);
                    Outcome::of($answer!(with_options!(call, options)))
                }
                "login.create_temporary" => {
                    let call = client.login().create_temporary(arguments.login()?);
                    Outcome::of($answer!(with_options!(call, options)))
                }
                "login.create_enhanced" => {
                    Outcome::of($answer!(with_options!(client.login().create_enhanced(), options)))
                }
                other => $more!(swr_basic::$name(client, other, &mut arguments, options)),
            };
            arguments.end()?;
            Ok(outcome)
        }
    };
}

define_call! {
    /// Makes the call with the async client.
    [async] make_async, SwrClient, await_answer, await_items, await_value, await_more
}
define_call! {
    /// Makes the call with the blocking client.
    [] make_blocking, blocking::SwrClient, block_answer, block_items, block_value, block_more
}
