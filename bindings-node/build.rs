//! Writes the models' conversions; see the crate `xtask`.

use std::error::Error;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    napi_build::setup();
    let folder = |name| std::env::var_os(name).map(PathBuf::from).ok_or(name);
    xtask::build_script(xtask::Language::Node, &folder("CARGO_MANIFEST_DIR")?, &folder("OUT_DIR")?)?;
    Ok(())
}
