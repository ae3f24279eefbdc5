//! Swift. In what converts, `{}` stands for the value.

use heck::{ToLowerCamelCase, ToSnakeCase, ToUpperCamelCase};

use crate::ir::Type;

/// The name of a property, an argument or a function: what is short for several words stands in capitals, unless it comes
/// first. `self` cannot be told from the value itself.
pub(crate) fn identifier(name: &str) -> String {
    if name == "self" {
        return "this".into();
    }
    let snake = name.to_snake_case();
    let word = |(index, word): (usize, &str)| match word {
        _ if index == 0 => word.to_owned(),
        "api" | "http" | "id" | "json" | "ok" | "tls" | "url" => word.to_uppercase(),
        "ids" => "IDs".into(),
        _ => word.to_upper_camel_case(),
    };
    snake.split('_').enumerate().map(word).collect()
}

/// The same where it is declared and Swift has another use for the word.
pub(crate) fn declared(name: &str) -> String {
    let name = identifier(name);
    if ["default", "extension", "internal", "public", "private", "open", "protocol"].contains(&name.as_str())
    {
        return format!("`{name}`");
    }
    name
}

/// The name of an argument as uniffi writes it.
pub(crate) fn label(name: &str) -> String {
    name.to_lower_camel_case()
}

/// The name of a field of a record as uniffi writes it; see `uniffi.toml`.
pub(crate) fn field(ffi_name: &str) -> String {
    if ffi_name == "self" { "this".into() } else { ffi_name.into() }
}

/// Documentation in which what stands in code is as Swift writes it: kinds of errors are constants, and only errors and
/// secrets are asked by the name of their type. A word that the service knows is no name.
pub(crate) fn documentation(plain: &str, error_kinds: &[String], words: &[String]) -> String {
    let mut text = String::new();
    for (index, part) in plain.split('`').enumerate() {
        if index > 0 {
            text.push('`');
        }
        if index % 2 == 0 {
            text.push_str(part);
        } else if error_kinds.iter().any(|kind| kind == part) {
            text.push_str(&format!(".{}", identifier(part)));
        } else if words.iter().any(|word| word == part) {
            text.push_str(part);
        } else {
            text.push_str(&path(part));
        }
    }
    text
}

/// `Error.outcome_unknown` is `RegistryTokensError.outcomeUnknown`; setters are arguments. What is no name stays.
fn path(code: &str) -> String {
    let is_name = |part: &str| {
        part.contains(|letter: char| letter.is_ascii_alphanumeric())
            && part.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
    };
    let parts: Vec<&str> = code.split('.').collect();
    let is_ours = code.contains('_') || code.starts_with(char::is_uppercase) && parts.len() > 1;
    let is_variable = code.chars().all(|letter| letter.is_ascii_uppercase() || letter == '_');
    if !is_ours || is_variable || !parts.iter().all(|part| is_name(part)) {
        return code.to_owned();
    }
    let word = |part: &str| {
        if part.starts_with(char::is_uppercase) && part.contains(char::is_lowercase) {
            part.to_owned()
        } else {
            identifier(part)
        }
    };
    match parts[..] {
        ["Error", name] => format!("RegistryTokensError.{}", word(name)),
        ["Deletion" | "Call" | "Self", name] => word(name),
        _ => parts.iter().map(|part| word(part)).collect::<Vec<_>>().join("."),
    }
}

/// The type of a value.
pub(crate) fn name(ty: &Type) -> String {
    match ty {
        Type::Bool => "Bool".into(),
        Type::Integer(_) => "Int".into(),
        Type::Float => "Double".into(),
        Type::String => "String".into(),
        Type::Id => "some ResourceID".into(),
        Type::Uuid => "UUID".into(),
        Type::Timestamp => "Date".into(),
        Type::Duration => "Duration".into(),
        Type::Secret => "Secret".into(),
        Type::Path => "URL".into(),
        Type::Bytes => "Data".into(),
        Type::Proxy => "Proxy".into(),
        Type::Observer => "@Sendable (Event) -> Void".into(),
        Type::Optional(inner) => format!("{}?", name(inner)),
        Type::Patch(inner) => format!("Patch<{}>", name(inner)),
        Type::List(inner) => format!("[{}]", name(inner)),
        Type::Map(inner) => format!("[String: {}]", name(inner)),
        Type::Word(name) | Type::Model(name) => name.clone(),
    }
}

/// What makes a value of what crossed the border. `origin` says where it stands.
pub(crate) fn read(ty: &Type, origin: &str) -> String {
    match ty {
        Type::Integer(_) => "Int({})".into(),
        Type::Uuid => "uuid({})".into(),
        Type::Timestamp => "{}.date".into(),
        Type::Duration => "{}.duration".into(),
        Type::Secret => "Secret({})".into(),
        Type::Word(name) => format!("{name}(rawValue: {{}})"),
        Type::Model(name) => format!("{name}({{}}, {origin})"),
        Type::Optional(inner) => match read(inner, origin).as_str() {
            "{}" => "{}".into(),
            inner => format!("{{}}.map {{ {} }}", inner.replace("{}", "$0")),
        },
        Type::List(inner) => {
            let each = read(inner, &format!("{origin}.at(index)")).replace("{}", "one");
            match each.as_str() {
                "one" => "{}".into(),
                each if each.contains("index") => {
                    format!("{{}}.enumerated().map {{ index, one in {each} }}")
                }
                each => format!("{{}}.map {{ one in {each} }}"),
            }
        }
        Type::Map(inner) => match read(inner, origin).as_str() {
            "{}" => "{}".into(),
            inner => format!("{{}}.mapValues {{ {} }}", inner.replace("{}", "$0")),
        },
        _ => "{}".into(),
    }
}

/// What makes of an argument what crosses the border.
pub(crate) fn give(ty: &Type) -> String {
    match ty {
        Type::Integer(_) => "Int64({})".into(),
        Type::Uuid => "{}.uuidString".into(),
        Type::Id => "{}.resourceID".into(),
        Type::Path => "{}.path".into(),
        Type::Timestamp | Type::Duration | Type::Proxy | Type::Model(_) => "{}.native".into(),
        Type::Secret => "{}.held".into(),
        Type::Word(_) => "{}.rawValue".into(),
        Type::Optional(inner) => match give(inner).as_str() {
            "{}" => "{}".into(),
            inner => format!("{{}}.map {{ {} }}", inner.replace("{}", "$0")),
        },
        Type::Patch(inner) => give(&Type::Optional(inner.clone())).replacen("{}", "{}.value", 1),
        Type::List(inner) => match give(inner).as_str() {
            "{}" => "{}".into(),
            inner => format!("{{}}.map {{ {} }}", inner.replace("{}", "$0")),
        },
        _ => "{}".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::{declared, documentation, identifier};

    #[test]
    fn what_is_short_for_several_words_stands_in_capitals_unless_it_comes_first() {
        for (name, wanted) in [
            ("registry_id", "registryID"),
            ("created_by_user_id", "createdByUserID"),
            ("user_ids", "userIDs"),
            ("base_url", "baseURL"),
            ("url_template", "urlTemplate"),
            ("http_status", "httpStatus"),
            ("missing_ok", "missingOK"),
            ("WAITING_FOR_STORAGE", "waitingForStorage"),
            ("identity", "identity"),
            ("self", "this"),
        ] {
            assert_eq!(identifier(name), wanted);
        }
        assert_eq!((declared("internal"), declared("server")), ("`internal`".into(), "server".into()));
    }

    #[test]
    fn code_in_documentation_is_as_swift_writes_it() {
        let kinds = ["not_found".to_owned(), "server".to_owned()];
        for (plain, wanted) in [
            ("`not_found` where there is none", "`.notFound` where there is none"),
            ("the `server` and not_found", "the `.server` and not_found"),
            ("has `Error.outcome_unknown`", "has `RegistryTokensError.outcomeUnknown`"),
            ("or `Deletion.missing_ok`", "or `missingOK`"),
            ("`outcome_unknown`", "`outcomeUnknown`"),
            ("as a rule `ScopeType.REPOSITORY`", "as a rule `ScopeType.repository`"),
            (
                "`filter.NAME`, `IONOS_TOKEN`, `~/.ionos/config`",
                "`filter.NAME`, `IONOS_TOKEN`, `~/.ionos/config`",
            ),
            ("`tokens.get`, `Bearer `, `http`", "`tokens.get`, `Bearer `, `http`"),
            ("`-` and `_`, `created_at` and `updated_at`", "`-` and `_`, `created_at` and `updatedAt`"),
        ] {
            assert_eq!(documentation(plain, &kinds, &["created_at".to_owned()]), wanted);
        }
    }
}
