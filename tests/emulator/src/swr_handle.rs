//! What of a world or script is for clients of Huawei Cloud SWR.

use crate::api::Api;
use crate::handle::{Script, World};
use crate::tls::Leaf;

impl World {
    /// The base URL of its SWR API, with the good certificate where there is TLS.
    pub fn swr_url(&self) -> String {
        self.url_of(Api::Swr)
    }

    /// The base URL of its IAM API, with the good certificate where there is TLS.
    pub fn iam_url(&self) -> String {
        self.url_of(Api::Iam)
    }

    /// The base URL of its SWR API without TLS.
    pub fn swr_plain_url(&self) -> String {
        self.plain_url_of(Api::Swr)
    }

    /// The base URL of its IAM API without TLS.
    pub fn iam_plain_url(&self) -> String {
        self.plain_url_of(Api::Iam)
    }

    /// The base URL of its SWR API behind a certificate. `None` without TLS.
    pub fn swr_tls_url(&self, leaf: Leaf) -> Option<String> {
        self.tls_url_of(Api::Swr, leaf)
    }

    /// The base URL of its IAM API behind a certificate. `None` without TLS.
    pub fn iam_tls_url(&self, leaf: Leaf) -> Option<String> {
        self.tls_url_of(Api::Iam, leaf)
    }

    pub(crate) fn url_of(&self, api: Api) -> String {
        format!("{}{}", self.hub.addresses.main(), self.core.api_path(api))
    }

    pub(crate) fn plain_url_of(&self, api: Api) -> String {
        format!("{}{}", self.hub.addresses.plain, self.core.api_path(api))
    }

    pub(crate) fn tls_url_of(&self, api: Api, leaf: Leaf) -> Option<String> {
        let address = self.hub.addresses.tls.get(&leaf)?;
        Some(format!("{}{}", address.origin, self.core.api_path(api)))
    }
}

impl Script {
    /// The base URL an SWR client has to be given, with the good certificate where there is TLS.
    pub fn swr_url(&self) -> String {
        self.url_of(Api::Swr)
    }

    /// The base URL for such a client's calls of IAM.
    pub fn iam_url(&self) -> String {
        self.url_of(Api::Iam)
    }

    /// The SWR URL without TLS.
    pub fn swr_plain_url(&self) -> String {
        self.plain_url_of(Api::Swr)
    }

    /// The IAM URL without TLS.
    pub fn iam_plain_url(&self) -> String {
        self.plain_url_of(Api::Iam)
    }

    pub(crate) fn url_of(&self, api: Api) -> String {
        format!("{}{}", self.world.hub.addresses.main(), self.world.core.script_path(&self.id, api))
    }

    pub(crate) fn plain_url_of(&self, api: Api) -> String {
        format!("{}{}", self.world.hub.addresses.plain, self.world.core.script_path(&self.id, api))
    }
}
