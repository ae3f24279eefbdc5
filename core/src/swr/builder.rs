//! The options of a client of SWR.

use std::path::PathBuf;

use super::client::SwrClient;
use super::config::{self, KeySet};
use crate::client::{ClientBuilder, Surroundings};
use crate::error::Error;
use crate::{Secret, blocking};

/// What only a client of SWR can be given.
#[derive(Clone, Default)]
pub struct SwrOptions {
    pub(crate) keys: KeySet,
    pub(crate) project_id: Option<String>,
    pub(crate) region: Option<String>,
    pub(crate) endpoint: Option<String>,
    pub(crate) iam_endpoint: Option<String>,
    pub(crate) credentials_file: Option<PathBuf>,
    pub(crate) regions_file: Option<PathBuf>,
}

/// Sets up a [`SwrClient`] or a [`blocking::SwrClient`].
pub type SwrClientBuilder = ClientBuilder<SwrOptions>;

impl ClientBuilder<SwrOptions> {
    /// The access key (AK) that requests are signed with. Environment: `HUAWEICLOUD_SDK_AK`.
    pub fn access_key(mut self, key: impl Into<String>) -> Self {
        self.own.keys.access_key = Some(key.into());
        self
    }

    /// The secret key (SK) of the access key. Environment: `HUAWEICLOUD_SDK_SK`.
    pub fn secret_key(mut self, key: impl Into<Secret>) -> Self {
        self.own.keys.secret_key = Some(key.into());
        self
    }

    /// The security token that belongs to temporary keys. Environment: `HUAWEICLOUD_SDK_SECURITY_TOKEN`.
    pub fn security_token(mut self, token: impl Into<Secret>) -> Self {
        self.own.keys.security_token = Some(token.into());
        self
    }

    /// An IAM user token of the project, valid for 24 hours; sent in place of a signature.
    pub fn token(mut self, token: impl Into<Secret>) -> Self {
        self.own.keys.token = Some(token.into());
        self
    }

    /// The project of the region, for whatever credentials. Default: that of the credentials file, with its keys; else looked up
    /// at IAM when it is needed. Environment: `HUAWEICLOUD_SDK_PROJECT_ID`.
    pub fn project_id(mut self, id: impl Into<String>) -> Self {
        self.own.project_id = Some(id.into());
        self
    }

    /// The region, such as `cn-north-4`; needed unless `endpoint` and `project_id` are given. Environment:
    /// `HUAWEICLOUD_SDK_REGION`.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.own.region = Some(region.into());
        self
    }

    /// Where the API is. Default: `https://swr-api.REGION.myhuaweicloud.com`. Environment:
    /// `HUAWEICLOUD_SDK_REGION_SWR_REGION`, the region's name in capitals and with `_` for `-`.
    ///
    /// Without a scheme it gets `https`.
    pub fn endpoint(mut self, url: impl Into<String>) -> Self {
        self.own.endpoint = Some(url.into());
        self
    }

    /// Where IAM is, which knows the project of the region. Default: that of the region, and none for an endpoint that is not
    /// the region's own. Environment: `HUAWEICLOUD_SDK_IAM_ENDPOINT`.
    pub fn iam_endpoint(mut self, url: impl Into<String>) -> Self {
        self.own.iam_endpoint = Some(url.into());
        self
    }

    /// The credentials file, an INI file whose section `[basic]` counts. Default: `~/.huaweicloud/credentials`. Environment:
    /// `HUAWEICLOUD_SDK_CREDENTIALS_FILE`.
    pub fn credentials_file(mut self, path: impl Into<PathBuf>) -> Self {
        self.own.credentials_file = Some(path.into());
        self
    }

    /// The file that names endpoints of regions. Default: `~/.huaweicloud/regions.yaml`. Environment:
    /// `HUAWEICLOUD_SDK_REGIONS_FILE`.
    pub fn regions_file(mut self, path: impl Into<PathBuf>) -> Self {
        self.own.regions_file = Some(path.into());
        self
    }

    /// The async client.
    ///
    /// # Errors
    /// `config`, when the options, the environment and the files do not make a client; nothing is sent.
    pub fn build(mut self) -> Result<SwrClient, Error> {
        let source = self.common.source(super::VARIABLES)?;
        let variable = |name: &str| source.variable(name);
        let around = Surroundings { variable: &variable, home: source.home() };
        let resolved = config::resolve(self, &around)?;
        SwrClient::connect(resolved, &variable)
    }

    /// The blocking client, with a runtime of its own.
    ///
    /// # Errors
    /// As [`build`](Self::build).
    pub fn build_blocking(self) -> Result<blocking::SwrClient, Error> {
        blocking::SwrClient::over(self.build()?)
    }
}
