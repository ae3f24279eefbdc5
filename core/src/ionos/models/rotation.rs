//! Replacing a token by a new one.

use std::time::Duration;

use serde::Serialize;

use super::Token;
use crate::models::{Credentials, Retire};

/// A rotation that has begun: the new token works, and the old one still does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct TokenRotation {
    /// The name without the ending of a successor: the same for all that follow each other, so a key for whoever uses them.
    pub base_name: String,
    /// The token to be replaced, as it was.
    pub old: Token,
    /// The new token, which allows the same.
    pub new: Token,
    /// What logs in with the new token: shown by the service once.
    pub credentials: Credentials,
}

impl TokenRotation {
    /// The API's own JSON of the new token, envelope included, without the password.
    pub fn to_json(&self) -> serde_json::Value {
        self.new.to_json()
    }
}

/// How a token is replaced.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct TokenRotationPlan {
    /// How long the new token lives. Default: as long as the old one was to live when it was made; for good, where that has no
    /// expiry date.
    pub expires_in: Option<Duration>,
    /// What becomes of the old token later, see `finish_rotation`: checked before anything is made. Default: `expire`.
    pub retire: Option<Retire>,
    /// How long the old token goes on working, with `retire` `expire`: checked before anything is made. Default: an hour.
    pub grace: Option<Duration>,
}

impl TokenRotationPlan {
    /// The part of it that is about the old token.
    pub(crate) fn retirement(&self) -> TokenRetirement {
        TokenRetirement { retire: self.retire.clone(), grace: self.grace }
    }

    /// The same life for the new token, and an hour more for the old one.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets how long the new token lives.
    pub fn expires_in(mut self, span: Duration) -> Self {
        self.expires_in = Some(span);
        self
    }

    /// Sets what becomes of the old token.
    pub fn retire(mut self, retire: impl Into<Retire>) -> Self {
        self.retire = Some(retire.into());
        self
    }

    /// Sets how long the old token goes on working.
    pub fn grace(mut self, span: Duration) -> Self {
        self.grace = Some(span);
        self
    }
}

/// How the old token goes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct TokenRetirement {
    /// What becomes of the old token. Default: `expire`, so that whoever has not yet loaded the new one keeps working.
    pub retire: Option<Retire>,
    /// How long the old token goes on working, with `retire` `expire`, at least an hour; a minute is added because the
    /// service wants the hour by its own clock. An earlier expiry date stays. Default: an hour.
    pub grace: Option<Duration>,
}

impl TokenRetirement {
    /// An hour more.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets what becomes of the old token.
    pub fn retire(mut self, retire: impl Into<Retire>) -> Self {
        self.retire = Some(retire.into());
        self
    }

    /// Sets how long the old token goes on working.
    pub fn grace(mut self, span: Duration) -> Self {
        self.grace = Some(span);
        self
    }
}
