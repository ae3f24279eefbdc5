//! How models are made, and what they say about themselves.

use super::functions::{Files, Function, Receiver, functions};
use super::grammar::{self, Names, Place};
use crate::error::Error;
use crate::ir::{Action, Constructor, Model, ModelMethod};

/// Adds to a model what stands in its `impl` blocks.
pub(super) fn add(model: &mut Model, files: &Files, names: &Names<'_>) -> Result<(), Error> {
    for function in functions(files, &model.name) {
        match function.receiver() {
            Receiver::None => model.constructors.push(constructor(&function, names)?),
            // A setter: the fields have it all.
            Receiver::Value => {}
            Receiver::Shared if is_json(&function) => {}
            Receiver::Shared => match result_of(&function) {
                Some(made) => model.actions.push(action(&function, made, names)?),
                None => model.methods.push(method(&function, names)?),
            },
            Receiver::Other => return Err(function.wrong("a model does not change")),
        }
    }
    Ok(())
}

/// `to_json`: each binding gives it in a form of its own.
fn is_json(function: &Function<'_>) -> bool {
    let output = function.output().and_then(grammar::head);
    function.name() == "to_json" && output.is_some_and(|last| last.ident == "Value")
}

fn constructor(function: &Function<'_>, names: &Names<'_>) -> Result<Constructor, Error> {
    if !function.gives_self() || function.is_async() {
        return Err(function.wrong("a public function of a model without self gives Self"));
    }
    let parameters = function.arguments(names)?;
    Ok(Constructor { name: function.name(), doc: function.doc(), parameters })
}

/// The T of `-> Result<T, Error>`.
fn result_of<'a>(function: &Function<'a>) -> Option<&'a syn::Type> {
    let result = function.output().and_then(grammar::head).filter(|last| last.ident == "Result")?;
    grammar::generics(result)?.first().copied()
}

fn action(function: &Function<'_>, made: &syn::Type, names: &Names<'_>) -> Result<Action, Error> {
    let gives = grammar::read(made, names, Place::Field).map_err(|why| function.wrong(why))?;
    let parameters = function.arguments(names)?;
    Ok(Action { name: function.name(), doc: function.doc(), parameters, gives })
}

fn method(function: &Function<'_>, names: &Names<'_>) -> Result<ModelMethod, Error> {
    let Some(output) = function.output().filter(|_| function.arity() == 0 && !function.is_async()) else {
        let why = "a public function of a model with &self takes nothing else and gives a value";
        return Err(function.wrong(why));
    };
    let ty = grammar::read(output, names, Place::Field).map_err(|why| function.wrong(why))?;
    if ty.has_patch() {
        return Err(function.wrong("a Patch; only what is sent can be one"));
    }
    Ok(ModelMethod { name: function.name(), doc: function.doc(), ty })
}
