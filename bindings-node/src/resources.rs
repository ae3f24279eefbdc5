//! The clients that the TypeScript layer's ones hold, and their resources, written by `build.rs`: a method reads its arguments
//! and gives a promise of its answer.

use std::sync::Arc;

use napi::bindgen_prelude::{ClassInstance, Function, Unknown};
use napi::{Env, Result};
use napi_derive::napi;
use registry_tokens::{binding, models as core};

use crate::argument::Arguments;
use crate::call::{Begun, Cancel};
use crate::credentials;
use crate::environment::Surroundings;
use crate::error;
use crate::event::{EventFields, observer};
use crate::from_js::Bytes;
use crate::inbox::{Deliver, Inbox};
use crate::pager::NativePager;

/// The operation that errors of a client's own name.
const BUILD: &str = "client.build";

include!(concat!(env!("OUT_DIR"), "/resources.rs"));
