//! What the library will do, in the way of a stopgap: files with a login.

use std::error::Error;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use registry_tokens::{Credentials, Secret};
use serde_json::{Value, json};

pub type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// What became of a login that was written into a file.
pub struct ConfigMerge {
    /// The helper that the file names for the host.
    pub shadowed_by: Option<String>,
}

/// The methods by the names that they will have.
pub trait CredentialFiles {
    /// Writes the login into a file and leaves all else in it.
    fn merge_into(&self, path: &str, hostname: &str) -> Result<ConfigMerge>;
    /// The manifest of a pull secret.
    fn kubernetes_secret(&self, hostname: &str, name: &str, namespace: Option<String>) -> Result<Secret>;
}

impl CredentialFiles for Credentials {
    fn merge_into(&self, path: &str, hostname: &str) -> Result<ConfigMerge> {
        let mut file: Value = match std::fs::read(path) {
            Ok(text) => serde_json::from_slice(&text)?,
            Err(_) => json!({}),
        };
        file["auths"][hostname] = auth(self);
        write_privately(path.as_ref(), &file.to_string())?;
        Ok(ConfigMerge { shadowed_by: file["credHelpers"][hostname].as_str().map(str::to_owned) })
    }

    fn kubernetes_secret(&self, hostname: &str, name: &str, namespace: Option<String>) -> Result<Secret> {
        let config = STANDARD.encode(json!({"auths": {hostname: auth(self)}}).to_string());
        let secret = json!({
            "apiVersion": "v1",
            "kind": "Secret",
            "metadata": {"name": name, "namespace": namespace},
            "type": "kubernetes.io/dockerconfigjson",
            "data": {".dockerconfigjson": config},
        });
        Ok(Secret::from(secret.to_string()))
    }
}

fn auth(credentials: &Credentials) -> Value {
    json!({"auth": STANDARD.encode(format!("{}:{}", credentials.username, credentials.password.reveal()))})
}

/// Readable by its owner only.
pub fn write_privately(path: &Path, text: &str) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true).mode(0o600).open(path)?.write_all(text.as_bytes())
}
