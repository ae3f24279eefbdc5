//! Target registries: where an Enterprise instance replicates images to.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::json::{null_as_default, optional_time};
use crate::word::open_word;
use crate::{Secret, Timestamp};

open_word! {
    /// What a target registry is. An open set: the service may know more words.
    TargetRegistryType {
        /// An open-source Harbor.
        SWR_PRO = "swr-pro",
        /// Another Enterprise instance of SWR.
        SWR_PRO_INTERNAL = "swr-pro-internal",
        /// The basic edition of SWR.
        HUAWEI_SWR = "huawei-SWR",
    }
}

open_word! {
    /// How a target registry is doing. An open set: the service may know more words.
    TargetRegistryStatus {
        /// It can be reached.
        HEALTHY = "healthy",
        /// It cannot be reached, or it refuses the credential.
        UNHEALTHY = "unhealthy",
    }
}

/// A registry that an Enterprise instance replicates images to.
///
/// Mirrors the API's `Registry` in the answers of `ListInstanceRegistries` and `ShowInstanceRegistry`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct TargetRegistry {
    /// Its id.
    pub id: u64,
    /// Its name.
    pub name: String,
    /// What its owner says of it.
    #[serde(default, deserialize_with = "null_as_default")]
    pub description: String,
    /// The region of the target, when that is another Enterprise instance.
    #[serde(default, deserialize_with = "null_as_default")]
    pub region_id: String,
    /// The instance that is the target, when it is an Enterprise one.
    #[serde(default, deserialize_with = "null_as_default")]
    pub instance_id: String,
    /// What it is.
    #[serde(default, deserialize_with = "null_as_default")]
    pub r#type: TargetRegistryType,
    /// Its address.
    #[serde(default, deserialize_with = "null_as_default")]
    pub url: String,
    /// What the instance logs in to it with.
    #[serde(default)]
    pub credential: Option<TargetRegistryCredential>,
    /// The service's switch for the target's certificate. Its pages describe it as "verify", its name says the opposite.
    #[serde(default)]
    pub insecure: Option<bool>,
    /// How it is doing.
    #[serde(default)]
    pub status: Option<TargetRegistryStatus>,
    /// When it was made.
    #[serde(default, deserialize_with = "optional_time")]
    pub created_at: Option<Timestamp>,
    /// When it was changed last.
    #[serde(default, deserialize_with = "optional_time")]
    pub updated_at: Option<Timestamp>,
    /// The project of the target, where the answer tells it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub project_id: Option<String>,
    /// Addresses of hosts that the instance cannot look up, where the answer tells them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dns_conf: Option<DnsConf>,
}

/// What an instance logs in to a target registry with. The service never gives the secret back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct TargetRegistryCredential {
    /// The service's word for what it is: `basic`.
    #[serde(default, deserialize_with = "null_as_default")]
    pub r#type: String,
    /// The user name, such as `REGION@ACCESS_KEY` for the basic edition.
    #[serde(default, deserialize_with = "null_as_default")]
    pub access_key: String,
    /// The password; empty in the service's answers.
    #[serde(default, deserialize_with = "null_as_default", skip_serializing)]
    pub access_secret: Secret,
}

/// Addresses of hosts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct DnsConf {
    /// Addresses by the names of their hosts.
    #[serde(default, deserialize_with = "null_as_default")]
    pub hosts: BTreeMap<String, String>,
}

/// One page of target registries.
///
/// Mirrors the answer of `ListInstanceRegistries`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct TargetRegistryPage {
    /// The target registries.
    #[serde(default, rename = "registries", deserialize_with = "null_as_default")]
    pub items: Vec<TargetRegistry>,
    /// How many there are in all, by the service's count.
    #[serde(default)]
    pub total: Option<u64>,
}

/// A target registry that was just made; the service tells nothing but its id.
///
/// Mirrors the answer of `CreateInstanceRegistry`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct CreatedTargetRegistry {
    /// Its id.
    pub id: u64,
}
