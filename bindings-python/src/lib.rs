#![deny(unsafe_code)]
//! The native half of the Python package: converts in, calls the core, converts out. The classes that users make and
//! catch are written in Python, one folder further.

mod client;
mod error;
mod models;
mod runtime;
mod secret;
mod value;

use pyo3::prelude::*;

/// The module `registry_tokens._native`, private to the package.
#[pymodule]
fn _native(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add_class::<client::NativeClient>()?;
    module.add_class::<error::FailedAnswer>()?;
    module.add_class::<secret::Secret>()?;
    module.add_function(wrap_pyfunction!(runtime::shut_down, module)?)?;
    models::register(module)
}
