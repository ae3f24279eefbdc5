//! What a caller asks for when a token is made or changed.

use std::time::Duration;

use super::{Scope, TokenStatus};
use crate::{Patch, Timestamp};

/// A token to be made.
///
/// Mirrors the API's `PostTokenProperties`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct NewToken {
    /// Its name, 2 to 63 letters, digits and hyphens for the service; it cannot be changed later.
    pub name: String,
    /// What it allows. Default: left to the service.
    pub scopes: Option<Vec<Scope>>,
    /// Whether it can be used at once. Default: left to the service, which enables it.
    pub status: Option<TokenStatus>,
    /// When the service deletes it; the service wants at least an hour from now. Default: never.
    pub expiry_date: Option<Timestamp>,
    /// The same as a span from now; only one of the two can be given.
    pub expires_in: Option<Duration>,
}

impl NewToken {
    /// A token with this name; all else is left to the service.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// Adds one scope.
    pub fn scope(mut self, scope: Scope) -> Self {
        self.scopes.get_or_insert_default().push(scope);
        self
    }

    /// Sets all scopes at once.
    pub fn scopes(mut self, scopes: impl IntoIterator<Item = Scope>) -> Self {
        self.scopes = Some(scopes.into_iter().collect());
        self
    }

    /// Sets whether it can be used at once.
    pub fn status(mut self, status: impl Into<TokenStatus>) -> Self {
        self.status = Some(status.into());
        self
    }

    /// Sets when the service deletes it.
    pub fn expiry_date(mut self, expiry_date: Timestamp) -> Self {
        self.expiry_date = Some(expiry_date);
        self
    }

    /// Sets when the service deletes it, as a span from the moment of the call.
    pub fn expires_in(mut self, span: Duration) -> Self {
        self.expires_in = Some(span);
        self
    }
}

/// A change of a token: what is not mentioned stays as it is.
///
/// Mirrors the API's `PatchTokenInput`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct TokenUpdate {
    /// Whether it opens anything. Default: left as it is.
    pub status: Option<TokenStatus>,
    /// The whole list of what it allows.
    pub scopes: Patch<Vec<Scope>>,
    /// When the service deletes it.
    pub expiry_date: Patch<Timestamp>,
}

impl TokenUpdate {
    /// A change of nothing; refused as it is.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets whether it opens anything.
    pub fn status(mut self, status: impl Into<TokenStatus>) -> Self {
        self.status = Some(status.into());
        self
    }

    /// Sets the whole list of what it allows.
    pub fn scopes(mut self, scopes: impl IntoIterator<Item = Scope>) -> Self {
        self.scopes = Patch::Set(scopes.into_iter().collect());
        self
    }

    /// Clears the list of what it allows (sends `null`).
    pub fn clear_scopes(mut self) -> Self {
        self.scopes = Patch::Clear;
        self
    }

    /// Sets when the service deletes it.
    pub fn expiry_date(mut self, expiry_date: Timestamp) -> Self {
        self.expiry_date = Patch::Set(expiry_date);
        self
    }

    /// Makes it stay for good (sends `null`).
    pub fn clear_expiry_date(mut self) -> Self {
        self.expiry_date = Patch::Clear;
        self
    }
}
