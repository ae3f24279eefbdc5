//! The types of arguments: those of fields, and what makes them comfortable to hand over.

use syn::punctuated::Punctuated;
use syn::{GenericArgument, PathArguments, Token, TypeParamBound};

use super::grammar::{self, Names, Place};
use crate::ir::Type;

/// What may stand beside the one bound that says what an argument is.
const MARKERS: &[&str] = &["Send", "Sync"];

/// Reads the type of an argument, or says why no binding could express it.
pub(super) fn read(ty: &syn::Type, names: &Names<'_>) -> Result<Type, String> {
    let outside = || grammar::outside(ty, Place::Argument);
    match ty {
        syn::Type::Reference(reference) if reference.mutability.is_none() => {
            grammar::read(&reference.elem, names, Place::Argument)
        }
        syn::Type::ImplTrait(implied) => {
            let bound = only_bound(&implied.bounds).ok_or_else(outside)?;
            match bound.ident.to_string().as_str() {
                "IntoIterator" => {
                    let item = item(bound).ok_or_else(outside)?;
                    Ok(Type::List(Box::new(by_value(item, names)?)))
                }
                "Fn" if takes_event(bound) => Ok(Type::Observer),
                _ => by_value(ty, names),
            }
        }
        _ => by_value(ty, names),
    }
}

/// A type of the grammar, or `impl Into<X>` for those X that callers of other languages hand over as they are.
fn by_value(ty: &syn::Type, names: &Names<'_>) -> Result<Type, String> {
    let outside = || grammar::outside(ty, Place::Argument);
    let syn::Type::ImplTrait(implied) = ty else { return grammar::read(ty, names, Place::Argument) };
    let bound = only_bound(&implied.bounds).filter(|bound| bound.ident == "Into").ok_or_else(outside)?;
    let targets = grammar::generics(bound).unwrap_or_default();
    let [target] = targets[..] else { return Err(outside()) };
    match grammar::read(target, names, Place::Argument)? {
        handed_over @ (Type::String
        | Type::Secret
        | Type::Path
        | Type::Bytes
        | Type::Id
        | Type::Word(_)
        | Type::Model(_)) => Ok(handed_over),
        _ => Err(outside()),
    }
}

/// The bound that is no lifetime and no marker.
fn only_bound(bounds: &Punctuated<TypeParamBound, Token![+]>) -> Option<&syn::PathSegment> {
    let mut found = None;
    for bound in bounds {
        match bound {
            TypeParamBound::Lifetime(_) => {}
            TypeParamBound::Trait(bound) => {
                let last = bound.path.segments.last()?;
                if MARKERS.iter().all(|marker| last.ident != marker) && found.replace(last).is_some() {
                    return None;
                }
            }
            _ => return None,
        }
    }
    found
}

/// The X of `IntoIterator<Item = X>`.
fn item(bound: &syn::PathSegment) -> Option<&syn::Type> {
    let PathArguments::AngleBracketed(list) = &bound.arguments else { return None };
    match list.args.first() {
        Some(GenericArgument::AssocType(item)) if item.ident == "Item" && list.args.len() == 1 => {
            Some(&item.ty)
        }
        _ => None,
    }
}

/// Whether it is `Fn(&Event)`.
fn takes_event(bound: &syn::PathSegment) -> bool {
    let PathArguments::Parenthesized(list) = &bound.arguments else { return false };
    let is_event = |ty: &syn::Type| match ty {
        syn::Type::Reference(reference) => {
            grammar::head(&reference.elem).is_some_and(|last| last.ident == "Event")
        }
        _ => false,
    };
    let gives_nothing = matches!(list.output, syn::ReturnType::Default);
    gives_nothing && list.inputs.len() == 1 && list.inputs.iter().all(|input| is_event(&input.ty))
}
