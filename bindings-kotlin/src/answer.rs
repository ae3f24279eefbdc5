//! What a call gave beside its value.

use std::fmt;
use std::sync::Arc;

use registry_tokens::Response;
use serde_json::Value;

use crate::argument::NativeText;
use crate::error::texts;
use crate::packed::{Answer, Packed};
use crate::value::{Mirror, NativeTime, TooLarge};

/// An answer: its details, and the service's own JSON of what came in it.
#[derive(uniffi::Object)]
pub struct NativeAnswer {
    value: Box<dyn ApiJson>,
    details: Option<Response<()>>,
}

/// What is left of a value whose type nobody needs to know any more.
trait ApiJson: Send + Sync {
    fn api_json(&self, path: &[u32]) -> Option<Value>;
}

impl<T: Mirror> ApiJson for T {
    fn api_json(&self, path: &[u32]) -> Option<Value> {
        Mirror::api_json(self, path)
    }
}

impl NativeAnswer {
    /// Of a value that has no answer of its own: a part of a list.
    pub(crate) fn of_value<Record: Answer>(value: Record::Value) -> Result<Packed<Record>, TooLarge> {
        Self::packed(value, None)
    }

    pub(crate) fn of_response<Record: Answer>(
        response: Response<Record::Value>,
    ) -> Result<Packed<Record>, TooLarge> {
        let mut value = None;
        let details = response.map(|inner| value = Some(inner));
        // The response held it a moment ago.
        Self::packed(value.ok_or(TooLarge)?, Some(details))
    }

    /// Of a call that gives nothing.
    pub(crate) fn of_nothing(details: Response<()>) -> Arc<Self> {
        Arc::new(Self { value: Box::new(()), details: Some(details) })
    }

    fn packed<Record: Answer>(
        value: Record::Value,
        details: Option<Response<()>>,
    ) -> Result<Packed<Record>, TooLarge> {
        let value = Box::new(value);
        let packed = Packed::value(&*value)?;
        Ok(packed.with(Arc::new(Self { value, details })))
    }
}

impl fmt::Debug for NativeAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NativeAnswer").finish_non_exhaustive()
    }
}

/// The details of an answer.
#[derive(Debug, uniffi::Record)]
pub struct NativeDetails {
    /// The HTTP status.
    pub http_status: i32,
    /// Names in lower case, and values.
    pub headers: Vec<NativeText>,
    /// For the service's support.
    pub request_id: Option<String>,
    /// How many requests it took.
    pub attempts: i32,
    /// Waits included.
    pub elapsed: NativeTime,
}

#[uniffi::export]
impl NativeAnswer {
    /// The service's own JSON of the part that a path leads to, as text.
    pub fn api_json(&self, path: Vec<u32>) -> Option<String> {
        self.value.api_json(&path).map(|value| value.to_string())
    }

    /// The details of the answer; a part of a list has none, and neither has what takes several answers.
    pub fn details(&self) -> Option<NativeDetails> {
        let details = self.details.as_ref().filter(|details| details.attempts() > 0)?;
        Some(NativeDetails {
            http_status: details.http_status().into(),
            headers: texts(details.headers()),
            request_id: details.request_id().map(ToOwned::to_owned),
            attempts: i32::try_from(details.attempts()).unwrap_or(i32::MAX),
            elapsed: details.elapsed().into(),
        })
    }

    /// The raw body.
    pub fn body(&self) -> Vec<u8> {
        self.details.as_ref().map_or_else(Vec::new, |details| details.body().to_vec())
    }
}
