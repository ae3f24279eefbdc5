//! Replacing a long-term credential by a new one.

use serde::Serialize;

use super::{IssuedLongTermCredential, LongTermCredential};
use crate::models::{Credentials, Retire};

/// A rotation that has begun: the new long-term credential works, and the old one still does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct LongTermCredentialRotation {
    /// The name without the ending of a successor: the same for all that follow each other, so a key for whoever uses them.
    pub base_name: String,
    /// The long-term credential to be replaced, as it was.
    pub old: LongTermCredential,
    /// The new one.
    pub new: IssuedLongTermCredential,
    /// What logs in with the new one: shown by the service once.
    pub credentials: Credentials,
}

impl LongTermCredentialRotation {
    /// The API's own JSON of the new long-term credential, without its password.
    pub fn to_json(&self) -> serde_json::Value {
        self.new.to_json()
    }
}

/// How the old long-term credential goes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct LongTermCredentialRetirement {
    /// What becomes of the old one: `keep`, `disable` or `delete`. Default: `keep`, because the service knows no expiry, and
    /// whoever has not yet loaded the new one is to keep working.
    pub retire: Option<Retire>,
}

impl LongTermCredentialRetirement {
    /// The old one stays.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets what becomes of the old one.
    pub fn retire(mut self, retire: impl Into<Retire>) -> Self {
        self.retire = Some(retire.into());
        self
    }
}
