//! A Kubernetes pull secret.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;
use zeroize::Zeroizing;

use super::{check, docker_config};
use crate::Secret;
use crate::error::Error;
use crate::models::Credentials;

const OPERATION: &str = "credentials.kubernetes_secret";

/// The manifest that `kubectl create secret docker-registry` makes, as JSON.
pub(crate) fn kubernetes_secret(
    credentials: &Credentials,
    hostname: &str,
    name: &str,
    namespace: Option<&str>,
) -> Result<Secret, Error> {
    check::credentials(OPERATION, credentials)?;
    check::hostname(OPERATION, hostname)?;
    check::object_name(OPERATION, name)?;
    let mut metadata = json!({ "name": name });
    if let Some(namespace) = namespace {
        check::namespace(OPERATION, namespace)?;
        metadata["namespace"] = namespace.into();
    }
    let config = Zeroizing::new(docker_config::text(credentials, hostname));
    let data = Zeroizing::new(STANDARD.encode(config.as_bytes()));
    // Put together as text: a JSON value would leave a copy of the password in memory.
    Ok(Secret::new(format!(
        "{{\n  \"apiVersion\": \"v1\",\n  \"kind\": \"Secret\",\n  \"metadata\": {metadata},\n  \"type\": \
         \"kubernetes.io/dockerconfigjson\",\n  \"data\": {{\n    \".dockerconfigjson\": \"{}\"\n  }}\n}}\n",
        data.as_str()
    )))
}
