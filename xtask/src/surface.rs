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

/// The lines that went and came, each group below the name of what it is in: many lines stand in several places.
fn difference(committed: &str, wanted: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (committed.lines().collect(), wanted.lines().collect());
    let common = common(&old, &new);
    let (mut i, mut j) = (0, 0);
    let mut place = None;
    let mut text = String::new();
    while i < old.len() || j < new.len() {
        let line = if i < old.len() && j < new.len() && old[i] == new[j] {
            let is_name = [r#""name":"#, r#""id":"#].iter().any(|key| old[i].trim_start().starts_with(key));
            place = if is_name { Some(old[i]) } else { place };
            (i, j) = (i + 1, j + 1);
            continue;
        } else if j == new.len() || (i < old.len() && common[i + 1][j] >= common[i][j + 1]) {
            i += 1;
            format!("-{}\n", old[i - 1])
        } else {
            j += 1;
            format!("+{}\n", new[j - 1])
        };
        if let Some(place) = place.take() {
            text.push_str(&format!(" {place}\n"));
        }
        text.push_str(&line);
    }
    if text.is_empty() {
        text.push_str("(the same lines with other ends)\n");
    }
    text
}

/// How many lines two texts have in common, in the same order, behind each pair of lines.
fn common(old: &[&str], new: &[&str]) -> Vec<Vec<u32>> {
    let mut common = vec![vec![0; new.len() + 1]; old.len() + 1];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            common[i][j] = if old[i] == new[j] {
                common[i + 1][j + 1] + 1
            } else {
                common[i + 1][j].max(common[i][j + 1])
            };
        }
    }
    common
}
