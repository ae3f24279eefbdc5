//! The parts of the surface as templates see them.

use serde::Serialize;

use super::types::TypeView;
use crate::flat::Role;

#[derive(Clone, Serialize)]
pub(super) struct ClientView<'a> {
    pub(super) name: &'a str,
    pub(super) provider: &'a str,
    pub(super) doc: &'a str,
    pub(super) options: Vec<SettingView<'a>>,
    pub(super) resources: Vec<ResourceView<'a>>,
}

#[derive(Clone, Serialize)]
pub(super) struct ResourceView<'a> {
    pub(super) name: &'a str,
    pub(super) accessor: &'a str,
    pub(super) doc: &'a str,
    pub(super) methods: Vec<MethodView<'a>>,
}

#[derive(Clone, Serialize)]
pub(super) struct MethodView<'a> {
    pub(super) name: &'a str,
    pub(super) doc: &'a str,
    pub(super) operation: &'a str,
    /// Whose time the option `timeout` is.
    pub(super) span: &'a str,
    /// All but the options of every call, in the order in which they are handed on.
    pub(super) arguments: Vec<FlatView<'a>>,
    /// The parameters of the method in Rust.
    pub(super) parameters: Vec<ArgumentView<'a>>,
    /// The same for Java, in which an input that never holds but one field needs no builder: it is that field.
    pub(super) java_parameters: Vec<ArgumentView<'a>>,
    pub(super) gives: GivesView<'a>,
}

/// An argument of a method; see [`Flat`].
#[derive(Clone, Serialize)]
pub(super) struct FlatView<'a> {
    pub(super) name: &'a str,
    pub(super) rust_name: &'a str,
    pub(super) role: Role,
    pub(super) doc: String,
    /// The type in Python, and what stands for leaving it out.
    pub(super) python_type: String,
    pub(super) python_default: Option<&'static str>,
    /// The type of the parameter in Kotlin, what stands for leaving it out, and what makes of it what crosses the border.
    pub(super) kotlin_parameter: String,
    pub(super) kotlin_default: Option<&'static str>,
    pub(super) kotlin_hand_over: String,
    pub(super) swift_parameter: String,
    pub(super) swift_default: Option<&'static str>,
    pub(super) swift_hand_over: String,
    #[serde(flatten)]
    pub(super) ty: TypeView,
}

#[derive(Clone, Serialize)]
pub(super) struct ArgumentView<'a> {
    pub(super) name: &'a str,
    #[serde(flatten)]
    pub(super) ty: TypeView,
    /// The name of a model that is only ever handed over: bindings take its fields one by one.
    pub(super) model: Option<&'a str>,
}

#[derive(Clone, Serialize)]
pub(super) struct SettingView<'a> {
    pub(super) doc: &'a str,
    #[serde(flatten)]
    pub(super) argument: ArgumentView<'a>,
}

#[derive(Clone, Serialize)]
pub(super) struct GivesView<'a> {
    pub(super) form: &'static str,
    pub(super) output: Option<TypeView>,
    pub(super) has_response: bool,
    pub(super) page: Option<&'a str>,
    pub(super) item: Option<&'a str>,
}

#[derive(Clone, Serialize)]
pub(super) struct ModelView<'a> {
    pub(super) name: &'a str,
    pub(super) doc: &'a str,
    pub(super) is_open: bool,
    /// Whether it is nothing but one field, without which it cannot be made.
    pub(super) is_single: bool,
    pub(super) holds_secret: bool,
    pub(super) fields: Vec<FieldView<'a>>,
    pub(super) constructors: Vec<ConstructorView<'a>>,
    pub(super) methods: Vec<ModelMethodView<'a>>,
    pub(super) actions: Vec<ActionView<'a>>,
    /// What `new` needs: for a model with actions, that of its fields which they need.
    pub(super) required: Vec<&'a str>,
}

/// What can be made of a model and further arguments.
#[derive(Clone, Serialize)]
pub(super) struct ActionView<'a> {
    pub(super) name: &'a str,
    pub(super) doc: &'a str,
    pub(super) parameters: Vec<ArgumentView<'a>>,
    pub(super) gives: TypeView,
}

#[derive(Clone, Serialize)]
pub(super) struct FieldView<'a> {
    pub(super) name: &'a str,
    pub(super) rust_name: &'a str,
    pub(super) doc: &'a str,
    /// What reads it out of the fields of its model.
    pub(super) node_field: String,
    pub(super) kotlin_field: String,
    pub(super) swift_field: String,
    /// What uniffi makes of its name in other languages.
    pub(super) ffi_name: String,
    #[serde(flatten)]
    pub(super) ty: TypeView,
}

#[derive(Clone, Serialize)]
pub(super) struct ConstructorView<'a> {
    pub(super) name: &'a str,
    pub(super) doc: &'a str,
    pub(super) parameters: Vec<ArgumentView<'a>>,
}

#[derive(Clone, Serialize)]
pub(super) struct ModelMethodView<'a> {
    pub(super) name: &'a str,
    pub(super) doc: &'a str,
    #[serde(flatten)]
    pub(super) ty: TypeView,
}

/// A kind of error.
#[derive(Clone, Serialize)]
pub(super) struct KindView<'a> {
    pub(super) name: &'a str,
    pub(super) doc: &'a str,
}

/// A set of words.
#[derive(Clone, Serialize)]
pub(super) struct WordView<'a> {
    pub(super) name: &'a str,
    pub(super) doc: &'a str,
    pub(super) known: Vec<KnownView<'a>>,
}

#[derive(Clone, Serialize)]
pub(super) struct KnownView<'a> {
    pub(super) name: &'a str,
    pub(super) text: &'a str,
    pub(super) doc: &'a str,
}
