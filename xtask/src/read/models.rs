//! The public structs of the models' folder.

use std::collections::BTreeSet;
use std::path::Path;

use syn::ext::IdentExt;
use syn::{Fields, Item, ItemStruct};

use super::functions::Files;
use super::grammar::{self, Names, Place};
use super::{doc, is_public, model_functions};
use crate::error::Error;
use crate::ir::{Field, Model, Word};

/// Reads every public struct; private ones and those of the crate are not part of the surface.
pub(super) fn read<'a>(files: &Files, words: &'a [Word]) -> Result<(Vec<Model>, Names<'a>), Error> {
    let mut structs: Vec<(&Path, &ItemStruct)> = Vec::new();
    let mut names = BTreeSet::new();
    for (path, file) in files {
        for item in &file.items {
            match item {
                Item::Struct(item) if is_public(&item.vis) => {
                    let name = item.ident.to_string();
                    if words.iter().any(|word| word.name == name) || !names.insert(name.clone()) {
                        return Err(Error::item(path, name, "a second type of this name"));
                    }
                    structs.push((path, item));
                }
                Item::Enum(item) if is_public(&item.vis) => {
                    let why = "a public enum; sets of words are open here, see open_word!";
                    return Err(Error::item(path, item.ident.to_string(), why));
                }
                Item::Type(item) if is_public(&item.vis) => {
                    let why = "a public alias, which the generator cannot see through; name the type itself";
                    return Err(Error::item(path, item.ident.to_string(), why));
                }
                _ => {}
            }
        }
    }
    let names = Names::new(words, names);
    let mut models = Vec::new();
    for (path, item) in structs {
        let mut model = read_one(path, item, &names)?;
        model_functions::add(&mut model, files, &names)?;
        models.push(model);
    }
    models.sort_by(|a, b| a.name.cmp(&b.name));
    Ok((models, names))
}

fn read_one(path: &Path, item: &ItemStruct, names: &Names<'_>) -> Result<Model, Error> {
    let name = item.ident.to_string();
    if !item.generics.params.is_empty() {
        return Err(Error::item(path, name, "a model has no type parameters or lifetimes"));
    }
    let Fields::Named(named) = &item.fields else {
        return Err(Error::item(path, name, "a model is a struct with named fields"));
    };
    let mut fields = Vec::new();
    for field in &named.named {
        let Some(ident) = &field.ident else { continue };
        let bare = ident.unraw().to_string();
        let wrong = |why: String| Error::Field {
            path: path.to_owned(),
            model: name.clone(),
            field: bare.clone(),
            why,
        };
        if !is_public(&field.vis) {
            return Err(wrong("a field of a model is public".to_owned()));
        }
        let ty = grammar::read(&field.ty, names, Place::Field).map_err(wrong)?;
        fields.push(Field {
            name: bare.trim_end_matches('_').to_owned(),
            rust_name: ident.to_string(),
            doc: doc(&field.attrs),
            ty,
        });
    }
    let is_open = !item.attrs.iter().any(|attribute| attribute.path().is_ident("non_exhaustive"));
    let (constructors, methods, actions) = (Vec::new(), Vec::new(), Vec::new());
    Ok(Model { name, doc: doc(&item.attrs), is_open, fields, constructors, methods, actions })
}
