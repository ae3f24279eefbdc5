//! The names of successors: the name of the old one, and behind it whose successor it is.
//!
//! `ci` with an id that begins with `1b4e28ba` is followed by `ci-r1b4e28ba03f9`, the last four at random, and that one by
//! `ci-r` and the beginning of its own id: names do not grow.

/// How many digits of the old one's id are in the name.
const MARK: usize = 8;
/// How many digits are at random: a rotation may be begun again while the successor of one before is still there.
const RANDOM: usize = 4;
const SEPARATOR: &str = "-r";
const ENDING: usize = SEPARATOR.len() + MARK + RANDOM;

/// A name for a successor.
pub(super) fn successor(old_name: &str, old_id: &str, longest: usize) -> String {
    let random = fastrand::u16(..);
    format!("{}{random:0RANDOM$x}", stem(old_name, old_id, longest))
}

/// Whether a name is one of a successor of the old one.
pub(super) fn is_successor(name: &str, old_name: &str, old_id: &str, longest: usize) -> bool {
    is_of_stem(name, &stem(old_name, old_id, longest))
}

/// Whether two names are of successors of the same one.
pub(super) fn are_siblings(one: &str, other: &str) -> bool {
    split(one).is_some() && one.len() == other.len() && is_of_stem(other, &one[..one.len() - RANDOM])
}

/// Whether a name is that of a successor of what has this id, whatever that was called.
pub(super) fn bears_mark(name: &str, old_id: &str) -> bool {
    split(name).is_some_and(|(_, digits)| digits[..MARK] == mark(old_id))
}

/// What the names of all have in common, from the first one on.
pub(super) fn base(name: &str, longest: usize) -> &str {
    let base = split(name).map_or(name, |(base, _)| base);
    let mut end = base.len().min(longest - ENDING);
    while !base.is_char_boundary(end) {
        end -= 1;
    }
    // A cut may leave a sign at the end that no name may have twice in a row.
    base[..end].trim_end_matches(['-', '_', '.'])
}

/// What all successors of the old one begin with.
fn stem(old_name: &str, old_id: &str, longest: usize) -> String {
    format!("{}{SEPARATOR}{}", base(old_name, longest), mark(old_id))
}

fn is_of_stem(name: &str, stem: &str) -> bool {
    name.strip_prefix(stem).is_some_and(|random| random.len() == RANDOM && random.bytes().all(is_digit))
}

/// The beginning of an id, hyphens left out.
fn mark(id: &str) -> String {
    let digits = id.chars().map(|c| c.to_ascii_lowercase()).filter(char::is_ascii_hexdigit);
    format!("{:0<MARK$}", digits.take(MARK).collect::<String>())
}

/// The base of a successor's name, and the digits of its ending.
fn split(name: &str) -> Option<(&str, &str)> {
    let at = name.len().checked_sub(ENDING).filter(|at| *at > 0 && name.is_char_boundary(*at))?;
    let (base, ending) = name.split_at(at);
    let digits = ending.strip_prefix(SEPARATOR)?;
    digits.bytes().all(is_digit).then_some((base, digits))
}

fn is_digit(byte: u8) -> bool {
    byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "1B4E28BA-2fa1-11d2-883f-0016d3cca427";
    const NEXT: &str = "6ba7b810-9dad-11d1-80b4-00c04fd430c8";

    #[test]
    fn a_successor_bears_the_name_and_the_mark_of_the_old_one() {
        let first = successor("ci", ID, 63);
        assert!(first.starts_with("ci-r1b4e28ba") && first.len() == "ci".len() + ENDING, "{first}");
        assert!(is_successor(&first, "ci", ID, 63) && bears_mark(&first, ID));
        assert!(!is_successor(&first, "cj", ID, 63) && !is_successor(&first, "ci", NEXT, 63));
        let second = successor(&first, NEXT, 63);
        assert_eq!((base("ci", 63), base(&first, 63), base(&second, 63)), ("ci", "ci", "ci"));
        assert!(second.starts_with("ci-r6ba7b810"), "{second}");
        assert!(is_successor(&second, &first, NEXT, 63) && !is_successor(&second, "ci", ID, 63));
    }

    #[test]
    fn a_long_name_is_cut_so_that_the_rules_hold() {
        let long = format!("{}-{}", "a".repeat(48), "b".repeat(14));
        let name = successor(&long, ID, 63);
        assert!(name.starts_with(&format!("{}-r1b4e28ba", "a".repeat(48))), "{name}");
        assert!(is_successor(&name, &long, ID, 63));
        assert_eq!(successor(&"é".repeat(63), ID, 63).len(), 48 + ENDING);
        assert_eq!(successor(&"a".repeat(64), ID, 64).len(), 64);
        assert_eq!(base(&name, 63), base(&long, 63));
    }

    #[test]
    fn siblings_are_those_of_the_same_one() {
        let (one, other) = ("ci-r1b4e28ba0000", "ci-r1b4e28baffff");
        assert!(are_siblings(one, other) && are_siblings(one, one));
        for stranger in
            ["cj-r1b4e28ba0000", "ci-r1b4e28bb0000", "ci", "ci-r1b4e28ba000g", "aci-r1b4e28ba0000"]
        {
            assert!(!are_siblings(one, stranger) && !are_siblings(stranger, one), "{stranger}");
        }
        assert!(!are_siblings("ci", "ci"));
    }

    #[test]
    fn names_that_only_look_alike_are_left_alone() {
        for name in
            ["-r1b4e28ba0000", "r1b4e28ba0000", "ci-R1b4e28ba0000", "ci-r1B4E28BA0000", "ci-r1b4e28ba00é"]
        {
            assert_eq!(split(name), None, "{name}");
            assert!(successor(name, ID, 63).starts_with(name), "{name}");
        }
        assert_eq!(mark("f-1"), "f1000000");
    }
}
