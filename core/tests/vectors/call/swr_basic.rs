//! Calls of the basic edition of SWR.

use std::collections::BTreeMap;
use std::time::Duration;

use registry_tokens::models::{OrderType, RepositoryCategory, RepositoryOrderColumn};
use registry_tokens::{SwrClient, blocking};

use crate::arguments::Arguments;
use crate::fill;
use crate::format::CallOptions;
use crate::outcome::Outcome;

/// Sets what a list is asked for with, where the vector says it.
macro_rules! set {
    ($pager:ident, $setter:ident, $value:expr) => {
        if let Some(value) = $value? {
            $pager = $pager.$setter(value);
        }
    };
}

macro_rules! define_call {
    ($(#[$attribute:meta])* [$($async:tt)?] $name:ident, $client:ty, $answer:ident, $items:ident, $value:ident) => {
        $(#[$attribute])*
        pub $($async)? fn $name(
            client: &$client,
            operation: &str,
            arguments: &mut Arguments,
            options: &CallOptions,
        ) -> Result<Outcome, String> {
            // One request, and its answer.
            macro_rules! send {
                ($call:expr) => {
                    Outcome::of($answer!(with_options!($call, options)))
                };
            }
            Ok(match operation {
                "namespaces.list" => send!(client.namespaces().list(arguments.namespace_query()?)),
                "namespaces.get" => send!(client.namespaces().get(arguments.namespace()?)),
                "namespaces.create" => send!(client.namespaces().create(arguments.namespace()?)),
                "namespaces.delete" => {
                    send!(client.namespaces().delete(arguments.namespace()?).missing_ok(arguments.missing_ok()?))
                }
                "repositories.list" => {
                    let mut pager = with_options!(client.repositories().list(), options);
                    set!(pager, page_size, arguments.maybe("page_size"));
                    set!(pager, offset, arguments.maybe("offset"));
                    set!(pager, namespace, arguments.maybe_text("namespace"));
                    set!(pager, name, arguments.maybe_text("name"));
                    set!(pager, category, arguments.maybe::<RepositoryCategory>("category"));
                    set!(pager, is_public, arguments.maybe("is_public"));
                    set!(pager, order_column, arguments.maybe::<RepositoryOrderColumn>("order_column"));
                    set!(pager, order_type, arguments.maybe::<OrderType>("order_type"));
                    set!(pager, filters, arguments.maybe::<BTreeMap<String, String>>("filters"));
                    take!(pager, arguments, $items, $value)
                }
                "repositories.list_page" => {
                    send!(client.repositories().list_page(arguments.repository_query()?))
                }
                "repositories.list_by_marker" => {
                    let mut pager = with_options!(client.repositories().list_by_marker(), options);
                    set!(pager, page_size, arguments.maybe("page_size"));
                    set!(pager, namespace, arguments.maybe_text("namespace"));
                    set!(pager, name, arguments.maybe_text("name"));
                    set!(pager, category, arguments.maybe::<RepositoryCategory>("category"));
                    set!(pager, is_public, arguments.maybe("is_public"));
                    take!(pager, arguments, $items, $value)
                }
                "repositories.get" => send!(client.repositories().get(arguments.namespace()?, arguments.repository()?)),
                "repositories.create" => {
                    send!(client.repositories().create(arguments.namespace()?, arguments.new_repository()?))
                }
                "repositories.update" => {
                    let (namespace, repository) = arguments.names()?;
                    let update = arguments.repository_update()?;
                    send!(client.repositories().update(namespace, repository, update))
                }
                "repositories.delete" => {
                    let call = client.repositories().delete(arguments.namespace()?, arguments.repository()?);
                    send!(call.missing_ok(arguments.missing_ok()?))
                }
                "retention_rules.list" => send!(client.retention_rules().list(arguments.namespace()?, arguments.repository()?)),
                "retention_rules.get" => {
                    let (namespace, repository) = arguments.names()?;
                    let id = arguments.required("retention_id")?;
                    send!(client.retention_rules().get(namespace, repository, id))
                }
                "retention_rules.create" => {
                    let (namespace, repository) = arguments.names()?;
                    let rule = arguments.retention()?;
                    send!(client.retention_rules().create(namespace, repository, rule))
                }
                "retention_rules.update" => {
                    let (namespace, repository) = arguments.names()?;
                    let (id, rule) = (arguments.required("retention_id")?, arguments.retention()?);
                    send!(client.retention_rules().update(namespace, repository, id, rule))
                }
                "retention_rules.delete" => {
                    let (namespace, repository) = arguments.names()?;
                    let id = arguments.required("retention_id")?;
                    let call = client.retention_rules().delete(namespace, repository, id);
                    send!(call.missing_ok(arguments.missing_ok()?))
                }
                "retention_rules.histories" => {
                    let call = client.retention_rules().histories(arguments.namespace()?, arguments.repository()?);
                    let mut pager = with_options!(call, options);
                    set!(pager, page_size, arguments.maybe("page_size"));
                    set!(pager, offset, arguments.maybe("offset"));
                    take!(pager, arguments, $items, $value)
                }
                "sync_tasks.list" => send!(client.sync_tasks().list(arguments.namespace()?, arguments.repository()?)),
                "sync_tasks.create" => {
                    let (namespace, repository) = arguments.names()?;
                    send!(client.sync_tasks().create(namespace, repository, arguments.new_sync_task()?))
                }
                "sync_tasks.delete" => {
                    let (namespace, repository) = arguments.names()?;
                    let (region, target) = arguments.remote()?;
                    let call = client.sync_tasks().delete(namespace, repository, region, target);
                    send!(call.missing_ok(arguments.missing_ok()?))
                }
                "sync_tasks.sync_images" => {
                    let (namespace, repository) = arguments.names()?;
                    send!(client.sync_tasks().sync_images(namespace, repository, arguments.image_sync()?))
                }
                "sync_tasks.jobs" => {
                    let mut pager = with_options!(client.sync_tasks().jobs(arguments.namespace()?, arguments.repository()?), options);
                    set!(pager, page_size, arguments.maybe("page_size"));
                    set!(pager, offset, arguments.maybe("offset"));
                    set!(pager, order_type, arguments.maybe::<OrderType>("order_type"));
                    take!(pager, arguments, $items, $value)
                }
                "sync_tasks.regions" => send!(client.sync_tasks().regions()),
                "triggers.list" => send!(client.triggers().list(arguments.namespace()?, arguments.repository()?)),
                "triggers.get" => {
                    send!(client.triggers().get(arguments.namespace()?, arguments.repository()?, arguments.text("trigger")?))
                }
                "triggers.create" => {
                    let (namespace, repository) = arguments.names()?;
                    send!(client.triggers().create(namespace, repository, arguments.new_trigger()?))
                }
                "triggers.enable" => {
                    send!(client.triggers().enable(arguments.namespace()?, arguments.repository()?, arguments.text("trigger")?))
                }
                "triggers.disable" => {
                    send!(client.triggers().disable(arguments.namespace()?, arguments.repository()?, arguments.text("trigger")?))
                }
                "triggers.delete" => {
                    let (namespace, repository) = arguments.names()?;
                    let call = client.triggers().delete(namespace, repository, arguments.text("trigger")?);
                    send!(call.missing_ok(arguments.missing_ok()?))
                }
                "namespace_permissions.get" => send!(client.namespace_permissions().get(arguments.namespace()?)),
                "namespace_permissions.grant" => {
                    send!(client.namespace_permissions().grant(arguments.namespace()?, arguments.grant()?))
                }
                "namespace_permissions.update" => {
                    send!(client.namespace_permissions().update(arguments.namespace()?, arguments.grant()?))
                }
                "namespace_permissions.revoke" => {
                    send!(client.namespace_permissions().revoke(arguments.namespace()?, arguments.revocation()?))
                }
                "repository_permissions.get" => {
                    send!(client.repository_permissions().get(arguments.namespace()?, arguments.repository()?))
                }
                "repository_permissions.grant" => {
                    let (namespace, repository) = arguments.names()?;
                    send!(client.repository_permissions().grant(namespace, repository, arguments.grant()?))
                }
                "repository_permissions.update" => {
                    let (namespace, repository) = arguments.names()?;
                    send!(client.repository_permissions().update(namespace, repository, arguments.grant()?))
                }
                "repository_permissions.revoke" => {
                    let (namespace, repository) = arguments.names()?;
                    let revocation = arguments.revocation()?;
                    send!(client.repository_permissions().revoke(namespace, repository, revocation))
                }
                "quotas.list" => send!(client.quotas().list(arguments.quota_query()?)),
                other => return Err(format!("unknown operation: {other}")),
            })
        }
    };
}

define_call! {
    /// Makes the call with the async client.
    [async] make_async, SwrClient, await_answer, await_items, await_value
}
define_call! {
    /// Makes the call with the blocking client.
    [] make_blocking, blocking::SwrClient, block_answer, block_items, block_value
}
