//! The models as records, written by `build.rs`.
//!
//! Mirrors, not uniffi's `remote` records: those build the foreign struct field by field, which `#[non_exhaustive]`
//! forbids outside the core.

use registry_tokens::models as core;

use crate::answer::NativeAnswer;
use crate::argument::{Arguments, Given, Misfit};
use crate::error::NativeError;
use crate::resources::*;
use crate::secret::HeldSecret;
use crate::value::{Mirror, NativeTime, TooLarge};

include!(concat!(env!("OUT_DIR"), "/models.rs"));
