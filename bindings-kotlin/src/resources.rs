//! The client of each service and its resources, written by `build.rs`: a method reads its arguments and gives what its
//! answer holds.

use std::sync::Arc;

use registry_tokens::models as core;

use crate::answer::NativeAnswer;
use crate::argument::{Arguments, Bytes, Names, NativeCallOptions, NativeProxy};
use crate::call::{Cancel, perform, perform_only};
use crate::client::{BUILD, NativeLanguage};
use crate::credentials::*;
use crate::error::NativeError;
use crate::event::{NativeObserver, observer};
use crate::models::*;
use crate::packed::{Answer, Packed};
use crate::pager::{List, Parts};
use crate::secret::HeldSecret;
use crate::value::NativeTime;

include!(concat!(env!("OUT_DIR"), "/resources.rs"));
