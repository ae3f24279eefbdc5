//! Clients: what they are set up with, and what they do.

use std::fmt;

use serde::{Serialize, Serializer};

use super::{Named, Type, as_map};

/// A client: what it is set up with and what it gives access to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Client {
    /// Such as `IonosClient`.
    pub name: String,
    /// The folder of the service, such as `ionos`.
    #[serde(skip)]
    pub provider: String,
    /// What it is, as Markdown.
    #[serde(skip)]
    pub doc: String,
    /// What can be set on its builder, in order.
    #[serde(serialize_with = "as_map")]
    pub options: Vec<Setting>,
    /// What it gives access to, in order.
    pub resources: Vec<Resource>,
}

/// What a client gives access to, such as tokens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Resource {
    /// Such as `Tokens`.
    pub name: String,
    /// The method of the client that gives it, such as `tokens`.
    pub accessor: String,
    /// What it is, as Markdown.
    #[serde(skip)]
    pub doc: String,
    /// What can be done with it, in order.
    pub methods: Vec<Method>,
}

/// Something that can be done with a resource.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Method {
    /// Its name.
    pub name: String,
    /// What it does, as Markdown.
    #[serde(skip)]
    pub doc: String,
    /// The id of the row that it makes or begins with, such as `tokens.list`.
    pub operation: String,
    /// What it needs, in order.
    #[serde(serialize_with = "as_map")]
    pub parameters: Vec<Argument>,
    /// What can be set on what it gives, beside the options that every call has.
    #[serde(serialize_with = "as_map")]
    pub settings: Vec<Setting>,
    /// What it gives.
    pub gives: Gives,
    /// Whose time the option `timeout` of its call is, as Markdown.
    #[serde(skip)]
    pub span: String,
}

/// What a function needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Argument {
    /// Its name.
    pub name: String,
    /// Its type.
    pub ty: Type,
}

/// What can be set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// Its name, free of Rust's marks.
    pub name: String,
    /// Its name in the Rust source.
    pub rust_name: String,
    /// What it is, as Markdown.
    pub doc: String,
    /// Its type.
    pub ty: Type,
}

/// What a method gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gives {
    /// A call that is made when it is awaited.
    Call {
        /// What comes out of it: a model, an optional one, or nothing.
        output: Option<Type>,
        /// Whether the details of the answer can be had.
        has_response: bool,
    },
    /// A list that is read page by page.
    Pager {
        /// The model of a page.
        page: String,
        /// The model of an item.
        item: String,
    },
}

impl Gives {
    /// The model that comes out: that of the page for a list.
    pub(crate) fn model(&self) -> Option<&str> {
        match self {
            Self::Call { output, .. } => output.as_ref().and_then(Type::named),
            Self::Pager { page, .. } => Some(page),
        }
    }
}

impl fmt::Display for Gives {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Call { output: Some(output), .. } => output.fmt(f),
            Self::Call { output: None, .. } => f.write_str("nothing"),
            Self::Pager { page, .. } => write!(f, "pager<{page}>"),
        }
    }
}

impl Serialize for Gives {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Named for Argument {
    fn entry(&self) -> (&str, String) {
        (&self.name, self.ty.to_string())
    }
}

impl Named for Setting {
    fn entry(&self) -> (&str, String) {
        (&self.name, self.ty.to_string())
    }
}

/// `{"name": "type"}`, to stand inside another map.
pub(super) fn arguments_by_name(arguments: &[Argument]) -> impl Serialize {
    struct ByName<'a>(&'a [Argument]);

    impl Serialize for ByName<'_> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            as_map(self.0, serializer)
        }
    }
    ByName(arguments)
}
