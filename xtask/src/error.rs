//! What can be wrong with the source that is read, named so that it is found at once.

use std::path::PathBuf;

/// Why nothing was generated.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file cannot be read or written.
    #[error("{path}: {source}")]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file is not Rust.
    #[error("{path}: {source}")]
    NotRust {
        /// The file.
        path: PathBuf,
        /// What the parser said.
        source: syn::Error,
    },
    /// A field of a model has a type outside the closed set, or is not public.
    #[error("{path}: {model}.{field}: {why}")]
    Field {
        /// The file.
        path: PathBuf,
        /// The model.
        model: String,
        /// The field.
        field: String,
        /// What is wrong with it.
        why: String,
    },
    /// An item as a whole is not what the generator can read.
    #[error("{path}: {item}: {why}")]
    Item {
        /// The file.
        path: PathBuf,
        /// The item.
        item: String,
        /// What is wrong with it.
        why: String,
    },
    /// A template is wrong: a bug of the generator.
    #[error("template {template}: {source:#}")]
    Template {
        /// Which one.
        template: &'static str,
        /// What the library said.
        source: minijinja::Error,
    },
    /// The committed surface is not that of the source.
    #[error(
        "{path} is not what the source says; run `cargo xtask surface` and look at the difference:\n{difference}"
    )]
    Stale {
        /// The committed file.
        path: PathBuf,
        /// Its lines that differ.
        difference: String,
    },
}

impl Error {
    pub(crate) fn item(path: &std::path::Path, item: impl Into<String>, why: impl Into<String>) -> Self {
        Self::Item { path: path.to_owned(), item: item.into(), why: why.into() }
    }
}
