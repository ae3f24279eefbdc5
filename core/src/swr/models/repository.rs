//! Repositories of images.

use serde::{Deserialize, Serialize};

use crate::Timestamp;
use crate::json::{null_as_default, optional_time};
use crate::word::open_word;

open_word! {
    /// What the images of a repository are about. An open set: the service may know more words.
    RepositoryCategory {
        /// Application servers.
        APP_SERVER = "app_server",
        /// Linux.
        LINUX = "linux",
        /// Frameworks.
        FRAMEWORK_APP = "framework_app",
        /// Databases.
        DATABASE = "database",
        /// Languages.
        LANG = "lang",
        /// Anything else.
        OTHER = "other",
        /// Windows.
        WINDOWS = "windows",
        /// ARM.
        ARM = "arm",
    }
}

/// A repository: the images of one name.
///
/// Mirrors the rows of `ListReposDetails` and `ListRepoDetails` and the answer of `ShowRepository`. They tell different things of
/// a repository; what an answer does not tell is none, an empty text or an empty list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Repository {
    /// Its name, which can have slashes in it.
    #[serde(default, deserialize_with = "repository_name")]
    pub name: String,
    /// Its organization; `ShowRepository` does not tell it.
    #[serde(default, alias = "namespace_name", deserialize_with = "null_as_default")]
    pub namespace: String,
    /// Its id; `ListReposDetails` does not tell it.
    #[serde(default)]
    pub id: Option<u64>,
    /// The id of its organization, as `ShowRepository` tells it.
    #[serde(default)]
    pub ns_id: Option<u64>,
    /// What its images are about.
    #[serde(default, deserialize_with = "null_as_default")]
    pub category: RepositoryCategory,
    /// What its owner says of it.
    #[serde(default, deserialize_with = "null_as_default")]
    pub description: String,
    /// The bytes of its images.
    #[serde(default)]
    pub size: Option<i64>,
    /// Whether everybody may pull.
    #[serde(default)]
    pub is_public: Option<bool>,
    /// How many images it has.
    #[serde(default)]
    pub num_images: Option<i64>,
    /// How often it was pulled from.
    #[serde(default)]
    pub num_download: Option<i64>,
    /// When it was made.
    #[serde(default, alias = "created", deserialize_with = "optional_time")]
    pub created_at: Option<Timestamp>,
    /// When it was changed last.
    #[serde(default, alias = "updated", deserialize_with = "optional_time")]
    pub updated_at: Option<Timestamp>,
    /// The account that it belongs to, as lists tell it.
    #[serde(default, deserialize_with = "null_as_default")]
    pub domain_name: String,
    /// The id of that account, as `ShowRepository` tells it.
    #[serde(default, deserialize_with = "null_as_default")]
    pub domain_id: String,
    /// The id of the user who made it, as `ShowRepository` tells it.
    #[serde(default, deserialize_with = "null_as_default")]
    pub creator_id: String,
    /// The user who made it, as `ShowRepository` tells it.
    #[serde(default, deserialize_with = "null_as_default")]
    pub creator_name: String,
    /// What to pull from.
    #[serde(default, deserialize_with = "null_as_default")]
    pub path: String,
    /// What to pull from inside the service's own network.
    #[serde(default, deserialize_with = "null_as_default")]
    pub internal_path: String,
    /// The service does not use it.
    #[serde(default, deserialize_with = "null_as_default")]
    pub url: String,
    /// The service does not use it.
    #[serde(default, deserialize_with = "null_as_default")]
    pub logo: String,
    /// Its tags, as `ListReposDetails` tells them.
    #[serde(default, deserialize_with = "null_as_default")]
    pub tags: Vec<String>,
    /// Whether it is shared with other accounts, as lists tell it.
    #[serde(default)]
    pub status: Option<bool>,
    /// Its place among others, as `ShowRepository` tells it.
    #[serde(default)]
    pub priority: Option<i32>,
}

/// The rest of a row of `ListReposDetails`: how many the list has in all.
#[derive(Deserialize)]
pub(crate) struct TotalRange {
    #[serde(default)]
    pub(crate) total_range: Option<u64>,
}

/// One page of repositories.
///
/// Mirrors the answer of `ListReposDetails`, which is a list; `items` and `total` are words of ours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct RepositoryPage {
    /// The repositories.
    #[serde(default, deserialize_with = "null_as_default")]
    pub items: Vec<Repository>,
    /// How many there are in all, by the service's count.
    #[serde(default)]
    pub total: Option<u64>,
}

/// One page of repositories, and where the next one begins.
///
/// Mirrors the answer of `ListRepoDetails`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct RepositoryMarkerPage {
    /// The repositories.
    #[serde(default, rename = "repos", deserialize_with = "null_as_default")]
    pub items: Vec<Repository>,
    /// What to ask the next page with; none on the last one.
    #[serde(default, rename = "nextMarker", deserialize_with = "marker")]
    pub next_marker: Option<u64>,
}

/// Names have slashes: where an answer has the `$` that stands for them in paths, it is one.
pub(super) fn repository_name<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Ok(Option::<String>::deserialize(deserializer)?.unwrap_or_default().replace('$', "/"))
}

/// The service says 0 where there is no next page.
fn marker<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
    Ok(Option::deserialize(deserializer)?.filter(|marker| *marker != 0))
}
