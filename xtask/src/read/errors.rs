//! The kinds of errors and their names.

use std::collections::BTreeMap;
use std::path::Path;

use syn::{Expr, ImplItem, Item, Pat, Stmt};

use super::{doc, text};
use crate::error::Error;
use crate::ir::ErrorKind;

const ENUM: &str = "ErrorKind";

/// Reads the variants of the enum and, from its `as_str`, their names.
pub(super) fn read(path: &Path, file: &syn::File) -> Result<Vec<ErrorKind>, Error> {
    let names: BTreeMap<String, String> = file.items.iter().flat_map(arms).collect();
    let mut kinds = Vec::new();
    for item in &file.items {
        let Item::Enum(item) = item else { continue };
        if item.ident != ENUM {
            continue;
        }
        for variant in &item.variants {
            let Some(name) = names.get(&variant.ident.to_string()) else {
                let why = "as_str() has no literal for it";
                return Err(Error::item(path, format!("{ENUM}::{}", variant.ident), why));
            };
            kinds.push(ErrorKind { name: name.clone(), doc: doc(&variant.attrs) });
        }
    }
    if kinds.is_empty() { Err(Error::item(path, ENUM, "not found")) } else { Ok(kinds) }
}

/// The arms `Self::Variant => "name"` of `as_str`.
fn arms(item: &Item) -> Vec<(String, String)> {
    let Item::Impl(block) = item else { return Vec::new() };
    let mut found = Vec::new();
    for item in &block.items {
        let ImplItem::Fn(function) = item else { continue };
        let Some(Stmt::Expr(Expr::Match(expression), _)) = function.block.stmts.last() else { continue };
        for arm in &expression.arms {
            if let Pat::Path(pattern) = &arm.pat
                && let Some(variant) = pattern.path.segments.last()
                && let Some(name) = text(&arm.body)
            {
                found.push((variant.ident.to_string(), name));
            }
        }
    }
    found
}
