//! What the observer is told, also when the caller walks away.

use super::*;
use crate::error::ErrorKind;

/// Makes a call, walks away from it after a second, and gives the events.
async fn abandoned(steps: &[Step], operation: &'static Operation) -> Vec<Event> {
    let bench = Bench::new(steps);
    let outcome = tokio::time::timeout(Duration::from_secs(1), bench.call(operation)).await;
    assert!(outcome.is_err(), "the call was to be under way");
    bench.events()
}

#[tokio::test(start_paused = true)]
async fn a_call_dropped_in_flight_is_told_of_with_its_doubt() {
    for operation in [&READ, &UPDATE, &DELETE, &ONCE, &CREATE] {
        let events = abandoned(&[SILENT], operation).await;
        let [event] = &events[..] else { panic!("{}: {events:?}", operation.id) };
        assert_eq!((event.http_status, event.error_kind, event.retry_in), (None, None, None));
        assert_eq!((event.operation, event.attempt), (operation.id, 1));
        assert_eq!(event.outcome_unknown, operation.effect.changes(), "{}", operation.id);
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_dropped_before_it_left_leaves_no_doubt() {
    let events = abandoned(&[Step::Hang { departed: false }], &CREATE).await;
    assert_eq!(events.len(), 1);
    assert!(!events[0].outcome_unknown);
}

#[tokio::test(start_paused = true)]
async fn a_call_dropped_between_attempts_is_told_of_only_with_a_doubt() {
    let events = abandoned(&[Step::RetryAfter(503, "9")], &UPDATE).await;
    assert_eq!(events.len(), 2, "{events:?}");
    assert!(events[1].outcome_unknown && events[1].error_kind.is_none() && events[1].retry_in.is_none());
    for (step, operation) in [
        (Step::RetryAfter(503, "9"), &READ),
        (Step::RetryAfter(429, "9"), &CREATE),
        (Step::RetryAfter(429, "9"), &UPDATE),
    ] {
        let events = abandoned(&[step], operation).await;
        assert_eq!(events.len(), 1, "{events:?}");
        assert!(!events[0].outcome_unknown);
    }
}

#[tokio::test(start_paused = true)]
async fn a_doubt_of_an_earlier_attempt_is_told_when_a_later_one_is_dropped() {
    let events = abandoned(&[LOST, Step::Hang { departed: false }], &UPDATE).await;
    assert_eq!((events.len(), events[1].attempt), (2, 2));
    assert!(events[1].outcome_unknown);
}

#[tokio::test(start_paused = true)]
async fn a_call_that_was_never_polled_leaves_no_trace() {
    let bench = Bench::new(&[Step::Status(200)]);
    drop(bench.call(&CREATE));
    assert!(bench.events().is_empty() && bench.sent().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_finished_call_is_told_of_once() {
    for steps in [&[Step::Status(200)][..], &[Step::Status(400)], &[LOST]] {
        let bench = Bench::new(steps);
        let _ = bench.call(&CREATE).await;
        assert_eq!(bench.events().len(), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn an_event_says_what_the_attempt_was() {
    let bench = Bench::new(&[Step::RetryAfter(429, "3"), Step::Status(200)]);
    bench.call(&CREATE).await.unwrap();
    let events = bench.events();
    let [refused, done] = &events[..] else { panic!("{events:?}") };
    assert_eq!((refused.provider, refused.http_method.as_str()), ("fake", "POST"));
    assert_eq!((refused.operation, refused.url_template), ("things.create", "/things"));
    assert_eq!((refused.http_status, refused.error_kind), (Some(429), Some(ErrorKind::RateLimited)));
    assert_eq!((refused.attempt, refused.retry_in), (1, Some(Duration::from_secs(3))));
    assert_eq!((done.http_status, done.error_kind, done.attempt), (Some(200), None, 2));
}

#[tokio::test(start_paused = true)]
async fn a_panic_in_the_observer_changes_nothing() {
    let bench = Bench::with(&[Step::Status(503), Step::Status(200)], |settings| {
        settings.observer = Some(Arc::new(|_| std::panic::panic_any("an observer's own affair")));
    });
    assert_eq!(bench.call(&READ).await.unwrap().attempts, 2);
}
