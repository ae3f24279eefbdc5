//! From the core's source to [`Surface`].

mod arguments;
mod clients;
mod errors;
mod functions;
mod grammar;
mod methods;
mod model_functions;
mod models;
mod operations;
mod words;

use std::path::{Path, PathBuf};

use syn::{Attribute, Expr, Ident, Lit, Meta, Visibility};

use crate::error::Error;
use crate::ir::{Model, Operation, Surface};
use functions::Files;
use methods::Reader;

/// The folders below `src` that hold a service each: `operations.rs` or a folder of that name, `models/`, and in any other files,
/// at any depth, a client and what it gives access to. One space of names for all.
const PROVIDERS: &[&str] = &["ionos", "swr"];

/// The folder of the models that several services give.
const SHARED_MODELS: &str = "models";

/// What the methods of every service give, and the options of every client.
const SHARED: &[&str] = &["call.rs", "pagination/pager.rs", "rotation/call.rs", "client/builder.rs"];

const MODELS: &str = "models";

const OPERATIONS: &str = "operations";

/// Reads the source of the core below its `src` folder.
pub fn read_core(source: &Path) -> Result<Surface, Error> {
    let mut files = parsed(rust_files(&source.join(SHARED_MODELS))?)?;
    for provider in PROVIDERS {
        files.extend(parsed(rust_files(&source.join(provider).join(MODELS))?)?);
    }
    let words = words::read(&files)?;
    let (models, names) = models::read(&files, &words)?;

    let shared = parsed(SHARED.iter().map(|path| source.join(path)))?;
    let mut operations = Vec::new();
    let mut clients = Vec::new();
    for provider in PROVIDERS {
        let path = source.join(provider);
        let mut folder = parsed(rust_files(&path)?)?;
        folder.retain(|file, _| !file.starts_with(path.join(MODELS)));
        let table = path.join(OPERATIONS);
        let is_table = |file: &Path| file.starts_with(&table) || file.with_extension("") == table;
        let tables = folder.iter().filter(|(file, _)| is_table(file)).map(|(_, file)| file);
        let rows = operations::read(&table, tables)?;
        let reader = Reader { folder: &folder, shared: &shared, names: &names, models: &models, rows: &rows };
        clients.push(clients::read(&path, &reader)?);
        operations.extend(rows.into_iter().map(|row| row.operation));
    }
    let errors = source.join("error.rs");
    let error_kinds = errors::read(&errors, &parse(&errors)?)?;
    let surface = Surface { clients, operations, models, words, error_kinds };
    check_references(source, &surface)?;
    Ok(surface)
}

/// The files and folders that [`read_core`] reads: a build script watches them.
pub(crate) fn watched(source: &Path) -> Vec<PathBuf> {
    let files = SHARED.iter().chain(&["error.rs", SHARED_MODELS]).chain(PROVIDERS);
    files.map(|path| source.join(path)).collect()
}

fn check_references(source: &Path, surface: &Surface) -> Result<(), Error> {
    let exists = |name: &Option<String>| {
        name.as_ref().is_none_or(|name| surface.models.iter().any(|model| model.name == *name))
    };
    for Operation { id, input, output, .. } in &surface.operations {
        if let Some(missing) = [input, output].into_iter().find(|name| !exists(name)) {
            let why = format!("no model is named {}", missing.as_deref().unwrap_or_default());
            return Err(Error::item(source, id, why));
        }
    }
    for Model { name, fields, .. } in surface.outputs() {
        if let Some(field) = fields.iter().find(|field| field.ty.has_patch()) {
            let why = format!("{} is a Patch; only what is sent can be one", field.name);
            return Err(Error::item(source, name, why));
        }
    }
    match surface.misnamed() {
        Some((place, why)) => Err(Error::item(source, place, why)),
        None => Ok(()),
    }
}

/// The Rust files of a folder and of its folders.
fn rust_files(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let failed = |source| Error::File { path: folder.to_owned(), source };
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.is_dir() {
            paths.extend(rust_files(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            paths.push(path);
        }
    }
    Ok(paths)
}

fn parsed(paths: impl IntoIterator<Item = PathBuf>) -> Result<Files, Error> {
    paths.into_iter().map(|path| parse(&path).map(|file| (path, file))).collect()
}

fn parse(path: &Path) -> Result<syn::File, Error> {
    let text =
        std::fs::read_to_string(path).map_err(|source| Error::File { path: path.to_owned(), source })?;
    syn::parse_file(&text).map_err(|source| Error::NotRust { path: path.to_owned(), source })
}

/// The doc comment among the attributes, without the blank that follows `///`.
fn doc(attributes: &[Attribute]) -> String {
    let mut lines = Vec::new();
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("doc")) {
        if let Meta::NameValue(pair) = &attribute.meta
            && let Some(line) = text(&pair.value)
        {
            lines.push(line.strip_prefix(' ').unwrap_or(&line).to_owned());
        }
    }
    lines.join("\n")
}

/// The value of a string literal.
fn text(value: &Expr) -> Option<String> {
    match value {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Str(text) => Some(text.value()),
            _ => None,
        },
        _ => None,
    }
}

/// Whether it is part of the crate's surface.
fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// Whether it says `#[doc(hidden)]`: public for the crate's own needs only.
fn is_hidden(attributes: &[Attribute]) -> bool {
    let is_it = |attribute: &Attribute| {
        attribute.path().is_ident("doc")
            && attribute.parse_args::<Ident>().is_ok_and(|argument| argument == "hidden")
    };
    attributes.iter().any(is_it)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_build_script_watches_every_file_that_is_read() {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/src");
        let watched = watched(&source);
        assert!(watched.iter().all(|path| path.exists()), "{watched:?}");
        for read in [
            "error.rs",
            "call.rs",
            "client/builder.rs",
            "pagination/pager.rs",
            "rotation/call.rs",
            "models/credentials.rs",
            "ionos/client.rs",
            "ionos/models/token.rs",
            "swr/models/target_registry.rs",
        ] {
            assert!(watched.iter().any(|path| source.join(read).starts_with(path)), "{read}");
        }
    }
}
