//! SWR's and IAM's ways towards the transport: signatures or a token, and refusals.

use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};

use bytes::Bytes;
use chrono::Utc;
use http::StatusCode;
use http::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};

use super::refusal;
use super::signing::{self, Parts};
use crate::Secret;
use crate::error::Error;
use crate::transport::{Provider, Refusal, text_value};

static PROJECT_ID: HeaderName = HeaderName::from_static("x-project-id");
static SECURITY_TOKEN: HeaderName = HeaderName::from_static("x-security-token");
static AUTH_TOKEN: HeaderName = HeaderName::from_static("x-auth-token");

/// What proves to Huawei Cloud who is calling: keys that sign each request, or an IAM user token.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum SwrCredentials {
    /// An access key and its secret key.
    #[non_exhaustive]
    AccessKey {
        /// The access key (AK).
        access_key: String,
        /// The secret key (SK).
        secret_key: Secret,
        /// The token that belongs to temporary keys.
        security_token: Option<Secret>,
    },
    /// An IAM user token of the project.
    Token(Secret),
}

impl SwrCredentials {
    /// An access key and its secret key.
    pub fn access_key(access_key: impl Into<String>, secret_key: impl Into<Secret>) -> Self {
        Self::AccessKey { access_key: access_key.into(), secret_key: secret_key.into(), security_token: None }
    }

    /// Adds the token that belongs to temporary keys; a user token has none.
    pub fn security_token(mut self, token: impl Into<Secret>) -> Self {
        if let Self::AccessKey { security_token, .. } = &mut self {
            *security_token = Some(token.into());
        }
        self
    }

    /// An IAM user token of the project.
    pub fn token(token: impl Into<Secret>) -> Self {
        Self::Token(token.into())
    }

    /// Every form in which a service could echo them.
    fn secrets(&self) -> Vec<Secret> {
        match self {
            Self::AccessKey { secret_key, security_token, .. } => {
                std::iter::once(secret_key.clone()).chain(security_token.clone()).collect()
            }
            Self::Token(token) => vec![token.clone()],
        }
    }
}

/// How many of them there are at most.
const MOST_SECRETS: usize = 2;

/// Credentials that can be sent.
#[derive(Clone)]
enum Proof {
    Keys { access_key: String, secret_key: Secret, security_token: Option<HeaderValue> },
    Token(HeaderValue),
}

impl Proof {
    fn new(credentials: &SwrCredentials) -> Result<Self, Error> {
        let header = |name: &str, secret: &Secret| {
            if secret.is_empty() {
                return Err(Error::config(format!("{name} is empty")));
            }
            let mut value = text_value(secret.reveal()).ok_or_else(|| {
                Error::config(format!(
                    "{name} has characters that a header cannot hold (only printable ASCII)"
                ))
            })?;
            value.set_sensitive(true);
            Ok(value)
        };
        match credentials {
            SwrCredentials::Token(token) => Ok(Self::Token(header("token", token)?)),
            SwrCredentials::AccessKey { access_key, secret_key, security_token } => {
                // It stands in a header among other fields.
                let is_plain = |byte: u8| byte.is_ascii_graphic() && byte != b',';
                if access_key.is_empty() || !access_key.bytes().all(is_plain) {
                    return Err(Error::config(
                        "access_key must be printable ASCII without blanks and commas",
                    ));
                }
                if secret_key.is_empty() {
                    return Err(Error::config("secret_key is empty"));
                }
                let security_token =
                    security_token.as_ref().map(|token| header("security_token", token)).transpose()?;
                Ok(Self::Keys {
                    access_key: access_key.clone(),
                    secret_key: secret_key.clone(),
                    security_token,
                })
            }
        }
    }
}

/// The account that a client works for, shared by its links to SWR and IAM.
pub(crate) struct Account {
    current: RwLock<Current>,
}

#[derive(Clone)]
struct Current {
    proof: Proof,
    /// Those of these credentials, and of the ones before.
    secrets: Vec<Secret>,
    given_project: Option<String>,
    found_project: Option<String>,
    /// Counts the changes of credentials.
    generation: u64,
}

impl Account {
    pub(crate) fn new(credentials: &SwrCredentials, given_project: Option<String>) -> Result<Self, Error> {
        let (proof, secrets) = (Proof::new(credentials)?, credentials.secrets());
        let current = Current { proof, secrets, given_project, found_project: None, generation: 0 };
        Ok(Self { current: RwLock::new(current) })
    }

    /// Another one with the same credentials.
    pub(crate) fn copied(&self) -> Self {
        Self { current: RwLock::new(self.current().clone()) }
    }

    fn current(&self) -> RwLockReadGuard<'_, Current> {
        self.current.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn set_credentials(&self, credentials: &SwrCredentials) -> Result<(), Error> {
        let proof = Proof::new(credentials)?;
        let mut secrets = credentials.secrets();
        let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
        // A call that is under way was sent with the ones before, and its answer may repeat those.
        secrets.extend(current.secrets.drain(..).take(MOST_SECRETS));
        current.proof = proof;
        current.secrets = secrets;
        // The keys of another account have another project.
        current.found_project = None;
        current.generation += 1;
        Ok(())
    }

    /// The project that was given or found, and what to remember a found one with.
    pub(crate) fn project(&self) -> (Option<String>, u64) {
        let current = self.current();
        (current.given_project.clone().or_else(|| current.found_project.clone()), current.generation)
    }

    /// Remembers the project of the credentials of a generation, unless others came meanwhile.
    pub(crate) fn remember_project(&self, id: &str, generation: u64) {
        let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
        if current.generation == generation {
            current.found_project = Some(id.to_owned());
        }
    }

    fn authorize(&self, request: &mut http::Request<Bytes>) -> Result<(), Error> {
        let current = self.current();
        // The service wants it on every request, also on those without a body.
        request.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        match &current.proof {
            Proof::Token(token) => {
                request.headers_mut().insert(AUTH_TOKEN.clone(), token.clone());
                Ok(())
            }
            Proof::Keys { access_key, secret_key, security_token } => {
                let project = current.given_project.as_deref().or(current.found_project.as_deref());
                let signed = signed_headers(request, project, security_token.as_ref())?;
                let uri = request.uri();
                let parts = Parts {
                    method: request.method().as_str(),
                    path: uri.path(),
                    query: uri.query().unwrap_or_default(),
                    headers: &signed,
                    body: request.body(),
                };
                let signature = signing::sign(&parts, secret_key.reveal().as_bytes());
                let mut value = header_value(&signature.authorization(access_key))?;
                value.set_sensitive(true);
                let headers = request.headers_mut();
                headers.extend(signed);
                headers.insert(AUTHORIZATION, value);
                Ok(())
            }
        }
    }

    fn secrets(&self) -> Vec<Secret> {
        self.current().secrets.clone()
    }
}

/// The headers that are signed: what a proxy may change on the way is not among them.
fn signed_headers(
    request: &http::Request<Bytes>,
    project: Option<&str>,
    security_token: Option<&HeaderValue>,
) -> Result<HeaderMap, Error> {
    let mut signed = HeaderMap::new();
    if let Some(value) = request.headers().get(CONTENT_TYPE) {
        signed.insert(CONTENT_TYPE, value.clone());
    }
    if let Some(project) = project {
        signed.insert(PROJECT_ID.clone(), header_value(project)?);
    }
    if let Some(token) = security_token {
        signed.insert(SECURITY_TOKEN.clone(), token.clone());
    }
    let host = request.uri().authority().map_or("", |authority| authority.as_str());
    let date = header_value(&signing::sdk_date(Utc::now()))?;
    signing::complete(&mut signed, &header_value(host)?, &date);
    Ok(signed)
}

fn header_value(text: &str) -> Result<HeaderValue, Error> {
    text_value(text).ok_or_else(|| Error::config("the request cannot be signed: a value is no header's"))
}

macro_rules! provider {
    ($(#[$meta:meta])* $name:ident, $label:literal, $request_id:literal) => {
        $(#[$meta])*
        pub(crate) struct $name(pub(crate) Arc<Account>);

        impl Provider for $name {
            fn name(&self) -> &'static str {
                $label
            }

            fn request_id_headers(&self) -> &'static [&'static str] {
                &[$request_id]
            }

            fn reserved_headers(&self) -> &'static [&'static str] {
                &["x-auth-token", "x-project-id", "x-sdk-content-sha256", "x-sdk-date", "x-security-token"]
            }

            fn authorize(&self, request: &mut http::Request<Bytes>) -> Result<(), Error> {
                self.0.authorize(request)
            }

            fn read_refusal(&self, status: StatusCode, body: &[u8]) -> Refusal {
                refusal::read(status, body)
            }

            fn secrets(&self) -> Vec<Secret> {
                self.0.secrets()
            }
        }
    };
}

provider!(
    /// The part of a client that stands between the transport and SWR.
    SwrProvider,
    "swr",
    "x-request-id"
);
provider!(
    /// The same for IAM.
    IamProvider,
    "iam",
    "x-iam-trace-id"
);

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(credentials: &SwrCredentials) -> String {
        let error = Account::new(credentials, None).err().unwrap();
        let text = format!("{error} {error:?} {credentials:?}");
        assert!(!text.contains("canary"), "{text}");
        text
    }

    #[test]
    fn what_cannot_stand_in_a_header_is_refused_by_name() {
        for key in ["", "a b", "a,b", "a\r\nX-Evil: 1", "é"] {
            assert!(refused(&SwrCredentials::access_key(key, "canary")).contains("access_key"));
        }
        assert!(refused(&SwrCredentials::access_key("a", "")).contains("secret_key"));
        let keys = SwrCredentials::access_key("a", "canary");
        assert!(refused(&keys.clone().security_token("canary\n")).contains("security_token"));
        assert!(refused(&keys.security_token("")).contains("security_token"));
        assert!(refused(&SwrCredentials::token("canary\r\n")).contains("token"));
        assert!(refused(&SwrCredentials::token("")).contains("token"));
    }

    #[test]
    fn a_project_is_kept_for_the_keys_that_it_was_found_with() {
        let account = Account::new(&SwrCredentials::access_key("a", "s"), None).unwrap();
        let (none, generation) = account.project();
        assert_eq!(none, None);
        account.remember_project("p1", generation);
        assert_eq!(account.project().0.as_deref(), Some("p1"));
        account.set_credentials(&SwrCredentials::access_key("b", "s")).unwrap();
        assert_eq!(account.project().0, None);
        account.remember_project("p1", generation);
        assert_eq!(account.project().0, None);
    }
}
