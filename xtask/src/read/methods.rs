//! The methods of resources: what they need, what they give, and which row they make.

use std::path::PathBuf;

use quote::ToTokens;
use syn::buffer::{Cursor, TokenBuffer};
use syn::{GenericParam, ImplItem, Item, ItemImpl};

use super::functions::{Block, Files, Function, Receiver, blocks};
use super::grammar::{self, Names, Place};
use super::operations::Row;
use crate::error::Error;
use crate::ir::{Gives, Method, Model, Setting, Type};

/// The call of every operation, in `call.rs`.
const CALL: &str = "Call";
/// The list of every operation, in `pagination/pager.rs`.
const PAGER: &str = "Pager";
/// Gives the details of the answer beside the value.
const WITH_RESPONSE: &str = "with_response";

/// Gives a call its options.
const CALL_OPTIONS: &str = "call_options";

const NO_SPAN: &str = "what it gives has no call_options!";
const NO_CALL: &str =
    "a public function of a resource gives a Call, a Pager or what has an IntoFuture of Result<_, Error>";

/// What is known when methods are read.
pub(super) struct Reader<'a> {
    /// The files directly in the folder of the service.
    pub(super) folder: &'a Files,
    /// The files with what methods of every service give.
    pub(super) shared: &'a Files,
    pub(super) names: &'a Names<'a>,
    pub(super) models: &'a [Model],
    pub(super) rows: &'a [Row],
}

/// The type of what a method gives, `Name<Argument>`.
struct Given<'a> {
    name: String,
    arguments: Vec<&'a syn::Type>,
}

impl<'a> Given<'a> {
    fn read(function: &Function<'a>) -> Option<Self> {
        Self::of(function.output()?)
    }

    fn of(ty: &'a syn::Type) -> Option<Self> {
        let last = grammar::head(ty)?;
        Some(Self { name: last.ident.to_string(), arguments: grammar::generics(last)? })
    }

    /// Whether a block is one for every argument, such as `impl<P: Page> Pager<P>`.
    fn is_general(block: &ItemImpl) -> bool {
        let is_parameter = |ty: &&syn::Type| {
            block.generics.params.iter().any(|parameter| match parameter {
                GenericParam::Type(parameter) => parameter.ident == grammar::shown(ty),
                _ => false,
            })
        };
        let inside = grammar::head(&block.self_ty).and_then(grammar::generics);
        inside.is_none_or(|types| types.iter().all(is_parameter))
    }

    /// Whether a block is one for just these arguments, such as `impl Pager<TokenPage>`.
    fn has_own(&self, block: &ItemImpl) -> bool {
        let key = |ty: &&syn::Type| match grammar::head(ty) {
            Some(last) => last.to_token_stream().to_string(),
            None => ty.to_token_stream().to_string(),
        };
        let inside = grammar::head(&block.self_ty).and_then(grammar::generics).unwrap_or_default();
        !inside.is_empty() && inside.iter().map(key).eq(self.arguments.iter().map(key))
    }
}

impl<'a> Reader<'a> {
    pub(super) fn method(&self, accessor: &str, function: &Function<'a>) -> Result<Method, Error> {
        if function.receiver() != Receiver::Shared || function.is_async() {
            return Err(function.wrong("a public function of a resource takes &self and is not async"));
        }
        let parameters = function.arguments(self.names)?;
        let given = Given::read(function).ok_or_else(|| function.wrong(NO_CALL))?;
        let gives = self.gives(&given).map_err(|why| function.wrong(why))?;
        let operation = self.operation(accessor, function, &gives)?;
        let settings = self.settings(&given)?;
        let span = self.span(&given).ok_or_else(|| function.wrong(NO_SPAN))?;
        let (name, doc) = (function.name(), function.doc());
        Ok(Method { name, doc, operation, parameters, settings, gives, span })
    }

    /// Whether what a function gives is a call, a list or what becomes a call.
    pub(super) fn gives_call(&self, function: &Function<'a>) -> bool {
        let given = Given::read(function).filter(|_| function.receiver() == Receiver::Shared);
        given.is_some_and(|given| {
            given.name == CALL || given.name == PAGER || self.awaited(&given.name).is_some()
        })
    }

    fn files(&self) -> impl Iterator<Item = (&'a PathBuf, &'a syn::File)> + use<'a> {
        self.shared.iter().chain(self.folder)
    }

    /// The blocks of what a method gives: first those that hold for every argument of its type.
    fn blocks(&self, given: &Given<'_>) -> Vec<Block<'a>> {
        let (mut general, own): (Vec<_>, Vec<_>) =
            blocks(self.files(), &given.name).into_iter().partition(|block| Given::is_general(block.item));
        general.extend(own.into_iter().filter(|block| given.has_own(block.item)));
        general
    }

    /// The public functions of a type, `Name<Argument>`: those for its argument first, then those for any.
    pub(super) fn setters(&self, ty: &'a syn::Type) -> Vec<Function<'a>> {
        let blocks = Given::of(ty).map(|given| self.blocks(&given)).unwrap_or_default();
        let (general, own): (Vec<_>, Vec<_>) =
            blocks.into_iter().partition(|block| Given::is_general(block.item));
        own.iter().chain(&general).flat_map(Block::functions).collect()
    }

    fn settings(&self, given: &Given<'_>) -> Result<Vec<Setting>, Error> {
        let mut settings = Vec::new();
        for function in self.blocks(given).iter().flat_map(Block::functions) {
            settings.extend(function.setting(self.names)?);
        }
        Ok(settings)
    }

    /// The text in `call_options!(options, "each page")`.
    fn span(&self, given: &Given<'_>) -> Option<String> {
        let blocks = self.blocks(given);
        let items = blocks.iter().flat_map(|block| &block.item.items);
        let mut found = items.filter_map(|item| match item {
            ImplItem::Macro(item) if item.mac.path.is_ident(CALL_OPTIONS) => {
                let text = item.mac.tokens.clone().into_iter().last()?;
                syn::parse2::<syn::LitStr>(text.into()).ok().map(|text| text.value())
            }
            _ => None,
        });
        found.next()
    }

    fn gives(&self, given: &Given<'a>) -> Result<Gives, String> {
        let output = match (given.name.as_str(), &given.arguments[..]) {
            (PAGER, [page]) => return self.pager(page),
            (CALL, [output]) => output,
            (name, _) => self.awaited(name).ok_or_else(|| NO_CALL.to_owned())?,
        };
        let has_response = self
            .blocks(given)
            .iter()
            .flat_map(Block::functions)
            .any(|function| function.name() == WITH_RESPONSE);
        Ok(Gives::Call { output: self.output(output)?, has_response })
    }

    fn output(&self, ty: &syn::Type) -> Result<Option<Type>, String> {
        if matches!(ty, syn::Type::Tuple(tuple) if tuple.elems.is_empty()) {
            return Ok(None);
        }
        match grammar::read(ty, self.names, Place::Field)? {
            Type::Model(name) => Ok(Some(Type::Model(name))),
            Type::Optional(inner) if matches!(*inner, Type::Model(_)) => Ok(Some(Type::Optional(inner))),
            Type::List(inner) if matches!(*inner, Type::Model(_)) => Ok(Some(Type::List(inner))),
            _ => Err(format!("gives {}, not a model, an Option or a Vec of one, or ()", grammar::shown(ty))),
        }
    }

    fn pager(&self, page: &syn::Type) -> Result<Gives, String> {
        let wrong = || format!("{} is not a model with items: Vec<another model>", grammar::shown(page));
        let Type::Model(page) = grammar::read(page, self.names, Place::Field)? else { return Err(wrong()) };
        let model = self.models.iter().find(|model| model.name == page).ok_or_else(wrong)?;
        let items = model.fields.iter().find(|field| field.name == "items").map(|field| &field.ty);
        match items {
            Some(Type::List(inner)) => match &**inner {
                Type::Model(item) => Ok(Gives::Pager { page, item: item.clone() }),
                _ => Err(wrong()),
            },
            _ => Err(wrong()),
        }
    }

    /// The T of the block `impl IntoFuture for X` with `type Output = Result<T, Error>`.
    fn awaited(&self, name: &str) -> Option<&'a syn::Type> {
        let items = self.files().flat_map(|(_, file)| &file.items);
        let mut blocks = items.filter_map(|item| match item {
            Item::Impl(block) => Some(block),
            _ => None,
        });
        let block = blocks.find(|block| {
            let made = block.trait_.as_ref().and_then(|(path, _)| path.segments.last());
            made.is_some_and(|made| made.ident == "IntoFuture")
                && grammar::head(&block.self_ty).is_some_and(|last| last.ident == name)
        })?;
        let output = block.items.iter().find_map(|item| match item {
            ImplItem::Type(item) if item.ident == "Output" => Some(&item.ty),
            _ => None,
        })?;
        let result = grammar::head(output).filter(|last| last.ident == "Result")?;
        grammar::generics(result)?.first().copied()
    }

    /// The row that bears the name of the method; else the one whose name stands in its body; else the only one that
    /// gives the same.
    fn operation(&self, accessor: &str, function: &Function<'_>, gives: &Gives) -> Result<String, Error> {
        let id = format!("{accessor}.{}", function.name());
        let same = self.rows.iter().find(|row| row.operation.id == id);
        if let Some(row) = same.or_else(|| self.named_in(function)) {
            return Ok(row.operation.id.clone());
        }
        let prefix = format!("{accessor}.");
        let mut alike = self.rows.iter().filter(|row| {
            row.operation.id.starts_with(&prefix) && row.operation.output.as_deref() == gives.model()
        });
        match (alike.next(), alike.next()) {
            (Some(row), None) => Ok(row.operation.id.clone()),
            _ => Err(function.wrong(format!(
                "no operation is {id}, its body names no row, and not just one row of {accessor} gives {}",
                gives.model().unwrap_or("nothing")
            ))),
        }
    }

    /// The row whose static a body names first.
    fn named_in(&self, function: &Function<'_>) -> Option<&Row> {
        let tokens = TokenBuffer::new2(function.item.block.to_token_stream());
        first_named(tokens.begin(), self.rows)
    }
}

/// The first ident that is the static of a row, in the order of the source.
fn first_named<'r>(mut cursor: Cursor<'_>, rows: &'r [Row]) -> Option<&'r Row> {
    while !cursor.eof() {
        if let Some((inside, _, _, next)) = cursor.any_group() {
            if let Some(found) = first_named(inside, rows) {
                return Some(found);
            }
            cursor = next;
        } else {
            if let Some((ident, _)) = cursor.ident()
                && let Some(found) = rows.iter().find(|row| ident == row.name)
            {
                return Some(found);
            }
            cursor = cursor.token_tree()?.1;
        }
    }
    None
}
