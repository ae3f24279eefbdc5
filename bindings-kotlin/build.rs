//! Writes the models' records; see the crate `xtask`.

use std::error::Error;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = |name| std::env::var_os(name).map(PathBuf::from).ok_or(name);
    xtask::build_script(xtask::Language::Kotlin, &folder("CARGO_MANIFEST_DIR")?, &folder("OUT_DIR")?)?;
    Ok(())
}
