//! What opens a registry.

use serde::Serialize;

use crate::{Secret, Timestamp};

/// A user name and password that a container registry accepts.
///
/// Its text forms hide the password, and its JSON form leaves it out: only [`Secret::reveal`] gives it, to be stored on purpose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Credentials {
    /// The user name; at IONOS the name of the token.
    pub username: String,
    /// The password, shown by the service once.
    pub password: Secret,
    /// The registry's host, where the answer tells it: a login of SWR does.
    pub hostname: Option<String>,
    /// When they stop working. None: never, or, for a login of SWR, the answer did not say.
    pub expires_at: Option<Timestamp>,
}

impl Credentials {
    /// The user name as JSON, without the password. To serialise the value itself is refused because of it.
    pub fn to_json(&self) -> serde_json::Value {
        serde_json::json!({ "username": self.username })
    }
}
