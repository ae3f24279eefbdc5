//! What ends a call: its deadline, the limit of an attempt, the budget, a closed client.

use super::*;
use crate::error::ErrorKind;

const MINUTE: Duration = Duration::from_secs(60);
const ATTEMPT: Duration = Duration::from_secs(20);

#[tokio::test(start_paused = true)]
async fn the_deadline_beats_the_retries() {
    let bench = Bench::with(&[Step::RetryAfter(503, "20")], |settings| settings.retry.max_retries = 100);
    let options = CallOptions { timeout: Some(Duration::from_secs(50)), ..CallOptions::default() };
    let error = bench.call_with(&READ, options).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Server, 3));
    assert!(is_about(bench.started.elapsed(), Duration::from_secs(40)));
}

#[tokio::test(start_paused = true)]
async fn a_silent_service_costs_the_time_of_the_call_and_no_more() {
    for operation in [&READ, &DELETE, &UPDATE, &ONCE, &CREATE] {
        let bench = Bench::new(&[SILENT]);
        let error = bench.failure(operation).await;
        assert_eq!(error.kind(), ErrorKind::DeadlineExceeded, "{}", operation.id);
        assert_eq!(error.outcome_unknown(), operation.effect.changes(), "{}", operation.id);
        assert!(is_about(bench.started.elapsed(), MINUTE), "{:?}", bench.started.elapsed());
    }
}

#[tokio::test(start_paused = true)]
async fn an_attempt_is_cut_short_only_where_another_follows() {
    let bench = Bench::new(&[SILENT]);
    bench.failure(&READ).await;
    let kinds: Vec<_> = bench.events().iter().map(|event| event.error_kind.unwrap()).collect();
    assert_eq!(kinds, [ErrorKind::Transport, ErrorKind::Transport, ErrorKind::DeadlineExceeded]);
    assert!(is_about(bench.sent()[1], ATTEMPT + bench.events()[0].retry_in.unwrap()));
}

#[tokio::test(start_paused = true)]
async fn the_last_attempt_gets_all_the_time_left() {
    for (retries, attempts) in [(0, 1), (1, 2)] {
        let bench = Bench::new(&[SILENT]);
        let options = CallOptions { max_retries: Some(retries), ..CallOptions::default() };
        let error = bench.call_with(&UPDATE, options).await.unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::DeadlineExceeded, attempts));
        assert!(is_about(bench.started.elapsed(), MINUTE));
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_not_repeated_is_never_cut_short() {
    for operation in [&ONCE, &CREATE] {
        let bench = Bench::new(&[SILENT]);
        assert_eq!(bench.failure(operation).await.attempts(), 1);
        assert_eq!(bench.events()[0].error_kind, Some(ErrorKind::DeadlineExceeded));
    }
}

#[tokio::test(start_paused = true)]
async fn a_time_that_is_up_before_anything_was_sent_leaves_no_doubt() {
    let bench = Bench::new(&[Step::Hang { departed: false }]);
    let error = bench.failure(&CREATE).await;
    assert_eq!((error.kind(), error.outcome_unknown()), (ErrorKind::DeadlineExceeded, false));
}

#[tokio::test(start_paused = true)]
async fn no_time_at_all_is_refused_and_endless_time_is_not() {
    let bench = Bench::new(&[Step::Status(200)]);
    let with = |timeout| CallOptions { timeout: Some(timeout), ..CallOptions::default() };
    let error = bench.call_with(&READ, with(Duration::ZERO)).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::InvalidArgument, 0));
    bench.call_with(&READ, with(Duration::MAX)).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn retries_of_a_broken_service_fade_to_half_of_the_calls() {
    const CALLS: usize = 400;
    let bench = Bench::new(&[Step::RetryAfter(503, "0")]);
    for _ in 0..CALLS {
        assert_eq!(bench.failure(&READ).await.kind(), ErrorKind::Server);
    }
    // Four retries each would be 2000 requests; the budget holds 100 and gains a half with each call.
    let requests = bench.sent().len();
    assert!((CALLS..=CALLS + 100 + CALLS / 2).contains(&requests), "{requests}");
    assert!(requests >= CALLS + 100, "the budget is there to be used: {requests}");
}

#[tokio::test(start_paused = true)]
async fn a_dry_budget_never_refuses_a_first_try_nor_cuts_it_short() {
    let mut steps = vec![Step::RetryAfter(503, "0"); 101];
    steps.push(SILENT);
    let bench = Bench::new(&steps);
    let options = || CallOptions { max_retries: Some(300), ..CallOptions::default() };
    let error = bench.call_with(&READ, options()).await.unwrap_err();
    assert_eq!((error.attempts(), error.retryable()), (101, true));
    let error = bench.call_with(&READ, options()).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::DeadlineExceeded, 1));
    assert!(is_about(bench.started.elapsed(), MINUTE));
}

#[tokio::test(start_paused = true)]
async fn a_closed_client_sends_nothing() {
    let bench = Bench::new(&[Step::Status(200)]);
    bench.transport.close();
    bench.transport.close();
    let error = bench.failure(&CREATE).await;
    assert_eq!((error.kind(), error.attempts(), error.outcome_unknown()), (ErrorKind::Closed, 0, false));
    assert!(bench.sent().is_empty() && bench.events().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_client_that_is_closed_between_attempts_says_what_may_have_happened() {
    let bench = Bench::new(&[Step::RetryAfter(503, "5")]);
    let (error, ()) = futures_util::future::join(bench.failure(&UPDATE), async {
        tokio::time::sleep(Duration::from_secs(1)).await;
        bench.transport.close();
    })
    .await;
    assert_eq!((error.kind(), error.attempts(), error.outcome_unknown()), (ErrorKind::Closed, 1, true));
}

#[tokio::test(start_paused = true)]
async fn a_closed_client_lets_go_of_its_connections_once_the_last_attempt_is_over() {
    let bench = Bench::new(&[SILENT]);
    let is_held = || Arc::strong_count(&bench.service) > 1;
    let (error, ()) = futures_util::future::join(bench.failure(&CREATE), async {
        tokio::time::sleep(Duration::from_secs(1)).await;
        bench.transport.close();
        assert!(is_held(), "the call that is under way ends as it would have");
    })
    .await;
    assert_eq!(error.kind(), ErrorKind::DeadlineExceeded);
    assert!(!is_held(), "a handle of a closed client costs no pool and no certificates");
}
