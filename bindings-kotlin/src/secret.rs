//! A text that shows itself only when asked.

use std::fmt;
use std::sync::Arc;

/// Holds a secret for the `Secret` of another language.
#[derive(Clone, PartialEq, Eq, uniffi::Object)]
pub struct HeldSecret(pub(crate) registry_tokens::Secret);

#[uniffi::export]
impl HeldSecret {
    /// Wraps a value.
    #[uniffi::constructor]
    pub fn new(value: String) -> Self {
        Self(value.into())
    }

    /// The value in clear.
    pub fn reveal(&self) -> String {
        self.0.reveal().to_owned()
    }

    /// Whether both hold the same, in constant time.
    pub fn is_same(&self, other: Arc<Self>) -> bool {
        self.0 == other.0
    }
}

impl fmt::Debug for HeldSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}
