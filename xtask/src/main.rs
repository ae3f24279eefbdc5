#![forbid(unsafe_code)]
//! `cargo xtask`: see [`USAGE`].

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use xtask::{Language, check_surface, generate, read_core, write_surface};

const USAGE: &str = "usage:
  cargo xtask surface            writes api/surface.json, the public surface as the core's source has it
  cargo xtask surface --check    fails when the committed file differs
  cargo xtask generate python|node|kotlin|swift|all
                                 writes the part of the bindings that is not Rust into folders that git ignores
";

fn main() -> ExitCode {
    match run(&std::env::args().skip(1).collect::<Vec<_>>()) {
        Ok(text) => finish(&mut std::io::stdout(), &text, ExitCode::SUCCESS),
        Err(text) => finish(&mut std::io::stderr(), &text, ExitCode::FAILURE),
    }
}

fn finish(stream: &mut impl Write, text: &str, code: ExitCode) -> ExitCode {
    // Nothing can be done about a closed pipe.
    let _ = writeln!(stream, "{}", text.trim_end());
    code
}

fn run(arguments: &[String]) -> Result<String, String> {
    // xtask lies directly below the root of the repository.
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let said = |error: xtask::Error| format!("xtask: {error}");
    let surface = || read_core(&root.join("core/src")).map_err(said);
    let file = root.join("api/surface.json");

    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["surface"] => {
            write_surface(&surface()?, &file).map_err(said)?;
            Ok("xtask: api/surface.json is what the source says".to_owned())
        }
        ["surface", "--check"] => {
            check_surface(&surface()?, &file).map_err(said)?;
            Ok("xtask: api/surface.json is what the source says".to_owned())
        }
        ["generate", name] => {
            let surface = surface()?;
            let mut chosen =
                Language::ALL.into_iter().filter(|one| name == "all" || one.name() == name).peekable();
            if chosen.peek().is_none() {
                return Err(USAGE.to_owned());
            }
            let mut count = 0;
            for language in chosen {
                count += generate(&surface, language, &root).map_err(said)?.len();
            }
            Ok(format!("xtask: {count} files for {name}"))
        }
        _ => Err(USAGE.to_owned()),
    }
}
