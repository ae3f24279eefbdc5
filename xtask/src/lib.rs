#![forbid(unsafe_code)]
//! The generator: reads the core's source, where models and operations are defined once, and writes what every binding
//! would otherwise repeat by hand.
//!
//! The Rust half of a binding is written by its `build.rs` into `OUT_DIR` ([`build_script`]), so it can never be stale
//! and `cargo build` works on a fresh clone. The other half (stubs, constants, declarations) is written by
//! `cargo xtask generate` into folders named `generated`, which git ignores.

mod error;
mod flat;
mod ir;
mod languages;
mod read;
mod surface;
mod view;
mod write;

pub use error::Error;
pub use ir::{
    Argument, Client, Constructor, ErrorKind, Field, Gives, KnownWord, Method, Model, ModelMethod, Operation,
    Parameter, Resource, Setting, Surface, Type, Word,
};
pub use languages::Language;
pub use read::read_core;
pub use surface::{check_surface, surface_json, write_surface};
pub use write::{build_script, generate};
