#![deny(unsafe_code)]
#![cfg_attr(test, allow(dead_code, reason = "napi registers nothing in a test build"))]
//! The native half of the Node package: converts in, calls the core, converts out. The classes that users make and
//! catch are written in TypeScript, in `ts`.

mod answer;
mod argument;
mod call;
mod credentials;
mod environment;
mod error;
mod event;
mod from_js;
mod inbox;
mod models;
mod pager;
mod resources;
mod runtime;
mod secret;
mod value;

/// The version of this half: the other one takes no other.
#[napi_derive::napi(catch_unwind)]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
