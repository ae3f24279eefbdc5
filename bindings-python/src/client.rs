//! The clients that the Python layer's ones hold.

use pyo3::exceptions::PyTypeError;
use pyo3::gc::{PyTraverseError, PyVisit};
use pyo3::prelude::*;
use registry_tokens::ionos::AccountCredentials;
use registry_tokens::{IonosClient, Secret};

use crate::argument::Arguments;
use crate::connection::Connection;
use crate::error::exception;
use crate::event::Observer;
use crate::options::Options;
use crate::resources::ionos_client_options;

/// The operation that errors of a client's own name.
const BUILD: Arguments = Arguments("client.build");

#[pyclass(frozen, name = "IonosClient", module = "registry_tokens._native")]
pub(crate) struct NativeIonosClient {
    pub(crate) connection: Connection<IonosClient>,
    observer: Option<Observer>,
}

#[pymethods]
impl NativeIonosClient {
    #[new]
    #[pyo3(signature = (options, /))]
    fn new(py: Python<'_>, options: &Options) -> PyResult<Self> {
        let options = options.0.bind(py);
        let observer: Option<Observer> = BUILD.option(options, "on_event")?;
        let mut builder = ionos_client_options(IonosClient::builder().language("python"), BUILD, options)?;
        if let Some(observer) = &observer {
            builder = builder.on_event(observer.clone().into_fn());
        }
        // Certificates are read from the disk.
        let client = py.detach(|| builder.build()).map_err(|error| exception(py, error))?;
        Ok(Self { connection: Connection::new(client), observer })
    }

    fn set_credentials(&self, py: Python<'_>, options: &Options) -> PyResult<()> {
        let options = options.0.bind(py);
        let token: Option<Secret> = BUILD.option(options, "token")?;
        let username: Option<String> = BUILD.option(options, "username")?;
        let password: Option<Secret> = BUILD.option(options, "password")?;
        let credentials = match (token, username, password) {
            (Some(token), None, None) => AccountCredentials::token(token),
            (None, Some(username), Some(password)) => AccountCredentials::basic(username, password),
            _ => return Err(PyTypeError::new_err("give either token, or username and password")),
        };
        let client = self.connection.client(py)?;
        client.set_credentials(credentials).map_err(|error| exception(py, error))
    }

    fn close(&self, py: Python<'_>) -> PyResult<()> {
        self.connection.client(py)?.close();
        Ok(())
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        self.observer.as_ref().map_or(Ok(()), |observer| observer.traverse(&visit))
    }

    fn __clear__(&self) {
        if let Some(observer) = &self.observer {
            observer.clear();
        }
    }
}
