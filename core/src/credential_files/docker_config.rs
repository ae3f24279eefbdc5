//! A whole `config.json` of docker, which podman and skopeo read as `auth.json`.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;
use zeroize::Zeroizing;

use super::check;
use crate::Secret;
use crate::error::Error;
use crate::models::Credentials;

const OPERATION: &str = "credentials.docker_config";

/// A file with nothing but this login.
pub(crate) fn docker_config(credentials: &Credentials, hostname: &str) -> Result<Secret, Error> {
    check::credentials(OPERATION, credentials)?;
    check::hostname(OPERATION, hostname)?;
    Ok(Secret::new(text(credentials, hostname)))
}

/// The same with nothing left to check, laid out as docker does it.
pub(super) fn text(credentials: &Credentials, hostname: &str) -> String {
    let host = json!(hostname);
    let auth = auth(credentials);
    // Base64 needs no escapes in JSON.
    format!("{{\n\t\"auths\": {{\n\t\t{host}: {{\n\t\t\t\"auth\": \"{}\"\n\t\t}}\n\t}}\n}}\n", auth.as_str())
}

/// The login as clients send it in a header, too.
pub(super) fn auth(credentials: &Credentials) -> Zeroizing<String> {
    let login = Zeroizing::new(format!("{}:{}", credentials.username, credentials.password.reveal()));
    Zeroizing::new(STANDARD.encode(login.as_bytes()))
}
