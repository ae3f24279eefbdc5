//! The parts of a rotation that take several requests, as calls without the details of one answer.

use std::future::{Future, IntoFuture};

use futures_util::future::BoxFuture;

use crate::call::call_options;
use crate::error::Error;
use crate::ionos::models::Token;
use crate::models::Retirement;
use crate::transport::CallOptions;

type Run<T> = Box<dyn FnOnce(CallOptions) -> BoxFuture<'static, Result<T, Error>> + Send>;

fn boxed<T, F, R>(run: F) -> Run<T>
where
    F: FnOnce(CallOptions) -> R + Send + 'static,
    R: Future<Output = Result<T, Error>> + Send + 'static,
{
    Box::new(move |options| Box::pin(run(options)))
}

/// The end of a rotation: await it to make it, or first change its options.
///
/// What cannot be retired is said in the [`Retirement`]; an error is only what was refused before anything was sent.
#[must_use = "a rotation does not end until this is awaited"]
pub struct FinishRotation {
    run: Run<Retirement>,
    options: CallOptions,
}

impl FinishRotation {
    pub(crate) fn new<F, R>(run: F) -> Self
    where
        F: FnOnce(CallOptions) -> R + Send + 'static,
        R: Future<Output = Result<Retirement, Error>> + Send + 'static,
    {
        Self { run: boxed(run), options: CallOptions::default() }
    }

    call_options!(options, "each request that it takes");

    /// Sets all options at once.
    pub(crate) fn with(mut self, options: CallOptions) -> Self {
        self.options = options;
        self
    }
}

impl IntoFuture for FinishRotation {
    type Output = Result<Retirement, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        (self.run)(self.options)
    }
}

impl std::fmt::Debug for FinishRotation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FinishRotation").finish_non_exhaustive()
    }
}

/// A search for the tokens that expire soon: await it to make it, or first change its options.
#[must_use = "a search does nothing until it is awaited"]
pub struct ListExpiring {
    run: Run<Vec<Token>>,
    options: CallOptions,
}

impl ListExpiring {
    pub(crate) fn new<F, R>(run: F) -> Self
    where
        F: FnOnce(CallOptions) -> R + Send + 'static,
        R: Future<Output = Result<Vec<Token>, Error>> + Send + 'static,
    {
        Self { run: boxed(run), options: CallOptions::default() }
    }

    call_options!(options, "each page");

    /// Sets all options at once.
    pub(crate) fn with(mut self, options: CallOptions) -> Self {
        self.options = options;
        self
    }
}

impl IntoFuture for ListExpiring {
    type Output = Result<Vec<Token>, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        (self.run)(self.options)
    }
}

impl std::fmt::Debug for ListExpiring {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ListExpiring").finish_non_exhaustive()
    }
}
