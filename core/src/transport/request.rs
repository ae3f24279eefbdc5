//! What a caller asks for, before it becomes HTTP.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::header::{HeaderName, HeaderValue};
use tokio::time::Instant;

use super::operation::Operation;
use super::path;
use crate::Secret;
use crate::binding::Options;
use crate::error::Error;

/// Options of a single call; what is left out is the client's.
#[derive(Clone, Default)]
pub(crate) struct CallOptions {
    pub(crate) timeout: Option<Duration>,
    /// When the time is up, for a call that began with another one.
    pub(crate) deadline: Option<Instant>,
    pub(crate) max_retries: Option<u32>,
    pub(crate) extra_headers: Vec<(String, String)>,
    pub(crate) extra_query: Vec<(String, String)>,
    /// A 404 is a success: what was to go is gone.
    pub(crate) missing_ok: bool,
}

impl CallOptions {
    /// Sets all that a caller can say of any call.
    pub(crate) fn set(&mut self, options: Options) {
        self.timeout = options.timeout;
        self.max_retries = options.max_retries;
        self.extra_headers = options.extra_headers;
        self.extra_query = options.extra_query;
    }
}

impl fmt::Debug for CallOptions {
    /// Shows names only: the value of a header may be a credential.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names =
            |pairs: &[(String, String)]| pairs.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
        f.debug_struct("CallOptions")
            .field("timeout", &self.timeout)
            .field("max_retries", &self.max_retries)
            .field("extra_headers", &names(&self.extra_headers))
            .field("extra_query", &names(&self.extra_query))
            .field("missing_ok", &self.missing_ok)
            .finish()
    }
}

/// One call of an operation.
pub(crate) struct Request {
    pub(crate) operation: &'static Operation,
    pub(crate) path: String,
    pub(crate) query: Vec<(String, String)>,
    /// Headers that the call itself needs.
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
    pub(crate) body: Bytes,
    /// What of the body may not show in an error, should the service repeat it.
    pub(crate) secrets: Vec<Secret>,
    /// It deletes several things: that one of them is not there says nothing of the others.
    pub(crate) is_of_several: bool,
    pub(crate) options: CallOptions,
}

impl Request {
    /// A request whose path holds the given ids, in the order of the operation's parameters.
    pub(crate) fn new(
        operation: &'static Operation,
        ids: &[&str],
        options: CallOptions,
    ) -> Result<Self, Error> {
        let path = path::fill(operation, ids)?;
        Ok(Self {
            operation,
            path,
            query: Vec::new(),
            headers: Vec::new(),
            body: Bytes::new(),
            secrets: Vec::new(),
            is_of_several: false,
            options,
        })
    }

    pub(crate) fn query(mut self, name: impl Into<String>, value: impl ToString) -> Self {
        self.query.push((name.into(), value.to_string()));
        self
    }

    /// The same for a parameter that may be left out.
    pub(crate) fn maybe_query(self, name: &str, value: Option<impl ToString>) -> Self {
        match value {
            Some(value) => self.query(name, value),
            None => self,
        }
    }

    pub(crate) fn header(mut self, name: &HeaderName, value: HeaderValue) -> Self {
        self.headers.push((name.clone(), value));
        self
    }

    /// Names a secret of the body.
    pub(crate) fn secret(mut self, secret: &Secret) -> Self {
        self.secrets.push(secret.clone());
        self
    }

    /// Says whether it deletes several things at once.
    pub(crate) fn of_several(mut self, is_of_several: bool) -> Self {
        self.is_of_several = is_of_several;
        self
    }

    pub(crate) fn json(mut self, body: &impl serde::Serialize) -> Result<Self, Error> {
        let text = serde_json::to_vec(body).map_err(|error| {
            Error::invalid_argument(
                self.operation.id,
                format!("the input cannot be written as JSON: {error}"),
            )
        })?;
        self.body = Bytes::from(text);
        Ok(self)
    }

    /// Path and query below the base URL.
    pub(crate) fn target(&self) -> Result<String, Error> {
        for (name, _) in &self.options.extra_query {
            if name.is_empty() || self.query.iter().any(|(own, _)| own == name) {
                let reason = format!("extra_query: {name:?} is empty or set by the client");
                return Err(Error::invalid_argument(self.operation.id, reason));
            }
        }
        let pairs = self.query.iter().chain(&self.options.extra_query);
        let query = path::query(pairs.map(|(name, value)| (name.as_str(), value.as_str())));
        Ok(format!("{}{query}", self.path))
    }
}
