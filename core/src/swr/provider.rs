//! SWR's and IAM's ways towards the transport: signatures or a token, and refusals.

use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard};

use bytes::Bytes;
use chrono::Utc;
use http::StatusCode;
use http::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};

use super::config::{ADDRESS, IAM_ADDRESS, Project};
use super::credentials::{Proof, SwrCredentials};
use super::refusal;
use super::signing::{self, Parts};
use crate::Secret;
use crate::error::Error;
use crate::transport::{Provider, Refusal, text_value};

pub(crate) static PROJECT_ID: HeaderName = HeaderName::from_static("x-project-id");
static SECURITY_TOKEN: HeaderName = HeaderName::from_static("x-security-token");
static AUTH_TOKEN: HeaderName = HeaderName::from_static("x-auth-token");

/// How many of them there are at most.
const MOST_SECRETS: usize = 2;

/// The account that a client works for, shared by its links to SWR and IAM.
pub(crate) struct Account {
    current: RwLock<Current>,
    given_project: Option<String>,
    /// The project of the keys of a generation. Apart from them, as calls write it: a child process that was made in that
    /// moment must not wait for it.
    found_project: Mutex<Option<(u64, String)>>,
}

#[derive(Clone)]
struct Current {
    proof: Proof,
    /// Those of these credentials, and of the ones before.
    secrets: Vec<Secret>,
    /// Counts the changes of credentials.
    generation: u64,
}

impl Account {
    pub(crate) fn new(credentials: &SwrCredentials, project: Project) -> Result<Self, Error> {
        let (proof, secrets) = (Proof::new(credentials)?, credentials.secrets());
        let (given_project, found_project) = match project {
            Project::Given(id) => (Some(id), None),
            Project::OfKeys(id) => (None, id),
        };
        Ok(Self {
            current: RwLock::new(Current { proof, secrets, generation: 0 }),
            given_project,
            found_project: Mutex::new(found_project.map(|id| (0, id))),
        })
    }

    /// Another one with the same credentials, for a process made by `fork`.
    pub(crate) fn copied(&self) -> Self {
        let found = self.found_project.try_lock().ok().and_then(|found| found.clone());
        Self {
            current: RwLock::new(self.current().clone()),
            given_project: self.given_project.clone(),
            found_project: Mutex::new(found),
        }
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
        // The keys of another account have another project, so what was found for the ones before does not count any more.
        *current = Current { proof, secrets, generation: current.generation + 1 };
        Ok(())
    }

    /// The project that was given or found, and what to remember a found one with.
    pub(crate) fn project(&self) -> (Option<String>, u64) {
        let generation = self.current().generation;
        let found = self.found_project.lock().unwrap_or_else(PoisonError::into_inner);
        let found = found.as_ref().filter(|(of, _)| *of == generation).map(|(_, id)| id.clone());
        (self.given_project.clone().or(found), generation)
    }

    /// Remembers the project of the credentials of a generation.
    pub(crate) fn remember_project(&self, id: &str, generation: u64) {
        *self.found_project.lock().unwrap_or_else(PoisonError::into_inner) =
            Some((generation, id.to_owned()));
    }

    fn authorize(&self, request: &mut http::Request<Bytes>) -> Result<(), Error> {
        let current = self.current();
        // The service wants it on every request, also on those without a body.
        request.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        match &current.proof {
            Proof::Token(token) => {
                let headers = request.headers_mut();
                // A token is one of a project by itself.
                headers.remove(&PROJECT_ID);
                headers.insert(AUTH_TOKEN.clone(), token.clone());
                Ok(())
            }
            Proof::Keys { access_key, secret_key, security_token } => {
                let signed = signed_headers(request, security_token.as_ref())?;
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
    security_token: Option<&HeaderValue>,
) -> Result<HeaderMap, Error> {
    let mut signed = HeaderMap::new();
    for name in [&CONTENT_TYPE, &PROJECT_ID] {
        if let Some(value) = request.headers().get(name) {
            signed.insert(name.clone(), value.clone());
        }
    }
    if let Some(token) = security_token {
        signed.insert(SECURITY_TOKEN.clone(), token.clone());
    }
    let host = request.uri().authority().map_or("", |authority| authority.as_str());
    let date = header_value(&signing::sdk_date(Utc::now()))?;
    signing::complete(&mut signed, &header_value(host)?, &date);
    Ok(signed)
}

pub(crate) fn header_value(text: &str) -> Result<HeaderValue, Error> {
    text_value(text).ok_or_else(|| Error::config("the request cannot be signed: a value is no header's"))
}

macro_rules! provider {
    ($(#[$meta:meta])* $name:ident, $label:literal, $address:expr, $request_id:literal) => {
        $(#[$meta])*
        pub(crate) struct $name(pub(crate) Arc<Account>);

        impl Provider for $name {
            fn name(&self) -> &'static str {
                $label
            }

            fn address_option(&self) -> &'static str {
                $address.option
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
    ADDRESS,
    "x-request-id"
);
provider!(
    /// The same for IAM.
    IamProvider,
    "iam",
    IAM_ADDRESS,
    "x-iam-trace-id"
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_project_is_kept_for_the_keys_that_it_was_found_with() {
        let keys = SwrCredentials::access_key("a", "s");
        let account = Account::new(&keys, Project::OfKeys(None)).unwrap();
        let (none, generation) = account.project();
        assert_eq!(none, None);
        account.remember_project("p1", generation);
        assert_eq!(account.project().0.as_deref(), Some("p1"));
        account.set_credentials(&SwrCredentials::access_key("b", "s")).unwrap();
        assert_eq!(account.project().0, None);
        account.remember_project("p1", generation);
        assert_eq!(account.project().0, None);

        let of_file = Account::new(&keys, Project::OfKeys(Some("p2".to_owned()))).unwrap();
        assert_eq!(of_file.copied().project().0.as_deref(), Some("p2"));
        of_file.set_credentials(&SwrCredentials::access_key("b", "s")).unwrap();
        assert_eq!(of_file.project().0, None);
        let given = Account::new(&keys, Project::Given("p3".to_owned())).unwrap();
        given.set_credentials(&SwrCredentials::access_key("b", "s")).unwrap();
        assert_eq!(given.project().0.as_deref(), Some("p3"));
    }
}
