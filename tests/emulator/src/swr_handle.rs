//! What of a world or script is for clients of Huawei Cloud SWR.

use crate::api::Api;
use crate::handle::{Script, World};
use crate::service::{NAMESPACE, REGION, REPOSITORY, SwrAccount};
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

    /// The access key of its account.
    pub fn swr_access_key(&self) -> &str {
        &self.swr().access_key
    }

    /// The secret key that goes with it.
    pub fn swr_secret_key(&self) -> &str {
        &self.swr().secret_key
    }

    /// The access key of a set of temporary keys.
    pub fn swr_temporary_access_key(&self) -> &str {
        &self.swr().temporary_access_key
    }

    /// The secret key of the temporary ones.
    pub fn swr_temporary_secret_key(&self) -> &str {
        &self.swr().temporary_secret_key
    }

    /// The security token of the temporary keys (`X-Security-Token`).
    pub fn swr_temporary_security_token(&self) -> &str {
        &self.swr().temporary_security_token
    }

    /// An IAM user token (`X-Auth-Token`).
    pub fn swr_token(&self) -> &str {
        &self.swr().token
    }

    /// The id of its project.
    pub fn swr_project_id(&self) -> &str {
        &self.swr().project_id
    }

    /// The region, which is also the name of the project of the start state.
    pub fn swr_region(&self) -> &'static str {
        REGION
    }

    /// The id of its Enterprise instance.
    pub fn swr_instance_id(&self) -> &str {
        &self.swr().instance_id
    }

    /// The id of its user, whom the permissions of the basic edition call `self`.
    pub fn swr_user_id(&self) -> &str {
        &self.swr().user_id
    }

    /// The name of its user.
    pub fn swr_user_name(&self) -> &'static str {
        SwrAccount::USER_NAME
    }

    /// The organization of the start state.
    pub fn swr_namespace(&self) -> &'static str {
        NAMESPACE
    }

    /// The repository of the start state that has something of everything: tags, rules, tasks, jobs, triggers, permissions.
    pub fn swr_repository(&self) -> &'static str {
        REPOSITORY
    }

    fn swr(&self) -> &SwrAccount {
        &self.core.account.swr
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
