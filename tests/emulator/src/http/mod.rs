//! HTTP/1.1 at the level of bytes.
//!
//! A finished server library refuses to do what this one is for: break off in the middle of a body, state a wrong
//! length, reset the connection, notice a client that gives up while its answer is being prepared.

mod body;
pub(crate) mod connection;
mod parser;
pub(crate) mod response;
pub(crate) mod stream;

pub use body::ChunkedDecoder;
pub use parser::{Framing, Head, Headers, MAX_BODY, MAX_HEAD, Refused, framing, parse_head};
