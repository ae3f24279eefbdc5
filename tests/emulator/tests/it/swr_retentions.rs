//! Retention rules and what they have removed.

use serde_json::{Value, json};

use crate::support::world;
use crate::swr_support::{Caller, bare, column};

const BASE: &str = "/namespaces/group/repos/team%24app/retentions";
const WITH_LOG: &str = "/namespaces/group/repos/busybox/retentions/histories";

fn by_age(days: &str) -> Value {
    let selectors = json!([{"kind": "label", "pattern": "v5"}, {"kind": "regexp", "pattern": "^123$"}]);
    json!({"algorithm": "or", "rules": [
        {"template": "date_rule", "params": {"days": days}, "tag_selectors": selectors},
    ]})
}

fn by_number(num: &str) -> Value {
    json!({"algorithm": "or", "rules": [{"template": "tag_rule", "params": {"num": num}, "tag_selectors": []}]})
}

#[test]
fn a_rule_is_created_shown_changed_and_deleted() {
    let world = world();
    let mut caller = Caller::new(&world);
    assert_eq!(caller.read(BASE), json!([]));
    let made = caller.manage("POST", BASE, Some(&by_age("30")));
    let id = made.json()["id"].as_i64().unwrap();
    assert_eq!((made.status, made.json()), (201, json!({"id": id})));
    let one = format!("{BASE}/{id}");
    let mut shown = by_age("30");
    shown["id"] = json!(id);
    shown["scope"] = json!("");
    assert_eq!((caller.read(&one), caller.read(BASE)), (shown.clone(), json!([shown])));
    assert_eq!(caller.refused("POST", BASE, Some(&by_number("1"))).0, 400, "one per repository");
    assert_eq!(bare(&caller.manage("PATCH", &one, Some(&by_age("7")))), (201, String::new()));
    assert_eq!(caller.read(&one)["rules"], by_age("7")["rules"]);
    assert_eq!(caller.refused("PATCH", &one, Some(&by_number("7"))), (400, "4000014".to_owned()));
    assert_eq!(caller.read(&one)["rules"], by_age("7")["rules"], "another template changes nothing");
    assert_eq!(bare(&caller.manage("DELETE", &one, None)), (200, "{}".to_owned()));
    for (method, body) in [("GET", None), ("DELETE", None), ("PATCH", Some(by_age("1")))] {
        let refused = caller.refused(method, &one, body.as_ref());
        assert_eq!(refused, (400, "4000306".to_owned()), "{method}");
    }
    assert_eq!(caller.manage("POST", BASE, Some(&by_number("1000"))).status, 201);
    assert_eq!(caller.refused("GET", &format!("{BASE}/x"), None), (400, "4000014".to_owned()));
}

#[test]
fn a_wrong_body_is_refused() {
    let world = world();
    let mut caller = Caller::new(&world);
    let mut wrong = vec![json!([]), json!({"algorithm": "or"}), json!({"algorithm": "or", "rules": []})];
    for (key, value) in [("algorithm", json!("and")), ("more", json!(1)), ("rules", json!({}))] {
        let mut body = by_age("30");
        body[key] = value;
        wrong.push(body);
    }
    let mut two = by_age("30");
    two["rules"].as_array_mut().unwrap().push(by_number("1")["rules"][0].clone());
    wrong.push(two);
    for (key, value) in [
        ("template", json!("some_rule")),
        ("params", json!({"days": 30})),
        ("params", json!({"num": "30"})),
        ("params", json!({"days": "30", "num": "30"})),
        ("params", json!({"days": ""})),
        ("params", json!({"days": "0"})),
        ("params", json!({"days": "+1"})),
        ("params", json!({"days": "366"})),
        ("params", json!({})),
        ("tag_selectors", Value::Null),
        ("tag_selectors", json!([{"kind": "label"}])),
        ("tag_selectors", json!([{"kind": "label", "pattern": ""}])),
        ("tag_selectors", json!([{"kind": "regex", "pattern": "x"}])),
        ("scope", json!("")),
    ] {
        let mut body = by_age("30");
        body["rules"][0][key] = value;
        wrong.push(body);
    }
    let mut without = by_age("30");
    without["rules"][0].as_object_mut().unwrap().remove("tag_selectors");
    wrong.push(without);
    for body in wrong {
        assert_eq!(caller.refused("POST", BASE, Some(&body)), (400, "4000014".to_owned()), "{body}");
    }
    assert_eq!(caller.read(BASE), json!([]));
}

#[test]
fn histories_hold_their_rule_as_text() {
    let world = world();
    let mut caller = Caller::new(&world);
    let answer = caller.manage("GET", WITH_LOG, None);
    let log = answer.json()["retention_log"].clone();
    assert_eq!((answer.header("content-range"), log.as_array().unwrap().len()), (None, 3));
    assert_eq!((&log[0]["namespace"], &log[0]["repo"]), (&json!("group"), &json!("busybox")));
    let times = ["2024-03-03T03:00:02Z", "2024-03-02T03:00:02.5Z", "2024-03-01T03:00:02.542841141Z"];
    assert_eq!(column(&log, "created_at"), times);
    let rule: Value = serde_json::from_str(log[0]["rule_type"].as_str().unwrap()).unwrap();
    assert_eq!(rule, by_number("7")["rules"][0]);
    let retention = caller.read("/namespaces/group/repos/busybox/retentions");
    assert_eq!(log[0]["retention_id"], retention[0]["id"]);
}

#[test]
fn histories_are_paged_in_two_ways() {
    let world = world();
    let mut caller = Caller::new(&world);
    for (query, range, tags) in [
        ("?limit=2&offset=0", "0-2/3", &["0.9.3", "0.9.2"][..]),
        ("?filter=limit::2%7Coffset::2", "2-1/3", &["0.9.1"]),
        ("?limit=1&offset=9", "9-0/3", &[]),
    ] {
        let answer = caller.manage("GET", &format!("{WITH_LOG}{query}"), None);
        assert_eq!(answer.header("content-range"), Some(range), "{query}");
        assert_eq!(column(&answer.json()["retention_log"], "tag"), tags, "{query}");
        assert_eq!(answer.json()["total"], 3);
    }
    for (query, code) in [
        ("?limit=2", "4000014"),
        ("?offset=2", "4000014"),
        ("?limit=0&offset=0", "4000014"),
        ("?filter=limit::2", "4001035"),
        ("?filter=limit::2%7Coffset::x", "4001035"),
    ] {
        let refused = caller.refused("GET", &format!("{WITH_LOG}{query}"), None);
        assert_eq!(refused, (400, code.to_owned()), "{query}");
    }
}
