//! A call that is ready to be made, with the options of this one call.

use std::future::{Future, IntoFuture};
use std::time::Duration;

use bytes::Bytes;
use futures_util::future::BoxFuture;
use http::HeaderMap;

use crate::error::Error;
use crate::transport::{Answer, CallOptions};

type Run<T> = Box<dyn FnOnce(CallOptions) -> BoxFuture<'static, Result<Response<T>, Error>> + Send>;

/// A call of an operation: await it to make it, or first change its options.
///
/// Dropping the future cancels the call and closes its connection. Nothing is sent before the first poll.
#[must_use = "a call does nothing until it is awaited"]
pub struct Call<T> {
    run: Run<T>,
    options: CallOptions,
}

impl<T: 'static> Call<T> {
    pub(crate) fn new<F, R>(run: F) -> Self
    where
        F: FnOnce(CallOptions) -> R + Send + 'static,
        R: Future<Output = Result<Response<T>, Error>> + Send + 'static,
    {
        Self { run: Box::new(move |options| Box::pin(run(options))), options: CallOptions::default() }
    }

    call_options!(options, "the call; where it takes several requests (`find`), of each of them");

    /// Sets all options at once: those of a call that takes several requests.
    pub(crate) fn with(mut self, options: CallOptions) -> Self {
        self.options = options;
        self
    }

    /// Makes the call and gives the details of the answer beside the value.
    pub fn with_response(self) -> BoxFuture<'static, Result<Response<T>, Error>> {
        (self.run)(self.options)
    }
}

impl<T: 'static> IntoFuture for Call<T> {
    type Output = Result<T, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        let response = self.with_response();
        Box::pin(async move { Ok(response.await?.value) })
    }
}

impl<T> std::fmt::Debug for Call<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Call").finish_non_exhaustive()
    }
}

/// A call that deletes something: await it to make it, or first change its options.
#[derive(Debug)]
#[must_use = "a deletion does nothing until it is awaited"]
pub struct Deletion {
    call: Call<()>,
}

impl Deletion {
    pub(crate) fn new(call: Call<()>) -> Self {
        Self { call }
    }

    /// Sets all options at once.
    pub(crate) fn with(mut self, options: CallOptions) -> Self {
        self.call.options = options;
        self
    }

    /// Whether a 404 is a success, too: what was to go is gone. Default: false, a 404 is `not_found`.
    pub fn missing_ok(mut self, missing_ok: bool) -> Self {
        self.call.options.missing_ok = missing_ok;
        self
    }

    call_options!(call.options, "the call");

    /// Makes the call and gives the details of the answer.
    pub fn with_response(self) -> BoxFuture<'static, Result<Response<()>, Error>> {
        self.call.with_response()
    }
}

impl IntoFuture for Deletion {
    type Output = Result<(), Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        self.call.into_future()
    }
}

/// The setters that every call has, for a type with the options of a call in the named field; `$span` says whose time it is.
macro_rules! call_options {
    ($($options:ident).+, $span:literal) => {
        #[doc = concat!("The time of ", $span, ", retries included. Default: the client's (60 s).")]
        pub fn timeout(mut self, timeout: std::time::Duration) -> Self {
            self.$($options).+.timeout = Some(timeout);
            self
        }

        /// How often a failed try may be repeated. Default: the client's (4).
        pub fn max_retries(mut self, retries: u32) -> Self {
            self.$($options).+.max_retries = Some(retries);
            self
        }

        /// Sends one more header. Those that the client is responsible for are refused.
        pub fn extra_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
            self.$($options).+.extra_headers.push((name.into(), value.into()));
            self
        }

        /// Sends one more query parameter. Those that the call sets itself are refused.
        pub fn extra_query(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
            self.$($options).+.extra_query.push((name.into(), value.into()));
            self
        }

        #[doc(hidden)]
        pub fn options(mut self, options: $crate::binding::Options) -> Self {
            self.$($options).+.set(options);
            self
        }
    };
}

pub(crate) use call_options;

/// A value and the answer it came in.
///
/// Where a call takes several requests (`find`), the details are those of the last one.
#[derive(Clone)]
#[non_exhaustive]
pub struct Response<T> {
    /// What the call gives.
    pub value: T,
    answer: Answer,
}

impl<T> Response<T> {
    pub(crate) fn new((value, answer): (T, Answer)) -> Self {
        Self { value, answer }
    }

    /// A value that takes several requests, whose details nobody is shown.
    pub(crate) fn without_answer(value: T) -> Self {
        Self { value, answer: Answer::default() }
    }

    /// The same details with another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Response<U> {
        Response { value: change(self.value), answer: self.answer }
    }

    /// The HTTP status.
    pub fn http_status(&self) -> u16 {
        self.answer.status.as_u16()
    }

    /// The headers that are of use to a caller: request id, date, retry-after, rate limits, content-range, location.
    pub fn headers(&self) -> &HeaderMap {
        &self.answer.headers
    }

    /// The id to quote to the service's support.
    pub fn request_id(&self) -> Option<&str> {
        self.answer.request_id.as_deref()
    }

    /// How many requests it took.
    pub fn attempts(&self) -> u32 {
        self.answer.attempts
    }

    /// How long it took, waits included.
    pub fn elapsed(&self) -> Duration {
        self.answer.elapsed
    }

    /// The raw body, decompressed. That of an answer that issues a token holds its password in clear.
    pub fn body(&self) -> &Bytes {
        &self.answer.body
    }
}

impl<T: std::fmt::Debug> std::fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Response")
            .field("value", &self.value)
            .field("http_status", &self.http_status())
            .field("request_id", &self.request_id())
            .field("attempts", &self.attempts())
            .field("elapsed", &self.elapsed())
            .finish_non_exhaustive()
    }
}
