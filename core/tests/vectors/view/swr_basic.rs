//! The canonical form of the values of SWR's basic edition: organizations, repositories, permissions and quotas.

use registry_tokens::models::{
    Access, Namespace, Quota, Repository, RepositoryMarkerPage, RepositoryPage, UserPermission,
};
use serde_json::{Value, json};

use super::{View, time};

impl View for Namespace {
    fn view(&self) -> Value {
        json!({
            "id": self.id,
            "name": self.name,
            "creator_name": self.creator_name,
            "auth": self.auth.as_ref().map(|auth| auth.as_str()),
            "access_user_count": self.access_user_count,
            "repo_count": self.repo_count,
        })
    }

    fn api_json(&self) -> Option<Value> {
        Some(self.to_json())
    }
}

impl View for Repository {
    fn view(&self) -> Value {
        json!({
            "name": self.name,
            "namespace": self.namespace,
            "id": self.id,
            "ns_id": self.ns_id,
            "category": self.category.as_str(),
            "description": self.description,
            "size": self.size,
            "is_public": self.is_public,
            "num_images": self.num_images,
            "num_download": self.num_download,
            "created_at": time(&self.created_at),
            "updated_at": time(&self.updated_at),
            "domain_name": self.domain_name,
            "domain_id": self.domain_id,
            "creator_id": self.creator_id,
            "creator_name": self.creator_name,
            "path": self.path,
            "internal_path": self.internal_path,
            "url": self.url,
            "logo": self.logo,
            "tags": self.tags,
            "status": self.status,
            "priority": self.priority,
        })
    }

    fn api_json(&self) -> Option<Value> {
        Some(self.to_json())
    }
}

impl View for RepositoryPage {
    fn view(&self) -> Value {
        json!({"items": self.items.view(), "total": self.total})
    }

    fn api_json(&self) -> Option<Value> {
        Some(self.to_json())
    }
}

impl View for RepositoryMarkerPage {
    fn view(&self) -> Value {
        json!({"items": self.items.view(), "next_marker": self.next_marker})
    }

    fn api_json(&self) -> Option<Value> {
        Some(self.to_json())
    }
}

impl View for UserPermission {
    fn view(&self) -> Value {
        json!({"user_id": self.user_id, "user_name": self.user_name, "auth": self.auth.as_str()})
    }

    fn api_json(&self) -> Option<Value> {
        Some(self.to_json())
    }
}

impl View for Access {
    fn view(&self) -> Value {
        json!({
            "id": self.id,
            "name": self.name,
            "creator_name": self.creator_name,
            "self_auth": self.self_auth.view(),
            "others_auths": self.others_auths.view(),
        })
    }

    fn api_json(&self) -> Option<Value> {
        Some(self.to_json())
    }
}

impl View for Quota {
    fn view(&self) -> Value {
        json!({
            "quota_key": self.quota_key,
            "quota_limit": self.quota_limit,
            "unit": self.unit,
            "used": self.used,
        })
    }

    fn api_json(&self) -> Option<Value> {
        Some(self.to_json())
    }
}
