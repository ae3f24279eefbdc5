//! The names of arguments in an error's text, as another language spells them.

use std::borrow::Cow;

use crate::error::{Error, ErrorKind};

/// The same error for a caller who knows an argument by another name: each pair is our name and theirs.
///
/// Only errors of what the caller gave are changed, and in them only whole words: neither what is quoted, which is the caller's
/// own, nor parts of paths and addresses. A name that is a word of English, too, counts only where a sentence begins with it.
pub fn respelt(error: &Error, names: &[(&str, &str)]) -> Error {
    let mut error = error.clone();
    // A refusal of the service is none of these kinds, unless it redirects, which is told in our words as well.
    if matches!(error.kind(), ErrorKind::InvalidArgument | ErrorKind::Config) {
        error.fields_mut().reason = respell(error.reason(), names);
    }
    error
}

fn respell(text: &str, names: &[(&str, &str)]) -> String {
    let mut written = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = match first {
            '"' => quotation(rest),
            _ if is_of_word(first) => rest.find(|c| !is_of_word(c)).unwrap_or(rest.len()),
            _ => first.len_utf8(),
        };
        let (part, behind) = rest.split_at(end);
        written.push_str(&theirs(part, names, rest.len() == text.len()));
        rest = behind;
    }
    written
}

/// What stands together in a name, a path or an address.
fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || "_/\\.-~@%".contains(c)
}

/// Where a quotation ends, its quotes included; one without an end is all the rest.
fn quotation(text: &str) -> usize {
    let mut is_escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

fn theirs<'a>(part: &'a str, names: &[(&str, &str)], is_first: bool) -> Cow<'a, str> {
    let word = part.trim_end_matches('.');
    let found = names.iter().find(|(ours, _)| *ours == word && (is_first || word.contains('_')));
    found.map_or(part.into(), |(_, theirs)| format!("{theirs}{}", &part[word.len()..]).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: &[(&str, &str)] = &[
        ("registry_id", "registryId"),
        ("page_size", "pageSize"),
        ("expires_in", "expiresInMs"),
        ("base_url", "baseUrl"),
        ("timeout", "timeoutMs"),
        ("config_file", "configFile"),
    ];

    #[test]
    fn whole_words_are_spelt_as_the_caller_does() {
        for (ours, theirs) in [
            ("registry_id must be a UUID", "registryId must be a UUID"),
            ("limit (page_size) must be at least 1", "limit (pageSize) must be at least 1"),
            ("give expiry_date or expires_in, not both", "give expiry_date or expiresInMs, not both"),
            ("set IONOS_CONFIG_FILE or pass config_file", "set IONOS_CONFIG_FILE or pass configFile"),
            ("it is base_url. Or page_size?", "it is baseUrl. Or pageSize?"),
            ("timeout must be more than nothing", "timeoutMs must be more than nothing"),
            ("größe registry_id: é", "größe registryId: é"),
        ] {
            assert_eq!(respell(ours, NAMES), theirs);
        }
    }

    #[test]
    fn everything_else_stays() {
        for text in [
            "",
            "the timeout is up",
            "registry_ids my_registry_id",
            "config file /home/base_url/config_file.yaml cannot be read",
            "C:\\base_url\\x ./base_url base_url-2 base_url.example",
            "extra_headers: \"page_size\" and \"a \\\" base_url\" are set",
            "\"registry_id",
            "has \"registry_id",
        ] {
            assert_eq!(respell(text, NAMES), text);
        }
    }

    #[test]
    fn only_errors_of_what_was_given_are_changed() {
        let reason = "base_url is not a URL";
        for (kind, attempts, is_changed) in [
            (ErrorKind::InvalidArgument, 0, true),
            (ErrorKind::Config, 0, true),
            (ErrorKind::Config, 1, true),
            (ErrorKind::BadRequest, 1, false),
            (ErrorKind::Connect, 0, false),
        ] {
            let mut error = Error::new(kind, "tokens.get", reason);
            error.fields_mut().attempts = attempts;
            let other = respelt(&error, NAMES);
            assert_eq!(other.reason() != reason, is_changed, "{other:?}");
            assert_eq!(other.to_string().contains("baseUrl"), is_changed, "{other}");
            assert_eq!((other.kind(), other.attempts()), (kind, attempts));
        }
    }
}
