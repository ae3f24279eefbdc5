//! The closed set of types that a field of a model may have.

use std::collections::BTreeSet;

use quote::ToTokens;
use syn::{GenericArgument, PathArguments};

use super::is_word;
use crate::ir::{Type, Word};

const INTEGERS: &[&str] = &["u8", "u16", "u32", "u64", "i8", "i16", "i32", "i64"];

/// What the set is, for messages.
const SET: &str = "bool, integers up to 64 bits, f64, String, Uuid, Timestamp, Duration, Secret, Option, Vec, \
                   BTreeMap<String, _>, Patch, words of open_word!, other models";

/// Reads a type, or says why it is not one of the set.
pub(super) fn read(ty: &syn::Type, words: &[Word], models: &BTreeSet<String>) -> Result<Type, String> {
    let shown = ty.to_token_stream().to_string().replace(' ', "");
    let outside = || format!("{shown} is outside the closed set of field types ({SET})");
    let syn::Type::Path(path) = ty else { return Err(outside()) };
    let Some(last) = path.path.segments.last() else { return Err(outside()) };
    let name = last.ident.to_string();

    let inside = match &last.arguments {
        PathArguments::None => Vec::new(),
        PathArguments::AngleBracketed(list) => list.args.iter().collect(),
        PathArguments::Parenthesized(_) => return Err(outside()),
    };
    let mut types = Vec::new();
    for argument in inside {
        let GenericArgument::Type(ty) = argument else { return Err(outside()) };
        types.push(read(ty, words, models)?);
    }

    let single = |wrap: fn(Box<Type>) -> Type, mut types: Vec<Type>| match types.pop() {
        Some(inner) if types.is_empty() => Ok((wrap, inner)),
        _ => Err(outside()),
    };
    match (name.as_str(), types.len()) {
        ("bool", 0) => Ok(Type::Bool),
        ("f64", 0) => Ok(Type::Float),
        ("String", 0) => Ok(Type::String),
        ("Uuid", 0) => Ok(Type::Uuid),
        ("Timestamp", 0) => Ok(Type::Timestamp),
        ("Duration", 0) => Ok(Type::Duration),
        ("Secret", 0) => Ok(Type::Secret),
        (integer, 0) if INTEGERS.contains(&integer) => Ok(Type::Integer(name)),
        (word, 0) if is_word(words, word) => Ok(Type::Word(name)),
        (model, 0) if models.contains(model) => Ok(Type::Model(name)),
        ("Option", 1) => match single(Type::Optional, types)? {
            (_, Type::Optional(_) | Type::Patch(_)) => {
                Err(format!("{shown}: an Option of an Option or a Patch has no form in other languages"))
            }
            (wrap, inner) => Ok(wrap(Box::new(inner))),
        },
        ("Patch", 1) => match single(Type::Patch, types)? {
            (_, Type::Optional(_) | Type::Patch(_)) => {
                Err(format!("{shown}: a Patch says by itself that the value can be missing"))
            }
            (wrap, inner) => Ok(wrap(Box::new(inner))),
        },
        ("Vec", 1) => single(Type::List, types).map(|(wrap, inner)| wrap(Box::new(inner))),
        ("BTreeMap", 2) => {
            let value = types.pop().ok_or_else(outside)?;
            match types.pop() {
                Some(Type::String) => Ok(Type::Map(Box::new(value))),
                _ => Err(format!("{shown}: the keys of a map are String")),
            }
        }
        _ => Err(outside()),
    }
}
