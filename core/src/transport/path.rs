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
    fn query_values_are_encoded() {
        assert_eq!(query([("filter.name", "a b&c=d/é")]), "?filter.name=a%20b%26c%3Dd%2F%C3%A9");
        assert_eq!(query([]), "");
    }
}
