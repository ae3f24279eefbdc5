//! The rules of the basic edition.

use super::enterprise::order_type;
use super::{Checked, limit, namespace, repository, require};
use crate::swr::defaults::{EVERY_PAGE, LARGEST_REPOSITORY_PAGE};
use crate::swr::models::{
    ImageSync, NamespaceMode, NamespaceQuery, NewRepository, NewTrigger, OrderType, PermissionGrant,
    PermissionRevocation, QuotaQuery, RepositoryCategory, RepositoryQuery, RetentionInput, TagSelectorKind,
    TriggerAppType, TriggerMode, TriggerType,
};

fn not_empty(operation: &'static str, fields: &[(&str, &str)]) -> Checked {
    fields.iter().try_for_each(|(name, value)| {
        require(operation, !value.is_empty(), format!("{name} must not be empty"))
    })
}

/// A value that stands in a text of `key::value` pairs with bars between them.
fn in_filter(operation: &'static str, name: &str, value: &str) -> Checked {
    let holds = !value.is_empty() && !value.contains('|') && !value.contains("::");
    require(operation, holds, format!("{name} must not be empty and hold no `|` and no `::`"))
}

/// Checks which organizations are to be listed.
pub(crate) fn namespaces(operation: &'static str, query: &NamespaceQuery) -> Checked {
    if let Some(name) = &query.name {
        in_filter(operation, "name", name)?;
    }
    let is_mode = query.mode.as_ref().is_none_or(|mode| *mode == NamespaceMode::VISIBLE);
    require(operation, is_mode, "mode must be visible")
}

/// Checks a repository that is to be made.
pub(crate) fn new_repository(operation: &'static str, new: &NewRepository) -> Checked {
    repository(operation, "name", &new.name)?;
    category(operation, new.category.as_ref())
}

/// Checks what the images of a repository are to be about: the service may know more words than we do.
pub(crate) fn category(operation: &'static str, category: Option<&RepositoryCategory>) -> Checked {
    let is_word = category.is_none_or(|word| !word.as_str().is_empty());
    require(operation, is_word, "category must not be empty; leave it out instead")
}

/// Checks what a list looks for: nothing at all would be everything.
fn looked_for(operation: &'static str, parts: &[(&str, Option<&str>)]) -> Checked {
    parts.iter().try_for_each(|(part, value)| {
        let rule = format!("{part} must not be empty; leave it out instead");
        require(operation, value.is_none_or(|value| !value.is_empty()), rule)
    })
}

/// The parts that a filter of repositories can have, in the order in which the service documents them.
pub(crate) const FILTER_PARTS: [&str; 6] =
    ["namespace", "name", "category", "is_public", "order_column", "order_type"];

/// Checks which repositories are to be listed.
pub(crate) fn repositories(operation: &'static str, query: &RepositoryQuery) -> Checked {
    limit(operation, query.limit, LARGEST_REPOSITORY_PAGE)?;
    for (part, value) in &query.filters {
        let is_part = FILTER_PARTS.contains(&part.as_str());
        // In quotes, because they are the service's words in every language.
        let parts = FILTER_PARTS.map(|part| format!("{part:?}")).join(", ");
        require(operation, is_part, format!("filters: a part must be one of {parts}"))?;
        in_filter(operation, &format!("filters: {part:?}"), value)?;
    }
    let plain = [
        query.namespace.is_some(),
        query.name.is_some(),
        query.category.is_some(),
        query.is_public.is_some(),
        query.order_column.is_some(),
        query.order_type.is_some(),
    ];
    let is_one_way = query.filters.is_empty() || !plain.contains(&true);
    require(operation, is_one_way, "filters go without the other parts, which the service would pass over")?;
    let is_sorted = query.order_column.is_some() == query.order_type.is_some();
    require(operation, is_sorted, "order_column and order_type go together")?;
    let is_sorted = query.filters.contains_key("order_column") == query.filters.contains_key("order_type");
    require(operation, is_sorted, "filters: \"order_column\" and \"order_type\" go together")?;
    order_type(operation, query.order_type.as_ref())?;
    looked_for(operation, &[("namespace", query.namespace.as_deref()), ("name", query.name.as_deref())])?;
    category(operation, query.category.as_ref())
}

/// Checks how many repositories a page is to hold, and what they are looked for by.
pub(crate) fn repositories_by_marker(
    operation: &'static str,
    page_size: u64,
    namespace: Option<&str>,
    name: Option<&str>,
    about: Option<&RepositoryCategory>,
) -> Checked {
    limit(operation, page_size, LARGEST_REPOSITORY_PAGE)?;
    looked_for(operation, &[("namespace", namespace), ("name", name)])?;
    category(operation, about)
}

/// Checks a retention that is to be made or changed.
pub(crate) fn retention(operation: &'static str, input: &RetentionInput) -> Checked {
    let number = match (input.days, input.num) {
        (Some(number), None) | (None, Some(number)) => number,
        _ => return require(operation, false, "either days or num must be given"),
    };
    require(operation, number >= 1, "days and num must be at least 1")?;
    for selector in &input.tag_selectors {
        let is_kind = [TagSelectorKind::LABEL, TagSelectorKind::REGEXP].contains(&selector.kind);
        require(operation, is_kind, "tag_selectors: kind must be label or regexp")?;
        not_empty(operation, &[("tag_selectors: pattern", &selector.pattern)])?;
    }
    Ok(())
}

/// Checks how many items a page is to hold where the service documents no bound.
pub(crate) fn page_size(operation: &'static str, page_size: u64) -> Checked {
    limit(operation, page_size, EVERY_PAGE)
}

/// Checks which synchronizations are to be listed.
pub(crate) fn sync_jobs(operation: &'static str, size: u64, order: Option<&OrderType>) -> Checked {
    page_size(operation, size)?;
    order_type(operation, order)
}

/// Checks where images are to be copied to.
pub(crate) fn sync_target(operation: &'static str, region: &str, name: &str) -> Checked {
    not_empty(operation, &[("remote_region_id", region), ("remote_namespace", name)])
}

/// Checks images that are to be copied.
pub(crate) fn image_sync(operation: &'static str, sync: &ImageSync) -> Checked {
    sync_target(operation, &sync.remote_region_id, &sync.remote_namespace)?;
    let holds = !sync.image_tags.is_empty() && sync.image_tags.iter().all(|tag| !tag.is_empty());
    require(operation, holds, "image_tags must name at least one tag, none of them empty")
}

/// Checks a trigger that is to be made.
pub(crate) fn trigger(operation: &'static str, trigger: &NewTrigger) -> Checked {
    not_empty(operation, &[("application", &trigger.application), ("cluster_ns", &trigger.cluster_ns)])?;
    let is_name = crate::transport::is_id(&trigger.name);
    require(operation, is_name, "name must be letters, digits, `-`, `_` and `.`")?;
    let is_app = [TriggerAppType::DEPLOYMENTS, TriggerAppType::STATEFULSETS].contains(&trigger.app_type);
    require(operation, is_app, "app_type must be deployments or statefulsets")?;
    let types = [TriggerType::ALL, TriggerType::TAG, TriggerType::REGULAR];
    require(operation, types.contains(&trigger.trigger_type), "trigger_type must be all, tag or regular")?;
    let condition = trigger.condition.as_deref();
    if trigger.trigger_type == TriggerType::ALL {
        let is_all = condition.is_none_or(|condition| condition == crate::swr::models::EVERY_TAG);
        require(operation, is_all, "condition must be `.*` for the type all")?;
    } else {
        let is_given = condition.is_some_and(|condition| !condition.is_empty());
        require(operation, is_given, "condition is needed for the types tag and regular")?;
    }
    let modes = [TriggerMode::CCE, TriggerMode::CCI];
    let is_mode = trigger.trigger_mode.as_ref().is_none_or(|mode| modes.contains(mode));
    require(operation, is_mode, "trigger_mode must be cce or cci")?;
    let is_cluster = |id: &Option<String>| id.as_ref().is_some_and(|id| !id.is_empty());
    let has_cluster = is_cluster(&trigger.cluster_id) || is_cluster(&trigger.cluster_name);
    let fits = trigger.trigger_mode != Some(TriggerMode::CCI) || !has_cluster;
    require(operation, fits, "cluster_id and cluster_name are not for the trigger_mode cci")
}

/// Checks permissions that are to be granted or changed.
pub(crate) fn grant(operation: &'static str, grant: &PermissionGrant) -> Checked {
    require(operation, !grant.users.is_empty(), "users must name at least one user")?;
    for user in &grant.users {
        not_empty(operation, &[("users: user_id", &user.user_id), ("users: user_name", &user.user_name)])?;
        require(operation, user.auth.is_known(), "users: auth must be manage, edit or read")?;
    }
    Ok(())
}

/// Checks permissions that are to be taken back.
pub(crate) fn revocation(operation: &'static str, revocation: &PermissionRevocation) -> Checked {
    let ids = &revocation.user_ids;
    let holds = !ids.is_empty() && ids.iter().all(|id| !id.is_empty());
    require(operation, holds, "user_ids must name at least one user, none of them empty")
}

/// Checks which quotas are to be listed.
pub(crate) fn quotas(operation: &'static str, query: &QuotaQuery) -> Checked {
    if let Some(name) = &query.namespace {
        namespace(operation, name)?;
    }
    if let Some(name) = &query.repository {
        repository(operation, "repository", name)?;
    }
    let is_complete = query.repository.is_none() || query.namespace.is_some();
    require(operation, is_complete, "repository needs namespace")
}
