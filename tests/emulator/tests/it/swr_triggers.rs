//! Triggers.

use serde_json::{Value, json};

use crate::support::world;
use crate::swr_support::{Caller, bare, column};

const BASE: &str = "/namespaces/group/repos/team%24app/triggers";

fn trigger(name: &str) -> Value {
    json!({
        "name": name, "action": "update", "app_type": "deployments", "application": "web", "cluster_ns": "default",
        "trigger_type": "regular", "condition": "^v", "enable": "true",
    })
}

#[test]
fn a_trigger_is_created_switched_and_deleted_by_its_name() {
    let world = world();
    let mut caller = Caller::new(&world);
    assert_eq!(caller.read(BASE), json!([]));
    assert_eq!(bare(&caller.manage("POST", BASE, Some(&trigger("one")))), (201, String::new()));
    let one = format!("{BASE}/one");
    let shown = caller.read(&one);
    for (key, value) in trigger("one").as_object().unwrap() {
        assert_eq!(&shown[key], value, "{key}");
    }
    assert_eq!((&shown["trigger_mode"], &shown["cluster_id"]), (&json!("cce"), &json!("")));
    assert_eq!(
        (&shown["trigger_history"], &shown["creator_name"]),
        (&Value::Null, &json!(world.swr_user_name()))
    );
    assert_eq!(caller.read(BASE), json!([shown]));
    assert_eq!(caller.refused("POST", BASE, Some(&trigger("one"))), (400, "4000014".to_owned()));
    for enable in ["false", "true"] {
        let body = json!({"enable": enable});
        assert_eq!(bare(&caller.manage("PATCH", &one, Some(&body))), (201, String::new()));
        assert_eq!(caller.read(&one)["enable"], enable);
    }
    assert_eq!(bare(&caller.manage("DELETE", &one, None)), (204, String::new()));
    for (method, body) in [("GET", None), ("DELETE", None), ("PATCH", Some(json!({"enable": "true"})))] {
        assert_eq!(caller.refused(method, &one, body.as_ref()).0, 404, "{method}");
    }
}

#[test]
fn one_of_the_start_state_has_a_history() {
    let world = world();
    let shown = Caller::new(&world).read("/namespaces/group/repos/busybox/triggers/deploy-latest");
    assert_eq!(column(&shown["trigger_history"], "result"), ["success"]);
}

#[test]
fn every_trigger_type_and_mode_is_taken() {
    let world = world();
    let mut caller = Caller::new(&world);
    for (name, kind, condition, mode, cluster) in [
        ("all", "all", ".*", Some("cce"), "c-1"),
        ("tag", "tag", "v1;v2", None, "c-1"),
        ("cci", "regular", "^v", Some("cci"), ""),
    ] {
        let mut body = trigger(name);
        body["trigger_type"] = json!(kind);
        body["condition"] = json!(condition);
        body["cluster_id"] = json!(cluster);
        body["app_type"] = json!("statefulsets");
        body["container"] = json!("main");
        if let Some(mode) = mode {
            body["trigger_mode"] = json!(mode);
        }
        assert_eq!(caller.manage("POST", BASE, Some(&body)).status, 201, "{body}");
    }
    assert_eq!(column(&caller.read(BASE), "trigger_mode"), ["cce", "cce", "cci"]);
}

#[test]
fn a_wrong_body_is_refused() {
    let world = world();
    let mut caller = Caller::new(&world);
    let mut wrong = vec![json!([])];
    let required =
        ["name", "action", "app_type", "application", "cluster_ns", "trigger_type", "condition", "enable"];
    for key in required {
        for value in [None, Some(json!("")), Some(json!(1))] {
            let mut body = trigger("one");
            match value {
                Some(value) => body[key] = value,
                None => drop(body.as_object_mut().unwrap().remove(key)),
            }
            wrong.push(body);
        }
    }
    for (key, value) in [
        ("action", json!("create")),
        ("app_type", json!("daemonsets")),
        ("trigger_type", json!("some")),
        ("trigger_type", json!("all")),
        ("enable", json!(true)),
        ("trigger_mode", json!("some")),
        ("trigger_history", json!([])),
        ("cluster_id", json!(1)),
        ("container", json!(1)),
    ] {
        let mut body = trigger("one");
        body[key] = value;
        wrong.push(body);
    }
    let mut cluster = trigger("one");
    cluster["trigger_mode"] = json!("cci");
    cluster["cluster_name"] = json!("c");
    wrong.push(cluster);
    for body in wrong {
        assert_eq!(caller.refused("POST", BASE, Some(&body)), (400, "4000014".to_owned()), "{body}");
    }
    caller.manage("POST", BASE, Some(&trigger("one")));
    for body in
        [json!({"enable": true}), json!({"enable": "no"}), json!({}), json!({"enable": "true", "x": 1})]
    {
        assert_eq!(caller.refused("PATCH", &format!("{BASE}/one"), Some(&body)).0, 400, "{body}");
    }
}
