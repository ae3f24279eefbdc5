//! Every default of the transport, once.

use std::time::Duration;

/// The time of a whole call, its retries included.
pub const TIMEOUT: Duration = Duration::from_secs(60);
/// The time of one attempt that would be repeated if it took longer; any other attempt gets all the time left.
pub const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(20);
/// The time to make a connection, TLS included.
pub const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// Retries after the first try.
pub const MAX_RETRIES: u32 = 4;
/// The upper bound of the wait before the first retry; it doubles for each further one.
pub const FIRST_WAIT: Duration = Duration::from_millis(100);
/// The upper bound of any wait of our own choosing.
pub const LONGEST_WAIT: Duration = Duration::from_secs(10);
/// The longest wait a service may ask for; a longer one ends the call at once.
pub const LONGEST_RETRY_AFTER: Duration = Duration::from_secs(60);
/// Retries a client may have in hand; see the budget.
pub const RETRY_BUDGET: u32 = 100;
/// How long an unused connection is kept: below the keep-alive of common servers, so that ours closes first.
pub const POOL_IDLE_TIMEOUT: Duration = Duration::from_secs(15);
/// The largest answer that is read, counted after decompression.
pub const MAX_RESPONSE_BYTES: usize = 32 * 1024 * 1024;
