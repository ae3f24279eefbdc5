//! What a driver is told, and what it says of a call.

use registry_tokens::{IonosClient, SwrClient, blocking};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::format::{Call, Provider};
use crate::outcome::Outcome;
use crate::{call, client};

/// How the calls are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    Async,
    Blocking,
}

impl Style {
    pub fn name(self) -> &'static str {
        match self {
            Self::Async => "rust-async",
            Self::Blocking => "rust-blocking",
        }
    }
}

#[derive(Deserialize)]
pub struct Command {
    pub id: String,
    pub keep: Option<String>,
    #[serde(flatten)]
    pub work: Work,
}

#[derive(Deserialize)]
#[serde(tag = "do", rename_all = "lowercase")]
pub enum Work {
    Call(CallWork),
    Load(LoadWork),
    Measure,
    Close,
}

#[derive(Deserialize)]
pub struct CallWork {
    #[serde(flatten)]
    pub client: ClientOptions,
    pub call: Call,
}

#[derive(Deserialize)]
pub struct LoadWork {
    #[serde(flatten)]
    pub client: ClientOptions,
    pub callers: u64,
    pub seconds: Option<f64>,
    pub calls: Option<u64>,
    pub prefix: String,
    pub steps: Vec<Call>,
}

#[derive(Clone, Deserialize)]
pub struct ClientOptions {
    #[serde(default)]
    provider: Provider,
    client: client::Options,
}

/// What came of a call; the error is one of this program's understanding.
pub type Made = Result<Outcome, String>;

#[derive(Clone)]
pub enum Client {
    Ionos(IonosClient),
    Swr(SwrClient),
    BlockingIonos(blocking::IonosClient),
    BlockingSwr(blocking::SwrClient),
}

impl ClientOptions {
    pub fn build(mut self, style: Style) -> Result<Client, Box<Made>> {
        let unfit = |why| Box::new(Err(why));
        self.client.entry("load_environment".to_owned()).or_insert(json!(false));
        let failed = |error| Box::new(Ok(Outcome::failed(error, 0)));
        match (self.provider, style) {
            (Provider::Ionos, Style::Async) => {
                let setup = client::ionos(&self.client, &[]).map_err(unfit)?;
                setup.builder.build().map(Client::Ionos).map_err(failed)
            }
            (Provider::Ionos, Style::Blocking) => {
                let setup = client::ionos(&self.client, &[]).map_err(unfit)?;
                setup.builder.build_blocking().map(Client::BlockingIonos).map_err(failed)
            }
            (Provider::Swr, Style::Async) => {
                let setup = client::swr(&self.client, &[]).map_err(unfit)?;
                setup.builder.build().map(Client::Swr).map_err(failed)
            }
            (Provider::Swr, Style::Blocking) => {
                let setup = client::swr(&self.client, &[]).map_err(unfit)?;
                setup.builder.build_blocking().map(Client::BlockingSwr).map_err(failed)
            }
        }
    }
}

impl Client {
    /// Waits for nothing with the blocking clients, which block.
    pub async fn make(&self, call: &Call) -> Made {
        match self {
            Self::Ionos(client) => call::ionos::make_async(client, call).await,
            Self::Swr(client) => call::swr::make_async(client, call).await,
            Self::BlockingIonos(client) => call::ionos::make_blocking(client, call),
            Self::BlockingSwr(client) => call::swr::make_blocking(client, call),
        }
    }
}

/// The answer of a `call`, but for its time.
pub fn shown(made: Made) -> Value {
    let error = match made {
        Ok(Outcome { result: Ok(value), .. }) => return json!({"value": value}),
        Ok(Outcome { result: Err(error), .. }) => error,
        Err(crash) => return json!({"crash": crash}),
    };
    json!({
        "error": {
            "kind": error.kind().as_str(),
            "operation": error.operation(),
            "http_status": error.http_status(),
            "attempts": error.attempts(),
            "outcome_unknown": error.outcome_unknown(),
            "retryable": error.retryable(),
            "retry_after_ms": error.retry_after().map(|wait| wait.as_millis() as u64),
        },
        "texts": [error.to_string(), format!("{error:?}"), format!("{error:#?}")],
    })
}
