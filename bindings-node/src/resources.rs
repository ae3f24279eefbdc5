//! The resources of each client, written by `build.rs`: a method reads its arguments and gives a promise of its answer.

use napi::bindgen_prelude::{ClassInstance, PromiseRaw, Unknown};
use napi::{Env, Result};
use napi_derive::napi;
use registry_tokens::models as core;

use crate::answer::Answer;
use crate::argument::Arguments;
use crate::call::{Cancel, start};
use crate::client::NativeIonosClient;
use crate::from_js::Bytes;
use crate::pager::NativePager;

include!(concat!(env!("OUT_DIR"), "/resources.rs"));
