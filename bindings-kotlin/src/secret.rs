//! A text that shows itself only when asked.

use std::fmt;

/// A password or token. Its text forms show `[redacted]`; the value itself comes only from `reveal()`.
#[derive(Clone, PartialEq, Eq, uniffi::Object)]
#[uniffi::export(Debug, Display, Eq)]
pub struct Secret(pub(crate) registry_tokens::Secret);

#[uniffi::export]
impl Secret {
    /// Wraps a value.
    #[uniffi::constructor]
    pub fn new(value: String) -> Self {
        Self(value.into())
    }

    /// The value in clear.
    pub fn reveal(&self) -> String {
        self.0.reveal().to_owned()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl fmt::Display for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}
