//! The canonical form of the values of SWR's basic edition: retention rules, synchronization and triggers.

use registry_tokens::models::{
    CreatedRetention, ManualSync, Retention, RetentionHistory, RetentionHistoryPage, RetentionRule, SyncJob,
    SyncJobPage, SyncRegion, SyncTask, TagSelector, Trigger, TriggerHistory,
};
use serde_json::{Value, json};

use super::{View, time};

impl View for TagSelector {
    fn view(&self) -> Value {
        json!({"kind": self.kind.as_str(), "pattern": self.pattern})
    }

    fn api_json(&self) -> Option<Value> {
        Some(self.to_json())
    }
}

impl View for RetentionRule {
    fn view(&self) -> Value {
        json!({
            "template": self.template.as_str(),
            "params": {"days": self.params.days, "num": self.params.num},
            "tag_selectors": self.tag_selectors.view(),
        })
    }

    fn api_json(&self) -> Option<Value> {
        Some(self.to_json())
    }
}

impl View for Retention {
    fn view(&self) -> Value {
        json!({
            "id": self.id,
            "algorithm": self.algorithm,
            "rules": self.rules.view(),
            "scope": self.scope,
        })
    }

    fn api_json(&self) -> Option<Value> {
        Some(self.to_json())
    }
}

impl View for CreatedRetention {
    fn view(&self) -> Value {
        json!({"id": self.id})
    }

    fn api_json(&self) -> Option<Value> {
        Some(self.to_json())
    }
}

impl View for RetentionHistory {
    fn view(&self) -> Value {
        json!({
            "id": self.id,
            "retention_id": self.retention_id,
            "namespace": self.namespace,
            "repository": self.repository,
            "tag": self.tag,
            "created_at": time(&self.created_at),
            "rule_type": self.rule_type,
            "rule": self.rule.view(),
        })
    }

    fn api_json(&self) -> Option<Value> {
        Some(self.to_json())
    }
}

impl View for RetentionHistoryPage {
    fn view(&self) -> Value {
        json!({"items": self.items.view(), "total": self.total})
    }

    fn api_json(&self) -> Option<Value> {
        Some(self.to_json())
    }
}

impl View for SyncTask {
    fn view(&self) -> Value {
        json!({
            "id": self.id,
            "namespace": self.namespace,
            "repository": self.repository,
            "remote_region_id": self.remote_region_id,
            "remote_namespace": self.remote_namespace,
            "overwrite": self.overwrite,
            "sync_auto": self.sync_auto,
            "domain_id": self.domain_id,
            "domain_name": self.domain_name,
            "created_at": time(&self.created_at),
            "updated_at": time(&self.updated_at),
        })
    }

    fn api_json(&self) -> Option<Value> {
        Some(self.to_json())
    }
}

impl View for SyncJob {
    fn view(&self) -> Value {
        json!({
            "id": self.id,
            "namespace": self.namespace,
            "repository": self.repository,
            "remote_region_id": self.remote_region_id,
            "remote_namespace": self.remote_namespace,
            "overwrite": self.overwrite,
            "tag": self.tag,
            "status": self.status.as_ref().map(|status| status.as_str()),
            "domain_id": self.domain_id,
            "domain_name": self.domain_name,
            "sync_operator_id": self.sync_operator_id,
            "sync_operator_name": self.sync_operator_name,
            "created_at": time(&self.created_at),
            "updated_at": time(&self.updated_at),
        })
    }

    fn api_json(&self) -> Option<Value> {
        Some(self.to_json())
    }
}

impl View for SyncJobPage {
    fn view(&self) -> Value {
        json!({"items": self.items.view(), "total": self.total})
    }

    fn api_json(&self) -> Option<Value> {
        Some(self.to_json())
    }
}

impl View for SyncRegion {
    fn view(&self) -> Value {
        json!({"region_id": self.region_id})
    }

    fn api_json(&self) -> Option<Value> {
        Some(self.to_json())
    }
}

impl View for ManualSync {
    fn view(&self) -> Value {
        json!({"failed_tags": self.failed_tags})
    }

    fn api_json(&self) -> Option<Value> {
        Some(self.to_json())
    }
}

impl View for TriggerHistory {
    fn view(&self) -> Value {
        json!({
            "action": self.action,
            "app_type": self.app_type.as_str(),
            "application": self.application,
            "cluster_id": self.cluster_id,
            "cluster_name": self.cluster_name,
            "cluster_ns": self.cluster_ns,
            "condition": self.condition,
            "container": self.container,
            "created_at": time(&self.created_at),
            "creator_name": self.creator_name,
            "detail": self.detail,
            "result": self.result,
            "tag": self.tag,
        })
    }

    fn api_json(&self) -> Option<Value> {
        Some(self.to_json())
    }
}

impl View for Trigger {
    fn view(&self) -> Value {
        json!({
            "name": self.name,
            "action": self.action,
            "app_type": self.app_type.as_str(),
            "application": self.application,
            "cluster_ns": self.cluster_ns,
            "cluster_id": self.cluster_id,
            "cluster_name": self.cluster_name,
            "trigger_type": self.trigger_type.as_str(),
            "condition": self.condition,
            "container": self.container,
            "enable": self.enable,
            "trigger_mode": self.trigger_mode.as_str(),
            "created_at": time(&self.created_at),
            "creator_name": self.creator_name,
            "history": self.history.view(),
        })
    }

    fn api_json(&self) -> Option<Value> {
        Some(self.to_json())
    }
}
