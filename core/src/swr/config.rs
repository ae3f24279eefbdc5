//! From what a caller gives, the environment and the files of the official SDKs to one set of settings.

use std::path::{Path, PathBuf};

use super::builder::SwrClientBuilder;
use super::credentials::SwrCredentials;
use super::credentials_file::{self, CredentialsFile};
use super::defaults::{CREDENTIALS_FILE, REGIONS_FILE};
use super::regions;
use crate::Secret;
use crate::client::{BaseUrl, Surroundings};
use crate::error::Error;
use crate::transport::{Settings, is_id};

pub(crate) const ADDRESS: BaseUrl =
    BaseUrl { option: "endpoint", example: "https://swr-api.cn-north-4.myhuaweicloud.com", path: "/" };
pub(crate) const IAM_ADDRESS: BaseUrl =
    BaseUrl { option: "iam_endpoint", example: "https://iam.cn-north-4.myhuaweicloud.com", path: "/" };

const NO_FEDERATION: &str = "a login by federated identity (idp_id and id_token_file) is asked for, which is not supported; \
                             give access_key and secret_key, or token";

/// What a client is made of.
pub(crate) struct Resolved {
    pub(crate) credentials: SwrCredentials,
    pub(crate) project: Project,
    pub(crate) region: Option<String>,
    pub(crate) settings: Settings,
    /// None where nobody said which IAM belongs to an endpoint that is not the region's own.
    pub(crate) iam: Option<Settings>,
}

/// What is known of the project from the start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Project {
    /// The one that a caller or the environment names, whoever is calling.
    Given(String),
    /// That of the keys: from the file of both, or still to be looked up.
    OfKeys(Option<String>),
}

impl Project {
    fn id(&self) -> Option<&str> {
        match self {
            Self::Given(id) => Some(id),
            Self::OfKeys(id) => id.as_deref(),
        }
    }
}

/// What one layer says of who is calling.
#[derive(Clone, Default)]
pub(crate) struct KeySet {
    pub(crate) token: Option<Secret>,
    pub(crate) access_key: Option<String>,
    pub(crate) secret_key: Option<Secret>,
    pub(crate) security_token: Option<Secret>,
}

impl KeySet {
    /// The one set of credentials of this layer, if it has any. Half a set is an error: the caller meant to log in with it.
    fn credentials(self, [key, secret, security]: [&str; 3]) -> Result<Option<SwrCredentials>, Error> {
        let half = |there: &str, missing: &str| {
            Err(Error::config(format!("{there} is given but {missing} is not; give both, or a token")))
        };
        match (self.token, self.access_key, self.secret_key, self.security_token) {
            (Some(token), ..) => Ok(Some(SwrCredentials::token(token))),
            (None, Some(key), Some(secret), None) => Ok(Some(SwrCredentials::access_key(key, secret))),
            (None, Some(key), Some(secret), Some(security)) => {
                Ok(Some(SwrCredentials::temporary(key, secret, security)))
            }
            (None, Some(_), None, _) => half(key, secret),
            (None, None, Some(_), _) => half(secret, key),
            (None, None, None, Some(_)) => half(security, key),
            (None, None, None, None) => Ok(None),
        }
    }
}

/// Explicit arguments win over the environment, the environment over the files; credentials come as one set from one of
/// them, and inside it a token beats keys.
pub(crate) fn resolve(options: SwrClientBuilder, around: &Surroundings<'_>) -> Result<Resolved, Error> {
    let SwrClientBuilder { own: options, common } = options;
    let variable = |name: &str| around.variable(name);
    let mut credentials = options.keys.credentials(["access_key", "secret_key", "security_token"])?;
    if credentials.is_none() {
        if variable("HUAWEICLOUD_SDK_IDP_ID").is_some() && variable("HUAWEICLOUD_SDK_ID_TOKEN_FILE").is_some()
        {
            return Err(Error::config(NO_FEDERATION));
        }
        let names = ["HUAWEICLOUD_SDK_AK", "HUAWEICLOUD_SDK_SK", "HUAWEICLOUD_SDK_SECURITY_TOKEN"];
        let [access_key, secret_key, security_token] = names.map(variable);
        let keys = KeySet {
            token: None,
            access_key,
            secret_key: secret_key.map(Secret::from),
            security_token: security_token.map(Secret::from),
        };
        credentials = keys.credentials(names)?;
    }
    let named =
        options.credentials_file.or_else(|| variable("HUAWEICLOUD_SDK_CREDENTIALS_FILE").map(PathBuf::from));
    let file = load_file(named.as_deref(), around.home.as_deref(), credentials.is_some())?;
    // A file's project is that of the file's keys.
    let of_file = if credentials.is_none() { (file.project_id, file.iam_endpoint) } else { (None, None) };
    let credentials = match credentials {
        Some(given) => given,
        None if file.is_federated => return Err(Error::config(NO_FEDERATION)),
        None => {
            let names = [
                "\"ak\" of the credentials file",
                "\"sk\" of it",
                "\"security_token\" of the credentials file",
            ];
            file.keys.credentials(names)?.ok_or_else(|| {
                Error::config(
                    "no credentials: pass access_key and secret_key, or token; or set HUAWEICLOUD_SDK_AK and \
                     HUAWEICLOUD_SDK_SK; or write ak and sk to [basic] of ~/.huaweicloud/credentials",
                )
            })?
        }
    };
    let given_project = options.project_id.or_else(|| variable("HUAWEICLOUD_SDK_PROJECT_ID"));
    let project = given_project.map_or(Project::OfKeys(of_file.0), Project::Given);
    if project.id().is_some_and(|id| !is_id(id)) {
        return Err(Error::config("project_id must be an id of letters, digits, `-`, `_` and `.`"));
    }
    let region = options.region.or_else(|| variable("HUAWEICLOUD_SDK_REGION"));
    region.as_deref().map_or(Ok(()), regions::check)?;

    let regions_file =
        options.regions_file.or_else(|| variable("HUAWEICLOUD_SDK_REGIONS_FILE").map(PathBuf::from));
    let endpoint = match (options.endpoint, &region) {
        (Some(given), _) => given,
        (None, Some(region)) => match variable(&regions::variable(region)) {
            Some(addresses) => regions::first(&addresses),
            None => {
                of_regions_file(regions_file, region, around)?.unwrap_or_else(|| regions::endpoint(region))
            }
        },
        (None, None) => {
            return Err(Error::config("no region: pass region or endpoint, or set HUAWEICLOUD_SDK_REGION"));
        }
    };
    let base_url = ADDRESS.read(&endpoint, common.allow_http)?;
    let iam_endpoint =
        options.iam_endpoint.or_else(|| variable("HUAWEICLOUD_SDK_IAM_ENDPOINT")).or(of_file.1);
    // The credentials go to no host that follows from none of what was said.
    let is_regions_own = region.as_ref().is_some_and(|region| endpoint == regions::endpoint(region));
    let iam_endpoint =
        iam_endpoint.or_else(|| region.as_deref().filter(|_| is_regions_own).map(regions::iam_endpoint));
    let iam_url = iam_endpoint.map(|given| IAM_ADDRESS.read(&given, common.allow_http)).transpose()?;
    let settings = common.settings(base_url, None, None, around)?;
    let iam = iam_url.map(|base_url| {
        let is_same = base_url.origin() == settings.base_url.origin();
        let mut iam = Settings { base_url, ..settings.clone() };
        // A pin is that of the API's certificate; another host has another one.
        iam.trust.pinned_certificate = iam.trust.pinned_certificate.filter(|_| is_same);
        iam
    });
    Ok(Resolved { credentials, project, region, settings, iam })
}

/// A file that was asked for must be good; the default one may be broken as long as nothing depends on it.
fn load_file(
    named: Option<&Path>,
    home: Option<&Path>,
    has_credentials: bool,
) -> Result<CredentialsFile, Error> {
    if let Some(path) = named {
        return credentials_file::read(path);
    }
    let default = home.map(|home| home.join(CREDENTIALS_FILE)).filter(|path| path.exists());
    match default {
        Some(path) if !has_credentials => credentials_file::read(&path),
        _ => Ok(CredentialsFile::default()),
    }
}

fn of_regions_file(
    named: Option<PathBuf>,
    region: &str,
    around: &Surroundings<'_>,
) -> Result<Option<String>, Error> {
    let default = || around.home.as_ref().map(|home| home.join(REGIONS_FILE)).filter(|path| path.exists());
    named.or_else(default).map_or(Ok(None), |path| regions::read(&path, region))
}

#[cfg(test)]
#[path = "config_tests.rs"]
mod tests;
