//! What a token may do.

use serde::{Deserialize, Serialize};

use crate::word::open_word;

open_word! {
    /// What a scope is about. An open set: the service may know more words.
    ScopeType {
        /// A repository, or all of them with the name `*`.
        REPOSITORY = "repository",
    }
}

open_word! {
    /// What a scope allows. An open set: the service may know more words.
    ScopeAction {
        /// Reading images.
        PULL = "pull",
        /// Writing images.
        PUSH = "push",
        /// Deleting images.
        DELETE = "delete",
    }
}

/// Actions that a token allows on something named.
///
/// Mirrors the API's `Scope`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Scope {
    /// What it is about, as a rule [`ScopeType::REPOSITORY`].
    #[serde(default, deserialize_with = "crate::json::null_as_default")]
    pub r#type: ScopeType,
    /// The name of the repository, or `*` for all.
    #[serde(default, deserialize_with = "crate::json::null_as_default")]
    pub name: String,
    /// The actions allowed.
    #[serde(default, deserialize_with = "crate::json::null_as_default")]
    pub actions: Vec<ScopeAction>,
}

impl Scope {
    /// A scope on one repository, or on all of them with the name `*`.
    pub fn repository(
        name: impl Into<String>,
        actions: impl IntoIterator<Item = impl Into<ScopeAction>>,
    ) -> Self {
        Self {
            r#type: ScopeType::REPOSITORY,
            name: name.into(),
            actions: actions.into_iter().map(Into::into).collect(),
        }
    }

    /// Whether everything this scope allows is allowed by one of the others, too.
    pub(crate) fn is_within(&self, others: &[Self]) -> bool {
        self.actions.iter().all(|action| {
            others.iter().any(|other| {
                other.r#type == self.r#type
                    && (other.name == self.name || other.name == "*")
                    && other.actions.iter().any(|allowed| allowed == action || *allowed == "*")
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn narrower_is_within_and_wider_is_not() {
        let asked = [Scope::repository("team/app", ["pull"]), Scope::repository("*", ["push"])];
        assert!(Scope::repository("team/app", ["pull", "push"]).is_within(&asked));
        assert!(Scope::repository("other", ["push"]).is_within(&asked));
        assert!(!Scope::repository("other", ["pull"]).is_within(&asked));
        assert!(!Scope::repository("team/app", ["delete"]).is_within(&asked));
        assert!(!Scope { r#type: "registry".into(), ..asked[0].clone() }.is_within(&asked));
        assert!(Scope { actions: Vec::new(), ..asked[0].clone() }.is_within(&[]));
    }
}
