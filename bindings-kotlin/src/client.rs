//! The clients that each language's own ones hold.

use std::sync::Arc;

use registry_tokens::ionos::AccountCredentials;
use registry_tokens::{IonosClient, binding};

use crate::argument::{Arguments, Names};
use crate::error::NativeError;
use crate::event::{NativeObserver, observer};
use crate::resources::{NativeIonosOptions, ionos_client_options};
use crate::secret::HeldSecret;

/// The operation that errors of a client's own name.
const BUILD: &str = "client.build";

/// A language over this crate.
#[derive(Debug, Clone, Copy, uniffi::Enum)]
pub enum NativeLanguage {
    /// Kotlin and Java.
    Kotlin,
    /// Swift.
    Swift,
}

/// A client of the IONOS Container Registry.
#[derive(Debug, uniffi::Object)]
pub struct NativeIonosClient {
    pub(crate) core: IonosClient,
    names: Names,
}

impl NativeIonosClient {
    pub(crate) fn arguments(&self, operation: &'static str) -> Arguments {
        Arguments::new(operation, self.names)
    }
}

#[uniffi::export]
impl NativeIonosClient {
    /// Sets up a client; nothing is sent.
    #[uniffi::constructor]
    pub fn new(
        language: NativeLanguage,
        options: NativeIonosOptions,
        on_event: Option<Arc<dyn NativeObserver>>,
    ) -> Result<Self, NativeError> {
        let arguments = Arguments::new(BUILD, language.names());
        let builder = IonosClient::builder().language(match language {
            NativeLanguage::Kotlin => "kotlin",
            NativeLanguage::Swift => "swift",
        });
        let mut builder = ionos_client_options(builder, options, arguments)?;
        if let Some(told) = on_event {
            builder = builder.on_event(observer(told));
        }
        let core = builder.build().map_err(|error| arguments.error(&error))?;
        Ok(Self { core, names: language.names() })
    }

    /// Replaces the account's credentials.
    pub fn set_credentials(
        &self,
        token: Option<Arc<HeldSecret>>,
        username: Option<String>,
        password: Option<Arc<HeldSecret>>,
    ) -> Result<(), NativeError> {
        let arguments = self.arguments(BUILD);
        let credentials = match (token, username, password) {
            (Some(token), None, None) => AccountCredentials::token(token.0.clone()),
            (None, Some(username), Some(password)) => AccountCredentials::basic(username, password.0.clone()),
            _ => {
                let reason = "credentials must be either token, or username and password";
                return Err(arguments.error(&binding::invalid_argument(BUILD, reason)));
            }
        };
        self.core.set_credentials(credentials).map_err(|error| arguments.error(&error))
    }

    /// Later calls fail with `closed`. Not named `close`: generated classes have one, which frees the object.
    pub fn shut_down(&self) {
        self.core.close();
    }
}
