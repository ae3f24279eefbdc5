//! The stored fuzz corpus of the emulator's parser, and that no folder of the corpus is left out. The four targets of the
//! library itself are replayed next to their doors, in `core/src/fuzzing.rs`, which an integration test cannot reach.
#![expect(clippy::unwrap_used, reason = "a test: a file that cannot be read ends it")]

#[path = "../../tests/fuzz/doors/emulator_parser.rs"]
mod door;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

#[test]
fn the_parsers_corpus_passes() {
    let files = entries(&fuzz().join("corpus/emulator_parser"));
    assert!(files.len() >= 12, "the corpus has only {} files", files.len());
    for file in files {
        let input = std::fs::read(&file).unwrap();
        let outcome = std::panic::catch_unwind(|| door::emulator_parser(&input));
        assert!(outcome.is_ok(), "{}", file.display());
    }
}

#[test]
fn every_target_has_a_corpus_and_a_replay() {
    let stems = |folder: &str| -> BTreeSet<String> {
        let stem = |path: PathBuf| path.file_stem().unwrap().to_str().unwrap().to_owned();
        entries(&fuzz().join(folder)).into_iter().map(stem).collect()
    };
    let replayed = ["answer", "base_url", "emulator_parser", "profile_file", "retry_after"];
    assert_eq!(stems("fuzz_targets"), replayed.map(str::to_owned).into());
    assert_eq!(stems("corpus"), replayed.map(str::to_owned).into());
}

fn fuzz() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fuzz")
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
}
