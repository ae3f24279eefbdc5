//! What an error says about what may have happened.

use super::*;
use crate::error::ErrorKind;
use crate::transport::failure::Failure;

#[tokio::test(start_paused = true)]
async fn what_never_left_is_a_failed_connection_and_is_sent_again() {
    for operation in [&READ, &DELETE, &ONCE, &CREATE] {
        let bench = Bench::new(&[UNSENT, Step::Status(200)]);
        assert_eq!(bench.call(operation).await.unwrap().attempts, 2, "{}", operation.id);
        assert_eq!(bench.events()[0].error_kind, Some(ErrorKind::Connect));
        let bench = Bench::new(&[UNSENT]);
        let error = bench.failure(operation).await;
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Connect, 5));
        assert!(error.retryable() && !error.outcome_unknown(), "{error:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_may_have_left_is_sent_again_only_where_twice_is_once() {
    for operation in [&READ, &UPDATE, &ONCE, &CREATE] {
        let repeats = operation.effect.is_repeatable();
        let bench = Bench::new(&[LOST]);
        let error = bench.failure(operation).await;
        assert_eq!(error.kind(), ErrorKind::Transport, "{}", operation.id);
        assert_eq!(error.attempts(), if repeats { 5 } else { 1 });
        assert_eq!((error.retryable(), error.outcome_unknown()), (repeats, operation.effect.changes()));
    }
}

#[tokio::test(start_paused = true)]
async fn a_distrusted_service_is_asked_once() {
    let bench = Bench::new(&[Step::Break { stage: Stage::Distrusted, departed: false }]);
    let error = bench.failure(&READ).await;
    assert_eq!((error.kind(), error.attempts(), error.retryable()), (ErrorKind::Connect, 1, false));
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_cannot_be_used_leaves_a_change_unknown() {
    for stage in [Stage::TooLarge, Stage::Undecodable] {
        for operation in [&READ, &CREATE, &DELETE] {
            let bench = Bench::new(&[Step::Break { stage, departed: true }]);
            let error = bench.failure(operation).await;
            assert_eq!((error.kind(), error.attempts()), (ErrorKind::InvalidResponse, 1));
            assert_eq!(error.outcome_unknown(), operation.effect.changes());
        }
    }
}

#[test]
fn what_the_peer_is_quoted_with_is_one_short_line() {
    for stage in [Stage::Distrusted, Stage::NoConnection, Stage::Broken, Stage::Undecodable] {
        let reason = format!("valid for a\r\nb\u{1b}[2J {}", "c".repeat(60_000));
        let failure = Failure::broken(SendError { stage, reason, source: None }, true, &[]);
        let text = failure.error.to_string();
        assert!(text.contains("valid for a  b") && text.len() < 1000, "{}", text.len());
        assert!(!text.contains(char::is_control), "{text:?}");
    }
}

#[test]
fn a_secret_that_the_peer_is_quoted_with_is_not_shown() {
    for stage in [Stage::Distrusted, Stage::NoConnection, Stage::Broken, Stage::Undecodable] {
        let reason = "valid for canary.example".to_owned();
        let secrets = [Secret::from("canary")];
        let failure = Failure::broken(SendError { stage, reason, source: None }, true, &secrets);
        let text = format!("{} {:?}", failure.error, failure.error);
        assert!(text.contains("[redacted].example") && !text.contains("canary"), "{text}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_deletion_that_finds_nothing_after_a_lost_answer_has_succeeded() {
    for lost in [LOST, Step::Status(503), SILENT] {
        let bench = Bench::new(&[lost, Step::Status(404)]);
        let answer = bench.call(&DELETE).await.unwrap();
        assert_eq!((answer.attempts, answer.status.as_u16()), (2, 404));
        assert!(!bench.events()[1].outcome_unknown, "now it is known");
    }
}

#[tokio::test(start_paused = true)]
async fn a_deletion_that_finds_nothing_at_first_is_an_error() {
    for steps in
        [&[Step::Status(404)][..], &[Step::Status(429), Step::Status(404)], &[UNSENT, Step::Status(404)]]
    {
        let error = Bench::new(steps).failure(&DELETE).await;
        assert_eq!((error.kind(), error.outcome_unknown()), (ErrorKind::NotFound, false));
        let options = CallOptions { missing_ok: true, ..CallOptions::default() };
        Bench::new(steps).call_with(&DELETE, options).await.unwrap();
    }
    // Only of a deletion nothing is what was asked for.
    assert_eq!(Bench::new(&[LOST, Step::Status(404)]).failure(&UPDATE).await.kind(), ErrorKind::NotFound);
}

#[tokio::test(start_paused = true)]
async fn a_doubt_outlives_later_and_clearer_failures() {
    for (later, kind) in [
        (Step::Status(400), ErrorKind::BadRequest),
        (Step::Status(401), ErrorKind::Authentication),
        (Step::Status(409), ErrorKind::Conflict),
        (Step::Status(429), ErrorKind::RateLimited),
        (UNSENT, ErrorKind::Connect),
    ] {
        let bench = Bench::new(&[LOST, later]);
        let error = bench.failure(&UPDATE).await;
        assert_eq!((error.kind(), error.outcome_unknown()), (kind, true));
        assert!(error.to_string().contains("may have carried it out"), "{error}");
        assert!(bench.events().iter().all(|event| event.outcome_unknown));
        assert!(!Bench::new(&[LOST, later]).failure(&READ).await.outcome_unknown());
    }
}

#[tokio::test(start_paused = true)]
async fn a_success_clears_the_doubt() {
    let bench = Bench::new(&[LOST, Step::Status(200)]);
    bench.call(&UPDATE).await.unwrap();
    let told: Vec<bool> = bench.events().iter().map(|event| event.outcome_unknown).collect();
    assert_eq!(told, [true, false]);
}

#[tokio::test(start_paused = true)]
async fn each_attempt_is_authorised_anew() {
    let bench = Bench::new(&[Step::Status(503), Step::Status(429), Step::Status(200)]);
    bench.call(&READ).await.unwrap();
    assert_eq!(bench.provider.authorized.load(Ordering::Relaxed), 3);
}
