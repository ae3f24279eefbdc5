//! How long a call waits between two attempts.

use super::*;
use crate::error::ErrorKind;

#[tokio::test(start_paused = true)]
async fn the_waits_are_those_that_were_announced_and_double_at_most() {
    let bench = Bench::new(&[Step::Status(503)]);
    let error = bench.failure(&READ).await;
    assert_eq!((error.kind(), error.attempts(), error.retryable()), (ErrorKind::Server, 5, true));
    let announced: Vec<Duration> = bench.events().iter().filter_map(|event| event.retry_in).collect();
    let sent = bench.sent();
    assert_eq!((announced.len(), sent.len()), (4, 5));
    for (index, (wait, pair)) in announced.iter().zip(sent.windows(2)).enumerate() {
        assert!(*wait < Duration::from_millis(100 << index), "wait {index}: {wait:?}");
        assert!(is_about(pair[1] - pair[0], *wait), "wait {index}: {wait:?}, but {pair:?}");
    }
    assert_eq!(bench.events().last().unwrap().retry_in, None);
}

#[tokio::test(start_paused = true)]
async fn the_jitter_is_full() {
    let mut waits = Vec::new();
    for _ in 0..200 {
        let bench = Bench::with(&[Step::Status(502), Step::Status(200)], |settings| {
            settings.retry.first_wait = Duration::from_secs(1);
        });
        bench.call(&READ).await.unwrap();
        waits.push(bench.events()[0].retry_in.unwrap());
    }
    assert!(waits.iter().all(|wait| *wait < Duration::from_secs(1)));
    // A fair draw misses a tenth of the range 200 times in a row about once in a billion runs.
    assert!(waits.iter().any(|wait| *wait < Duration::from_millis(100)), "none is short");
    assert!(waits.iter().any(|wait| *wait > Duration::from_millis(900)), "none is long");
}

#[tokio::test(start_paused = true)]
async fn the_longest_wait_bounds_every_wait() {
    let bench = Bench::with(&[Step::Status(503)], |settings| {
        settings.retry.max_retries = 40;
        settings.retry.longest_wait = Duration::from_millis(300);
    });
    assert_eq!(bench.failure(&READ).await.attempts(), 41);
    let waits: Vec<Duration> = bench.events().iter().filter_map(|event| event.retry_in).collect();
    assert!(waits.iter().all(|wait| *wait < Duration::from_millis(300)), "{waits:?}");
}

#[tokio::test(start_paused = true)]
async fn retry_after_is_kept_to_the_second() {
    for (operation, status) in [(&READ, 503), (&READ, 429), (&DELETE, 503), (&CREATE, 429), (&CREATE, 418)] {
        let bench = Bench::new(&[Step::RetryAfter(status, "7"), Step::Status(200)]);
        bench.call(operation).await.unwrap();
        assert!(is_about(bench.sent()[1], Duration::from_secs(7)), "{}: {:?}", operation.id, bench.sent());
        assert_eq!(bench.events()[0].retry_in, Some(Duration::from_secs(7)));
    }
}

#[tokio::test(start_paused = true)]
async fn retry_after_as_a_date_is_kept() {
    let date = httpdate::fmt_http_date(std::time::SystemTime::now() + Duration::from_secs(40));
    let bench = Bench::new(&[Step::RetryAfter(503, date.leak()), Step::Status(200)]);
    bench.call(&READ).await.unwrap();
    let waited = bench.sent()[1];
    // The date has no fractions, and the wall clock goes on meanwhile.
    assert!(waited > Duration::from_secs(30) && waited <= Duration::from_millis(40_010), "{waited:?}");
}

#[tokio::test(start_paused = true)]
async fn a_wait_that_is_too_long_ends_the_call_at_once() {
    for (operation, timeout, asked) in [(&READ, 5, "6"), (&CREATE, 5, "5"), (&READ, 600, "61")] {
        let bench = Bench::new(&[Step::RetryAfter(429, asked)]);
        let options = CallOptions { timeout: Some(Duration::from_secs(timeout)), ..CallOptions::default() };
        let error = bench.call_with(operation, options).await.unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::RateLimited, 1));
        assert_eq!(error.retry_after(), Some(Duration::from_secs(asked.parse().unwrap())));
        assert!(error.retryable() && bench.started.elapsed().is_zero());
    }
}

#[tokio::test(start_paused = true)]
async fn no_wait_means_no_tick_of_the_clock() {
    let bench = Bench::new(&[Step::RetryAfter(503, "0")]);
    assert_eq!(bench.failure(&READ).await.attempts(), 5);
    assert!(bench.started.elapsed().is_zero());
}
