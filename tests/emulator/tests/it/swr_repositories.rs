//! Repositories, alone and in their two lists.

use std::time::Duration;

use serde_json::{Value, json};

use crate::support::world;
use crate::swr_support::{Caller, bare, column};

const IN_GROUP: &str = "/namespaces/group/repos";

fn new(name: &str) -> Value {
    json!({"repository": name, "is_public": false})
}

#[test]
fn a_repository_is_created_updated_and_deleted() {
    let world = world();
    let mut caller = Caller::new(&world);
    let mut body = new("team/new.one");
    body["category"] = json!("linux");
    body["description"] = json!("größe");
    assert_eq!(bare(&caller.manage("POST", IN_GROUP, Some(&body))), (200, String::new()));
    assert_eq!(caller.refused("POST", IN_GROUP, Some(&body)), (409, "4090006".to_owned()));
    let one = format!("{IN_GROUP}/team%24new.one");
    let before = caller.read(&one);
    assert_eq!((&before["name"], &before["category"]), (&json!("team/new.one"), &json!("linux")));
    assert_eq!((&before["is_public"], &before["description"]), (&json!(false), &json!("größe")));
    world.advance_clock(Duration::from_secs(60)).unwrap();
    let update = json!({"is_public": true, "description": ""});
    assert_eq!(bare(&caller.manage("PATCH", &one, Some(&update))), (201, String::new()));
    let after = caller.read(&one);
    assert_eq!((&after["is_public"], &after["description"]), (&json!(true), &json!("")));
    assert_eq!(after["category"], "linux", "what is left out stays");
    assert!(after["created"] == before["created"] && after["updated"] != before["updated"]);
    assert_eq!(bare(&caller.manage("DELETE", &one, None)), (204, String::new()));
    for (method, body) in [("GET", None), ("DELETE", None), ("PATCH", Some(update))] {
        assert_eq!(caller.refused(method, &one, body.as_ref()), (404, "4040010".to_owned()), "{method}");
    }
    assert_eq!(caller.manage("POST", IN_GROUP, Some(&new("team$other"))).status, 200);
    assert_eq!(caller.read(&format!("{IN_GROUP}/team%24other"))["category"], "other");
}

#[test]
fn one_with_images_stays() {
    let world = world();
    let mut caller = Caller::new(&world);
    let busybox = format!("{IN_GROUP}/busybox");
    assert_eq!(caller.refused("DELETE", &busybox, None), (406, "4060012".to_owned()));
    assert_eq!(caller.read(&busybox)["name"], "busybox");
}

#[test]
fn a_wrong_body_and_a_used_up_quota_are_refused() {
    let world = world();
    let mut caller = Caller::new(&world);
    for (name, code) in [("Upper", "4001029"), ("a//b", "4001029"), ("a_", "4001029"), ("", "4000014")] {
        assert_eq!(caller.refused("POST", IN_GROUP, Some(&new(name))), (400, code.to_owned()), "{name}");
    }
    for (key, value) in [
        ("is_public", json!("false")),
        ("is_public", Value::Null),
        ("category", json!("some")),
        ("description", json!(1)),
        ("namespace", json!("group")),
    ] {
        let mut body = new("a");
        body[key] = value;
        assert_eq!(caller.refused("POST", IN_GROUP, Some(&body)), (400, "4000014".to_owned()), "{body}");
        body.as_object_mut().unwrap().remove("repository");
        let busybox = format!("{IN_GROUP}/busybox");
        assert_eq!(caller.refused("PATCH", &busybox, Some(&body)), (400, "4000014".to_owned()), "{body}");
    }
    assert_eq!(caller.refused("PATCH", &format!("{IN_GROUP}/busybox"), Some(&json!({}))).0, 400);
    world.seed(json!({"quotas": {"repository": 2}})).unwrap();
    assert_eq!(caller.refused("POST", IN_GROUP, Some(&new("third"))), (400, "4000098".to_owned()));
}

#[test]
fn three_answers_have_three_shapes() {
    let world = world();
    let mut caller = Caller::new(&world);
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>().join(" ");
    let shown = caller.read(&format!("{IN_GROUP}/busybox"));
    assert_eq!(
        keys(&shown),
        "category created creator_id creator_name description domain_id id internal_path is_public name ns_id \
         num_download num_images path priority size updated url"
    );
    assert_eq!(shown["updated"], "2017-09-11T03:00:02.542841141Z");
    let by_offset = caller.read("/repos?name=busybox");
    assert_eq!(
        keys(&by_offset[0]),
        "category created_at description domain_name internal_path is_public logo name namespace num_download \
         num_images path size status tags total_range updated_at url"
    );
    assert_eq!(
        (&by_offset[0]["created_at"], &by_offset[0]["num_images"]),
        (&json!("2017-01-01T00:00:00Z"), &json!(3))
    );
    let by_marker = caller.contentless("GET", "/v3/manage/repos?name=team%24app").json();
    assert_eq!(
        keys(&by_marker["repos"][0]),
        "category created_at description domain_name id is_public name namespace_name num_download num_images \
         size status updated_at"
    );
    assert_eq!(by_marker["repos"][0]["num_download"], i64::MAX);
}

fn seed_more(world: &registry_tokens_emulator::World) {
    let at = |day: u32| format!("2025-01-{day:02}T00:00:00Z");
    world
        .seed(json!({"namespaces": [
            {"name": "group", "repositories": [
                {"name": "app", "updated_at": at(3), "is_public": true, "tags": ["1"]},
                {"name": "zoo/app", "updated_at": at(2), "category": "lang"},
            ]},
            {"name": "group2", "repositories": [{"name": "app", "updated_at": at(1), "tags": ["1", "2", "3", "4"]}]},
        ]}))
        .unwrap();
}

#[test]
fn the_list_filters_sorts_and_pages() {
    let world = world();
    seed_more(&world);
    let mut caller = Caller::new(&world);
    for (query, expected) in [
        ("", &["app", "zoo/app", "app", "team/app", "busybox"][..]),
        ("?namespace=group&order_column=name&order_type=asc", &["app", "busybox", "team/app", "zoo/app"]),
        ("?name=app&namespace=group2", &["app"]),
        ("?name=zoo%24app", &["zoo/app"]),
        ("?name=zoo", &[]),
        ("?category=linux", &["busybox"]),
        ("?is_public=true", &["app", "team/app"]),
        ("?is_public=false&namespace=group", &["zoo/app", "busybox"]),
        ("?order_column=updated_time&order_type=asc", &["busybox", "team/app", "app", "zoo/app", "app"]),
        ("?order_column=updated_at&order_type=desc&limit=2&offset=2", &["app", "team/app"]),
        ("?order_column=tag_count&order_type=desc&limit=2&offset=0", &["app", "busybox"]),
        ("?order_column=is_public&order_type=desc&limit=1&offset=0", &["app"]),
        ("?order_column=namespace&order_type=desc&limit=1&offset=0", &["app"]),
        ("?filter=name::app%7Cnamespace::group2", &["app"]),
        ("?filter=namespace::group%7Cname::oo", &["zoo/app"]),
        ("?filter=name::zoo%24a&name=busybox", &["zoo/app"]),
        ("?filter=is_public::true%7Ccategory::app_server", &["team/app"]),
        ("?filter=limit::1%7Coffset::1%7Corder_column::name%7Corder_type::desc", &["team/app"]),
    ] {
        assert_eq!(column(&caller.read(&format!("/repos{query}")), "name"), expected, "{query}");
    }
    for (query, code) in [
        ("?limit=10", "4000014"),
        ("?offset=0", "4000014"),
        ("?limit=0&offset=0", "4000014"),
        ("?limit=1001&offset=0", "4000014"),
        ("?limit=x&offset=0", "4000014"),
        ("?order_column=name", "4000014"),
        ("?order_type=asc", "4000014"),
        ("?order_column=size&order_type=asc", "4001096"),
        ("?order_column=name&order_type=up", "4000014"),
        ("?is_public=yes", "4000014"),
        ("?name=zoo/app", "4000014"),
        ("?name=a&name=b", "4000014"),
        ("?filter=", "4001035"),
        ("?filter=name", "4001035"),
        ("?filter=name::", "4001035"),
        ("?filter=name::a%7Cname::b", "4001035"),
        ("?filter=name::zoo/app", "4001035"),
        ("?filter=size::1", "4001035"),
        ("?filter=limit::1", "4001035"),
        ("?filter=limit::1001%7Coffset::0", "4001035"),
        ("?filter=order_column::namespace%7Corder_type::asc", "4001096"),
    ] {
        assert_eq!(caller.refused("GET", &format!("/repos{query}"), None), (400, code.to_owned()), "{query}");
    }
}

#[test]
fn totals_are_in_a_header_and_in_each_row() {
    let world = world();
    seed_more(&world);
    let mut caller = Caller::new(&world);
    for (query, range) in [
        ("?limit=2&offset=0", Some("0-2/5")),
        ("?limit=2&offset=4", Some("4-1/5")),
        ("?limit=2&offset=6", Some("6-0/5")),
        ("?filter=limit::3%7Coffset::0%7Cname::app", Some("0-3/4")),
        ("?namespace=group2", None),
    ] {
        let answer = caller.manage("GET", &format!("/repos{query}"), None);
        assert_eq!(answer.header("content-range"), range, "{query}");
    }
    assert_eq!(caller.read("/repos?limit=1&offset=3")[0]["total_range"], 5);
}

#[test]
fn the_other_list_goes_by_markers() {
    let world = world();
    seed_more(&world);
    let mut caller = Caller::new(&world);
    let mut page = |query: &str| {
        let answer = caller.contentless("GET", &format!("/v3/manage/repos{query}"));
        assert_eq!(answer.status, 200, "{query}: {}", answer.json());
        let json = answer.json();
        let names = column(&json["repos"], "name").join(" ");
        (names, json["nextMarker"].as_u64().unwrap())
    };
    let (first, marker) = page("?limit=2");
    let (second, marker) = page(&format!("?limit=2&marker={marker}"));
    let last = page(&format!("?limit=2&marker={marker}"));
    assert_eq!(
        (first.as_str(), second.as_str(), last),
        ("busybox team/app", "app zoo/app", ("app".to_owned(), 0))
    );
    assert_eq!(page("?limit=5").1, 0, "a full page may be the last");
    assert_eq!(page("?namespace=group2&name=app&is_public=false&category=other").0, "app");
    for query in ["?limit=0", "?limit=1001", "?marker=x", "?marker=-1", "?is_public=1", "?name=team/app"] {
        let answer = caller.contentless("GET", &format!("/v3/manage/repos{query}"));
        assert_eq!(answer.status, 400, "{query}");
    }
}
