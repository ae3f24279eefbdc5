//! Models: structs of named values.

use serde::{Serialize, Serializer};

use super::{Argument, Named, Type, arguments_by_name, as_map};

/// A struct of named values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Model {
    /// Its name in every language.
    pub name: String,
    /// What it is, as Markdown.
    #[serde(skip)]
    pub doc: String,
    /// Whether callers may build it from its fields: it is not `#[non_exhaustive]`.
    #[serde(rename = "open", skip_serializing_if = "std::ops::Not::not")]
    pub is_open: bool,
    /// Its fields, in order.
    #[serde(serialize_with = "as_map")]
    pub fields: Vec<Field>,
    /// How callers make one.
    #[serde(serialize_with = "constructors_by_name", skip_serializing_if = "Vec::is_empty")]
    pub constructors: Vec<Constructor>,
    /// What it says beyond its fields.
    #[serde(serialize_with = "as_map", skip_serializing_if = "Vec::is_empty")]
    pub methods: Vec<ModelMethod>,
    /// What can be made of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub actions: Vec<Action>,
}

impl Model {
    /// The only field there is, when the model cannot be made without it.
    pub(crate) fn single(&self) -> Option<&Field> {
        let [field] = self.fields.as_slice() else { return None };
        let new = self.constructors.iter().find(|constructor| constructor.name == "new")?;
        new.parameters.iter().any(|parameter| parameter.name == field.name).then_some(field)
    }
}

/// A value of a model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its name in snake case, free of Rust's marks (`r#type` is `type`, `self_` is `self`).
    pub name: String,
    /// Its name in the Rust source.
    pub rust_name: String,
    /// What it is, as Markdown.
    pub doc: String,
    /// Its type.
    pub ty: Type,
}

/// A function that makes a model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Constructor {
    /// Such as `new`.
    pub name: String,
    /// What it makes, as Markdown.
    pub doc: String,
    /// What it needs, in order.
    pub parameters: Vec<Argument>,
}

/// What a model says about itself, such as `is_running`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelMethod {
    /// Its name.
    pub name: String,
    /// What it says, as Markdown.
    pub doc: String,
    /// The type of what it says.
    pub ty: Type,
}

/// What can be made of a model and further arguments, and may fail, such as `docker_config`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Action {
    /// Its name.
    pub name: String,
    /// What it makes, as Markdown.
    #[serde(skip)]
    pub doc: String,
    /// What it needs beside the model, in order.
    #[serde(serialize_with = "as_map")]
    pub parameters: Vec<Argument>,
    /// The type of what it makes.
    pub gives: Type,
}

impl Named for Field {
    fn entry(&self) -> (&str, String) {
        (&self.name, self.ty.to_string())
    }
}

impl Named for ModelMethod {
    fn entry(&self) -> (&str, String) {
        (&self.name, self.ty.to_string())
    }
}

fn constructors_by_name<S: Serializer>(items: &[Constructor], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(items.iter().map(|item| (&item.name, arguments_by_name(&item.parameters))))
}
