//! Who is let in: signatures, temporary keys, tokens.

use std::time::Duration;

use chrono::{TimeDelta, Utc};
use registry_tokens_emulator::World;

use crate::support::{Answer, Client, world};
use crate::swr_support::{Caller, Request, instance_path, refusal};

fn request(world: &World) -> Request {
    Request::new("GET", &world.swr_url(), &instance_path(world, "/registries"))
}

/// Sends it with the permanent key.
fn send(world: &World, request: &Request) -> Answer {
    request.send(&request.sign(world.swr_access_key(), world.swr_secret_key()))
}

/// The message of the gateway's refusal, checked for its form.
fn refused(answer: &Answer) -> String {
    let json = answer.json();
    assert_eq!((answer.status, &json["error_code"]), (401, &"APIGW.0301".into()), "{json}");
    assert_eq!(json["request_id"].as_str(), answer.header("x-request-id"));
    assert_eq!(json.as_object().unwrap().len(), 3, "{json}");
    json["error_msg"].as_str().unwrap().to_owned()
}

#[test]
fn a_signed_request_is_let_in() {
    let world = world();
    assert_eq!(send(&world, &request(&world)).status, 200);
    let project = request(&world).with("x-project-id", world.swr_project_id());
    assert_eq!(send(&world, &project).status, 200);
    let mut more = request(&world).with("accept", "*/*").with("x-note", "a  b");
    more.query = "limit=10&name=t%20x&offset=0".to_owned();
    assert_eq!(send(&world, &more).json()["total"], 0);
    let mut create = Request::new("POST", &world.swr_url(), &instance_path(&world, "/long-term-credential"));
    create.body = "{ \"name\": \"ci\" }\n".to_owned();
    assert_eq!(send(&world, &create).status, 201);
    let iam = Request::new("GET", &world.iam_url(), "/v3/projects");
    assert_eq!(send(&world, &iam).status, 200);
}

#[test]
fn whatever_is_changed_after_signing_is_noticed() {
    let world = world();
    let mut right = Request::new("POST", &world.swr_url(), &instance_path(&world, "/long-term-credential"));
    right.body = "{\"name\": \"ci\"}".to_owned();
    let right = right.with("x-note", "1").with("x-project-id", world.swr_project_id());
    let authorization = right.sign(world.swr_access_key(), world.swr_secret_key());
    type Change = fn(&mut Request);
    let changes: [(&str, Change); 6] = [
        ("method", |it| it.method = "PUT".to_owned()),
        ("path", |it| it.path.push('s')),
        ("query", |it| it.query = "a=1".to_owned()),
        ("header", |it| it.headers[1].1 = "2".to_owned()),
        ("body", |it| it.body = "{\"name\": \"cd\"}".to_owned()),
        ("date", |it| it.date = (Utc::now() - TimeDelta::seconds(30)).format("%Y%m%dT%H%M%SZ").to_string()),
    ];
    for (what, change) in changes {
        let mut changed = right.clone();
        change(&mut changed);
        let message = refused(&changed.send(&authorization));
        assert!(message.contains("verify aksk signature fail, canonicalRequest:"), "{what}: {message}");
    }
    assert_eq!(right.send(&authorization).status, 201, "and nothing of that has been done");
}

#[test]
fn the_date_is_measured_by_the_real_clock() {
    let world = world();
    world.advance_clock(Duration::from_secs(3600)).unwrap();
    assert_eq!(send(&world, &request(&world)).status, 200);
    for minutes in [-16, 16] {
        let mut late = request(&world);
        late.date = (Utc::now() + TimeDelta::minutes(minutes)).format("%Y%m%dT%H%M%SZ").to_string();
        assert!(refused(&send(&world, &late)).contains("15 minutes off"));
    }
}

#[test]
fn keys_projects_and_tokens_of_others_are_refused() {
    let (world, other) = (world(), world());
    let plain = request(&world);
    let foreign = plain.send(&plain.sign(other.swr_access_key(), other.swr_secret_key()));
    assert!(refused(&foreign).contains("access key is not known"));
    let mixed = plain.send(&plain.sign(world.swr_access_key(), other.swr_secret_key()));
    assert!(refused(&mixed).contains("signature fail"));
    let project = plain.clone().with("x-project-id", other.swr_project_id());
    assert!(refused(&send(&world, &project)).contains("X-Project-Id"));
    let path = instance_path(&world, "/registries");
    for lines in [
        vec![],
        vec![format!("x-auth-token: {}", other.swr_token())],
        vec!["authorization: Bearer x".to_owned()],
        vec![format!("authorization: Bearer {}", world.token())],
        vec![format!("x-auth-token: {}", world.swr_token()), "authorization: Bearer x".to_owned()],
        vec![format!("x-auth-token: {}", world.swr_token()), "x-auth-token: x".to_owned()],
    ] {
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        for (url, path) in [(world.swr_url(), path.as_str()), (world.iam_url(), "/v3/projects")] {
            let mut client = Client::at(&url);
            client.send("GET", path, &lines, None);
            refused(&client.read().unwrap());
        }
    }
    let mut ionos = Client::at(&world.url());
    ionos.send("GET", "/registries", &[&format!("x-auth-token: {}", world.swr_token())], None);
    assert_eq!(ionos.read().unwrap().status, 401, "the providers know nothing of each other");
}

#[test]
fn temporary_keys_come_with_their_token() {
    let world = world();
    let (access, secret) = (world.swr_temporary_access_key(), world.swr_temporary_secret_key());
    let token = world.swr_temporary_security_token();
    let right = request(&world).with("x-security-token", token);
    assert_eq!(right.send(&right.sign(access, secret)).status, 200);
    let bare = request(&world);
    assert!(refused(&bare.send(&bare.sign(access, secret))).contains("needs its X-Security-Token"));
    let wrong = request(&world).with("x-security-token", "other");
    assert!(refused(&wrong.send(&wrong.sign(access, secret))).contains("does not belong"));
    assert!(refused(&send(&world, &right)).contains("has no X-Security-Token"));
    let message = refused(&right.send(&right.sign(access, "other")));
    assert!(!message.contains(token) && message.contains("(withheld)"), "{message}");
}

#[test]
fn projects_instances_and_paths_must_be_right() {
    let (world, other) = (world(), world());
    let mut caller = Caller::new(&world);
    let project = format!("/v2/{}/instances/{}", other.swr_project_id(), world.swr_instance_id());
    let answer = caller.get(&format!("{project}/registries"));
    assert_eq!(refusal(&answer), (403, "SVCSTG.SWR.4030170".to_owned()));
    assert!(answer.json()["encoded_authorization_message"].is_string());
    let instance = format!("/v2/{}/instances/{}", world.swr_project_id(), other.swr_instance_id());
    let unknown = caller.get(&format!("{instance}/registries"));
    assert_eq!(refusal(&unknown).0, 404);
    assert!(unknown.json().get("encoded_authorization_message").is_none());
    for (path, status) in [
        (instance_path(&world, "/registries/"), 400),
        (instance_path(&world, "/registry"), 404),
        (instance_path(&world, "/replication/policies"), 501),
        (format!("/v2/{}/instances", world.swr_project_id()), 501),
        ("/v3/elsewhere".to_owned(), 404),
    ] {
        assert_eq!(caller.get(&path).status, status, "{path}");
    }
    for (path, allowed) in [
        ("/registries", "GET, POST"),
        ("/registries/24", "GET, PUT, DELETE"),
        ("/long-term-credential", "POST"),
        ("/long-term-credentials", "GET"),
        ("/long-term-credentials/x", "PUT, DELETE"),
        ("/temp-credential", "POST"),
    ] {
        let answer = caller.call("PATCH", &instance_path(&world, path), None);
        assert_eq!((answer.status, answer.header("allow")), (405, Some(allowed)), "{path}");
    }
}
