//! The models on their way into JavaScript and out of it, written by `build.rs`.

use napi::Env;
use napi::bindgen_prelude::{Object, Unknown};
use napi_derive::napi;
use registry_tokens::models as core;

use crate::answer::Answer;
use crate::argument::{Arguments, Fields, FromJs, Misfit};
use crate::call::{finished, start_work};
use crate::value::{TooLarge, Wire, Writer};

include!(concat!(env!("OUT_DIR"), "/models.rs"));
