//! A value with the details of the answer it came in.

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyType};
use registry_tokens::Response;

use crate::value::{ToPython, headers};

/// A value and the answer it came in. Where a call takes several requests (`find`), the details are those of the last.
#[pyclass(frozen, name = "Response", module = "registry_tokens")]
pub(crate) struct PyResponse {
    value: Py<PyAny>,
    details: Response<()>,
}

impl PyResponse {
    pub(crate) fn new(value: Py<PyAny>, details: Response<()>) -> Self {
        Self { value, details }
    }
}

#[pymethods]
impl PyResponse {
    /// What the call gives.
    #[getter]
    fn get_value(&self, py: Python<'_>) -> Py<PyAny> {
        self.value.clone_ref(py)
    }

    /// The HTTP status.
    #[getter]
    fn get_http_status(&self) -> u16 {
        self.details.http_status()
    }

    /// The headers that are of use to a caller, names in lower case: request id, date, retry-after, rate limits,
    /// content-range, location.
    #[getter]
    fn get_headers<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        headers(py, self.details.headers())
    }

    /// The id to quote to the service's support.
    #[getter]
    fn get_request_id(&self) -> Option<&str> {
        self.details.request_id()
    }

    /// How many requests it took.
    #[getter]
    fn get_attempts(&self) -> u32 {
        self.details.attempts()
    }

    /// How long it took, waits included.
    #[getter]
    fn get_elapsed<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.details.elapsed().to_python(py)
    }

    /// The raw body, decompressed. That of an answer that issues a token holds its password in clear.
    fn body<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, self.details.body())
    }

    #[classattr]
    fn __match_args__() -> (&'static str, &'static str) {
        ("value", "http_status")
    }

    /// `Response[Token]` in annotations.
    #[classmethod]
    fn __class_getitem__<'py>(class: &Bound<'py, PyType>, _item: &Bound<'py, PyAny>) -> Bound<'py, PyType> {
        class.clone()
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let value = self.value.bind(py).repr()?;
        let (status, attempts) = (self.details.http_status(), self.details.attempts());
        Ok(format!("Response(value={value}, http_status={status}, attempts={attempts})"))
    }
}
