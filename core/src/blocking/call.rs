//! A blocking call.

use std::time::Duration;

use super::runtime::Runtime;
use crate::call::Response;
use crate::error::Error;

/// A call of an operation: [`send`](Call::send) it, or first change its options.
#[derive(Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct Call<T> {
    pub(super) call: crate::Call<T>,
    pub(super) runtime: Runtime,
}

/// The option setters of an async call or pager, on a blocking facade that holds it in the named field.
macro_rules! forward_options {
    ($field:ident) => {
        /// The time of the call, retries included; in pagers of each page. Default: the client's (60 s).
        pub fn timeout(mut self, timeout: Duration) -> Self {
            self.$field = self.$field.timeout(timeout);
            self
        }

        /// How often a failed try may be repeated. Default: the client's (4).
        pub fn max_retries(mut self, retries: u32) -> Self {
            self.$field = self.$field.max_retries(retries);
            self
        }

        /// Sends one more header. Those that the client is responsible for are refused.
        pub fn extra_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
            self.$field = self.$field.extra_header(name, value);
            self
        }

        /// Sends one more query parameter. Those that the call sets itself are refused.
        pub fn extra_query(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
            self.$field = self.$field.extra_query(name, value);
            self
        }
    };
}

pub(super) use forward_options;

impl<T: Send + 'static> Call<T> {
    forward_options!(call);

    /// Makes the call and waits for its value.
    pub fn send(self) -> Result<T, Error> {
        Ok(self.with_response()?.value)
    }

    /// Makes the call and gives the details of the answer beside the value.
    pub fn with_response(self) -> Result<Response<T>, Error> {
        self.runtime.block_on(self.call.with_response())
    }
}

/// A call that deletes something: [`send`](Deletion::send) it, or first change its options.
#[derive(Debug)]
#[must_use = "a deletion does nothing until it is sent"]
pub struct Deletion {
    pub(super) call: crate::Deletion,
    pub(super) runtime: Runtime,
}

impl Deletion {
    /// Whether a 404 is a success, too. Default: false, a 404 is `not_found`.
    pub fn missing_ok(mut self, missing_ok: bool) -> Self {
        self.call = self.call.missing_ok(missing_ok);
        self
    }

    forward_options!(call);

    /// Makes the call and waits for its end.
    pub fn send(self) -> Result<(), Error> {
        self.with_response().map(drop)
    }

    /// Makes the call and gives the details of the answer.
    pub fn with_response(self) -> Result<Response<()>, Error> {
        self.runtime.block_on(self.call.with_response())
    }
}
