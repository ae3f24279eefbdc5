//! The rules of the Enterprise edition, and of logins.

use std::time::Duration;

use super::{Checked, limit, require};
use crate::swr::defaults::{CREDENTIAL_TYPE, LARGEST_PAGE, LONGEST_LOGIN, LONGEST_NAME, SHORTEST_LOGIN};
use crate::swr::models::{
    OrderType, RegistryOrderColumn, TargetRegistryInput, TargetRegistryQuery, TargetRegistryType,
    TemporaryLogin,
};

/// Checks a target registry that is to be made or replaced.
pub(crate) fn target_registry(operation: &'static str, input: &TargetRegistryInput) -> Checked {
    target_registry_name(operation, &input.name)?;
    let needed = [
        ("type", input.r#type.as_str()),
        ("url", input.url.as_str()),
        ("access_key", input.access_key.as_str()),
        ("credential_type", input.credential_type.as_deref().unwrap_or(CREDENTIAL_TYPE)),
    ];
    for (name, value) in needed {
        require(operation, !value.is_empty(), format!("{name} must not be empty"))?;
    }
    if input.r#type == TargetRegistryType::SWR_PRO_INTERNAL {
        let target = [
            ("target_project_id", &input.target_project_id),
            ("target_region_id", &input.target_region_id),
            ("target_instance_id", &input.target_instance_id),
        ];
        for (name, value) in target {
            let is_given = value.as_ref().is_some_and(|value| !value.is_empty());
            require(operation, is_given, format!("{name} is needed for the type swr-pro-internal"))?;
        }
        require(operation, input.insecure, "insecure must be true for the type swr-pro-internal")?;
    }
    Ok(())
}

/// Checks the name of a target registry, or of one that a caller looks for.
pub(crate) fn target_registry_name(operation: &'static str, name: &str) -> Checked {
    let is_plain = |one: char| {
        one.is_ascii_alphanumeric() || matches!(one, '-' | '_') || ('\u{4e00}'..='\u{9fa5}').contains(&one)
    };
    let holds = (1..=LONGEST_NAME).contains(&name.chars().count()) && name.chars().all(is_plain);
    let rule = format!(
        "name must be 1 to {LONGEST_NAME} letters, digits, Chinese characters, hyphens and underscores"
    );
    require(operation, holds, rule)
}

/// Checks the name of a long-term credential, or of one that a caller looks for.
pub(crate) fn credential_name(operation: &'static str, name: &str) -> Checked {
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    // Between two separators that touch, and before or behind one at an end, stands nothing.
    let mut parts = name.split(['.', '_', '-']);
    let holds =
        name.len() <= LONGEST_NAME && parts.all(|part| !part.is_empty() && part.bytes().all(is_plain));
    let rule = format!(
        "name must be 1 to {LONGEST_NAME} lower-case letters and digits, with single `.`, `_` or `-` between them"
    );
    require(operation, holds, rule)
}

/// Checks which target registries are to be listed.
pub(crate) fn target_registries(operation: &'static str, query: &TargetRegistryQuery) -> Checked {
    limit(operation, query.limit, LARGEST_PAGE)?;
    let is_aligned = query.offset.is_multiple_of(query.limit);
    require(operation, is_aligned, "offset must be a multiple of limit (page_size)")?;
    let columns =
        [RegistryOrderColumn::CREATED_AT, RegistryOrderColumn::UPDATED_AT, RegistryOrderColumn::NAME];
    let is_column = query.order_column.as_ref().is_none_or(|column| columns.contains(column));
    require(operation, is_column, "order_column must be created_at, updated_at or name")?;
    order_type(operation, query.order_type.as_ref())?;
    let is_complete = query.order_type.is_none() || query.order_column.is_some();
    require(operation, is_complete, "order_type needs order_column")
}

/// Checks which way a list is to be sorted.
pub(super) fn order_type(operation: &'static str, order: Option<&OrderType>) -> Checked {
    let is_order = order.is_none_or(|one| [OrderType::ASC, OrderType::DESC].contains(one));
    require(operation, is_order, "order_type must be asc or desc")
}

/// Checks what a temporary login is asked for with.
pub(crate) fn temporary_login(operation: &'static str, login: &TemporaryLogin) -> Checked {
    let is_name = login.project_name.as_ref().is_none_or(|name| !name.is_empty());
    require(operation, is_name, "project_name must not be empty; leave it out instead")?;
    let is_span =
        |span: Duration| (SHORTEST_LOGIN..=LONGEST_LOGIN).contains(&span) && span.subsec_nanos() == 0;
    let rule = "duration must be 15 minutes to 24 hours in whole seconds";
    require(operation, login.duration.is_none_or(is_span), rule)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_follow_the_services_rules() {
        let long = "a".repeat(64);
        for good in ["a", "ci-bot.1", "0_a", long.as_str()] {
            assert!(credential_name("x", good).is_ok(), "{good}");
        }
        for bad in ["", "A", "-a", "a-", "a--b", "a._b", "a b", "é", &format!("{long}a")] {
            assert!(credential_name("x", bad).is_err(), "{bad}");
        }
        for good in ["Target_1-x", "\u{76ee}\u{6807}-1", long.as_str()] {
            assert!(target_registry_name("x", good).is_ok(), "{good}");
        }
        for bad in ["", "a.b", "a/b", "é", &format!("{long}a")] {
            assert!(target_registry_name("x", bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_login_lasts_a_quarter_of_an_hour_to_a_day() {
        let check = |span: Duration| temporary_login("x", &TemporaryLogin::new().duration(span)).is_ok();
        assert!(check(SHORTEST_LOGIN) && check(LONGEST_LOGIN));
        assert!(
            !check(SHORTEST_LOGIN - Duration::from_secs(1)) && !check(LONGEST_LOGIN + Duration::from_secs(1))
        );
        assert!(!check(SHORTEST_LOGIN + Duration::from_millis(1)));
    }
}
