//! The arguments of a method as other languages take them: one flat list, the fields of its input among them.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::ir::{Client, Method, Model, Surface, Type};

/// What every call can be told, in every language; no argument of a method may be named like one of them.
pub(crate) const CALL_OPTIONS: [&str; 4] = ["timeout", "max_retries", "extra_headers", "extra_query"];

/// What an argument is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Role {
    /// It is one of the method itself.
    Parameter,
    /// It is a field of the method's input that has to be given.
    Required,
    /// It is a field of an input that can be left out.
    Field,
    /// It is a field of an update, whose fields are left alone unless they are given.
    Change,
    /// It is set on what the method gives.
    Setting,
}

/// One argument of a method.
#[derive(Debug, Clone)]
pub(crate) struct Flat<'a> {
    pub(crate) name: &'a str,
    pub(crate) rust_name: &'a str,
    pub(crate) role: Role,
    pub(crate) doc: String,
    pub(crate) ty: &'a Type,
}

impl Surface {
    /// The model of this name, when it is only ever handed over: languages take its fields one by one.
    pub(crate) fn flattened(&self, name: &str) -> Option<&Model> {
        let is_given = self.outputs().iter().any(|model| model.name == name);
        self.inputs().into_iter().find(|model| model.name == name && !model.is_open && !is_given)
    }

    /// All arguments of a method but the options of every call: those without which it cannot be called come first.
    pub(crate) fn arguments<'a>(&'a self, method: &'a Method) -> Vec<Flat<'a>> {
        let mut arguments = Vec::new();
        for parameter in &method.parameters {
            let name = parameter.name.as_str();
            let input = match &parameter.ty {
                Type::Model(model) => self.flattened(model),
                _ => None,
            };
            match (input, &parameter.ty) {
                (Some(input), _) => arguments.extend(fields(input)),
                (None, ty) => arguments.push(Flat {
                    name,
                    rust_name: name,
                    role: Role::Parameter,
                    doc: about(name, ty),
                    ty,
                }),
            }
        }
        arguments.extend(method.settings.iter().map(|setting| {
            let (name, rust_name) = (setting.name.as_str(), setting.rust_name.as_str());
            Flat { name, rust_name, role: Role::Setting, doc: setting.doc.clone(), ty: &setting.ty }
        }));
        arguments.sort_by_key(|argument| !matches!(argument.role, Role::Parameter | Role::Required));
        arguments
    }

    /// Everything that a caller can give by name, with its type as text: options of clients and of calls, arguments, and the
    /// fields of what a caller makes for them.
    pub(crate) fn argument_names(&self) -> BTreeMap<&str, String> {
        let options = self.clients.iter().flat_map(|client| &client.options);
        let options = options.map(|option| (option.name.as_str(), option.ty.to_string()));
        let methods = self.clients.iter().flat_map(|client| &client.resources).flat_map(|one| &one.methods);
        let arguments = methods.flat_map(|method| self.arguments(method));
        let arguments = arguments.map(|argument| (argument.name, argument.ty.to_string()));
        // Of these it matters only that the one is a span.
        let of_calls =
            CALL_OPTIONS.map(|name| (name, if name == "timeout" { "duration" } else { "" }.to_owned()));
        let made = self.inputs().into_iter().filter(|model| model.is_open).flat_map(|model| &model.fields);
        let made = made.map(|field| (field.name.as_str(), field.ty.to_string()));
        made.chain(of_calls).chain(options).chain(arguments).collect()
    }

    /// Why the arguments of a method have no form in other languages, with the method.
    pub(crate) fn misnamed(&self) -> Option<(String, String)> {
        let methods = |client: &'_ Client| {
            let resources = client.resources.clone();
            resources.into_iter().flat_map(|resource| {
                let owner = resource.name;
                resource.methods.into_iter().map(move |method| (format!("{owner}.{}", method.name), method))
            })
        };
        self.clients.iter().flat_map(methods).find_map(|(place, method)| {
            let mut seen: Vec<String> = CALL_OPTIONS.map(str::to_owned).to_vec();
            for argument in self.arguments(&method) {
                if seen.iter().any(|name| name == argument.name) {
                    return Some((place, format!("two of its arguments are named {}", argument.name)));
                }
                if KEYWORDS.contains(&argument.name) {
                    return Some((place, format!("{} is a word of another language", argument.name)));
                }
                seen.push(argument.name.to_owned());
            }
            None
        })
    }
}

fn fields(input: &Model) -> Vec<Flat<'_>> {
    let new = input.constructors.iter().find(|constructor| constructor.name == "new");
    let required: Vec<&str> =
        new.iter().flat_map(|new| &new.parameters).map(|parameter| parameter.name.as_str()).collect();
    let is_update = input.fields.iter().any(|field| field.ty.has_patch());
    let flat = input.fields.iter().map(|field| Flat {
        name: &field.name,
        rust_name: &field.rust_name,
        role: match () {
            () if required.contains(&field.name.as_str()) => Role::Required,
            () if is_update => Role::Change,
            () => Role::Field,
        },
        doc: field.doc.clone(),
        ty: &field.ty,
    });
    flat.collect()
}

/// A parameter has no documentation of its own.
fn about(name: &str, ty: &Type) -> String {
    let words = name.replace('_', " ");
    match (ty, words.strip_suffix(" id")) {
        (_, Some(which @ ("old" | "new"))) => format!("The id of the {which} one."),
        (Type::Duration, None) if name == "within" => "How far from now.".to_owned(),
        (Type::Id | Type::String | Type::Integer(_), Some(what)) => format!("The id of the {what}."),
        _ => format!("The {words}."),
    }
}

/// Names that a parameter cannot have in Python, JavaScript, Kotlin or Swift, as far as a service would use them.
const KEYWORDS: [&str; 22] = [
    "and", "as", "class", "default", "delete", "export", "fun", "from", "function", "global", "import", "in",
    "init", "is", "lambda", "new", "not", "object", "package", "switch", "val", "with",
];
