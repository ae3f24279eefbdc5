//! The client of a service: its options, and what it gives access to.

use std::collections::BTreeMap;
use std::path::Path;

use syn::{Item, ItemStruct};

use super::functions::{Receiver, functions};
use super::grammar;
use super::methods::Reader;
use super::{doc, is_public};
use crate::error::Error;
use crate::ir::{Client, Resource};

/// What stands behind the name of a client in that of what sets it up.
const BUILDER: &str = "Builder";

/// Reads the client of a folder: the struct `X` beside which there is a `type XBuilder = ClientBuilder<...>`.
pub(super) fn read(folder: &Path, reader: &Reader<'_>) -> Result<Client, Error> {
    let provider = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let files = reader.folder;
    let structs = public_structs(files.values());
    let builders = files.values().flat_map(|file| &file.items).filter_map(|item| match item {
        Item::Type(item) if is_public(&item.vis) => Some((item.ident.to_string(), &*item.ty)),
        _ => None,
    });
    let mut set_up = builders.filter_map(|(name, ty)| {
        Some((structs.get_key_value(name.strip_suffix(BUILDER)?)?, name.clone(), ty))
    });
    let (Some(((name, item), builder, ty)), None) = (set_up.next(), set_up.next()) else {
        let why = "there is to be one struct X beside which is a type XBuilder";
        return Err(Error::item(folder, provider, why));
    };

    let mut options = Vec::new();
    for function in functions(files, &builder).into_iter().chain(reader.setters(ty)) {
        options.extend(function.setting(reader.names)?);
    }
    let mut resources = Vec::new();
    for accessor in functions(files, name) {
        if accessor.receiver() == Receiver::Shared
            && accessor.arity() == 0
            && let Some(given) = accessor.output().and_then(grammar::head)
            && let Some((name, item)) = structs.get_key_value(&given.ident.to_string())
            && functions(files, name).iter().any(|method| reader.gives_call(method))
        {
            resources.push(resource(name, item, &accessor.name(), reader)?);
        }
    }
    Ok(Client { name: name.clone(), provider, doc: doc(&item.attrs), options, resources })
}

fn resource(name: &str, item: &ItemStruct, accessor: &str, reader: &Reader<'_>) -> Result<Resource, Error> {
    let methods = functions(reader.folder, name)
        .iter()
        .map(|function| reader.method(accessor, function))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(Resource { name: name.to_owned(), accessor: accessor.to_owned(), doc: doc(&item.attrs), methods })
}

fn public_structs<'a>(files: impl Iterator<Item = &'a syn::File>) -> BTreeMap<String, &'a ItemStruct> {
    let structs = files.flat_map(|file| &file.items).filter_map(|item| match item {
        Item::Struct(item) if is_public(&item.vis) => Some((item.ident.to_string(), item)),
        _ => None,
    });
    structs.collect()
}
