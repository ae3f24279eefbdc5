//! What proves who is calling.

use http::HeaderValue;

use crate::Secret;
use crate::error::Error;
use crate::transport::text_value;

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

    /// Temporary keys, and the security token that belongs to them.
    pub fn temporary(
        access_key: impl Into<String>,
        secret_key: impl Into<Secret>,
        security_token: impl Into<Secret>,
    ) -> Self {
        let security_token = Some(security_token.into());
        Self::AccessKey { access_key: access_key.into(), secret_key: secret_key.into(), security_token }
    }

    /// An IAM user token of the project.
    pub fn token(token: impl Into<Secret>) -> Self {
        Self::Token(token.into())
    }

    /// Every form in which a service could echo them.
    pub(crate) fn secrets(&self) -> Vec<Secret> {
        match self {
            Self::AccessKey { secret_key, security_token, .. } => {
                std::iter::once(secret_key.clone()).chain(security_token.clone()).collect()
            }
            Self::Token(token) => vec![token.clone()],
        }
    }
}

/// Credentials that can be sent.
#[derive(Clone)]
pub(crate) enum Proof {
    Keys { access_key: String, secret_key: Secret, security_token: Option<HeaderValue> },
    Token(HeaderValue),
}

impl Proof {
    pub(crate) fn new(credentials: &SwrCredentials) -> Result<Self, Error> {
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
                // As a file has them that it was read from.
                let key = secret_key.reveal();
                if key.trim() != key || key.chars().any(char::is_control) {
                    return Err(Error::config(
                        "secret_key has blanks or line ends around it, or controls inside",
                    ));
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

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(credentials: &SwrCredentials) -> String {
        let error = Proof::new(credentials).err().unwrap();
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
        for key in ["canary\n", " canary", "canary\0s"] {
            assert!(refused(&SwrCredentials::access_key("a", key)).contains("secret_key"));
        }
        for token in ["canary\n", ""] {
            let keys = SwrCredentials::temporary("a", "canary", token);
            assert!(refused(&keys).contains("security_token"));
        }
        assert!(refused(&SwrCredentials::token("canary\r\n")).contains("token"));
        assert!(refused(&SwrCredentials::token("")).contains("token"));
    }
}
