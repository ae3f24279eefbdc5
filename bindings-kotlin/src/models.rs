//! The models as records, written by `build.rs`: what the other languages read, and give where a caller makes one.
//!
//! Not uniffi's `remote` records: those build the foreign struct field by field, which `#[non_exhaustive]` forbids outside
//! the core. What goes out never is one of them (`packed.rs`); they declare what it is.

use registry_tokens::models as core;

use crate::answer::NativeAnswer;
use crate::argument::{Arguments, Given, Misfit};
use crate::error::NativeError;
use crate::packed::{Buffer, Packed};
use crate::resources::*;
use crate::secret::HeldSecret;
use crate::value::{Mirror, NativeTime, TooLarge, write};

include!(concat!(env!("OUT_DIR"), "/models.rs"));
