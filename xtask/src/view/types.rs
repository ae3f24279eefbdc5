//! A type as templates see it.

use serde::Serialize;

use crate::ir::Type;
use crate::languages::{kotlin, node, python, rust, swift, uniffi};

/// What generated code calls the place of a value.
pub(crate) const ORIGIN: &str = "origin";

/// A type in every language.
#[derive(Clone, Serialize)]
pub(crate) struct TypeView {
    pub(crate) rust: String,
    pub(crate) python: String,
    pub(crate) python_argument: String,
    pub(crate) node: String,
    pub(crate) node_argument: String,
    pub(crate) node_value: String,
    /// What reads it where it stands alone.
    pub(crate) node_read: String,
    pub(crate) uniffi: String,
    pub(crate) uniffi_optional: String,
    /// What an answer with it is called.
    pub(crate) uniffi_answer: String,
    pub(crate) kotlin: String,
    pub(crate) kotlin_argument: String,
    /// What makes of it what crosses the border, and of what crossed it where it stands alone; `{}` stands for the value.
    pub(crate) kotlin_give: String,
    pub(crate) kotlin_read: String,
    /// The same of something that can be left out, and what stands for that.
    pub(crate) kotlin_optional: String,
    pub(crate) kotlin_optional_give: String,
    pub(crate) kotlin_absent: &'static str,
    pub(crate) java: String,
    pub(crate) of_java: String,
    pub(crate) swift: String,
    pub(crate) swift_give: String,
    pub(crate) swift_read: String,
    pub(crate) swift_optional: String,
    pub(crate) swift_optional_give: String,
    pub(crate) swift_absent: &'static str,
    pub(crate) kind: String,
}

impl TypeView {
    pub(crate) fn new(ty: &Type) -> Self {
        let optional = match ty {
            Type::Optional(_) | Type::Patch(_) => ty.clone(),
            other => Type::Optional(Box::new(other.clone())),
        };
        let is_patch = matches!(ty, Type::Patch(_));
        Self {
            rust: rust::name(ty),
            python: python::name(ty),
            python_argument: python::argument(ty),
            node: node::name(ty),
            node_argument: node::argument(ty),
            node_value: node::value(ty),
            node_read: node::read_alone(ty),
            uniffi: uniffi::name(ty),
            uniffi_optional: uniffi::optional(ty),
            uniffi_answer: uniffi::answer(ty),
            kotlin: kotlin::name(ty),
            kotlin_argument: kotlin::argument(ty),
            kotlin_give: kotlin::give(ty),
            kotlin_read: kotlin::read(ty, ORIGIN),
            kotlin_optional: kotlin::argument(&optional),
            kotlin_optional_give: kotlin::give(&optional),
            kotlin_absent: if is_patch { "Patch.Keep" } else { "null" },
            java: kotlin::java(ty),
            of_java: kotlin::of_java(ty),
            swift: swift::name(ty),
            swift_give: swift::give(ty),
            swift_read: swift::read(ty, ORIGIN),
            swift_optional: swift::name(&optional),
            swift_optional_give: swift::give(&optional),
            swift_absent: if is_patch { ".keep" } else { "nil" },
            kind: ty.to_string(),
        }
    }
}
