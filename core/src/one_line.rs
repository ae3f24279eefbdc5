//! What was given, as a part of an error's text.

use std::path::Path;

/// More than this of what was given helps nobody.
const LONGEST: usize = 500;

/// A text as a part of one line that can be read.
pub(crate) fn one_line(text: &str) -> String {
    text.chars().map(|c| if ends_line(c) { ' ' } else { c }).take(LONGEST).collect()
}

/// The name of a file; of a long one its end, where the file's own name is.
pub(crate) fn file_name(path: &Path) -> String {
    let name = path.to_string_lossy();
    let surplus = name.chars().count().saturating_sub(LONGEST);
    let mark = if surplus > 0 { "…" } else { "" };
    let end: String = name.chars().skip(surplus).collect();
    format!("{mark}{}", one_line(&end))
}

fn ends_line(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_given_stays_on_the_line() {
        assert_eq!(one_line("a\r\nb\u{85}c\u{2028}d\u{1b}"), "a  b c d ");
        assert_eq!(file_name(Path::new("/nowhere/a\nb")), "/nowhere/a b");
        let long = format!("/{}/config", "x".repeat(5000));
        let shown = file_name(Path::new(&long));
        assert!(
            shown.starts_with("…x") && shown.ends_with("/config") && shown.chars().count() == LONGEST + 1
        );
        assert_eq!(one_line(&"y".repeat(5000)).len(), LONGEST);
    }
}
