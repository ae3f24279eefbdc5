//! A text that shows itself only when asked.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;

use crate::argument::Arguments;

/// A password or token. `str()` and `repr()` show `[redacted]`; the value itself comes only from `reveal()`.
#[pyclass(frozen, eq, name = "Secret", module = "registry_tokens")]
#[derive(PartialEq)]
pub(crate) struct Secret(pub(crate) registry_tokens::Secret);

#[pymethods]
impl Secret {
    #[new]
    #[pyo3(signature = (value, /))]
    fn new(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        Arguments("Secret").read("value", value).map(Self)
    }

    /// The value in clear.
    fn reveal(&self) -> &str {
        self.0.reveal()
    }

    fn __repr__(&self) -> String {
        format!("Secret('{}')", self.0)
    }

    fn __str__(&self) -> String {
        self.0.to_string()
    }

    fn __copy__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __deepcopy__(slf: Py<Self>, _memo: &Bound<'_, PyAny>) -> Py<Self> {
        slf
    }

    fn __reduce__(&self) -> PyResult<()> {
        Err(PyTypeError::new_err("a Secret is not pickled; call reveal() and store the value on purpose"))
    }
}
