//! What the clients of all services share.

use crate::argument::Names;

/// The operation that errors of a client's own name.
pub(crate) const BUILD: &str = "client.build";

/// A language over this crate.
#[derive(Debug, Clone, Copy, uniffi::Enum)]
pub enum NativeLanguage {
    /// Kotlin and Java.
    Kotlin,
    /// Swift.
    Swift,
}

impl NativeLanguage {
    /// Its name in the `User-Agent`.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Kotlin => "kotlin",
            Self::Swift => "swift",
        }
    }

    /// The core's names of arguments that are others in the language, and those.
    pub(crate) fn names(self) -> Names {
        match self {
            Self::Kotlin => crate::resources::KOTLIN,
            Self::Swift => crate::resources::SWIFT,
        }
    }
}
