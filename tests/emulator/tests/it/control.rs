//! The control plane over HTTP, as tests in other languages use it.

use std::time::{Duration, Instant};

use registry_tokens_emulator::{Emulator, Ended, Options, StartError, Wait};
use serde_json::{Value, json};

use crate::support::{Client, EMULATOR, tokens_path, world};

fn control() -> Client {
    Client::at(&EMULATOR.control_url())
}

/// A session made over HTTP: its description, a client of its control plane and one of its API.
fn session() -> (Value, Client, Client) {
    let made = control().call("POST", "/sessions", None);
    assert_eq!(made.status, 201);
    let made = made.json();
    let calls = Client::at(made["control_url"].as_str().unwrap());
    let api = Client::at(made["url"].as_str().unwrap());
    let api = api.authorized(&format!("Bearer {}", made["token"].as_str().unwrap()));
    (made, calls, api)
}

#[test]
fn describes_itself() {
    let line = control().get("").json();
    assert_eq!(line, EMULATOR.ready_line());
    for key in [
        "url",
        "control_url",
        "token",
        "username",
        "password",
        "registry_id",
        "registry_hostname",
        "proxy_url",
    ] {
        assert!(line[key].is_string(), "{key}");
    }
    assert_eq!((&line["ca_file"], &line["tls"]), (&Value::Null, &Value::Null));
    assert!(line["url"].as_str().unwrap().ends_with("/containerregistries"));
    assert_eq!(EMULATOR.world().url(), line["url"].as_str().unwrap());
}

#[test]
fn sessions_are_separate_worlds() {
    let (made, mut calls, mut api) = session();
    assert_eq!(calls.post("/seed", &json!({"tokens": 3})).status, 201);
    let tokens = format!("/registries/{}/tokens", made["registry_id"].as_str().unwrap());
    assert_eq!(api.get(&tokens).json()["total"], 3);
    let (other, _, mut other_api) = session();
    assert_eq!(other_api.get(&tokens).status, 404);
    assert_ne!(other["token"], made["token"]);
    let id = made["id"].as_str().unwrap();
    assert_eq!(control().get(&format!("/sessions/{id}")).json(), made);
    assert_eq!(control().call("DELETE", &format!("/sessions/{id}"), None).status, 204);
    for path in
        [format!("/sessions/{id}"), format!("/sessions/{id}/requests"), "/sessions/0/reset".to_owned()]
    {
        assert_eq!(control().get(&path).status, 404, "{path}");
    }
    assert_eq!(api.get(&tokens).status, 404, "its URL leads nowhere any more");
}

#[test]
fn shows_and_forgets_requests() {
    let (_, mut calls, mut api) = session();
    api.send("POST", "/registries/x%2Fy?a=b", &["X-Note: 1"], Some(&json!({"k": 1})));
    api.read().unwrap();
    api.get("/registries");
    api.write("POST /nowhere HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n\u{7f}a");
    api.read().unwrap();
    let requests = calls.get("/requests").json();
    assert_eq!(requests.as_array().unwrap().len(), 2, "the third one went astray: {requests}");
    let first = &requests[0];
    assert_eq!(
        (&first["method"], &first["path"], &first["query"]),
        (&json!("POST"), &json!("/registries/x%2Fy"), &json!("a=b"))
    );
    assert_eq!(
        (&first["body"], &first["ended"], &first["status"]),
        (&json!("{\"k\":1}"), &json!("answered"), &json!(400))
    );
    assert!(first["headers"].as_array().unwrap().contains(&json!(["X-Note", "1"])));
    assert_eq!(first["connection"], requests[1]["connection"]);
    assert_eq!((&requests[1]["query"], &requests[1]["body"]), (&Value::Null, &json!("")));
    let astray = EMULATOR.world().requests();
    let astray = astray.iter().find(|request| request.path == "/nowhere").unwrap();
    assert_eq!((astray.status, astray.body.as_slice()), (Some(404), b"\x7fa".as_slice()));
    assert_eq!(calls.call("DELETE", "/requests", None).status, 204);
    assert_eq!(calls.get("/requests").json(), json!([]));
}

#[test]
fn shows_bodies_that_are_not_text() {
    let (_, mut calls, mut api) = session();
    api.send("POST", "/registries", &["content-length: 2"], None);
    api.write([0xff, 0x00]);
    api.read().unwrap();
    let first = calls.get("/requests").json()[0].clone();
    assert_eq!((&first["body"], &first["body_base64"]), (&Value::Null, &json!("/wA=")));
}

#[test]
fn sets_shows_and_clears_faults() {
    let (_, mut calls, mut api) = session();
    let fault = json!({"skip": 1, "times": 3, "action": {"status": 503}});
    assert_eq!(calls.post("/faults", &json!([fault])).status, 204);
    assert_eq!(api.get("/registries").status, 200);
    assert_eq!(api.get("/registries").status, 503);
    let left = calls.get("/faults").json();
    assert_eq!((&left[0]["skip"], &left[0]["times"]), (&json!(0), &json!(2)));
    assert_eq!(calls.call("DELETE", "/faults", None).status, 204);
    assert_eq!(api.get("/registries").status, 200);
    let wrong = calls.post("/faults", &json!({"action": {"stauts": 1}}));
    assert_eq!(wrong.status, 400);
    assert!(wrong.json()["error"].as_str().unwrap().contains("stauts"));
}

#[test]
fn runs_scripts() {
    let (_, mut calls, _) = session();
    let exchange = json!({"expect": {"method": "GET", "path": "/x"}, "reply": {"status": 200}});
    let made = calls.post("/script", &json!({"exchanges": [exchange]}));
    assert_eq!(made.status, 201);
    let made = made.json();
    let report = format!("/script/{}", made["script"].as_str().unwrap());
    assert_eq!(calls.get(&report).json()["complete"], false);
    assert_eq!(Client::at(made["url"].as_str().unwrap()).get("/x").status, 200);
    let done = calls.get(&report).json();
    assert_eq!((&done["complete"], &done["problems"]), (&json!(true), &json!([])));
    assert_eq!(done["received"][0]["path"], "/x");
    let waited = calls.get(&format!("/wait?arrived=1&open=0&script={}", made["script"].as_str().unwrap()));
    assert_eq!(waited.json(), json!({"arrived": 1, "in_flight": 0, "open": 0}));
    assert_eq!(calls.post("/script", &json!({"exchange": []})).status, 400);
    assert_eq!(calls.call("DELETE", &report, None).status, 204);
    assert_eq!(calls.get(&report).status, 404);
}

#[test]
fn waits_without_sleeping() {
    let (_, mut calls, mut api) = session();
    calls.post("/faults", &json!({"action": {"hang": true}}));
    calls.send("GET", "/wait?in_flight=1&arrived=1&open=1", &[], None);
    api.send("GET", "/registries", &[], None);
    assert_eq!(calls.read().unwrap().json(), json!({"arrived": 1, "in_flight": 1, "open": 1}));
    calls.send("GET", "/wait?in_flight=0&open=0", &[], None);
    drop(api);
    assert_eq!(calls.read().unwrap().status, 200);
    let vain = calls.get("/wait?arrived=9&timeout_ms=1");
    assert_eq!((vain.status, &vain.json()["last"]["arrived"]), (504, &json!(1)));
    for (wrong, status) in [("/wait?arrive=1", 400), ("/wait?arrived=x", 400), ("/wait?script=9", 404)] {
        assert_eq!(calls.get(wrong).status, status, "{wrong}");
    }
}

#[test]
fn a_wait_that_is_given_up_ends() {
    let (_, mut calls, _) = session();
    calls.send("GET", "/wait?arrived=1&timeout_ms=600000", &[], None);
    drop(calls);
    let world = world();
    let vain = world.wait_blocking(Wait::arrived(1).within(Duration::from_millis(1))).unwrap_err();
    assert_eq!((vain.last.arrived, vain.last.open), (0, 0));
    assert!(vain.to_string().contains("waited in vain"));
}

#[test]
fn advances_the_clock_and_resets() {
    let (made, mut calls, mut api) = session();
    calls
        .post("/seed", &json!({"tokens": [{"name": "short", "expires_in_seconds": 60, "age_seconds": 100}]}));
    assert_eq!(calls.get("/state").json()["registries"][0]["tokens"][0]["name"], "short");
    assert_eq!(calls.post("/clock", &json!({"advance_seconds": 60})).status, 200);
    assert_eq!(calls.get("/state").json()["registries"][0]["tokens"], json!([]));
    for wrong in [
        json!({}),
        json!({"advance_seconds": -1}),
        json!({"advance_seconds": u64::MAX}),
        json!({"advance_seconds": 1, "x": 1}),
    ] {
        assert_eq!(calls.post("/clock", &wrong).status, 400, "{wrong}");
    }
    api.get("/registries");
    calls.post("/seed", &json!({"tokens": 2, "registries": [{"name": "second", "tokens": 1}]}));
    calls.post("/faults", &json!({"times": null, "action": {"status": 500}}));
    assert_eq!(calls.call("POST", "/reset", None).status, 204);
    assert_eq!((calls.get("/requests").json(), calls.get("/faults").json()), (json!([]), json!([])));
    let registries = api.get("/registries").json();
    assert_eq!(registries["items"].as_array().unwrap().len(), 1);
    assert_eq!(registries["items"][0]["id"], made["registry_id"]);
    let date = api.get("/registries").header("date").unwrap().to_owned();
    let off = chrono::DateTime::parse_from_rfc2822(&date).unwrap().to_utc() - chrono::Utc::now();
    assert!(off.num_seconds().abs() < 30, "the clock is back: {date}");
}

#[test]
fn seeds_what_no_client_can_ask_for() {
    let (_, mut calls, mut api) = session();
    let seed = json!({"registries": [{"name": "second", "location": "de/txl", "tokens": 2}]});
    let id = calls.post("/seed", &seed).json()["registries"][0].as_str().unwrap().to_owned();
    let more = json!({"registry_id": id, "tokens": [{"scopes": [], "status": "disabled"}]});
    assert_eq!(calls.post("/seed", &more).status, 201);
    assert_eq!(api.get(&format!("/registries/{id}/tokens")).json()["total"], 3);
    assert_eq!(
        api.get(&format!("/registries/{id}")).json()["properties"]["hostname"],
        "second.cr.de-txl.ionos.example"
    );
    for wrong in
        [json!({"token": 1}), json!({"registry_id": "5b0f6c0e-7d0b-4c55-9a39-3f7c0a2e9d11", "tokens": 1})]
    {
        assert_eq!(calls.post("/seed", &wrong).status, 400, "{wrong}");
    }
}

#[test]
fn unknown_control_calls_are_named() {
    let answer = control().call("POST", "/frobnicate", None);
    assert_eq!(answer.status, 404);
    assert!(answer.json()["error"].as_str().unwrap().contains("POST /_emulator/.../frobnicate"));
    assert_eq!(control().post("/seed", &json!("x")).status, 400);
}

#[test]
fn asks_for_the_key_when_there_is_one() {
    let emulator = Emulator::start_blocking(Options::default().control_key("k3y")).unwrap();
    let mut client = Client::at(&emulator.control_url());
    for (lines, status) in [(&[][..], 401), (&["X-Emulator-Key: k"], 401), (&["x-emulator-key: k3y"], 200)] {
        client.send("GET", "/requests", lines, None);
        assert_eq!(client.read().unwrap().status, status);
    }
    assert_eq!(Client::new(emulator.world()).get("/registries").status, 200, "the API does not ask for it");
    let foreign = Options::default().listen("0.0.0.0:0".parse().unwrap());
    assert!(matches!(Emulator::start_blocking(foreign.clone()), Err(StartError::ControlKeyNeeded(_))));
    let emulator = Emulator::start_blocking(foreign.control_key("k3y")).unwrap();
    assert!(emulator.url().starts_with("http://127.0.0.1:"), "a URL one can use");
}

#[test]
fn debug_forms_hold_no_credentials() {
    let world = world();
    Client::new(&world).post(&tokens_path(&world), &json!({"properties": {"name": "ci"}}));
    let requests = world.requests();
    let text = format!("{world:?} {requests:?} {:?}", requests[0].headers);
    let issued = world.state()["registries"][0]["tokens"][0]["password"].as_str().unwrap().to_owned();
    for secret in [world.token(), world.password(), &issued] {
        assert!(!text.contains(secret));
    }
}

#[test]
fn a_session_goes_with_its_handle() {
    let world = world();
    let mut client = Client::new(&world);
    let clone = world.clone();
    drop(world);
    assert_eq!(client.get("/registries").status, 200);
    drop(clone);
    assert_eq!(client.get("/registries").status, 404);
}

#[test]
fn runs_on_the_callers_runtime_and_stops_when_it_is_dropped() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let emulator = Emulator::start(Options::default()).await.unwrap();
        let world = emulator.session();
        world.faults(json!({"action": {"hang": true}})).unwrap();
        let mut client = Client::new(&world);
        client.send("GET", "/registries", &[], None);
        world.wait(Wait::in_flight(1)).await.unwrap();
        assert!(world.wait(Wait::arrived(2).within(Duration::ZERO)).await.is_err());
        drop(emulator);
        world.wait(Wait::in_flight(0).and_open(0)).await.unwrap();
        assert_eq!(world.requests()[0].ended, Ended::ClientClosed);
        assert_eq!(client.read_to_end().0, b"");
    });
    let emulator = runtime.block_on(async { Emulator::start_blocking(Options::default()) }).unwrap();
    let client = Client::new(emulator.world());
    drop(emulator);
    assert_eq!({ client }.read_to_end().0, b"");
}

#[test]
fn hundreds_of_worlds_run_side_by_side() {
    let start = Instant::now();
    let worlds: Vec<_> = (0..300).map(|_| world()).collect();
    let mut clients: Vec<_> = worlds.iter().map(Client::new).collect();
    for (client, world) in clients.iter_mut().zip(&worlds) {
        client.send("POST", &tokens_path(world), &[], Some(&json!({"properties": {"name": "ci"}})));
    }
    for client in &mut clients {
        assert_eq!(client.read().unwrap().status, 201);
    }
    for world in &worlds {
        assert_eq!(world.requests().len(), 1);
    }
    assert!(start.elapsed() < Duration::from_secs(5));
}
