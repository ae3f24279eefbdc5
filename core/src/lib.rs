#![forbid(unsafe_code)]
#![deny(clippy::print_stdout, clippy::print_stderr)]
#![doc = include_str!("../README.md")]
//!
//! # Calls
//!
//! Every operation gives a [`Call`]: await it, or first change the options of this one call.
//!
//! ```
//! # use registry_tokens_emulator::{Emulator, Options};
//! # let emulator = Emulator::start_blocking(Options::default())?;
//! # let (token, url, registry) = (emulator.world().token(), emulator.url(), emulator.world().registry_id());
//! # tokio::runtime::Runtime::new()?.block_on(async {
//! use std::time::Duration;
//! use registry_tokens::{ErrorKind, IonosClient, NewToken, Scope, TokenUpdate};
//!
//! let client = IonosClient::builder().token(token).base_url(url).timeout(Duration::from_secs(30)).build()?;
//! let tokens = client.tokens();
//! let wanted = NewToken::new("nightly").scope(Scope::repository("team/app", ["pull", "push"]));
//! let response = tokens.create(&registry, wanted).max_retries(0).with_response().await?;
//! assert_eq!(response.http_status(), 201);
//! let issued = response.value;
//!
//! // What is not mentioned stays as it is; `clear_...` sends null.
//! let change = TokenUpdate::new().status("disabled").clear_expiry_date();
//! let token = tokens.update(&registry, issued.token.id, change).await?;
//! assert_eq!(token.status.as_ref().map(|status| status.as_str()), Some("disabled"));
//!
//! tokens.delete(&registry, token.id).await?;
//! let error = tokens.get(&registry, token.id).await.unwrap_err();
//! assert_eq!(error.kind(), ErrorKind::NotFound);
//! # Ok::<(), registry_tokens::Error>(())
//! # })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Lists
//!
//! A list gives a [`Pager`]: a stream of its items, or of its [`pages`](Pager::pages), or [`all`](Pager::all) at once.
//! The blocking client's are iterators.
//!
//! ```
//! # use registry_tokens_emulator::{Emulator, Options};
//! # let emulator = Emulator::start_blocking(Options::default())?;
//! # let (token, url, registry) = (emulator.world().token(), emulator.url(), emulator.world().registry_id());
//! # emulator.world().seed(serde_json::json!({"tokens": 250}))?;
//! use registry_tokens::blocking::IonosClient;
//!
//! let client = IonosClient::builder().token(token).base_url(url).build_blocking()?;
//! let mut names = Vec::new();
//! for token in client.tokens().list(&registry).page_size(50) {
//!     names.push(token?.name);
//! }
//! assert_eq!(names.len(), 250);
//! assert_eq!(client.tokens().list(&registry).all()?.len(), 250);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Two services
//!
//! [`SwrClient`] is the same for Huawei Cloud SWR: other resources and credentials, and all else alike.
//!
//! ```
//! # use registry_tokens_emulator::{Emulator, Options};
//! # let emulator = Emulator::start_blocking(Options::default())?;
//! # let world = emulator.world();
//! # let (access_key, secret_key, endpoint) = (world.swr_access_key(), world.swr_secret_key(), world.swr_url());
//! # let (project, instance) = (world.swr_project_id(), world.swr_instance_id());
//! # tokio::runtime::Runtime::new()?.block_on(async {
//! use registry_tokens::SwrClient;
//!
//! let client = SwrClient::builder()
//!     .access_key(access_key)
//!     .secret_key(secret_key)
//!     .project_id(project)
//!     .endpoint(endpoint)
//!     .build()?;
//! let credentials = client.long_term_credentials();
//! let issued = credentials.create(instance, "ci-push").await?;
//! assert!(!issued.credentials.password.is_empty());
//! credentials.disable(instance, issued.token_id).await?;
//! # Ok::<(), registry_tokens::Error>(())
//! # })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Seeing what happens
//!
//! [`on_event`](IonosClientBuilder::on_event) is called with each attempt of each call; [`tracing_observer`] is a ready one.

#[doc(hidden)]
pub mod binding;
pub mod blocking;
mod call;
mod client;
mod credential_files;
mod environment;
mod error;
mod id;
pub mod ionos;
mod json;
pub mod models;
mod one_line;
mod pagination;
mod patch;
mod rotation;
mod secret;
mod spelling;
pub mod swr;
mod transport;
mod word;

#[cfg(any(test, feature = "fuzzing"))]
#[doc(hidden)]
pub mod fuzzing;

pub use call::{Call, Deletion, Response};
pub use client::ClientBuilder;
pub use error::{Error, ErrorDetail, ErrorKind};
pub use id::ResourceId;
pub use ionos::{AccountCredentials, IonosClient, IonosClientBuilder};
pub use models::{
    Credentials, IssuedToken, NewToken, PageQuery, ReplacedToken, Scope, Token, TokenPage, TokenUpdate,
};
pub use pagination::{Page, Pager, Pages};
pub use patch::Patch;
pub use rotation::{
    ExpiringRotation, FinishRotation, ListExpiring, OnDeployError, Rotatable, Rotate, RotateError,
    RotateExpiring, RotationProgress, RotationResult, RotationStep,
};
pub use secret::Secret;
pub use swr::{SwrClient, SwrClientBuilder, SwrCredentials};
pub use transport::{
    Effect, Event, NameRule, Operation, Paging, PathParameter, PathRule, Proxy, defaults, tracing_observer,
};

/// A moment in time, with its offset gone: two of them are equal when they are the same instant.
pub type Timestamp = chrono::DateTime<chrono::Utc>;
