//! Organizations and quotas.

use serde_json::json;

use crate::support::world;
use crate::swr_support::{Caller, bare, column};

#[test]
fn an_organization_is_created_listed_and_deleted() {
    let world = world();
    let mut caller = Caller::new(&world);
    let body = json!({"namespace": "my.new-one__x"});
    assert_eq!(bare(&caller.manage("POST", "/namespaces", Some(&body))), (201, String::new()));
    let made = caller.read("/namespaces/my.new-one__x");
    assert_eq!(
        (&made["name"], &made["auth"], &made["repo_count"]),
        (&json!("my.new-one__x"), &json!(7), &json!(0))
    );
    assert_eq!(made["creator_name"], world.swr_user_name());
    assert_eq!(caller.refused("POST", "/namespaces", Some(&body)), (409, "4090060".to_owned()));
    let listed = caller.read("/namespaces");
    assert_eq!(column(&listed["namespaces"], "name"), ["group", "my.new-one__x"]);
    let group = &listed["namespaces"][0];
    assert_eq!((&group["repo_count"], &group["access_user_count"]), (&json!(2), &json!(2)));
    let one = "/namespaces/my.new-one__x";
    assert_eq!(bare(&caller.manage("DELETE", one, None)), (204, String::new()));
    for method in ["GET", "DELETE"] {
        assert_eq!(caller.refused(method, one, None), (404, "4040058".to_owned()), "{method}");
    }
}

#[test]
fn one_with_repositories_stays() {
    let world = world();
    let mut caller = Caller::new(&world);
    assert_eq!(caller.refused("DELETE", "/namespaces/group", None), (406, "4060074".to_owned()));
    assert_eq!(caller.read("/namespaces/group")["name"], "group");
}

#[test]
fn there_are_five_at_most() {
    let world = world();
    let mut caller = Caller::new(&world);
    for number in 2..=5 {
        let body = json!({"namespace": format!("n{number}")});
        assert_eq!(caller.manage("POST", "/namespaces", Some(&body)).status, 201);
    }
    let sixth = json!({"namespace": "n6"});
    assert_eq!(caller.refused("POST", "/namespaces", Some(&sixth)), (400, "4000097".to_owned()));
    let known = json!({"namespace": "n5"});
    assert_eq!(caller.refused("POST", "/namespaces", Some(&known)).0, 409, "what is there is said first");
    world.seed(json!({"quotas": {"namespace": 6}})).unwrap();
    assert_eq!(caller.manage("POST", "/namespaces", Some(&sixth)).status, 201);
}

#[test]
fn a_wrong_body_is_refused() {
    let world = world();
    let mut caller = Caller::new(&world);
    for (body, code) in [
        (json!({"namespace": "Upper"}), "4001028"),
        (json!({"namespace": "1a"}), "4001028"),
        (json!({"namespace": "a".repeat(65)}), "4001028"),
        (json!({"namespace": ""}), "4000014"),
        (json!({"namespace": 5}), "4000014"),
        (json!({"namespace": "a", "more": 1}), "4000014"),
        (json!({}), "4000014"),
        (json!([]), "4000014"),
    ] {
        assert_eq!(caller.refused("POST", "/namespaces", Some(&body)), (400, code.to_owned()), "{body}");
    }
}

#[test]
fn lists_are_narrowed_by_name_and_widened_by_mode() {
    let world = world();
    let seen = json!({"name": "seen", "auth": 0});
    world.seed(json!({"namespaces": [{"name": "group2"}, seen]})).unwrap();
    let mut caller = Caller::new(&world);
    for (query, expected) in [
        ("", &["group", "group2"][..]),
        ("?namespace=group", &["group"]),
        ("?namespace=seen", &[]),
        ("?filter=mode::visible", &["group", "group2", "seen"]),
        ("?filter=namespace%3A%3Aseen%7Cmode%3A%3Avisible", &["seen"]),
        ("?filter=namespace::group2&namespace=group", &["group2"]),
    ] {
        let listed = caller.read(&format!("/namespaces{query}"));
        assert_eq!(column(&listed["namespaces"], "name"), expected, "{query}");
    }
    for query in
        ["?filter=", "?filter=mode::all", "?filter=mode:visible", "?filter=name::group", "?filter=mode::"]
    {
        let refused = caller.refused("GET", &format!("/namespaces{query}"), None);
        assert_eq!(refused, (400, "4001035".to_owned()), "{query}");
    }
}

#[test]
fn quotas_are_told_level_by_level() {
    let world = world();
    let mut caller = Caller::new(&world);
    let path = format!("/projects/{}/quotas", world.swr_project_id());
    let row = |key: &str, limit: u64, used: u64| json!({"quota_key": key, "quota_limit": limit, "unit": "", "used": used});
    let mut rows = vec![row("namespace", 5, 1)];
    assert_eq!(caller.read(&path), json!({"quotas": rows}));
    rows.push(row("repository", 1000, 2));
    assert_eq!(caller.read(&format!("{path}?namespace=group")), json!({"quotas": rows}));
    rows.push(row("tag", 1000, 2));
    let query = "?namespace=group&repository=team%24app";
    assert_eq!(caller.read(&format!("{path}{query}")), json!({"quotas": rows}));
    assert_eq!(caller.refused("GET", &format!("{path}?repository=busybox"), None).0, 400);
    assert_eq!(caller.refused("GET", &format!("{path}?namespace=none"), None), (404, "4040058".to_owned()));
    assert_eq!(caller.refused("GET", "/projects/0123/quotas", None), (403, "4030170".to_owned()));
}
