//! TypeScript.

use heck::{ToLowerCamelCase, ToShoutySnakeCase};

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

/// What reads a value of the type from the source that the native half wrote: `parent` and `place` say where it stands there.
/// `models` is what the readers of models are found in.
fn read(ty: &Type, parent: &str, place: &str, models: &str) -> String {
    match ty {
        Type::Bool => "from.bool()".into(),
        Type::Integer(name) if name == "i64" => "from.bigint()".into(),
        Type::Integer(_) => "from.integer()".into(),
        Type::Float | Type::Duration => "from.float()".into(),
        Type::Timestamp => "from.date()".into(),
        Type::Secret => "from.secret()".into(),
        Type::Optional(inner) | Type::Patch(inner) => {
            format!("(from.has() ? {} : null)", read(inner, parent, place, models))
        }
        Type::List(inner) => match &**inner {
            Type::Word(name) => format!("from.words({models}{})", words(name)),
            Type::Model(name) => format!("frozen({models}read{name}Items(from, {parent}, {place}))"),
            other => format!("from.list(() => {})", read(other, parent, place, models)),
        },
        Type::Map(inner) => format!("from.map(() => {})", read(inner, parent, place, models)),
        Type::Word(name) => format!("from.word({models}{})", words(name)),
        Type::Model(name) => format!("{models}read{name}(from, {parent}, {place})"),
        _ => "from.text()".into(),
    }
}

/// What the known words of a set are called as a list.
pub(crate) fn words(name: &str) -> String {
    format!("{}_WORDS", name.to_shouty_snake_case())
}

/// What reads the answer of a call.
pub(crate) fn read_alone(ty: &Type) -> String {
    read(ty, "parent", "place", "models.")
}

/// What reads a field of a model.
pub(crate) fn read_field(ty: &Type, index: usize) -> String {
    read(ty, "this", &index.to_string(), "")
}

/// The name in JavaScript: spans are milliseconds, and say so.
pub(crate) fn parameter(name: &str, kind: &str) -> String {
    let unit = if kind.ends_with("duration") || kind == "optional<duration>" { "Ms" } else { "" };
    format!("{}{unit}", name.to_lower_camel_case())
}
