//! HTTP/1.1 itself.

use std::net::Shutdown;

use registry_tokens_emulator::{Ended, Wait};
use serde_json::json;

use crate::support::{Client, split_url, tokens_path, world};

#[test]
fn connections_are_kept_alive_and_counted() {
    let world = world();
    let (mut one, mut two) = (Client::new(&world), Client::new(&world));
    assert_eq!(
        [one.get("/registries").status, two.get("/registries").status, one.get("/registries").status],
        [200; 3]
    );
    let numbers: Vec<u64> = world.requests().iter().map(|request| request.connection).collect();
    assert_eq!(numbers[0], numbers[2]);
    assert_ne!(numbers[0], numbers[1]);
    assert_eq!(world.wait_blocking(Wait::open(2)).unwrap().arrived, 3);
    drop(one);
    world.wait_blocking(Wait::open(1)).unwrap();
    drop(two);
    world.wait_blocking(Wait::open(0)).unwrap();
}

#[test]
fn a_connection_belongs_to_every_world_it_called() {
    let (first, second) = (world(), world());
    let mut client = Client::new(&first);
    client.get("/registries");
    let path = split_url(&second.url()).1.to_owned();
    client.write(format!("GET {path}/registries HTTP/1.1\r\nhost: h\r\n\r\n"));
    assert_eq!(client.read().unwrap().status, 401);
    first.wait_blocking(Wait::open(1)).unwrap();
    second.wait_blocking(Wait::open(1)).unwrap();
    drop(client);
    first.wait_blocking(Wait::open(0)).unwrap();
    second.wait_blocking(Wait::open(0)).unwrap();
}

#[test]
fn a_client_can_end_a_connection() {
    let world = world();
    let mut client = Client::new(&world);
    client.send("GET", "/registries", &["Connection: close"], None);
    assert_eq!(client.read().unwrap().header("connection"), Some("close"));
    assert_eq!(client.read_to_end().0, b"");
    let mut client = Client::new(&world);
    client.write(format!("GET {}/registries HTTP/1.0\r\n\r\n", split_url(&world.url()).1));
    let (bytes, end) = client.read_to_end();
    end.unwrap();
    assert!(bytes.starts_with(b"HTTP/1.1 401"));
}

#[test]
fn chunked_bodies_and_odd_header_cases_are_understood() {
    let world = world();
    let mut client = Client::at(&world.url());
    let (path, token) = (format!("{}{}", split_url(&world.url()).1, tokens_path(&world)), world.token());
    client.write(format!(
        "POST {path} HTTP/1.1\r\nHOST: h\r\nAUTHORIZATION: bearer {token}\r\ncontent-TYPE: application/json; charset=utf-8\r\n\
         Transfer-Encoding: chunked\r\n\r\n5\r\n{{\"pro\r\n"
    ));
    client.write("1e;x=y\r\nperties\":{\"name\":\"chunked-1\"}}\r\n0\r\n\r\n");
    assert_eq!(client.read().unwrap().status, 201);
    assert_eq!(world.requests()[0].json(), Some(json!({"properties": {"name": "chunked-1"}})));
}

#[test]
fn requests_may_come_without_waiting_for_answers() {
    let world = world();
    let mut client = Client::new(&world);
    client.send("GET", "/registries", &[], None);
    client.send("GET", "/nowhere", &[], None);
    assert_eq!((client.read().unwrap().status, client.read().unwrap().status), (200, 404));
}

#[test]
fn a_client_that_waits_for_leave_to_send_gets_it() {
    let world = world();
    let mut client = Client::new(&world);
    let lines = ["Expect: 100-continue", "content-type: application/json", "content-length: 2"];
    client.send("POST", &tokens_path(&world), &lines, None);
    assert_eq!(client.read().unwrap().status, 100);
    client.write("{}");
    assert_eq!(client.read().unwrap().status, 400);
}

#[test]
fn malformed_and_oversized_requests_are_refused() {
    let world = world();
    let url = world.url();
    let path = split_url(&url).1;
    for (bytes, status) in [
        ("nonsense\r\n\r\n".to_owned(), 400),
        (format!("GET {path} HTTP/1.1\r\n\r\n"), 400),
        (format!("GET {path} HTTP/1.1\r\nhost: h\r\nlong: {}\r\n\r\n", "x".repeat(65_536)), 431),
        (format!("POST {path} HTTP/1.1\r\nhost: h\r\ncontent-length: 67108865\r\n\r\n"), 413),
        (format!("POST {path} HTTP/1.1\r\nhost: h\r\ntransfer-encoding: chunked\r\n\r\nfffffff\r\n"), 413),
        (format!("POST {path} HTTP/1.1\r\nhost: h\r\ntransfer-encoding: gzip\r\n\r\n"), 501),
    ] {
        let mut client = Client::at(&world.url());
        client.write(&bytes);
        client.stream.shutdown(Shutdown::Write).unwrap();
        let answer = client.read().unwrap();
        assert_eq!((answer.status, answer.error_code().as_str()), (status, "malformed-request"));
        assert_eq!(answer.header("connection"), Some("close"));
    }
    let recorded: Vec<_> = world.requests().iter().map(|request| request.status).collect();
    assert_eq!(recorded, [Some(413), Some(413), Some(501)], "those whose head can be read");
}

#[test]
fn a_body_that_never_ends_is_recorded_as_given_up() {
    let world = world();
    let mut client = Client::new(&world);
    client.send("POST", &tokens_path(&world), &["content-length: 10"], None);
    client.write("half");
    drop(client);
    world.wait_blocking(Wait::arrived(1).and_open(0)).unwrap();
    let request = &world.requests()[0];
    assert_eq!((request.ended, request.body.as_slice()), (Ended::ClientClosed, b"half".as_slice()));
}

#[test]
fn a_target_in_absolute_form_is_understood() {
    let world = world();
    let mut client = Client::at(&world.url());
    client.write(format!(
        "GET {}/registries HTTP/1.1\r\nhost: h\r\nauthorization: Bearer {}\r\n\r\n",
        world.url(),
        world.token()
    ));
    assert_eq!(client.read().unwrap().status, 200);
}
