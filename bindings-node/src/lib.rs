#![deny(unsafe_code)]
#![cfg_attr(test, allow(dead_code, reason = "napi registers nothing in a test build"))]
//! The native half of the Node package: converts in, calls the core, converts out. The classes that users make and
//! catch are written in JavaScript, in `lib`.

mod client;
mod error;
mod models;
mod secret;
mod value;
