//! The rows of an operation table.

use std::collections::BTreeMap;
use std::path::Path;

use heck::ToSnakeCase;
use syn::{Expr, ExprStruct, Item, Member};

use super::text;
use crate::error::Error;
use crate::ir::{Operation, Parameter};

const TABLE: &str = "OPERATIONS";

/// A row, and the static that holds it.
pub(super) struct Row {
    pub(super) name: String,
    pub(super) operation: Operation,
}

/// Reads the rows of some files in the order of the table, which one of them holds; a row that it leaves out is an error.
pub(super) fn read<'a>(path: &Path, files: impl Iterator<Item = &'a syn::File>) -> Result<Vec<Row>, Error> {
    let mut parameters = BTreeMap::new();
    let mut rows = BTreeMap::new();
    let mut order = Vec::new();
    for item in files.flat_map(|file| &file.items) {
        match item {
            Item::Const(item) if item.ident == TABLE => order = listed(&item.expr),
            Item::Const(item) => {
                if let Expr::Struct(value) = &*item.expr {
                    let row = Literal { path, item: item.ident.to_string(), value };
                    let parameter = Parameter { name: row.text("name")?, rule: row.word("rule")? };
                    parameters.insert(item.ident.to_string(), parameter);
                }
            }
            Item::Static(item) => {
                if let Expr::Struct(value) = &*item.expr {
                    rows.insert(
                        item.ident.to_string(),
                        Literal { path, item: item.ident.to_string(), value },
                    );
                }
            }
            _ => {}
        }
    }
    if let Some(missing) = rows.keys().find(|name| !order.contains(name)) {
        return Err(Error::item(path, missing, format!("{TABLE} does not list it")));
    }
    let row = |name: &String| {
        let row = rows.get(name).ok_or_else(|| Error::item(path, name, "no row of this name"))?;
        Ok(Row { name: name.clone(), operation: row.operation(&parameters)? })
    };
    order.iter().map(row).collect()
}

/// The names in `&[&A, &B]`.
fn listed(value: &Expr) -> Vec<String> {
    match value {
        Expr::Reference(reference) => listed(&reference.expr),
        Expr::Array(array) => array.elems.iter().flat_map(listed).collect(),
        Expr::Path(path) => path.path.get_ident().map(ToString::to_string).into_iter().collect(),
        _ => Vec::new(),
    }
}

/// One struct literal.
struct Literal<'a> {
    path: &'a Path,
    item: String,
    value: &'a ExprStruct,
}

impl Literal<'_> {
    fn operation(&self, known: &BTreeMap<String, Parameter>) -> Result<Operation, Error> {
        let mut parameters = Vec::new();
        for name in listed(self.field("parameters")?) {
            let parameter =
                known.get(&name).ok_or_else(|| self.wrong("parameters", "an unknown constant"))?;
            parameters.push(parameter.clone());
        }
        let path = self.text("path")?;
        let named: Vec<&str> = path.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect();
        if !named.iter().eq(parameters.iter().map(|parameter| &parameter.name)) {
            return Err(self.wrong("parameters", "not those of the path, in its order"));
        }
        Ok(Operation {
            id: self.text("id")?,
            method: self.last("method")?,
            path,
            parameters,
            effect: self.word("effect")?,
            input: self.optional("input")?,
            output: self.optional("output")?,
            paging: self.optional("paging")?,
            reference: self.text("reference")?,
        })
    }

    fn wrong(&self, field: &str, why: &str) -> Error {
        Error::item(self.path, format!("{}.{field}", self.item), why)
    }

    fn field(&self, name: &str) -> Result<&Expr, Error> {
        let is_it = |member: &Member| matches!(member, Member::Named(ident) if ident == name);
        let field = self.value.fields.iter().find(|field| is_it(&field.member));
        field.map(|field| &field.expr).ok_or_else(|| self.wrong(name, "not given"))
    }

    fn text(&self, name: &str) -> Result<String, Error> {
        text(self.field(name)?).ok_or_else(|| self.wrong(name, "not a string literal"))
    }

    /// The last part of a path such as `Method::GET`.
    fn last(&self, name: &str) -> Result<String, Error> {
        last(self.field(name)?).ok_or_else(|| self.wrong(name, "not the path of a constant or variant"))
    }

    /// The same in snake case.
    fn word(&self, name: &str) -> Result<String, Error> {
        Ok(self.last(name)?.to_snake_case())
    }

    /// `None`, `Some("literal")` or `Some(Path::Variant)`.
    fn optional(&self, name: &str) -> Result<Option<String>, Error> {
        match self.field(name)? {
            Expr::Path(path) if path.path.is_ident("None") => Ok(None),
            Expr::Call(call) => {
                let inside = call.args.first();
                let found =
                    inside.and_then(|value| text(value).or_else(|| Some(last(value)?.to_snake_case())));
                found.map(Some).ok_or_else(|| self.wrong(name, "neither a literal nor a variant"))
            }
            _ => Err(self.wrong(name, "neither None nor Some(...)")),
        }
    }
}

fn last(value: &Expr) -> Option<String> {
    match value {
        Expr::Path(path) => path.path.segments.last().map(|segment| segment.ident.to_string()),
        _ => None,
    }
}
