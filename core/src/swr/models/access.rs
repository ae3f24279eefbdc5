//! Who may do what with an organization or a repository.

use serde::{Deserialize, Serialize};

use super::repository::repository_name;
use crate::json::null_as_default;
use crate::word::open_word;

open_word! {
    /// What a user may do. The API writes numbers: 7, 3 and 1; one that is none of them comes as its digits.
    AccessLevel {
        /// Everything, other users' permissions included: 7.
        MANAGE = "manage",
        /// Reading and writing: 3.
        EDIT = "edit",
        /// Reading: 1.
        READ = "read",
    }
}

const NUMBERS: [(u64, AccessLevel); 3] =
    [(7, AccessLevel::MANAGE), (3, AccessLevel::EDIT), (1, AccessLevel::READ)];

impl AccessLevel {
    fn of(number: u64) -> Self {
        let known = NUMBERS.into_iter().find(|(known, _)| *known == number);
        known.map_or_else(|| number.to_string().into(), |(_, level)| level)
    }

    /// The API's number; none for a word that is no level.
    fn number(&self) -> Option<u64> {
        let known = NUMBERS.iter().find(|(_, level)| level == self);
        known.map(|(number, _)| *number).or_else(|| self.as_str().parse().ok())
    }

    /// Whether it is one of those that can be granted.
    pub(crate) fn is_known(&self) -> bool {
        NUMBERS.iter().any(|(_, level)| level == self)
    }
}

/// A level as the API's number.
pub(crate) mod number {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::AccessLevel;

    pub(crate) fn serialize<S: Serializer>(level: &AccessLevel, serializer: S) -> Result<S::Ok, S::Error> {
        level.number().serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<AccessLevel, D::Error> {
        let number = Option::<u64>::deserialize(deserializer)?;
        Ok(number.map(AccessLevel::of).unwrap_or_default())
    }
}

/// A level that may be missing.
pub(crate) mod optional_number {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::AccessLevel;

    pub(crate) fn serialize<S: Serializer>(
        level: &Option<AccessLevel>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        level.as_ref().and_then(AccessLevel::number).serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<AccessLevel>, D::Error> {
        Ok(Option::<u64>::deserialize(deserializer)?.map(AccessLevel::of))
    }
}

/// What one user may do.
///
/// Mirrors the API's `UserAuth`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct UserPermission {
    /// The id of the IAM user.
    #[serde(default, deserialize_with = "null_as_default")]
    pub user_id: String,
    /// The name of the IAM user.
    #[serde(default, deserialize_with = "null_as_default")]
    pub user_name: String,
    /// What the user may do.
    #[serde(default, with = "number")]
    pub auth: AccessLevel,
}

impl UserPermission {
    /// A permission of a user.
    pub fn new(
        user_id: impl Into<String>,
        user_name: impl Into<String>,
        auth: impl Into<AccessLevel>,
    ) -> Self {
        Self { user_id: user_id.into(), user_name: user_name.into(), auth: auth.into() }
    }
}

/// The permissions on an organization or a repository.
///
/// Mirrors the answers of `ShowNamespaceAuth` and `ShowUserRepositoryAuth`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Access {
    /// The id of the organization or repository.
    #[serde(default)]
    pub id: Option<u64>,
    /// Its name.
    #[serde(default, deserialize_with = "repository_name")]
    pub name: String,
    /// Who made the organization; empty for a repository.
    #[serde(default, deserialize_with = "null_as_default")]
    pub creator_name: String,
    /// What the caller may do.
    #[serde(default)]
    pub self_auth: Option<UserPermission>,
    /// What others may do; the caller can be among them.
    #[serde(default, deserialize_with = "null_as_default")]
    pub others_auths: Vec<UserPermission>,
}

/// Permissions to be granted or changed.
///
/// Mirrors the body of `CreateNamespaceAuth`, `UpdateNamespaceAuth`, `CreateUserRepositoryAuth` and
/// `UpdateUserRepositoryAuth`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct PermissionGrant {
    /// Who may do what; at least one.
    pub users: Vec<UserPermission>,
}

impl PermissionGrant {
    /// Permissions for these users.
    pub fn new(users: impl IntoIterator<Item = UserPermission>) -> Self {
        Self { users: users.into_iter().collect() }
    }
}

/// Permissions to be taken back.
///
/// Mirrors the body of `DeleteNamespaceAuth` and `DeleteUserRepositoryAuth`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct PermissionRevocation {
    /// The ids of the IAM users; at least one.
    pub user_ids: Vec<String>,
}

impl PermissionRevocation {
    /// No permissions for these users any more.
    pub fn new(user_ids: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self { user_ids: user_ids.into_iter().map(Into::into).collect() }
    }
}
