//! Names of organizations and repositories.

/// 1 to 64; a letter first. Separators stand alone, but for two underscores and any number of hyphens.
pub(super) fn is_namespace(name: &str) -> bool {
    name.len() <= 64 && name.starts_with(|first: char| first.is_ascii_lowercase()) && is_joined(name, "._-")
}

/// 1 to 128; as above, with slashes, and a digit may be first.
pub(super) fn is_repository(name: &str) -> bool {
    name.len() <= 128 && is_joined(name, "._-/")
}

/// A repository's name as it stands in a path or query.
pub(super) fn of_wire(name: &str) -> String {
    name.replace('$', "/")
}

/// Words with separators between them.
fn is_joined(name: &str, separators: &str) -> bool {
    let is_word = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let ends = [name.bytes().next(), name.bytes().next_back()];
    ends.iter().all(|end| end.is_some_and(is_word))
        && name.split(|letter: char| u8::try_from(letter).is_ok_and(is_word)).all(|between| {
            let single = between.len() == 1 && separators.contains(between);
            between.is_empty() || single || between == "__" || between.bytes().all(|byte| byte == b'-')
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_words_with_single_separators() {
        for name in ["a", "group", "a1", "a.b_c-d", "a__b", "a---b", "a.b__c", &"a".repeat(64)] {
            assert!(is_namespace(name) && is_repository(name), "{name}");
        }
        for name in ["1a", "team/app", &"a".repeat(65)] {
            assert!(!is_namespace(name) && is_repository(name), "{name}");
        }
        for name in ["", "A", "a-", "-a", "a..b", "a._b", "a___b", "a_-b", "a//b", "a/-b", "é", "a b", "a$b"]
        {
            assert!(!is_namespace(name) && !is_repository(name), "{name}");
        }
        assert!(is_repository(&"a".repeat(128)) && !is_repository(&"a".repeat(129)));
    }
}
