//! A call that is ready to be made, blocking or as an awaitable, whatever its type is in Rust.

use std::sync::{Mutex, PoisonError};

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::types::PyType;
use registry_tokens::{Error, Response, binding};

use crate::awaitable::start;
use crate::error::exception;
use crate::response::PyResponse;
use crate::value::{AnyValue, ToPython};
use crate::waiting::wait;

type Made = Result<Response<AnyValue>, Error>;

/// What a method of a native resource gives. It can be made once.
#[pyclass(frozen, name = "Call", module = "registry_tokens._native")]
pub(crate) struct NativeCall {
    call: Mutex<Option<BoxFuture<'static, Made>>>,
}

impl NativeCall {
    /// A call of an operation; nothing is sent before it is made.
    pub(crate) fn new<C>(operation: &'static str, call: C) -> Self
    where
        C: binding::Ready + Send + 'static,
        C::Value: ToPython + Send + Sync + 'static,
    {
        let made =
            call.respond().map(|made| made.map(|response| response.map(|value| Box::new(value) as AnyValue)));
        Self { call: Mutex::new(Some(binding::without_panic(operation, made).boxed())) }
    }

    fn take(&self) -> PyResult<BoxFuture<'static, Made>> {
        let mut call = self.call.lock().unwrap_or_else(PoisonError::into_inner);
        call.take().ok_or_else(|| PyRuntimeError::new_err("this call was made before"))
    }
}

fn value(py: Python<'_>, made: Made) -> PyResult<Py<PyAny>> {
    let response = made.map_err(|error| exception(py, error))?;
    Ok(response.value.give_boxed(py)?.unbind())
}

fn response(py: Python<'_>, made: Made) -> PyResult<Py<PyAny>> {
    let mut made = made.map_err(|error| exception(py, error))?.map(Some);
    let value = match made.value.take() {
        Some(value) => value.give_boxed(py)?.unbind(),
        None => py.None(),
    };
    Ok(Py::new(py, PyResponse::new(value, made.map(drop)))?.into_any())
}

#[pymethods]
impl NativeCall {
    fn wait(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        value(py, wait(py, self.take()?)?)
    }

    fn wait_response(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        response(py, wait(py, self.take()?)?)
    }

    fn start<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        start(py, self.take()?, value)
    }

    fn start_response<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        start(py, self.take()?, response)
    }

    #[classmethod]
    fn __class_getitem__<'py>(class: &Bound<'py, PyType>, _item: &Bound<'py, PyAny>) -> Bound<'py, PyType> {
        class.clone()
    }
}

/// A call that panics, so that a test can see what becomes of that.
#[pyfunction]
#[allow(clippy::panic, reason = "that is what it is for")]
pub(crate) fn _panic_for_tests() -> NativeCall {
    let boom = async { std::panic::panic_any("a panic on purpose") };
    NativeCall { call: Mutex::new(Some(binding::without_panic("tokens.create", boom).boxed())) }
}
