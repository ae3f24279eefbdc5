//! The two halves of a rotation, which may be made by two programs.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests may panic, too")]

#[path = "support/canary.rs"]
mod canary;
mod support;

use std::future::IntoFuture as _;
use std::time::Duration;

use canary::Texts;
use registry_tokens::models::{RetireOutcome, TokenRetirement, TokenRotationPlan};
use registry_tokens::{ErrorKind, IonosClient, TokenUpdate};
use registry_tokens_emulator::World;
use serde_json::{Value, json};
use support::{client, new_token, world};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

async fn issue(client: &IonosClient, world: &World, life: Duration) -> String {
    let token = new_token("ci").expires_in(life);
    client.tokens().create(world.registry_id(), token).await.unwrap().token.id.to_string()
}

fn stored(world: &World, id: &str) -> Option<Value> {
    let tokens = world.state()["registries"][0]["tokens"].as_array().unwrap().clone();
    tokens.into_iter().find(|token| token["id"] == id)
}

#[tokio::test]
async fn nothing_is_retired_where_the_new_one_is_not_there_or_disabled() {
    let world = world();
    let (client, registry) = (client(&world), world.registry_id());
    let tokens = client.tokens();
    let old = issue(&client, &world, DAY).await;
    let before = stored(&world, &old);
    let rotation = tokens.begin_rotation(&registry, &old, TokenRotationPlan::new()).await.unwrap();
    tokens.update(&registry, rotation.new.id, TokenUpdate::new().status("disabled")).await.unwrap();
    for outcome in ["is disabled", "not there any more"] {
        let end =
            tokens.finish_rotation(&registry, &old, rotation.new.id, TokenRetirement::new().retire("delete"));
        let retirement = end.await.unwrap();
        assert_eq!(retirement.old_outcome, RetireOutcome::FAILED);
        assert!(retirement.failure.unwrap().contains(outcome), "{outcome}");
        assert_eq!(stored(&world, &old), before);
        tokens.delete(&registry, rotation.new.id).missing_ok(true).await.unwrap();
    }
}

#[tokio::test]
async fn an_earlier_end_stays() {
    let world = world();
    let (client, registry) = (client(&world), world.registry_id());
    let old = issue(&client, &world, Duration::from_secs(2 * 60 * 60)).await;
    let before = stored(&world, &old).unwrap();
    let rotation = client.tokens().begin_rotation(&registry, &old, TokenRotationPlan::new()).await.unwrap();
    let day = TokenRetirement::new().grace(DAY);
    let retirement = client.tokens().finish_rotation(&registry, &old, rotation.new.id, day).await.unwrap();
    assert_eq!((retirement.old_outcome, retirement.failure), (RetireOutcome::EXPIRING, None));
    assert_eq!(retirement.old_expiry_date, rotation.old.expiry_date);
    assert_eq!(stored(&world, &old), Some(before));
}

#[tokio::test]
async fn nothing_is_retired_for_itself_and_wrong_arguments_send_nothing() {
    let world = world();
    let (client, registry) = (client(&world), world.registry_id());
    let old = issue(&client, &world, DAY).await;
    world.forget_requests();
    let tokens = client.tokens();
    let other = "6ba7b810-9dad-11d1-80b4-00c04fd430c8";
    let hour = Duration::from_secs(3600);
    for (old_id, new_id, plan) in [
        (old.to_uppercase(), old.as_str(), TokenRetirement::new()),
        ("..".to_owned(), other, TokenRetirement::new()),
        (old.clone(), "x", TokenRetirement::new()),
        (old.clone(), other, TokenRetirement::new().retire("shred")),
        (old.clone(), other, TokenRetirement::new().grace(hour - Duration::from_secs(1))),
        (old.clone(), other, TokenRetirement::new().retire("delete").grace(hour)),
    ] {
        let end = tokens.finish_rotation(&registry, old_id.as_str(), new_id, plan.clone()).await;
        assert_eq!(end.unwrap_err().kind(), ErrorKind::InvalidArgument, "{old_id} {new_id} {plan:?}");
    }
    let plan = TokenRotationPlan::new().retire("shred");
    for plan in
        [plan, TokenRotationPlan::new().expires_in(Duration::ZERO), TokenRotationPlan::new().grace(hour / 2)]
    {
        let begun = tokens.begin_rotation(&registry, &old, plan).await;
        assert_eq!(begun.unwrap_err().kind(), ErrorKind::InvalidArgument);
    }
    for (old_id, new_id) in [(old.as_str(), old.as_str()), ("..", other), (old.as_str(), "..")] {
        let undone = tokens.undo_rotation(&registry, old_id, new_id).await;
        assert_eq!(undone.unwrap_err().kind(), ErrorKind::InvalidArgument);
    }
    assert!(world.requests().is_empty());
}

#[tokio::test]
async fn a_life_that_is_not_known_or_too_short_has_to_be_given() {
    let world = world();
    let (client, registry) = (client(&world), world.registry_id());
    world.seed(json!({"tokens": [{"name": "brief", "expires_in_seconds": 1800}]})).unwrap();
    let brief = client.tokens().find(&registry, "brief").await.unwrap().unwrap();
    let refused =
        client.tokens().begin_rotation(&registry, brief.id, TokenRotationPlan::new()).await.unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::InvalidArgument);
    assert!(refused.reason().contains("expires_in"), "{refused}");
    let plan = TokenRotationPlan::new().expires_in(DAY);
    let rotation = client.tokens().begin_rotation(&registry, brief.id, plan).await.unwrap();
    assert!(rotation.new.expiry_date > rotation.old.expiry_date);
    assert_eq!(rotation.base_name, "brief");
}

#[tokio::test]
async fn one_that_was_rotated_before_hands_on_the_life_that_it_had() {
    let world = world();
    let (client, registry) = (client(&world), world.registry_id());
    let old = issue(&client, &world, 30 * DAY).await;
    for _ in 0..2 {
        let rotation =
            client.tokens().begin_rotation(&registry, &old, TokenRotationPlan::new()).await.unwrap();
        let new = rotation.new;
        let life = new.expiry_date.unwrap() - new.metadata.unwrap().created_date.unwrap();
        assert_eq!(life.num_hours(), 30 * 24, "{life}");
        client.tokens().finish_rotation(&registry, &old, new.id, TokenRetirement::new()).await.unwrap();
    }
}

#[tokio::test]
async fn no_text_of_a_rotation_holds_a_password() {
    let world = world();
    let (client, registry) = (client(&world), world.registry_id());
    let old = issue(&client, &world, DAY).await;
    let rotation = client.tokens().begin_rotation(&registry, &old, TokenRotationPlan::new()).await.unwrap();
    let secret = rotation.credentials.password.reveal().to_owned();
    let login = &rotation.credentials;
    let (config, manifest) =
        (login.docker_config("host").unwrap(), login.kubernetes_secret("host", "name", None).unwrap());
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("config.json");
    std::fs::write(&path, format!("{{\"auths\": {:?}", config.reveal())).unwrap();
    let mut texts = Texts::default();
    texts.debug(&rotation);
    texts.debug(&(&config, &manifest));
    texts.error(&login.merge_into(&path, "host").unwrap_err());
    world.faults(json!({"method": "PATCH", "action": {"status": 403}})).unwrap();
    let end = client.tokens().finish_rotation(&registry, &old, rotation.new.id, TokenRetirement::new());
    texts.debug(&end.await.unwrap());
    world.faults(json!({"method": "DELETE", "times": null, "action": {"status": 500}})).unwrap();
    texts.error(&client.tokens().undo_rotation(&registry, &old, rotation.new.id).await.unwrap_err());
    texts.assert_clean(&[&secret, config.reveal()]);
    assert!(serde_json::to_string(&rotation).is_err(), "a secret is not serialised");
    assert!(!rotation.to_json().to_string().contains(&secret));
}

#[tokio::test]
async fn of_two_rotations_at_the_same_time_one_is_left_in_use() {
    let world = world();
    let (client, registry) = (client(&world), world.registry_id());
    let tokens = client.tokens();
    let old = issue(&client, &world, 30 * DAY).await;
    let first = tokens.begin_rotation(&registry, &old, TokenRotationPlan::new()).await.unwrap();
    let second = tokens.begin_rotation(&registry, &old, TokenRotationPlan::new()).await.unwrap();
    let end = async |new| tokens.finish_rotation(&registry, &old, new, TokenRetirement::new()).await.unwrap();
    assert_eq!(end(first.new.id).await.leftovers[0].outcome, RetireOutcome::KEPT);
    assert_eq!(end(second.new.id).await.leftovers[0].outcome, RetireOutcome::EXPIRING);
    let left = tokens.find_current(&registry, "ci").await.unwrap().unwrap();
    assert_eq!((left.id, left.expiry_date), (second.new.id, second.new.expiry_date));
    let late = end(first.new.id).await;
    assert!(late.failure.unwrap().contains("replaced by another rotation"));
}

#[tokio::test]
async fn lifetimes_stay_where_the_service_has_another_clock() {
    let world = world();
    world.advance_clock(Duration::from_secs(300)).unwrap();
    let (client, registry) = (client(&world), world.registry_id());
    world.seed(json!({"tokens": [{"name": "ci", "expires_in_seconds": 7200}]})).unwrap();
    let mut id = client.tokens().find(&registry, "ci").await.unwrap().unwrap().id;
    for _ in 0..5 {
        let result = client.tokens().rotate(&registry, id, async |_| Ok::<(), String>(())).await.unwrap();
        assert_eq!(result.retirement.failure, None, "an hour that the service takes for one");
        let new = result.rotation.new;
        let life = new.expiry_date.unwrap() - new.metadata.unwrap().created_date.unwrap();
        assert!((7199..=7202).contains(&life.num_seconds()), "{life}");
        id = new.id;
    }
}

#[tokio::test]
async fn a_panic_in_one_deployment_does_not_keep_the_others_from_their_ends() {
    let world = world();
    let (client, registry) = (client(&world), world.registry_id());
    let names = ["p1", "p2", "p3"];
    let seeded: Vec<Value> = names.map(|name| json!({"name": name, "expires_in_seconds": 86_400})).into();
    world.seed(json!({ "tokens": seeded })).unwrap();
    let (tokens, life) = (client.tokens(), 30 * DAY);
    let rotation = tokens.rotate_expiring(&registry, 2 * DAY, async |rotation| {
        if rotation.old.name == "p1" {
            panic!("in a test");
        }
        Ok::<(), String>(())
    });
    let running = tokio::spawn(rotation.expires_in(life).concurrency(1).into_future());
    assert!(running.await.unwrap_err().is_panic());
    let left = tokens.list_expiring(&registry, 2 * DAY, TokenRetirement::new()).await.unwrap();
    assert_eq!(left.iter().map(|token| token.name.as_str()).collect::<Vec<_>>(), ["p1"]);
}
