//! The options of a client of IONOS.

use std::path::PathBuf;

use super::client::IonosClient;
use super::config;
use super::provider::IonosProvider;
use crate::client::{ClientBuilder, Surroundings};
use crate::error::Error;
use crate::{Secret, blocking};

/// The provider's own variable for a proxy; it wins over the system's.
const PROXY_VARIABLE: &str = "IONOS_HTTP_PROXY";

/// What only a client of IONOS can be given.
#[derive(Clone, Default)]
pub struct IonosOptions {
    pub(crate) token: Option<Secret>,
    pub(crate) username: Option<String>,
    pub(crate) password: Option<Secret>,
    pub(crate) base_url: Option<String>,
    pub(crate) contract_number: Option<String>,
    pub(crate) profile: Option<String>,
    pub(crate) config_file: Option<PathBuf>,
}

/// Sets up an [`IonosClient`] or a [`blocking::IonosClient`].
pub type IonosClientBuilder = ClientBuilder<IonosOptions>;

impl ClientBuilder<IonosOptions> {
    /// An account token, with or without `Bearer ` before it. Environment: `IONOS_TOKEN`.
    pub fn token(mut self, token: impl Into<Secret>) -> Self {
        self.own.token = Some(token.into());
        self
    }

    /// The user name of Basic authentication. Environment: `IONOS_USERNAME`.
    pub fn username(mut self, username: impl Into<String>) -> Self {
        self.own.username = Some(username.into());
        self
    }

    /// The password of Basic authentication. Environment: `IONOS_PASSWORD`.
    pub fn password(mut self, password: impl Into<Secret>) -> Self {
        self.own.password = Some(password.into());
        self
    }

    /// Where the API is. Default: `https://api.ionos.com/containerregistries`. Environment: `IONOS_API_URL`.
    ///
    /// Without a scheme it gets `https`, without a path the API's own.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.own.base_url = Some(url.into());
        self
    }

    /// The contract to act for, digits only; sent with Basic authentication only. Environment: `IONOS_CONTRACT_NUMBER`.
    pub fn contract_number(mut self, number: impl Into<String>) -> Self {
        self.own.contract_number = Some(number.into());
        self
    }

    /// The profile of the config file to use. Environment: `IONOS_CURRENT_PROFILE`; else the file's own choice.
    pub fn profile(mut self, name: impl Into<String>) -> Self {
        self.own.profile = Some(name.into());
        self
    }

    /// The config file. Default: `~/.ionos/config`, else `~/.ionos/config.yaml`. Environment: `IONOS_CONFIG_FILE`.
    pub fn config_file(mut self, path: impl Into<PathBuf>) -> Self {
        self.own.config_file = Some(path.into());
        self
    }

    /// The async client.
    ///
    /// # Errors
    /// `config`, when the options, the environment and the profile file do not make a client; nothing is sent.
    pub fn build(mut self) -> Result<IonosClient, Error> {
        let source = self.common.source(super::VARIABLES)?;
        let variable = |name: &str| source.variable(name);
        let around = Surroundings { variable: &variable, home: source.home() };
        let resolved = config::resolve(self, &around)?;
        let proxy = resolved.settings.proxy(Some(PROXY_VARIABLE), &variable)?;
        let provider = IonosProvider::new(&resolved.credentials, resolved.contract_number)?;
        IonosClient::connect(resolved.settings, proxy, provider)
    }

    /// The blocking client, with a runtime of its own.
    ///
    /// # Errors
    /// As [`build`](Self::build).
    pub fn build_blocking(self) -> Result<blocking::IonosClient, Error> {
        blocking::IonosClient::over(self.build()?)
    }
}
