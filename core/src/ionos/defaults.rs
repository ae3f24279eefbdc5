//! Every default that is IONOS's, once. Those of the transport stand in its own `defaults`.

use std::time::Duration;

/// Where the API is.
pub const BASE_URL: &str = "https://api.ionos.com/containerregistries";
/// The path that a base URL without one gets.
pub const BASE_PATH: &str = "/containerregistries";
/// How many items a page holds.
pub const PAGE_SIZE: u64 = 100;
/// The longest name of a token that is sent; the service's own rule is stricter, and its to tell.
pub const LONGEST_NAME: usize = 256;
/// How long `wait_until_running` waits.
pub const WAIT_WITHIN: Duration = Duration::from_secs(600);
/// How often `wait_until_running` asks.
pub const POLL_INTERVAL: Duration = Duration::from_secs(5);
/// The profile file below the home directory, first one found.
pub const CONFIG_FILES: &[&str] = &[".ionos/config", ".ionos/config.yaml"];
