//! What crosses uniffi's border: few and plain types, of which each language's own layer makes its own.

use heck::ToLowerCamelCase;

use crate::ir::Type;

/// The Rust type of a field of a record or an argument. Integers are signed and wide, as every language has that type; the
/// crate refuses what does not fit.
pub(crate) fn name(ty: &Type) -> String {
    match ty {
        Type::Bool => "bool".into(),
        Type::Integer(_) => "i64".into(),
        Type::Float => "f64".into(),
        Type::String | Type::Uuid | Type::Id | Type::Path | Type::Word(_) => "String".into(),
        Type::Bytes => "Vec<u8>".into(),
        Type::Proxy => "NativeProxy".into(),
        Type::Observer => "std::sync::Arc<dyn NativeObserver>".into(),
        Type::Timestamp | Type::Duration => "NativeTime".into(),
        Type::Secret => "std::sync::Arc<HeldSecret>".into(),
        Type::Optional(inner) | Type::Patch(inner) => format!("Option<{}>", name(inner)),
        Type::List(inner) => format!("Vec<{}>", name(inner)),
        Type::Map(inner) => format!("std::collections::HashMap<String, {}>", name(inner)),
        Type::Model(name) => format!("Native{name}"),
    }
}

/// The type of something that can be left out.
pub(crate) fn optional(ty: &Type) -> String {
    match ty {
        Type::Optional(_) | Type::Patch(_) => name(ty),
        other => format!("Option<{}>", name(other)),
    }
}

/// What an answer with a value of the type is called, without what stands before and after it.
pub(crate) fn answer(ty: &Type) -> String {
    match ty {
        Type::Optional(inner) => format!("Optional{}", answer(inner)),
        Type::List(inner) => format!("{}List", answer(inner)),
        Type::Model(name) => name.clone(),
        other => other.to_string(),
    }
}

/// The name that other languages have for a field of a record.
pub(crate) fn field(rust_name: &str) -> String {
    rust_name.trim_start_matches("r#").to_lower_camel_case()
}
