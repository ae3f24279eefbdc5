#![allow(clippy::expect_used, clippy::panic)]
//! Runs every shared vector against the async and the blocking client; see `tests/vectors/README.md`.

mod arguments;
mod call;
mod cells;
mod client;
mod compare;
mod fill;
mod format;
mod outcome;
mod run;
mod secrets;
mod view;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use libtest_mimic::{Arguments, Trial};
use registry_tokens_emulator::{Emulator, Options};

use crate::format::{Vector, read_folder};
use crate::run::{Style, run};

/// What Rust lacks: it has no time without an offset, and ids that are numbers have no sign; that a text is no id is found
/// when the call is made.
const LACKING: &[&str] = &["naive_time", "signed_ids"];

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let folder = std::env::var_os("VECTORS_DIR").map_or_else(default_folder, PathBuf::from);
    let emulator = Arc::new(Emulator::start_blocking(Options::default()).expect("the emulator starts"));
    let vectors: Vec<Arc<Vector>> = read_folder(&folder)
        .into_iter()
        .flat_map(|(path, vectors)| vectors.unwrap_or_else(|why| panic!("{}: {why}", path.display())))
        .map(Arc::new)
        .collect();
    let mut trials = Vec::new();
    for style in [Style::Async, Style::Blocking] {
        let mut ran = 0;
        for vector in &vectors {
            if let Some(need) = vector.needs.iter().find(|need| LACKING.contains(&need.as_str())) {
                if style == Style::Async {
                    println!("skipped {}: no {need} in Rust", vector.id);
                }
                continue;
            }
            ran += 1;
            let (emulator, vector) = (Arc::clone(&emulator), Arc::clone(vector));
            trials.push(Trial::test(format!("{}/{}", style.name(), vector.id), move || {
                run(&emulator, style, &vector).map_err(Into::into)
            }));
        }
        let total = vectors.len();
        println!("vectors rust-{}: run {ran}, skipped {}, total {total}", style.name(), total - ran);
    }
    trials.extend(must_fail_trials(&folder.join("must_fail"), &emulator));
    if folder == default_folder() {
        let ids: Vec<String> = vectors.iter().map(|vector| vector.id.clone()).collect();
        trials.push(Trial::test("every_required_cell_has_its_vector", move || {
            cells::check(&ids).map_err(Into::into)
        }));
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn default_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/vectors")
}

/// A runner that cannot go red proves nothing: each of these must.
fn must_fail_trials(folder: &Path, emulator: &Arc<Emulator>) -> Vec<Trial> {
    let mut trials = Vec::new();
    for (path, vectors) in read_folder(folder) {
        let Ok(vectors) = vectors else {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            trials.push(Trial::test(format!("must_fail/{name}: the file is refused"), || Ok(())));
            continue;
        };
        for vector in vectors {
            for style in [Style::Async, Style::Blocking] {
                let (emulator, vector) = (Arc::clone(emulator), vector.clone());
                let name = format!("{}/{}", style.name(), vector.id);
                trials.push(Trial::test(name, move || match run(&emulator, style, &vector) {
                    Err(_) => Ok(()),
                    Ok(()) => Err(format!("passed, though its {:?} is wrong", vector.wrong).into()),
                }));
            }
        }
    }
    trials
}
