//! The grammar accepts and refuses, and the committed surface goes red when a model changes.
#![allow(clippy::unwrap_used, reason = "a failed step is a failed test")]

use std::path::{Path, PathBuf};

use xtask::{Language, Surface, check_surface, generate, read_core, write_surface};

fn core() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/src")
}

/// A copy of what is read of the core, to be changed.
struct Copy(tempfile::TempDir);

impl Copy {
    fn new() -> Self {
        let copy = Self(tempfile::tempdir().unwrap());
        let models = copy.0.path().join("ionos/models");
        std::fs::create_dir_all(&models).unwrap();
        for file in ["error.rs", "ionos/operations.rs"] {
            std::fs::copy(core().join(file), copy.0.path().join(file)).unwrap();
        }
        for entry in std::fs::read_dir(core().join("ionos/models")).unwrap() {
            let path = entry.unwrap().path();
            std::fs::copy(&path, models.join(path.file_name().unwrap())).unwrap();
        }
        copy
    }

    /// Adds a file of models.
    fn with(self, source: &str) -> Self {
        std::fs::write(self.0.path().join("ionos/models/added.rs"), source).unwrap();
        self
    }

    fn replace(self, file: &str, from: &str, to: &str) -> Self {
        let path = self.0.path().join(file);
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{file} has no {from}");
        std::fs::write(path, text.replacen(from, to, 1)).unwrap();
        self
    }

    fn read(&self) -> Result<Surface, String> {
        read_core(self.0.path()).map_err(|error| error.to_string())
    }
}

fn field(ty: &str) -> Copy {
    Copy::new().with(&format!("pub struct Sample {{ /** What it is. */ pub value: {ty} }}"))
}

#[test]
fn every_type_of_the_grammar_is_read() {
    let accepted = [
        ("bool", "bool"),
        ("u8", "u8"),
        ("i64", "i64"),
        ("f64", "f64"),
        ("String", "string"),
        ("uuid::Uuid", "uuid"),
        ("crate::Timestamp", "timestamp"),
        ("std::time::Duration", "duration"),
        ("Secret", "secret"),
        ("Option<Vec<Scope>>", "optional<list<Scope>>"),
        ("std::collections::BTreeMap<String, Vec<u32>>", "map<list<u32>>"),
        ("Patch<Vec<Scope>>", "patch<list<Scope>>"),
        ("Vec<TokenStatus>", "list<TokenStatus>"),
    ];
    for (rust, wanted) in accepted {
        let surface = field(rust).read().unwrap();
        let sample = surface.models.iter().find(|model| model.name == "Sample").unwrap();
        assert_eq!(sample.fields[0].ty.to_string(), wanted);
        assert_eq!(sample.fields[0].doc.trim(), "What it is.");
    }
}

#[test]
fn what_is_outside_is_refused_with_its_place() {
    let refused = [
        "u128",
        "usize",
        "f32",
        "char",
        "&'static str",
        "(String, String)",
        "[u8; 4]",
        "Box<Scope>",
        "Unknown",
        "serde_json::Value",
        "HashMap<String, String>",
        "BTreeMap<u32, String>",
        "Option<Option<String>>",
        "Option<Patch<String>>",
        "Patch<Option<String>>",
        "Option<usize>",
        "Option",
        "fn()",
    ];
    for rust in refused {
        let text = field(rust).read().unwrap_err();
        assert!(text.contains("added.rs: Sample.value: "), "{rust}: {text}");
    }
}

#[test]
fn items_that_are_no_models_are_refused() {
    for (source, why) in [
        ("pub enum Colour { Red }", "open_word!"),
        ("pub type Names = Vec<String>;", "alias"),
        ("pub struct Pair(String, String);", "named fields"),
        ("pub struct Of<T> { pub value: T }", "type parameters"),
        ("pub struct Half { value: String }", "public"),
        ("pub struct Scope { pub value: String }", "second type"),
    ] {
        let text = Copy::new().with(source).read().unwrap_err();
        assert!(text.contains(".rs: ") && text.contains(why), "{source}: {text}");
    }
}

#[test]
fn an_output_with_a_patch_is_refused() {
    let text = Copy::new()
        .replace("ionos/models/token.rs", "pub scopes: Vec<Scope>", "pub scopes: Patch<Vec<Scope>>")
        .read()
        .unwrap_err();
    assert!(text.contains("Token: scopes is a Patch"), "{text}");
}

#[test]
fn broken_rows_are_refused() {
    for (from, to, why) in [
        ("    &TOKENS_GET,\n", "", "TOKENS_GET: OPERATIONS does not list it"),
        ("Some(\"IssuedToken\")", "Some(\"NoToken\")", "tokens.create: no model is named NoToken"),
        ("&[REGISTRY_ID, TOKEN_ID]", "&[TOKEN_ID, REGISTRY_ID]", "not those of the path"),
    ] {
        let text = Copy::new().replace("ionos/operations.rs", from, to).read().unwrap_err();
        assert!(text.contains(why), "{text}");
    }
}

#[test]
fn the_surface_is_red_when_anything_changes() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("surface.json");
    write_surface(&Copy::new().read().unwrap(), &file).unwrap();
    check_surface(&Copy::new().read().unwrap(), &file).unwrap();

    for (source, from, to, shown) in [
        ("ionos/models/token.rs", "pub username: Option<String>", "pub username: String", "username"),
        ("ionos/models/token.rs", "\"disabled\"", "\"off\"", "off"),
        ("ionos/operations.rs", "Effect::RevealsSecret", "Effect::Once", "once"),
        ("error.rs", "\"conflict\"", "\"clash\"", "clash"),
    ] {
        let surface = Copy::new().replace(source, from, to).read().unwrap();
        let text = check_surface(&surface, &file).unwrap_err().to_string();
        assert!(text.contains(shown) && text.contains("cargo xtask surface"), "{text}");
    }
}

#[test]
fn the_committed_surface_is_that_of_the_source() {
    let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../api/surface.json");
    check_surface(&read_core(&core()).unwrap(), &committed).unwrap();
}

#[test]
fn every_language_is_written_and_names_every_output() {
    let surface = read_core(&core()).unwrap();
    let root = tempfile::tempdir().unwrap();
    for language in Language::ALL {
        let written = generate(&surface, language, root.path()).unwrap();
        assert!(!written.is_empty());
        let text: String = written.iter().map(|path| std::fs::read_to_string(path).unwrap()).collect();
        assert!(surface.words.iter().all(|word| text.contains(&word.name)), "{language:?}");
    }
}
