//! What the generator knows of the core: the same for every language.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Serialize, Serializer};

/// Everything a binding offers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Surface {
    /// The operations, in the order of the table.
    pub operations: Vec<Operation>,
    /// The models, by name.
    pub models: Vec<Model>,
    /// The open words, by name.
    pub words: Vec<Word>,
    /// The kinds of errors, in the order of the core.
    #[serde(serialize_with = "as_names")]
    pub error_kinds: Vec<ErrorKind>,
}

/// One row of an operation table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Operation {
    /// Such as `tokens.get`.
    pub id: String,
    /// The HTTP method.
    pub method: String,
    /// The template of the path.
    pub path: String,
    /// The parameters of the path, in order.
    #[serde(serialize_with = "as_map")]
    pub parameters: Vec<Parameter>,
    /// `read`, `idempotent`, `once`, `reveals_secret`.
    pub effect: String,
    /// The model sent.
    pub input: Option<String>,
    /// The model received.
    pub output: Option<String>,
    /// How lists are cut into pages.
    pub paging: Option<String>,
    /// The name in the service's own reference.
    pub reference: String,
}

/// A parameter of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// What it must look like.
    pub rule: String,
}

/// A struct of named values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Model {
    /// Its name in every language.
    pub name: String,
    /// What it is, as Markdown.
    #[serde(skip)]
    pub doc: String,
    /// Its fields, in order.
    #[serde(serialize_with = "as_map")]
    pub fields: Vec<Field>,
}

/// A value of a model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its name in snake case, free of Rust's marks (`r#type` is `type`, `self_` is `self`).
    pub name: String,
    /// Its name in the Rust source.
    pub rust_name: String,
    /// What it is, as Markdown.
    pub doc: String,
    /// Its type.
    pub ty: Type,
}

/// A type of the closed set.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Type {
    /// `bool`
    Bool,
    /// One of Rust's integers, by name: up to 64 bits.
    Integer(String),
    /// `f64`
    Float,
    /// `String`
    String,
    /// A UUID.
    Uuid,
    /// A moment in time.
    Timestamp,
    /// A span of time.
    Duration,
    /// A text that shows itself only when asked.
    Secret,
    /// A value that may be missing.
    Optional(Box<Self>),
    /// Values in order.
    List(Box<Self>),
    /// Values by name.
    Map(Box<Self>),
    /// Keep, clear or set.
    Patch(Box<Self>),
    /// A word of an open set.
    Word(String),
    /// Another model.
    Model(String),
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool => f.write_str("bool"),
            Self::Float => f.write_str("f64"),
            Self::String => f.write_str("string"),
            Self::Uuid => f.write_str("uuid"),
            Self::Timestamp => f.write_str("timestamp"),
            Self::Duration => f.write_str("duration"),
            Self::Secret => f.write_str("secret"),
            Self::Optional(inner) => write!(f, "optional<{inner}>"),
            Self::List(inner) => write!(f, "list<{inner}>"),
            Self::Map(inner) => write!(f, "map<{inner}>"),
            Self::Patch(inner) => write!(f, "patch<{inner}>"),
            Self::Integer(name) | Self::Word(name) | Self::Model(name) => f.write_str(name),
        }
    }
}

impl Serialize for Type {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Type {
    /// The model or word inside, whatever is around it.
    pub(crate) fn named(&self) -> Option<&str> {
        match self {
            Self::Optional(inner) | Self::List(inner) | Self::Map(inner) | Self::Patch(inner) => {
                inner.named()
            }
            Self::Word(name) | Self::Model(name) => Some(name),
            _ => None,
        }
    }

    /// Whether a patch is somewhere inside.
    pub(crate) fn has_patch(&self) -> bool {
        match self {
            Self::Patch(_) => true,
            Self::Optional(inner) | Self::List(inner) | Self::Map(inner) => inner.has_patch(),
            _ => false,
        }
    }
}

/// A set of words that may grow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Word {
    /// Its name in every language.
    pub name: String,
    /// What it is about, as Markdown.
    #[serde(skip)]
    pub doc: String,
    /// The known words.
    #[serde(serialize_with = "as_map")]
    pub known: Vec<KnownWord>,
}

/// A word that the service is known to use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownWord {
    /// The constant's name.
    pub name: String,
    /// The word as the service spells it.
    pub text: String,
    /// What it means, as Markdown.
    pub doc: String,
}

/// A kind of error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorKind {
    /// Its name in every language, such as `not_found`.
    pub name: String,
    /// When it happens, as Markdown.
    pub doc: String,
}

/// What is written as one line `"name": "what it is"`, so that a difference reads well.
trait Named {
    fn entry(&self) -> (&str, String);
}

impl Named for Parameter {
    fn entry(&self) -> (&str, String) {
        (&self.name, self.rule.clone())
    }
}

impl Named for Field {
    fn entry(&self) -> (&str, String) {
        (&self.name, self.ty.to_string())
    }
}

impl Named for KnownWord {
    fn entry(&self) -> (&str, String) {
        (&self.name, self.text.clone())
    }
}

fn as_map<S: Serializer>(items: &[impl Named], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(items.iter().map(Named::entry))
}

fn as_names<S: Serializer>(kinds: &[ErrorKind], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(kinds.iter().map(|kind| &kind.name))
}

impl Surface {
    /// The models that operations give, with all inside them, by name.
    pub fn outputs(&self) -> Vec<&Model> {
        self.reachable(self.operations.iter().filter_map(|row| row.output.as_deref()))
    }

    /// The models that operations take, with all inside them, by name.
    pub fn inputs(&self) -> Vec<&Model> {
        self.reachable(self.operations.iter().filter_map(|row| row.input.as_deref()))
    }

    fn reachable<'a>(&'a self, roots: impl Iterator<Item = &'a str>) -> Vec<&'a Model> {
        let mut waiting: Vec<&str> = roots.collect();
        let mut seen = BTreeSet::new();
        while let Some(name) = waiting.pop() {
            if let Some(model) = self.models.iter().find(|model| model.name == name)
                && seen.insert(name)
            {
                waiting.extend(model.fields.iter().filter_map(|field| field.ty.named()));
            }
        }
        self.models.iter().filter(|model| seen.contains(model.name.as_str())).collect()
    }
}
