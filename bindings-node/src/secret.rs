//! A text that shows itself only when asked; `ts/secret.ts` gives it its text forms.

use napi::bindgen_prelude::Unknown;
use napi::{Env, Result};
use napi_derive::napi;

use crate::argument::Arguments;

/// What a JavaScript `Secret` holds, out of sight.
#[napi]
pub struct HeldSecret(pub(crate) registry_tokens::Secret);

#[napi]
impl HeldSecret {
    /// Wraps a value.
    #[napi(constructor, catch_unwind)]
    pub fn new(env: &Env, value: Unknown<'_>) -> Result<Self> {
        let text: String = Arguments { env, operation: "Secret" }.read("value", &value)?;
        Ok(Self(text.into()))
    }

    /// The same secret as an object of the class that this process loaded last: the native half knows no other one by its
    /// class, and a test runner may load the package again for each file.
    #[napi(catch_unwind)]
    pub fn current(&self) -> HeldSecret {
        Self(self.0.clone())
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
