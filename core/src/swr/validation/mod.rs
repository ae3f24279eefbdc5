//! What is refused before anything is sent: what the service documents as its rules.

mod basic;
mod enterprise;
mod names;

pub(crate) use basic::*;
pub(crate) use enterprise::*;
pub(crate) use names::{NAMESPACE, REPOSITORY, namespace, path_name, repository};

use crate::error::Error;

type Checked = Result<(), Error>;

fn require(operation: &'static str, holds: bool, rule: impl Into<String>) -> Checked {
    if holds { Ok(()) } else { Err(Error::invalid_argument(operation, rule)) }
}

/// Checks how many items a page is to hold.
pub(crate) fn limit(operation: &'static str, limit: u64, largest: u64) -> Checked {
    let rule = match largest {
        u64::MAX => "limit (page_size) must be at least 1".to_owned(),
        _ => format!("limit (page_size) must be 1 to {largest}"),
    };
    require(operation, (1..=largest).contains(&limit), rule)
}
