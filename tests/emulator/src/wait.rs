//! Waiting for something to happen, so that no test needs to sleep.

use std::time::Duration;

use crate::requests::Counts;

/// What to wait for: everything that is set must hold at the same moment.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct Wait {
    pub(crate) arrived: Option<usize>,
    pub(crate) in_flight: Option<usize>,
    pub(crate) open: Option<usize>,
    pub(crate) timeout: Duration,
}

impl Default for Wait {
    fn default() -> Self {
        Self { arrived: None, in_flight: None, open: None, timeout: Duration::from_secs(5) }
    }
}

impl Wait {
    /// Until at least this many requests have arrived.
    pub fn arrived(count: usize) -> Self {
        Self { arrived: Some(count), ..Self::default() }
    }

    /// Until exactly this many requests are being processed.
    pub fn in_flight(count: usize) -> Self {
        Self { in_flight: Some(count), ..Self::default() }
    }

    /// Until exactly this many connections are open.
    pub fn open(count: usize) -> Self {
        Self { open: Some(count), ..Self::default() }
    }

    /// And this many requests have arrived.
    pub fn and_arrived(self, count: usize) -> Self {
        Self { arrived: Some(count), ..self }
    }

    /// And this many requests are being processed.
    pub fn and_in_flight(self, count: usize) -> Self {
        Self { in_flight: Some(count), ..self }
    }

    /// And this many connections are open.
    pub fn and_open(self, count: usize) -> Self {
        Self { open: Some(count), ..self }
    }

    /// Gives up after this time; 5 s unless set.
    pub fn within(self, timeout: Duration) -> Self {
        Self { timeout, ..self }
    }

    pub(crate) fn holds(&self, now: Counts) -> bool {
        self.arrived.is_none_or(|wanted| now.arrived >= wanted)
            && self.in_flight.is_none_or(|wanted| now.in_flight == wanted)
            && self.open.is_none_or(|wanted| now.open == wanted)
    }
}

/// What was waited for did not happen in time.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("waited in vain for {wait:?}; at the end: {last:?}")]
pub struct WaitedInVain {
    /// What was waited for.
    pub wait: Wait,
    /// How things stood when the time was up.
    pub last: Counts,
}
