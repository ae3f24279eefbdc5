#![deny(unsafe_code)]
//! The native half of the Python package: converts in, calls the core, converts out. The classes that users make and
//! catch are written in Python, one folder further.

mod argument;
mod awaitable;
mod call;
mod connection;
mod credentials;
mod error;
mod event;
mod interpreter;
mod models;
mod options;
mod pager;
mod part;
mod resources;
mod response;
mod runtime;
mod secret;
mod value;
mod waiting;

use pyo3::prelude::*;

/// The module `registry_tokens._native`, private to the package.
#[pymodule(gil_used = false)]
fn _native(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add_class::<call::NativeCall>()?;
    module.add_class::<error::FailedAnswer>()?;
    module.add_class::<options::Options>()?;
    module.add_class::<pager::NativePager>()?;
    module.add_class::<pager::NativeStream>()?;
    module.add_class::<response::PyResponse>()?;
    module.add_class::<secret::Secret>()?;
    module.add_function(wrap_pyfunction!(runtime::shut_down, module)?)?;
    module.add_function(wrap_pyfunction!(event::report_unraisable, module)?)?;
    module.add_function(wrap_pyfunction!(call::_panic_for_tests, module)?)?;
    models::register(module)?;
    resources::register(module)
}
