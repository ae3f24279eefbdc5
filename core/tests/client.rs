//! The client as its users hold it: shared, named, paging, waiting.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests may panic, too")]

mod support;

use std::collections::HashSet;
use std::future::IntoFuture;
use std::time::Duration;

use futures_util::StreamExt as _;
use registry_tokens::{
    Call, ErrorKind, IonosClient, PageQuery, Pager, Scope, Secret, Token, TokenPage, TokenUpdate,
};
use registry_tokens_emulator::{Emulator, Options};
use serde_json::{Value, json};
use support::{LONG, builder, client, hermetic, new_token, seed, world};

#[tokio::test]
async fn our_name_stands_in_front_of_the_callers() {
    let world = world();
    let ours = format!("registry-tokens/{} (rust)", env!("CARGO_PKG_VERSION"));
    client(&world).registries().get(world.registry_id()).await.unwrap();
    let named = builder(&world).user_agent("deployer/2.1 (eu)").build().unwrap();
    named.registries().get(world.registry_id()).await.unwrap();
    let agents: Vec<String> = world
        .requests()
        .iter()
        .map(|request| request.headers.get("user-agent").unwrap().to_owned())
        .collect();
    assert_eq!(agents, [ours.clone(), format!("{ours} deployer/2.1 (eu)")]);
}

fn is_shareable<T: Send + Sync + 'static>() {}
fn is_movable<T: Send + 'static>(value: T) {
    drop(value);
}

#[tokio::test]
async fn clients_and_what_they_make_can_go_anywhere() {
    is_shareable::<IonosClient>();
    is_shareable::<registry_tokens::blocking::IonosClient>();
    is_shareable::<registry_tokens::IonosClientBuilder>();
    is_shareable::<registry_tokens::Error>();
    is_shareable::<registry_tokens::Event>();
    is_shareable::<Secret>();
    is_movable::<Call<Token>>(client(&world()).tokens().get("", ""));
    is_movable(client(&world()).tokens().get("", "").into_future());
    is_movable(client(&world()).registries().wait_until_running("").into_future());
    is_movable::<Pager<TokenPage>>(client(&world()).tokens().list(""));
    is_movable(client(&world()).tokens().list("").all());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_calls_at_once_on_one_client() {
    const CALLS: usize = 200;
    let world = world();
    let client = client(&world);
    let calls = (0..CALLS).map(|index| {
        let (client, registry) = (client.clone(), world.registry_id());
        tokio::spawn(async move {
            let name = format!("token-{index}");
            let made = client.tokens().create(&registry, new_token(&name)).await.unwrap();
            assert_eq!(
                (made.token.name.as_str(), made.credentials.username.as_str()),
                (name.as_str(), name.as_str())
            );
            let seen = client.tokens().get(registry, made.token.id).await.unwrap();
            (seen.name, made.credentials.password.reveal().to_owned())
        })
    });
    let mut names = HashSet::new();
    let mut passwords = HashSet::new();
    for call in futures_util::future::join_all(calls).await {
        let (name, password) = call.unwrap();
        names.insert(name);
        passwords.insert(password);
    }
    assert_eq!((names.len(), passwords.len()), (CALLS, CALLS), "nobody got another's answer");
    assert_eq!(support::stored(&world), CALLS);
}

#[tokio::test]
async fn a_lifetime_is_counted_from_the_moment_of_the_call() {
    let world = world();
    let span = Duration::from_secs(7200);
    let call =
        client(&world).tokens().create(world.registry_id(), new_token("ci").expires_in(span)).into_future();
    let before = chrono::Utc::now();
    let made = call.await.unwrap();
    let after = chrono::Utc::now();
    let body = world.requests()[0].json().unwrap();
    let text = body["properties"]["expiryDate"].as_str().unwrap();
    let sent = chrono::DateTime::parse_from_rfc3339(text).unwrap().to_utc();
    // Whole seconds are sent, rounded up: an hour that is cut is less than the hour that the service wants.
    assert!(sent >= before + span && sent < after + span + Duration::from_secs(1), "{before} {text} {after}");
    assert_eq!((made.token.expiry_date, made.credentials.expires_at), (Some(sent), Some(sent)));
    assert!(body["properties"].get("expiresIn").is_none());
}

#[tokio::test]
async fn a_wait_ends_when_the_registry_runs_and_only_then() {
    let world = world();
    let made = world.seed(json!({"registries": [{"name": "young", "reads_until_running": 3}]})).unwrap();
    let id = made["registries"][0].as_str().unwrap();
    let client = client(&world);
    let wait = |polls: Duration| client.registries().wait_until_running(id).poll_interval(polls);
    let error = wait(Duration::from_secs(60)).within(Duration::from_millis(1100)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::DeadlineExceeded, "{error}");
    assert!(error.to_string().contains("New") && error.retryable() && error.attempts() == 1, "{error:?}");
    assert_eq!(world.requests().len(), 2, "the wait is cut so that there is a last look");
    let registry = wait(Duration::from_millis(1)).within(LONG).await.unwrap();
    assert!(registry.is_running() && registry.hostname.starts_with("young."), "{registry:?}");
    assert_eq!(world.requests().len(), 4);
}

fn scripted_token(number: usize, name: &str) -> Value {
    json!({"id": format!("6f1c2a34-0b5d-4e6f-8a9b-{number:012}"), "properties": {"name": name}})
}

#[tokio::test]
async fn find_compares_for_itself_where_the_service_ignores_filters() {
    let page = |offset: usize, names: [&str; 2]| {
        let items: Vec<Value> =
            names.iter().enumerate().map(|(index, name)| scripted_token(offset + index, name)).collect();
        json!({"reply": {"status": 200, "body": {"json": {"items": items, "offset": offset, "total": 4}}}})
    };
    let pages = [page(0, ["ci-2", "CI"]), page(2, ["ci", "ci-3"])];
    for (name, found) in [("ci", Some(2)), ("ci-2", Some(0)), ("nobody", None)] {
        let script = world().script(&json!({"exchanges": pages})).unwrap();
        let client = hermetic(script.url()).token("t").build().unwrap();
        let registry = "6f1c2a34-0b5d-4e6f-8a9b-0c1d2e3f4a5b";
        let token = client.tokens().find(registry, name).await.unwrap();
        let wanted = found.map(|number| scripted_token(number, name)["id"].as_str().unwrap().to_owned());
        assert_eq!(token.map(|token| token.id.to_string()), wanted, "{name}");
        let asked = script.report().unwrap().received[0].query.clone().unwrap();
        assert!(asked.contains(&format!("filter.name={name}")), "{asked}");
    }
}

#[tokio::test]
async fn a_long_list_comes_whole_and_in_order_however_it_is_read() {
    let world = world();
    let ids = seed(&world, 1001);
    let client = client(&world);
    let list = || client.tokens().list(world.registry_id());
    let id = |token: Result<Token, _>| token.map(|token: Token| token.id.to_string());
    let streamed: Vec<String> = list().map(|token| id(token).unwrap()).collect().await;
    assert_eq!((&streamed, world.requests().len()), (&ids, 11));
    world.forget_requests();
    let pages: Vec<TokenPage> = list().page_size(250).pages().map(Result::unwrap).collect().await;
    assert_eq!(pages.iter().map(|page| page.items.len()).collect::<Vec<_>>(), [250, 250, 250, 250, 1]);
    assert!(pages.iter().all(|page| page.total == Some(1001)));
    // Where the service caps its pages below what was asked for.
    world.seed(json!({"max_limit": 70})).unwrap();
    for size in [50, 1000] {
        let streamed: Vec<String> = list().page_size(size).map(|token| id(token).unwrap()).collect().await;
        assert_eq!(streamed, ids, "{size}");
    }
    let all: Vec<String> =
        list().all().await.unwrap().into_iter().map(|token| token.id.to_string()).collect();
    assert_eq!(all, ids);
    assert_eq!(list().max_results(130).count().await, 130);
    assert_eq!(list().offset(990).count().await, 11);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn all_misses_nothing_that_was_there_throughout() {
    let mut whole = 0;
    for round in 0..10 {
        let world = world();
        world.seed(json!({"max_limit": 7})).unwrap();
        let ids = seed(&world, 60);
        // Every third goes, in an order that moves the rest under the reader's feet.
        let (doomed, kept): (Vec<_>, Vec<_>) =
            ids.into_iter().enumerate().partition(|(index, _)| index % 3 == 0);
        let (client, registry) = (client(&world), world.registry_id());
        let deleting = tokio::spawn({
            let (client, registry) = (client.clone(), registry.clone());
            async move {
                for (_, id) in doomed {
                    client.tokens().delete(&registry, id).await.unwrap();
                }
            }
        });
        match client.tokens().list(&registry).page_size(7).all().await {
            Ok(tokens) => {
                whole += 1;
                let found: HashSet<String> = tokens.iter().map(|token| token.id.to_string()).collect();
                assert_eq!(found.len(), tokens.len(), "each one once");
                assert!(kept.iter().all(|(_, id)| found.contains(id)), "round {round}: one is missing");
            }
            Err(error) => assert_eq!(error.kind(), ErrorKind::ListingUnstable, "{error}"),
        }
        deleting.await.unwrap();
        assert_eq!(client.tokens().list(&registry).page_size(7).all().await.unwrap().len(), kept.len());
    }
    assert!(whole > 0, "not one reading came to an end");
}

#[tokio::test]
async fn a_service_on_ipv6_is_reached() {
    let options = Options::default().listen("[::1]:0".parse().unwrap());
    // Some machines have no IPv6; there is nothing to prove there.
    let Ok(emulator) = Emulator::start_blocking(options) else { return };
    let world = emulator.world();
    assert!(world.plain_url().starts_with("http://[::1]:"), "{}", world.plain_url());
    client(world).registries().get(world.registry_id()).await.unwrap();
}

#[tokio::test]
async fn plain_http_to_another_machine_is_refused_before_anything_is_sent() {
    let error = hermetic("http://api.example.com").token("canary").build().err().unwrap();
    assert_eq!(error.kind(), ErrorKind::Config);
    assert!(error.to_string().contains("allow_http") && !error.to_string().contains("canary"), "{error}");
}

#[tokio::test]
async fn a_parameter_of_a_calls_own_cannot_replace_what_the_client_sets() {
    let world = world();
    let client = client(&world);
    for name in ["limit", "offset", ""] {
        let page =
            client.tokens().list_page(world.registry_id(), PageQuery::default()).extra_query(name, "1");
        let error = page.await.unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::InvalidArgument, 0), "{name}: {error}");
    }
    assert!(world.requests().is_empty());
}

#[tokio::test]
async fn the_json_of_a_token_is_the_apis_own_without_the_password() {
    let world = world();
    let client = client(&world);
    let token = new_token("ci").scope(Scope::repository("team/app", ["pull"])).status("enabled");
    let token = token.expires_in(Duration::from_secs(7200));
    let made = client.tokens().create(world.registry_id(), token).with_response().await.unwrap();
    let update = TokenUpdate::new().status("disabled");
    client.tokens().update(world.registry_id(), made.value.token.id, update).await.unwrap();
    let read = client.tokens().get(world.registry_id(), made.value.token.id).with_response().await.unwrap();
    for (ours, body) in [(made.value.to_json(), made.body()), (read.value.to_json(), read.body())] {
        let mut theirs: Value = serde_json::from_slice(body).unwrap();
        let credentials = theirs["properties"]["credentials"].as_object_mut();
        credentials.map(|credentials| credentials.remove("password"));
        assert_eq!(ours, theirs);
    }
    assert!(!made.value.to_json().to_string().contains(made.value.credentials.password.reveal()));
    assert_eq!(made.http_status(), 201);
    assert!(made.headers().contains_key("location") && !made.headers().contains_key("content-type"));
    assert_eq!(
        (made.attempts(), made.request_id().is_some()),
        (1, made.headers().contains_key("x-request-id"))
    );
}
