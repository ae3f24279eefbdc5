//! What a call came to.

use std::collections::BTreeMap;

use registry_tokens::{Error, Response};
use serde_json::Value;

use crate::view::View;

/// What a call came to.
pub struct Outcome {
    pub result: Result<Value, Error>,
    /// How many items came before an error.
    pub received: usize,
    pub api_json: Option<Value>,
    pub response: Option<Details>,
    pub texts: Vec<String>,
}

/// The details of an answer.
pub struct Details {
    pub http_status: u16,
    pub request_id: Option<String>,
    pub attempts: u32,
    pub headers: BTreeMap<String, String>,
    pub body: Vec<u8>,
}

impl Outcome {
    pub fn failed(error: Error, received: usize) -> Self {
        Self { result: Err(error), received, api_json: None, response: None, texts: Vec::new() }
    }

    pub fn value(value: &impl View) -> Self {
        let texts = vec![format!("{value:?}"), format!("{value:#?}")];
        Self { result: Ok(value.view()), received: 0, api_json: value.api_json(), response: None, texts }
    }

    pub fn of<T: View>(answer: Result<Response<T>, Error>) -> Self {
        let response = match answer {
            Ok(response) => response,
            Err(error) => return Self::failed(error, 0),
        };
        let text = |value: &http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
        let details = Details {
            http_status: response.http_status(),
            request_id: response.request_id().map(str::to_owned),
            attempts: response.attempts(),
            headers: response.headers().iter().map(|(name, value)| (name.to_string(), text(value))).collect(),
            body: response.body().to_vec(),
        };
        let mut outcome = Self::value(&response.value);
        outcome.texts.push(format!("{response:?}"));
        outcome.response = Some(details);
        outcome
    }

    pub fn list<T: View>(items: Vec<Result<T, Error>>) -> Self {
        let mut good = Vec::new();
        for item in items {
            match item {
                Ok(item) => good.push(item),
                Err(error) => return Self::failed(error, good.len()),
            }
        }
        Self::value(&good)
    }
}
