//! `api/surface.json`: the whole public surface as one committed file, so that a change of it shows in review.

use std::path::Path;

use crate::error::Error;
use crate::ir::Surface;

/// The text of the file. Documentation is left out: it may change freely.
pub fn surface_json(surface: &Surface) -> String {
    // Plain data with text keys: it cannot fail.
    let mut text = serde_json::to_string_pretty(surface).unwrap_or_default();
    text.push('\n');
    text
}

/// Writes the file.
pub fn write_surface(surface: &Surface, path: &Path) -> Result<(), Error> {
    crate::write::file(path, &surface_json(surface))
}

/// Compares the file with the source.
pub fn check_surface(surface: &Surface, path: &Path) -> Result<(), Error> {
    let committed =
        std::fs::read_to_string(path).map_err(|source| Error::File { path: path.to_owned(), source })?;
    let wanted = surface_json(surface);
    if committed == wanted {
        return Ok(());
    }
    Err(Error::Stale { path: path.to_owned(), difference: difference(&committed, &wanted) })
}

/// The lines of each that the other has not: enough to see which model or row it is.
fn difference(committed: &str, wanted: &str) -> String {
    let only = |these: &str, those: &str, mark: char| {
        let others: Vec<&str> = those.lines().collect();
        let mine = these.lines().filter(|line| !others.contains(line));
        mine.map(|line| format!("{mark}{line}\n")).collect::<String>()
    };
    let mut text = only(committed, wanted, '-') + &only(wanted, committed, '+');
    if text.is_empty() {
        text.push_str("(the same lines in another order)\n");
    }
    text
}
