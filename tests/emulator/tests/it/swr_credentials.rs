//! Credentials of an Enterprise instance, and login commands of the basic edition.

use base64::Engine as _;
use chrono::{DateTime, TimeDelta, Utc};
use registry_tokens_emulator::World;
use serde_json::{Value, json};

use crate::support::{Answer, world};
use crate::swr_support::{Caller, Request, instance_path, refusal};

fn listed(caller: &mut Caller, world: &World, query: &str) -> Value {
    let answer = caller.get(&instance_path(world, &format!("/long-term-credentials{query}")));
    assert_eq!(answer.status, 200, "{}", answer.json());
    answer.json()
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn a_long_term_credential_shows_its_password_once() {
    let world = world();
    let mut caller = Caller::new(&world);
    assert_eq!(listed(&mut caller, &world, ""), json!({"auth_tokens": [], "total": 0}));
    let made = caller.post(&instance_path(&world, "/long-term-credential"), &json!({"name": "ci-bot.1"}));
    assert_eq!(made.status, 201);
    let secret = made.json();
    assert_eq!(keys(&secret), ["auth_token", "created_at", "expire_date", "token_id", "user_id"]);
    let rows = listed(&mut caller, &world, "");
    let row = &rows["auth_tokens"][0];
    assert_eq!(
        keys(row),
        ["created_at", "enable", "expire_date", "instance_id", "name", "token_id", "user_id", "user_profile"]
    );
    assert_eq!((&rows["total"], &row["name"], &row["enable"]), (&json!(1), &json!("ci-bot.1"), &json!(true)));
    assert_eq!(
        (&row["instance_id"], &row["token_id"]),
        (&json!(world.swr_instance_id()), &secret["token_id"])
    );
    assert_eq!((&row["user_id"], &row["expire_date"]), (&secret["user_id"], &secret["expire_date"]));
    assert_eq!(world.state()["long_term_credentials"][0]["auth_token"], secret["auth_token"]);
    let one = instance_path(&world, "/long-term-credentials/") + secret["token_id"].as_str().unwrap();
    let switched = caller.call("PUT", &one, Some(&json!({"enable": false})));
    assert_eq!((switched.status, switched.body.len()), (200, 0));
    assert_eq!(listed(&mut caller, &world, "")["auth_tokens"][0]["enable"], false);
    for wrong in
        [json!({}), json!({"enable": "false"}), json!({"enable": null}), json!({"enable": true, "x": 1})]
    {
        let answer = caller.call("PUT", &one, Some(&wrong));
        assert_eq!(refusal(&answer), (400, "SVCSTG.SWR.4000014".to_owned()), "{wrong}");
    }
    assert_eq!(caller.call("DELETE", &one, None).status, 204);
    assert_eq!(refusal(&caller.call("DELETE", &one, None)).0, 404);
    assert_eq!(refusal(&caller.call("PUT", &one, Some(&json!({"enable": true})))).0, 404);
}

#[test]
fn names_of_credentials_follow_the_rule() {
    let world = world();
    let mut caller = Caller::new(&world);
    let path = instance_path(&world, "/long-term-credential");
    for right in ["a", "0", "a.b_c-d", &"a".repeat(64)] {
        assert_eq!(caller.post(&path, &json!({"name": right})).status, 201, "{right}");
    }
    assert_eq!(refusal(&caller.post(&path, &json!({"name": "a"}))).0, 409);
    for wrong in ["", "A", "a b", "-a", "a-", "a..b", "a._b", "é", &"a".repeat(65)] {
        assert_eq!(refusal(&caller.post(&path, &json!({"name": wrong}))).0, 400, "{wrong}");
    }
    for wrong in [json!({}), json!({"name": 1}), json!({"name": "b", "enable": true}), json!("b")] {
        assert_eq!(refusal(&caller.post(&path, &wrong)).0, 400, "{wrong}");
    }
    assert_eq!(refusal(&caller.call("POST", &path, None)).0, 400);
}

#[test]
fn credentials_are_listed_in_pages_and_by_owner() {
    let world = world();
    world.seed(json!({"long_term_credentials": 120})).unwrap();
    let more = world
        .seed(json!({"long_term_credentials": [
            {"name": "theirs", "own": false, "enable": false, "token_id": "t-1", "auth_token": "p", "user_id": "u"},
        ]}))
        .unwrap();
    assert_eq!(more["long_term_credentials"], json!(["t-1"]));
    let mut caller = Caller::new(&world);
    let mut counts = |query: &str| {
        let page = listed(&mut caller, &world, query);
        (page["auth_tokens"].as_array().unwrap().len(), page["total"].as_u64().unwrap())
    };
    assert_eq!(counts(""), (100, 120));
    assert_eq!(counts("?offset=100&limit=100"), (20, 120));
    assert_eq!(counts("?offset=3&limit=2&self_only=true"), (2, 120));
    assert_eq!(counts("?offset=120&limit=5&self_only=false"), (1, 121));
    for query in ["?limit=1", "?offset=1", "?offset=0&limit=101", "?self_only=1", "?self_only=True"] {
        let answer = caller.get(&instance_path(&world, &format!("/long-term-credentials{query}")));
        assert_eq!(refusal(&answer).0, 400, "{query}");
    }
}

#[test]
fn a_temporary_credential_is_given_and_forgotten() {
    let world = world();
    let mut caller = Caller::new(&world);
    let path = instance_path(&world, "/temp-credential");
    let made = caller.call("POST", &path, None);
    assert_eq!(made.status, 201);
    assert_eq!(keys(&made.json()), ["auth_token", "created_at", "expire_date", "token_id", "user_id"]);
    assert_eq!(listed(&mut caller, &world, "")["total"], 0);
    assert_eq!(world.state()["temporary_credentials"], json!([made.json()]));
    assert_eq!(refusal(&caller.post(&path, &json!({}))).0, 400);
}

/// User, password and lifetime of a login command, checked for agreement.
fn login(answer: &Answer) -> (String, String, TimeDelta) {
    assert_eq!(answer.status, 200, "{}", answer.json());
    let command = answer.header("x-swr-dockerlogin").unwrap();
    let words: Vec<&str> = command.split(' ').collect();
    let ["docker", "login", "-u", user, "-p", password, host] = words.as_slice() else { panic!("{command}") };
    let auth = base64::engine::general_purpose::STANDARD.encode(format!("{user}:{password}"));
    assert_eq!(answer.json(), json!({"auths": {*host: {"auth": auth}}}));
    let expires = DateTime::parse_from_rfc3339(answer.header("x-swr-expireat").unwrap()).unwrap();
    ((*user).to_owned(), (*password).to_owned(), expires.to_utc() - Utc::now())
}

#[test]
fn login_commands_are_given() {
    let world = world();
    let mut caller = Caller::new(&world);
    let (user, password, lasts) = login(&caller.command("/v2/manage/utils/secret"));
    assert!(user.starts_with("cn-north-4@"), "{user}");
    assert!((TimeDelta::hours(23)..=TimeDelta::hours(24)).contains(&lasts));
    assert_eq!(world.state()["logins"][0]["password"], password);
    let query = "?projectname=cn-north-4&duration_seconds=900";
    let (_, _, lasts) = login(&caller.command(&format!("/v2/manage/utils/secret{query}")));
    assert!((TimeDelta::minutes(14)..=TimeDelta::minutes(15)).contains(&lasts));
    let enhanced = caller.command("/v2/manage/utils/authorizationtoken");
    assert!(enhanced.headers.iter().any(|(name, _)| name == "x-swr-expireat"), "as the pages write it");
    assert!(login(&enhanced).0.starts_with("bearertoken@"));
    let signed = Request::new("POST", &world.swr_url(), "/v2/manage/utils/secret");
    let (user, _, _) = login(&signed.send(&signed.sign(world.swr_access_key(), world.swr_secret_key())));
    assert_eq!(user, format!("cn-north-4@{}", world.swr_access_key()));
}

#[test]
fn wrong_login_commands_are_refused_as_the_basic_edition_does() {
    let world = world();
    let mut caller = Caller::new(&world);
    for query in [
        "?projectname=elsewhere",
        "?projectname=",
        "?duration_seconds=899",
        "?duration_seconds=86401",
        "?duration_seconds=x",
    ] {
        let answer = caller.command(&format!("/v2/manage/utils/secret{query}"));
        assert_eq!(answer.status, 400, "{query}");
        let (json, code) = (answer.json(), "SVCSTG.SWR.4000014");
        assert_eq!((&json["error_code"], &json["errors"][0]["errorCode"]), (&json!(code), &json!(code)));
        assert_eq!(json["error_msg"], json["errors"][0]["errorMessage"]);
        assert_eq!(json["details"], json!([{"error_code": code, "error_msg": ""}]));
    }
    world.seed(json!({"projects": [{"name": "elsewhere"}]})).unwrap();
    let (user, _, _) = login(&caller.command("/v2/manage/utils/secret?projectname=elsewhere"));
    assert!(user.starts_with("elsewhere@"));
    for path in ["/v2/manage/utils/secret", "/v2/manage/utils/authorizationtoken"] {
        assert_eq!(caller.post(path, &json!({})).status, 400, "no body belongs there");
        assert_eq!(caller.call("POST", path, None).status, 400, "the content type is mandatory");
        assert_eq!(caller.get(path).status, 405);
    }
    assert_eq!(caller.command("/v2/manage/utils/other").status, 404);
}

#[test]
fn projects_are_found_by_name() {
    let world = world();
    let mut iam = Caller::iam(&world);
    let one = iam.get("/v3/projects?name=cn-north-4");
    assert!(one.header("x-iam-trace-id").is_some());
    let json = one.json();
    let project = &json["projects"][0];
    assert_eq!(
        keys(project),
        ["description", "domain_id", "enabled", "id", "is_domain", "links", "name", "parent_id"]
    );
    assert_eq!(
        (&project["id"], &project["name"]),
        (&json!(world.swr_project_id()), &json!(world.swr_region()))
    );
    assert_eq!(keys(&json["links"]), ["next", "previous", "self"]);
    assert_eq!(iam.get("/v3/projects?name=eu-west-0").json()["projects"], json!([]));
    let mut count = |projects: Value| {
        world.seed(json!({"projects": projects})).unwrap();
        iam.get("/v3/projects?name=cn-north-4").json()["projects"].as_array().unwrap().len()
    };
    assert_eq!(count(json!([])), 0);
    assert_eq!(count(json!([{}, {"id": "second"}])), 2);
    assert_eq!(count(json!([{"name": "other"}, {}])), 1);
    assert_eq!(iam.get("/v3/projects").json()["projects"].as_array().unwrap().len(), 2);
    assert_eq!(world.state()["projects"][0]["id"], world.swr_project_id());
    for (method, path, status) in
        [("POST", "/v3/projects", 405), ("POST", "/v3/auth/tokens", 501), ("GET", "/v3/users", 404)]
    {
        assert_eq!(iam.call(method, path, None).status, status, "{method} {path}");
    }
}
