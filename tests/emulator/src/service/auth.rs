//! Who may call the service.

use std::fmt;

use base64::Engine as _;
use uuid::Uuid;

use super::answers::ServiceError;
use super::swr::SwrAccount;
use crate::http::Headers;

/// The account of one world: two ways to prove who one is.
#[derive(Clone)]
pub(crate) struct Account {
    pub(crate) token: String,
    pub(crate) username: String,
    pub(crate) password: String,
    /// The same customer's account with the other provider.
    pub(crate) swr: SwrAccount,
    user_id: String,
}

/// Who appears as the creator of a resource.
pub(super) struct Author {
    pub(super) name: String,
    pub(super) user_id: String,
}

impl Account {
    /// Credentials nobody else has, so that a test which uses those of another world is found out.
    pub(crate) fn random() -> Self {
        let id = Uuid::new_v4().simple().to_string();
        Self {
            token: format!("account-token-{}", Uuid::new_v4().simple()),
            username: format!("user-{}@example.org", &id[..8]),
            password: format!("account-password-{}", Uuid::new_v4().simple()),
            swr: SwrAccount::random(),
            user_id: format!("u-{}", &id[8..16]),
        }
    }

    pub(super) fn author(&self) -> Author {
        Author { name: self.username.clone(), user_id: self.user_id.clone() }
    }

    pub(super) fn admit(&self, headers: &Headers) -> Result<(), ServiceError> {
        let mut given = headers.all("authorization");
        let (Some(authorization), None) = (given.next(), given.next()) else {
            return Err(ServiceError::unauthorized());
        };
        let (scheme, proof) = authorization.split_once(' ').ok_or_else(ServiceError::unauthorized)?;
        if scheme.eq_ignore_ascii_case("bearer") && proof == self.token {
            return Ok(());
        }
        if scheme.eq_ignore_ascii_case("basic") && self.knows(proof) {
            return contract_number(headers);
        }
        Err(ServiceError::unauthorized())
    }

    fn knows(&self, basic: &str) -> bool {
        base64::engine::general_purpose::STANDARD
            .decode(basic)
            .is_ok_and(|pair| pair == format!("{}:{}", self.username, self.password).as_bytes())
    }
}

impl fmt::Debug for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Account").field("username", &self.username).finish_non_exhaustive()
    }
}

fn contract_number(headers: &Headers) -> Result<(), ServiceError> {
    match headers.get("x-contract-number") {
        Some(number) if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit()) => {
            Err(ServiceError::bad_request("invalid-contract-number", "X-Contract-Number must be an integer"))
        }
        _ => Ok(()),
    }
}
