//! Kotlin, and Java where it has a type of its own. In what converts, `{}` stands for the value.

use crate::ir::Type;

/// The type of a value.
pub(crate) fn name(ty: &Type) -> String {
    match ty {
        Type::Bool => "Boolean".into(),
        Type::Integer(name) if matches!(name.as_str(), "u8" | "u16" | "i8" | "i16" | "i32") => "Int".into(),
        Type::Integer(_) => "Long".into(),
        Type::Float => "Double".into(),
        Type::String | Type::Id => "String".into(),
        Type::Uuid => "UUID".into(),
        Type::Timestamp => "Instant".into(),
        Type::Duration => "Duration".into(),
        Type::Secret => "Secret".into(),
        Type::Path => "Path".into(),
        Type::Bytes => "ByteArray".into(),
        Type::Proxy => "Proxy".into(),
        Type::Observer => "(Event) -> Unit".into(),
        Type::Optional(inner) => format!("{}?", name(inner)),
        Type::Patch(inner) => format!("Patch<{}>", name(inner)),
        Type::List(inner) => format!("List<{}>", name(inner)),
        Type::Map(inner) => format!("Map<String, {}>", name(inner)),
        Type::Word(name) | Type::Model(name) => name.clone(),
    }
}

/// The type of an argument: what is counted fits an `Int` where the core has no more.
pub(crate) fn argument(ty: &Type) -> String {
    match ty {
        Type::Integer(name) if name == "u32" => "Int".into(),
        Type::Optional(inner) => format!("{}?", argument(inner)),
        other => name(other),
    }
}

/// The type of an argument for Java.
pub(crate) fn java(ty: &Type) -> String {
    match ty {
        Type::Duration => "java.time.Duration".into(),
        Type::Observer => "Consumer<Event>".into(),
        Type::Optional(inner) | Type::Patch(inner) => java(inner),
        other => argument(other),
    }
}

/// What makes an argument of the Kotlin layer of one of Java's.
pub(crate) fn of_java(ty: &Type) -> String {
    match ty {
        Type::Duration => "{}.toKotlinDuration()".into(),
        Type::Observer => "{}::accept".into(),
        Type::Optional(inner) | Type::Patch(inner) => of_java(inner),
        _ => "{}".into(),
    }
}

/// What makes a value of what crossed the border. `origin` says where it stands.
pub(crate) fn read(ty: &Type, origin: &str) -> String {
    match ty {
        Type::Integer(_) if name(ty) == "Int" => "{}.toInt()".into(),
        Type::Uuid => "UUID.fromString({})".into(),
        Type::Timestamp => "{}.instant()".into(),
        Type::Duration => "{}.duration()".into(),
        Type::Secret => "Secret({})".into(),
        Type::Word(name) => format!("{name}({{}})"),
        Type::Model(_) => format!("{{}}.read({origin})"),
        Type::Optional(inner) => match read(inner, origin).as_str() {
            "{}" => "{}".into(),
            inner => format!("{{}}?.let {{ {} }}", inner.replace("{}", "it")),
        },
        Type::List(inner) => {
            let each = read(inner, &format!("{origin}.at(index)")).replace("{}", "it");
            format!("{{}}.readEach {{ index, it -> {each} }}")
        }
        Type::Map(inner) => {
            format!("{{}}.readValues {{ it -> {} }}", read(inner, origin).replace("{}", "it"))
        }
        _ => "{}".into(),
    }
}

/// What makes of an argument what crosses the border.
pub(crate) fn give(ty: &Type) -> String {
    match ty {
        Type::Integer(_) if argument(ty) == "Int" => "{}.toLong()".into(),
        Type::Uuid | Type::Path => "{}.toString()".into(),
        Type::Timestamp | Type::Duration | Type::Proxy => "{}.native()".into(),
        Type::Secret => "{}.held".into(),
        Type::Word(_) => "{}.text".into(),
        Type::Model(_) => "{}.give()".into(),
        Type::Optional(inner) => match give(inner).as_str() {
            "{}" => "{}".into(),
            inner if inner.starts_with("{}.") => inner.replacen("{}.", "{}?.", 1),
            inner => format!("{{}}?.let {{ {} }}", inner.replace("{}", "it")),
        },
        Type::Patch(inner) => give(&Type::Optional(inner.clone())).replacen("{}", "{}.valueOrNull()", 1),
        Type::List(inner) => match give(inner).as_str() {
            "{}" => "{}".into(),
            inner => format!("{{}}.map {{ {} }}", inner.replace("{}", "it")),
        },
        _ => "{}".into(),
    }
}
