//! The models as frozen objects, written by `build.rs`.

use napi::Env;
use napi::bindgen_prelude::{JsObjectValue, JsValue, Object, Unknown};
use registry_tokens::models as core;

use crate::value::{ToJs, Unfit};

include!(concat!(env!("OUT_DIR"), "/models.rs"));
