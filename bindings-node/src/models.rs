//! The models on their way into JavaScript and out of it, written by `build.rs`.

use napi::Env;
use napi::bindgen_prelude::Unknown;
use registry_tokens::models as core;

use crate::argument::{Fields, FromJs, Misfit};
use crate::value::{TooLarge, Wire, Writer};

include!(concat!(env!("OUT_DIR"), "/models.rs"));
