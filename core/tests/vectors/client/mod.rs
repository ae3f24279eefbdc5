//! From the options of a client, by name, to a builder.

mod ionos;
mod swr;

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use registry_tokens::{ClientBuilder, Proxy};
use serde_json::Value;
use tempfile::TempDir;

pub use self::ionos::set_up as ionos;
pub use self::swr::set_up as swr;
use crate::fill;

/// The options of a client; `null` stands for none.
pub type Options = BTreeMap<String, Value>;

/// What a text of an option may name in braces, and what is put in its place.
pub type Addresses = [(&'static str, String)];

/// A builder, and the folder its files live in, if it has any.
pub struct Setup<B> {
    pub builder: B,
    pub secrets: Vec<String>,
    _folder: Option<TempDir>,
}

/// One option, and what its value may refer to.
struct Given<'a> {
    key: &'a str,
    value: &'a Value,
    addresses: &'a Addresses,
    folder: Option<&'a Path>,
}

impl Given<'_> {
    fn text(&self) -> Result<String, String> {
        let text = fill::text(self.value)?;
        Ok(self.addresses.iter().fold(text, |text, (name, url)| text.replace(&format!("{{{name}}}"), url)))
    }

    fn number(&self) -> Result<u64, String> {
        self.value.as_u64().ok_or_else(|| format!("{}: not a number", self.key))
    }

    fn span(&self) -> Result<Duration, String> {
        self.number().map(Duration::from_millis)
    }

    fn flag(&self) -> Result<bool, String> {
        self.value.as_bool().ok_or_else(|| format!("{}: not a flag", self.key))
    }

    fn folder(&self) -> Result<&Path, String> {
        self.folder.ok_or_else(|| format!("{}: no folder", self.key))
    }

    /// A file that holds the text.
    fn file(&self) -> Result<std::path::PathBuf, String> {
        let path = self.folder()?.join(self.key);
        std::fs::write(&path, self.text()?).map_err(|why| why.to_string())?;
        Ok(path)
    }

    /// The options that the clients of all services have.
    fn common<S>(&self, builder: ClientBuilder<S>) -> Result<ClientBuilder<S>, String> {
        Ok(match self.key {
            "user_agent" => builder.user_agent(self.text()?),
            "allow_http" => builder.allow_http(self.flag()?),
            "pinned_certificate" => builder.pinned_certificate(self.text()?),
            "ca_certs" => builder.ca_certs(self.text()?),
            "proxy" => builder.proxy(Proxy::Url(self.text()?)),
            "timeout_ms" => builder.timeout(self.span()?),
            "attempt_timeout_ms" => builder.attempt_timeout(self.span()?),
            "connect_timeout_ms" => builder.connect_timeout(self.span()?),
            "max_retries" => builder.max_retries(self.number()? as u32),
            "first_wait_ms" => builder.first_wait(self.span()?),
            "longest_wait_ms" => builder.longest_wait(self.span()?),
            "longest_retry_after_ms" => builder.longest_retry_after(self.span()?),
            "max_response_bytes" => builder.max_response_bytes(self.number()? as usize),
            "load_environment" => builder.load_environment(self.flag()?),
            other => return Err(format!("unknown key of client: {other}")),
        })
    }
}

/// Whether a client goes through the proxies of the system's rules: only if it is told so.
fn keeps_proxies(options: &Options) -> bool {
    options.get("proxy").is_some_and(Value::is_null)
}

/// Applies the options.
fn set_up<B>(
    options: &Options,
    addresses: &Addresses,
    mut builder: B,
    secret_keys: &[&str],
    apply: impl Fn(B, &Given<'_>) -> Result<B, String>,
) -> Result<Setup<B>, String> {
    // There are machines where nothing can be written.
    let wants_one = options.keys().any(|key| key.contains("_file"));
    let folder = wants_one.then(TempDir::new).transpose().map_err(|why| why.to_string())?;
    let mut secrets = Vec::new();
    for (key, value) in options.iter().filter(|(_, value)| !value.is_null()) {
        let given = Given { key, value, addresses, folder: folder.as_ref().map(TempDir::path) };
        if secret_keys.contains(&key.as_str()) {
            secrets.push(given.text()?);
        }
        builder = apply(builder, &given)?;
    }
    secrets.retain(|secret| !secret.is_empty());
    Ok(Setup { builder, secrets, _folder: folder })
}
