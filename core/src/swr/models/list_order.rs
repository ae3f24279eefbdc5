//! In which order a list comes.

use crate::word::open_word;

open_word! {
    /// What a list of target registries is sorted by.
    RegistryOrderColumn {
        /// When they were made; the service's own choice.
        CREATED_AT = "created_at",
        /// When they were changed last.
        UPDATED_AT = "updated_at",
        /// Their names.
        NAME = "name",
    }
}

open_word! {
    /// Which way a list is sorted.
    OrderType {
        /// The smallest first.
        ASC = "asc",
        /// The largest first; the service's own choice.
        DESC = "desc",
    }
}
