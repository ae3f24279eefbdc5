//! Ids as callers have them.

use uuid::Uuid;

/// The id of a registry, token, instance or credential: text or a [`Uuid`]. Checked when the call is made; see the error `invalid_argument`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResourceId(String);

impl ResourceId {
    /// The id as it was given.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for ResourceId {
    fn from(id: &str) -> Self {
        Self(id.to_owned())
    }
}

impl From<String> for ResourceId {
    fn from(id: String) -> Self {
        Self(id)
    }
}

impl From<&String> for ResourceId {
    fn from(id: &String) -> Self {
        Self(id.clone())
    }
}

impl From<Uuid> for ResourceId {
    fn from(id: Uuid) -> Self {
        Self(id.hyphenated().to_string())
    }
}

impl From<&Uuid> for ResourceId {
    fn from(id: &Uuid) -> Self {
        Self::from(*id)
    }
}

impl std::fmt::Display for ResourceId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&self.0)
    }
}
