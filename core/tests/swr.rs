//! A client of SWR against the emulator: what a vector cannot say, because it takes several calls or several clients.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests may panic, too")]

#[path = "support/canary.rs"]
mod canary;
mod support;

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use canary::Texts;
use registry_tokens::models::{LongTermCredentialQuery, RetireOutcome, TargetRegistryInput, TemporaryLogin};
use registry_tokens::{ErrorKind, RotateError, SwrClient, SwrClientBuilder, SwrCredentials};
use registry_tokens_emulator::{Api, World};
use serde_json::json;
use support::{LONG, world};

/// As it comes from a file, with what JSON and lines write in other ways.
const ACCESS_SECRET: &str = "canary\"access-secret\n";

/// A builder that knows nothing of the environment, neither the project nor the keys.
fn hermetic(world: &World) -> SwrClientBuilder {
    SwrClient::builder()
        .load_environment(false)
        .first_wait(Duration::ZERO)
        .region(world.swr_region())
        .endpoint(world.swr_plain_url())
        .iam_endpoint(world.iam_plain_url())
}

fn builder(world: &World) -> SwrClientBuilder {
    hermetic(world).access_key(world.swr_access_key()).secret_key(world.swr_secret_key())
}

fn client(world: &World) -> SwrClient {
    builder(world).project_id(world.swr_project_id()).build().unwrap()
}

fn harbor(name: &str) -> TargetRegistryInput {
    TargetRegistryInput::new(
        name,
        "swr-pro".into(),
        "https://harbor.example.com",
        "user",
        ACCESS_SECRET.into(),
        true,
    )
}

/// How many requests came to IAM.
fn look_ups(world: &World) -> usize {
    world.requests().iter().filter(|request| request.api == Some(Api::Iam)).count()
}

#[tokio::test]
async fn the_whole_life_of_a_target_registry() {
    let world = world();
    let (client, instance) = (client(&world), world.swr_instance_id());
    let registries = client.target_registries();
    let made = registries.create(instance, harbor("harbor-1")).await.unwrap();
    let read = registries.get(instance, made.id).await.unwrap();
    assert_eq!((read.name.as_str(), read.r#type.as_str()), ("harbor-1", "swr-pro"));
    assert!(read.credential.unwrap().access_secret.is_empty());
    registries.update(instance, made.id, harbor("harbor-2").description("moved")).await.unwrap();
    let found = registries.find(instance, "harbor-2").await.unwrap().unwrap();
    assert_eq!((found.id, found.description.as_str()), (made.id, "moved"));
    // The service takes any part of a name.
    assert!(registries.find(instance, "harbor").await.unwrap().is_none());
    assert_eq!(registries.list(instance).all().await.unwrap().len(), 2);
    registries.delete(instance, made.id).await.unwrap();
    let error = registries.delete(instance, made.id).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotFound);
    registries.delete(instance, made.id).missing_ok(true).await.unwrap();
}

#[tokio::test]
async fn the_whole_life_of_a_credential() {
    let world = world();
    let (client, instance) = (client(&world), world.swr_instance_id());
    let credentials = client.long_term_credentials();
    let issued = credentials.create(instance, "ci-bot").await.unwrap();
    assert!(!issued.credentials.password.is_empty());
    assert_eq!(issued.credentials.username, issued.user_id);
    assert!(!issued.to_json().to_string().contains(issued.credentials.password.reveal()));
    credentials.disable(instance, &issued.token_id).await.unwrap();
    let found = credentials.find(instance, "ci-bot").await.unwrap().unwrap();
    assert_eq!((found.token_id.as_str(), found.enable), (issued.token_id.as_str(), Some(false)));
    credentials.enable(instance, &issued.token_id).await.unwrap();
    let page = credentials.list_page(instance, LongTermCredentialQuery::new().self_only(true)).await.unwrap();
    assert_eq!((page.items.len(), page.items[0].enable, page.total), (1, Some(true), Some(1)));
    credentials.delete(instance, &issued.token_id).await.unwrap();
    assert!(credentials.find(instance, "ci-bot").await.unwrap().is_none());

    let temporary = client.temporary_credentials().create(instance).await.unwrap();
    assert!(!temporary.password.is_empty() && temporary.expires_at.is_some());
    let logins = client.login();
    let query = TemporaryLogin::new().duration(Duration::from_secs(3600));
    for login in [logins.create_temporary(query).await.unwrap(), logins.create_enhanced().await.unwrap()] {
        assert!(!login.username.is_empty() && !login.password.is_empty());
        assert!(login.hostname.is_some() && login.expires_at.is_some());
    }
}

#[tokio::test]
async fn lists_longer_than_a_page_are_whole() {
    let world = world();
    let (client, instance) = (client(&world), world.swr_instance_id());
    world.seed(json!({"target_registries": 249, "long_term_credentials": 230})).unwrap();
    let registries = client.target_registries();
    assert_eq!(registries.list(instance).all().await.unwrap().len(), 250);
    assert_eq!(registries.list(instance).page_size(7).all().await.unwrap().len(), 250);
    let credentials = client.long_term_credentials();
    assert_eq!(credentials.list(instance).all().await.unwrap().len(), 230);
    assert_eq!(credentials.list(instance).page_size(99).all().await.unwrap().len(), 230);
}

#[tokio::test]
async fn calls_at_the_same_time_look_the_project_up_once() {
    let world = world();
    let client = builder(&world).build().unwrap();
    let calls = (0..20).map(|_| {
        let (client, instance) = (client.clone(), world.swr_instance_id().to_owned());
        tokio::spawn(async move { client.target_registries().get(instance, 24).await })
    });
    for call in calls.collect::<Vec<_>>() {
        call.await.unwrap().unwrap();
    }
    assert_eq!((look_ups(&world), world.requests().len()), (1, 21));
}

#[tokio::test]
async fn what_is_refused_is_refused_before_the_project_is_looked_up() {
    let world = world();
    let client = builder(&world).build().unwrap();
    let (registries, credentials) = (client.target_registries(), client.long_term_credentials());
    let instance = world.swr_instance_id();
    let refusals = [
        registries.get("..", 1).await.unwrap_err(),
        registries.create(instance, harbor("a b")).await.unwrap_err(),
        registries.get(instance, 1).extra_header("X-Sdk-Date", "20250102T030405Z").await.unwrap_err(),
        registries.get(instance, 1).extra_header("X-Project-Id", "p").await.unwrap_err(),
        registries.get(instance, 1).timeout(Duration::ZERO).await.unwrap_err(),
        credentials.delete(instance, "a/b").await.unwrap_err(),
    ];
    for error in refusals {
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::InvalidArgument, 0), "{error}");
    }
    assert!(world.requests().is_empty());
}

#[tokio::test]
async fn a_look_up_that_hangs_ends_with_the_call() {
    let world = world();
    world.faults(json!({"path_contains": "/v3/projects", "times": null, "action": {"hang": true}})).unwrap();
    let client = builder(&world).build().unwrap();
    let instance = world.swr_instance_id();
    let get =
        || client.target_registries().get(instance, 24).timeout(Duration::from_millis(300)).into_future();
    let both = async { tokio::join!(get(), get()) };
    let (first, second) = tokio::time::timeout(LONG, both).await.unwrap();
    for error in [first.unwrap_err(), second.unwrap_err()] {
        assert_eq!((error.kind(), error.operation()), (ErrorKind::DeadlineExceeded, "projects.list"));
        assert!(!error.outcome_unknown());
    }
}

#[tokio::test]
async fn calls_at_the_same_time_share_the_failure_of_a_look_up() {
    let world = world();
    let refusal = json!({"status": 503});
    world.faults(json!({"path_contains": "/v3/projects", "times": null, "action": refusal})).unwrap();
    let client = builder(&world).max_retries(1).build().unwrap();
    let instance = world.swr_instance_id();
    let calls = (0..20).map(|_| client.target_registries().get(instance, 24).into_future());
    for outcome in futures_util::future::join_all(calls).await {
        let error = outcome.unwrap_err();
        assert_eq!((error.kind(), error.operation()), (ErrorKind::Server, "projects.list"));
    }
    assert_eq!(look_ups(&world), 2);
}

#[tokio::test]
async fn the_project_in_the_header_is_that_in_the_path_though_the_keys_change_between_attempts() {
    let world = world();
    world.faults(json!({"path_contains": "/registries/", "times": 1, "action": {"status": 503}})).unwrap();
    let keys = SwrCredentials::access_key(world.swr_access_key(), world.swr_secret_key());
    let slot = Arc::new(OnceLock::<SwrClient>::new());
    let client = builder(&world).on_event({
        let slot = slot.clone();
        move |event| {
            if event.retry_in.is_some() {
                slot.get().unwrap().set_credentials(keys.clone()).unwrap();
            }
        }
    });
    let client = slot.get_or_init(|| client.build().unwrap());
    client.target_registries().delete(world.swr_instance_id(), 24).await.unwrap();
    let sent: Vec<_> = world.requests().into_iter().filter(|request| request.api == Some(Api::Swr)).collect();
    assert_eq!(sent.len(), 2);
    for request in sent {
        let project = request.headers.get("x-project-id");
        assert!(project.is_some_and(|project| request.path.contains(project)), "{request:?}");
    }
}

#[tokio::test]
async fn an_endpoint_of_ones_own_gives_nothing_to_the_public_iam() {
    let world = world();
    let client = SwrClient::builder()
        .load_environment(false)
        .region("corp-1")
        .endpoint(world.swr_plain_url())
        .token(world.swr_token())
        .build()
        .unwrap();
    let error = client.target_registries().get(world.swr_instance_id(), 24).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Config, 0));
    assert!(
        error.to_string().contains("iam_endpoint") && error.to_string().contains("project_id"),
        "{error}"
    );
    client.login().create_temporary(TemporaryLogin::new()).await.unwrap();
}

#[tokio::test]
async fn a_given_up_look_up_leaves_the_next_one_its_turn() {
    let world = world();
    world.faults(json!({"path_contains": "/v3/projects", "times": 1, "action": {"hang": true}})).unwrap();
    let client = builder(&world).build().unwrap();
    let (instance, given_up) = (world.swr_instance_id(), client.clone());
    let call = tokio::spawn({
        let instance = instance.to_owned();
        async move { given_up.target_registries().get(instance, 24).await }
    });
    world.wait(registry_tokens_emulator::Wait::arrived(1)).await.unwrap();
    call.abort();
    assert!(call.await.unwrap_err().is_cancelled());
    assert_eq!(client.target_registries().get(instance, 24).await.unwrap().id, 24);
}

#[tokio::test]
async fn new_credentials_are_used_at_once_and_have_a_project_of_their_own() {
    let world = world();
    let client = builder(&world).build().unwrap();
    let instance = world.swr_instance_id();
    let get = || client.target_registries().get(instance, 24).into_future();
    get().await.unwrap();
    client.set_credentials(SwrCredentials::access_key("nobody", "canary")).unwrap();
    assert_eq!(get().await.unwrap_err().kind(), ErrorKind::Authentication);
    client.set_credentials(SwrCredentials::token(world.swr_token())).unwrap();
    get().await.unwrap();
    let temporary = SwrCredentials::temporary(
        world.swr_temporary_access_key(),
        world.swr_temporary_secret_key(),
        world.swr_temporary_security_token(),
    );
    client.set_credentials(temporary).unwrap();
    get().await.unwrap();
    assert_eq!(client.set_credentials(SwrCredentials::token("")).unwrap_err().kind(), ErrorKind::Config);
    get().await.unwrap();
    assert_eq!(look_ups(&world), 4);
}

#[tokio::test]
async fn a_closed_client_sends_nothing_any_more() {
    let world = world();
    let client = builder(&world).build().unwrap();
    client.clone().close();
    let error = client.target_registries().get(world.swr_instance_id(), 24).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Closed);
    let error = client.login().create_enhanced().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Closed);
    assert!(world.requests().is_empty());
    let again = client.reconnected().unwrap();
    assert_eq!(again.login().create_enhanced().await.unwrap_err().kind(), ErrorKind::Closed);
}

/// The service repeats all that it was sent; the login's own header is a secret, too.
#[tokio::test]
async fn nothing_secret_shows_though_the_service_repeats_it() {
    const OF_KEYS: [&str; 3] = ["canary-secret-key", "canary-security-token", ACCESS_SECRET];
    const OF_TOKEN: [&str; 2] = ["canary-user-token", ACCESS_SECRET];
    const LOGIN: &str = "canary-login";
    let world = world();
    let keys = hermetic(&world).access_key("key").secret_key(OF_KEYS[0]).security_token(OF_KEYS[1]);
    let token = hermetic(&world).token(OF_TOKEN[0]);
    for (builder, sent) in [(keys, &OF_KEYS[..]), (token, &OF_TOKEN[..])] {
        let bodies: Vec<String> = sent.iter().map(|secret| json!(secret).to_string()).collect();
        let echo = format!("{} as {}", sent.join(" and "), bodies.join(" and "));
        let header = echo.replace('\n', " ");
        for status in [200, 201, 302, 400, 401, 403, 404, 409, 500, 503] {
            world.reset();
            let body = json!({"error_code": echo, "error_msg": echo, "errors": [{"errorCode": echo, "detail": echo}]});
            let command = format!("docker login -u user -p {LOGIN}");
            let headers =
                json!({"X-Swr-Dockerlogin": command, "X-Request-Id": header, "WWW-Authenticate": header});
            let action = json!({"status": status, "headers": headers, "body": body});
            world.faults(json!({"times": null, "action": action})).unwrap();
            let mut texts = Texts::default();
            texts.debug(&builder);
            let client = builder.clone().project_id("p1").build().unwrap();
            texts.debug(&client);
            texts.debug(&harbor("h"));
            texts.error(&client.target_registries().create("i", harbor("h")).await.unwrap_err());
            texts.assert_clean(sent);
            // Without what a line cannot hold.
            texts.assert_clean(&[ACCESS_SECRET.trim_end()]);
            // This call does not send the last of them, and so cannot know it.
            let (sent, mut texts) = (&sent[..sent.len() - 1], Texts::default());
            match client.login().create_temporary(TemporaryLogin::new()).with_response().await {
                Ok(response) => {
                    assert_eq!(response.value.password.reveal(), LOGIN);
                    assert!(response.headers().get("x-swr-dockerlogin").is_none());
                    texts.debug(&response);
                }
                Err(error) => {
                    assert!(error.response_headers().get("x-swr-dockerlogin").is_none());
                    texts.error(&error);
                }
            }
            texts.assert_clean(sent);
            texts.assert_clean(&[LOGIN]);
        }
    }
}

#[tokio::test]
async fn a_long_term_credential_is_rotated_and_the_old_one_stays_unless_asked_otherwise() {
    for (retire, outcome) in [
        (None, RetireOutcome::KEPT),
        (Some("disable"), RetireOutcome::DISABLED),
        (Some("delete"), RetireOutcome::DELETED),
    ] {
        let world = world();
        let (credentials, instance) = (client(&world).long_term_credentials(), world.swr_instance_id());
        let old = credentials.create(instance, "ci").await.unwrap();
        // The answer that issues the new one is lost.
        world
            .faults(json!({"method": "POST", "phase": "after_processing", "action": {"close": "clean"}}))
            .unwrap();
        let deployed = Arc::new(OnceLock::new());
        let place = Arc::clone(&deployed);
        let mut rotation = credentials.rotate(instance, old.token_id.as_str(), async move |rotation| {
            place.set(rotation.credentials).map_err(drop)
        });
        if let Some(retire) = retire {
            rotation = rotation.retire(retire);
        }
        let result = rotation.await.unwrap();
        assert_eq!((result.retirement.old_outcome, result.retirement.failure), (outcome, None));
        let stored = world.state()["long_term_credentials"].clone();
        let named = |name: &str| stored.as_array().unwrap().iter().find(|one| one["name"] == name).cloned();
        assert_eq!(
            named("ci").map(|one| one["enable"].clone()),
            match retire {
                None => Some(json!(true)),
                Some("disable") => Some(json!(false)),
                Some(_) => None,
            }
        );
        let stays = usize::from(retire != Some("delete"));
        assert_eq!(stored.as_array().unwrap().len(), 1 + stays, "what was lost is deleted: {stored}");
        let new = stored.as_array().unwrap().iter().find(|one| one["name"] != "ci").unwrap();
        assert_eq!(new["auth_token"], deployed.get().unwrap().password.reveal());

        let error =
            credentials.rotate(instance, old.token_id, async |_| Ok::<(), ()>(())).retire("expire").await;
        assert!(
            matches!(error, Err(RotateError::Begin(error)) if error.kind() == ErrorKind::InvalidArgument)
        );
        let error = credentials.rotate(instance, "0".repeat(32), async |_| Ok::<(), ()>(())).await;
        assert!(matches!(error, Err(RotateError::Begin(error)) if error.kind() == ErrorKind::NotFound));
    }
}
