//! What the clients of all services are made of: the options that every one of them has, how those become the settings of a
//! transport, and the link to a service.

mod builder;
mod link;
mod settings;

pub use builder::ClientBuilder;
pub(crate) use link::Link;
#[cfg(test)]
pub(crate) use settings::Limits;
pub(crate) use settings::{BaseUrl, Surroundings};
