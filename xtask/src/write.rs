//! From [`Surface`] to files.

use std::path::{Path, PathBuf};

use heck::{ToLowerCamelCase, ToUpperCamelCase};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, UndefinedBehavior};
use serde::Serialize;

use crate::error::Error;
use crate::ir::{Model, Surface};
use crate::languages::{self, Language, Template};
use crate::read;

/// Called by the `build.rs` of a binding: writes the Rust half of it into `OUT_DIR`, and asks cargo to run it again
/// when the core's models or operations change.
pub fn build_script(language: Language, manifest_dir: &Path, out_dir: &Path) -> Result<(), Error> {
    let core = manifest_dir.join("../core/src");
    let mut stdout = std::io::stdout().lock();
    for path in read::watched(&core) {
        let line = format!("cargo::rerun-if-changed={}\n", path.display());
        std::io::Write::write_all(&mut stdout, line.as_bytes())
            .map_err(|source| Error::File { path: PathBuf::from("stdout"), source })?;
    }
    let surface = read::read_core(&core)?;
    let template = language.rust();
    file(&out_dir.join(template.target), &render(&surface, &template)?)
}

/// Writes everything of a binding that is not Rust, below the root of the repository; gives the files written.
pub fn generate(surface: &Surface, language: Language, root: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut written = Vec::new();
    for template in language.others() {
        let path = root.join(template.target);
        file(&path, &render(surface, &template)?)?;
        written.push(path);
    }
    Ok(written)
}

/// Writes a file unless it holds the same text already: its time stays, and nothing is built again for it.
pub(crate) fn file(path: &Path, text: &str) -> Result<(), Error> {
    let failed = |source| Error::File { path: path.to_owned(), source };
    if std::fs::read_to_string(path).is_ok_and(|present| present == text) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    std::fs::write(path, text).map_err(failed)
}

/// A model as templates see it.
#[derive(Serialize)]
struct ModelView<'a> {
    name: &'a str,
    doc: &'a str,
    fields: Vec<FieldView<'a>>,
}

#[derive(Serialize)]
struct FieldView<'a> {
    name: &'a str,
    rust_name: &'a str,
    doc: &'a str,
    python: String,
    node: String,
    uniffi: String,
}

fn view(model: &Model) -> ModelView<'_> {
    let field = |field: &'_ crate::ir::Field| {
        (languages::python(&field.ty), languages::node(&field.ty), languages::uniffi(&field.ty))
    };
    let fields = model.fields.iter().map(|one| {
        let (python, node, uniffi) = field(one);
        FieldView { name: &one.name, rust_name: &one.rust_name, doc: &one.doc, python, node, uniffi }
    });
    ModelView { name: &model.name, doc: &model.doc, fields: fields.collect() }
}

/// A set of words as templates see it.
#[derive(Serialize)]
struct WordView<'a> {
    name: &'a str,
    doc: &'a str,
    known: Vec<KnownView<'a>>,
}

#[derive(Serialize)]
struct KnownView<'a> {
    name: &'a str,
    text: &'a str,
    doc: &'a str,
}

/// What every template is given.
#[derive(Serialize)]
struct Context<'a> {
    models: Vec<ModelView<'a>>,
    words: Vec<WordView<'a>>,
}

fn render(surface: &Surface, template: &Template) -> Result<String, Error> {
    let failed = |source| Error::Template { template: template.name, source };
    let models: Vec<_> = surface.outputs().into_iter().map(view).collect();
    let words: Vec<_> = surface
        .words
        .iter()
        .map(|word| WordView {
            name: &word.name,
            doc: &word.doc,
            known: word
                .known
                .iter()
                .map(|known| KnownView { name: &known.name, text: &known.text, doc: &known.doc })
                .collect(),
        })
        .collect();

    let mut environment = Environment::new();
    let blocks =
        SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build();
    environment.set_syntax(blocks.map_err(failed)?);
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| minijinja::AutoEscape::None);
    environment.add_filter("camel", |name: String| name.to_lower_camel_case());
    environment.add_filter("pascal", |name: String| name.to_upper_camel_case());
    environment.add_filter("quoted", |text: String| format!("{text:?}"));
    environment.add_filter("plain", |text: String| plain(&text));
    environment.add_filter("lines", |text: String, before: String| prefixed(&plain(&text), &before));
    environment.add_template(template.name, template.source).map_err(failed)?;
    environment
        .get_template(template.name)
        .and_then(|ready| ready.render(Serde(Context { models, words })))
        .map_err(failed)
}

/// Documentation without Rust's links: `` [`Secret::reveal`] `` is `` `Secret.reveal` `` elsewhere.
fn plain(doc: &str) -> String {
    doc.replace("[`", "`").replace("`]", "`").replace("::", ".")
}

/// Puts the mark of a comment before every line.
fn prefixed(text: &str, before: &str) -> String {
    text.lines().map(|line| format!("{before}{line}").trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}
