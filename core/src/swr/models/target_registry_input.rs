//! What a caller asks for when target registries are made, replaced or listed.

use std::collections::BTreeMap;

use super::{OrderType, RegistryOrderColumn, TargetRegistryType};
use crate::Secret;
use crate::swr::defaults::PAGE_SIZE;

/// A target registry to be made, or all that an existing one is to become.
///
/// Mirrors the body of `CreateInstanceRegistry` and `UpdateInstanceRegistry`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct TargetRegistryInput {
    /// Its name: 1 to 64 letters, digits, Chinese characters, `-` and `_`.
    pub name: String,
    /// What it is.
    pub r#type: TargetRegistryType,
    /// Its address.
    pub url: String,
    /// The user name that the instance logs in to it with.
    pub access_key: String,
    /// The password; the service never gives it back, and a change of anything else needs it again.
    pub access_secret: Secret,
    /// The service's switch for the target's certificate; an Enterprise target needs true. Its pages describe it as "verify",
    /// its name says the opposite.
    pub insecure: bool,
    /// What its owner says of it. Default: nothing.
    pub description: Option<String>,
    /// The kind of the login. Default: `basic`, the only one that the service knows.
    pub credential_type: Option<String>,
    /// The project of the target; needed for the type `swr-pro-internal`.
    pub target_project_id: Option<String>,
    /// The region of the target; needed for the type `swr-pro-internal`.
    pub target_region_id: Option<String>,
    /// The instance that is the target; needed for the type `swr-pro-internal`.
    pub target_instance_id: Option<String>,
    /// Addresses by the names of hosts that the instance cannot look up. Default: none.
    pub dns_hosts: Option<BTreeMap<String, String>>,
}

impl TargetRegistryInput {
    /// A target registry with all that the service needs to know of one. Type and secret are no plain texts here, so that the
    /// secret cannot get into another's place.
    pub fn new(
        name: impl Into<String>,
        r#type: TargetRegistryType,
        url: impl Into<String>,
        access_key: impl Into<String>,
        access_secret: Secret,
        insecure: bool,
    ) -> Self {
        Self {
            name: name.into(),
            r#type,
            url: url.into(),
            access_key: access_key.into(),
            access_secret,
            insecure,
            description: None,
            credential_type: None,
            target_project_id: None,
            target_region_id: None,
            target_instance_id: None,
            dns_hosts: None,
        }
    }

    /// Sets what its owner says of it.
    pub fn description(mut self, description: impl Into<String>) -> Self {
        self.description = Some(description.into());
        self
    }

    /// Sets the kind of the login.
    pub fn credential_type(mut self, word: impl Into<String>) -> Self {
        self.credential_type = Some(word.into());
        self
    }

    /// Sets the project of the target.
    pub fn target_project_id(mut self, id: impl Into<String>) -> Self {
        self.target_project_id = Some(id.into());
        self
    }

    /// Sets the region of the target.
    pub fn target_region_id(mut self, id: impl Into<String>) -> Self {
        self.target_region_id = Some(id.into());
        self
    }

    /// Sets the instance that is the target.
    pub fn target_instance_id(mut self, id: impl Into<String>) -> Self {
        self.target_instance_id = Some(id.into());
        self
    }

    /// Adds the address of a host that the instance cannot look up.
    pub fn dns_host(mut self, host: impl Into<String>, address: impl Into<String>) -> Self {
        self.dns_hosts.get_or_insert_default().insert(host.into(), address.into());
        self
    }
}

/// Which target registries to list, in which order, and which page of them.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct TargetRegistryQuery {
    /// The index of the first one, a multiple of `limit`. Default: 0.
    pub offset: u64,
    /// The most the page may hold, 1 to 100. Default: 100.
    pub limit: u64,
    /// What to sort by. Default: left to the service, which takes `created_at`.
    pub order_column: Option<RegistryOrderColumn>,
    /// Which way to sort; only together with `order_column`. Default: left to the service, which takes `desc`.
    pub order_type: Option<OrderType>,
    /// A part of the name. Default: any name.
    pub name: Option<String>,
    /// What they are. Default: any type.
    pub r#type: Option<TargetRegistryType>,
}

impl Default for TargetRegistryQuery {
    fn default() -> Self {
        Self { offset: 0, limit: PAGE_SIZE, order_column: None, order_type: None, name: None, r#type: None }
    }
}

impl TargetRegistryQuery {
    /// The first page, as large as it can be.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the index of the first one.
    pub fn offset(mut self, offset: u64) -> Self {
        self.offset = offset;
        self
    }

    /// Sets the most the page may hold.
    pub fn limit(mut self, limit: u64) -> Self {
        self.limit = limit;
        self
    }

    /// Sets what to sort by.
    pub fn order_column(mut self, column: impl Into<RegistryOrderColumn>) -> Self {
        self.order_column = Some(column.into());
        self
    }

    /// Sets which way to sort.
    pub fn order_type(mut self, order: impl Into<OrderType>) -> Self {
        self.order_type = Some(order.into());
        self
    }

    /// Sets a part of the name.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Sets what they are.
    pub fn r#type(mut self, word: impl Into<TargetRegistryType>) -> Self {
        self.r#type = Some(word.into());
        self
    }
}
