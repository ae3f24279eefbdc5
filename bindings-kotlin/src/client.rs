//! The client: each operation is async; each language's own layer makes its idioms of it.

use std::sync::Arc;
use std::time::Duration;

use registry_tokens::IonosClient;

use crate::error::NativeError;
use crate::models::Token;
use crate::secret::Secret;
use crate::value::Mirror;

/// The options of a client.
#[derive(Debug, Clone, uniffi::Record)]
pub struct NativeOptions {
    /// The language named in the `User-Agent`.
    pub language: NativeLanguage,
    /// The account's token.
    pub token: Option<Arc<Secret>>,
    /// Where the API is.
    pub base_url: Option<String>,
    /// Whether the environment is read.
    pub load_environment: bool,
    /// How often a try is repeated.
    pub max_retries: Option<u32>,
    /// The bound of the first wait.
    pub first_wait: Option<Duration>,
}

/// A language over this crate.
#[derive(Debug, Clone, Copy, uniffi::Enum)]
pub enum NativeLanguage {
    /// Kotlin and Java.
    Kotlin,
    /// Swift.
    Swift,
}

/// What each language's own client holds.
#[derive(Debug, uniffi::Object)]
pub struct NativeClient(IonosClient);

#[uniffi::export(async_runtime = "tokio")]
impl NativeClient {
    /// Sets up a client; nothing is sent.
    #[uniffi::constructor]
    pub fn new(options: NativeOptions) -> Result<Self, NativeError> {
        let language = match options.language {
            NativeLanguage::Kotlin => "kotlin",
            NativeLanguage::Swift => "swift",
        };
        let mut builder =
            IonosClient::builder().language(language).load_environment(options.load_environment);
        if let Some(token) = options.token {
            builder = builder.token(token.0.clone());
        }
        if let Some(url) = options.base_url {
            builder = builder.base_url(url);
        }
        if let Some(retries) = options.max_retries {
            builder = builder.max_retries(retries);
        }
        if let Some(wait) = options.first_wait {
            builder = builder.first_wait(wait);
        }
        Ok(Self(builder.build()?))
    }

    /// One token.
    pub async fn tokens_get(&self, registry_id: String, token_id: String) -> Result<Token, NativeError> {
        Ok(self.0.tokens().get(registry_id, token_id).await?.mirror())
    }

    /// Later calls fail with `closed`. Not named `close`: generated classes have one, which frees the object.
    pub fn shut_down(&self) {
        self.0.close();
    }
}
