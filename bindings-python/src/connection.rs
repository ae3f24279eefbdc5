//! The core's client of this process.

use std::sync::{Mutex, PoisonError};

use pyo3::prelude::*;
use registry_tokens::Error;

use crate::error::exception;

/// A client that can be made anew in a child process.
pub(crate) trait Reconnect: Clone {
    fn reconnected(&self) -> Result<Self, Error>;
}

/// A client, and the process whose connections it has.
pub(crate) struct Connection<C>(Mutex<(u32, C)>);

impl<C: Reconnect> Connection<C> {
    pub(crate) fn new(client: C) -> Self {
        Self(Mutex::new((std::process::id(), client)))
    }

    /// The client of this process: after a fork the parent's connections are not ours to use or to close.
    pub(crate) fn client(&self, py: Python<'_>) -> PyResult<C> {
        self.of_this_process().map_err(|error| exception(py, error))
    }

    /// No Python code runs while the mutex is held, so with an interpreter lock no fork can find it locked.
    fn of_this_process(&self) -> Result<C, Error> {
        let mut owned = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let process = std::process::id();
        if owned.0 != process {
            let client = owned.1.reconnected()?;
            std::mem::forget(std::mem::replace(&mut *owned, (process, client)));
        }
        Ok(owned.1.clone())
    }
}
