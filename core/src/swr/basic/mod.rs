//! The basic edition: organizations, their repositories and what goes with them, and logins.

mod login;
mod namespaces;
mod permissions;
mod quotas;
mod repositories;
mod repositories_by_marker;
mod retention_histories;
mod retention_rules;
mod sync_jobs;
mod sync_tasks;
mod triggers;

pub use login::Login;
pub use namespaces::Namespaces;
pub use permissions::{NamespacePermissions, RepositoryPermissions};
pub use quotas::Quotas;
pub use repositories::Repositories;
pub use retention_rules::RetentionRules;
pub use sync_tasks::SyncTasks;
pub use triggers::Triggers;

use http::HeaderMap;
use http::header::CONTENT_RANGE;
use serde::de::DeserializeOwned;

use crate::json;
use crate::transport::{Answer, Unreadable};

fn decode<T: DeserializeOwned>(answer: &Answer) -> Result<T, Unreadable> {
    json::decode(&answer.body)
}

fn decode_list<T: DeserializeOwned>(answer: &Answer) -> Result<Vec<T>, Unreadable> {
    json::decode_list(&answer.body)
}

/// How many there are in all, by a header of the form `OFFSET-COUNT/TOTAL`.
fn total(headers: &HeaderMap) -> Option<u64> {
    let range = headers.get(CONTENT_RANGE)?.to_str().ok()?;
    range.rsplit_once('/')?.1.trim().parse().ok()
}

/// A text of `key::value` pairs with bars between them, as the service wants its filters.
fn filter<'a>(pairs: impl IntoIterator<Item = (&'a str, String)>) -> String {
    let pairs: Vec<String> = pairs.into_iter().map(|(key, value)| format!("{key}::{value}")).collect();
    pairs.join("|")
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[test]
    fn the_total_stands_behind_the_slash() {
        let of = |range: &'static str| {
            total(&HeaderMap::from_iter([(CONTENT_RANGE, HeaderValue::from_static(range))]))
        };
        assert_eq!(of("0-10/42"), Some(42));
        assert_eq!(of("100-7/107 "), Some(107));
        for odd in ["0-10/*", "0-10", "", "0-10/-1"] {
            assert_eq!(of(odd), None, "{odd}");
        }
        assert_eq!(total(&HeaderMap::new()), None);
    }
}
