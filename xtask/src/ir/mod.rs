//! What the generator knows of the core: the same for every language.

mod clients;
mod models;
mod types;

use std::collections::BTreeSet;

use serde::{Serialize, Serializer};

use clients::arguments_by_name;
pub use clients::{Argument, Client, Gives, Method, Resource, Setting};
pub use models::{Action, Constructor, Field, Model, ModelMethod};
pub use types::Type;

/// Everything a binding offers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Surface {
    /// The clients, one for each service.
    pub clients: Vec<Client>,
    /// The operations, in the order of the table.
    pub operations: Vec<Operation>,
    /// The models, by name.
    pub models: Vec<Model>,
    /// The open words, by name.
    pub words: Vec<Word>,
    /// The kinds of errors, in the order of the core.
    #[serde(serialize_with = "as_names")]
    pub error_kinds: Vec<ErrorKind>,
}

/// One row of an operation table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Operation {
    /// Such as `tokens.get`.
    pub id: String,
    /// The HTTP method.
    pub method: String,
    /// The template of the path.
    pub path: String,
    /// The parameters of the path, in order.
    #[serde(serialize_with = "as_map")]
    pub parameters: Vec<Parameter>,
    /// `read`, `idempotent`, `once`, `reveals_secret`.
    pub effect: String,
    /// The model sent.
    pub input: Option<String>,
    /// The model received.
    pub output: Option<String>,
    /// How lists are cut into pages.
    pub paging: Option<String>,
    /// The name in the service's own reference.
    pub reference: String,
}

/// A parameter of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// What it must look like.
    pub rule: String,
}

/// A set of words that may grow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Word {
    /// Its name in every language.
    pub name: String,
    /// What it is about, as Markdown.
    #[serde(skip)]
    pub doc: String,
    /// The known words.
    #[serde(serialize_with = "as_map")]
    pub known: Vec<KnownWord>,
}

/// A word that the service is known to use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownWord {
    /// The constant's name.
    pub name: String,
    /// The word as the service spells it.
    pub text: String,
    /// What it means, as Markdown.
    pub doc: String,
}

/// A kind of error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorKind {
    /// Its name in every language, such as `not_found`.
    pub name: String,
    /// When it happens, as Markdown.
    pub doc: String,
}

/// What is written as one line `"name": "what it is"`, so that a difference reads well.
trait Named {
    fn entry(&self) -> (&str, String);
}

impl Named for Parameter {
    fn entry(&self) -> (&str, String) {
        (&self.name, self.rule.clone())
    }
}

impl Named for KnownWord {
    fn entry(&self) -> (&str, String) {
        (&self.name, self.text.clone())
    }
}

fn as_map<S: Serializer>(items: &[impl Named], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(items.iter().map(Named::entry))
}

fn as_names<S: Serializer>(kinds: &[ErrorKind], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(kinds.iter().map(|kind| &kind.name))
}

impl Surface {
    /// The models that operations and methods give, with all inside them, by name.
    pub fn outputs(&self) -> Vec<&Model> {
        let rows = self.operations.iter().filter_map(|row| row.output.as_deref());
        let given = self.methods().filter_map(|method| method.gives.model());
        self.reachable(rows.chain(given), |model| {
            let said = model.methods.iter().map(|method| &method.ty);
            fields(model).chain(said).chain(model.actions.iter().map(|action| &action.gives)).collect()
        })
    }

    /// The models that clients and their methods take, with all inside them, by name.
    pub fn inputs(&self) -> Vec<&Model> {
        let options = self.clients.iter().flat_map(|client| &client.options).map(|option| &option.ty);
        let taken = self.methods().flat_map(|method| {
            let parameters = method.parameters.iter().map(|parameter| &parameter.ty);
            parameters.chain(method.settings.iter().map(|setting| &setting.ty))
        });
        self.reachable(options.chain(taken).filter_map(Type::named), |model| {
            let parameters = model.constructors.iter().flat_map(|constructor| &constructor.parameters);
            fields(model).chain(parameters.map(|parameter| &parameter.ty)).collect()
        })
    }

    /// Whether a secret is inside a model, however deep.
    pub(crate) fn holds_secret(&self, model: &Model) -> bool {
        let inside = self.reachable([model.name.as_str()].into_iter(), |model| fields(model).collect());
        inside.into_iter().any(|model| fields(model).any(Type::is_secret))
    }

    fn methods(&self) -> impl Iterator<Item = &Method> {
        let resources = self.clients.iter().flat_map(|client| &client.resources);
        resources.flat_map(|resource| &resource.methods)
    }

    fn reachable<'a>(
        &'a self,
        roots: impl Iterator<Item = &'a str>,
        inside: fn(&'a Model) -> Vec<&'a Type>,
    ) -> Vec<&'a Model> {
        let mut waiting: Vec<&str> = roots.collect();
        let mut seen = BTreeSet::new();
        while let Some(name) = waiting.pop() {
            if let Some(model) = self.models.iter().find(|model| model.name == name)
                && seen.insert(name)
            {
                waiting.extend(inside(model).into_iter().filter_map(Type::named));
            }
        }
        self.models.iter().filter(|model| seen.contains(model.name.as_str())).collect()
    }
}

fn fields(model: &Model) -> impl Iterator<Item = &Type> {
    model.fields.iter().map(|field| &field.ty)
}
