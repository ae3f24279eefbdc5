//! The canonical form of values: field by field, not by way of their own JSON.

mod rotation;
mod swr;
mod swr_basic;
mod swr_basic_rules;

use registry_tokens::models::{
    Credentials, Feature, IssuedToken, Links, Metadata, Registry, RegistryFeatures, RegistryPage,
    ReplacedToken, Scope, StorageUsage, Token, TokenPage, WeeklySchedule,
};
use registry_tokens::{Secret, Timestamp};
use serde_json::{Value, json};

pub trait View: std::fmt::Debug {
    fn view(&self) -> Value;

    /// The API's own JSON, where the value has one.
    fn api_json(&self) -> Option<Value> {
        None
    }
}

fn time(at: &Option<Timestamp>) -> Value {
    let text = at.map(|at| at.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true));
    json!(text.map(|text| match text.trim_end_matches('Z').split_once('.') {
        Some((seconds, fraction)) => format!("{seconds}.{}Z", fraction.trim_end_matches('0')),
        None => text,
    }))
}

fn secret(secret: &Secret) -> Value {
    json!({"secret": secret.reveal()})
}

impl View for () {
    fn view(&self) -> Value {
        Value::Null
    }
}

impl<T: View> View for Option<T> {
    fn view(&self) -> Value {
        self.as_ref().map_or(Value::Null, View::view)
    }

    fn api_json(&self) -> Option<Value> {
        self.as_ref().and_then(View::api_json)
    }
}

impl<T: View> View for Vec<T> {
    fn view(&self) -> Value {
        self.iter().map(View::view).collect()
    }
}

impl View for Scope {
    fn view(&self) -> Value {
        let actions: Vec<&str> = self.actions.iter().map(|action| action.as_str()).collect();
        json!({"type": self.r#type.as_str(), "name": self.name, "actions": actions})
    }
}

impl View for Metadata {
    fn view(&self) -> Value {
        json!({
            "created_by": self.created_by,
            "created_by_user_id": self.created_by_user_id,
            "created_date": time(&self.created_date),
            "state": self.state.as_ref().map(|state| state.as_str()),
            "last_modified_by": self.last_modified_by,
            "last_modified_by_user_id": self.last_modified_by_user_id,
            "last_modified_date": time(&self.last_modified_date),
        })
    }
}

impl View for Token {
    fn view(&self) -> Value {
        json!({
            "id": self.id.to_string(),
            "name": self.name,
            "status": self.status.as_ref().map(|status| status.as_str()),
            "scopes": self.scopes.view(),
            "expiry_date": time(&self.expiry_date),
            "username": self.username,
            "href": self.href,
            "type": self.r#type,
            "metadata": self.metadata.view(),
        })
    }

    fn api_json(&self) -> Option<Value> {
        Some(self.to_json())
    }
}

impl View for Credentials {
    fn view(&self) -> Value {
        json!({
            "username": self.username,
            "password": secret(&self.password),
            "hostname": self.hostname,
            "expires_at": time(&self.expires_at),
        })
    }
}

impl View for IssuedToken {
    fn view(&self) -> Value {
        json!({"token": self.token.view(), "credentials": self.credentials.view()})
    }

    fn api_json(&self) -> Option<Value> {
        Some(self.to_json())
    }
}

impl View for ReplacedToken {
    fn view(&self) -> Value {
        json!({"token": self.token.view(), "credentials": self.credentials.view()})
    }

    fn api_json(&self) -> Option<Value> {
        Some(self.to_json())
    }
}

impl View for Links {
    fn view(&self) -> Value {
        json!({"next": self.next, "previous": self.previous, "self": self.self_})
    }
}

impl View for TokenPage {
    fn view(&self) -> Value {
        json!({
            "items": self.items.view(),
            "offset": self.offset,
            "limit": self.limit,
            "count": self.count,
            "total": self.total,
            "links": self.links.view(),
        })
    }

    fn api_json(&self) -> Option<Value> {
        serde_json::to_value(self).ok()
    }
}

impl View for WeeklySchedule {
    fn view(&self) -> Value {
        json!({"days": self.days, "time": self.time})
    }
}

impl View for StorageUsage {
    fn view(&self) -> Value {
        json!({"bytes": self.bytes, "updated_at": time(&self.updated_at)})
    }
}

impl View for Feature {
    fn view(&self) -> Value {
        json!({"enabled": self.enabled})
    }
}

impl View for RegistryFeatures {
    fn view(&self) -> Value {
        json!({"vulnerability_scanning": self.vulnerability_scanning.view()})
    }
}

impl View for Registry {
    fn view(&self) -> Value {
        json!({
            "id": self.id.to_string(),
            "name": self.name,
            "location": self.location,
            "hostname": self.hostname,
            "garbage_collection_schedule": self.garbage_collection_schedule.view(),
            "features": self.features.view(),
            "api_subnet_allow_list": self.api_subnet_allow_list,
            "storage_usage": self.storage_usage.view(),
            "href": self.href,
            "type": self.r#type,
            "metadata": self.metadata.view(),
        })
    }

    fn api_json(&self) -> Option<Value> {
        Some(self.to_json())
    }
}

impl View for RegistryPage {
    fn view(&self) -> Value {
        json!({
            "items": self.items.view(),
            "limit": self.limit,
            "next_token": self.next_token,
            "links": self.links.view(),
        })
    }
}
