//! TypeScript.

use heck::ToLowerCamelCase;

use crate::ir::Type;

/// The type in TypeScript's declarations. Durations are milliseconds.
pub(crate) fn name(ty: &Type) -> String {
    match ty {
        Type::Bool => "boolean".into(),
        // What can be larger than a number tells apart.
        Type::Integer(name) if name == "i64" => "bigint".into(),
        Type::Integer(_) | Type::Float | Type::Duration => "number".into(),
        Type::String | Type::Uuid | Type::Id | Type::Path => "string".into(),
        Type::Bytes => "Uint8Array".into(),
        Type::Proxy => "string | false".into(),
        Type::Observer => "(event: Event) => void".into(),
        Type::Timestamp => "Date".into(),
        Type::Secret => "Secret".into(),
        Type::Optional(inner) | Type::Patch(inner) => format!("{} | null", name(inner)),
        Type::List(inner) => format!("ReadonlyArray<{}>", name(inner)),
        Type::Map(inner) => format!("Readonly<Record<string, {}>>", name(inner)),
        Type::Word(name) | Type::Model(name) => name.clone(),
    }
}

/// The type of an argument in TypeScript: what is read-only inside, and whatever can be written for it.
pub(crate) fn argument(ty: &Type) -> String {
    match ty {
        Type::Optional(inner) => argument(inner),
        Type::Patch(inner) => format!("{} | null", argument(inner)),
        Type::List(inner) => format!("ReadonlyArray<{}>", argument(inner)),
        Type::Map(_) => "Texts".into(),
        Type::Secret => "string | Secret".into(),
        Type::Bytes => "string | Uint8Array".into(),
        Type::Proxy => "string | Secret | false".into(),
        Type::Word(name) => format!("models.{name}"),
        Type::Model(name) => format!("models.{name}Like"),
        other => name(other),
    }
}

/// The type of what a call gives, seen from beside the models.
pub(crate) fn value(ty: &Type) -> String {
    match ty {
        Type::Optional(inner) => format!("{} | null", value(inner)),
        Type::List(inner) => format!("ReadonlyArray<{}>", value(inner)),
        Type::Model(name) => format!("models.{name}"),
        other => name(other),
    }
}

/// What reads a value of the type from what the native half wrote: `wire` is that, `origin` where it stands. Models are named
/// with what stands before them.
fn read(ty: &Type, wire: &str, origin: &str, before: &str) -> String {
    match ty {
        Type::Integer(name) if name == "i64" => format!("BigInt({wire} as string)"),
        Type::Timestamp => format!("date({wire})"),
        Type::Secret => format!("secret({wire}, {origin})"),
        Type::Optional(inner) | Type::Patch(inner) => {
            format!("optional({wire}, (wire) => {})", read(inner, "wire", origin, before))
        }
        Type::List(inner) => {
            format!("list({wire}, {origin}, (wire, origin) => {})", read(inner, "wire", "origin", before))
        }
        Type::Map(inner) => format!("map({wire}, (wire) => {})", read(inner, "wire", origin, before)),
        Type::Model(name) => format!("model({before}{name}, {wire}, {origin})"),
        other => format!("{wire} as {}", name(other)),
    }
}

/// What reads the answer of a call.
pub(crate) fn read_alone(ty: &Type) -> String {
    read(ty, "wire", "origin", "models.")
}

/// What reads a field of a model out of the list of its fields.
pub(crate) fn read_field(ty: &Type, index: usize) -> String {
    read(ty, &format!("wire[{index}]"), &format!("at(origin, {index})"), "")
}

/// The name in JavaScript: spans are milliseconds, and say so.
pub(crate) fn parameter(name: &str, kind: &str) -> String {
    let unit = if kind.ends_with("duration") || kind == "optional<duration>" { "Ms" } else { "" };
    format!("{}{unit}", name.to_lower_camel_case())
}
