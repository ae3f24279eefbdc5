//! What a script expects of the signature of a request.

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::format::Object;
use crate::requests::RecordedRequest;
use crate::signature::{Key, Parts, verify};

pub(super) enum ExpectedSignature {
    /// Nothing that belongs to a signature may be there.
    Absent,
    By(Box<Signer>),
}

pub(super) struct Signer {
    access_key: String,
    secret_key: String,
    project_id: Option<String>,
    security_token: Option<String>,
}

impl ExpectedSignature {
    pub(super) fn parse(value: &Value, at: &str) -> Result<Self, String> {
        if value.is_null() {
            return Ok(Self::Absent);
        }
        let object = Object::new(value, at, &["access_key", "secret_key", "project_id", "security_token"])?;
        let optional = |key: &str| Ok::<_, String>(object.optional_text(key)?.map(str::to_owned));
        Ok(Self::By(Box::new(Signer {
            access_key: object.text("access_key")?.to_owned(),
            secret_key: object.text("secret_key")?.to_owned(),
            project_id: optional("project_id")?,
            security_token: optional("security_token")?,
        })))
    }

    pub(super) fn difference(&self, got: &RecordedRequest, now: DateTime<Utc>) -> Option<String> {
        let found = match self {
            Self::Absent => ["Authorization", "X-Sdk-Date"]
                .into_iter()
                .find(|name| got.headers.get(name).is_some())
                .map(|name| format!("expected none, got the header {name}")),
            Self::By(signer) => signer.check(got, now).err(),
        };
        found.map(|text| format!("signature: {text}"))
    }
}

impl Signer {
    fn check(&self, got: &RecordedRequest, now: DateTime<Utc>) -> Result<(), String> {
        let parts = Parts {
            method: &got.method,
            path: &got.full_path,
            query: got.query.as_deref(),
            headers: &got.headers,
            body: &got.body,
        };
        let key = Key { secret: &self.secret_key, security_token: self.security_token.as_deref() };
        let verified = verify(parts, now, |given| (given == self.access_key).then_some(key))?;
        let given = [
            (true, "content-type"),
            (true, "host"),
            (self.project_id.is_some(), "x-project-id"),
            (true, "x-sdk-date"),
            (self.security_token.is_some(), "x-security-token"),
        ];
        let wanted: Vec<&str> = given.into_iter().filter_map(|(there, name)| there.then_some(name)).collect();
        if verified.signed_headers != wanted {
            let (wanted, signed) = (wanted.join(";"), verified.signed_headers.join(";"));
            return Err(format!("expected the signed headers {wanted}, got {signed}"));
        }
        match (&self.project_id, got.headers.get("x-project-id")) {
            (Some(wanted), Some(given)) if wanted != given => {
                Err(format!("expected the signed X-Project-Id {wanted:?}, got {given:?}"))
            }
            _ => Ok(()),
        }
    }
}
