//! The canonical form of rotations.

use registry_tokens::models::{Leftover, LongTermCredentialRotation, Retirement, TokenRotation};
use serde_json::{Value, json};

use super::{View, time};

impl View for TokenRotation {
    fn view(&self) -> Value {
        json!({
            "base_name": self.base_name,
            "old": self.old.view(),
            "new": self.new.view(),
            "credentials": self.credentials.view(),
        })
    }

    fn api_json(&self) -> Option<Value> {
        Some(self.to_json())
    }
}

impl View for LongTermCredentialRotation {
    fn view(&self) -> Value {
        json!({
            "base_name": self.base_name,
            "old": self.old.view(),
            "new": self.new.view(),
            "credentials": self.credentials.view(),
        })
    }

    fn api_json(&self) -> Option<Value> {
        Some(self.to_json())
    }
}

impl View for Retirement {
    fn view(&self) -> Value {
        json!({
            "old_outcome": self.old_outcome.as_str(),
            "old_expiry_date": time(&self.old_expiry_date),
            "failure": self.failure,
            "leftovers": self.leftovers.view(),
        })
    }

    fn api_json(&self) -> Option<Value> {
        Some(self.to_json())
    }
}

impl View for Leftover {
    fn view(&self) -> Value {
        json!({
            "id": self.id,
            "name": self.name,
            "outcome": self.outcome.as_str(),
            "failure": self.failure,
        })
    }

    fn api_json(&self) -> Option<Value> {
        Some(self.to_json())
    }
}
