//! Replacing what opens a registry by a new one, without a moment in which nothing works.
//!
//! Forward only: a rotation that is killed anywhere leaves at most one more successor behind, whose name says so, and the next
//! rotation retires it. Nothing is remembered but what the service knows: names, expiry dates, and when something was changed.

mod begin;
mod call;
mod due;
mod finish;
mod name;
pub(crate) mod options;
mod progress;
mod rotatable;
pub(crate) mod rotate;
mod rotate_expiring;
mod service;
mod shared_list;

pub use call::{FinishRotation, ListExpiring};
pub use progress::{OnDeployError, RotateError, RotationProgress, RotationResult, RotationStep};
pub use rotatable::Rotatable;
pub use rotate::Rotate;
pub use rotate_expiring::{ExpiringRotation, RotateExpiring};

pub(crate) use begin::issue;
pub(crate) use due::{Family, current, due};
pub(crate) use finish::{check_ids, check_path, finish, incomplete, undone};
pub(crate) use rotate_expiring::{CONCURRENCY, due as list_due};
pub(crate) use service::{Known, Retired, Rotated};
pub(crate) use shared_list::{SharedList, SharedLists};

/// What the names of an item, and of all that it replaces and is replaced by, begin with.
pub(crate) fn base_name(name: &str, longest: usize) -> String {
    name::base(name, longest).to_owned()
}
