//! From [`Surface`] to files.

use std::path::{Path, PathBuf};

use heck::{ToLowerCamelCase, ToSnakeCase, ToUpperCamelCase};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, UndefinedBehavior};

use crate::error::Error;
use crate::ir::Surface;
use crate::languages::{self, Language, Template};
use crate::{read, view};

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
    for template in language.rust() {
        write(&surface, &template, out_dir)?;
    }
    Ok(())
}

/// Writes everything of a binding that is not Rust, below the root of the repository; gives the files written.
pub fn generate(surface: &Surface, language: Language, root: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut written = Vec::new();
    for template in language.others() {
        written.extend(write(surface, &template, root)?);
    }
    Ok(written)
}

/// Renders a template below a folder: once, or for each client where its target names the `{provider}` or the `{client}`.
fn write(surface: &Surface, template: &Template, folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let context = view::context(surface);
    let mut written = Vec::new();
    let mut render_to = |target: String, client: Option<usize>| {
        let path = folder.join(target);
        file(&path, &render(template, &context, client)?)?;
        written.push(path);
        Ok(())
    };
    if template.target.contains(PROVIDER) || template.target.contains(CLIENT) {
        for (index, client) in surface.clients.iter().enumerate() {
            let target = template.target.replace(PROVIDER, &client.provider).replace(CLIENT, &client.name);
            render_to(target, Some(index))?;
        }
    } else {
        render_to(template.target.to_owned(), None)?;
    }
    Ok(written)
}

const PROVIDER: &str = "{provider}";
const CLIENT: &str = "{client}";

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

fn render(template: &Template, context: &view::Context<'_>, client: Option<usize>) -> Result<String, Error> {
    let failed = |source| Error::Template { template: template.name, source };
    let mut environment = Environment::new();
    let blocks =
        SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build();
    environment.set_syntax(blocks.map_err(failed)?);
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| minijinja::AutoEscape::None);
    environment.add_filter("camel", |name: String| name.to_lower_camel_case());
    environment.add_filter("pascal", |name: String| name.to_upper_camel_case());
    environment.add_filter("snake", |name: String| name.to_snake_case());
    environment.add_filter("oneline", |text: String| text.split_whitespace().collect::<Vec<_>>().join(" "));
    environment.add_filter("first_line", |text: String| text.lines().next().unwrap_or_default().to_owned());
    environment
        .add_filter("node_name", |name: String, kind: String| languages::node::parameter(&name, &kind));
    environment.add_filter("quoted", |text: String| format!("{text:?}"));
    environment.add_filter("plain", |text: String| plain(&text));
    let kinds = context.error_kinds();
    environment.add_filter("class_doc", move |text: String, suffix: Option<String>| {
        class_doc(&text, &kinds, suffix.as_deref().unwrap_or("Error"))
    });
    let (kinds, words) = (context.error_kinds(), context.known_words());
    environment.add_filter("swift_doc", move |text: String, before: Option<String>| {
        let text = languages::swift::documentation(&plain(&text), &kinds, &words);
        before.map_or_else(
            || text.split_whitespace().collect::<Vec<_>>().join(" "),
            |before| prefixed(&text, &before),
        )
    });
    environment.add_filter("swift_name", |name: String| languages::swift::identifier(&name));
    environment.add_filter("swift_declared", |name: String| languages::swift::declared(&name));
    environment.add_filter("swift_label", |name: String| languages::swift::label(&name));
    environment.add_filter("swift_member", |name: String| languages::swift::field(&name));
    let (kinds, words) = (context.error_kinds(), context.known_words());
    environment.add_filter("camel_doc", move |text: String, suffix: Option<String>| {
        camel_doc(&text, &kinds, &words, suffix.as_deref().unwrap_or("Error"))
    });
    environment.add_filter("lines", |text: String, before: String| prefixed(&plain(&text), &before));
    for (name, source) in languages::PARTS.into_iter().chain([(template.name, template.source)]) {
        environment.add_template(name, source).map_err(failed)?;
    }
    environment
        .get_template(template.name)
        .and_then(|ready| ready.render(Serde(context.of(client))))
        .map_err(failed)
}

/// Documentation without Rust's links: `` [`Secret::reveal`] `` is `` `Secret.reveal` `` elsewhere.
fn plain(doc: &str) -> String {
    let mut parts = doc.split("`](");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        text.push('`');
        text.push_str(part.split_once(')').map_or(part, |(_, rest)| rest));
    }
    text.replace("[`", "`").replace("`]", "`").replace("::", ".")
}

/// The same where the kinds of errors are classes, whose names end in `suffix`.
fn class_doc(doc: &str, error_kinds: &[String], suffix: &str) -> String {
    error_kinds.iter().fold(plain(doc), |text, kind| {
        text.replace(&format!("`{kind}`"), &format!("`{}{suffix}`", kind.to_upper_camel_case()))
    })
}

/// What only callers in Rust are told.
const OF_RUST: [&str; 4] = ["Tokio", "`blocking.", "Cheap to clone", "Serialising it"];

/// The same with names in camel case, without the paragraphs about Rust. A word that the service knows is no name.
fn camel_doc(doc: &str, error_kinds: &[String], words: &[String], suffix: &str) -> String {
    let text = class_doc(doc, error_kinds, suffix);
    let kept = text.split("\n\n").filter(|paragraph| !OF_RUST.iter().any(|word| paragraph.contains(word)));
    let text = kept.collect::<Vec<_>>().join("\n\n");
    let is_name = |part: &str| {
        part.contains('_')
            && part.contains(|sign: char| sign.is_ascii_lowercase())
            && part.chars().all(|sign| sign == '_' || sign.is_ascii_lowercase())
            && words.iter().all(|word| word != part)
    };
    // Every second part stands between backticks; behind a dot there is a name only where a type stands before it.
    let parts = text.split('`').enumerate().map(|(index, part)| match part.split_once('.') {
        _ if index % 2 == 0 => part.to_owned(),
        None if is_name(part) => part.to_lower_camel_case(),
        Some((owner, name)) if owner.starts_with(char::is_uppercase) && is_name(name) => {
            format!("{owner}.{}", name.to_lower_camel_case())
        }
        _ => part.to_owned(),
    });
    parts.collect::<Vec<_>>().join("`")
}

/// Puts the mark of a comment before every line.
fn prefixed(text: &str, before: &str) -> String {
    text.lines().map(|line| format!("{before}{line}").trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::camel_doc;

    #[test]
    fn names_in_documentation_are_in_camel_case_and_nothing_else_is() {
        let words = ["created_at".to_owned()];
        for (doc, wanted) in [
            ("see [`missing_ok`](Deletion::missing_ok)", "see `missingOk`"),
            ("see [`SwrClient::target_registries`]", "see `SwrClient.targetRegistries`"),
            ("takes `created_at`, `-` and `_`", "takes `created_at`, `-` and `_`"),
            (
                "`target_registries.list`, `~/.x_y/z` and page_size",
                "`target_registries.list`, `~/.x_y/z` and page_size",
            ),
            ("`not_found` where there is none", "`NotFoundError` where there is none"),
        ] {
            assert_eq!(camel_doc(doc, &["not_found".to_owned()], &words, "Error"), wanted);
        }
    }
}
