//! Who may call SWR and IAM: two sets of keys and a token.

use chrono::Utc;
use serde_json::{Value, json};
use uuid::Uuid;

use super::answers::Refusal;
use super::basic::{NAMESPACE, REPOSITORY};
use crate::service::Call;
use crate::signature::{Key, Parts, verify};

/// The region, and the name of the project of the start state.
pub(crate) const REGION: &str = "cn-north-4";

/// The Huawei Cloud account of one world.
#[derive(Clone)]
pub(crate) struct SwrAccount {
    pub(crate) access_key: String,
    pub(crate) secret_key: String,
    pub(crate) temporary_access_key: String,
    pub(crate) temporary_secret_key: String,
    pub(crate) temporary_security_token: String,
    pub(crate) token: String,
    pub(crate) project_id: String,
    pub(crate) instance_id: String,
    pub(crate) user_id: String,
    pub(crate) domain_id: String,
}

/// How a caller has proved who it is.
pub(super) struct Caller {
    /// `None`: by a token.
    pub(super) access_key: Option<String>,
}

impl SwrAccount {
    pub(crate) const USER_NAME: &'static str = "emulator-user";
    pub(super) const DOMAIN_NAME: &'static str = "emulator-account";

    /// Credentials nobody else has, so that a test which uses those of another world is found out.
    pub(crate) fn random() -> Self {
        Self {
            access_key: access_key(),
            secret_key: random("swr-secret-key-"),
            temporary_access_key: access_key(),
            temporary_secret_key: random("swr-temporary-secret-key-"),
            temporary_security_token: random("swr-security-token-"),
            token: random("swr-user-token-"),
            project_id: random(""),
            instance_id: Uuid::new_v4().hyphenated().to_string(),
            user_id: random(""),
            domain_id: random(""),
        }
    }

    /// What a client needs to know.
    pub(crate) fn describe(&self) -> Value {
        json!({
            "swr_access_key": self.access_key,
            "swr_secret_key": self.secret_key,
            "swr_temporary_access_key": self.temporary_access_key,
            "swr_temporary_secret_key": self.temporary_secret_key,
            "swr_temporary_security_token": self.temporary_security_token,
            "swr_token": self.token,
            "swr_project_id": self.project_id,
            "swr_region": REGION,
            "swr_instance_id": self.instance_id,
            "swr_user_id": self.user_id,
            "swr_user_name": Self::USER_NAME,
            "swr_namespace": NAMESPACE,
            "swr_repository": REPOSITORY,
        })
    }

    pub(super) fn admit(&self, call: &Call<'_>) -> Result<Caller, Refusal> {
        let mut tokens = call.headers.all("x-auth-token");
        match (tokens.next(), tokens.next(), call.headers.get("authorization")) {
            (None, _, _) => self.admit_signed(call).map(|access_key| Caller { access_key: Some(access_key) }),
            (Some(token), None, None) if token == self.token => Ok(Caller { access_key: None }),
            (Some(_), None, None) => Err(Refusal::unauthorized("decrypt token fail")),
            _ => Err(Refusal::unauthorized("one way to authenticate per request: a token or a signature")),
        }
    }

    /// By the real clock: the client's own is not moved with the world's.
    fn admit_signed(&self, call: &Call<'_>) -> Result<String, Refusal> {
        let parts = Parts {
            method: call.method,
            path: call.full_path,
            query: call.query,
            headers: call.headers,
            body: call.body,
        };
        let verified = verify(parts, Utc::now(), |given| self.key(given));
        let verified = verified.map_err(|why| Refusal::unauthorized(&why))?;
        match call.headers.get("x-project-id") {
            Some(project) if project != self.project_id => {
                Err(Refusal::unauthorized("X-Project-Id is not a project of this access key"))
            }
            _ => Ok(verified.access_key),
        }
    }

    fn key(&self, access_key: &str) -> Option<Key<'_>> {
        if access_key == self.access_key {
            Some(Key { secret: &self.secret_key, security_token: None })
        } else if access_key == self.temporary_access_key {
            let security_token = Some(self.temporary_security_token.as_str());
            Some(Key { secret: &self.temporary_secret_key, security_token })
        } else {
            None
        }
    }
}

/// 20 capitals and digits, as the service gives them out.
pub(super) fn access_key() -> String {
    let hex = Uuid::new_v4().simple().to_string().to_uppercase();
    format!("AK{}", &hex[..18])
}

/// Nobody else has this.
pub(super) fn random(prefix: &str) -> String {
    format!("{prefix}{}", Uuid::new_v4().simple())
}
