//! The client, with each operation in two forms: blocking, and as an awaitable.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use pyo3::prelude::*;
use registry_tokens::{Call, IonosClient, IonosClientBuilder};

use crate::error::exception;
use crate::runtime;
use crate::secret::Secret;
use crate::value::ToPython;

/// What the Python layer's clients hold.
#[pyclass(frozen, module = "registry_tokens._native")]
pub(crate) struct NativeClient {
    builder: IonosClientBuilder,
    client: Mutex<Owned>,
}

/// A client and the process whose connections it has.
struct Owned {
    process: u32,
    client: IonosClient,
}

impl NativeClient {
    /// The client of this process: after a fork the parent's connections are not ours to use or to close.
    fn client(&self) -> PyResult<IonosClient> {
        let mut owned = self.client.lock().unwrap_or_else(PoisonError::into_inner);
        let process = std::process::id();
        if owned.process != process {
            let client = self.builder.clone().build().map_err(exception)?;
            std::mem::forget(std::mem::replace(&mut *owned, Owned { process, client }));
        }
        Ok(owned.client.clone())
    }

    fn run<T>(&self, py: Python<'_>, call: impl FnOnce(&IonosClient) -> Call<T>) -> PyResult<Py<PyAny>>
    where
        T: ToPython + Send + 'static,
    {
        let future = call(&self.client()?).into_future();
        let value = runtime::block_on(py, future)?.map_err(exception)?;
        Ok(value.to_python(py)?.unbind())
    }

    fn start<'py, T>(
        &self,
        py: Python<'py>,
        call: impl FnOnce(&IonosClient) -> Call<T>,
    ) -> PyResult<Bound<'py, PyAny>>
    where
        T: ToPython + Send + 'static,
    {
        let future = call(&self.client()?).into_future();
        runtime::awaitable(py, async move {
            let value = future.await.map_err(exception)?;
            Python::attach(|py| Ok(value.to_python(py)?.unbind()))
        })
    }
}

#[pymethods]
impl NativeClient {
    #[new]
    #[pyo3(signature = (*, token, base_url, load_environment, max_retries, first_wait))]
    fn new(
        token: Option<PyRef<'_, Secret>>,
        base_url: Option<String>,
        load_environment: bool,
        max_retries: Option<u32>,
        first_wait: Option<Duration>,
    ) -> PyResult<Self> {
        let mut builder = IonosClient::builder().language("python").load_environment(load_environment);
        if let Some(token) = token {
            builder = builder.token(token.0.clone());
        }
        if let Some(url) = base_url {
            builder = builder.base_url(url);
        }
        if let Some(retries) = max_retries {
            builder = builder.max_retries(retries);
        }
        if let Some(wait) = first_wait {
            builder = builder.first_wait(wait);
        }
        let client = builder.clone().build().map_err(exception)?;
        Ok(Self { builder, client: Mutex::new(Owned { process: std::process::id(), client }) })
    }

    fn tokens_get(&self, py: Python<'_>, registry_id: String, token_id: String) -> PyResult<Py<PyAny>> {
        self.run(py, |client| client.tokens().get(registry_id, token_id))
    }

    fn tokens_get_async<'py>(
        &self,
        py: Python<'py>,
        registry_id: String,
        token_id: String,
    ) -> PyResult<Bound<'py, PyAny>> {
        self.start(py, |client| client.tokens().get(registry_id, token_id))
    }

    fn close(&self) -> PyResult<()> {
        self.client()?.close();
        Ok(())
    }
}
