//! The only way a request leaves this library: authorisation, deadline, retries, budget, events, size cap, redaction.
//! It knows no provider; what differs between providers comes in through [`Provider`].

mod budget;
pub mod defaults;
mod events;
mod failure;
mod headers;
mod journal;
mod operation;
mod path;
mod pipeline;
mod provider;
mod proxy;
mod request;
mod retry;
mod send;
mod settings;
mod tls;

#[cfg(test)]
mod tests;

pub(crate) use events::Observer;
pub use events::{Event, tracing_observer};
pub use operation::{Effect, NameRule, Operation, Paging, PathParameter, PathRule};
pub use proxy::Proxy;

pub(crate) use failure::{Answer, Unreadable, clean};
pub(crate) use headers::text_value;
pub(crate) use path::{fill, is_id};
pub(crate) use pipeline::{Transport, end_of};
pub(crate) use provider::{Provider, Refusal, kind_of_status};
pub(crate) use proxy::{ChosenProxy, Lookup, is_loopback};
pub(crate) use request::{CallOptions, Request};
pub(crate) use send::sender;
pub(crate) use settings::Settings;
pub(crate) use tls::{RootPlaces, Trust, read_pem, read_pin};

#[cfg(any(test, feature = "fuzzing"))]
pub(crate) use retry::parse_retry_after;
