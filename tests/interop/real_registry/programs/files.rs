//! What both programs need beside the library.

use std::error::Error;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

pub type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// What the last argument says, if it is there.
pub fn namespace(argument: &[String]) -> Option<String> {
    Some(argument.first().map_or("ci", String::as_str)).filter(|given| *given != "-").map(str::to_owned)
}

/// Readable by its owner only.
pub fn write_privately(path: &Path, text: &str) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true).mode(0o600).open(path)?.write_all(text.as_bytes())
}
