//! The surface as templates see it: the same, with the types of each language.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::flat::{Flat, Role};
use crate::ir::{Argument, Client, Gives, Method, Model, Resource, Setting, Surface, Type, Word};
use crate::languages;

/// What every template is given.
#[derive(Clone, Serialize)]
pub(crate) struct Context<'a> {
    clients: Vec<ClientView<'a>>,
    models: Vec<ModelView<'a>>,
    inputs: Vec<ModelView<'a>>,
    words: Vec<WordView<'a>>,
    error_kinds: Vec<String>,
    /// Whatever a caller gives by name, with its kind.
    argument_names: BTreeMap<&'a str, String>,
    /// The one that the file is about.
    client: Option<ClientView<'a>>,
}

impl Context<'_> {
    /// The names of the kinds of errors.
    pub(crate) fn error_kinds(&self) -> Vec<String> {
        self.error_kinds.clone()
    }

    /// The same for a file about one client.
    pub(crate) fn of(&self, client: Option<usize>) -> Self {
        Self { client: client.and_then(|index| self.clients.get(index)).cloned(), ..self.clone() }
    }
}

/// A type in every language.
#[derive(Clone, Serialize)]
struct TypeView {
    rust: String,
    python: String,
    python_argument: String,
    node: String,
    node_argument: String,
    node_value: String,
    /// What reads it where it stands alone.
    node_read: String,
    uniffi: String,
    kind: String,
}

impl TypeView {
    fn new(ty: &Type) -> Self {
        Self {
            rust: languages::rust(ty),
            python: languages::python(ty),
            python_argument: languages::python_argument(ty),
            node: languages::node(ty),
            node_argument: languages::node_argument(ty),
            node_value: languages::node_value(ty),
            node_read: languages::node_read_alone(ty),
            uniffi: languages::uniffi(ty),
            kind: ty.to_string(),
        }
    }
}

#[derive(Clone, Serialize)]
struct ClientView<'a> {
    name: &'a str,
    provider: &'a str,
    doc: &'a str,
    options: Vec<SettingView<'a>>,
    resources: Vec<ResourceView<'a>>,
}

#[derive(Clone, Serialize)]
struct ResourceView<'a> {
    name: &'a str,
    accessor: &'a str,
    doc: &'a str,
    methods: Vec<MethodView<'a>>,
}

#[derive(Clone, Serialize)]
struct MethodView<'a> {
    name: &'a str,
    doc: &'a str,
    operation: &'a str,
    /// Whose time the option `timeout` is.
    span: &'a str,
    /// All but the options of every call, in the order in which they are handed on.
    arguments: Vec<FlatView<'a>>,
    /// The parameters of the method in Rust.
    parameters: Vec<ArgumentView<'a>>,
    gives: GivesView<'a>,
}

/// An argument of a method; see [`Flat`].
#[derive(Clone, Serialize)]
struct FlatView<'a> {
    name: &'a str,
    rust_name: &'a str,
    role: Role,
    doc: String,
    /// The type in Python, and what stands for leaving it out.
    python_type: String,
    python_default: Option<&'static str>,
    #[serde(flatten)]
    ty: TypeView,
}

#[derive(Clone, Serialize)]
struct ArgumentView<'a> {
    name: &'a str,
    #[serde(flatten)]
    ty: TypeView,
    /// The name of a model that is only ever handed over: bindings take its fields one by one.
    model: Option<&'a str>,
}

#[derive(Clone, Serialize)]
struct SettingView<'a> {
    doc: &'a str,
    #[serde(flatten)]
    argument: ArgumentView<'a>,
}

#[derive(Clone, Serialize)]
struct GivesView<'a> {
    form: &'static str,
    output: Option<TypeView>,
    has_response: bool,
    page: Option<&'a str>,
    item: Option<&'a str>,
}

#[derive(Clone, Serialize)]
struct ModelView<'a> {
    name: &'a str,
    doc: &'a str,
    is_open: bool,
    holds_secret: bool,
    fields: Vec<FieldView<'a>>,
    constructors: Vec<ConstructorView<'a>>,
    methods: Vec<ModelMethodView<'a>>,
    /// What `new` needs.
    required: Vec<&'a str>,
}

#[derive(Clone, Serialize)]
struct FieldView<'a> {
    name: &'a str,
    rust_name: &'a str,
    doc: &'a str,
    /// What reads it out of the fields of its model.
    node_field: String,
    #[serde(flatten)]
    ty: TypeView,
}

#[derive(Clone, Serialize)]
struct ConstructorView<'a> {
    name: &'a str,
    doc: &'a str,
    parameters: Vec<ArgumentView<'a>>,
}

#[derive(Clone, Serialize)]
struct ModelMethodView<'a> {
    name: &'a str,
    doc: &'a str,
    #[serde(flatten)]
    ty: TypeView,
}

/// A set of words.
#[derive(Clone, Serialize)]
struct WordView<'a> {
    name: &'a str,
    doc: &'a str,
    known: Vec<KnownView<'a>>,
}

#[derive(Clone, Serialize)]
struct KnownView<'a> {
    name: &'a str,
    text: &'a str,
    doc: &'a str,
}

/// Puts everything together.
pub(crate) fn context(surface: &Surface) -> Context<'_> {
    let viewer = Viewer::new(surface);
    Context {
        clients: surface.clients.iter().map(|client| viewer.client(client)).collect(),
        models: viewer.shown().into_iter().map(|model| viewer.model(model)).collect(),
        inputs: surface.inputs().into_iter().map(|model| viewer.model(model)).collect(),
        words: surface.words.iter().map(word).collect(),
        error_kinds: surface.error_kinds.iter().map(|kind| kind.name.clone()).collect(),
        argument_names: surface.argument_names(),
        client: None,
    }
}

struct Viewer<'a> {
    surface: &'a Surface,
    /// The models that no caller sees as such.
    flattened: BTreeSet<&'a str>,
}

impl<'a> Viewer<'a> {
    fn new(surface: &'a Surface) -> Self {
        let names = surface.models.iter().map(|model| model.name.as_str());
        let flattened = names.filter(|name| surface.flattened(name).is_some()).collect();
        Self { surface, flattened }
    }

    /// What callers hold in their hands: what operations give, and what is handed over whole.
    fn shown(&self) -> Vec<&'a Model> {
        let mut shown = self.surface.outputs();
        shown.extend(self.surface.inputs());
        shown.retain(|model| !self.flattened.contains(model.name.as_str()));
        shown.sort_by_key(|model| &model.name);
        shown.dedup_by_key(|model| &model.name);
        shown
    }

    fn client(&self, client: &'a Client) -> ClientView<'a> {
        ClientView {
            name: &client.name,
            provider: &client.provider,
            doc: &client.doc,
            options: self.settings(&client.options),
            resources: client.resources.iter().map(|resource| self.resource(resource)).collect(),
        }
    }

    fn resource(&self, resource: &'a Resource) -> ResourceView<'a> {
        ResourceView {
            name: &resource.name,
            accessor: &resource.accessor,
            doc: &resource.doc,
            methods: resource.methods.iter().map(|method| self.method(method)).collect(),
        }
    }

    fn method(&self, method: &'a Method) -> MethodView<'a> {
        MethodView {
            name: &method.name,
            doc: &method.doc,
            operation: &method.operation,
            span: &method.span,
            arguments: self.surface.arguments(method).into_iter().map(flat).collect(),
            parameters: self.arguments(&method.parameters),
            gives: gives(&method.gives),
        }
    }

    fn arguments(&self, arguments: &'a [Argument]) -> Vec<ArgumentView<'a>> {
        arguments.iter().map(|argument| self.argument(&argument.name, &argument.ty)).collect()
    }

    fn settings(&self, settings: &'a [Setting]) -> Vec<SettingView<'a>> {
        let view = |setting: &'a Setting| SettingView {
            doc: &setting.doc,
            argument: self.argument(&setting.name, &setting.ty),
        };
        settings.iter().map(view).collect()
    }

    fn argument(&self, name: &'a str, ty: &'a Type) -> ArgumentView<'a> {
        let model = match ty {
            Type::Model(name) if self.flattened.contains(name.as_str()) => Some(name.as_str()),
            _ => None,
        };
        ArgumentView { name, ty: TypeView::new(ty), model }
    }

    fn model(&self, model: &'a Model) -> ModelView<'a> {
        let fields = model.fields.iter().enumerate().map(|(index, field)| FieldView {
            name: &field.name,
            rust_name: &field.rust_name,
            doc: &field.doc,
            ty: TypeView::new(&field.ty),
            node_field: languages::node_read_field(&field.ty, index),
        });
        let constructors = model.constructors.iter().map(|constructor| ConstructorView {
            name: &constructor.name,
            doc: &constructor.doc,
            parameters: self.arguments(&constructor.parameters),
        });
        let methods = model.methods.iter().map(|method| ModelMethodView {
            name: &method.name,
            doc: &method.doc,
            ty: TypeView::new(&method.ty),
        });
        let new = model.constructors.iter().filter(|constructor| constructor.name == "new");
        ModelView {
            name: &model.name,
            doc: &model.doc,
            is_open: model.is_open,
            holds_secret: self.surface.holds_secret(model),
            fields: fields.collect(),
            constructors: constructors.collect(),
            methods: methods.collect(),
            required: new.flat_map(|new| &new.parameters).map(|parameter| parameter.name.as_str()).collect(),
        }
    }
}

fn flat(argument: Flat<'_>) -> FlatView<'_> {
    let Flat { name, rust_name, role, doc, ty } = argument;
    let (python_type, python_default) = languages::python_parameter(ty, role);
    FlatView { name, rust_name, role, doc, python_type, python_default, ty: TypeView::new(ty) }
}

fn gives(gives: &Gives) -> GivesView<'_> {
    match gives {
        Gives::Call { output, has_response } => GivesView {
            form: "call",
            output: output.as_ref().map(TypeView::new),
            has_response: *has_response,
            page: None,
            item: None,
        },
        Gives::Pager { page, item } => {
            GivesView { form: "pager", output: None, has_response: false, page: Some(page), item: Some(item) }
        }
    }
}

fn word(word: &Word) -> WordView<'_> {
    let known = word.known.iter();
    let known = known.map(|known| KnownView { name: &known.name, text: &known.text, doc: &known.doc });
    WordView { name: &word.name, doc: &word.doc, known: known.collect() }
}

#[cfg(test)]
mod tests;
