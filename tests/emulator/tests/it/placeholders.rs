//! Scripts whose requests hold what a client chooses at random, or by its clock.

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use registry_tokens_emulator::Script;
use serde_json::{Value, json};

use crate::support::{Client, world};

fn time(seconds_from_now: i64) -> String {
    let at = Utc::now() + TimeDelta::seconds(seconds_from_now);
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// A script with these exchanges, and a client of it.
fn script(exchanges: Value) -> (Script, Client) {
    let script = world().script(&json!({"exchanges": exchanges})).unwrap();
    let client = Client::at(&script.url());
    (script, client)
}

fn problems(script: &Script) -> Vec<String> {
    script.report().unwrap().problems
}

#[test]
fn what_is_chosen_at_random_is_matched_and_comes_again_where_the_script_says_so() {
    let (script, mut client) = script(json!([
        {
            "expect": {"method": "POST", "path": "/", "body": {"p": [
                {"prefix": "ci-r", "hex_digits": 4, "capture": "name"}, {"seconds_from_now": [3600, 3660]}, 1,
            ]}},
            "reply": {"status": 201, "body": {"json": {"same": [{"captured": "name"}]}}},
        },
        {
            "expect": {"method": "GET", "path": "/", "query": {"a": "b", "name": {"captured": "name"}}},
            "reply": {"status": 200, "body": "done"},
        },
        {
            "expect": {"method": "GET", "path": "/", "query": {"name": {"prefix": "", "hex_digits": 2}}},
            "reply": {"status": 200, "body": {"json": {"at": {"seconds_from_now": -60}}}},
        },
    ]));
    let answer = client.call("POST", "/", Some(&json!({"p": ["ci-r09af", time(3630), 1]})));
    assert_eq!(answer.json(), json!({"same": ["ci-r09af"]}));
    assert_eq!(client.get("/?name=ci-r09af&a=b").status, 200);
    let answer = client.get("/?name=0f").json();
    let at = DateTime::parse_from_rfc3339(answer["at"].as_str().unwrap()).unwrap();
    let before = Utc::now().signed_duration_since(at).num_seconds();
    assert!((60..90).contains(&before), "{answer}");
    assert!(script.report().unwrap().complete, "{}", script.report().unwrap());
}

#[test]
fn every_placeholder_can_fail() {
    let digits = json!({"prefix": "ci-r", "hex_digits": 4});
    for (wanted, sent) in [
        (&digits, json!("ci-r09a")),
        (&digits, json!("ci-r09af0")),
        (&digits, json!("ci-r09aF")),
        (&digits, json!("ci-r09ag")),
        (&digits, json!("ci-r09é")),
        (&digits, json!("cj-r09af")),
        (&digits, json!(["ci-r09af"])),
        (&digits, digits.clone()),
        (&json!({"seconds_from_now": [3600, 3660]}), json!(time(3590))),
        (&json!({"seconds_from_now": [3600, 3660]}), json!(time(3670))),
        (&json!({"seconds_from_now": [3600, 3660]}), json!("soon")),
        (&json!({"seconds_from_now": [3600, 3660]}), json!(3630)),
    ] {
        let expect = json!({"method": "POST", "path": "/", "body": {"k": wanted}});
        let (script, mut client) = script(json!([{"expect": expect, "reply": {"status": 200}}]));
        client.call("POST", "/", Some(&json!({"k": sent})));
        let problems = problems(&script);
        assert_eq!(problems.len(), 1, "{wanted} {sent}");
        assert!(problems[0].starts_with("exchange 1 (POST /): body: expected {\"k\":"), "{problems:?}");
    }
}

#[test]
fn placeholders_make_nothing_else_free() {
    let name = json!({"prefix": "a", "hex_digits": 1});
    for sent in
        [json!({"n": "a1"}), json!({"n": "a1", "m": 2}), json!({"n": "a1", "m": 1, "o": 1}), json!([])]
    {
        let expect = json!({"method": "POST", "path": "/", "body": {"n": name, "m": 1}});
        let (script, mut client) = script(json!([{"expect": expect, "reply": {"status": 200}}]));
        client.call("POST", "/", Some(&sent));
        assert_eq!(problems(&script).len(), 1, "{sent}");
    }
    for query in ["", "?n=b1", "?n=a1&n=a1", "?n=a1&m=1", "?m=a1"] {
        let expect = json!({"method": "GET", "path": "/", "query": {"n": name}});
        let (script, mut client) = script(json!([{"expect": expect, "reply": {"status": 200}}]));
        client.get(&format!("/{query}"));
        assert_eq!(problems(&script).len(), 1, "{query}");
    }
}

#[test]
fn another_text_than_the_captured_one_is_one_problem() {
    let first = json!({"method": "GET", "path": "/", "query": {"n": {"prefix": "a", "hex_digits": 1, "capture": "n"}}});
    let second = json!({"method": "GET", "path": "/", "query": {"n": {"captured": "n"}}});
    for (one, other, fragment) in [
        ("a1", "a2", "exchange 2 (GET /): query: expected n={\"captured\":\"n\"}, got n=\"a2\""),
        // What differs is captured all the same.
        ("b1", "b1", "exchange 1 (GET /): query"),
    ] {
        let reply = json!({"status": 200});
        let (script, mut client) =
            script(json!([{"expect": first, "reply": reply}, {"expect": second, "reply": reply}]));
        client.get(&format!("/?n={one}"));
        client.get(&format!("/?n={other}"));
        let problems = problems(&script);
        assert!(problems.len() == 1 && problems[0].starts_with(fragment), "{problems:?}");
    }
}

#[test]
fn placeholders_that_say_nothing_are_refused() {
    let digits = json!({"prefix": "a", "hex_digits": 1, "capture": "n"});
    for (body, reply, fragment) in [
        (json!({"prefix": "a", "hex_digits": "4"}), json!(1), "body.hex_digits must be a number"),
        (json!({"prefix": "a", "hex_digits": 65}), json!(1), "body.hex_digits must be a number"),
        (json!({"hex_digits": 4}), json!(1), "`prefix` is missing"),
        (json!({"prefix": "a", "hex_digits": 4, "captured": "n"}), json!(1), "unknown key `captured`"),
        (json!([{"captured": "n"}]), json!(1), "body.0: nothing is captured as \"n\""),
        (json!({"a": {"captured": "n", "b": 1}}), json!(1), "unknown key `b`"),
        (json!([digits, digits]), json!(1), "captured twice"),
        (json!({"seconds_from_now": 60}), json!(1), "give the least and the most"),
        (json!({"seconds_from_now": [2, 1]}), json!(1), "must be a number, or"),
        (json!({"seconds_from_now": [1]}), json!(1), "must be a number, or"),
        (json!({"seconds_from_now": [1, i64::MAX]}), json!(1), "must be a number, or"),
        (json!(1), json!({"seconds_from_now": [1, 2]}), "must say which value"),
        (json!(1), json!({"seconds_from_now": "1"}), "must be a number, or"),
        (json!(1), digits.clone(), "must say which value"),
        (json!(1), json!({"a": [{"captured": "n"}]}), "json.a.0: nothing is captured as \"n\""),
    ] {
        let expect = json!({"method": "POST", "path": "/", "body": body});
        let exchange = json!({"expect": expect, "reply": {"status": 200, "body": {"json": reply}}});
        let error = world().script(&json!({"exchanges": [exchange.clone()]})).unwrap_err().to_string();
        assert!(error.starts_with("exchanges[0]") && error.contains(fragment), "{exchange}: {error}");
    }
    for query in [json!({"prefix": "a"}), json!([digits]), json!({"hex_digits": 1}), json!(null)] {
        let expect = json!({"method": "GET", "path": "/", "query": {"n": query}});
        let exchange = json!({"expect": expect, "reply": {"status": 200}});
        assert!(world().script(&json!({"exchanges": [exchange.clone()]})).is_err(), "{exchange}");
    }
}
