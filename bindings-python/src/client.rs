//! The clients that the Python layer's ones hold.

use std::sync::Arc;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use registry_tokens::ionos::AccountCredentials;
use registry_tokens::{IonosClient, Secret};

use crate::argument::Arguments;
use crate::connection::Connection;
use crate::error::exception;
use crate::resources::{Registries, Tokens, ionos_client_options};

/// The operation that errors of a client's own name.
const BUILD: Arguments = Arguments("client.build");

#[pyclass(frozen, name = "IonosClient", module = "registry_tokens._native")]
pub(crate) struct NativeIonosClient(Arc<Connection<IonosClient>>);

#[pymethods]
impl NativeIonosClient {
    #[new]
    #[pyo3(signature = (options, /))]
    fn new(py: Python<'_>, options: &Bound<'_, PyDict>) -> PyResult<Self> {
        let builder = ionos_client_options(IonosClient::builder().language("python"), BUILD, options)?;
        // Certificates are read from the disk.
        let client = py.detach(|| builder.build()).map_err(|error| exception(py, error))?;
        Ok(Self(Arc::new(Connection::new(client))))
    }

    #[getter]
    fn get_tokens(&self) -> Tokens {
        Tokens(Arc::clone(&self.0))
    }

    #[getter]
    fn get_registries(&self) -> Registries {
        Registries(Arc::clone(&self.0))
    }

    fn set_credentials(
        &self,
        py: Python<'_>,
        token: &Bound<'_, PyAny>,
        username: &Bound<'_, PyAny>,
        password: &Bound<'_, PyAny>,
    ) -> PyResult<()> {
        let token: Option<Secret> = BUILD.read("token", token)?;
        let username: Option<String> = BUILD.read("username", username)?;
        let password: Option<Secret> = BUILD.read("password", password)?;
        let credentials = match (token, username, password) {
            (Some(token), None, None) => AccountCredentials::token(token),
            (None, Some(username), Some(password)) => AccountCredentials::basic(username, password),
            _ => return Err(PyTypeError::new_err("give either token, or username and password")),
        };
        self.0.client(py)?.set_credentials(credentials).map_err(|error| exception(py, error))
    }

    fn close(&self, py: Python<'_>) -> PyResult<()> {
        self.0.client(py)?.close();
        Ok(())
    }
}
