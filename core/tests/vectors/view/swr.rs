//! The canonical form of SWR's values.

use registry_tokens::models::{
    CreatedTargetRegistry, IssuedLongTermCredential, LongTermCredential, LongTermCredentialPage,
    TargetRegistry, TargetRegistryPage,
};
use serde_json::{Value, json};

use super::{View, secret, time};

impl View for TargetRegistry {
    fn view(&self) -> Value {
        let credential = self.credential.as_ref().map(|credential| {
            json!({
                "type": credential.r#type,
                "access_key": credential.access_key,
                "access_secret": secret(&credential.access_secret),
            })
        });
        json!({
            "id": self.id,
            "name": self.name,
            "description": self.description,
            "region_id": self.region_id,
            "instance_id": self.instance_id,
            "type": self.r#type.as_str(),
            "url": self.url,
            "credential": credential,
            "insecure": self.insecure,
            "status": self.status.as_ref().map(|status| status.as_str()),
            "created_at": time(&self.created_at),
            "updated_at": time(&self.updated_at),
            "project_id": self.project_id,
            "dns_conf": self.dns_conf.as_ref().map(|conf| json!({"hosts": conf.hosts})),
        })
    }

    fn api_json(&self) -> Option<Value> {
        Some(self.to_json())
    }
}

impl View for TargetRegistryPage {
    fn view(&self) -> Value {
        json!({"items": self.items.view(), "total": self.total})
    }

    fn api_json(&self) -> Option<Value> {
        Some(self.to_json())
    }
}

impl View for CreatedTargetRegistry {
    fn view(&self) -> Value {
        json!({"id": self.id})
    }

    fn api_json(&self) -> Option<Value> {
        Some(self.to_json())
    }
}

impl View for LongTermCredential {
    fn view(&self) -> Value {
        json!({
            "token_id": self.token_id,
            "name": self.name,
            "instance_id": self.instance_id,
            "user_id": self.user_id,
            "user_profile": self.user_profile,
            "enable": self.enable,
            "created_at": time(&self.created_at),
            "expire_date": time(&self.expire_date),
        })
    }

    fn api_json(&self) -> Option<Value> {
        Some(self.to_json())
    }
}

impl View for LongTermCredentialPage {
    fn view(&self) -> Value {
        json!({"items": self.items.view(), "total": self.total})
    }

    fn api_json(&self) -> Option<Value> {
        Some(self.to_json())
    }
}

impl View for IssuedLongTermCredential {
    fn view(&self) -> Value {
        json!({
            "token_id": self.token_id,
            "user_id": self.user_id,
            "created_at": time(&self.created_at),
            "expire_date": time(&self.expire_date),
            "credentials": self.credentials.view(),
        })
    }

    fn api_json(&self) -> Option<Value> {
        Some(self.to_json())
    }
}
