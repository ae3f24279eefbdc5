//! How much retrying a client may add to a service in trouble.

use std::sync::atomic::{AtomicU32, Ordering};

/// Half tokens, so that a call's deposit of one half is a whole number.
const CAPACITY: u32 = 2 * super::defaults::RETRY_BUDGET;
const DEPOSIT: u32 = 1;
const RETRY: u32 = 2;

/// A token bucket shared by the calls of one client: each call adds a half, each retry takes one.
///
/// While a service is down, retries thus fade to half of the calls instead of multiplying them. A first try is never refused.
#[derive(Debug)]
pub(crate) struct RetryBudget(AtomicU32);

impl RetryBudget {
    pub(crate) fn new() -> Self {
        Self(AtomicU32::new(CAPACITY))
    }

    pub(crate) fn deposit(&self) {
        let add = |held: u32| Some((held + DEPOSIT).min(CAPACITY));
        let _ = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, add);
    }

    /// Takes one retry out; false when there is none left.
    pub(crate) fn withdraw(&self) -> bool {
        let take = |held: u32| held.checked_sub(RETRY);
        self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, take).is_ok()
    }

    /// Whether a retry could be taken now.
    pub(crate) fn is_open(&self) -> bool {
        self.0.load(Ordering::Relaxed) >= RETRY
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dry_budget_gives_one_retry_for_two_calls() {
        let budget = RetryBudget::new();
        let taken = (0..1000).take_while(|_| budget.withdraw()).count();
        assert_eq!(taken, 100);
        budget.deposit();
        assert!(!budget.withdraw());
        budget.deposit();
        assert!(budget.is_open() && budget.withdraw());
    }

    #[test]
    fn it_never_holds_more_than_its_capacity() {
        let budget = RetryBudget::new();
        (0..1000).for_each(|_| budget.deposit());
        assert_eq!((0..1000).take_while(|_| budget.withdraw()).count(), 100);
    }
}
