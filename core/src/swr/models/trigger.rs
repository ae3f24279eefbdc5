//! Updating workloads when an image is pushed.

use serde::{Deserialize, Serialize};

use crate::Timestamp;
use crate::json::{null_as_default, optional_time, switch_as_text};
use crate::word::open_word;

open_word! {
    /// What kind of workload a trigger updates. An open set: the service may know more words.
    TriggerAppType {
        /// A Deployment.
        DEPLOYMENTS = "deployments",
        /// A StatefulSet.
        STATEFULSETS = "statefulsets",
    }
}

open_word! {
    /// Which images a trigger answers to. An open set: the service may know more words.
    TriggerType {
        /// Every one.
        ALL = "all",
        /// Those with one of some tags.
        TAG = "tag",
        /// Those whose tag fits a regular expression.
        REGULAR = "regular",
    }
}

open_word! {
    /// Where the workload runs. An open set: the service may know more words.
    TriggerMode {
        /// In a cluster of CCE, the Cloud Container Engine.
        CCE = "cce",
        /// In CCI, Cloud Container Instance, which has no clusters.
        CCI = "cci",
    }
}

/// An order to update a workload when an image is pushed.
///
/// Mirrors the API's `Trigger` in the answers of `ListTriggersDetails` and `ShowTrigger`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Trigger {
    /// Its name, by which it is addressed.
    pub name: String,
    /// What it does: `update`.
    #[serde(default, deserialize_with = "null_as_default")]
    pub action: String,
    /// What kind of workload it updates.
    #[serde(default, deserialize_with = "null_as_default")]
    pub app_type: TriggerAppType,
    /// The name of the workload.
    #[serde(default, deserialize_with = "null_as_default")]
    pub application: String,
    /// The Kubernetes namespace of the workload.
    #[serde(default, deserialize_with = "null_as_default")]
    pub cluster_ns: String,
    /// The id of the cluster.
    #[serde(default, deserialize_with = "null_as_default")]
    pub cluster_id: String,
    /// The name of the cluster.
    #[serde(default, deserialize_with = "null_as_default")]
    pub cluster_name: String,
    /// Which images it answers to.
    #[serde(default, deserialize_with = "null_as_default")]
    pub trigger_type: TriggerType,
    /// `.*`, tags with `;` between them, or a regular expression.
    #[serde(default, deserialize_with = "null_as_default")]
    pub condition: String,
    /// The container that it updates; empty for all.
    #[serde(default, deserialize_with = "null_as_default")]
    pub container: String,
    /// Whether it does anything. The API writes it as text.
    #[serde(default, with = "switch_as_text")]
    pub enable: Option<bool>,
    /// Where the workload runs.
    #[serde(default, deserialize_with = "null_as_default")]
    pub trigger_mode: TriggerMode,
    /// When it was made.
    #[serde(default, deserialize_with = "optional_time")]
    pub created_at: Option<Timestamp>,
    /// Who made it.
    #[serde(default, deserialize_with = "null_as_default")]
    pub creator_name: String,
    /// What it did.
    #[serde(default, rename = "trigger_history", deserialize_with = "null_as_default")]
    pub history: Vec<TriggerHistory>,
}

/// One update that a trigger made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct TriggerHistory {
    /// What it did: `update`.
    #[serde(default, deserialize_with = "null_as_default")]
    pub action: String,
    /// What kind of workload it updated.
    #[serde(default, deserialize_with = "null_as_default")]
    pub app_type: TriggerAppType,
    /// The name of the workload.
    #[serde(default, deserialize_with = "null_as_default")]
    pub application: String,
    /// The id of the cluster.
    #[serde(default, deserialize_with = "null_as_default")]
    pub cluster_id: String,
    /// The name of the cluster.
    #[serde(default, deserialize_with = "null_as_default")]
    pub cluster_name: String,
    /// The Kubernetes namespace of the workload.
    #[serde(default, deserialize_with = "null_as_default")]
    pub cluster_ns: String,
    /// The condition that held.
    #[serde(default, deserialize_with = "null_as_default")]
    pub condition: String,
    /// The container that it updated; empty for all.
    #[serde(default, deserialize_with = "null_as_default")]
    pub container: String,
    /// When.
    #[serde(default, deserialize_with = "optional_time")]
    pub created_at: Option<Timestamp>,
    /// Who made the trigger.
    #[serde(default, deserialize_with = "null_as_default")]
    pub creator_name: String,
    /// What the service says of it.
    #[serde(default, deserialize_with = "null_as_default")]
    pub detail: String,
    /// What it came to: `success` or `failed`.
    #[serde(default, deserialize_with = "null_as_default")]
    pub result: String,
    /// The tag that was pushed.
    #[serde(default, deserialize_with = "null_as_default")]
    pub tag: String,
}

/// A trigger to be made.
///
/// Mirrors the body of `CreateTrigger`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct NewTrigger {
    /// Its name: letters, digits, `-`, `_` and `.`.
    pub name: String,
    /// What kind of workload it updates.
    pub app_type: TriggerAppType,
    /// The name of the workload.
    pub application: String,
    /// The Kubernetes namespace of the workload.
    pub cluster_ns: String,
    /// Which images it answers to.
    pub trigger_type: TriggerType,
    /// Tags with `;` between them for `tag`, a regular expression for `regular`. Default: `.*`, for `all` only.
    pub condition: Option<String>,
    /// The id of the cluster; not for `cci`.
    pub cluster_id: Option<String>,
    /// The name of the cluster; not for `cci`.
    pub cluster_name: Option<String>,
    /// The container to update. Default: all.
    pub container: Option<String>,
    /// Whether it does anything. Default: true.
    pub enable: Option<bool>,
    /// Where the workload runs. Default: left to the service, which takes `cce`.
    pub trigger_mode: Option<TriggerMode>,
}

impl NewTrigger {
    /// A trigger with all that the service needs to know of one.
    pub fn new(
        name: impl Into<String>,
        app_type: impl Into<TriggerAppType>,
        application: impl Into<String>,
        cluster_ns: impl Into<String>,
        trigger_type: impl Into<TriggerType>,
    ) -> Self {
        Self {
            name: name.into(),
            app_type: app_type.into(),
            application: application.into(),
            cluster_ns: cluster_ns.into(),
            trigger_type: trigger_type.into(),
            condition: None,
            cluster_id: None,
            cluster_name: None,
            container: None,
            enable: None,
            trigger_mode: None,
        }
    }

    /// Sets which tags it answers to.
    pub fn condition(mut self, condition: impl Into<String>) -> Self {
        self.condition = Some(condition.into());
        self
    }

    /// Sets the id of the cluster.
    pub fn cluster_id(mut self, id: impl Into<String>) -> Self {
        self.cluster_id = Some(id.into());
        self
    }

    /// Sets the name of the cluster.
    pub fn cluster_name(mut self, name: impl Into<String>) -> Self {
        self.cluster_name = Some(name.into());
        self
    }

    /// Sets the container to update.
    pub fn container(mut self, name: impl Into<String>) -> Self {
        self.container = Some(name.into());
        self
    }

    /// Sets whether it does anything.
    pub fn enable(mut self, enable: bool) -> Self {
        self.enable = Some(enable);
        self
    }

    /// Sets where the workload runs.
    pub fn trigger_mode(mut self, mode: impl Into<TriggerMode>) -> Self {
        self.trigger_mode = Some(mode.into());
        self
    }
}

/// The body of `CreateTrigger`.
#[derive(Serialize)]
pub(crate) struct TriggerBody<'a> {
    name: &'a str,
    action: &'static str,
    app_type: &'a TriggerAppType,
    application: &'a str,
    cluster_ns: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    cluster_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cluster_name: Option<&'a str>,
    trigger_type: &'a TriggerType,
    condition: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    container: Option<&'a str>,
    enable: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    trigger_mode: Option<&'a TriggerMode>,
}

impl<'a> From<&'a NewTrigger> for TriggerBody<'a> {
    fn from(trigger: &'a NewTrigger) -> Self {
        Self {
            name: &trigger.name,
            action: "update",
            app_type: &trigger.app_type,
            application: &trigger.application,
            cluster_ns: &trigger.cluster_ns,
            cluster_id: trigger.cluster_id.as_deref(),
            cluster_name: trigger.cluster_name.as_deref(),
            trigger_type: &trigger.trigger_type,
            condition: trigger.condition.as_deref().unwrap_or(EVERY_TAG),
            container: trigger.container.as_deref(),
            enable: switch(trigger.enable.unwrap_or(true)),
            trigger_mode: trigger.trigger_mode.as_ref(),
        }
    }
}

/// The condition that every tag fulfils.
pub(crate) const EVERY_TAG: &str = ".*";

fn switch(is_on: bool) -> &'static str {
    if is_on { "true" } else { "false" }
}

/// The body of `UpdateTrigger`.
#[derive(Serialize)]
pub(crate) struct TriggerSwitch {
    enable: &'static str,
}

impl TriggerSwitch {
    pub(crate) fn new(enable: bool) -> Self {
        Self { enable: switch(enable) }
    }
}
