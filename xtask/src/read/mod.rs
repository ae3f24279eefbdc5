//! From the core's source to [`Surface`].

mod errors;
mod grammar;
mod models;
mod operations;
mod words;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use syn::{Attribute, Expr, Lit, Meta};

use crate::error::Error;
use crate::ir::{Model, Operation, Surface, Word};

/// The folders below `src` that hold a service each: `operations.rs` and `models/`. One space of names for all.
const PROVIDERS: &[&str] = &["ionos"];

/// Reads the source of the core below its `src` folder.
pub fn read_core(source: &Path) -> Result<Surface, Error> {
    let mut files = BTreeMap::new();
    for provider in PROVIDERS {
        for path in rust_files(&source.join(provider).join("models"))? {
            files.insert(path.clone(), parse(&path)?);
        }
    }
    let words = words::read(&files)?;
    let models = models::read(&files, &words)?;

    let mut rows = Vec::new();
    for provider in PROVIDERS {
        let path = source.join(provider).join("operations.rs");
        rows.extend(operations::read(&path, &parse(&path)?)?);
    }
    let errors = source.join("error.rs");
    let surface =
        Surface { operations: rows, models, words, error_kinds: errors::read(&errors, &parse(&errors)?)? };
    check_references(source, &surface)?;
    Ok(surface)
}

/// The files that [`read_core`] reads: a build script watches them.
pub(crate) fn watched(source: &Path) -> Vec<PathBuf> {
    let mut paths = vec![source.join("error.rs")];
    for provider in PROVIDERS {
        paths.push(source.join(provider).join("models"));
        paths.push(source.join(provider).join("operations.rs"));
    }
    paths
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
    Ok(())
}

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

/// Whether a word type of this name was declared.
fn is_word(words: &[Word], name: &str) -> bool {
    words.iter().any(|word| word.name == name)
}
