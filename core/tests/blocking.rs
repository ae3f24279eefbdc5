//! The blocking client: from many threads, and refused where it would stall an async runtime.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests may panic, too")]

mod support;

use std::sync::Mutex;
use std::time::Duration;

use registry_tokens::blocking::IonosClient;
use registry_tokens::{Error, ErrorKind, TokenUpdate};
use registry_tokens_emulator::{Wait, World};
use serde_json::json;
use support::{LONG, builder, hermetic, new_token, seed, stored, world};

const ID: &str = "6f1c2a34-0b5d-4e6f-8a9b-0c1d2e3f4a5b";

fn client(world: &World) -> IonosClient {
    builder(world).build_blocking().unwrap()
}

#[test]
fn sixteen_threads_share_a_client() {
    const THREADS: usize = 16;
    const EACH: usize = 10;
    let world = world();
    let client = client(&world);
    std::thread::scope(|scope| {
        for thread in 0..THREADS {
            let (client, world) = (client.clone(), &world);
            scope.spawn(move || {
                for round in 0..EACH {
                    let name = format!("t-{thread}-{round}");
                    let made = client.tokens().create(world.registry_id(), new_token(&name)).send().unwrap();
                    let update = TokenUpdate::new().status("disabled");
                    client.tokens().update(world.registry_id(), made.token.id, update).send().unwrap();
                    if round % 2 == 0 {
                        client.tokens().delete(world.registry_id(), made.token.id).send().unwrap();
                    }
                }
            });
        }
    });
    assert_eq!(stored(&world), THREADS * EACH / 2);
    assert_eq!(client.tokens().list(world.registry_id()).all().unwrap().len(), THREADS * EACH / 2);
}

/// Everything that waits, with the error it gives.
fn every_way_to_wait(client: &IonosClient, world: &World) -> Vec<Error> {
    let (tokens, registries, registry) = (client.tokens(), client.registries(), world.registry_id());
    let mut items = tokens.list(&registry);
    let first = items.next().unwrap().unwrap_err();
    assert!(items.next().is_none(), "after an error there is nothing");
    let mut pages = tokens.list(&registry).pages();
    let page = pages.next().unwrap().unwrap_err();
    assert!(pages.next().is_none(), "after an error there is nothing");
    vec![
        first,
        page,
        tokens.list(&registry).all().unwrap_err(),
        tokens.create(&registry, new_token("ci")).send().unwrap_err(),
        tokens.get(&registry, &registry).with_response().unwrap_err(),
        tokens.delete(&registry, &registry).missing_ok(true).send().unwrap_err(),
        registries.find("demo").send().unwrap_err(),
        registries.wait_until_running(&registry).send().unwrap_err(),
    ]
}

/// Builds, uses and drops a client where blocking is not allowed.
fn is_refused_kindly() {
    let world = world();
    let client = client(&world);
    for error in every_way_to_wait(&client, &world) {
        assert_eq!(error.kind(), ErrorKind::InvalidArgument, "{error}");
        assert!(error.to_string().contains("async"), "{error}");
        assert!(!error.outcome_unknown() && error.attempts() == 0);
    }
    let (pager, call) = (client.tokens().list(world.registry_id()), client.registries().find("demo"));
    client.clone().close();
    drop(client);
    // The runtime ends with the last of what it made.
    drop((pager, call));
    assert!(world.requests().is_empty());
}

#[tokio::test]
async fn inside_an_async_test_it_is_an_error_and_no_panic() {
    is_refused_kindly();
}

#[tokio::test(flavor = "multi_thread")]
async fn on_a_worker_of_a_runtime_it_is_an_error_and_no_panic() {
    tokio::spawn(async { is_refused_kindly() }).await.unwrap();
}

#[test]
fn inside_block_on_it_is_an_error_and_no_panic() {
    tokio::runtime::Runtime::new().unwrap().block_on(async { is_refused_kindly() });
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async { is_refused_kindly() });
}

#[tokio::test]
async fn on_a_thread_for_blocking_work_it_is_an_error_and_no_panic() {
    tokio::task::spawn_blocking(is_refused_kindly).await.unwrap();
}

#[tokio::test]
async fn a_thread_of_ones_own_may_block_also_beside_a_runtime() {
    let world = world();
    let client = client(&world);
    let registry = world.registry_id();
    let thread = std::thread::spawn(move || client.registries().get(registry).send());
    assert_eq!(thread.join().unwrap().unwrap().name, "demo");
}

#[test]
fn a_client_that_met_a_runtime_works_on_outside_of_it() {
    let world = world();
    let client = client(&world);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async { client.registries().get(world.registry_id()).send() }).unwrap_err();
    client.registries().get(world.registry_id()).send().unwrap();
}

#[test]
fn an_observer_that_blocks_gets_an_error() {
    let world = world();
    let inner = client(&world);
    let (seen, registry) = (std::sync::Arc::new(Mutex::new(None)), world.registry_id());
    let (log, id) = (seen.clone(), registry.clone());
    let builder = builder(&world).on_event(move |_| {
        *log.lock().unwrap() = inner.registries().get(&id).send().err();
    });
    builder.build_blocking().unwrap().registries().get(registry).send().unwrap();
    assert_eq!(seen.lock().unwrap().take().unwrap().kind(), ErrorKind::InvalidArgument);
}

#[test]
fn an_iterator_stops_after_an_error() {
    for wanted in [0, 10] {
        let world = world();
        seed(&world, 30);
        world.faults(json!({"skip": wanted / 10, "action": {"status": 500}})).unwrap();
        let mut tokens = client(&world).tokens().list(world.registry_id()).page_size(10);
        assert_eq!(tokens.by_ref().take_while(Result::is_ok).count(), wanted);
        assert!(tokens.next().is_none() && tokens.next().is_none());
        // The next page would have been there.
        assert_eq!(world.requests().len(), wanted / 10 + 1);
    }
}

#[test]
fn an_iterator_gives_every_token_once_and_then_nothing() {
    let world = world();
    let ids = seed(&world, 25);
    let mut tokens = client(&world).tokens().list(world.registry_id()).page_size(10);
    let found: Vec<String> = tokens.by_ref().map(|token| token.unwrap().id.to_string()).collect();
    assert_eq!(found, ids);
    assert!(tokens.next().is_none());
    let pages = client(&world).tokens().list(world.registry_id()).page_size(10).pages();
    let sizes: Vec<usize> = pages.map(|page| page.unwrap().items.len()).collect();
    assert_eq!(sizes, [10, 10, 5]);
}

#[test]
fn closing_holds_for_clones_and_lets_calls_under_way_end() {
    let world = world();
    world.faults(json!({"action": {"delay_ms": 300}})).unwrap();
    let client = client(&world);
    let (clone, registry) = (client.clone(), world.registry_id());
    let running = std::thread::spawn(move || clone.registries().get(registry).send());
    world.wait_blocking(Wait::in_flight(1)).unwrap();
    client.close();
    running.join().unwrap().unwrap();
    let error = client.clone().registries().get(world.registry_id()).send().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Closed);
    let mut tokens = client.tokens().list(world.registry_id());
    assert_eq!(tokens.next().unwrap().unwrap_err().kind(), ErrorKind::Closed);
    assert!(tokens.next().is_none());
}

#[test]
fn a_call_outlives_the_client_that_made_it() {
    let world = world();
    let client = client(&world);
    let call = client.registries().get(world.registry_id());
    drop(client);
    call.send().unwrap();
}

#[test]
fn dropping_the_last_clone_closes_the_connections() {
    let world = world();
    let client = client(&world);
    client.registries().get(world.registry_id()).send().unwrap();
    world.wait_blocking(Wait::open(1)).unwrap();
    drop(client);
    world.wait_blocking(Wait::open(0)).unwrap();
}

#[test]
fn options_of_a_call_hold() {
    let world = world();
    let client = client(&world);
    let call = client.registries().get(world.registry_id());
    call.extra_header("X-Trace", "a").extra_query("depth", "1").send().unwrap();
    let request = &world.requests()[0];
    assert_eq!((request.headers.get("x-trace"), request.query.as_deref()), (Some("a"), Some("depth=1")));
    world.faults(json!({"times": null, "action": {"hang": true}})).unwrap();
    let started = std::time::Instant::now();
    let call = client.registries().get(world.registry_id()).timeout(Duration::from_millis(100));
    let error = call.max_retries(0).send().unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::DeadlineExceeded, 1));
    assert!(started.elapsed() < LONG);
}

#[test]
fn what_happened_between_two_calls_is_known_to_the_second() {
    // Of a create nobody could say whether it was carried out, had it been sent on a connection that is gone.
    for _ in 0..20 {
        let reply = |status, then| {
            let properties = json!({"name": "ci", "credentials": {"username": "ci", "password": "pw"}});
            let token = json!({"id": ID, "properties": properties});
            json!({"reply": {"status": status, "body": {"json": token}}, "then": then})
        };
        let exchanges = [reply(200, "close"), reply(201, "keep")];
        let script = world().script(&json!({"exchanges": exchanges})).unwrap();
        let client = hermetic(script.url()).token("t").build_blocking().unwrap();
        client.tokens().get(ID, ID).send().unwrap();
        script.wait_blocking(Wait::open(0)).unwrap();
        client.tokens().create(ID, new_token("ci")).send().unwrap();
    }
}

#[test]
fn an_unused_connection_is_closed_in_time_without_a_call() {
    let world = world();
    let client = builder(&world).pool_idle_timeout(Duration::from_millis(50)).build_blocking().unwrap();
    client.registries().get(world.registry_id()).send().unwrap();
    world.wait_blocking(Wait::open(0)).unwrap();
    client.registries().get(world.registry_id()).send().unwrap();
}
