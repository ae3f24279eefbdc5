//! What becomes of connections: kept, closed behind our back, led elsewhere, flooded.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests may panic, too")]

mod support;

use std::time::Duration;

use registry_tokens::{AccountCredentials, ErrorKind, IonosClient, SwrClient};
use registry_tokens_emulator::{Script, Wait};
use serde_json::{Value, json};
use support::{LONG, builder, client, hermetic, in_child, new_token, run_child, world};

const ID: &str = "6f1c2a34-0b5d-4e6f-8a9b-0c1d2e3f4a5b";

fn token() -> Value {
    json!({"id": ID, "properties": {"name": "ci", "credentials": {"username": "ci", "password": "pw"}}})
}

fn answer(status: u16, then: &str) -> Value {
    json!({"reply": {"status": status, "body": {"json": token()}}, "then": then})
}

fn script(exchanges: &[Value]) -> (Script, IonosClient) {
    let script = world().script(&json!({"exchanges": exchanges})).unwrap();
    let client = hermetic(script.url()).token("t").build().unwrap();
    (script, client)
}

#[tokio::test]
async fn calls_share_a_connection() {
    let world = world();
    let client = client(&world);
    for _ in 0..5 {
        client.registries().get(world.registry_id()).await.unwrap();
        client.clone().tokens().list(world.registry_id()).all().await.unwrap();
    }
    let requests = world.requests();
    assert!(requests.iter().all(|request| request.connection == requests[0].connection));
}

#[tokio::test]
async fn an_unused_connection_is_closed_in_time_by_us() {
    let world = world();
    let client = builder(&world).pool_idle_timeout(Duration::from_millis(50)).build().unwrap();
    client.registries().get(world.registry_id()).await.unwrap();
    world.wait(Wait::open(0)).await.unwrap();
    client.registries().get(world.registry_id()).await.unwrap();
}

#[tokio::test]
async fn any_span_will_do_for_a_client() {
    let world = world();
    for span in [Duration::from_nanos(1), Duration::MAX] {
        let client = builder(&world).pool_idle_timeout(span).connect_timeout(Duration::MAX);
        let client = client.attempt_timeout(Duration::MAX).timeout(Duration::MAX).first_wait(span);
        let client = client.longest_wait(span).longest_retry_after(Duration::MAX).build().unwrap();
        client.registries().get(world.registry_id()).await.unwrap();
        let wait = client.registries().wait_until_running(world.registry_id());
        wait.within(Duration::MAX).poll_interval(Duration::MAX).await.unwrap();
    }
}

#[tokio::test]
async fn closing_a_client_closes_its_connections() {
    let world = world();
    let client = client(&world);
    client.registries().get(world.registry_id()).await.unwrap();
    client.clone().close();
    world.wait(Wait::open(0)).await.unwrap();
    let error = client.registries().get(world.registry_id()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Closed);
}

#[tokio::test]
async fn a_call_under_way_outlives_the_closing_of_its_client() {
    let world = world();
    world.faults(json!({"action": {"delay_ms": 300}})).unwrap();
    let client = client(&world);
    let call = tokio::spawn(client.registries().get(world.registry_id()).into_future());
    world.wait(Wait::in_flight(1)).await.unwrap();
    client.close();
    call.await.unwrap().unwrap();
}

#[tokio::test]
async fn reads_recover_from_connections_that_the_service_has_closed() {
    for then in ["close", "reset"] {
        // Not waited for: the close may be noticed before the next call, during it, or after.
        let (script, client) = script(&vec![answer(200, then); 30]);
        for _ in 0..30 {
            client.tokens().get(ID, ID).await.unwrap();
        }
        assert!(script.report().unwrap().complete);
    }
}

#[tokio::test]
async fn a_create_on_a_stale_connection_is_sent_once_or_reported() {
    for waits in [true, false] {
        for _ in 0..20 {
            let (script, client) = script(&[answer(200, "close"), answer(201, "keep"), answer(201, "keep")]);
            client.tokens().get(ID, ID).await.unwrap();
            if waits {
                script.wait(Wait::open(0)).await.unwrap();
            }
            let made = client.tokens().create(ID, new_token("ci")).await;
            let creates = script.report().unwrap().received.len() - 1;
            match made {
                Ok(_) => assert_eq!(creates, 1),
                Err(error) => assert!(creates == 0 && error.outcome_unknown(), "{creates}: {error}"),
            }
        }
    }
}

#[tokio::test]
async fn a_create_that_is_reset_is_reported_and_not_repeated() {
    for close in ["clean", "reset", "mid_body"] {
        let world = world();
        let fault = json!({"method": "POST", "phase": "after_processing", "action": {"close": close}});
        world.faults(fault).unwrap();
        let error = client(&world).tokens().create(world.registry_id(), new_token("ci")).await.unwrap_err();
        assert!(error.outcome_unknown() && !error.retryable(), "{close}: {error}");
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Transport, 1), "{close}");
        assert_eq!((world.requests().len(), support::stored(&world)), (1, 1));
        if close == "mid_body" {
            let made = world.state()["registries"][0]["tokens"][0]["id"].clone();
            assert_eq!(error.resource_id(), made.as_str(), "the head had told its id");
        }
    }
}

#[tokio::test]
async fn redirects_are_told_of_and_never_followed() {
    for status in [301, 302, 303, 307, 308] {
        let (here, there) = (world(), world());
        let target = format!("{}/registries?secret=canary", there.plain_url());
        let fault = json!({"times": null, "action": {"status": status, "headers": {"Location": target}}});
        here.faults(fault).unwrap();
        let client = client(&here);
        let get = client.registries().get(here.registry_id()).await.unwrap_err();
        let create = client.tokens().create(here.registry_id(), new_token("ci")).await.unwrap_err();
        for error in [get, create] {
            assert_eq!((error.kind(), error.attempts()), (ErrorKind::Config, 1), "{status}: {error}");
            assert!(!error.retryable() && !error.outcome_unknown());
            let origin = there.plain_url().split("/_s").next().unwrap().to_owned();
            let text = error.to_string();
            assert!(text.contains(&origin) && !text.contains("canary") && !text.contains("/_s"), "{text}");
        }
        assert!(there.requests().is_empty(), "{status}: somebody else saw the credentials");
        assert_eq!(here.requests().len(), 2);
    }
}

/// The most memory that this process has held so far.
fn peak_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

#[cfg(target_os = "linux")]
#[test]
fn a_small_answer_that_unpacks_to_a_large_one_costs_no_memory() {
    let piece = "a".repeat(1 << 20);
    let body =
        json!({"fill": {"prefix": "", "text": piece, "separator": "", "from": 0, "to": 64, "suffix": ""}});
    let exchange = json!({"reply": {"status": 200, "gzip": true, "body": body}});
    let script = world().script(&json!({"exchanges": [exchange, exchange]}));
    let script = script.unwrap_or_else(|why| panic!("{why}"));
    run_child("child_reads_a_bomb", &[("TEST_URL", &script.url())]);
    assert!(script.report().unwrap().complete);
}

#[tokio::test]
#[ignore = "started in a process of its own"]
async fn child_reads_a_bomb() {
    let Some(url) = in_child("TEST_URL") else { return };
    let client = hermetic(url).token("t").max_response_bytes(1 << 20).build().unwrap();
    let before = peak_kib();
    for _ in 0..2 {
        let call = client.registries().get(ID).into_future();
        let error = tokio::time::timeout(2 * LONG, call).await.unwrap().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidResponse, "{error}");
        assert!(error.to_string().contains("max_response_bytes"), "{error}");
    }
    let grown = peak_kib() - before;
    assert!(grown < 16 * 1024, "64 MiB with a limit of 1 MiB took {grown} KiB");
}

#[tokio::test]
async fn a_refused_connection_has_the_systems_error_as_its_source() {
    let client = hermetic("http://127.0.0.1:1").token("t").max_retries(0).build().unwrap();
    let error = client.registries().get(ID).await.unwrap_err();
    let source = std::error::Error::source(&error).and_then(|source| source.downcast_ref::<std::io::Error>());
    assert_eq!(source.map(std::io::Error::kind), Some(std::io::ErrorKind::ConnectionRefused));
}

#[tokio::test]
async fn a_reconnected_client_has_the_credentials_and_not_the_connections() {
    let world = world();
    let client = client(&world);
    client.set_credentials(AccountCredentials::token(format!("Bearer {}", world.token()))).unwrap();
    client.registries().get(world.registry_id()).await.unwrap();
    let child = client.reconnected().unwrap();
    child.registries().get(world.registry_id()).await.unwrap();
    let requests = world.requests();
    assert_ne!(requests[0].connection, requests[1].connection);

    client.close();
    child.registries().get(world.registry_id()).await.unwrap();
    let closed = client.reconnected().unwrap().registries().get(world.registry_id()).await;
    assert_eq!(closed.unwrap_err().kind(), ErrorKind::Closed);
}

/// A service that takes connections and says nothing, not even the word of TLS.
#[tokio::test]
async fn what_never_got_a_connection_was_not_carried_out_though_it_has_no_body() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let silent = listener.local_addr().unwrap();
    let _held = tokio::spawn(async move {
        let mut held = Vec::new();
        while let Ok(connection) = listener.accept().await {
            held.push(connection);
        }
    });
    let span = Duration::from_millis(200);
    let ionos = IonosClient::builder().load_environment(false).token("t").timeout(span);
    let ionos = ionos.base_url(format!("https://{silent}/containerregistries")).build().unwrap();
    let swr = SwrClient::builder().load_environment(false).token("t").timeout(span).project_id("p");
    let swr = swr.endpoint(format!("https://{silent}")).build().unwrap();
    for error in [
        ionos.tokens().create(ID, new_token("ci")).await.unwrap_err(),
        ionos.tokens().delete(ID, ID).await.unwrap_err(),
        swr.temporary_credentials().create("i").await.unwrap_err(),
    ] {
        assert_eq!((error.kind(), error.outcome_unknown()), (ErrorKind::DeadlineExceeded, false), "{error}");
    }
}
