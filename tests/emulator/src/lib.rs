#![forbid(unsafe_code)]
#![deny(clippy::print_stdout, clippy::print_stderr)]
//! A faithful, stateful stand-in for the IONOS Container Registry API and Huawei Cloud SWR, over real HTTP/1.1 and TLS.
//!
//! It enforces what the service enforces, remembers what it is told, and can be made to fail in every way a network
//! can. It shares no code with the client it judges. The README beside this crate compares it with the service point
//! by point and describes the control plane for tests in other languages; this library does the same in process.
//!
//! ```
//! use registry_tokens_emulator::{Emulator, Options, Wait};
//! use serde_json::json;
//!
//! let emulator = Emulator::start_blocking(Options::default())?;
//! let world = emulator.session();
//! world.seed(json!({"tokens": 3}))?;
//! world.faults(json!({"method": "GET", "action": {"close": "reset"}}))?;
//! // ... a client is pointed at world.url() with world.token(), its first GET is reset ...
//! # use std::io::Write as _;
//! # let origin = world.url();
//! # let host = origin.strip_prefix("http://").unwrap().split('/').next().unwrap();
//! # let path = &origin["http://".len() + host.len()..];
//! # let mut client = std::net::TcpStream::connect(host)?;
//! # write!(client, "GET {path}/registries HTTP/1.1\r\nhost: h\r\n\r\n")?;
//! world.wait_blocking(Wait::arrived(1).and_in_flight(0))?;
//! assert_eq!(world.requests()[0].ended, registry_tokens_emulator::Ended::Fault);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod addresses;
mod api;
mod clock;
mod control;
mod delivery;
mod emulator;
mod faults;
mod handle;
pub mod http;
mod hub;
mod options;
mod proxy;
mod registry_token;
mod requests;
mod script;
mod serve;
mod service;
mod signature;
mod swr_handle;
mod tls;
mod wait;
mod world;

pub use api::Api;
pub use emulator::Emulator;
pub use handle::{ControlError, Script, World};
pub use options::{Options, StartError};
pub use proxy::ProxyRequest;
pub use requests::{Counts, Ended, RecordedRequest};
pub use script::ScriptReport;
pub use tls::{Leaf, TlsError};
pub use wait::{Wait, WaitedInVain};
