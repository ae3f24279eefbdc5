//! What was read of the answers: work put off is not work saved.

use std::fmt;
use std::ops::AddAssign;

/// Sums over all tokens that were read.
#[derive(Clone, Copy, Default)]
pub(crate) struct Seen {
    tokens: u64,
    names: u64,
    statuses: u64,
    expiries: u64,
    scopes: u64,
}

impl Seen {
    pub(crate) fn token(name: &str, status: &str, expiry: i64, scope: &str) -> Self {
        let length = |text: &str| text.len() as u64;
        Self {
            tokens: 1,
            names: length(name),
            statuses: length(status),
            expiries: expiry.unsigned_abs(),
            scopes: length(scope),
        }
    }
}

impl AddAssign for Seen {
    fn add_assign(&mut self, more: Self) {
        self.tokens += more.tokens;
        self.names += more.names;
        self.statuses += more.statuses;
        self.expiries += more.expiries;
        self.scopes += more.scopes;
    }
}

impl std::iter::Sum for Seen {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        let mut sum = Self::default();
        all.for_each(|one| sum += one);
        sum
    }
}

impl fmt::Display for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { tokens, names, statuses, expiries, scopes } = self;
        write!(f, "{tokens}:{names}:{statuses}:{expiries}:{scopes}")
    }
}
