//! Rotations against the emulator: whatever goes wrong wherever, the caller is left with what works.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests may panic, too")]

mod support;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use chrono::{DateTime, Utc};
use registry_tokens::models::{Retire, RetireOutcome, TokenRetirement, TokenRotation};
use registry_tokens::{Credentials, ErrorKind, IonosClient, OnDeployError, RotateError, RotationStep, Scope};
use registry_tokens_emulator::{Wait, World};
use serde_json::{Value, json};
use support::{builder, client, new_token, world};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// What goes wrong with a request.
fn faults() -> Vec<Value> {
    let mut all = Vec::new();
    for phase in ["before_processing", "after_processing"] {
        for action in [
            json!({"status": 500}),
            json!({"status": 502, "body": "<html>"}),
            json!({"status": 503, "headers": {"Retry-After": "0"}}),
            json!({"status": 429, "headers": {"Retry-After": "0"}}),
            json!({"status": 200, "body": "{"}),
            json!({"close": "clean"}),
            json!({"close": "reset"}),
            json!({"close": "mid_body"}),
            json!({"wrong_length": 1}),
            json!({"hang": true}),
            json!({"drip_ms": 60_000}),
        ] {
            all.push(json!({"phase": phase, "action": action}));
        }
    }
    // A service that has done what it was asked does not refuse it.
    all.extend([401, 403, 404, 409].map(|status| json!({"action": {"status": status}})));
    all
}

/// A client that does not wait long for an answer that does not come.
fn impatient(world: &World) -> IonosClient {
    let builder = builder(world).attempt_timeout(Duration::from_millis(500));
    builder.timeout(Duration::from_secs(3)).build().unwrap()
}

fn tokens(world: &World) -> Vec<Value> {
    world.state()["registries"][0]["tokens"].as_array().unwrap().clone()
}

fn opens(world: &World, credentials: &Credentials) -> bool {
    tokens(world).iter().any(|token| {
        token["name"] == credentials.username.as_str()
            && token["password"] == credentials.password.reveal()
            && token["status"] == "enabled"
    })
}

/// Whether the service deletes a token in about an hour.
fn is_retired(token: &Value) -> bool {
    let expiry = token["expiryDate"].as_str().and_then(|text| DateTime::parse_from_rfc3339(text).ok());
    expiry.is_some_and(|at| at.signed_duration_since(Utc::now()) < chrono::Duration::minutes(70))
}

/// Where the credentials are that somebody uses.
#[derive(Clone)]
struct Place(Arc<Mutex<Credentials>>);

impl Place {
    fn put(&self, credentials: Credentials) {
        *self.0.lock().unwrap() = credentials;
    }

    fn get(&self) -> Credentials {
        self.0.lock().unwrap().clone()
    }
}

/// A token in use, made by a client that nothing goes wrong for.
async fn in_use(world: &World) -> (String, Place) {
    let wanted = new_token("ci").scope(Scope::repository("team/app", ["pull", "push"])).expires_in(30 * DAY);
    let issued = client(world).tokens().create(world.registry_id(), wanted).await.unwrap();
    world.forget_requests();
    (issued.token.id.to_string(), Place(Arc::new(Mutex::new(issued.credentials))))
}

async fn rotate(
    client: &IonosClient,
    world: &World,
    id: &str,
    place: &Place,
) -> Result<Option<String>, RotateError<String>> {
    let place = place.clone();
    let rotation = client.tokens().rotate(world.registry_id(), id, async move |rotation| {
        place.put(rotation.credentials);
        Ok(())
    });
    rotation.await.map(|result| result.retirement.failure)
}

/// How many requests a rotation takes when nothing goes wrong.
const STEPS: usize = 4;

#[tokio::test]
async fn a_rotation_takes_four_requests_and_leaves_the_old_token_an_hour() {
    let world = world();
    let (id, place) = in_use(&world).await;
    let before = place.get();
    let progress = Arc::new(Mutex::new(Vec::new()));
    let (seen, held) = (Arc::clone(&progress), place.clone());
    let rotation = client(&world)
        .tokens()
        .rotate(world.registry_id(), id.as_str(), async move |rotation| {
            held.put(rotation.credentials);
            Ok::<(), String>(())
        })
        .on_progress(move |told| seen.lock().unwrap().push((told.step, told.new_id.clone())))
        .await
        .unwrap();
    assert_eq!(world.requests().len(), STEPS);
    assert!(opens(&world, &place.get()) && opens(&world, &before), "both work");
    assert_eq!(place.get(), rotation.rotation.credentials);
    let (old, new) = (&rotation.rotation.old, &rotation.rotation.new);
    assert_eq!((&old.scopes, &old.status), (&new.scopes, &new.status));
    assert_eq!(rotation.retirement.old_outcome, RetireOutcome::EXPIRING);
    assert_eq!((rotation.retirement.failure, rotation.retirement.leftovers.len()), (None, 0));
    let stored = tokens(&world);
    assert!(is_retired(&stored[0]) && !is_retired(&stored[1]) && stored.len() == 2, "{stored:?}");
    let life = new.expiry_date.unwrap().signed_duration_since(Utc::now()).to_std().unwrap();
    assert!(
        life > 30 * DAY - Duration::from_secs(60) && life <= 30 * DAY + Duration::from_secs(1),
        "{life:?}"
    );
    let new_id = Some(new.id.to_string());
    let steps = [RotationStep::Issued, RotationStep::Deployed, RotationStep::Retired];
    assert_eq!(*progress.lock().unwrap(), steps.map(|step| (step, new_id.clone())));
}

/// One request fails once, and then the rotation is made again.
async fn one_failure(step: usize, fault: Value) {
    let world = world();
    let (id, place) = in_use(&world).await;
    let mut struck = fault.clone();
    struck["skip"] = step.into();
    world.faults(struck).unwrap();
    let label = format!("step {step}, {fault}");

    let outcome = rotate(&impatient(&world), &world, &id, &place).await;
    assert!(opens(&world, &place.get()), "{label}: {outcome:?}");
    let stored = tokens(&world);
    let is_extra =
        |token: &&Value| token["name"] != place.get().username.as_str() && token["id"] != id.as_str();
    match outcome {
        Ok(None) => {
            let others = stored.iter().filter(|token| token["name"] != place.get().username.as_str());
            assert!(others.into_iter().all(is_retired), "{label}: {stored:?}");
        }
        Ok(Some(failure)) => assert!(failure.contains("tokens."), "{label}: {failure}"),
        Err(error) => {
            let text = error.to_string();
            for token in stored.iter().filter(is_extra) {
                let (new_id, name) = (token["id"].as_str().unwrap(), token["name"].as_str().unwrap());
                assert!(
                    text.contains(&id) && (text.contains(new_id) || text.contains(name)),
                    "{label}: {text}"
                );
            }
        }
    }
    again(&world, &place, &id, &label).await;
}

/// What was left half done goes with the next rotation.
async fn again(world: &World, place: &Place, id: &str, label: &str) {
    let outcome = rotate(&client(world), world, id, place).await;
    assert!(matches!(outcome, Ok(None)), "{label}: {outcome:?}");
    assert!(opens(world, &place.get()), "{label}");
    let stored = tokens(world);
    let live: Vec<&Value> = stored.iter().filter(|token| !is_retired(token)).collect();
    assert_eq!(live.len(), 1, "{label}: {stored:?}");
    assert_eq!(live[0]["name"], place.get().username.as_str(), "{label}");
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_fails_once_wherever_the_caller_holds_what_works() {
    let mut cases = tokio::task::JoinSet::new();
    for step in 0..STEPS {
        for fault in faults() {
            // A service that says the old token is gone is believed.
            if step < STEPS - 1 || fault["action"]["status"] != 404 {
                cases.spawn(one_failure(step, fault));
            }
        }
    }
    cases.join_all().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_fails_from_some_request_on_the_caller_holds_what_works() {
    let mut cases = tokio::task::JoinSet::new();
    for step in 0..STEPS {
        for status in [500, 403] {
            cases.spawn(async move {
                let world = world();
                let (id, place) = in_use(&world).await;
                world.faults(json!({"skip": step, "times": null, "phase": "after_processing", "action": {"status": status}})).unwrap();
                let outcome = rotate(&impatient(&world), &world, &id, &place).await;
                assert!(opens(&world, &place.get()), "{step} {status} {outcome:?}");
            });
        }
    }
    cases.join_all().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rotation_that_is_killed_anywhere_is_cleaned_up_after_by_the_next() {
    let mut cases = tokio::task::JoinSet::new();
    for step in 0..STEPS {
        for phase in ["before_processing", "after_processing"] {
            cases.spawn(async move {
                let world = world();
                let (id, place) = in_use(&world).await;
                world.faults(json!({"skip": step, "phase": phase, "action": {"hang": true}})).unwrap();
                let (killed, id_, place_) = (client(&world), id.clone(), place.clone());
                let url = world.clone();
                let running = tokio::spawn(async move { rotate(&killed, &url, &id_, &place_).await });
                world.wait(Wait::arrived(step + 1).and_in_flight(1)).await.unwrap();
                running.abort();
                assert!(running.await.unwrap_err().is_cancelled());
                world.wait(Wait::in_flight(0)).await.unwrap();
                assert!(opens(&world, &place.get()), "{step} {phase}");
                again(&world, &place, &id, &format!("killed at {step}, {phase}")).await;
            });
        }
    }
    cases.join_all().await;
}

#[tokio::test]
async fn a_deployment_that_fails_leaves_all_as_it_was() {
    let world = world();
    let (id, place) = in_use(&world).await;
    let tokens_of = client(&world).tokens();
    let rotation = tokens_of.rotate(world.registry_id(), id.as_str(), async |_| Err("no space"));
    let error = rotation.await.unwrap_err();
    assert!(matches!(error, RotateError::Deploy("no space")), "{error:?}");
    assert!(opens(&world, &place.get()) && tokens(&world).len() == 1);

    world.faults(json!({"method": "DELETE", "times": null, "action": {"status": 500}})).unwrap();
    let rotation = tokens_of.rotate(world.registry_id(), id.as_str(), async |_| Err("no space"));
    let error = rotation.await.unwrap_err();
    names_both(&world, &id, &error);

    world.reset();
    let (id, _) = in_use(&world).await;
    let rotation = tokens_of.rotate(world.registry_id(), id.as_str(), async |_| Err("no space"));
    let error = rotation.on_deploy_error(OnDeployError::KeepBoth).await.unwrap_err();
    names_both(&world, &id, &error);
}

fn names_both(world: &World, id: &str, error: &RotateError<&str>) {
    let RotateError::Incomplete { error, cause: "no space" } = error else { panic!("{error:?}") };
    assert_eq!((error.kind(), error.operation()), (ErrorKind::RotationIncomplete, "tokens.rotate"));
    let new_id = tokens(world)[1]["id"].as_str().unwrap().to_owned();
    assert_eq!(error.resource_id(), Some(new_id.as_str()));
    assert!(error.to_string().contains(id) && error.to_string().contains(&new_id), "{error}");
}

#[tokio::test]
async fn a_deployment_that_is_dropped_or_panics_keeps_both_and_says_so() {
    for panics in [false, true] {
        let world = world();
        let (id, _) = in_use(&world).await;
        let told = Arc::new(Mutex::new(Vec::new()));
        let (seen, (started, wait)) = (Arc::clone(&told), tokio::sync::oneshot::channel());
        let deploy = async move |_| -> Result<(), String> {
            started.send(()).unwrap();
            if panics {
                panic!("in a test");
            }
            std::future::pending().await
        };
        let rotation = client(&world).tokens().rotate(world.registry_id(), id.as_str(), deploy);
        let rotation = rotation.on_progress(move |progress| seen.lock().unwrap().push(progress.clone()));
        let running = tokio::spawn(rotation.into_future());
        wait.await.unwrap();
        running.abort();
        assert!(running.await.is_err());
        let told = told.lock().unwrap();
        assert_eq!(
            told.iter().map(|one| one.step).collect::<Vec<_>>(),
            [RotationStep::Issued, RotationStep::KeptBoth]
        );
        assert_eq!((told[1].old_id.as_str(), tokens(&world).len()), (id.as_str(), 2));
        assert_eq!(told[1].new_id.as_deref(), tokens(&world)[1]["id"].as_str());
    }
}

#[tokio::test]
async fn the_old_token_goes_as_it_is_asked_for() {
    for (retire, outcome) in [
        (Retire::DELETE, RetireOutcome::DELETED),
        (Retire::DISABLE, RetireOutcome::DISABLED),
        (Retire::KEEP, RetireOutcome::KEPT),
    ] {
        let world = world();
        let (id, _) = in_use(&world).await;
        let rotation =
            client(&world).tokens().rotate(world.registry_id(), id.as_str(), async |_| Ok::<(), String>(()));
        let result = rotation.retire(retire.clone()).await.unwrap();
        assert_eq!(result.retirement.old_outcome, outcome);
        let old = tokens(&world).into_iter().find(|token| token["id"] == id.as_str());
        let status = old.as_ref().map(|old| old["status"].clone());
        let wanted = if retire == Retire::DELETE {
            None
        } else {
            Some(json!(if retire == Retire::KEEP { "enabled" } else { "disabled" }))
        };
        assert_eq!(status, wanted);
    }
}

#[tokio::test]
async fn those_that_expire_soon_are_rotated_and_a_failure_is_its_own() {
    let world = world();
    let (client, registry) = (client(&world), world.registry_id());
    for (name, life) in [("t1", Some(DAY)), ("t2", Some(2 * DAY)), ("t3", Some(90 * DAY)), ("t4", None)] {
        let mut token = new_token(name);
        token.expires_in = life;
        client.tokens().create(&registry, token).await.unwrap();
    }
    let running = Arc::new(Mutex::new((0, 0)));
    let deploy = move |rotation: TokenRotation| {
        let running = Arc::clone(&running);
        async move {
            running.lock().unwrap().0 += 1;
            tokio::task::yield_now().await;
            if rotation.old.name == "t2" { Err("full") } else { Ok(()) }
        }
    };
    let results = client
        .tokens()
        .rotate_expiring(&registry, 7 * DAY, deploy)
        .expires_in(30 * DAY)
        .concurrency(2)
        .await
        .unwrap();
    assert_eq!(results.iter().map(|one| one.token.name.as_str()).collect::<Vec<_>>(), ["t1", "t2"]);
    assert_eq!(results[0].result.as_ref().unwrap().retirement.old_outcome, RetireOutcome::EXPIRING);
    assert!(matches!(results[1].result, Err(RotateError::Deploy("full"))));
    assert_eq!(tokens(&world).len(), 5);
    // What was replaced is not replaced again, what failed is; and nobody is asked for nothing.
    let names: Vec<String> = client
        .tokens()
        .list_expiring(&registry, 7 * DAY, TokenRetirement::new())
        .await
        .unwrap()
        .into_iter()
        .map(|t| t.name)
        .collect();
    assert_eq!(names, ["t2"]);
    let none = client.tokens().rotate_expiring(&registry, DAY, async |_| Err::<(), _>("x")).concurrency(0);
    assert_eq!(none.await.unwrap_err().kind(), ErrorKind::InvalidArgument);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_rotations_at_once_do_not_get_in_each_others_way() {
    // More than two pages: what one rotation deletes moves what another one has yet to read.
    const TOKENS: usize = 230;
    let world = world();
    let (client, registry) = (client(&world), world.registry_id());
    for number in 0..TOKENS {
        let token = new_token(&format!("t{number}")).expires_in(DAY);
        client.tokens().create(&registry, token).await.unwrap();
    }
    let all = client.tokens().rotate_expiring(&registry, 2 * DAY, async |_| Ok::<(), ()>(()));
    let results = all.retire(Retire::DELETE).expires_in(30 * DAY).concurrency(8).await.unwrap();
    let outcomes = results.iter().map(|one| one.result.as_ref().unwrap().retirement.old_outcome.clone());
    assert_eq!(outcomes.filter(|outcome| *outcome == RetireOutcome::DELETED).count(), TOKENS);
    let names = tokens(&world).into_iter().map(|token| token["name"].as_str().unwrap().to_owned());
    assert_eq!(names.filter(|name| name.contains("-r")).count(), TOKENS);
    assert_eq!(tokens(&world).len(), TOKENS);
}

#[test]
fn a_blocking_rotation_lets_the_deployment_call() {
    let world = world();
    let client = builder(&world).build_blocking().unwrap();
    let registry = world.registry_id();
    let token = client.tokens().create(&registry, new_token("ci").expires_in(DAY)).send().unwrap().token;
    let deploy = |rotation: TokenRotation| client.tokens().get(&registry, rotation.new.id).send().map(drop);
    let result = client
        .tokens()
        .rotate(&registry, token.id, deploy)
        .grace(2 * Duration::from_secs(3600))
        .send()
        .unwrap();
    assert_eq!(result.retirement.old_outcome, RetireOutcome::EXPIRING);
    let failing = client.tokens().rotate(&registry, token.id, |_| Err("no")).send();
    assert!(matches!(failing, Err(RotateError::Deploy("no"))));
    let all = client
        .tokens()
        .rotate_expiring(&registry, 2 * DAY, |_| Ok::<(), String>(()))
        .concurrency(3)
        .send()
        .unwrap();
    assert_eq!(all.len(), 1, "the successor, which lives a day, too");
    assert!(all[0].result.is_ok());
    let refused =
        client.tokens().rotate(&registry, token.id, |_| Ok::<(), String>(())).retire("shred").send();
    assert!(matches!(refused, Err(RotateError::Begin(error)) if error.kind() == ErrorKind::InvalidArgument));
}
