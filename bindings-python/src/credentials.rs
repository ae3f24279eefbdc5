//! The credentials of each service, by the names that callers in Python give them.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use registry_tokens::Secret;
use registry_tokens::ionos::AccountCredentials;
use registry_tokens::swr::SwrCredentials;

use crate::argument::Arguments;

pub(crate) fn ionos(arguments: Arguments, given: &Bound<'_, PyDict>) -> PyResult<AccountCredentials> {
    let token: Option<Secret> = arguments.option(given, "token")?;
    let username: Option<String> = arguments.option(given, "username")?;
    let password: Option<Secret> = arguments.option(given, "password")?;
    match (token, username, password) {
        (Some(token), None, None) => Ok(AccountCredentials::token(token)),
        (None, Some(username), Some(password)) => Ok(AccountCredentials::basic(username, password)),
        _ => Err(PyTypeError::new_err("give either token, or username and password")),
    }
}

pub(crate) fn swr(arguments: Arguments, given: &Bound<'_, PyDict>) -> PyResult<SwrCredentials> {
    let token: Option<Secret> = arguments.option(given, "token")?;
    let access_key: Option<String> = arguments.option(given, "access_key")?;
    let secret_key: Option<Secret> = arguments.option(given, "secret_key")?;
    let security_token: Option<Secret> = arguments.option(given, "security_token")?;
    match (token, access_key, secret_key, security_token) {
        (Some(token), None, None, None) => Ok(SwrCredentials::token(token)),
        (None, Some(access_key), Some(secret_key), None) => {
            Ok(SwrCredentials::access_key(access_key, secret_key))
        }
        (None, Some(access_key), Some(secret_key), Some(security_token)) => {
            Ok(SwrCredentials::temporary(access_key, secret_key, security_token))
        }
        _ => Err(PyTypeError::new_err(
            "give either token, or access_key and secret_key, with security_token if they are temporary",
        )),
    }
}
