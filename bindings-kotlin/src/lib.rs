#![deny(unsafe_code)]
#![expect(clippy::result_large_err, reason = "an error that crosses uniffi cannot be a box")]
//! The native half of the Kotlin and Swift packages: converts in, calls the core, converts out. The classes that users
//! make and catch are written in those languages.

mod answer;
mod argument;
mod call;
mod client;
mod credentials;
mod error;
mod event;
mod models;
mod packed;
mod pager;
mod resources;
mod secret;
mod value;

uniffi::setup_scaffolding!("registry_tokens");
