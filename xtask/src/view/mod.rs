//! The surface as templates see it: the same, with the types of each language.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use self::shapes::{
    ActionView, ArgumentView, ClientView, ConstructorView, FieldView, FlatView, GivesView, KindView,
    KnownView, MethodView, ModelMethodView, ModelView, ResourceView, SettingView, WordView,
};
use self::types::{ORIGIN, TypeView};
use crate::flat::{Flat, Role};
use crate::ir::{Argument, Client, Gives, Method, Model, Resource, Setting, Surface, Type, Word};
use crate::languages::{kotlin, node, python, swift, uniffi};

mod shapes;
mod types;

/// What every template is given.
#[derive(Clone, Serialize)]
pub(crate) struct Context<'a> {
    clients: Vec<ClientView<'a>>,
    models: Vec<ModelView<'a>>,
    inputs: Vec<ModelView<'a>>,
    words: Vec<WordView<'a>>,
    /// Each type that a call or a part of a list gives, once.
    outputs: Vec<TypeView>,
    /// Each list, once.
    lists: Vec<GivesView<'a>>,
    error_kinds: Vec<KindView<'a>>,
    /// Whatever a caller gives by name, with its kind.
    argument_names: BTreeMap<&'a str, String>,
    /// The one that the file is about.
    client: Option<ClientView<'a>>,
}

impl Context<'_> {
    /// The names of the kinds of errors.
    pub(crate) fn error_kinds(&self) -> Vec<String> {
        self.error_kinds.iter().map(|kind| kind.name.to_owned()).collect()
    }

    /// Whatever the service's words are, as it spells them.
    pub(crate) fn known_words(&self) -> Vec<String> {
        self.words.iter().flat_map(|word| &word.known).map(|known| known.text.to_owned()).collect()
    }

    /// The same for a file about one client.
    pub(crate) fn of(&self, client: Option<usize>) -> Self {
        Self { client: client.and_then(|index| self.clients.get(index)).cloned(), ..self.clone() }
    }
}

/// Puts everything together.
pub(crate) fn context(surface: &Surface) -> Context<'_> {
    let viewer = Viewer::new(surface);
    Context {
        clients: surface.clients.iter().map(|client| viewer.client(client)).collect(),
        models: viewer.shown().into_iter().map(|model| viewer.model(model)).collect(),
        inputs: surface.inputs().into_iter().map(|model| viewer.model(model)).collect(),
        words: surface.words.iter().map(word).collect(),
        outputs: viewer.given().iter().map(TypeView::new).collect(),
        lists: viewer.lists().into_iter().map(gives).collect(),
        error_kinds: surface
            .error_kinds
            .iter()
            .map(|kind| KindView { name: &kind.name, doc: &kind.doc })
            .collect(),
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

    fn methods(&self) -> impl Iterator<Item = &'a Method> {
        self.surface
            .clients
            .iter()
            .flat_map(|client| &client.resources)
            .flat_map(|resource| &resource.methods)
    }

    fn lists(&self) -> Vec<&'a Gives> {
        let mut lists: Vec<&Gives> = Vec::new();
        for method in self.methods() {
            if matches!(method.gives, Gives::Pager { .. }) && !lists.contains(&&method.gives) {
                lists.push(&method.gives);
            }
        }
        lists
    }

    /// What calls give, the pages and items of lists, and what is made of models.
    fn given(&self) -> Vec<Type> {
        let actions = self.surface.models.iter().flat_map(|model| &model.actions);
        let made = actions.map(|action| &action.gives).filter(|ty| matches!(ty, Type::Model(_)));
        let mut given: Vec<Type> = made.cloned().collect();
        for method in self.methods() {
            match &method.gives {
                Gives::Call { output, .. } => given.extend(output.clone()),
                Gives::Pager { page, item } => {
                    given.push(Type::Model(page.clone()));
                    given.push(Type::List(Box::new(Type::Model(item.clone()))));
                }
            }
        }
        given.sort_by_key(Type::to_string);
        given.dedup();
        given
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
            java_parameters: method
                .parameters
                .iter()
                .map(|parameter| self.java_parameter(parameter))
                .collect(),
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

    fn java_parameter(&self, parameter: &'a Argument) -> ArgumentView<'a> {
        let input = parameter.ty.named().and_then(|name| self.surface.flattened(name));
        let single = input.and_then(Model::single);
        single.map_or_else(
            || self.argument(&parameter.name, &parameter.ty),
            |field| self.argument(&field.name, &field.ty),
        )
    }

    fn model(&self, model: &'a Model) -> ModelView<'a> {
        let fields = model.fields.iter().enumerate().map(|(index, field)| FieldView {
            name: &field.name,
            rust_name: &field.rust_name,
            doc: &field.doc,
            ty: TypeView::new(&field.ty),
            node_field: node::read_field(&field.ty, index),
            kotlin_field: kotlin::read(&field.ty, &format!("{ORIGIN}.at({index})")),
            swift_field: swift::read(&field.ty, &format!("{ORIGIN}.at({index})")),
            ffi_name: uniffi::field(&field.rust_name),
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
        let actions = model.actions.iter().map(|action| ActionView {
            name: &action.name,
            doc: &action.doc,
            parameters: self.arguments(&action.parameters),
            gives: TypeView::new(&action.gives),
        });
        let new = model.constructors.iter().filter(|constructor| constructor.name == "new");
        ModelView {
            name: &model.name,
            doc: &model.doc,
            is_open: model.is_open,
            is_single: model.single().is_some(),
            holds_secret: self.surface.holds_secret(model),
            fields: fields.collect(),
            constructors: constructors.collect(),
            methods: methods.collect(),
            actions: actions.collect(),
            required: new.flat_map(|new| &new.parameters).map(|parameter| parameter.name.as_str()).collect(),
        }
    }
}

fn flat(argument: Flat<'_>) -> FlatView<'_> {
    let Flat { name, rust_name, role, doc, ty } = argument;
    let (python_type, python_default) = python::parameter(ty, role);
    let ty = TypeView::new(ty);
    let can_be_left_out = !matches!(role, Role::Parameter | Role::Required);
    let (kotlin_parameter, kotlin_hand_over, swift_parameter, swift_hand_over) = if can_be_left_out {
        (&ty.kotlin_optional, &ty.kotlin_optional_give, &ty.swift_optional, &ty.swift_optional_give)
    } else {
        (&ty.kotlin_argument, &ty.kotlin_give, &ty.swift, &ty.swift_give)
    };
    FlatView {
        name,
        rust_name,
        role,
        doc,
        python_type,
        python_default,
        kotlin_parameter: kotlin_parameter.clone(),
        kotlin_default: can_be_left_out.then_some(ty.kotlin_absent),
        kotlin_hand_over: kotlin_hand_over.clone(),
        swift_parameter: swift_parameter.clone(),
        swift_default: can_be_left_out.then_some(ty.swift_absent),
        swift_hand_over: swift_hand_over.clone(),
        ty,
    }
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
