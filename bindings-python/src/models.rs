//! The models as Python classes, written by `build.rs`: read-only, with getters that convert on access.

use pyo3::prelude::*;
use pyo3::types::{PyTuple, PyType};
use registry_tokens::models as core;

use crate::argument::{Arguments, FromPython, Misfit, not_a};
use crate::error::exception;
use crate::part::Part;
use crate::value::{self, ToPython};

include!(concat!(env!("OUT_DIR"), "/models.rs"));
