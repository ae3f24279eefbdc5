//! The clients that the TypeScript layer's ones hold.

use napi::bindgen_prelude::{Function, Unknown};
use napi::{Env, Result};
use napi_derive::napi;
use registry_tokens::ionos::AccountCredentials;
use registry_tokens::{IonosClient, IonosClientBuilder, Secret};

use crate::argument::Arguments;
use crate::environment::Surroundings;
use crate::error;
use crate::event::{EventFields, observer};
use crate::resources::ionos_client_options;

/// The operation that errors of a client's own name.
const BUILD: &str = "client.build";

/// A client of the IONOS Container Registry.
#[napi]
pub struct NativeIonosClient(pub(crate) IonosClient);

#[napi]
impl NativeIonosClient {
    /// Sets up a client; nothing is sent.
    #[napi(constructor, catch_unwind)]
    pub fn new(
        env: &Env,
        options: Unknown<'_>,
        on_event: Option<Function<'_, EventFields, ()>>,
        surroundings: Option<Surroundings>,
    ) -> Result<Self> {
        let arguments = Arguments { env, operation: BUILD };
        let mut builder = ionos_client_options(IonosClient::builder().language("node"), arguments, options)?;
        if let Some(surroundings) = surroundings {
            let (environment, extra) = surroundings.parts();
            builder = extra.into_iter().fold(builder.environment(environment), IonosClientBuilder::ca_certs);
        }
        if let Some(function) = on_event {
            builder = builder.on_event(observer(&function)?);
        }
        builder.build().map(Self).map_err(|failure| error::raised(env, &failure))
    }

    /// Replaces the account's credentials.
    #[napi(catch_unwind)]
    pub fn set_credentials(&self, env: &Env, options: Unknown<'_>) -> Result<()> {
        let arguments = Arguments { env, operation: BUILD };
        let fields = arguments.fields("credentials", options, &["token", "username", "password"])?;
        let token: Option<Secret> = arguments.option(&fields, "token")?;
        let username: Option<String> = arguments.option(&fields, "username")?;
        let password: Option<Secret> = arguments.option(&fields, "password")?;
        let credentials = match (token, username, password) {
            (Some(token), None, None) => AccountCredentials::token(token),
            (None, Some(username), Some(password)) => AccountCredentials::basic(username, password),
            _ => {
                let reason = "credentials must be either token, or username and password";
                let failure = registry_tokens::binding::invalid_argument(BUILD, reason);
                return Err(error::raised(env, &failure));
            }
        };
        self.0.set_credentials(credentials).map_err(|failure| error::raised(env, &failure))
    }

    /// Later calls fail with `closed`.
    #[napi(catch_unwind)]
    pub fn close(&self) {
        self.0.close();
    }
}
