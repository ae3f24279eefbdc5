//! Python.

use crate::flat::Role;
use crate::ir::Type;

/// An address, or `False` for none.
const PROXY: &str = "Secret | str | Literal[False]";
const OBSERVER: &str = "Callable[[Event], None]";

/// The type in Python's stubs. Lists are tuples: a read-only value holds nothing that can be changed.
pub(crate) fn name(ty: &Type) -> String {
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
        Type::Proxy => PROXY.into(),
        Type::Observer => OBSERVER.into(),
        Type::Optional(inner) | Type::Patch(inner) => format!("{} | None", name(inner)),
        Type::List(inner) => format!("tuple[{}, ...]", name(inner)),
        Type::Map(inner) => format!("dict[str, {}]", name(inner)),
        Type::Model(name) => name.clone(),
    }
}

/// What a caller may hand over in Python: wider than what comes back, and nothing that would have to be copied first.
pub(crate) fn argument(ty: &Type) -> String {
    match ty {
        Type::Id => "UUID | str".into(),
        Type::Path => "str | PathLike[str]".into(),
        Type::Bytes => "bytes | str".into(),
        Type::Secret => "Secret | str".into(),
        Type::Optional(inner) => format!("{} | None", argument(inner)),
        Type::Patch(inner) => format!("{} | None | Unset", argument(inner)),
        Type::List(inner) => format!("Sequence[{}]", argument(inner)),
        Type::Map(inner) => format!("Mapping[str, {}]", argument(inner)),
        _ => name(ty),
    }
}

/// The type of a method's parameter in Python, and its default when it can be left out.
pub(crate) fn parameter(ty: &Type, role: Role) -> (String, Option<&'static str>) {
    let written = argument(ty);
    match (role, ty) {
        (Role::Parameter | Role::Required, _) => (written, None),
        (Role::Change, Type::Optional(inner)) => (format!("{} | Unset", argument(inner)), Some("UNSET")),
        (Role::Change, _) => (written, Some("UNSET")),
        (Role::Field, Type::Optional(_)) => (written, Some("None")),
        (Role::Field | Role::Setting, _) => (format!("{written} | None"), Some("None")),
    }
}
