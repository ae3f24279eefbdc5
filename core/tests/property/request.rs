//! A call with its arguments, and what it is due when nothing goes wrong.

use chrono::{DateTime, Utc};
use registry_tokens::Scope;

use crate::model::Entry;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    pub name: String,
    pub scopes: Option<Vec<Scope>>,
    pub status: Option<String>,
    pub expiry: Option<DateTime<Utc>>,
}

/// A call. For the fields of an update: the outer `Option` is whether it is mentioned, the inner whether it is cleared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Request {
    Items {
        page_size: u64,
    },
    Pages {
        page_size: u64,
    },
    All {
        page_size: u64,
    },
    ListPage {
        offset: u64,
        limit: u64,
        status: Option<String>,
    },
    Get {
        id: String,
    },
    Find {
        name: String,
    },
    Create(Input),
    Replace {
        id: String,
        input: Input,
    },
    Update {
        id: String,
        status: Option<String>,
        scopes: Option<Option<Vec<Scope>>>,
        expiry: Option<Option<DateTime<Utc>>>,
    },
    Delete {
        id: String,
        missing_ok: bool,
    },
}

/// What comes of the call when nothing goes wrong on the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// The client refuses it and sends nothing.
    Refusal,
    /// The service answers with this status.
    Status(u16),
}

/// The rows of the table at the end of a run.
pub const OPERATIONS: [&str; 12] = [
    "list (items)",
    "list.pages",
    "list.all",
    "list_page",
    "get",
    "find",
    "create",
    "replace (existing)",
    "replace (new)",
    "update",
    "delete",
    "delete (missing_ok)",
];

impl Request {
    pub fn operation(&self, truth: &[Entry]) -> &'static str {
        let index = match self {
            Self::Items { .. } => 0,
            Self::Pages { .. } => 1,
            Self::All { .. } => 2,
            Self::ListPage { .. } => 3,
            Self::Get { .. } => 4,
            Self::Find { .. } => 5,
            Self::Create(_) => 6,
            Self::Replace { id, .. } if knows(truth, id) => 7,
            Self::Replace { .. } => 8,
            Self::Update { .. } => 9,
            Self::Delete { missing_ok: false, .. } => 10,
            Self::Delete { missing_ok: true, .. } => 11,
        };
        OPERATIONS[index]
    }

    pub fn changes(&self) -> bool {
        !matches!(
            self,
            Self::Items { .. }
                | Self::Pages { .. }
                | Self::All { .. }
                | Self::ListPage { .. }
                | Self::Get { .. }
                | Self::Find { .. }
        )
    }

    /// Whether its answer may show a password, so that it is not repeated once it may have arrived.
    pub fn reveals_secret(&self) -> bool {
        matches!(self, Self::Create(_) | Self::Replace { .. })
    }
}

pub fn knows(truth: &[Entry], id: &str) -> bool {
    truth.iter().any(|entry| entry.id.to_string() == id)
}
