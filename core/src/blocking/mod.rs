//! The same client for code without a runtime: a facade over the async one, with a runtime of its own.
//!
//! A call inside of an async runtime would stall it, so it gives an error (operation `client.call`) instead of waiting; use
//! [`crate::IonosClient`] there. The threads of `spawn_blocking` cannot be told apart from the others and are refused as well;
//! a thread of your own works.

mod call;
mod facade;
mod ionos;
mod pager;
mod rotation;
mod runtime;
mod swr;

pub use call::{Call, Deletion};
pub use ionos::{IonosClient, Registries, Tokens, WaitUntilRunning};
pub use pager::{Pager, Pages};
pub use rotation::{FinishRotation, ListExpiring, Rotate, RotateExpiring};
pub use swr::{
    Login, LongTermCredentials, NamespacePermissions, Namespaces, Quotas, Repositories,
    RepositoryPermissions, RetentionRules, SwrClient, SyncTasks, TargetRegistries, TemporaryCredentials,
    Triggers,
};
