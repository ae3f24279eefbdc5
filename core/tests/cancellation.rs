//! Callers that walk away, and time that runs out.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests may panic, too")]

mod support;

use std::future::IntoFuture as _;
use std::time::Duration;

use futures_util::StreamExt as _;
use registry_tokens::{ErrorKind, IonosClient, TokenUpdate};
use registry_tokens_emulator::{Ended, Wait, World};
use serde_json::json;
use support::{Events, LONG, builder, client, new_token, seed, stored, world};
use tokio::task::JoinHandle;

/// Long enough for a request to arrive, also on a busy machine.
const SHORT: Duration = Duration::from_millis(500);
const CALLS: [&str; 4] = ["tokens.get", "tokens.create", "tokens.update", "tokens.delete"];

/// Starts a call on a task, so that aborting the task drops it.
fn start(client: &IonosClient, world: &World, call: &str, token: &str) -> JoinHandle<()> {
    let (client, registry, call, token) =
        (client.clone(), world.registry_id(), call.to_owned(), token.to_owned());
    tokio::spawn(async move {
        let tokens = client.tokens();
        let _ = match call.as_str() {
            "tokens.get" => tokens.get(registry, token).await.map(drop),
            "tokens.create" => tokens.create(registry, new_token("made")).await.map(drop),
            "tokens.update" => {
                tokens.update(registry, token, TokenUpdate::new().status("disabled")).await.map(drop)
            }
            _ => tokens.delete(registry, token).await,
        };
    })
}

async fn abandon(call: JoinHandle<()>) {
    call.abort();
    assert!(call.await.unwrap_err().is_cancelled(), "the call was to be under way");
}

#[tokio::test]
async fn dropping_a_call_closes_its_connection_and_tells_the_observer() {
    for call in CALLS {
        for action in [json!({"hang": true}), json!({"drip_ms": 60_000}), json!({"delay_ms": 60_000})] {
            let (world, events) = (world(), Events::default());
            let token = seed(&world, 1).remove(0);
            world.faults(json!({"phase": "after_processing", "action": action})).unwrap();
            let client = events.observe(builder(&world)).build().unwrap();
            let running = start(&client, &world, call, &token);
            world.wait(Wait::in_flight(1).and_open(1)).await.unwrap();
            abandon(running).await;
            world.wait(Wait::in_flight(0).and_open(0)).await.unwrap();
            assert_eq!(world.requests()[0].ended, Ended::ClientClosed, "{call} {action}");
            let told = events.all();
            assert_eq!((told.len(), told[0].operation), (1, call), "{told:?}");
            assert_eq!((told[0].http_status, told[0].error_kind), (None, None));
            assert_eq!(told[0].outcome_unknown, call != "tokens.get", "{call} {action}");
        }
    }
}

#[tokio::test]
async fn a_call_dropped_before_its_first_poll_sends_nothing() {
    let (world, events) = (world(), Events::default());
    let client = events.observe(builder(&world)).build().unwrap();
    drop(client.tokens().create(world.registry_id(), new_token("never")).into_future());
    client.registries().get(world.registry_id()).await.unwrap();
    assert_eq!((world.requests().len(), events.all().len(), stored(&world)), (1, 1, 0));
}

#[tokio::test]
async fn a_create_dropped_during_the_handshake_is_known_not_to_have_happened() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (world, events) = (world(), Events::default());
    let url = format!("https://{}", listener.local_addr().unwrap());
    let client = events.observe(support::hermetic(url)).token("t").build().unwrap();
    let running = start(&client, &world, "tokens.create", "");
    let (mut socket, _) = listener.accept().await.unwrap();
    abandon(running).await;
    assert_eq!(events.all().len(), 1);
    assert!(!events.all()[0].outcome_unknown);
    // The connection ends once the call is dropped; until then there is its half of a handshake to read.
    let mut hello = Vec::new();
    let rest = tokio::io::AsyncReadExt::read_to_end(&mut socket, &mut hello);
    let _ = tokio::time::timeout(LONG, rest).await.expect("closed");
}

#[tokio::test]
async fn a_call_dropped_between_attempts_tells_what_may_have_happened() {
    for (call, unknown) in [("tokens.get", false), ("tokens.update", true), ("tokens.delete", true)] {
        let world = world();
        let token = seed(&world, 1).remove(0);
        let fault = json!({"times": null, "action": {"status": 503, "headers": {"Retry-After": "50"}}});
        world.faults(fault).unwrap();
        let (sender, mut first) = tokio::sync::mpsc::unbounded_channel();
        let builder = builder(&world).on_event(move |event| sender.send(event.clone()).unwrap());
        let running = start(&builder.build().unwrap(), &world, call, &token);
        assert_eq!(first.recv().await.unwrap().retry_in, Some(Duration::from_secs(50)));
        abandon(running).await;
        let last = first.recv().await;
        assert_eq!(last.is_some_and(|event| event.outcome_unknown), unknown, "{call}");
        assert_eq!(world.requests().len(), 1);
    }
}

#[tokio::test]
async fn dropping_a_stream_in_the_middle_of_a_page_closes_its_connection() {
    let world = world();
    seed(&world, 30);
    world.faults(json!({"skip": 1, "action": {"hang": true}})).unwrap();
    let client = client(&world);
    let mut stream = client.tokens().list(world.registry_id()).page_size(10);
    for _ in 0..10 {
        stream.next().await.unwrap().unwrap();
    }
    tokio::select! {
        _ = stream.next() => panic!("the second page never comes"),
        counts = world.wait(Wait::in_flight(1).and_arrived(2)) => drop(counts.unwrap()),
    }
    drop(stream);
    world.wait(Wait::in_flight(0).and_open(0)).await.unwrap();
    assert_eq!(world.requests()[1].ended, Ended::ClientClosed);
    client.tokens().list(world.registry_id()).all().await.unwrap();
}

#[tokio::test]
async fn many_abandoned_calls_leave_nothing_behind() {
    let world = world();
    world.faults(json!({"times": 50, "action": {"hang": true}})).unwrap();
    let client = client(&world);
    let calls: Vec<_> = (0..50).map(|_| start(&client, &world, "tokens.create", "")).collect();
    world.wait(Wait::in_flight(50)).await.unwrap();
    for call in calls {
        abandon(call).await;
    }
    world.wait(Wait::in_flight(0).and_open(0)).await.unwrap();
    client.registries().get(world.registry_id()).await.unwrap();
}

#[tokio::test]
async fn the_deadline_ends_every_kind_of_waiting() {
    for (call, changes) in [("tokens.get", false), ("tokens.create", true)] {
        for action in [json!({"hang": true}), json!({"drip_ms": 60_000}), json!({"delay_ms": 60_000})] {
            let (world, events) = (world(), Events::default());
            let token = seed(&world, 1).remove(0);
            world.faults(json!({"times": null, "action": action})).unwrap();
            let client = events.observe(builder(&world)).timeout(SHORT).build().unwrap();
            let running = start(&client, &world, call, &token);
            tokio::time::timeout(LONG, running).await.expect("it hangs").unwrap();
            let last = events.all().pop().unwrap();
            assert_eq!(last.error_kind, Some(ErrorKind::DeadlineExceeded), "{call} {action}");
            assert_eq!(last.outcome_unknown, changes, "{call} {action}");
            world.wait(Wait::in_flight(0).and_open(0)).await.unwrap();
        }
    }
}

#[tokio::test]
async fn the_deadline_holds_for_bodies_that_stall() {
    let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n";
    for sent in ["", "HTTP/1.1 20", head, &format!("{head}\r\n"), &format!("{head}\r\n{{\"items\":")] {
        use base64::Engine as _;
        let reply = base64::engine::general_purpose::STANDARD.encode(sent);
        let exchange = json!({"reply_base64": reply, "then": "stall"});
        let script = world().script(&json!({"exchanges": [exchange]})).unwrap();
        let client = support::hermetic(script.url()).token("t").build().unwrap();
        let call = client.registries().get("6f1c2a34-0b5d-4e6f-8a9b-0c1d2e3f4a5b").timeout(SHORT);
        let error = tokio::time::timeout(LONG, call.into_future()).await.expect("it hangs").unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::DeadlineExceeded, 1), "{sent:?}: {error}");
    }
}

#[tokio::test]
async fn an_attempt_that_takes_too_long_is_given_up_and_repeated() {
    let world = world();
    world.faults(json!({"action": {"hang": true}})).unwrap();
    let client = builder(&world).attempt_timeout(SHORT).build().unwrap();
    let call = client.registries().get(world.registry_id()).with_response();
    let response = tokio::time::timeout(LONG, call).await.expect("it hangs").unwrap();
    assert_eq!(response.attempts(), 2);
    let requests = world.requests();
    assert_ne!(requests[0].connection, requests[1].connection);
    world.wait(Wait::in_flight(0).and_open(1)).await.unwrap();
}

#[tokio::test]
async fn a_service_that_becomes_silent_costs_a_wait_for_a_registry_no_more_than_it_may() {
    let world = world();
    world.faults(json!({"times": null, "action": {"hang": true}})).unwrap();
    let client = client(&world);
    let wait = client.registries().wait_until_running(world.registry_id()).within(SHORT);
    let error = tokio::time::timeout(LONG, wait.into_future()).await.expect("it hangs").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::DeadlineExceeded, "{error}");
}
