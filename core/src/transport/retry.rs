//! Whether and when a failed attempt is followed by another: pure functions of what they are given.
//!
//! Retry crates offer a delay sequence or a "retry while this closure says so"; neither knows whether a request may have
//! been carried out, nor `Retry-After` against a deadline, nor a budget. What is left, the delay, is one line.

use std::time::{Duration, SystemTime};

use super::defaults;
use super::operation::Effect;

/// How a client retries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RetryPolicy {
    pub(crate) max_retries: u32,
    pub(crate) first_wait: Duration,
    pub(crate) longest_wait: Duration,
    pub(crate) longest_retry_after: Duration,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            max_retries: defaults::MAX_RETRIES,
            first_wait: defaults::FIRST_WAIT,
            longest_wait: defaults::LONGEST_WAIT,
            longest_retry_after: defaults::LONGEST_RETRY_AFTER,
        }
    }
}

/// What an attempt's failure says about repeating it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FailureClass {
    /// Surely not carried out, and may work next time: no connection, 429, throttling codes.
    NotCarriedOut,
    /// May have been carried out, and may work next time: 502, 503, 504, 408, a broken or silent connection.
    Unclear,
    /// Will fail again.
    Final,
}

/// What is known when a decision is due.
#[derive(Debug, Clone)]
pub(crate) struct Situation {
    pub(crate) effect: Effect,
    pub(crate) class: FailureClass,
    /// Attempts made so far.
    pub(crate) attempts: u32,
    /// What the service asked for.
    pub(crate) retry_after: Option<Duration>,
    /// Time left until the call's deadline.
    pub(crate) remaining: Duration,
    /// A random number from 0 (included) to 1 (excluded).
    pub(crate) random: f64,
}

/// Whether the table of the retry rules repeats such a failure at all.
pub(crate) fn is_retryable(effect: Effect, class: FailureClass) -> bool {
    match class {
        FailureClass::NotCarriedOut => true,
        FailureClass::Unclear => effect.is_repeatable(),
        FailureClass::Final => false,
    }
}

/// The wait before the next attempt, or none when there is to be no other one.
pub(crate) fn next_wait(policy: &RetryPolicy, now: &Situation) -> Option<Duration> {
    if !is_retryable(now.effect, now.class) || now.attempts > policy.max_retries {
        return None;
    }
    let wait = match now.retry_after {
        Some(asked) if asked > policy.longest_retry_after => return None,
        Some(asked) => asked,
        None => backoff(policy, now.attempts, now.random),
    };
    (wait < now.remaining).then_some(wait)
}

/// Full jitter: anything between nothing and the doubled bound, so that clients that failed together come back apart.
fn backoff(policy: &RetryPolicy, attempts: u32, random: f64) -> Duration {
    let doubled = policy.first_wait.saturating_mul(1_u32.checked_shl(attempts - 1).unwrap_or(u32::MAX));
    doubled.min(policy.longest_wait).mul_f64(random)
}

/// Reads a `Retry-After` header: seconds or an HTTP date; a date in the past is no wait.
///
/// Anything else is as if it were absent: a service's slip must not fail the call.
pub(crate) fn parse_retry_after(value: &str, now: SystemTime) -> Option<Duration> {
    let value = value.trim();
    if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        // More digits than a u64 holds is still a wait, and one too long.
        return Some(Duration::from_secs(value.parse().unwrap_or(u64::from(u32::MAX))));
    }
    let date = httpdate::parse_http_date(value).ok()?;
    Some(date.duration_since(now).unwrap_or(Duration::ZERO))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn situation(effect: Effect, class: FailureClass) -> Situation {
        Situation {
            effect,
            class,
            attempts: 1,
            retry_after: None,
            remaining: Duration::from_secs(60),
            random: 0.5,
        }
    }

    #[test]
    fn what_may_have_been_carried_out_is_repeated_only_where_twice_is_once() {
        let policy = RetryPolicy::default();
        for effect in [Effect::Read, Effect::Idempotent, Effect::Once, Effect::RevealsSecret] {
            let decide = |class| next_wait(&policy, &situation(effect, class)).is_some();
            assert!(decide(FailureClass::NotCarriedOut));
            assert_eq!(decide(FailureClass::Unclear), effect.is_repeatable());
            assert!(!decide(FailureClass::Final));
        }
    }

    #[test]
    fn waits_double_up_to_the_longest() {
        let policy = RetryPolicy { max_retries: 100, ..RetryPolicy::default() };
        let wait = |attempts| {
            let mut now = situation(Effect::Read, FailureClass::Unclear);
            now.attempts = attempts;
            next_wait(&policy, &now).unwrap().as_millis()
        };
        assert_eq!([wait(1), wait(2), wait(3), wait(20), wait(90)], [50, 100, 200, 5000, 5000]);
    }

    #[test]
    fn a_wait_the_call_has_no_time_for_ends_it() {
        let policy = RetryPolicy::default();
        let mut now = situation(Effect::Read, FailureClass::NotCarriedOut);
        now.retry_after = Some(Duration::from_secs(30));
        assert_eq!(next_wait(&policy, &now), Some(Duration::from_secs(30)));
        now.remaining = Duration::from_secs(30);
        assert_eq!(next_wait(&policy, &now), None);
        now.remaining = Duration::from_secs(600);
        now.retry_after = Some(Duration::from_secs(61));
        assert_eq!(next_wait(&policy, &now), None);
    }

    #[test]
    fn retries_are_counted_after_the_first_try() {
        let policy = RetryPolicy { max_retries: 2, ..RetryPolicy::default() };
        let mut now = situation(Effect::Read, FailureClass::Unclear);
        now.attempts = 2;
        assert!(next_wait(&policy, &now).is_some());
        now.attempts = 3;
        assert!(next_wait(&policy, &now).is_none());
    }

    #[test]
    fn retry_after_comes_in_two_forms() {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777);
        let parse = |value| parse_retry_after(value, now);
        assert_eq!(parse("120"), Some(Duration::from_secs(120)));
        assert_eq!(parse(" 0 "), Some(Duration::ZERO));
        assert_eq!(parse("Sun, 06 Nov 1994 08:50:37 GMT"), Some(Duration::from_secs(60)));
        assert_eq!(parse("Sun, 06 Nov 1994 08:00:00 GMT"), Some(Duration::ZERO));
        assert!(parse("99999999999999999999999").unwrap() > Duration::from_secs(3600));
        for junk in ["", "-1", "1.5", "soon", "+3", "1e3"] {
            assert_eq!(parse(junk), None, "{junk}");
        }
    }
}
