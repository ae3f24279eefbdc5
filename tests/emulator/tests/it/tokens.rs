//! What the service enforces about tokens and about who may call it.

use std::time::Duration;

use chrono::{SecondsFormat, TimeDelta, Utc};
use serde_json::{Value, json};

use crate::support::{Client, basic, tokens_path, world};

const ID: &str = "5b0f6c0e-7d0b-4c55-9a39-3f7c0a2e9d11";

fn named(name: &str) -> Value {
    json!({"properties": {"name": name}})
}

fn in_seconds(seconds: i64) -> String {
    (Utc::now() + TimeDelta::seconds(seconds)).to_rfc3339_opts(SecondsFormat::Millis, true)
}

#[test]
fn lets_in_who_has_the_right_credentials() {
    let world = world();
    let right = [format!("Bearer {}", world.token()), basic(world.username(), world.password())];
    for authorization in &right {
        assert_eq!(Client::at(&world.url()).authorized(authorization).get("/registries").status, 200);
    }
    let wrong = [
        "Bearer wrong".to_owned(),
        format!("Bearer Bearer {}", world.token()),
        world.token().to_owned(),
        basic(world.username(), "wrong"),
        basic(world.token(), ""),
        "Basic ?".to_owned(),
    ];
    for authorization in &wrong {
        let answer = Client::at(&world.url()).authorized(authorization).get("/registries");
        assert_eq!((answer.status, answer.error_code().as_str()), (401, "unauthorized"), "{authorization}");
        assert!(answer.header("www-authenticate").is_some());
    }
    let nobody = Client::at(&world.url()).get("/nowhere");
    assert_eq!(nobody.status, 401, "before anything is said about the path");
    let other = Client::at(&world.url()).authorized(&format!("Bearer {}", crate::support::world().token()));
    assert_eq!({ other }.get("/registries").status, 401, "of another world");
}

#[test]
fn takes_a_contract_number_beside_basic() {
    let world = world();
    let mut client = Client::at(&world.url()).authorized(&basic(world.username(), world.password()));
    for (number, status) in [("31415926", 200), ("contract", 400)] {
        client.send("GET", "/registries", &[&format!("X-Contract-Number: {number}")], None);
        assert_eq!(client.read().unwrap().status, status, "{number}");
    }
}

#[test]
fn shows_the_password_once() {
    let world = world();
    let mut client = Client::new(&world);
    let path = tokens_path(&world);
    let scopes = json!([{"type": "repository", "name": "team/app", "actions": ["pull", "push"]}]);
    let expiry = in_seconds(7200);
    let properties = json!({"name": "ci-Pull", "scopes": scopes, "status": "disabled", "expiryDate": expiry});
    let created = client.post(&path, &json!({"properties": properties}));
    assert_eq!(created.status, 201);
    let token = created.json();
    let id = token["id"].as_str().unwrap();
    assert!(created.header("location").unwrap().ends_with(&format!("{path}/{id}")));
    assert!(created.header("x-request-id").is_some() && created.header("date").is_some());
    assert_eq!(token["type"], "token");
    assert_eq!(token["href"], "");
    assert_eq!(token["metadata"]["state"], "disabled");
    assert_eq!(token["metadata"]["createdBy"], world.username());
    assert_eq!(token["metadata"]["lastModifiedDate"], Value::Null);
    assert_eq!(token["properties"]["scopes"], scopes);
    assert_eq!(token["properties"]["credentials"]["username"], "ci-Pull");
    assert_eq!(token["properties"]["expiryDate"], format!("{}Z", &expiry[..19]), "whole seconds");
    let password = token["properties"]["credentials"]["password"].as_str().unwrap();
    assert!(password.len() >= 32);
    let read = client.get(&format!("{path}/{id}"));
    assert_eq!(read.json()["properties"]["credentials"]["password"], "");
    let listed = client.get(&path).json();
    assert_eq!(listed["items"][0]["properties"]["credentials"]["password"], "");
    assert_eq!(world.state()["registries"][0]["tokens"][0]["password"], password);
}

#[test]
fn refuses_ids_that_are_not_uuids_and_resources_that_are_not_there() {
    let world = world();
    let mut client = Client::new(&world);
    let registry = world.registry_id();
    for (path, status) in [
        ("/registries/..".to_owned(), 400),
        (format!("/registries/{registry}/tokens/.."), 400),
        (format!("/registries/{registry}/tokens/%2e%2e"), 400),
        (format!("/registries/{registry}/tokens/{}", ID.replace('-', "")), 400),
        (format!("/registries/{{{registry}}}/tokens"), 400),
        (format!("/registries/{registry}/tokens/{ID}"), 404),
        (format!("/registries/{ID}/tokens"), 404),
        (format!("/registries/{ID}"), 404),
        (format!("/registries/{registry}/"), 404),
        (format!("/registries//tokens/{ID}"), 400),
        ("/nowhere".to_owned(), 404),
    ] {
        assert_eq!(client.get(&path).status, status, "{path}");
    }
    let upper = registry.to_uppercase();
    assert_eq!(client.get(&format!("/registries/{upper}")).status, 200);
}

#[test]
fn refuses_methods_it_does_not_know_and_says_what_it_does_not_play() {
    let world = world();
    let mut client = Client::new(&world);
    let answer = client.call("PATCH", &tokens_path(&world), Some(&json!({})));
    assert_eq!((answer.status, answer.header("allow")), (405, Some("GET, POST")));
    let one = format!("{}/{ID}", tokens_path(&world));
    assert_eq!(client.call("POST", &one, Some(&json!({}))).status, 405);
    for path in ["/locations", "/registries"] {
        let method = if path == "/registries" { "POST" } else { "GET" };
        assert_eq!(client.call(method, path, None).error_code(), "not-emulated");
    }
}

#[test]
fn refuses_malformed_content() {
    let world = world();
    let mut client = Client::new(&world);
    let path = tokens_path(&world);
    let scope = json!({"type": "repository", "name": "*", "actions": ["pull"]});
    let with = |key: &str, value: Value| {
        let mut body = named("ci");
        body["properties"][key] = value;
        body
    };
    let without = |key: &str| {
        let mut scope = scope.clone();
        scope.as_object_mut().unwrap().remove(key);
        with("scopes", json!([scope]))
    };
    for (body, code) in [
        (json!([]), "wrong-type"),
        (json!({}), "missing-field"),
        (json!({"properties": []}), "wrong-type"),
        (json!({"properties": {}}), "missing-field"),
        (json!({"properties": {"name": "ci"}, "extra": 1}), "unknown-field"),
        (with("expiry_date", json!(null)), "unknown-field"),
        (with("name", json!(5)), "wrong-type"),
        (with("name", json!(null)), "wrong-type"),
        (with("scopes", json!({})), "wrong-type"),
        (with("scopes", json!(["pull"])), "wrong-type"),
        (without("type"), "missing-field"),
        (without("name"), "missing-field"),
        (without("actions"), "missing-field"),
        (with("scopes", json!([{"type": "a", "name": "b", "actions": [1]}])), "wrong-type"),
        (with("status", json!("Enabled")), "invalid-status"),
        (with("status", json!(null)), "invalid-status"),
        (with("expiryDate", json!(1)), "wrong-type"),
        (with("expiryDate", json!("2099-01-01T00:00:00")), "wrong-type"),
        (with("expiryDate", json!(in_seconds(3500))), "invalid-expiry-date"),
        (with("expiryDate", json!("2001-01-01T00:00:00Z")), "invalid-expiry-date"),
    ] {
        let answer = client.post(&path, &body);
        assert_eq!((answer.status, answer.error_code().as_str()), (400, code), "{body}");
    }
    client.send("POST", &path, &["content-type: application/json", "content-length: 3"], None);
    client.write("{x}");
    assert_eq!(client.read().unwrap().error_code(), "malformed-json");
    for line in ["content-type: text/plain", "accept: */*"] {
        client.send("POST", &path, &[line, "content-length: 2"], None);
        client.write("{}");
        assert_eq!(client.read().unwrap().status, 415, "{line}");
    }
    assert_eq!(world.state()["registries"][0]["tokens"], json!([]));
}

#[test]
fn checks_names() {
    let world = world();
    let mut client = Client::new(&world);
    let path = tokens_path(&world);
    let longest = format!("a{}9", "-".repeat(61));
    for (name, status) in [
        ("ab", 201),
        ("Ab-9", 201),
        (longest.as_str(), 201),
        ("ab", 409),
        ("AB", 201),
        ("", 400),
        ("a", 400),
        ("9a", 400),
        ("-a", 400),
        ("a-", 400),
        ("a_b", 400),
        ("äb", 400),
        (&format!("{longest}x"), 400),
    ] {
        assert_eq!(client.post(&path, &named(name)).status, status, "{name:?}");
    }
}

#[test]
fn put_creates_or_replaces() {
    let world = world();
    let mut client = Client::new(&world);
    let one = format!("{}/{ID}", tokens_path(&world));
    let full = json!({"properties": {"name": "ci", "status": "disabled", "expiryDate": in_seconds(9000), "scopes": []}});
    let created = client.call("PUT", &one, Some(&full));
    assert_eq!(created.status, 201);
    assert!(created.header("location").unwrap().ends_with(ID));
    assert_eq!(created.json()["id"], ID);
    assert_ne!(created.json()["properties"]["credentials"]["password"], "");
    let replaced = client.call("PUT", &one, Some(&named("ci")));
    assert_eq!(replaced.status, 200);
    let properties = &replaced.json()["properties"];
    assert_eq!(properties["credentials"]["password"], "");
    assert_eq!(
        (&properties["status"], &properties["expiryDate"], &properties["scopes"]),
        (&json!("enabled"), &Value::Null, &Value::Null),
        "what is left out goes back to its default"
    );
    assert_eq!(client.call("PUT", &one, Some(&named("other"))).error_code(), "name-immutable");
    let another = one.replace("5b0f6c0e", "00000000");
    assert_eq!(client.call("PUT", &another, Some(&named("ci"))).status, 409);
}

#[test]
fn patch_tells_three_states_apart() {
    let world = world();
    let mut client = Client::new(&world);
    let path = tokens_path(&world);
    let scopes = json!([{"type": "repository", "name": "*", "actions": ["pull"]}]);
    let properties = json!({"name": "ci", "expiryDate": in_seconds(9000), "scopes": scopes});
    let token = client.post(&path, &json!({"properties": properties})).json();
    let one = format!("{path}/{}", token["id"].as_str().unwrap());
    let mut patch = |body: Value| {
        let answer = client.call("PATCH", &one, Some(&body));
        (answer.status, answer.json())
    };
    let (status, answer) = patch(json!({}));
    assert_eq!((status, &answer["properties"]["expiryDate"]), (200, &token["properties"]["expiryDate"]));
    let (_, answer) = patch(json!({"status": "disabled"}));
    assert_eq!(answer["properties"]["status"], "disabled");
    assert_eq!(answer["metadata"]["state"], "disabled");
    assert_eq!(answer["metadata"]["lastModifiedBy"], world.username());
    assert_eq!(answer["properties"]["scopes"], scopes);
    let (_, answer) = patch(json!({"expiryDate": null, "scopes": null}));
    assert_eq!(answer["properties"]["expiryDate"], Value::Null);
    assert_eq!(answer["properties"]["scopes"], Value::Null);
    let (_, answer) = patch(json!({"scopes": []}));
    assert_eq!(
        (&answer["properties"]["scopes"], &answer["properties"]["status"]),
        (&json!([]), &json!("disabled"))
    );
    for wrong in [
        json!({"name": "new"}),
        json!({"status": null}),
        json!({"properties": {}}),
        json!({"expiryDate": in_seconds(60)}),
    ] {
        assert_eq!(patch(wrong.clone()).0, 400, "{wrong}");
    }
}

#[test]
fn delete_forgets_a_token() {
    let world = world();
    let ids = world.seed(json!({"tokens": 2})).unwrap();
    let mut client = Client::new(&world);
    let one = format!("{}/{}", tokens_path(&world), ids["tokens"][0].as_str().unwrap());
    let answer = client.call("DELETE", &one, None);
    assert_eq!((answer.status, answer.header("content-length")), (204, None));
    assert_eq!(client.call("DELETE", &one, None).status, 404);
    assert_eq!(client.get(&tokens_path(&world)).json()["total"], 1);
}

#[test]
fn a_token_is_deleted_when_it_expires() {
    let world = world();
    let mut client = Client::new(&world);
    let path = tokens_path(&world);
    client.post(&path, &named("stays"));
    client.post(&path, &json!({"properties": {"name": "goes", "expiryDate": in_seconds(3700)}}));
    world.advance_clock(Duration::from_secs(3600)).unwrap();
    assert_eq!(client.get(&path).json()["total"], 2);
    let late = json!({"properties": {"name": "late", "expiryDate": in_seconds(7000)}});
    assert_eq!(client.post(&path, &late).status, 400, "measured by the world's clock");
    world.advance_clock(Duration::from_secs(200)).unwrap();
    assert_eq!(client.get(&path).json()["items"][0]["properties"]["name"], "stays");
    assert_eq!(client.post(&path, &named("goes")).status, 201, "the name is free again");
}
