//! The shapes on the wire where they differ from ours, and what goes out.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{IssuedLongTermCredential, TargetRegistryInput, TargetRegistryType};
use crate::json::{self, optional_time};
use crate::models::Credentials;
use crate::swr::defaults::CREDENTIAL_TYPE;
use crate::transport::Unreadable;
use crate::{Secret, Timestamp};

/// What a credential is issued with.
#[derive(Serialize, Deserialize)]
pub(crate) struct CredentialSecret {
    #[serde(default)]
    token_id: Option<String>,
    #[serde(default)]
    user_id: Option<String>,
    #[serde(default, deserialize_with = "optional_time")]
    created_at: Option<Timestamp>,
    #[serde(default, deserialize_with = "optional_time")]
    expire_date: Option<Timestamp>,
    #[serde(default, skip_serializing)]
    auth_token: Option<Secret>,
}

/// The part that says what was made, for answers of which nothing else can be read.
#[derive(Deserialize)]
struct CredentialId {
    #[serde(default)]
    token_id: Option<String>,
}

impl CredentialSecret {
    /// Reads an answer. Whatever is wrong with it, the credential exists: its id goes along, so that it can be deleted.
    pub(crate) fn read(body: &[u8]) -> Result<Self, Unreadable> {
        json::decode::<Self>(body).map_err(|why| {
            let made = json::decode::<CredentialId>(body).ok();
            Unreadable { resource_id: made.and_then(|made| made.token_id), ..why }
        })
    }

    pub(crate) fn credentials(&self) -> Result<Credentials, Unreadable> {
        let username = self.required("user_id", self.user_id.as_deref())?.to_owned();
        let password = self.auth_token.as_ref().filter(|password| !password.is_empty());
        let password = password.ok_or_else(|| self.missing("auth_token"))?.clone();
        Ok(Credentials { username, password, hostname: None, expires_at: self.expire_date })
    }

    pub(crate) fn issued(&self) -> Result<IssuedLongTermCredential, Unreadable> {
        let token_id = self.required("token_id", self.token_id.as_deref())?.to_owned();
        let credentials = self.credentials()?;
        Ok(IssuedLongTermCredential {
            token_id,
            user_id: credentials.username.clone(),
            created_at: self.created_at,
            expire_date: self.expire_date,
            credentials,
        })
    }

    fn required<'a>(&self, name: &str, value: Option<&'a str>) -> Result<&'a str, Unreadable> {
        value.filter(|value| !value.is_empty()).ok_or_else(|| self.missing(name))
    }

    fn missing(&self, name: &str) -> Unreadable {
        let reason = format!("the answer is not what the API promises: {name}: missing or empty");
        Unreadable { reason, resource_id: self.token_id.clone().filter(|id| !id.is_empty()) }
    }
}

impl From<IssuedLongTermCredential> for CredentialSecret {
    fn from(issued: IssuedLongTermCredential) -> Self {
        let IssuedLongTermCredential { token_id, user_id, created_at, expire_date, .. } = issued;
        let (token_id, user_id) = (Some(token_id), Some(user_id));
        Self { token_id, user_id, created_at, expire_date, auth_token: None }
    }
}

/// `RegistryBody`.
#[derive(Serialize)]
pub(crate) struct RegistryBody<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    r#type: &'a TargetRegistryType,
    #[serde(skip_serializing_if = "Option::is_none")]
    project_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    region_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    instance_id: Option<&'a str>,
    url: &'a str,
    credential: RegistryBodyCredential<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dns_conf: Option<RegistryBodyDnsConf<'a>>,
    insecure: bool,
}

#[derive(Serialize)]
struct RegistryBodyCredential<'a> {
    r#type: &'a str,
    access_key: &'a str,
    access_secret: &'a str,
}

#[derive(Serialize)]
struct RegistryBodyDnsConf<'a> {
    hosts: &'a BTreeMap<String, String>,
}

impl<'a> From<&'a TargetRegistryInput> for RegistryBody<'a> {
    fn from(input: &'a TargetRegistryInput) -> Self {
        Self {
            name: &input.name,
            description: input.description.as_deref(),
            r#type: &input.r#type,
            project_id: input.target_project_id.as_deref(),
            region_id: input.target_region_id.as_deref(),
            instance_id: input.target_instance_id.as_deref(),
            url: &input.url,
            credential: RegistryBodyCredential {
                r#type: input.credential_type.as_deref().unwrap_or(CREDENTIAL_TYPE),
                access_key: &input.access_key,
                access_secret: input.access_secret.reveal(),
            },
            dns_conf: input.dns_hosts.as_ref().map(|hosts| RegistryBodyDnsConf { hosts }),
            insecure: input.insecure,
        }
    }
}

/// The body that a credential is asked for with.
#[derive(Serialize)]
pub(crate) struct NewCredential<'a> {
    pub(crate) name: &'a str,
}

/// The body that enables or disables a credential.
#[derive(Serialize)]
pub(crate) struct CredentialSwitch {
    pub(crate) enable: bool,
}

/// The names of those who may log in by host, as in a Docker configuration file.
#[derive(Deserialize)]
pub(crate) struct LoginBody {
    #[serde(default)]
    pub(crate) auths: Option<BTreeMap<String, Option<LoginAuth>>>,
}

#[derive(Deserialize)]
pub(crate) struct LoginAuth {
    #[serde(default)]
    pub(crate) auth: Option<Secret>,
}
