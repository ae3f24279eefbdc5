//! The grammar accepts and refuses, and the committed surface goes red when a model changes.
#![allow(clippy::unwrap_used, reason = "a failed step is a failed test")]

mod support;

use std::path::Path;

use support::{Copy, core};
use xtask::{Language, check_surface, generate, read_core, write_surface};

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
        "ResourceId",
        "std::path::PathBuf",
        "Proxy",
        "impl Into<String>",
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
fn what_stands_beside_the_fields_of_a_model_is_read() {
    let source = "pub struct Sample { pub value: u8 }
        impl Sample {
            /// How to make one.
            pub fn new(value: impl Into<String>, r#type: u8, self_: Vec<u8>) -> Self { Self { value } }
            pub fn other() -> Sample { Self { value: 0 } }
            /// Whether it is.
            pub fn is_large(&self) -> bool { true }
            pub fn parts(&self) -> Option<Vec<Scope>> { None }
            pub fn to_json(&self) -> serde_json::Value { todo!() }
            pub fn value(mut self, value: Unread) -> Self { self }
            pub fn done(self) -> Unread { Unread }
            pub(crate) fn inner(&self, one: Unread) -> Unread { one }
            #[doc(hidden)]
            pub fn hidden(&self, one: Unread) -> Unread { one }
        }
        impl From<Unread> for Sample { fn from(one: Unread) -> Self { Self } }
        #[non_exhaustive]
        pub struct Closed { pub value: u8 }";
    let surface = Copy::new().with(source).read().unwrap();
    let model = |name: &str| surface.models.iter().find(|model| model.name == name).unwrap();
    let sample = model("Sample");
    assert!(sample.is_open && !model("Closed").is_open);

    let constructors: Vec<_> = sample.constructors.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(constructors, ["new", "other"]);
    let new = &sample.constructors[0];
    let parameters: Vec<_> = new.parameters.iter().map(|one| format!("{}: {}", one.name, one.ty)).collect();
    assert_eq!(
        (new.doc.as_str(), parameters.join(", ").as_str()),
        ("How to make one.", "value: string, type: u8, self: bytes")
    );

    let methods: Vec<_> = sample.methods.iter().map(|one| format!("{}: {}", one.name, one.ty)).collect();
    assert_eq!(methods, ["is_large: bool", "parts: optional<list<Scope>>"]);
    assert_eq!(sample.methods[0].doc, "Whether it is.");
}

#[test]
fn functions_of_models_that_no_binding_could_express_are_refused() {
    for (function, why) in [
        ("pub fn f(&self)", "Sample::f: a public function of a model with &self"),
        ("pub fn f(&self, one: u8) -> u8", "Sample::f: a public function of a model with &self"),
        ("pub async fn f(&self) -> u8", "Sample::f: a public function of a model with &self"),
        ("pub fn f(&self) -> &str", "Sample::f: &str is outside the closed set of field types"),
        ("pub fn f(&self) -> Patch<u8>", "Sample::f: a Patch"),
        ("pub fn to_json(&self) -> Text", "Sample::to_json: Text is outside"),
        ("pub fn f(&mut self)", "Sample::f: a model does not change"),
        ("pub fn f() -> Option<Self>", "Sample::f: a public function of a model without self gives Self"),
        ("pub fn f()", "Sample::f: a public function of a model without self gives Self"),
        ("pub fn new<A: Into<String>>(one: u8, value: A) -> Self", "Sample::new(value): A is outside"),
    ] {
        let source =
            format!("pub struct Sample {{ pub value: u8 }} impl Sample {{ {function} {{ todo!() }} }}");
        let text = Copy::new().with(&source).read().unwrap_err();
        assert!(text.contains("added.rs: ") && text.contains(why), "{function}: {text}");
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
