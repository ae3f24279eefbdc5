//! SWR and IAM among the rest: URLs, records, faults, waits, resets, scripts.

use registry_tokens_emulator::{Api, Emulator, Ended, Leaf, Options, Script, Wait, World};
use serde_json::{Value, json};

use crate::support::{Client, EMULATOR, world};
use crate::swr_support::{Caller, Request, instance_path};

const KEYS: [&str; 13] = [
    "swr_access_key",
    "swr_secret_key",
    "swr_temporary_access_key",
    "swr_temporary_secret_key",
    "swr_temporary_security_token",
    "swr_token",
    "swr_project_id",
    "swr_region",
    "swr_instance_id",
    "swr_user_id",
    "swr_user_name",
    "swr_namespace",
    "swr_repository",
];
/// Alike in all worlds: names, not secrets.
const SHARED: [&str; 4] = ["swr_region", "swr_user_name", "swr_namespace", "swr_repository"];

#[test]
fn lines_and_sessions_say_where_swr_is() {
    let line = EMULATOR.ready_line();
    let made = Client::at(&EMULATOR.control_url()).call("POST", "/sessions", None).json();
    for described in [&line, &made] {
        for (key, end) in
            [("swr_url", "/swr"), ("swr_plain_url", "/swr"), ("iam_url", "/iam"), ("iam_plain_url", "/iam")]
        {
            assert!(described[key].as_str().unwrap().ends_with(end), "{key}: {described}");
        }
        for key in KEYS {
            assert!(described[key].is_string(), "{key}: {described}");
        }
    }
    assert_eq!((line.get("path"), line.get("swr_path"), line.get("iam_path")), (None, None, None));
    assert!(made["swr_url"].as_str().unwrap().ends_with(made["swr_path"].as_str().unwrap()));
    let default = EMULATOR.world();
    assert_eq!(line["swr_url"], default.swr_url());
    assert_eq!(line["iam_plain_url"], default.iam_plain_url());
    assert_eq!(line["swr_instance_id"], default.swr_instance_id());
    for key in KEYS.iter().filter(|key| !SHARED.contains(key)) {
        assert_ne!(line[key], made[key], "{key} is a world's own");
    }
}

#[test]
fn tls_listeners_lead_to_swr_too() {
    let directory = tempfile::tempdir().unwrap();
    let emulator = Emulator::start_blocking(Options::default().tls(directory.path())).unwrap();
    let (line, world) = (emulator.ready_line(), emulator.world());
    assert_eq!(line["swr_url"], line["tls"]["good"]["swr_url"]);
    assert_eq!(line["tls"]["expired"]["iam_url"], world.iam_tls_url(Leaf::Expired).unwrap());
    assert_eq!(world.swr_url(), world.swr_tls_url(Leaf::Good).unwrap());
    assert!(world.swr_plain_url().starts_with("http://"));
}

#[test]
fn requests_are_recorded_with_their_api() {
    let world = world();
    Caller::new(&world).get("/v2/a%2Fb?x=1");
    Caller::iam(&world).get("/v3/projects");
    Client::new(&world).get("/registries");
    let control = world.control_url();
    let shown = Client::at(&control).get("/requests").json();
    let places: Vec<(&Value, &Value)> =
        shown.as_array().unwrap().iter().map(|one| (&one["api"], &one["path"])).collect();
    let expected = [("swr", "/v2/a%2Fb"), ("iam", "/v3/projects"), ("ionos", "/registries")];
    assert_eq!(
        places,
        expected.map(|(api, path)| (json!(api), json!(path))).iter().map(|(a, p)| (a, p)).collect::<Vec<_>>()
    );
    assert_eq!(world.requests()[0].api, Some(Api::Swr));
    assert_eq!(world.requests()[0].query.as_deref(), Some("x=1"));
}

#[test]
fn faults_strike_and_waits_see_them() {
    let world = world();
    let (registries, one) = (instance_path(&world, "/registries"), instance_path(&world, "/registries/24"));
    world
        .faults(json!([
            {"path_contains": "/v3/projects?name=", "action": {"status": 503}},
            {"method": "DELETE", "phase": "after_processing", "action": {"close": "reset"}},
            {"method": "PUT", "action": {"hang": true}},
        ]))
        .unwrap();
    let mut caller = Caller::new(&world);
    assert_eq!(caller.get(&registries).json()["total"], 1);
    let mut iam = Client::at(&world.iam_url());
    assert_eq!(iam.get("/v3/projects?name=cn-north-4").status, 503);
    let token = format!("x-auth-token: {}", world.swr_token());
    let mut lost = Client::at(&world.swr_url());
    lost.send("DELETE", &one, &[&token], None);
    assert!(lost.read().is_err());
    assert_eq!(caller.get(&registries).json()["total"], 0, "it has been done");
    let mut hangs = Client::at(&world.swr_url());
    hangs.send("PUT", &one, &[&token], None);
    world.wait_blocking(Wait::in_flight(1).and_arrived(5)).unwrap();
    drop(hangs);
    world.wait_blocking(Wait::in_flight(0)).unwrap();
    assert_eq!(world.requests()[4].ended, Ended::ClientClosed);
}

#[test]
fn a_reset_brings_the_start_state_back() {
    let world = world();
    let token = world.swr_token().to_owned();
    world.seed(json!({"target_registries": 2, "long_term_credentials": 2, "projects": []})).unwrap();
    let mut caller = Caller::new(&world);
    caller.call("DELETE", &instance_path(&world, "/registries/24"), None);
    caller.call("POST", &instance_path(&world, "/temp-credential"), None);
    caller.command("/v2/manage/utils/secret");
    world.reset();
    assert_eq!(world.swr_token(), token);
    let state = world.state();
    assert_eq!(state["target_registries"][0]["id"], 24);
    let lengths =
        ["target_registries", "long_term_credentials", "projects", "temporary_credentials", "logins"]
            .map(|key| state[key].as_array().unwrap().len());
    assert_eq!(lengths, [1, 0, 1, 0, 0]);
    assert_eq!(caller.get(&instance_path(&world, "/registries")).json()["total"], 1);
}

#[test]
fn misspelt_seeds_are_refused() {
    let world = world();
    for wrong in [
        json!({"target_registries": [{"nam": "x"}]}),
        json!({"target_registries": [{"id": 24}]}),
        json!({"target_registries": [{"id": 7}, {"id": 7}]}),
        json!({"target_registries": -1}),
        json!({"long_term_credentials": [{"enabled": true}]}),
        json!({"projects": 1}),
        json!({"projects": [], "project": []}),
        json!([]),
    ] {
        assert!(world.seed(wrong.clone()).is_err(), "{wrong}");
    }
    assert_eq!(world.state()["projects"].as_array().unwrap().len(), 1);
}

/// A script of one exchange that asks for a signature, and a request to it.
fn scripted(world: &World, signature: Value) -> (Script, Request) {
    let expect = json!({"method": "GET", "path": "/v2/x", "query": {"a": "1"}, "signature": signature});
    let script = world.script(&json!({"exchanges": [{"expect": expect, "reply": {"status": 200}}]})).unwrap();
    let mut request = Request::new("GET", &script.swr_url(), "/v2/x");
    request.query = "a=1".to_owned();
    (script, request)
}

fn problem(script: &Script) -> String {
    let problems = script.report().unwrap().problems;
    assert_eq!(problems.len(), 1, "{problems:?}");
    problems[0].strip_prefix("exchange 1 (GET /v2/x): signature: ").unwrap().to_owned()
}

#[test]
fn scripts_ask_for_a_signature() {
    let world = world();
    let full =
        json!({"access_key": "AK", "secret_key": "s3cret", "project_id": "p", "security_token": "t0ken"});
    let (script, request) = scripted(&world, full.clone());
    let request = request.with("x-project-id", "p").with("x-security-token", "t0ken");
    assert_eq!(request.send(&request.sign("AK", "s3cret")).status, 200);
    assert!(script.report().unwrap().complete, "{}", script.report().unwrap());
    let bare = json!({"access_key": "AK", "secret_key": "s3cret"});
    type Change = fn(Request) -> Request;
    let same: Change = |request| request;
    for (signature, change, key, secret, fragment) in [
        (&bare, same, "OTHER", "s3cret", "the access key is not known"),
        (&bare, same, "AK", "other", "verify aksk signature fail, canonicalRequest:GET|/_s/"),
        (
            &bare,
            (|request| request.with("user-agent", "x")) as Change,
            "AK",
            "s3cret",
            "expected the signed headers content-type;host;x-sdk-date, got content-type;host;user-agent;x-sdk-date",
        ),
        (&bare, |request| request.with("x-project-id", "p"), "AK", "s3cret", "expected the signed headers"),
        (&bare, |request| request.with("x-security-token", "t"), "AK", "s3cret", "has no X-Security-Token"),
        (&full, |request| request.with("x-project-id", "p"), "AK", "s3cret", "needs its X-Security-Token"),
        (
            &full,
            |request| request.with("x-project-id", "q").with("x-security-token", "t0ken"),
            "AK",
            "s3cret",
            "expected the signed X-Project-Id \"p\", got \"q\"",
        ),
        (
            &full,
            |request| request.with("x-security-token", "t0ken"),
            "AK",
            "s3cret",
            "expected the signed headers",
        ),
    ] {
        let (script, request) = scripted(&world, signature.clone());
        let request = change(request);
        assert_eq!(request.send(&request.sign(key, secret)).status, 200, "the reply is sent all the same");
        let problem = problem(&script);
        assert!(problem.contains(fragment), "{fragment}: {problem}");
        assert!(!problem.contains("s3cret") && !problem.contains("t0ken"), "{problem}");
    }
    let (script, _) = scripted(&world, bare);
    Client::at(&script.iam_url()).get("/v2/x?a=1");
    assert_eq!(problem(&script), "one Authorization header is needed, there are 0");
}

#[test]
fn scripts_ask_for_no_signature() {
    let world = world();
    for (line, found) in [
        ("X-Auth-Token: t", None),
        ("authorization: Bearer t", Some("expected none, got the header Authorization")),
        ("x-sdk-date: 20250102T030405Z", Some("expected none, got the header X-Sdk-Date")),
    ] {
        let (script, _) = scripted(&world, Value::Null);
        let mut client = Client::at(&script.swr_url());
        client.send("GET", "/v2/x?a=1", &[line], None);
        assert_eq!(client.read().unwrap().status, 200);
        match found {
            None => assert!(script.report().unwrap().complete),
            Some(found) => assert_eq!(problem(&script), found),
        }
    }
    for wrong in [
        json!({}),
        json!("x"),
        json!({"access_key": "a", "secret_key": 1}),
        json!({"access_key": "a", "secret_key": "b", "region": "c"}),
    ] {
        let expect = json!({"method": "GET", "path": "/", "signature": wrong});
        let script = json!({"exchanges": [{"expect": expect, "reply": {"status": 200}}]});
        let error = world.script(&script).unwrap_err().to_string();
        assert!(error.starts_with("exchanges[0].expect.signature"), "{error}");
    }
}

#[test]
fn tokens_in_headers_are_withheld_from_problems() {
    let world = world();
    let expect = json!({"method": "GET", "path": "/", "headers": {"x-auth-token": "right"}});
    let script = world.script(&json!({"exchanges": [{"expect": expect, "reply": {"status": 200}}]})).unwrap();
    let mut client = Client::at(&script.swr_url());
    client.send("GET", "/", &["X-Auth-Token: s3cret"], None);
    client.read().unwrap();
    let problems = script.report().unwrap().problems;
    assert_eq!(problems, ["exchange 1 (GET /): header x-auth-token: not as expected (values withheld)"]);
}
