//! The credentials of each service, by the names that callers in JavaScript give them.

use napi::Result;
use napi::bindgen_prelude::Unknown;
use registry_tokens::ionos::AccountCredentials;
use registry_tokens::swr::SwrCredentials;
use registry_tokens::{Secret, binding};

use crate::argument::Arguments;
use crate::error;

pub(crate) fn ionos(arguments: Arguments<'_>, given: Unknown<'_>) -> Result<AccountCredentials> {
    let fields = arguments.fields("credentials", given, &["token", "username", "password"])?;
    let token: Option<Secret> = arguments.option(&fields, "token")?;
    let username: Option<String> = arguments.option(&fields, "username")?;
    let password: Option<Secret> = arguments.option(&fields, "password")?;
    match (token, username, password) {
        (Some(token), None, None) => Ok(AccountCredentials::token(token)),
        (None, Some(username), Some(password)) => Ok(AccountCredentials::basic(username, password)),
        _ => no_set(arguments, "credentials must be either token, or username and password"),
    }
}

pub(crate) fn swr(arguments: Arguments<'_>, given: Unknown<'_>) -> Result<SwrCredentials> {
    let names = ["token", "accessKey", "secretKey", "securityToken"];
    let fields = arguments.fields("credentials", given, &names)?;
    let token: Option<Secret> = arguments.option(&fields, "token")?;
    let access_key: Option<String> = arguments.option(&fields, "accessKey")?;
    let secret_key: Option<Secret> = arguments.option(&fields, "secretKey")?;
    let security_token: Option<Secret> = arguments.option(&fields, "securityToken")?;
    match (token, access_key, secret_key, security_token) {
        (Some(token), None, None, None) => Ok(SwrCredentials::token(token)),
        (None, Some(access_key), Some(secret_key), None) => {
            Ok(SwrCredentials::access_key(access_key, secret_key))
        }
        (None, Some(access_key), Some(secret_key), Some(security_token)) => {
            Ok(SwrCredentials::temporary(access_key, secret_key, security_token))
        }
        _ => no_set(
            arguments,
            "credentials must be either token, or accessKey and secretKey, with securityToken if they are temporary",
        ),
    }
}

fn no_set<T>(arguments: Arguments<'_>, reason: &str) -> Result<T> {
    Err(error::raised(arguments.env, &binding::invalid_argument(arguments.operation, reason)))
}
