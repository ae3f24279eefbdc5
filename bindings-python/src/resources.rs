//! The clients that the Python layer's ones hold, and their resources, written by `build.rs`: a method reads its arguments
//! and gives a call of the core.

use pyo3::gc::{PyTraverseError, PyVisit};
use pyo3::prelude::*;
use registry_tokens::{binding, models as core};

use crate::argument::{Arguments, Bytes};
use crate::call::NativeCall;
use crate::connection::{Connection, Reconnect};
use crate::credentials;
use crate::error::exception;
use crate::event::Observer;
use crate::options::Options;
use crate::pager::NativePager;

/// The operation that errors of a client's own name.
const BUILD: Arguments = Arguments("client.build");

include!(concat!(env!("OUT_DIR"), "/resources.rs"));
