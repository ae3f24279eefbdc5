//! The basic edition as a whole: the start state, seeds, resets, paths and methods.

use registry_tokens_emulator::World;
use serde_json::{Value, json};

use crate::support::world;
use crate::swr_support::{Caller, Request};

fn count(caller: &mut Caller) -> usize {
    caller.read("/repos").as_array().unwrap().len()
}

#[test]
fn the_start_state_has_something_of_everything() {
    let world = world();
    let mut caller = Caller::new(&world);
    let base = format!("/namespaces/{}/repos/{}", world.swr_namespace(), world.swr_repository());
    assert_eq!(caller.read(&base)["num_images"], 3);
    for (path, key, expected) in [
        ("/retentions", "algorithm", json!(["or"])),
        ("/sync_repo", "remoteNamespace", json!(["group-east"])),
        ("/sync_job?filter=limit::9%7Coffset::0", "status", json!(["running", "success", "failed"])),
        ("/triggers", "name", json!(["deploy-latest"])),
    ] {
        let rows = caller.read(&format!("{base}{path}"));
        let members: Vec<&Value> = rows.as_array().unwrap().iter().map(|row| &row[key]).collect();
        assert_eq!(json!(members), expected, "{path}");
    }
    assert_eq!(caller.read(&format!("{base}/retentions/histories"))["total"], 3);
    assert_eq!(caller.read(&format!("{base}/access"))["others_auths"][0]["auth"], 3);
    let state = world.state();
    let shown = &state["namespaces"][0]["repositories"];
    assert_eq!((&shown[0]["tags"][0], &shown[1]["name"]), (&json!("latest"), &json!("team/app")));
    assert_eq!(state["quotas"]["namespace"], 5);
}

#[test]
fn a_signed_request_names_a_repository_with_a_dollar_sign() {
    let world = world();
    let sign_and_send =
        |request: &Request| request.send(&request.sign(world.swr_access_key(), world.swr_secret_key()));
    // Encoded and signed as it is sent.
    let right = Request::new("GET", &world.swr_url(), "/v2/manage/namespaces/group/repos/team%24app");
    let answer = sign_and_send(&right);
    assert_eq!((answer.status, &answer.json()["name"]), (200, &json!("team/app")));
    let mut body = Request::new("DELETE", &world.swr_url(), "/v2/manage/namespaces/group/access");
    body.body = json!(["fb3f175c1fd146ab8cdae3272be6107b"]).to_string();
    assert_eq!(sign_and_send(&body).status, 204, "a DELETE may have a body");
    let mut caller = Caller::new(&world);
    let encoded = caller.contentless("GET", "/v2/manage/namespaces/group/repos/team%2Fapp");
    assert_eq!((encoded.status, &encoded.json()["error_code"]), (404, &json!("APIGW.0101")));
    assert_eq!(caller.manage("GET", "/namespaces/group/repos/team/app", None).status, 404);
}

#[test]
fn content_type_paths_and_methods_must_be_right() {
    let world = world();
    let mut caller = Caller::new(&world);
    let bare = caller.get("/v2/manage/namespaces");
    assert_eq!((bare.status, &bare.json()["error_code"]), (400, &json!("SVCSTG.SWR.4000014")));
    for (path, status) in [
        ("/v2/manage/shared-repositories", 501),
        ("/v3/manage/shared-repositories", 501),
        ("/v2/manage/namespaces/group/repos/busybox/tags", 501),
        ("/v2/manage/namespaces/group/repos/busybox/tags/latest", 501),
        ("/v3/manage/namespaces/group/repos/busybox/tags", 501),
        ("/v2/manage/namespaces/group/repositories/busybox/access-domains", 501),
        ("/v2/manage/agency", 501),
        ("/v2/manage/namespaces/group/repo", 404),
        ("/v2/manage/namespaces/group/repos/busybox/retentions/1/x", 404),
        ("/v3/manage/namespaces", 404),
        ("/v2/manage/", 404),
    ] {
        assert_eq!(caller.contentless("GET", path).status, status, "{path}");
    }
    for (path, allowed) in [
        ("/namespaces", "GET, POST"),
        ("/namespaces/group", "GET, DELETE"),
        ("/namespaces/group/access", "GET, POST, PATCH, DELETE"),
        ("/namespaces/group/repos", "POST"),
        ("/namespaces/group/repos/busybox", "GET, PATCH, DELETE"),
        ("/namespaces/group/repos/busybox/access", "GET, POST, PATCH, DELETE"),
        ("/namespaces/group/repos/busybox/retentions", "GET, POST"),
        ("/namespaces/group/repos/busybox/retentions/4", "GET, PATCH, DELETE"),
        ("/namespaces/group/repos/busybox/retentions/histories", "GET"),
        ("/namespaces/group/repos/busybox/sync_repo", "GET, POST, DELETE"),
        ("/namespaces/group/repos/busybox/sync_images", "POST"),
        ("/namespaces/group/repos/busybox/sync_job", "GET"),
        ("/namespaces/group/repos/busybox/triggers", "GET, POST"),
        ("/namespaces/group/repos/busybox/triggers/deploy-latest", "GET, PATCH, DELETE"),
        ("/regions", "GET"),
        ("/repos", "GET"),
    ] {
        let answer = caller.manage("PUT", path, None);
        assert_eq!((answer.status, answer.header("allow")), (405, Some(allowed)), "{path}");
    }
    assert_eq!(caller.contentless("PUT", "/v3/manage/repos").header("allow"), Some("GET"));
    let quotas = format!("/projects/{}/quotas", world.swr_project_id());
    assert_eq!(caller.manage("PUT", &quotas, None).header("allow"), Some("GET"));
    assert_eq!(caller.refused("GET", "/namespaces", Some(&json!({}))).0, 400, "a body where none belongs");
}

#[test]
fn names_are_checked_and_looked_up_from_left_to_right() {
    let world = world();
    let mut caller = Caller::new(&world);
    for (path, expected) in [
        ("/namespaces/Group", (400, "4001028")),
        ("/namespaces/none", (404, "4040058")),
        ("/namespaces/none/access", (404, "4040058")),
        ("/namespaces/none/repos/busybox", (404, "4040058")),
        ("/namespaces/group/repos/none", (404, "4040010")),
        ("/namespaces/group/repos/a%24%24b", (400, "4001029")),
        ("/namespaces/group/repos/none/triggers", (404, "4040010")),
        ("/namespaces/group/repos/busybox/triggers/none", (404, "4040000")),
    ] {
        let (status, code) = caller.refused("GET", path, None);
        assert_eq!((status, code.as_str()), expected, "{path}");
    }
}

#[test]
fn a_reset_brings_the_start_state_back() {
    let world = world();
    let before = world.state()["namespaces"].clone();
    let mut caller = Caller::new(&world);
    assert_eq!(caller.manage("POST", "/namespaces", Some(&json!({"namespace": "more"}))).status, 201);
    world.seed(json!({"namespaces": 2, "quotas": {"namespace": 100}})).unwrap();
    assert_eq!(caller.read("/namespaces")["namespaces"].as_array().unwrap().len(), 4);
    world.reset();
    assert_eq!((&world.state()["namespaces"], &world.state()["quotas"]["namespace"]), (&before, &json!(5)));
}

#[test]
fn seeds_add_what_no_client_could() {
    let world = world();
    let mut caller = Caller::new(&world);
    let ids = world
        .seed(json!({"namespaces": [
            {"name": "group", "repositories": 120},
            {"name": "theirs", "auth": 0, "creator_name": "somebody", "id": 9_007_199_254_740_993_i64,
             "repositories": [{
                "name": "odd", "category": "some-new", "tags": ["a", "b"], "size": -1, "status": true,
                "retentions": [{"algorithm": "and"}], "retention_log": 130,
                "sync_tasks": [{"override": true}], "sync_jobs": [{"status": "some-new", "id": 77}],
                "triggers": [{"enable": true, "trigger_mode": "some-new"}],
                "access": [{"user_id": "u", "user_name": "n", "auth": 5}],
             }]},
        ]}))
        .unwrap();
    assert_eq!(ids["namespaces"], json!(["group", "theirs"]));
    assert_eq!(ids["repositories"].as_array().unwrap().len(), 121);
    assert_eq!(ids["repositories"][120], 9_007_199_254_740_994_i64, "ids go on from the largest");
    assert_eq!(count(&mut caller), 100, "as many as are listed unless asked");
    let base = "/namespaces/theirs/repos/odd";
    let odd = caller.read(base);
    assert_eq!(
        (&odd["category"], &odd["size"], &odd["num_images"]),
        (&json!("some-new"), &json!(-1), &json!(2))
    );
    assert_eq!(caller.read(&format!("{base}/retentions"))[0]["algorithm"], "and");
    assert_eq!(caller.read(&format!("{base}/retentions/histories"))["total"], 130);
    assert_eq!(caller.read(&format!("{base}/sync_repo"))[0]["override"], true);
    let jobs = caller.read(&format!("{base}/sync_job?filter=limit::1%7Coffset::0"));
    assert_eq!((&jobs[0]["status"], &jobs[0]["id"]), (&json!("some-new"), &json!(77)));
    assert_eq!(caller.read(&format!("{base}/triggers"))[0]["enable"], true);
    assert_eq!(caller.read(&format!("{base}/access"))["others_auths"][0]["auth"], 5);
    assert_eq!(caller.read("/namespaces/theirs")["creator_name"], "somebody");
}

#[test]
fn misspelt_seeds_are_refused_as_a_whole() {
    let world = world();
    for wrong in [
        json!({"namespaces": [{"names": "x"}]}),
        json!({"namespaces": [{"name": "new"}, {"name": "group", "auth": 7}]}),
        json!({"namespaces": [{"name": "group", "repositories": [{"name": "busybox"}]}]}),
        json!({"namespaces": [{"repositories": [{"sync_jobs": [{"stat": 1}]}]}]}),
        json!({"namespaces": [{"repositories": [{"triggers": ["x"]}]}]}),
        json!({"namespaces": 1, "quotas": {"image": 1}}),
        json!({"namespaces": 1, "target_registries": [{"id": 24}]}),
    ] {
        assert!(world.seed(wrong.clone()).is_err(), "{wrong}");
    }
    assert_eq!(names(&world), json!(["group"]));
}

fn names(world: &World) -> Value {
    let state = world.state();
    state["namespaces"].as_array().unwrap().iter().map(|one| one["name"].clone()).collect()
}
