//! IONOS's ways towards the transport: Bearer or Basic, and `ApiErrorResponse`.

use std::sync::{PoisonError, RwLock};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::StatusCode;
use http::header::{AUTHORIZATION, HeaderName, HeaderValue};
use serde_json::Value;
use zeroize::Zeroizing;

use crate::Secret;
use crate::error::{Error, ErrorDetail};
use crate::transport::{Provider, Refusal, kind_of_status, text_value};

static CONTRACT_NUMBER: HeaderName = HeaderName::from_static("x-contract-number");

/// What proves to IONOS who is calling: a bearer token, or a user name and password.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum AccountCredentials {
    /// An account token, with or without `Bearer ` before it.
    Token(Secret),
    /// User name and password; refused by the service for users with two-factor authentication.
    Basic {
        /// The user name, as a rule an e-mail address.
        username: String,
        /// The password.
        password: Secret,
    },
}

impl AccountCredentials {
    /// An account token, with or without `Bearer ` before it.
    pub fn token(token: impl Into<Secret>) -> Self {
        Self::Token(token.into())
    }

    /// A user name and password.
    pub fn basic(username: impl Into<String>, password: impl Into<Secret>) -> Self {
        Self::Basic { username: username.into(), password: password.into() }
    }

    /// The value of the `Authorization` header.
    fn header(&self) -> Result<HeaderValue, Error> {
        let text = match self {
            Self::Token(token) => {
                let bare = bare_token(token.reveal());
                if bare.is_empty() {
                    return Err(Error::config("token is empty"));
                }
                Zeroizing::new(format!("Bearer {bare}"))
            }
            Self::Basic { username, .. } if username.is_empty() => {
                return Err(Error::config("username is empty"));
            }
            Self::Basic { username, .. } if username.contains(':') => {
                return Err(Error::config(
                    "username must not contain `:`; Basic authentication ends it there",
                ));
            }
            Self::Basic { password, .. } if password.is_empty() => {
                return Err(Error::config("password is empty"));
            }
            Self::Basic { username, password } => {
                let pair = Zeroizing::new(format!("{username}:{}", password.reveal()));
                Zeroizing::new(format!("Basic {}", *Zeroizing::new(STANDARD.encode(pair.as_bytes()))))
            }
        };
        let mut value = text_value(&text).ok_or_else(|| {
            Error::config("token has characters that a header cannot hold (only printable ASCII)")
        })?;
        value.set_sensitive(true);
        Ok(value)
    }

    /// Every form in which a service could echo them.
    fn secrets(&self) -> Vec<Secret> {
        match self {
            Self::Token(token) => vec![Secret::from(bare_token(token.reveal()))],
            Self::Basic { username, password } => {
                let pair = Zeroizing::new(format!("{username}:{}", password.reveal()));
                vec![password.clone(), Secret::from(STANDARD.encode(pair.as_bytes()))]
            }
        }
    }
}

/// How many of them there are at most.
const MOST_SECRETS: usize = 2;

/// The token without blanks around it and without the scheme that some sources put before it.
fn bare_token(token: &str) -> &str {
    let token = token.trim();
    let (first, rest) = token.split_once(char::is_whitespace).unwrap_or((token, ""));
    if first.eq_ignore_ascii_case("bearer") { rest.trim() } else { token }
}

/// The part of a client that stands between the transport and IONOS.
pub(crate) struct IonosProvider {
    contract_number: Option<HeaderValue>,
    current: RwLock<Current>,
}

#[derive(Clone)]
struct Current {
    authorization: HeaderValue,
    is_basic: bool,
    /// Those of these credentials, and of the ones before.
    secrets: Vec<Secret>,
}

impl Current {
    fn new(credentials: &AccountCredentials) -> Result<Self, Error> {
        Ok(Self {
            authorization: credentials.header()?,
            is_basic: matches!(credentials, AccountCredentials::Basic { .. }),
            secrets: credentials.secrets(),
        })
    }
}

impl IonosProvider {
    pub(crate) fn new(
        credentials: &AccountCredentials,
        contract_number: Option<HeaderValue>,
    ) -> Result<Self, Error> {
        Ok(Self { contract_number, current: RwLock::new(Current::new(credentials)?) })
    }

    /// Another one with the same credentials.
    pub(crate) fn copied(&self) -> Self {
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner).clone();
        Self { contract_number: self.contract_number.clone(), current: RwLock::new(current) }
    }

    pub(crate) fn set_credentials(&self, credentials: &AccountCredentials) -> Result<(), Error> {
        let mut next = Current::new(credentials)?;
        let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
        // A call that is under way was sent with the ones before, and its answer may repeat those.
        next.secrets.extend(current.secrets.drain(..).take(MOST_SECRETS));
        *current = next;
        Ok(())
    }
}

impl Provider for IonosProvider {
    fn name(&self) -> &'static str {
        "ionos"
    }

    fn address_option(&self) -> &'static str {
        super::config::ADDRESS.option
    }

    fn request_id_headers(&self) -> &'static [&'static str] {
        &["x-request-id", "x-requestid", "x-correlation-id"]
    }

    fn reserved_headers(&self) -> &'static [&'static str] {
        &["x-contract-number"]
    }

    fn authorize(&self, request: &mut http::Request<Bytes>) -> Result<(), Error> {
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
        let headers = request.headers_mut();
        headers.insert(AUTHORIZATION, current.authorization.clone());
        if let (true, Some(number)) = (current.is_basic, &self.contract_number) {
            headers.insert(CONTRACT_NUMBER.clone(), number.clone());
        }
        Ok(())
    }

    fn read_refusal(&self, status: StatusCode, body: &[u8]) -> Refusal {
        Refusal { kind: kind_of_status(status), details: read_messages(body), throttled: false }
    }

    fn secrets(&self) -> Vec<Secret> {
        self.current.read().unwrap_or_else(PoisonError::into_inner).secrets.clone()
    }
}

/// `{"messages": [{"errorCode", "message"}]}`; whatever else a body is, it has no messages.
pub(crate) fn read_messages(body: &[u8]) -> Vec<ErrorDetail> {
    let Ok(Value::Object(mut answer)) = serde_json::from_slice(body) else { return Vec::new() };
    let Some(Value::Array(messages)) = answer.remove("messages") else { return Vec::new() };
    let text = |message: &Value, key: &str| match message.get(key) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    };
    let details = messages.iter().map(|one| ErrorDetail::new(text(one, "errorCode"), text(one, "message")));
    details.filter(|detail| !(detail.code.is_empty() && detail.message.is_empty())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bearer_is_added_exactly_once() {
        for given in ["abc", "Bearer abc", "bearer  abc", " abc "] {
            assert_eq!(AccountCredentials::token(given).header().unwrap(), "Bearer abc");
        }
        assert!(AccountCredentials::token("Bearer ").header().is_err());
    }

    #[test]
    fn a_token_cannot_start_another_header() {
        let text = AccountCredentials::token("canary\r\nX-Evil: 1").header().unwrap_err().to_string();
        assert!(text.contains("token") && !text.contains("canary"), "{text}");
    }

    #[test]
    fn halves_and_colons_are_refused() {
        for bad in [
            AccountCredentials::basic("", "p"),
            AccountCredentials::basic("u", ""),
            AccountCredentials::basic("u:v", "p"),
        ] {
            assert!(bad.header().is_err());
        }
        let value = AccountCredentials::basic("u", "p").header().unwrap();
        assert!(value.is_sensitive() && value == "Basic dTpw");
    }

    #[test]
    fn messages_are_read_from_whatever_comes() {
        let read = |body: &str| read_messages(body.as_bytes());
        assert_eq!(read(r#"{"messages":[{"errorCode":"7","message":"no"}]}"#), [ErrorDetail::new("7", "no")]);
        assert_eq!(read(r#"{"messages":[{"errorCode":7}]}"#), [ErrorDetail::new("7", "")]);
        for empty in
            ["", "<html>", "[]", r#"{"messages":null}"#, r#"{"messages":[{}]}"#, r#"{"messages":[1]}"#]
        {
            assert!(read(empty).is_empty(), "{empty}");
        }
    }
}
