//! The models as records, written by `build.rs`.
//!
//! Mirrors, not uniffi's `remote` records: those build the foreign struct field by field, which `#[non_exhaustive]`
//! forbids outside the core.

use registry_tokens::models as core;
use uuid::Uuid;

use crate::secret::Secret;
use crate::value::Mirror;

include!(concat!(env!("OUT_DIR"), "/models.rs"));
