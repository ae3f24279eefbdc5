//! What a call gave, until the TypeScript layer has read it.

use std::sync::Arc;

use napi::bindgen_prelude::Uint8Array;
use napi::{Env, JsString, Result as Given};
use napi_derive::napi;
use registry_tokens::Response;

use crate::secret::HeldSecret;
use crate::value::{TooLarge, Units, Wire, Writer};

/// A value on its way into JavaScript.
#[napi]
pub struct Answer {
    value: Arc<dyn Wire>,
    written: Writer,
    details: Option<Response<()>>,
}

impl Answer {
    /// Writes a value down.
    pub(crate) fn new(value: Arc<dyn Wire>, details: Option<Response<()>>) -> Result<Self, TooLarge> {
        let mut written = Writer::default();
        value.write(&mut written)?;
        Ok(Self { value, written, details })
    }
}

/// The details of an answer.
#[napi(object)]
pub struct Details {
    /// The HTTP status.
    pub http_status: u16,
    /// Names in lower case, and values.
    pub headers: Vec<Vec<String>>,
    /// For the service's support.
    pub request_id: Option<String>,
    /// How many requests it took.
    pub attempts: u32,
    /// Waits included.
    pub elapsed_ms: f64,
}

#[napi]
impl Answer {
    /// The value as it was written, once.
    #[napi(catch_unwind)]
    pub fn text<'env>(&mut self, env: &'env Env) -> Given<JsString<'env>> {
        match std::mem::replace(&mut self.written.units, Units::Narrow(Vec::new())) {
            Units::Narrow(units) => env.create_string_latin1(units),
            Units::Wide(units) => env.create_string_utf16(units),
        }
    }

    /// The secret of a number that stands in the text.
    #[napi(catch_unwind)]
    pub fn secret(&self, number: u32) -> Option<HeldSecret> {
        self.written.secrets.get(number as usize).cloned().map(HeldSecret)
    }

    /// The service's own JSON of the part that a path leads to, as text.
    #[napi(catch_unwind)]
    pub fn api_json(&self, path: Vec<u32>) -> Option<String> {
        self.value.api_json(&path).map(|value| value.to_string())
    }

    /// The details of the answer; a list has none.
    #[napi(catch_unwind)]
    pub fn details(&self) -> Option<Details> {
        let details = self.details.as_ref()?;
        Some(Details {
            http_status: details.http_status(),
            headers: crate::error::pairs(details.headers()),
            request_id: details.request_id().map(ToOwned::to_owned),
            attempts: details.attempts(),
            elapsed_ms: details.elapsed().as_secs_f64() * 1000.0,
        })
    }

    /// The raw body.
    #[napi(catch_unwind)]
    pub fn body(&self) -> Uint8Array {
        self.details.as_ref().map_or_else(Vec::new, |details| details.body().to_vec()).into()
    }
}
