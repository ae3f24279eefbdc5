//! The resources of each client, written by `build.rs`: a method reads its arguments and gives a call of the core.

use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::PyDict;
use registry_tokens::models as core;

use crate::argument::{Arguments, Bytes, Observer};
use crate::call::NativeCall;
use crate::connection::Connection;
use crate::pager::NativePager;

include!(concat!(env!("OUT_DIR"), "/resources.rs"));
