//! From what a caller gives, the environment and the profile file to one set of settings.

use std::path::{Path, PathBuf};

use http::HeaderValue;

use super::builder::IonosClientBuilder;
use super::defaults::{BASE_PATH, BASE_URL, CONFIG_FILES};
use super::profile::{self, Profile};
use super::provider::AccountCredentials;
use crate::Secret;
use crate::client::{BaseUrl, Surroundings};
use crate::error::Error;
use crate::transport::Settings;

/// What the address of the API must look like.
pub(crate) const ADDRESS: BaseUrl = BaseUrl { option: "base_url", example: BASE_URL, path: BASE_PATH };

/// What a client is made of.
pub(crate) struct Resolved {
    pub(crate) credentials: AccountCredentials,
    pub(crate) contract_number: Option<HeaderValue>,
    pub(crate) settings: Settings,
}

/// Explicit arguments win over the environment, the environment over the profile file; credentials come as one set from
/// one of them, and inside it a token beats user name and password.
pub(crate) fn resolve(options: IonosClientBuilder, around: &Surroundings<'_>) -> Result<Resolved, Error> {
    let IonosClientBuilder { own: options, common } = options;
    let variable = |name: &str| around.variable(name);
    let given =
        one_set(["token", "username", "password"], options.token, options.username, options.password)?;
    let given = match given {
        Some(given) => Some(given),
        None => one_set(
            ["IONOS_TOKEN", "IONOS_USERNAME", "IONOS_PASSWORD"],
            variable("IONOS_TOKEN").map(Secret::from),
            variable("IONOS_USERNAME"),
            variable("IONOS_PASSWORD").map(Secret::from),
        )?,
    };
    let wanted = options.profile.or_else(|| variable("IONOS_CURRENT_PROFILE"));
    let named_file = options.config_file.or_else(|| variable("IONOS_CONFIG_FILE").map(PathBuf::from));
    let profile =
        load_profile(named_file.as_deref(), wanted.as_deref(), around.home.as_deref(), given.is_some())?;
    if profile.skips_verification {
        return Err(Error::config(
            "the profile asks for skipTlsVerify, which would show the credentials to anybody; trust the server's issuer with \
             certificateAuthData or ca_certs, or pin its certificate with pinned_certificate",
        ));
    }
    let credentials = match given {
        Some(given) => given,
        None => {
            let names = ["token of the profile", "username of the profile", "password of the profile"];
            one_set(names, profile.token, profile.username, profile.password)?.ok_or_else(|| {
                Error::config(
                    "no credentials: pass token, or username and password; or set IONOS_TOKEN, or IONOS_USERNAME and \
                     IONOS_PASSWORD; or name a profile in ~/.ionos/config",
                )
            })?
        }
    };
    let given_url = options.base_url.or_else(|| variable("IONOS_API_URL"));
    // The certificate of a profile belongs to the endpoint of that profile.
    let profile_ca_certs = if given_url.is_none() { profile.ca_certs } else { None };
    let base_url = given_url.or(profile.base_url);
    let base_url = ADDRESS.read(base_url.as_deref().unwrap_or(BASE_URL), common.allow_http)?;
    let contract_number = options.contract_number.or_else(|| variable("IONOS_CONTRACT_NUMBER"));
    let contract_number = contract_number.as_deref().map(read_contract_number).transpose()?;
    let settings = common.settings(base_url, variable("IONOS_PINNED_CERT"), profile_ca_certs, around)?;
    Ok(Resolved { credentials, contract_number, settings })
}

/// The one set of credentials of one layer, if it has any. Half a set is an error: the caller meant to log in with it.
fn one_set(
    names: [&str; 3],
    token: Option<Secret>,
    username: Option<String>,
    password: Option<Secret>,
) -> Result<Option<AccountCredentials>, Error> {
    let [_, username_name, password_name] = names;
    let half = |there: &str, missing: &str| {
        Err(Error::config(format!("{there} is given but {missing} is not; give both, or a token")))
    };
    match (token, username, password) {
        (Some(token), _, _) => Ok(Some(AccountCredentials::Token(token))),
        (None, Some(username), Some(password)) => Ok(Some(AccountCredentials::Basic { username, password })),
        (None, Some(_), None) => half(username_name, password_name),
        (None, None, Some(_)) => half(password_name, username_name),
        (None, None, None) => Ok(None),
    }
}

/// A file that was asked for must be good; the default one may be broken as long as nothing depends on it.
fn load_profile(
    named: Option<&Path>,
    wanted: Option<&str>,
    home: Option<&Path>,
    has_credentials: bool,
) -> Result<Profile, Error> {
    if let Some(path) = named {
        return profile::read(path, wanted);
    }
    let default =
        home.and_then(|home| CONFIG_FILES.iter().map(|file| home.join(file)).find(|path| path.exists()));
    match (default, wanted) {
        (Some(path), None) if has_credentials => Ok(profile::read(&path, None).unwrap_or_default()),
        (Some(path), wanted) => profile::read(&path, wanted),
        (None, Some(name)) => Err(Error::config(format!(
            "profile {name:?} is asked for, but there is no config file; set IONOS_CONFIG_FILE or pass config_file"
        ))),
        (None, None) => Ok(Profile::default()),
    }
}

fn read_contract_number(text: &str) -> Result<HeaderValue, Error> {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number
        .then(|| HeaderValue::from_str(text).ok())
        .flatten()
        .ok_or_else(|| Error::config("contract_number must be digits only"))
}

#[cfg(test)]
#[path = "config_tests.rs"]
mod tests;
