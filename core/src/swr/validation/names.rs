//! The names of organizations and repositories, and how they stand in a path.

use super::{Checked, require};
use crate::swr::defaults::{LONGEST_NAME, LONGEST_REPOSITORY};
use crate::transport::{NameRule, PathRule};

/// The organization in a path.
pub(crate) const NAMESPACE: PathRule = PathRule::Name(&NameRule {
    form: NAMESPACE_FORM,
    segment: |name| is_namespace(name).then(|| name.to_owned()),
});

/// The repository in a path. Its slashes become `$`, which is percent-encoded then: a `%2F` would be signed as a separator.
pub(crate) const REPOSITORY: PathRule = PathRule::Name(&NameRule {
    form: REPOSITORY_FORM,
    segment: |name| is_repository(name).then(|| name.replace('/', "%24")),
});

const NAMESPACE_FORM: &str = "1 to 64 lower-case letters and digits that begin with a letter, with `.`, `_`, `__` or hyphens \
                              between them";
const REPOSITORY_FORM: &str =
    "1 to 128 lower-case letters and digits, with `.`, `/`, `_`, `__` or hyphens between them";

/// Checks the name of an organization that is no part of a path.
pub(crate) fn namespace(operation: &'static str, name: &str) -> Checked {
    require(operation, is_namespace(name), format!("namespace must be {NAMESPACE_FORM}"))
}

/// Checks the name of a repository that is no part of a path; `parameter` is what the caller knows it as.
pub(crate) fn repository(operation: &'static str, parameter: &str, name: &str) -> Checked {
    require(operation, is_repository(name), format!("{parameter} must be {REPOSITORY_FORM}"))
}

/// The name of a repository, or a part of one, as queries and paths have it.
pub(crate) fn path_name(name: &str) -> String {
    name.replace('/', "$")
}

fn is_namespace(name: &str) -> bool {
    let begins_well = name.bytes().next().is_some_and(|byte| byte.is_ascii_lowercase());
    begins_well && name.len() <= LONGEST_NAME && is_words(name, &['.', '_'])
}

fn is_repository(name: &str) -> bool {
    name.len() <= LONGEST_REPOSITORY && is_words(name, &['.', '_', '/'])
}

/// Whether it is lower-case letters and digits with single separators between them; two underscores and runs of hyphens count
/// as one.
fn is_words(name: &str, separators: &[char]) -> bool {
    let is_plain = |one: char| one.is_ascii_lowercase() || one.is_ascii_digit();
    let mut rest = name;
    loop {
        let word = rest.find(|one| !is_plain(one)).unwrap_or(rest.len());
        if word == 0 {
            return false;
        }
        rest = &rest[word..];
        if rest.is_empty() {
            return true;
        }
        let hyphens = rest.len() - rest.trim_start_matches('-').len();
        let single = || rest.chars().next().filter(|one| separators.contains(one)).map(char::len_utf8);
        let separator = match hyphens {
            0 => rest.strip_prefix("__").map(|_| 2).or_else(single),
            run => Some(run),
        };
        let Some(separator) = separator else { return false };
        rest = &rest[separator..];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_follow_the_services_rules() {
        let longest = "a".repeat(LONGEST_NAME);
        for good in ["a", "team", "team-1", "a.b", "a_b", "a__b", "a--b", "a1", longest.as_str()] {
            assert!(is_namespace(good) && is_repository(good), "{good}");
        }
        let bad = [
            "", "A", "-a", "a-", "a..b", "a___b", "a._b", "a b", "\u{e9}", ".", "..", "a/", "/a", "a//b",
            "a$b",
        ];
        for bad in bad {
            assert!(!is_namespace(bad) && !is_repository(bad), "{bad}");
        }
        assert!(!is_namespace("1a") && is_repository("1a"));
        assert!(!is_namespace("a/b") && is_repository("a/b") && is_repository("a/b/c"));
        assert!(!is_namespace(&format!("{longest}a")) && is_repository(&format!("{longest}a")));
        assert!(is_repository(&"a".repeat(LONGEST_REPOSITORY)));
        assert!(!is_repository(&"a".repeat(LONGEST_REPOSITORY + 1)));
    }

    #[test]
    fn a_slash_is_a_dollar_in_a_path() {
        let PathRule::Name(rule) = REPOSITORY else { panic!("a name") };
        assert_eq!((rule.segment)("team/app/web").as_deref(), Some("team%24app%24web"));
        assert_eq!((rule.segment)("team$app"), None);
    }
}
