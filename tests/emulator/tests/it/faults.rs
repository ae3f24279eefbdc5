//! Faults, as a socket sees them.

use std::io::ErrorKind;
use std::time::{Duration, Instant};

use registry_tokens_emulator::{Ended, Wait, World};
use serde_json::{Value, json};

use crate::support::{Client, tokens_path, world};

/// A client whose request to create a token has met this fault.
fn struck(world: &World, fault: Value) -> Client {
    world.faults(fault).unwrap();
    let mut client = Client::new(world);
    client.send("POST", &tokens_path(world), &[], Some(&json!({"properties": {"name": "ci"}})));
    client
}

fn tokens(world: &World) -> usize {
    world.state()["registries"][0]["tokens"].as_array().unwrap().len()
}

#[test]
fn a_status_takes_the_place_of_the_answer() {
    for (phase, created) in [("before_processing", 0), ("after_processing", 1)] {
        let world = world();
        let action = json!({"status": 503, "headers": {"Retry-After": "0"}, "body": "<html>"});
        let mut client = struck(&world, json!({"phase": phase, "action": action}));
        let answer = client.read().unwrap();
        assert_eq!((answer.status, answer.header("retry-after")), (503, Some("0")));
        assert_eq!(answer.body, b"<html>");
        assert_eq!(tokens(&world), created, "{phase}");
        assert_eq!(client.get("/registries").status, 200, "once, and the connection goes on");
        let first = &world.requests()[0];
        assert_eq!((first.ended, first.status), (Ended::Answered, Some(503)));
    }
}

#[test]
fn a_status_can_bring_json_or_bytes() {
    let world = world();
    let json = json!({"httpStatus": 429, "messages": null});
    let mut client = struck(&world, json!({"action": {"status": 429, "body": json}}));
    let answer = client.read().unwrap();
    assert_eq!((answer.json(), answer.header("content-type")), (json, Some("application/json")));
    let mut client = struck(&world, json!({"action": {"status": 200, "body_base64": "/wA="}}));
    assert_eq!(client.read().unwrap().body, [0xff, 0]);
}

#[test]
fn the_connection_is_closed_or_reset() {
    for (close, phase, created) in [
        ("clean", "before_processing", 0),
        ("clean", "after_processing", 1),
        ("reset", "before_processing", 0),
        ("reset", "after_processing", 1),
    ] {
        let world = world();
        let mut client = struck(&world, json!({"phase": phase, "action": {"close": close}}));
        let (bytes, end) = client.read_to_end();
        assert_eq!(bytes, b"");
        let reset = end.is_err_and(|error| error.kind() == ErrorKind::ConnectionReset);
        assert_eq!(reset, close == "reset");
        assert_eq!(tokens(&world), created, "{close} {phase}");
        assert_eq!(world.requests()[0].ended, Ended::Fault);
    }
}

#[test]
fn the_body_breaks_off() {
    let world = world();
    let mut client = struck(&world, json!({"action": {"close": "mid_body"}}));
    let (bytes, end) = client.read_to_end();
    end.unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    let stated: usize =
        head.lines().find_map(|line| line.strip_prefix("Content-Length: ")).unwrap().parse().unwrap();
    assert_eq!(body.len(), stated / 2);
    assert_eq!(tokens(&world), 1, "half an answer means that it has been processed");
    assert_eq!(world.requests()[0].ended, Ended::Fault);
}

#[test]
fn an_answer_without_a_body_breaks_off_in_its_head() {
    let world = world();
    let mut client = struck(&world, json!({"action": {"status": 204, "close": "mid_body"}}));
    let (bytes, end) = client.read_to_end();
    end.unwrap();
    assert!(bytes.starts_with(b"HTTP/1.1") && !bytes.ends_with(b"\r\n\r\n"));
}

#[test]
fn the_length_is_a_lie() {
    let world = world();
    let action = json!({"status": 200, "body": "12345", "wrong_length": 9});
    let (bytes, end) = struck(&world, json!({"action": action})).read_to_end();
    end.unwrap();
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.contains("Content-Length: 9\r\n") && text.ends_with("\r\n\r\n12345"), "{text}");
    let action = json!({"status": 200, "body": "12345", "wrong_length": 3});
    let mut client = struck(&world, json!({"action": action}));
    assert_eq!(client.read().unwrap().body, b"123");
    client.send("GET", "/registries", &[], None);
    assert!(client.read().is_err(), "the next answer begins with what was left over");
}

#[test]
fn an_answer_is_delayed() {
    for (phase, created) in [("before_processing", 0), ("after_processing", 1)] {
        let world = world();
        let mut client = struck(&world, json!({"phase": phase, "action": {"delay_ms": 60_000}}));
        world.wait_blocking(Wait::in_flight(1)).unwrap();
        assert_eq!(tokens(&world), created, "{phase}");
        assert_eq!(world.requests()[0].ended, Ended::InFlight);
        client.stream.set_read_timeout(Some(Duration::from_millis(1))).unwrap();
        assert!(client.read().is_err());
        drop(client);
        world.wait_blocking(Wait::in_flight(0).and_open(0)).unwrap();
        assert_eq!(world.requests()[0].ended, Ended::ClientClosed);
        assert_eq!(tokens(&world), created, "{phase}: a client that gave up in time got nothing done");
    }
    let world = world();
    let start = Instant::now();
    assert_eq!(struck(&world, json!({"action": {"delay_ms": 20}})).read().unwrap().status, 201);
    assert!(start.elapsed() >= Duration::from_millis(20));
}

#[test]
fn a_body_comes_after_its_head() {
    let world = world();
    let start = Instant::now();
    let action = json!({"status": 200, "body": "later", "body_delay_ms": 20});
    assert_eq!(struck(&world, json!({"action": action})).read().unwrap().body, b"later");
    assert!(start.elapsed() >= Duration::from_millis(20));
    let client = struck(&world, json!({"phase": "after_processing", "action": {"body_delay_ms": 60_000}}));
    world.wait_blocking(Wait::in_flight(1)).unwrap();
    drop(client);
    world.wait_blocking(Wait::in_flight(0).and_open(0)).unwrap();
    assert_eq!(world.requests()[1].ended, Ended::ClientClosed);
}

#[test]
fn a_kept_connection_is_closed_after_its_answer() {
    let world = world();
    let mut client = struck(&world, json!({"action": {"close": "after_answer"}}));
    let answer = client.read().unwrap();
    assert_eq!((answer.status, answer.header("connection")), (201, None));
    world.wait_blocking(Wait::open(0)).unwrap();
    assert_eq!(world.requests()[0].ended, Ended::Answered);
}

#[test]
fn a_request_hangs_until_the_client_gives_up() {
    let world = world();
    let client = struck(&world, json!({"phase": "after_processing", "action": {"hang": true}}));
    world.wait_blocking(Wait::in_flight(1).and_open(1)).unwrap();
    assert_eq!(tokens(&world), 1);
    drop(client);
    world.wait_blocking(Wait::in_flight(0).and_open(0)).unwrap();
    assert_eq!(world.requests()[0].ended, Ended::ClientClosed);
}

#[test]
fn an_answer_drips() {
    let world = world();
    let mut client = struck(&world, json!({"action": {"status": 200, "body": "abc", "drip_ms": 1}}));
    assert_eq!(client.read().unwrap().body, b"abc");
    assert_eq!(world.requests()[0].ended, Ended::Answered);
    let client = struck(&world, json!({"action": {"status": 200, "body": "abc", "drip_ms": 60_000}}));
    world.wait_blocking(Wait::in_flight(1)).unwrap();
    drop(client);
    world.wait_blocking(Wait::in_flight(0)).unwrap();
    assert_eq!(world.requests()[1].ended, Ended::ClientClosed);
}

#[test]
fn faults_pick_their_requests() {
    let world = world();
    world
        .faults(json!([
            {"method": "DELETE", "action": {"status": 500}},
            {"path_contains": "/tokens?limit=7", "skip": 1, "times": 2, "action": {"status": 502}},
        ]))
        .unwrap();
    let mut client = Client::new(&world);
    let path = format!("{}?limit=7", tokens_path(&world));
    assert_eq!(client.get(&tokens_path(&world)).status, 200);
    assert_eq!([0; 4].map(|_| client.get(&path).status), [200, 502, 502, 200]);
    assert_eq!(client.call("DELETE", "/registries", None).status, 500);
}

#[test]
fn faults_strike_before_credentials_are_looked_at() {
    let world = world();
    world.faults(json!({"action": {"status": 503}})).unwrap();
    assert_eq!(Client::at(&world.url()).get("/registries").status, 503);
}
