//! The closed set of types.

use std::fmt;

use serde::{Serialize, Serializer};

/// A type of the closed set.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Type {
    /// `bool`
    Bool,
    /// One of Rust's integers, by name: up to 64 bits; `usize` only as an argument or setting.
    Integer(String),
    /// `f64`
    Float,
    /// `String`
    String,
    /// A UUID.
    Uuid,
    /// A moment in time.
    Timestamp,
    /// A span of time.
    Duration,
    /// A text that shows itself only when asked.
    Secret,
    /// The id of a resource, as text or as a UUID. This one and those down to `Observer` are arguments and settings only.
    Id,
    /// Where a file is.
    Path,
    /// Bytes, such as those of a file.
    Bytes,
    /// Which proxy to use, or none.
    Proxy,
    /// A function that is called with each event.
    Observer,
    /// A value that may be missing.
    Optional(Box<Self>),
    /// Values in order.
    List(Box<Self>),
    /// Values by name.
    Map(Box<Self>),
    /// Keep, clear or set.
    Patch(Box<Self>),
    /// A word of an open set.
    Word(String),
    /// Another model.
    Model(String),
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool => f.write_str("bool"),
            Self::Float => f.write_str("f64"),
            Self::String => f.write_str("string"),
            Self::Uuid => f.write_str("uuid"),
            Self::Timestamp => f.write_str("timestamp"),
            Self::Duration => f.write_str("duration"),
            Self::Secret => f.write_str("secret"),
            Self::Id => f.write_str("id"),
            Self::Path => f.write_str("path"),
            Self::Bytes => f.write_str("bytes"),
            Self::Proxy => f.write_str("proxy"),
            Self::Observer => f.write_str("observer"),
            Self::Optional(inner) => write!(f, "optional<{inner}>"),
            Self::List(inner) => write!(f, "list<{inner}>"),
            Self::Map(inner) => write!(f, "map<{inner}>"),
            Self::Patch(inner) => write!(f, "patch<{inner}>"),
            Self::Integer(name) | Self::Word(name) | Self::Model(name) => f.write_str(name),
        }
    }
}

impl Serialize for Type {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Type {
    /// The type inside, whatever is around it.
    fn innermost(&self) -> &Self {
        match self {
            Self::Optional(inner) | Self::List(inner) | Self::Map(inner) | Self::Patch(inner) => {
                inner.innermost()
            }
            _ => self,
        }
    }

    /// The model or word inside.
    pub(crate) fn named(&self) -> Option<&str> {
        match self.innermost() {
            Self::Word(name) | Self::Model(name) => Some(name),
            _ => None,
        }
    }

    /// Whether a secret is inside.
    pub(crate) fn is_secret(&self) -> bool {
        *self.innermost() == Self::Secret
    }

    /// Whether a patch is somewhere inside.
    pub(crate) fn has_patch(&self) -> bool {
        match self {
            Self::Patch(_) => true,
            Self::Optional(inner) | Self::List(inner) | Self::Map(inner) => inner.has_patch(),
            _ => false,
        }
    }
}
