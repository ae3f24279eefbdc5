//! A text that shows itself only when asked; `ts/secret.ts` gives it its text forms.

use napi_derive::napi;

/// What a JavaScript `Secret` holds, out of sight.
#[napi]
pub struct HeldSecret(pub(crate) registry_tokens::Secret);

#[napi]
impl HeldSecret {
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
    pub fn equals(&self, other: &HeldSecret) -> bool {
        self.0 == other.0
    }
}
