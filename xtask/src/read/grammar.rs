//! The closed set of types that a field of a model, an argument or a setting may have.

use std::collections::BTreeSet;

use quote::ToTokens;
use syn::{GenericArgument, PathArguments, PathSegment};

use crate::ir::{Type, Word};

const INTEGERS: &[&str] = &["u8", "u16", "u32", "u64", "i8", "i16", "i32", "i64"];

/// What the set is, for messages.
const SET: &str = "bool, integers up to 64 bits, f64, String, Uuid, Timestamp, Duration, Secret, Option, Vec, \
                   BTreeMap<String, _>, Patch, words of open_word!, other models";

/// What an argument may be beside.
const SET_OF_ARGUMENTS: &str = "usize, ResourceId, PathBuf, Proxy, Vec<u8>, impl Into<_> of a text, a word or a \
                                model, impl IntoIterator<Item = _>, impl Fn(&Event)";

/// The types that are declared in the source: what a name can stand for.
pub(super) struct Names<'a> {
    words: &'a [Word],
    models: BTreeSet<String>,
}

impl<'a> Names<'a> {
    pub(super) fn new(words: &'a [Word], models: BTreeSet<String>) -> Self {
        Self { words, models }
    }

    fn is_word(&self, name: &str) -> bool {
        self.words.iter().any(|word| word.name == name)
    }
}

/// Where a type stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// In a model: what comes back, too.
    Field,
    /// In an argument or setting: only what a caller hands over.
    Argument,
}

/// Reads a type, or says why it is not one of the set.
pub(super) fn read(ty: &syn::Type, names: &Names<'_>, place: Place) -> Result<Type, String> {
    let outside = || outside(ty, place);
    let syn::Type::Path(path) = ty else { return Err(outside()) };
    let Some(last) = path.path.segments.last() else { return Err(outside()) };
    let name = last.ident.to_string();

    let mut types = Vec::new();
    for ty in generics(last).ok_or_else(outside)? {
        types.push(read(ty, names, place)?);
    }

    let single = |wrap: fn(Box<Type>) -> Type, mut types: Vec<Type>| match types.pop() {
        Some(inner) if types.is_empty() => Ok((wrap, inner)),
        _ => Err(outside()),
    };
    let is_argument = place == Place::Argument;
    match (name.as_str(), types.len()) {
        ("bool", 0) => Ok(Type::Bool),
        ("f64", 0) => Ok(Type::Float),
        ("String", 0) => Ok(Type::String),
        ("Uuid", 0) => Ok(Type::Uuid),
        ("Timestamp", 0) => Ok(Type::Timestamp),
        ("Duration", 0) => Ok(Type::Duration),
        ("Secret", 0) => Ok(Type::Secret),
        (integer, 0) if INTEGERS.contains(&integer) => Ok(Type::Integer(name)),
        ("usize", 0) if is_argument => Ok(Type::Integer(name)),
        ("ResourceId", 0) if is_argument => Ok(Type::Id),
        ("PathBuf", 0) if is_argument => Ok(Type::Path),
        ("Proxy", 0) if is_argument => Ok(Type::Proxy),
        ("Vec", 1) if is_argument && types == [Type::Integer("u8".to_owned())] => Ok(Type::Bytes),
        (word, 0) if names.is_word(word) => Ok(Type::Word(name)),
        (model, 0) if names.models.contains(model) => Ok(Type::Model(name)),
        ("Option", 1) => match single(Type::Optional, types)? {
            (_, Type::Optional(_) | Type::Patch(_)) => Err(format!(
                "{}: an Option of an Option or a Patch has no form in other languages",
                shown(ty)
            )),
            (wrap, inner) => Ok(wrap(Box::new(inner))),
        },
        ("Patch", 1) => match single(Type::Patch, types)? {
            (_, Type::Optional(_) | Type::Patch(_)) => {
                Err(format!("{}: a Patch says by itself that the value can be missing", shown(ty)))
            }
            (wrap, inner) => Ok(wrap(Box::new(inner))),
        },
        ("Vec", 1) => single(Type::List, types).map(|(wrap, inner)| wrap(Box::new(inner))),
        ("BTreeMap", 2) => {
            let value = types.pop().ok_or_else(outside)?;
            match types.pop() {
                Some(Type::String) => Ok(Type::Map(Box::new(value))),
                _ => Err(format!("{}: the keys of a map are String", shown(ty))),
            }
        }
        _ => Err(outside()),
    }
}

/// The types between `<` and `>`; none when something else stands there.
pub(super) fn generics(segment: &PathSegment) -> Option<Vec<&syn::Type>> {
    let list = match &segment.arguments {
        PathArguments::None => return Some(Vec::new()),
        PathArguments::AngleBracketed(list) => list,
        PathArguments::Parenthesized(_) => return None,
    };
    let types = list.args.iter().map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    });
    types.collect()
}

/// The last part of the path that a type is, with what stands between its `<` and `>`.
pub(super) fn head(ty: &syn::Type) -> Option<&PathSegment> {
    match ty {
        syn::Type::Path(path) => path.path.segments.last(),
        _ => None,
    }
}

/// Says that a type is not one of the set, and what the set is.
pub(super) fn outside(ty: &syn::Type, place: Place) -> String {
    let shown = shown(ty);
    match place {
        Place::Field => format!("{shown} is outside the closed set of field types ({SET})"),
        Place::Argument => {
            format!("{shown} is outside the closed set of argument types ({SET}, {SET_OF_ARGUMENTS})")
        }
    }
}

/// A type as it stands in the source, for messages.
pub(super) fn shown(ty: &syn::Type) -> String {
    let text = ty.to_token_stream().to_string();
    let is_word = |one: char| one.is_alphanumeric() || one == '_';
    let mut parts = text.split(' ');
    let mut shown = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        // Only the blank between two words means something, as in `impl Into`.
        if shown.ends_with(is_word) && part.starts_with(is_word) {
            shown.push(' ');
        }
        shown.push_str(part);
    }
    shown
}
