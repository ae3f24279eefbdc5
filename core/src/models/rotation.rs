//! How the old one goes when a token, or a long-term credential, was replaced by a new one.

use serde::{Deserialize, Serialize};

use super::api_json;
use crate::Timestamp;
use crate::word::open_word;

open_word! {
    /// What becomes of the old one when its successor is in place.
    Retire {
        /// It goes on working for a while, so that whoever has not yet loaded the new one keeps working, and is then deleted by the
        /// service. Not with SWR, which knows no expiry of a long-term credential.
        EXPIRE = "expire",
        /// It is deleted at once: only where nobody uses it any more.
        DELETE = "delete",
        /// It is disabled at once, and can be enabled again.
        DISABLE = "disable",
        /// It stays as it is.
        KEEP = "keep",
    }
}

open_word! {
    /// What became of the old one.
    RetireOutcome {
        /// It goes on working until its expiry date.
        EXPIRING = "expiring",
        /// It is deleted.
        DELETED = "deleted",
        /// It is disabled.
        DISABLED = "disabled",
        /// It stays as it was, as asked for.
        KEPT = "kept",
        /// It was not there any more.
        GONE = "gone",
        /// It could not be retired and may be as it was: `failure` says why. The next rotation tries again.
        FAILED = "failed",
    }
}

/// What became of the old one, and of what earlier rotations of it left behind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Retirement {
    /// What became of the old one.
    pub old_outcome: RetireOutcome,
    /// When the service deletes it; none: never, not known, or it is gone.
    pub old_expiry_date: Option<Timestamp>,
    /// Why the old one could not be retired: the text of the error.
    pub failure: Option<String>,
    /// Further successors of the old one, issued by rotations that were not finished, or that were before this one: retired
    /// in the same way.
    pub leftovers: Vec<Leftover>,
}

/// A successor that an earlier rotation left behind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Leftover {
    /// Its id, as text.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What became of it.
    pub outcome: RetireOutcome,
    /// Why it could not be retired: the text of the error.
    pub failure: Option<String>,
}

api_json!(Leftover, Retirement);
