//! The public functions of `impl` blocks.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use syn::ext::IdentExt;
use syn::{FnArg, Ident, ImplItem, ImplItemFn, Item, ItemImpl, Pat, ReceiverKind, ReturnType};

use super::grammar::{self, Names};
use super::{arguments, doc, is_hidden, is_public};
use crate::error::Error;
use crate::ir::{Argument, Setting};

/// Parsed files.
pub(super) type Files = BTreeMap<PathBuf, syn::File>;

/// An `impl` block without a trait.
pub(super) struct Block<'a> {
    path: &'a Path,
    owner: &'a Ident,
    pub(super) item: &'a ItemImpl,
}

/// Every block of a type, in the order of the files.
pub(super) fn blocks<'a>(
    files: impl IntoIterator<Item = (&'a PathBuf, &'a syn::File)>,
    owner: &str,
) -> Vec<Block<'a>> {
    let mut found = Vec::new();
    for (path, file) in files {
        for item in &file.items {
            if let Item::Impl(item) = item
                && item.trait_.is_none()
                && !is_hidden(&item.attrs)
                && let Some(last) = grammar::head(&item.self_ty)
                && last.ident == owner
            {
                found.push(Block { path, owner: &last.ident, item });
            }
        }
    }
    found
}

impl<'a> Block<'a> {
    /// Its public functions but for those hidden from the documentation. What a macro makes is not seen.
    pub(super) fn functions(&self) -> impl Iterator<Item = Function<'a>> + use<'a> {
        let (path, owner) = (self.path, self.owner);
        self.item.items.iter().filter_map(move |item| match item {
            ImplItem::Fn(item) if is_public(&item.vis) && !is_hidden(&item.attrs) => {
                Some(Function { path, owner, item })
            }
            _ => None,
        })
    }
}

/// Every public function of a type, in the order of the files.
pub(super) fn functions<'a>(
    files: impl IntoIterator<Item = (&'a PathBuf, &'a syn::File)>,
    owner: &str,
) -> Vec<Function<'a>> {
    blocks(files, owner).iter().flat_map(Block::functions).collect()
}

/// A public function.
pub(super) struct Function<'a> {
    path: &'a Path,
    owner: &'a Ident,
    pub(super) item: &'a ImplItemFn,
}

/// What stands before the arguments of a function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Receiver {
    /// Nothing: it belongs to the type, not to a value of it.
    None,
    /// `&self`
    Shared,
    /// `self` or `mut self`
    Value,
    /// `&mut self`, `self: Box<Self>`
    Other,
}

impl<'a> Function<'a> {
    pub(super) fn name(&self) -> String {
        self.item.sig.ident.unraw().to_string()
    }

    pub(super) fn doc(&self) -> String {
        doc(&self.item.attrs)
    }

    pub(super) fn receiver(&self) -> Receiver {
        match self.item.sig.receiver().map(|receiver| &receiver.kind) {
            None => Receiver::None,
            Some(ReceiverKind::Value) => Receiver::Value,
            Some(ReceiverKind::Reference(_, _, None)) => Receiver::Shared,
            Some(_) => Receiver::Other,
        }
    }

    pub(super) fn is_async(&self) -> bool {
        self.item.sig.asyncness.is_some()
    }

    /// How many arguments there are beside `self`.
    pub(super) fn arity(&self) -> usize {
        self.item.sig.inputs.iter().filter(|input| matches!(input, FnArg::Typed(_))).count()
    }

    /// The type that is written behind `->`.
    pub(super) fn output(&self) -> Option<&'a syn::Type> {
        match &self.item.sig.output {
            ReturnType::Default => None,
            ReturnType::Type(_, ty) => Some(ty),
        }
    }

    pub(super) fn gives_self(&self) -> bool {
        let last = self.output().and_then(grammar::head);
        last.is_some_and(|last| last.ident == "Self" || last.ident == *self.owner)
    }

    pub(super) fn arguments(&self, names: &Names<'_>) -> Result<Vec<Argument>, Error> {
        let mut read = Vec::new();
        for input in &self.item.sig.inputs {
            let FnArg::Typed(input) = input else { continue };
            let Pat::Ident(pattern) = &*input.pat else {
                return Err(self.wrong("an argument is a plain name"));
            };
            let name = pattern.ident.unraw().to_string();
            let ty = arguments::read(&input.ty, names)
                .map_err(|why| Error::item(self.path, format!("{}({name})", self.place()), why))?;
            read.push(Argument { name: name.trim_end_matches('_').to_owned(), ty });
        }
        Ok(read)
    }

    /// What it sets, when it is a setter: `pub fn name(mut self, argument: T) -> Self`.
    pub(super) fn setting(&self, names: &Names<'_>) -> Result<Option<Setting>, Error> {
        if self.receiver() != Receiver::Value || self.arity() != 1 || !self.gives_self() {
            return Ok(None);
        }
        let arguments = self.arguments(names)?;
        let rust_name = self.item.sig.ident.to_string();
        let setting =
            |argument: Argument| Setting { name: self.name(), rust_name, doc: self.doc(), ty: argument.ty };
        Ok(arguments.into_iter().next().map(setting))
    }

    pub(super) fn wrong(&self, why: impl Into<String>) -> Error {
        Error::item(self.path, self.place(), why)
    }

    fn place(&self) -> String {
        format!("{}::{}", self.owner, self.name())
    }
}
