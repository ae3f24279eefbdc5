//! The resources of each client, written by `build.rs`: a method reads its arguments and gives a call of the core.

use pyo3::gc::{PyTraverseError, PyVisit};
use pyo3::prelude::*;
use pyo3::types::PyDict;
use registry_tokens::models as core;

use crate::argument::{Arguments, Bytes};
use crate::call::NativeCall;
use crate::client::NativeIonosClient;
use crate::pager::NativePager;

include!(concat!(env!("OUT_DIR"), "/resources.rs"));
