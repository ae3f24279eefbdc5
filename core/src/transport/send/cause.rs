//! What stands behind an error: the libraries wrap the facts in layers that only say "error sending".

use std::error::Error as StdError;

use super::{SendError, Stage};

/// Sorts an error by how far the exchange came; `is_connect` says that there was no connection yet.
pub(super) fn broken(error: &(dyn StdError + 'static), is_connect: bool) -> SendError {
    let stage = if !is_connect {
        Stage::Broken
    } else if find_cause::<rustls::Error>(error) {
        Stage::Distrusted
    } else {
        Stage::NoConnection
    };
    SendError { stage, reason: innermost_reason(error), source: system_error(error) }
}

/// The text of the deepest cause, where the facts are ("connection refused"), with the one above it.
fn innermost_reason(error: &(dyn StdError + 'static)) -> String {
    let mut texts = Vec::new();
    let mut next = Some(error);
    while let Some(cause) = next {
        texts.push(cause.to_string());
        next = cause_of(cause);
    }
    texts.dedup();
    let depth = texts.len();
    let mut last = texts.split_off(depth.saturating_sub(2));
    last.dedup();
    last.join(": ")
}

/// The operating system's error among the causes; others of that type may wrap what came from outside.
fn system_error(error: &(dyn StdError + 'static)) -> Option<std::io::Error> {
    let causes = std::iter::successors(Some(error), |cause| cause_of(*cause));
    let mut codes = causes.filter_map(|cause| cause.downcast_ref::<std::io::Error>()?.raw_os_error());
    codes.next().map(std::io::Error::from_raw_os_error)
}

fn find_cause<T: StdError + 'static>(error: &(dyn StdError + 'static)) -> bool {
    let mut next = Some(error);
    while let Some(cause) = next {
        if cause.is::<T>() {
            return true;
        }
        next = cause_of(cause);
    }
    false
}

/// Like `source`, but also opens `io::Error`, whose `source` skips the error it wraps.
fn cause_of<'a>(error: &'a (dyn StdError + 'static)) -> Option<&'a (dyn StdError + 'static)> {
    if let Some(inner) = error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref) {
        return Some(inner);
    }
    error.source()
}
