//! What templates are given, on the core as it is.

use std::path::Path;

use serde_json::{Value, json};

use super::*;
use crate::languages;

fn seen() -> Value {
    let surface = crate::read::read_core(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/src")).unwrap();
    serde_json::to_value(context(&surface)).unwrap()
}

fn named<'a>(list: &'a Value, name: &str) -> &'a Value {
    list.as_array().unwrap().iter().find(|one| one["name"] == name).unwrap()
}

fn method<'a>(seen: &'a Value, resource: &str, name: &str) -> &'a Value {
    named(&named(&seen["clients"][0]["resources"], resource)["methods"], name)
}

/// Whether it shows at least this.
fn shows(seen: &Value, wanted: &Value) -> bool {
    match wanted {
        Value::Object(wanted) => wanted.iter().all(|(key, value)| shows(&seen[key.as_str()], value)),
        _ => seen == wanted,
    }
}

#[test]
fn methods_show_their_arguments_in_every_language() {
    let seen = seen();
    let create = method(&seen, "Tokens", "create");
    assert_eq!(create["operation"], "tokens.create");
    let id = json!({
        "name": "registry_id", "model": null, "kind": "id",
        "python": "str", "python_argument": "UUID | str", "node": "string", "uniffi": "String",
    });
    assert!(shows(&create["parameters"][0], &id), "{create}");
    assert_eq!(
        (&create["parameters"][1]["model"], &create["parameters"][1]["kind"]),
        (&json!("NewToken"), &json!("NewToken"))
    );

    let setting = named(&method(&seen, "Tokens", "list")["arguments"], "filters");
    assert_eq!(setting["python_argument"], "Mapping[str, str]");
    assert_eq!(
        setting["doc"],
        "All properties and the values they must have, sent as `filter.NAME`. The service may ignore them."
    );
    assert_eq!((&setting["role"], &setting["python_default"]), (&json!("setting"), &json!("None")));

    let update = &method(&seen, "Tokens", "update")["arguments"];
    let names = update.as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap());
    assert_eq!(names.collect::<Vec<_>>(), ["registry_id", "token_id", "status", "scopes", "expiry_date"]);
    let change = json!({"role": "change", "python_type": "str | Unset", "python_default": "UNSET"});
    assert!(shows(named(update, "status"), &change), "{update}");
    assert_eq!(method(&seen, "Registries", "wait_until_running")["span"], "each look");

    let option = |name| named(&seen["clients"][0]["options"], name)["python_argument"].clone();
    for (name, wanted) in [
        ("token", "Secret | str"),
        ("config_file", "str | PathLike[str]"),
        ("ca_certs", "bytes | str"),
        ("proxy", "Secret | str | Literal[False]"),
        ("on_event", "Callable[[Event], None]"),
        ("timeout", "timedelta"),
        ("max_response_bytes", "int"),
    ] {
        assert_eq!(option(name), wanted);
    }
}

#[test]
fn java_takes_the_only_field_of_an_input_in_its_place() {
    let seen = seen();
    let resources = &seen["clients"].as_array().unwrap().iter().find(|one| one["provider"] == "swr").unwrap()
        ["resources"];
    let names = |resource: &str, name: &str| {
        let parameters = named(&named(resources, resource)["methods"], name)["java_parameters"].clone();
        let parameters = parameters.as_array().unwrap().clone();
        let names = parameters.iter().map(|one| one["name"].as_str().unwrap().to_owned());
        names.collect::<Vec<_>>()
    };
    assert_eq!(names("NamespacePermissions", "grant"), ["namespace", "users"]);
    assert_eq!(names("RepositoryPermissions", "revoke"), ["namespace", "repository", "user_ids"]);
    // One more can be told of a repository, and a query need not be told anything.
    assert_eq!(names("Repositories", "create"), ["namespace", "repository"]);
    assert_eq!(
        names("LongTermCredentials", "finish_rotation"),
        ["instance_id", "old_id", "new_id", "retirement"]
    );
}

#[test]
fn methods_show_what_they_give() {
    let seen = seen();
    let output = json!({
        "kind": "optional<Token>", "python": "Token | None", "python_argument": "Token | None",
        "node": "Token | null", "uniffi": "Option<NativeToken>",
    });
    for (resource, name, wanted) in [
        (
            "Tokens",
            "find",
            json!({"form": "call", "output": output, "has_response": true, "page": null, "item": null}),
        ),
        (
            "Tokens",
            "delete",
            json!({"form": "call", "output": null, "has_response": true, "page": null, "item": null}),
        ),
        (
            "Tokens",
            "list",
            json!({"form": "pager", "output": null, "has_response": false, "page": "TokenPage", "item": "Token"}),
        ),
    ] {
        let gives = &method(&seen, resource, name)["gives"];
        assert!(shows(gives, &wanted), "{gives}");
    }
}

#[test]
fn models_show_how_they_are_made_and_whether_they_hold_secrets() {
    let seen = seen();
    let new_token = named(&seen["inputs"], "NewToken");
    assert_eq!((&new_token["required"], &new_token["is_open"]), (&json!(["name"]), &json!(false)));
    let expiry = named(&named(&seen["inputs"], "TokenUpdate")["fields"], "expiry_date");
    assert_eq!(
        (&expiry["kind"], &expiry["python_argument"]),
        (&json!("patch<timestamp>"), &json!("datetime | None | Unset"))
    );
    let scopes = named(&new_token["fields"], "scopes");
    assert_eq!(
        (&scopes["python"], &scopes["python_argument"]),
        (&json!("tuple[Scope, ...] | None"), &json!("Sequence[Scope] | None"))
    );

    let scope = named(&seen["models"], "Scope");
    assert_eq!((&scope["is_open"], &scope["constructors"][0]["name"]), (&json!(true), &json!("repository")));
    assert_eq!(scope["constructors"][0]["parameters"][1]["python_argument"], "Sequence[str]");
    assert_eq!(named(&named(&seen["models"], "Registry")["methods"], "is_running")["python"], "bool");

    let secret = |name| named(&seen["models"], name)["holds_secret"].clone();
    for (name, wanted) in
        [("Credentials", true), ("IssuedToken", true), ("ReplacedToken", true), ("Token", false)]
    {
        assert_eq!(secret(name), wanted, "{name}");
    }
}

#[test]
fn a_name_of_arguments_is_one_name_in_each_language() {
    let surface = crate::read::read_core(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/src")).unwrap();
    let names = surface.argument_names();
    assert_eq!(names["token_id"], "id");
    assert_eq!(names["user_name"], "string", "an error may be about a part of what a caller made");
    assert_eq!(languages::node::parameter("timeout", &names["timeout"]), "timeoutMs");
    let resources = surface.clients.iter().flat_map(|client| &client.resources);
    let arguments = resources.flat_map(|one| &one.methods).flat_map(|method| surface.arguments(method));
    let arguments = arguments.map(|argument| (argument.name, argument.ty.to_string()));
    let options = surface.clients.iter().flat_map(|client| &client.options);
    let options = options.map(|option| (option.name.as_str(), option.ty.to_string()));
    for (name, kind) in arguments.chain(options) {
        let wanted = languages::node::parameter(name, &names[name]);
        assert_eq!(languages::node::parameter(name, &kind), wanted, "an error's text could not say which");
    }
}
