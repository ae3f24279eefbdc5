#![deny(unsafe_code)]
#![expect(clippy::result_large_err, reason = "an error that crosses uniffi cannot be a box")]
//! The native half of the Kotlin and Swift packages: converts in, calls the core, converts out. The classes that users
//! make and catch are written in those languages.

mod client;
mod error;
mod models;
mod secret;
mod value;

uniffi::setup_scaffolding!("registry_tokens");
