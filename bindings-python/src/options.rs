//! What a caller gave a client, out of sight.

use pyo3::prelude::*;
use pyo3::types::PyDict;

/// Arguments by name. The frames of our Python code hold this and not the values: error reports show the local variables of
/// each frame, and among the values are credentials.
#[pyclass(frozen, module = "registry_tokens._native")]
pub(crate) struct Options(pub(crate) Py<PyDict>);

#[pymethods]
impl Options {
    #[new]
    #[pyo3(signature = (given, /))]
    fn new(given: Py<PyDict>) -> Self {
        Self(given)
    }
}
