//! A text that shows itself only when asked; `lib/secret.cjs` gives it its text forms.

use napi_derive::napi;

/// A password or token; the value comes only from `reveal()`.
#[napi]
pub struct Secret(pub(crate) registry_tokens::Secret);

#[napi]
impl Secret {
    /// Wraps a value.
    #[napi(constructor)]
    pub fn new(value: String) -> Self {
        Self(value.into())
    }

    /// The value in clear.
    #[napi(catch_unwind)]
    pub fn reveal(&self) -> String {
        self.0.reveal().to_owned()
    }

    /// Whether another one has the same value; takes the same time wherever they differ.
    #[napi(catch_unwind)]
    pub fn equals(&self, other: &Secret) -> bool {
        self.0 == other.0
    }
}
