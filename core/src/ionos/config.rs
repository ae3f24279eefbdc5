//! From what a caller gives, the environment and the profile file to one set of settings.

use std::path::{Path, PathBuf};

use http::HeaderValue;
use url::Url;

use super::builder::Options;
use super::defaults::{BASE_PATH, BASE_URL, CONFIG_FILES};
use super::profile::{self, Profile};
use super::provider::AccountCredentials;
use crate::Secret;
use crate::error::Error;
use crate::transport::{self, RootPlaces, Settings, Trust, is_loopback, read_pem, read_pin, text_value};

/// Where variables and the home directory come from; tests bring their own.
pub(crate) struct Surroundings<'a> {
    pub(crate) variable: &'a dyn Fn(&str) -> Option<String>,
    pub(crate) home: Option<PathBuf>,
}

/// What a client is made of.
pub(crate) struct Resolved {
    pub(crate) credentials: AccountCredentials,
    pub(crate) contract_number: Option<HeaderValue>,
    pub(crate) settings: Settings,
}

/// Explicit arguments win over the environment, the environment over the profile file; credentials come as one set from
/// one of them, and inside it a token beats user name and password.
pub(crate) fn resolve(options: Options, around: &Surroundings<'_>) -> Result<Resolved, Error> {
    let variable = |name: &str| (around.variable)(name).filter(|value| !value.is_empty());
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
    let base_url = read_base_url(base_url.as_deref().unwrap_or(BASE_URL), options.allow_http)?;
    let contract_number = options.contract_number.or_else(|| variable("IONOS_CONTRACT_NUMBER"));
    let contract_number = contract_number.as_deref().map(read_contract_number).transpose()?;
    let pin = options.pinned_certificate.or_else(|| variable("IONOS_PINNED_CERT"));
    let pin = pin.as_deref().map(read_pin).transpose()?;
    if pin.is_some() && base_url.scheme() != "https" {
        return Err(Error::config(
            "pinned_certificate needs an https base_url; over http there is no certificate",
        ));
    }
    let mut ca_certs = Vec::new();
    for pem in options.ca_certs.iter().chain(&profile_ca_certs) {
        ca_certs.extend(read_pem("ca_certs", pem)?);
    }
    let mut settings =
        Settings::new(base_url, read_user_agent(options.language, options.user_agent.as_deref())?);
    settings.trust = Trust { ca_certs, pinned_certificate: pin, platform: RootPlaces::new(&variable) };
    options.limits.apply(&mut settings)?;
    settings.proxy = options.proxy;
    settings.observer = options.observer;
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

/// Checks a base URL and completes it: `https` where it has no scheme, the API's path where it has none.
pub(crate) fn read_base_url(text: &str, allow_http: bool) -> Result<Url, Error> {
    // What was given is not quoted: it may hold a password.
    let bad = |why: &str| Error::config(format!("base_url {why}; it should look like {BASE_URL}"));
    let text = text.trim();
    let with_scheme = if text.contains("://") { text.to_owned() } else { format!("https://{text}") };
    let mut url = Url::parse(&with_scheme).map_err(|error| bad(&format!("is not a URL ({error})")))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(bad("must be http or https"));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(bad("must not hold credentials"));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(bad("must not have a query or fragment"));
    }
    if url.scheme() == "http" && !allow_http && !is_loopback(&url) {
        return Err(bad("would send the credentials unencrypted; use https, or allow_http if you must"));
    }
    if url.path() == "/" {
        url.set_path(BASE_PATH);
    }
    // A URL may hold more than HTTP can carry; better told here than as a failure of each call.
    if url.as_str().parse::<http::Uri>().is_err() {
        return Err(bad("has characters that an HTTP request cannot carry"));
    }
    Ok(url)
}

fn read_contract_number(text: &str) -> Result<HeaderValue, Error> {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number
        .then(|| HeaderValue::from_str(text).ok())
        .flatten()
        .ok_or_else(|| Error::config("contract_number must be digits only"))
}

/// Ours stays in front, so that the service's operators can tell who calls.
fn read_user_agent(language: &str, own: Option<&str>) -> Result<HeaderValue, Error> {
    let ours = format!("registry-tokens/{} ({language})", env!("CARGO_PKG_VERSION"));
    let whole = own.map(|own| format!("{ours} {own}")).unwrap_or(ours);
    text_value(&whole).ok_or_else(|| {
        Error::config("user_agent has characters that a header cannot hold (only printable ASCII)")
    })
}

/// Times and counts; what is left out is the default.
#[derive(Debug, Clone, Default)]
pub(crate) struct Limits {
    pub(crate) timeout: Option<std::time::Duration>,
    pub(crate) attempt_timeout: Option<std::time::Duration>,
    pub(crate) connect_timeout: Option<std::time::Duration>,
    pub(crate) pool_idle_timeout: Option<std::time::Duration>,
    pub(crate) max_response_bytes: Option<usize>,
    pub(crate) max_retries: Option<u32>,
    pub(crate) first_wait: Option<std::time::Duration>,
    pub(crate) longest_wait: Option<std::time::Duration>,
    pub(crate) longest_retry_after: Option<std::time::Duration>,
}

impl Limits {
    fn apply(self, settings: &mut Settings) -> Result<(), Error> {
        let spans = [
            ("timeout", &self.timeout, &mut settings.timeout),
            ("attempt_timeout", &self.attempt_timeout, &mut settings.attempt_timeout),
            ("connect_timeout", &self.connect_timeout, &mut settings.connect_timeout),
        ];
        for (name, given, setting) in spans {
            if given.is_some_and(|span| span.is_zero()) {
                return Err(Error::config(format!("{name} must be more than nothing")));
            }
            *setting = given.unwrap_or(*setting);
        }
        let retry: &mut transport::RetryPolicy = &mut settings.retry;
        retry.max_retries = self.max_retries.unwrap_or(retry.max_retries);
        retry.first_wait = self.first_wait.unwrap_or(retry.first_wait);
        retry.longest_wait = self.longest_wait.unwrap_or(retry.longest_wait);
        retry.longest_retry_after = self.longest_retry_after.unwrap_or(retry.longest_retry_after);
        settings.pool_idle_timeout = self.pool_idle_timeout.unwrap_or(settings.pool_idle_timeout);
        settings.max_response_bytes = self.max_response_bytes.unwrap_or(settings.max_response_bytes);
        Ok(())
    }
}

#[cfg(test)]
#[path = "config_tests.rs"]
mod tests;
