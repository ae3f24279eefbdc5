//! Paths and queries that a value can fill but never change.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::operation::{Operation, PathRule};
use crate::error::Error;

/// Everything but RFC 3986's unreserved characters.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Fills the template of an operation with one value for each of its parameters, in order.
///
/// URL libraries fold `..` away even where it is percent-encoded, which would turn "delete the token" into "delete the
/// registry". So a value is checked against its parameter's rule before it goes anywhere near a URL.
pub(crate) fn fill(operation: &Operation, values: &[&str]) -> Result<String, Error> {
    let mut path = operation.path.to_owned();
    for (parameter, value) in operation.parameters.iter().zip(values) {
        let segment = match parameter.rule {
            PathRule::Uuid => uuid_segment(value),
            PathRule::Id => id_segment(value),
            PathRule::Integer => integer_segment(value),
            PathRule::Name(rule) => (rule.segment)(value).ok_or(rule.form),
        }
        .map_err(|rule| {
            Error::invalid_argument(operation.id, format!("{} must be {rule}", parameter.name))
        })?;
        path = path.replace(&format!("{{{}}}", parameter.name), &segment);
    }
    Ok(path)
}

/// The service documents only the hyphenated form; the others a UUID library reads (plain, braced, URN) are refused.
fn uuid_segment(value: &str) -> Result<String, &'static str> {
    const RULE: &str = "a UUID in its hyphenated form, such as 6f1c2a34-0b5d-4e6f-8a9b-0c1d2e3f4a5b";
    const HYPHENATED_LENGTH: usize = 36;
    if value.len() != HYPHENATED_LENGTH {
        return Err(RULE);
    }
    uuid::Uuid::try_parse(value).map(|id| id.hyphenated().to_string()).map_err(|_| RULE)
}

/// Whether a text can be an id: such characters that no part of it can be read as more than one segment, however often it
/// is decoded on its way.
pub(crate) fn is_id(value: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    !matches!(value, "" | "." | "..") && value.bytes().all(is_plain)
}

fn id_segment(value: &str) -> Result<String, &'static str> {
    is_id(value).then(|| value.to_owned()).ok_or("an id of letters, digits, `-`, `_` and `.`")
}

fn integer_segment(value: &str) -> Result<String, &'static str> {
    let is_number = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| value.to_owned()).ok_or("a number")
}

/// Writes `key=value` pairs as a query, `?` included; empty where there are none.
pub(crate) fn query<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut text = String::new();
    for (key, value) in pairs {
        text.push(if text.is_empty() { '?' } else { '&' });
        text.extend(utf8_percent_encode(key, RESERVED));
        text.push('=');
        text.extend(utf8_percent_encode(value, RESERVED));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transport::{Effect, PathParameter};

    const DELETE: Operation = Operation {
        id: "tokens.delete",
        method: http::Method::DELETE,
        path: "/registries/{registry_id}/tokens/{token_id}",
        parameters: &[
            PathParameter { name: "registry_id", rule: PathRule::Uuid },
            PathParameter { name: "token_id", rule: PathRule::Uuid },
        ],
        effect: Effect::Idempotent,
        input: None,
        output: None,
        paging: None,
        reference: "registriesTokensDelete",
    };
    const ID: &str = "6f1c2a34-0b5d-4e6f-8a9b-0c1d2e3f4a5b";

    #[test]
    fn an_id_never_changes_the_path() {
        for bad in
            ["", ".", "..", "%2e%2e", "a/b", "a?b", "a#b", "\0", "é", "6f1c2a340b5d4e6f8a9b0c1d2e3f4a5b"]
        {
            let refusal = fill(&DELETE, &[ID, bad]).unwrap_err().to_string();
            assert!(refusal.contains("token_id") && refusal.contains("hyphenated"), "{bad:?}: {refusal}");
        }
        let braced = "{f1c2a34-0b5d-4e6f-8a9b-0c1d2e3f4a5b}x";
        assert!(fill(&DELETE, &[&braced[..36], ID]).is_err());
    }

    #[test]
    fn an_id_is_sent_in_lower_case() {
        let path = fill(&DELETE, &[&ID.to_uppercase(), ID]).unwrap();
        assert_eq!(path, format!("/registries/{ID}/tokens/{ID}"));
    }

    #[test]
    fn an_id_of_the_services_own_form_is_one_segment() {
        for bad in ["", ".", "..", "%2e%2e", "a/b", "a\\b", "a?b", "a#b", "a b", "\0", "é", "{a}"] {
            assert!(id_segment(bad).is_err(), "{bad:?}");
        }
        for good in ["d6a1e5c0-0000-4000-8000-000000000001", "TOK_1.a", "...", "a..b"] {
            assert_eq!(id_segment(good).as_deref(), Ok(good));
        }
        assert!(
            integer_segment("24").is_ok() && integer_segment("-1").is_err() && integer_segment("").is_err()
        );
    }

    #[test]
    fn query_values_are_encoded() {
        assert_eq!(query([("filter.name", "a b&c=d/é")]), "?filter.name=a%20b%26c%3Dd%2F%C3%A9");
        assert_eq!(query([]), "");
    }
}
