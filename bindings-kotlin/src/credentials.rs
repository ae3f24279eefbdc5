//! What proves to each service who is calling: the one thing of a client that no other service has alike.

use std::sync::Arc;

use registry_tokens::SwrCredentials;
use registry_tokens::ionos::AccountCredentials;

use crate::secret::HeldSecret;

/// What proves to IONOS who is calling.
#[derive(uniffi::Enum)]
pub enum NativeIonosCredentials {
    /// An account token.
    Token {
        /// It.
        token: Arc<HeldSecret>,
    },
    /// Basic authentication.
    Basic {
        /// The user name.
        username: String,
        /// The password.
        password: Arc<HeldSecret>,
    },
}

impl From<NativeIonosCredentials> for AccountCredentials {
    fn from(given: NativeIonosCredentials) -> Self {
        match given {
            NativeIonosCredentials::Token { token } => Self::token(token.0.clone()),
            NativeIonosCredentials::Basic { username, password } => Self::basic(username, password.0.clone()),
        }
    }
}

/// What proves to Huawei Cloud who is calling.
#[derive(uniffi::Enum)]
pub enum NativeSwrCredentials {
    /// Keys that sign each request.
    AccessKey {
        /// The access key.
        access_key: String,
        /// Its secret key.
        secret_key: Arc<HeldSecret>,
        /// The token that belongs to temporary keys.
        security_token: Option<Arc<HeldSecret>>,
    },
    /// An IAM user token.
    Token {
        /// It.
        token: Arc<HeldSecret>,
    },
}

impl From<NativeSwrCredentials> for SwrCredentials {
    fn from(given: NativeSwrCredentials) -> Self {
        match given {
            NativeSwrCredentials::Token { token } => Self::token(token.0.clone()),
            NativeSwrCredentials::AccessKey { access_key, secret_key, security_token } => {
                let secret_key = secret_key.0.clone();
                match security_token {
                    Some(token) => Self::temporary(access_key, secret_key, token.0.clone()),
                    None => Self::access_key(access_key, secret_key),
                }
            }
        }
    }
}
