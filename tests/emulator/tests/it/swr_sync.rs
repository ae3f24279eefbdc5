//! Synchronization: tasks, images that are copied at once, jobs, regions.

use serde_json::{Value, json};

use crate::support::world;
use crate::swr_support::{Caller, bare, column};

const BASE: &str = "/namespaces/group/repos/team%24app";
const TASKS: &str = "/namespaces/group/repos/team%24app/sync_repo";
const IMAGES: &str = "/namespaces/group/repos/team%24app/sync_images";

fn target(namespace: &str) -> Value {
    json!({"remoteRegionId": "cn-east-3", "remoteNamespace": namespace})
}

fn images(tags: &[&str], overwrite: bool) -> Value {
    let mut body = target("east");
    body["imageTag"] = json!(tags);
    body["override"] = json!(overwrite);
    body
}

fn jobs(caller: &mut Caller, rest: &str) -> Value {
    caller.read(&format!("{BASE}/sync_job?filter=limit::10%7Coffset::0{rest}"))
}

#[test]
fn a_task_is_created_listed_and_deleted_by_its_target() {
    let world = world();
    let mut caller = Caller::new(&world);
    assert_eq!(caller.read(TASKS), json!([]));
    let mut body = target("east");
    body["syncAuto"] = json!(true);
    assert_eq!(bare(&caller.manage("POST", TASKS, Some(&body))), (200, "{}".to_owned()));
    assert_eq!(caller.refused("POST", TASKS, Some(&target("east"))).0, 400);
    assert_eq!(caller.manage("POST", TASKS, Some(&target("west"))).status, 200);
    let rows = caller.read(TASKS);
    assert_eq!(column(&rows, "remoteNamespace"), ["east", "west"]);
    let keys: Vec<&String> = rows[0].as_object().unwrap().keys().collect();
    let expected = [
        "createdAt",
        "domainID",
        "domainName",
        "id",
        "namespace",
        "override",
        "remoteNamespace",
        "remoteRegionId",
        "repoName",
        "syncAuto",
        "updatedAt",
    ];
    assert_eq!(keys, expected);
    assert_eq!((&rows[0]["syncAuto"], &rows[0]["override"]), (&json!(true), &json!(false)));
    assert_eq!((&rows[1]["syncAuto"], &rows[0]["repoName"]), (&json!(false), &json!("team/app")));
    assert_eq!(bare(&caller.manage("DELETE", TASKS, Some(&target("east")))), (200, "{}".to_owned()));
    let again = caller.refused("DELETE", TASKS, Some(&target("east")));
    assert_eq!(again, (400, "4001158".to_owned()));
    assert_eq!(column(&caller.read(TASKS), "remoteNamespace"), ["west"]);
    assert_eq!(caller.refused("DELETE", TASKS, None), (400, "4000014".to_owned()), "it needs its body");
}

#[test]
fn images_that_are_there_are_copied_and_the_others_told() {
    let world = world();
    let mut caller = Caller::new(&world);
    let first = caller.manage("POST", IMAGES, Some(&images(&["v1", "none", "v2", "nor"], false)));
    assert_eq!((first.status, first.json()), (200, json!(["none", "nor"])));
    let done = jobs(&mut caller, "");
    assert_eq!((column(&done, "tag"), column(&done, "status")), (vec!["v2", "v1"], vec!["success"; 2]));
    assert_eq!(done[0]["syncOperatorId"], world.swr_user_id());
    assert!(done[0].get("syncAuto").is_none());
    assert_eq!(caller.manage("POST", IMAGES, Some(&images(&["v1"], false))).json(), json!([]));
    assert_eq!(caller.manage("POST", IMAGES, Some(&images(&["v1"], true))).json(), json!([]));
    let done = jobs(&mut caller, "%7Corder::asc");
    assert_eq!(column(&done, "tag"), ["v1", "v2", "v1", "v1"]);
    assert_eq!(column(&done, "status"), ["success", "success", "existed", "success"]);
    assert_eq!(done[3]["override"], true);
}

#[test]
fn a_wrong_body_is_refused() {
    let world = world();
    let mut caller = Caller::new(&world);
    for (key, value) in [
        ("remoteRegionId", json!("")),
        ("remoteRegionId", json!("some-region")),
        ("remoteNamespace", Value::Null),
        ("override", json!("true")),
        ("overwrite", json!(true)),
        ("remote_namespace", json!("east")),
    ] {
        for (path, mut body) in [(TASKS, target("east")), (IMAGES, images(&["v1"], false))] {
            body[key] = value.clone();
            assert_eq!(caller.refused("POST", path, Some(&body)), (400, "4000014".to_owned()), "{body}");
        }
    }
    for tags in [json!([]), json!("v1"), json!([""]), json!([1]), Value::Null] {
        let mut body = images(&[], false);
        body["imageTag"] = tags;
        assert_eq!(caller.refused("POST", IMAGES, Some(&body)), (400, "4000014".to_owned()), "{body}");
    }
    assert_eq!(caller.refused("POST", IMAGES, Some(&target("east"))).0, 400);
    assert_eq!((caller.read(TASKS), jobs(&mut caller, "")), (json!([]), json!([])));
}

#[test]
fn jobs_want_their_filter() {
    let world = world();
    let mut caller = Caller::new(&world);
    let path = "/namespaces/group/repos/busybox/sync_job";
    for (query, range, tags) in [
        ("limit::2%7Coffset::0", "0-2/3", &["1.37.0", "latest"][..]),
        ("limit::2%7Coffset::2%7Corder::desc", "2-1/3", &["1.36.1"]),
        ("order::asc%7Coffset::0%7Climit::1", "0-1/3", &["1.36.1"]),
        ("limit::5%7Coffset::5", "5-0/3", &[]),
    ] {
        let answer = caller.manage("GET", &format!("{path}?filter={query}"), None);
        assert_eq!(answer.header("content-range"), Some(range), "{query}");
        assert_eq!(column(&answer.json(), "tag"), tags, "{query}");
    }
    for query in [
        "",
        "?limit=10&offset=0",
        "?filter=",
        "?filter=limit::10",
        "?filter=offset::0",
        "?filter=order::asc",
        "?filter=limit::0%7Coffset::0",
        "?filter=limit::10%7Coffset::0%7Corder::up",
        "?filter=limit::10%7Coffset::0%7Climit::10",
        "?filter=limit::10%7Coffset::0%7Ctag::v1",
    ] {
        let refused = caller.refused("GET", &format!("{path}{query}"), None);
        assert_eq!(refused, (400, "4001035".to_owned()), "{query}");
    }
}

#[test]
fn regions_are_listed() {
    let world = world();
    let rows = Caller::new(&world).read("/regions");
    assert_eq!(column(&rows, "regionID"), ["cn-north-1", "cn-east-3", "ap-southeast-1"]);
}
