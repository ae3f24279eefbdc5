//! Scripts: exact requests, exact bytes.

use std::io::{ErrorKind, Read as _};

use flate2::read::GzDecoder;
use registry_tokens_emulator::{Ended, Script, Wait, World};
use serde_json::{Value, json};

use crate::support::{Client, split_url, world};

/// A script of one exchange.
fn script(world: &World, expect: Value, reply: Value) -> Script {
    world.script(&json!({"exchanges": [{"expect": expect, "reply": reply}]})).unwrap()
}

fn replying(world: &World, exchange: Value) -> Client {
    Client::at(&world.script(&json!({"exchanges": [exchange]})).unwrap().url())
}

fn problems(script: &Script) -> Vec<String> {
    script.report().unwrap().problems
}

#[test]
fn a_fulfilled_script_has_no_problems() {
    let world = world();
    let script = world
        .script(&json!({"exchanges": [
            {
                "expect": {
                    "method": "POST", "path": "/a%2Fb", "query": {"x": "1 2", "ä": "+"}, "body": {"k": [1, null]},
                    "headers": {"X-One": "1", "x-two": {"prefix": "ab"}, "x-three": null, "accept": "a, b"},
                },
                "reply": {"status": 201, "reason": "Made", "headers": {"x": "y"}, "body": "done"},
            },
            {"expect": {"method": "GET", "path": "/", "connection": "same"}, "reply": {"status": 204}},
            {"expect": {"method": "GET", "path": "/", "connection": "new"}, "reply": {"status": 204}},
        ]}))
        .unwrap();
    let report = script.report().unwrap();
    assert!(!report.complete);
    assert_eq!(report.problems.len(), 3, "{report}");
    assert_eq!(report.problems[0], "exchange 1 (POST /a%2Fb) never came");
    let mut client = Client::at(&script.url());
    let lines = ["x-one: 1", "X-Two: abc", "accept: a", "accept: b"];
    client.send("POST", "/a%2Fb?%C3%A4=%2B&x=1%202", &lines, Some(&json!({"k": [1, null]})));
    let answer = client.read().unwrap();
    assert_eq!((answer.status, answer.body.as_slice()), (201, b"done".as_slice()));
    assert_eq!(
        answer.headers,
        [("x", "y"), ("Content-Length", "4")].map(|(k, v)| (k.to_owned(), v.to_owned()))
    );
    assert_eq!(client.get("/").status, 204);
    assert_eq!(Client::at(&script.url()).get("/").status, 204);
    let report = script.report().unwrap();
    assert!(report.complete, "{report}");
    assert_eq!(report.received.len(), 3);
    assert_eq!(report.received[0].path, "/a%2Fb");
    assert_eq!(world.requests().len(), 0, "they are the script's");
}

#[test]
fn every_expectation_can_fail() {
    let sent = |client: &mut Client| {
        client.send("POST", "/p?q=1", &["x: 1", "authorization: Bearer s3cret"], Some(&json!({"b": 1})))
    };
    let right =
        json!({"method": "POST", "path": "/p", "query": {"q": "1"}, "headers": {"x": "1"}, "body": {"b": 1}});
    for (key, wrong, fragment) in [
        ("query", json!({"q": "2"}), "query: expected q=\"2\", got q=\"1\""),
        ("query", json!({"q": "1", "r": ""}), "query: expected q=\"1\" r=\"\", got q=\"1\""),
        ("query", Value::Null, "query: expected none, got q=\"1\""),
        ("headers", json!({"x": "2"}), "header x: expected \"2\", got \"1\""),
        ("headers", json!({"x": null}), "header x: expected none, got \"1\""),
        ("headers", json!({"x": {"prefix": "2"}}), "header x: expected \"2\" and more, got \"1\""),
        ("headers", json!({"y": "1"}), "header y: expected \"1\", got none"),
        (
            "headers",
            json!({"authorization": "Bearer other"}),
            "header authorization: not as expected (values withheld)",
        ),
        ("body", json!({"b": 2}), "body: expected {\"b\":2}, got {\"b\":1}"),
        ("body", Value::Null, "body: expected none, got \"{\\\"b\\\":1}\""),
    ] {
        let world = world();
        let mut expect = right.clone();
        if wrong.is_null() {
            expect.as_object_mut().unwrap().remove(key);
        } else {
            expect[key] = wrong;
        }
        let script = script(&world, expect, json!({"status": 200}));
        let mut client = Client::at(&script.url());
        sent(&mut client);
        assert_eq!(client.read().unwrap().status, 200, "the reply is sent all the same");
        assert_eq!(problems(&script), [format!("exchange 1 (POST /p): {fragment}")]);
        assert!(!script.report().unwrap().complete);
    }
}

#[test]
fn connections_are_compared_with_the_exchange_before() {
    for (wanted, reuse, fragment) in [("same", false, "got another"), ("new", true, "expected a new one")] {
        let world = world();
        let any = json!({"method": "GET", "path": "/"});
        let script = world
            .script(&json!({"exchanges": [
                {"expect": any, "reply": {"status": 200}},
                {"expect": {"method": "GET", "path": "/", "connection": wanted}, "reply": {"status": 200}},
            ]}))
            .unwrap();
        let mut client = Client::at(&script.url());
        client.get("/");
        if !reuse {
            client = Client::at(&script.url());
        }
        client.get("/");
        assert!(problems(&script)[0].contains(fragment), "{:?}", problems(&script));
    }
}

#[test]
fn an_unexpected_request_is_told_so() {
    for (method, path) in [("PUT", "/p"), ("GET", "/other")] {
        let world = world();
        let script = script(&world, json!({"method": "GET", "path": "/p"}), json!({"status": 200}));
        let mut client = Client::at(&script.url());
        let answer = client.call(method, path, None);
        assert_eq!((answer.status, answer.error_code().as_str()), (500, "unexpected-request"));
        assert!(answer.json()["messages"][0]["message"].as_str().unwrap().contains("exchange 1 is GET /p"));
        let expected = [
            format!("{method} {path} was not expected: exchange 1 is GET /p"),
            "exchange 1 (GET /p) never came".to_owned(),
        ];
        assert_eq!(problems(&script), expected);
    }
    let world = world();
    let script = world.script(&json!({"exchanges": []})).unwrap();
    assert!(script.report().unwrap().complete);
    assert_eq!(Client::at(&script.url()).get("/p").status, 500);
    assert_eq!(problems(&script), ["GET /p was not expected: all 0 exchanges are over"]);
}

#[test]
fn bodies_are_text_bytes_or_filled() {
    let world = world();
    let body = |body: Value| replying(&world, json!({"reply": {"status": 200, "body": body}})).get("/").body;
    assert_eq!(body(json!("{\"a\": 1}")), b"{\"a\": 1}", "text is sent as it stands");
    assert_eq!(body(json!({"base64": "/wA="})), [0xff, 0]);
    assert_eq!(body(json!({"json": {"a": [null]}})), b"{\"a\":[null]}");
    let fill = json!({"prefix": "[", "text": "{n}", "separator": ",", "from": 1, "to": 4, "suffix": "]"});
    assert_eq!(body(json!({"fill": fill})), b"[1,2,3]");
    assert_eq!(body(json!({"fill": {"text": "x", "to": 1_000_000}})).len(), 1_000_000);
    let reply = json!({"status": 200, "body": "zipped", "gzip": true});
    let answer = replying(&world, json!({"reply": reply})).get("/");
    assert_eq!(answer.header("content-encoding"), Some("gzip"));
    let mut text = String::new();
    GzDecoder::new(answer.body.as_slice()).read_to_string(&mut text).unwrap();
    assert_eq!(text, "zipped");
}

#[test]
fn raw_replies_are_sent_byte_by_byte() {
    let world = world();
    let mut client =
        replying(&world, json!({"reply_base64": "SFRUUC8xLjEgMjk5IE9kZA0KDQo=", "then": "close"}));
    client.send("GET", "/", &[], None);
    let (bytes, end) = client.read_to_end();
    end.unwrap();
    assert_eq!(bytes, b"HTTP/1.1 299 Odd\r\n\r\n");
}

#[test]
fn header_lines_keep_their_order_and_may_bring_their_own_length() {
    let world = world();
    let headers = json!([["b", "1"], ["a", "2"], ["b", "3"], ["content-length", "0"]]);
    let answer = replying(&world, json!({"reply": {"status": 200, "headers": headers}})).get("/");
    let expected = [("b", "1"), ("a", "2"), ("b", "3"), ("content-length", "0")];
    assert_eq!(answer.headers, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
}

#[test]
fn connections_end_as_scripted() {
    let world = world();
    for (reply, then, reset) in [
        (json!({"status": 200}), "close", false),
        (json!(null), "close", false),
        (json!(null), "reset", true),
    ] {
        let mut client = replying(&world, json!({"reply": reply, "then": then}));
        client.send("GET", "/", &[], None);
        let (bytes, end) = client.read_to_end();
        assert_eq!(bytes.is_empty(), reply.is_null());
        assert_eq!(end.is_err_and(|error| error.kind() == ErrorKind::ConnectionReset), reset, "{then}");
    }
    let script = world.script(&json!({"exchanges": [{"reply": {"status": 200}, "then": "stall"}]})).unwrap();
    let mut client = Client::at(&script.url());
    assert_eq!(client.get("/").status, 200);
    client.send("GET", "/", &[], None);
    assert_eq!(script.report().unwrap().received.len(), 1, "nobody listens any more");
    script.wait_blocking(Wait::in_flight(1).and_open(1)).unwrap();
    drop(client);
    script.wait_blocking(Wait::in_flight(0).and_open(0)).unwrap();
    assert_eq!(script.report().unwrap().received[0].ended, Ended::ClientClosed);
}

#[test]
fn an_exchange_without_expectations_takes_anything() {
    let world = world();
    let script = world.script(&json!({"exchanges": [{"reply": {"status": 200}}]})).unwrap();
    assert_eq!(Client::at(&script.url()).post("/x?y=z", &json!(1)).status, 200);
    assert!(script.report().unwrap().complete);
}

#[test]
fn misspelt_scripts_are_refused() {
    let world = world();
    let reply = json!({"status": 200});
    let get = json!({"method": "GET", "path": "/"});
    let with = |key: &str, value: Value| {
        let mut expect = get.clone();
        expect[key] = value;
        json!({"expect": expect, "reply": reply})
    };
    for (exchange, fragment) in [
        (json!({"expect": get}), "needs either `reply` or `reply_base64`"),
        (json!({"reply": reply, "reply_base64": ""}), "needs either"),
        (json!({"reply": reply, "expects": get}), "unknown key `expects`"),
        (json!({"reply": reply, "then": "vanish"}), "unknown word"),
        (json!({"reply": null}), "needs a `then`"),
        (json!({"reply_base64": "?"}), "reply_base64"),
        (json!({"reply": {}}), "`status` is missing"),
        (json!({"reply": {"status": 99}}), "status must be"),
        (json!({"reply": {"status": "200"}}), "status must be"),
        (json!({"reply": {"status": 200, "gzip": 1}}), "gzip must be"),
        (json!({"reply": {"status": 200, "header": {}}}), "unknown key `header`"),
        (json!({"reply": {"status": 200, "headers": {"a": 1}}}), "headers must be"),
        (json!({"reply": {"status": 200, "headers": [["a"]]}}), "headers must be"),
        (json!({"reply": {"status": 200, "body": {}}}), "body must be"),
        (json!({"reply": {"status": 200, "body": {"fill": {"text": "x"}}}}), "`to` is missing"),
        (json!({"reply": {"status": 200, "body": {"fill": {"text": "x", "to": u64::MAX}}}}), "larger than"),
        (json!({"expect": {"path": "/"}, "reply": reply}), "`method` is missing"),
        (with("methods", json!("GET")), "unknown key `methods`"),
        (with("query", json!({"limit": 5})), "query.limit must be a string"),
        (with("headers", json!({"a": {"suffix": "b"}})), "unknown key `suffix`"),
        (with("connection", json!("other")), "unknown word"),
        (with("connection", json!("same")), "no exchange before"),
    ] {
        let error = world.script(&json!({"exchanges": [exchange.clone()]})).unwrap_err().to_string();
        assert!(error.starts_with("exchanges[0]") && error.contains(fragment), "{exchange}: {error}");
    }
    assert!(world.script(&json!({"exchanges": [], "more": 1})).is_err());
    assert!(world.script(&json!([])).is_err());
}

#[test]
fn a_script_of_another_world_is_not_found() {
    let (one, other) = (world(), world());
    let script = one.script(&json!({"exchanges": []})).unwrap();
    let path = split_url(&script.url()).1.to_owned();
    let session = split_url(&one.url()).1.trim_end_matches("/containerregistries").to_owned();
    let elsewhere = other.url().trim_end_matches("/containerregistries").to_owned();
    let url = format!("{elsewhere}{}", path.strip_prefix(&session).unwrap());
    assert_eq!(Client::at(&url).get("/").status, 404);
}

#[test]
fn every_shared_vector_is_understood() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../vectors");
    let world = world();
    let mut understood = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let theme: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        if theme.get("algorithm").is_some() {
            continue; // known answers of a signature, without exchanges
        }
        for vector in theme["vectors"].as_array().unwrap() {
            let script = world.script(&json!({"exchanges": vector["exchanges"]}));
            assert!(script.is_ok(), "{}: {}: {script:?}", path.display(), vector["id"]);
            understood += 1;
        }
    }
    assert!(understood > 0, "no vectors in {folder}");
}
