//! Rust, as the crates of the bindings name it.

use crate::ir::Type;

/// The type in Rust, as a binding's crate names it: models by `core::`, the rest by the names that it imports.
pub(crate) fn name(ty: &Type) -> String {
    match ty {
        Type::Bool => "bool".into(),
        Type::Integer(name) => name.clone(),
        Type::Float => "f64".into(),
        Type::String => "String".into(),
        Type::Uuid => "uuid::Uuid".into(),
        Type::Timestamp => "registry_tokens::Timestamp".into(),
        Type::Duration => "std::time::Duration".into(),
        Type::Secret => "registry_tokens::Secret".into(),
        Type::Id => "registry_tokens::ResourceId".into(),
        Type::Path => "std::path::PathBuf".into(),
        Type::Bytes => "Bytes".into(),
        Type::Proxy => "registry_tokens::Proxy".into(),
        Type::Observer => "Observer".into(),
        Type::Optional(inner) => format!("Option<{}>", name(inner)),
        Type::Patch(inner) => format!("registry_tokens::Patch<{}>", name(inner)),
        Type::List(inner) => format!("Vec<{}>", name(inner)),
        Type::Map(inner) => format!("std::collections::BTreeMap<String, {}>", name(inner)),
        Type::Word(name) | Type::Model(name) => format!("core::{name}"),
    }
}
