//! What differs between the languages: the names of types, and which files are written.

use heck::ToLowerCamelCase;

use crate::flat::Role;
use crate::ir::Type;

/// A binding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Language {
    /// `bindings-python`, with pyo3.
    Python,
    /// `bindings-node`, with napi-rs.
    Node,
    /// `bindings-kotlin`, with uniffi; Swift uses the same crate.
    Kotlin,
}

/// A template and where its text goes.
pub(crate) struct Template {
    pub(crate) name: &'static str,
    pub(crate) source: &'static str,
    pub(crate) target: &'static str,
}

macro_rules! template {
    ($name:literal => $target:literal) => {
        Template { name: $name, source: include_str!(concat!("../templates/", $name)), target: $target }
    };
}

impl Language {
    /// Every language.
    pub const ALL: [Self; 3] = [Self::Python, Self::Node, Self::Kotlin];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Python => "python",
            Self::Node => "node",
            Self::Kotlin => "kotlin",
        }
    }

    /// The Rust half, below a build script's `OUT_DIR`.
    pub(crate) fn rust(self) -> Vec<Template> {
        match self {
            Self::Python => vec![
                template!("python_models.rs.j2" => "models.rs"),
                template!("python_resources.rs.j2" => "resources.rs"),
            ],
            Self::Node => vec![
                template!("node_models.rs.j2" => "models.rs"),
                template!("node_resources.rs.j2" => "resources.rs"),
            ],
            Self::Kotlin => vec![template!("uniffi.rs.j2" => "models.rs")],
        }
    }

    /// Everything else, below the root of the repository.
    pub(crate) fn others(self) -> Vec<Template> {
        match self {
            Self::Python => vec![
                template!("python_init.py.j2" => "bindings-python/python/registry_tokens/generated/__init__.py"),
                template!("python_models.py.j2" => "bindings-python/python/registry_tokens/generated/models.py"),
                template!("python_client.py.j2" => "bindings-python/python/registry_tokens/generated/{provider}.py"),
                template!("python_package.py.j2" => "bindings-python/python/registry_tokens/__init__.py"),
                template!("python_native.pyi.j2" => "bindings-python/python/registry_tokens/_native.pyi"),
            ],
            Self::Node => vec![
                template!("node_models.ts.j2" => "bindings-node/ts/generated/models.ts"),
                template!("node_client.ts.j2" => "bindings-node/ts/generated/{provider}.ts"),
                template!("node_index.mjs.j2" => "bindings-node/lib/index.mjs"),
            ],
            Self::Kotlin => vec![
                template!("uniffi.toml.j2" => "bindings-kotlin/generated/uniffi.toml"),
                template!("kotlin_words.kt.j2" => "bindings-kotlin/generated/kotlin/dev/registrytokens/Words.kt"),
                template!("swift_words.swift.j2" => "bindings-swift/generated/Words.swift"),
            ],
        }
    }
}

/// An address, or `False` for none.
const PYTHON_PROXY: &str = "Secret | str | Literal[False]";
const PYTHON_OBSERVER: &str = "Callable[[Event], None]";

/// The type in Rust, as a binding's crate names it: models by `core::`, the rest by the names that it imports.
pub(crate) fn rust(ty: &Type) -> String {
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
        Type::Optional(inner) => format!("Option<{}>", rust(inner)),
        Type::Patch(inner) => format!("registry_tokens::Patch<{}>", rust(inner)),
        Type::List(inner) => format!("Vec<{}>", rust(inner)),
        Type::Map(inner) => format!("std::collections::BTreeMap<String, {}>", rust(inner)),
        Type::Word(name) | Type::Model(name) => format!("core::{name}"),
    }
}

/// The type in Python's stubs. Lists are tuples: a read-only value holds nothing that can be changed.
pub(crate) fn python(ty: &Type) -> String {
    match ty {
        Type::Bool => "bool".into(),
        Type::Integer(_) => "int".into(),
        Type::Float => "float".into(),
        Type::String | Type::Word(_) => "str".into(),
        Type::Uuid => "UUID".into(),
        Type::Timestamp => "datetime".into(),
        Type::Duration => "timedelta".into(),
        Type::Secret => "Secret".into(),
        Type::Id | Type::Path => "str".into(),
        Type::Bytes => "bytes".into(),
        Type::Proxy => PYTHON_PROXY.into(),
        Type::Observer => PYTHON_OBSERVER.into(),
        Type::Optional(inner) | Type::Patch(inner) => format!("{} | None", python(inner)),
        Type::List(inner) => format!("tuple[{}, ...]", python(inner)),
        Type::Map(inner) => format!("dict[str, {}]", python(inner)),
        Type::Model(name) => name.clone(),
    }
}

/// What a caller may hand over in Python: wider than what comes back, and nothing that would have to be copied first.
pub(crate) fn python_argument(ty: &Type) -> String {
    match ty {
        Type::Id => "UUID | str".into(),
        Type::Path => "str | PathLike[str]".into(),
        Type::Bytes => "bytes | str".into(),
        Type::Secret => "Secret | str".into(),
        Type::Optional(inner) => format!("{} | None", python_argument(inner)),
        Type::Patch(inner) => format!("{} | None | Unset", python_argument(inner)),
        Type::List(inner) => format!("Sequence[{}]", python_argument(inner)),
        Type::Map(inner) => format!("Mapping[str, {}]", python_argument(inner)),
        _ => python(ty),
    }
}

/// The type of a method's parameter in Python, and its default when it can be left out.
pub(crate) fn python_parameter(ty: &Type, role: Role) -> (String, Option<&'static str>) {
    let written = python_argument(ty);
    match (role, ty) {
        (Role::Parameter | Role::Required, _) => (written, None),
        (Role::Change, Type::Optional(inner)) => {
            (format!("{} | Unset", python_argument(inner)), Some("UNSET"))
        }
        (Role::Change, _) => (written, Some("UNSET")),
        (Role::Field, Type::Optional(_)) => (written, Some("None")),
        (Role::Field | Role::Setting, _) => (format!("{written} | None"), Some("None")),
    }
}

/// The type in TypeScript's declarations. Durations are milliseconds.
pub(crate) fn node(ty: &Type) -> String {
    match ty {
        Type::Bool => "boolean".into(),
        Type::Integer(_) | Type::Float | Type::Duration => "number".into(),
        Type::String | Type::Uuid | Type::Id | Type::Path => "string".into(),
        Type::Bytes => "Uint8Array".into(),
        Type::Proxy => "string | false".into(),
        Type::Observer => "(event: Event) => void".into(),
        Type::Timestamp => "Date".into(),
        Type::Secret => "Secret".into(),
        Type::Optional(inner) | Type::Patch(inner) => format!("{} | null", node(inner)),
        Type::List(inner) => format!("ReadonlyArray<{}>", node(inner)),
        Type::Map(inner) => format!("Readonly<Record<string, {}>>", node(inner)),
        Type::Word(name) | Type::Model(name) => name.clone(),
    }
}

/// The type of an argument in TypeScript: what is read-only inside, and whatever can be written for it.
pub(crate) fn node_argument(ty: &Type) -> String {
    match ty {
        Type::Optional(inner) => node_argument(inner),
        Type::Patch(inner) => format!("{} | null", node_argument(inner)),
        Type::List(inner) => format!("ReadonlyArray<{}>", node_argument(inner)),
        Type::Map(_) => "Texts".into(),
        Type::Secret => "string | Secret".into(),
        Type::Bytes => "string | Uint8Array".into(),
        Type::Proxy => "string | Secret | false".into(),
        Type::Word(name) => format!("models.{name}"),
        Type::Model(name) => format!("models.{name}Like"),
        other => node(other),
    }
}

/// The type of what a call gives, seen from beside the models.
pub(crate) fn node_value(ty: &Type) -> String {
    match ty {
        Type::Optional(inner) => format!("{} | null", node_value(inner)),
        Type::Model(name) => format!("models.{name}"),
        other => node(other),
    }
}

/// What reads a value of the type from what the native half wrote: `wire` is that, `origin` where it stands. Models are named
/// with what stands before them.
fn node_read(ty: &Type, wire: &str, origin: &str, before: &str) -> String {
    match ty {
        Type::Timestamp => format!("date({wire})"),
        Type::Secret => format!("secret({wire}, {origin})"),
        Type::Optional(inner) | Type::Patch(inner) => {
            format!("optional({wire}, (wire) => {})", node_read(inner, "wire", origin, before))
        }
        Type::List(inner) => {
            format!(
                "list({wire}, {origin}, (wire, origin) => {})",
                node_read(inner, "wire", "origin", before)
            )
        }
        Type::Map(inner) => format!("map({wire}, (wire) => {})", node_read(inner, "wire", origin, before)),
        Type::Model(name) => format!("model({before}{name}, {wire}, {origin})"),
        other => format!("{wire} as {}", node(other)),
    }
}

/// What reads the answer of a call.
pub(crate) fn node_read_alone(ty: &Type) -> String {
    node_read(ty, "wire", "origin", "models.")
}

/// What reads a field of a model out of the list of its fields.
pub(crate) fn node_read_field(ty: &Type, index: usize) -> String {
    node_read(ty, &format!("wire[{index}]"), &format!("at(origin, {index})"), "")
}

/// The name in JavaScript: spans are milliseconds, and say so.
pub(crate) fn node_name(name: &str, kind: &str) -> String {
    let unit = if kind.ends_with("duration") || kind == "optional<duration>" { "Ms" } else { "" };
    format!("{}{unit}", name.to_lower_camel_case())
}

/// The Rust type in uniffi's records: those it knows, and the custom ones of the crate (`Uuid`, words).
pub(crate) fn uniffi(ty: &Type) -> String {
    match ty {
        Type::Bool => "bool".into(),
        Type::Integer(name) | Type::Word(name) | Type::Model(name) => name.clone(),
        Type::Float => "f64".into(),
        Type::String | Type::Id | Type::Path => "String".into(),
        Type::Bytes => "Vec<u8>".into(),
        Type::Proxy => "Proxy".into(),
        Type::Observer => "Observer".into(),
        Type::Uuid => "Uuid".into(),
        Type::Timestamp => "std::time::SystemTime".into(),
        Type::Duration => "std::time::Duration".into(),
        Type::Secret => "std::sync::Arc<Secret>".into(),
        Type::Optional(inner) | Type::Patch(inner) => format!("Option<{}>", uniffi(inner)),
        Type::List(inner) => format!("Vec<{}>", uniffi(inner)),
        Type::Map(inner) => format!("std::collections::HashMap<String, {}>", uniffi(inner)),
    }
}
