//! Target registries.

use std::time::Duration;

use registry_tokens_emulator::World;
use serde_json::{Value, json};

use crate::support::world;
use crate::swr_support::{Caller, instance_path, refusal};

fn harbor(name: &str) -> Value {
    json!({
        "name": name, "type": "swr-pro", "url": "https://harbor.example", "insecure": false,
        "credential": {"type": "basic", "access_key": "robot", "access_secret": "s3cret"},
    })
}

fn enterprise() -> Value {
    let mut body = harbor("目标-1_a");
    body["type"] = json!("swr-pro-internal");
    body["insecure"] = json!(true);
    for key in ["project_id", "region_id", "instance_id"] {
        body[key] = json!(format!("some-{key}"));
    }
    body
}

/// The names a list answers with, in its order.
fn names(caller: &mut Caller, world: &World, query: &str) -> Vec<String> {
    let answer = caller.get(&instance_path(world, &format!("/registries{query}")));
    assert_eq!(answer.status, 200, "{query}: {}", answer.json());
    let rows = answer.json()["registries"].clone();
    rows.as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_start_state_is_the_documented_example() {
    let world = world();
    let mut caller = Caller::new(&world);
    let listed = caller.get(&instance_path(&world, "/registries")).json();
    let example = json!({
        "id": 24, "name": "test-swr", "description": "", "type": "huawei-SWR", "url": "https://10.185.79.188",
        "credential": {"type": "basic", "access_key": "cn-cmcc1@R5172VW6FEW6MZFP2W1S", "access_secret": ""},
        "insecure": true, "status": "healthy", "created_at": "2021-02-05T09:31:00.298426Z",
        "updated_at": "2021-02-19T12:19:51.912632Z", "region_id": "", "instance_id": "",
    });
    assert_eq!(listed, json!({"total": 1, "registries": [example]}));
    assert_eq!(caller.get(&instance_path(&world, "/registries/24")).json(), example);
}

#[test]
fn a_registry_is_created_replaced_and_deleted() {
    let world = world();
    let mut caller = Caller::new(&world);
    let all = instance_path(&world, "/registries");
    let made = caller.post(&all, &harbor("one"));
    assert_eq!((made.status, made.json()), (201, json!({"id": 25})));
    let one = format!("{all}/25");
    let before = caller.get(&one).json();
    assert_eq!((&before["status"], &before["created_at"]), (&json!("healthy"), &before["updated_at"]));
    assert_eq!((&before["credential"]["access_secret"], before.get("dns_conf")), (&json!(""), None));
    assert_eq!(world.state()["target_registries"][1]["credential"]["access_secret"], "s3cret");
    world.advance_clock(Duration::from_secs(60)).unwrap();
    let mut body = harbor("two");
    body["description"] = json!("new");
    body["dns_conf"] = json!({"hosts": {"harbor.example": "10.0.0.1"}});
    let replaced = caller.call("PUT", &one, Some(&body));
    assert_eq!((replaced.status, replaced.body.len(), replaced.header("content-type")), (200, 0, None));
    let after = caller.get(&one).json();
    assert_eq!(
        (&after["name"], &after["description"], &after["id"]),
        (&json!("two"), &json!("new"), &json!(25))
    );
    assert_eq!((&after["dns_conf"], &after["created_at"]), (&body["dns_conf"], &before["created_at"]));
    assert_ne!(after["updated_at"], before["updated_at"]);
    let without = caller.call("PUT", &one, Some(&harbor("two")));
    assert_eq!(without.status, 200);
    assert_eq!(caller.get(&one).json()["description"], "", "what is left out is gone");
    let deleted = caller.call("DELETE", &one, None);
    assert_eq!((deleted.status, deleted.body.len()), (204, 0));
    for method in ["GET", "DELETE"] {
        assert_eq!(refusal(&caller.call(method, &one, None)).0, 404);
    }
    assert_eq!(refusal(&caller.call("PUT", &one, Some(&harbor("two")))).0, 404);
    assert_eq!(caller.post(&all, &enterprise()).json()["id"], 26, "ids are not given twice");
    assert_eq!(caller.get(&format!("{all}/26")).json()["project_id"], "some-project_id");
}

#[test]
fn names_are_taken_once_and_types_stay() {
    let world = world();
    let mut caller = Caller::new(&world);
    let all = instance_path(&world, "/registries");
    assert_eq!(refusal(&caller.post(&all, &harbor("test-swr"))).0, 409);
    caller.post(&all, &harbor("one"));
    assert_eq!(refusal(&caller.call("PUT", &format!("{all}/25"), Some(&harbor("test-swr")))).0, 409);
    let other_type = caller.call("PUT", &format!("{all}/24"), Some(&harbor("test-swr")));
    assert_eq!(refusal(&other_type), (400, "SVCSTG.SWR.4000014".to_owned()));
}

#[test]
fn a_wrong_body_is_refused() {
    let world = world();
    let mut caller = Caller::new(&world);
    let all = instance_path(&world, "/registries");
    let mut wrong = Vec::new();
    for key in ["name", "type", "url", "credential", "insecure"] {
        for value in [None, Some(Value::Null), Some(json!(5)), Some(json!(""))] {
            let mut body = harbor("one");
            match value {
                Some(value) => body[key] = value,
                None => drop(body.as_object_mut().unwrap().remove(key)),
            }
            wrong.push(body);
        }
    }
    for key in ["type", "access_key", "access_secret"] {
        for value in [Value::Null, json!(5), json!("")] {
            let mut body = harbor("one");
            body["credential"][key] = value;
            wrong.push(body);
        }
    }
    for (key, value) in [
        ("name", json!("a b")),
        ("name", json!("é")),
        ("name", json!("目".repeat(65))),
        ("type", json!("harbor")),
        ("type", json!("Huawei-SWR")),
        ("unknown", json!("")),
        ("description", json!(1)),
        ("dns_conf", json!({})),
        ("dns_conf", json!({"hosts": {"a": "b"}})),
        ("dns_conf", json!({"hosts": [], "x": 1})),
        ("insecure", json!("true")),
    ] {
        let mut body = harbor("one");
        body[key] = value;
        wrong.push(body);
    }
    for (key, value) in [("insecure", json!(false)), ("region_id", json!("")), ("project_id", json!(1))] {
        let mut body = enterprise();
        body[key] = value;
        wrong.push(body);
    }
    wrong.push(json!([]));
    for body in wrong {
        for (method, path) in [("POST", all.clone()), ("PUT", format!("{all}/24"))] {
            let answer = caller.call(method, &path, Some(&body));
            assert_eq!(refusal(&answer), (400, "SVCSTG.SWR.4000014".to_owned()), "{method} {body}");
        }
    }
    let mut body = harbor(&"目".repeat(64));
    body["dns_conf"] = json!({"hosts": {"a": "::1", "b": "10.0.0.1"}});
    assert_eq!(caller.post(&all, &body).status, 201);
    for id in ["x", "-1", "+24", "24x", "99999999999999999999"] {
        assert_eq!(refusal(&caller.get(&format!("{all}/{id}"))).0, 400, "{id}");
    }
}

#[test]
fn lists_filter_sort_and_page() {
    let world = world();
    let at = |day: u32| format!("2024-01-{day:02}T00:00:00Z");
    let seeded = world
        .seed(json!({"target_registries": [
            {"name": "b-swr", "created_at": at(1), "updated_at": at(9), "type": "swr-pro"},
            {"name": "a", "created_at": at(2), "updated_at": at(8), "id": 9_007_199_254_740_993_i64},
            {"name": "c", "created_at": at(3), "updated_at": at(7), "type": "some-new", "status": "unhealthy"},
        ]}))
        .unwrap();
    assert_eq!(seeded["target_registries"][1], 9_007_199_254_740_993_i64);
    assert_eq!(seeded["target_registries"][2], 9_007_199_254_740_994_i64);
    let mut caller = Caller::new(&world);
    let mut check = |query: &str, expected: &[&str]| {
        assert_eq!(names(&mut caller, &world, query), expected, "{query}");
    };
    check("", &["c", "a", "b-swr", "test-swr"]);
    check("?order_column=created_at", &["c", "a", "b-swr", "test-swr"]);
    check("?order_column=created_at&order_type=asc", &["test-swr", "b-swr", "a", "c"]);
    check("?order_column=updated_at&order_type=desc", &["b-swr", "a", "c", "test-swr"]);
    check("?order_column=name&order_type=asc", &["a", "b-swr", "c", "test-swr"]);
    check("?name=swr", &["b-swr", "test-swr"]);
    check("?name=nothing", &[]);
    check("?type=some-new", &["c"]);
    check("?type=swr-pro&name=b", &["b-swr"]);
    check("?offset=0&limit=2", &["c", "a"]);
    check("?limit=2&offset=2", &["b-swr", "test-swr"]);
    check("?limit=100&offset=100", &[]);
    let unhealthy = caller.get(&instance_path(&world, "/registries/9007199254740994")).json();
    assert_eq!(
        (&unhealthy["status"], &unhealthy["created_at"]),
        (&json!("unhealthy"), &json!("2024-01-03T00:00:00.000000Z"))
    );
    for query in [
        "?limit=10",
        "?offset=0",
        "?offset=5&limit=10",
        "?offset=0&limit=0",
        "?offset=0&limit=101",
        "?offset=0&limit=x",
        "?offset=-1&limit=1",
        "?offset=&limit=1",
        "?order_type=asc",
        "?order_column=id",
        "?order_column=name&order_type=up",
        "?limit=1&limit=1&offset=0",
    ] {
        let answer = caller.get(&instance_path(&world, &format!("/registries{query}")));
        assert_eq!(refusal(&answer), (400, "SVCSTG.SWR.4000014".to_owned()), "{query}");
    }
}

#[test]
fn ten_are_listed_unless_more_are_asked_for() {
    let world = world();
    world.seed(json!({"target_registries": 120})).unwrap();
    let mut caller = Caller::new(&world);
    assert_eq!(names(&mut caller, &world, "").len(), 10);
    assert_eq!(names(&mut caller, &world, "?offset=0&limit=100").len(), 100);
    let last = caller.get(&instance_path(&world, "/registries?offset=100&limit=100")).json();
    assert_eq!((&last["total"], last["registries"].as_array().unwrap().len()), (&json!(121), 21));
}
