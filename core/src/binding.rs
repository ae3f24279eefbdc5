//! What the bindings of other languages need beyond the public surface. Not for other callers: it changes without notice.

use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::time::Duration;

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;

use crate::call::{Call, Deletion, Response};
pub use crate::environment::{Environment, looks_up};
use crate::error::{Error, ErrorKind};
use crate::ionos::{self, WaitUntilRunning};
use crate::models::{Retirement, Token};
use crate::rotation::{self, FinishRotation, ListExpiring};
pub use crate::spelling::respelt;
use crate::swr;

/// What a caller can say of any call.
#[derive(Clone, Default)]
pub struct Options {
    /// The time of the call, retries included; in pagers of each page.
    pub timeout: Option<Duration>,
    /// How often a failed try may be repeated.
    pub max_retries: Option<u32>,
    /// Further headers.
    pub extra_headers: Vec<(String, String)>,
    /// Further query parameters.
    pub extra_query: Vec<(String, String)>,
}

/// What a method of a resource gives unless that is a list.
pub trait Ready {
    /// What the caller gets.
    type Value;

    /// Sets the options of the call.
    fn set_options(self, options: Options) -> Self;

    /// Makes the call.
    fn respond(self) -> BoxFuture<'static, Result<Response<Self::Value>, Error>>;
}

macro_rules! ready {
    ($([$($generic:ident)?] $call:ty => $value:ty),*) => {$(
        impl$(<$generic: 'static>)? Ready for $call {
            type Value = $value;

            fn set_options(self, options: Options) -> Self {
                self.options(options)
            }

            fn respond(self) -> BoxFuture<'static, Result<Response<$value>, Error>> {
                self.with_response()
            }
        }
    )*};
}

ready!([T] Call<T> => T, [] Deletion => (), [] WaitUntilRunning => crate::models::Registry);

/// The same for what takes several requests, of which no answer is shown.
macro_rules! ready_without_answer {
    ($($call:ty => $value:ty),*) => {$(
        impl Ready for $call {
            type Value = $value;

            fn set_options(self, options: Options) -> Self {
                self.options(options)
            }

            fn respond(self) -> BoxFuture<'static, Result<Response<$value>, Error>> {
                Box::pin(async move { Ok(Response::without_answer(self.await?)) })
            }
        }
    )*};
}

ready_without_answer!(FinishRotation => Retirement, ListExpiring => Vec<Token>);

/// The error of a rotation whose deployment failed, and after which both are to be kept; `operation` is such as
/// `tokens.rotate`.
pub fn rotation_incomplete(operation: &'static str, old_id: &str, new_id: &str) -> Error {
    rotation::incomplete(operation, old_id, new_id, None)
}

/// The error of an argument that a binding cannot hand over, such as a time without an offset.
pub fn invalid_argument(operation: &'static str, reason: impl Into<String>) -> Error {
    Error::invalid_argument(operation, reason)
}

/// Whether a text can be certificates to trust: what an error of the option `ca_certs` would say otherwise.
pub fn check_certificates(pem: &[u8]) -> Result<(), Error> {
    crate::transport::read_pem("the file", pem).map(|_| ())
}

/// The error of what was begun with a client that is not there any more.
pub fn closed(operation: &'static str, reason: impl Into<String>) -> Error {
    Error::new(ErrorKind::Closed, operation, reason)
}

/// The error of an answer with an integer that a language's numbers cannot hold exactly.
pub fn too_large(operation: &'static str) -> Error {
    let reason = "the answer holds an integer that a number of this language cannot hold exactly";
    let mut error = Error::new(ErrorKind::InvalidResponse, operation, reason);
    error.fields_mut().attempts = 1;
    error.fields_mut().outcome_unknown = changes(operation);
    error
}

fn changes(operation: &str) -> bool {
    let mut rows = ionos::OPERATIONS.iter().chain(swr::OPERATIONS);
    rows.any(|row| row.id == operation && row.effect.changes())
}

/// Turns a panic into an error of kind `internal`: none may cross into another language.
pub async fn without_panic<T>(
    operation: &'static str,
    future: impl Future<Output = Result<T, Error>>,
) -> Result<T, Error> {
    AssertUnwindSafe(future).catch_unwind().await.unwrap_or_else(|_| Err(panicked(operation)))
}

/// The error of a panic. What it said may hold anything, so that is left to the panic hook.
pub fn panicked(operation: &'static str) -> Error {
    let reason = "a bug of this library: it panicked; please report it with what stands on standard error";
    let mut error = Error::new(ErrorKind::Internal, operation, reason);
    error.fields_mut().outcome_unknown = changes(operation);
    error
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_panic_is_an_internal_error_and_says_when_the_service_may_have_acted() {
        let boom = async || -> Result<(), Error> { std::panic::panic_any("canary-5f1e") };
        for (operation, unknown) in [("tokens.get", false), ("tokens.create", true)] {
            let error = without_panic(operation, boom()).await.unwrap_err();
            assert_eq!((error.kind(), error.outcome_unknown()), (ErrorKind::Internal, unknown));
            assert!(!format!("{error} {error:?}").contains("canary"));
        }
    }
}
