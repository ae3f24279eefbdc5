//! The client: each operation gives a promise.

use std::future::IntoFuture;
use std::time::Duration;

use napi::bindgen_prelude::{ClassInstance, PromiseRaw, Unknown};
use napi::{Env, Result};
use napi_derive::napi;
use registry_tokens::{Call, IonosClient};

use crate::error;
use crate::secret::Secret;
use crate::value::{ToJs, Unfit};

/// What the JavaScript layer's client holds.
#[napi]
pub struct NativeClient(IonosClient);

/// The options of a client; the JavaScript layer has checked their types.
#[napi(object, object_to_js = false)]
pub struct NativeOptions<'env> {
    /// The account's token.
    pub token: Option<ClassInstance<'env, Secret>>,
    /// Where the API is.
    pub base_url: Option<String>,
    /// Whether the environment is read.
    pub load_environment: Option<bool>,
    /// How often a try is repeated.
    pub max_retries: Option<u32>,
    /// The bound of the first wait.
    pub first_wait_ms: Option<f64>,
}

#[napi]
impl NativeClient {
    /// Sets up a client; nothing is sent.
    #[napi(constructor, catch_unwind)]
    pub fn new(env: &Env, options: NativeOptions<'_>) -> Result<Self> {
        let mut builder = IonosClient::builder().language("node");
        if let Some(token) = &options.token {
            builder = builder.token(token.0.clone());
        }
        if let Some(url) = options.base_url {
            builder = builder.base_url(url);
        }
        if let Some(load) = options.load_environment {
            builder = builder.load_environment(load);
        }
        if let Some(retries) = options.max_retries {
            builder = builder.max_retries(retries);
        }
        if let Some(wait) = options.first_wait_ms {
            builder = builder.first_wait(Duration::from_secs_f64(wait / 1000.0));
        }
        builder.build().map(Self).map_err(|failure| error::thrown(env, failure))
    }

    /// One token.
    #[napi(catch_unwind)]
    pub fn tokens_get<'env>(
        &self,
        env: &'env Env,
        registry_id: String,
        token_id: String,
    ) -> Result<PromiseRaw<'env, Unknown<'env>>> {
        start(env, "tokens.get", self.0.tokens().get(registry_id, token_id))
    }

    /// Later calls fail with `closed`.
    #[napi(catch_unwind)]
    pub fn close(&self) {
        self.0.close();
    }
}

/// Makes a call off the JavaScript thread, and converts its outcome on it.
fn start<'env, T>(
    env: &'env Env,
    operation: &'static str,
    call: Call<T>,
) -> Result<PromiseRaw<'env, Unknown<'env>>>
where
    T: ToJs + Send + 'static,
{
    let future = call.into_future();
    env.spawn_future_with_callback(async move { Ok(future.await) }, move |env, outcome| match outcome {
        Ok(value) => value.to_js(env).map_err(|why| match why {
            Unfit::TooLarge => error::unfit(env, operation),
            Unfit::Engine(failure) => failure,
        }),
        Err(failure) => Err(error::thrown(env, failure)),
    })
}
