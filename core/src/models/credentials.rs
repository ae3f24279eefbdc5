//! What opens a registry.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::api_json;
use crate::credential_files;
use crate::error::Error;
use crate::{Secret, Timestamp};

/// A user name and password that a container registry accepts.
///
/// Its text forms hide the password, and its JSON form leaves it out: only [`Secret::reveal`] gives it, to be stored on purpose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Credentials {
    /// The user name; at IONOS the name of the token.
    pub username: String,
    /// The password, shown by the service once.
    pub password: Secret,
    /// The registry's host, where the answer tells it: a login of SWR does.
    pub hostname: Option<String>,
    /// When they stop working. None: never, or, for a login of SWR, the answer did not say.
    pub expires_at: Option<Timestamp>,
}

impl Credentials {
    /// Credentials from where they were stored.
    pub fn new(username: impl Into<String>, password: impl Into<Secret>) -> Self {
        Self { username: username.into(), password: password.into(), hostname: None, expires_at: None }
    }

    /// A whole `config.json` for docker, or `auth.json` for podman and skopeo, with just this login: the text of a file, which
    /// nobody else should be able to read.
    ///
    /// The host is the registry's, with its port where it has one, as in front of an image's name. `invalid_argument` for one
    /// that no client would look for, and for a user name with a colon, which these files cannot express.
    pub fn docker_config(&self, hostname: impl Into<String>) -> Result<Secret, Error> {
        credential_files::docker_config(self, &hostname.into())
    }

    /// Writes this login into a `config.json` of docker, or an `auth.json` of podman or skopeo, and leaves all else in it as it
    /// is, to the byte; a file that is not there is made, with its folder.
    ///
    /// The file is replaced at once, never half written, and readable by its owner only (on Windows by whom its folder says); a
    /// symbolic link goes on leading to it. Writers that use this library wait for each other, by a lock (`flock`) on the folder,
    /// for up to ten seconds. Look at `shadowed_by` of what it gives: docker may ask a credential helper instead. `config` when
    /// the file cannot be read as JSON or not be written: then it is as before.
    pub fn merge_into(
        &self,
        path: impl Into<PathBuf>,
        hostname: impl Into<String>,
    ) -> Result<ConfigMerge, Error> {
        credential_files::merge_into(self, &path.into(), &hostname.into())
    }

    /// The manifest of a Kubernetes pull secret of type `kubernetes.io/dockerconfigjson`, as JSON, to be applied with
    /// `kubectl apply -f -`. Without a namespace it goes where kubectl's context says.
    ///
    /// `invalid_argument` as for [`docker_config`](Self::docker_config), and for names that Kubernetes does not take.
    pub fn kubernetes_secret(
        &self,
        hostname: impl Into<String>,
        name: impl Into<String>,
        namespace: Option<String>,
    ) -> Result<Secret, Error> {
        let (hostname, name) = (hostname.into(), name.into());
        credential_files::kubernetes_secret(self, &hostname, &name, namespace.as_deref())
    }

    /// The user name as JSON, without the password. To serialise the value itself is refused because of it.
    pub fn to_json(&self) -> serde_json::Value {
        serde_json::json!({ "username": self.username })
    }
}

/// What became of a login that was written into a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ConfigMerge {
    /// The credential helper that the file names for this host, by `credHelpers`, or for all of them, by `credsStore`: docker
    /// asks it instead of reading the login, so what was written has no effect there.
    pub shadowed_by: Option<String>,
}

api_json!(ConfigMerge);
