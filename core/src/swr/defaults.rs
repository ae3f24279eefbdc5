//! Every default and bound that is SWR's, once. Those of the transport stand in its own `defaults`.

use std::time::Duration;

/// How many items a page holds.
pub const PAGE_SIZE: u64 = 100;
/// The most items that a page of the Enterprise edition can be asked for.
pub const LARGEST_PAGE: u64 = 100;
/// The most repositories that a page can be asked for.
pub const LARGEST_REPOSITORY_PAGE: u64 = 1000;
/// Where the service documents no such bound.
pub const EVERY_PAGE: u64 = u64::MAX;
/// The longest name of a target registry, long-term credential or organization.
pub const LONGEST_NAME: usize = 64;
/// The longest name of a repository.
pub const LONGEST_REPOSITORY: usize = 128;
/// The shortest time that a temporary login can be asked for.
pub const SHORTEST_LOGIN: Duration = Duration::from_secs(15 * 60);
/// The longest time that a temporary login can be asked for.
pub const LONGEST_LOGIN: Duration = Duration::from_secs(24 * 60 * 60);
/// The kind of a target registry's credential; the service knows no other.
pub const CREDENTIAL_TYPE: &str = "basic";
/// The credentials file below the home directory, shared with the official SDKs.
pub const CREDENTIALS_FILE: &str = ".huaweicloud/credentials";
/// The file of endpoints below the home directory, shared with the official SDKs.
pub const REGIONS_FILE: &str = ".huaweicloud/regions.yaml";
