//! From the `client` part of a vector to a builder.

use std::collections::BTreeMap;
use std::time::Duration;

use registry_tokens::{IonosClient, IonosClientBuilder, Proxy};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::fill;

/// A builder, and the folder its config file lives in.
pub struct Setup {
    pub builder: IonosClientBuilder,
    pub secrets: Vec<String>,
    _folder: TempDir,
}

/// The base options with those of the vector over them.
pub fn set_up(options: &BTreeMap<String, Value>, script_url: &str) -> Result<Setup, String> {
    let mut all: BTreeMap<String, Value> = BTreeMap::from([
        ("token".into(), json!("canary-account-token")),
        ("load_environment".into(), json!(false)),
        ("first_wait_ms".into(), json!(0)),
        ("base_url".into(), json!(script_url)),
    ]);
    all.extend(options.iter().map(|(key, value)| (key.clone(), value.clone())));
    let folder = TempDir::new().map_err(|why| why.to_string())?;
    let mut builder = IonosClient::builder().proxy(Proxy::Off);
    let mut secrets = Vec::new();
    for (key, value) in &all {
        if value.is_null() {
            continue;
        }
        let text = || Ok::<_, String>(fill::text(value)?.replace("{script_url}", script_url));
        let number = || value.as_u64().ok_or_else(|| format!("{key}: not a number"));
        let span = || number().map(Duration::from_millis);
        let flag = || value.as_bool().ok_or_else(|| format!("{key}: not a flag"));
        builder = match key.as_str() {
            "token" => {
                secrets.push(text()?);
                builder.token(text()?)
            }
            "password" => {
                secrets.push(text()?);
                builder.password(text()?)
            }
            "username" => builder.username(text()?),
            "contract_number" => builder.contract_number(text()?),
            "user_agent" => builder.user_agent(text()?),
            "base_url" => builder.base_url(text()?),
            "allow_http" => builder.allow_http(flag()?),
            "pinned_certificate" => builder.pinned_certificate(text()?),
            "ca_certs" => builder.ca_certs(text()?),
            "proxy" => builder.proxy(Proxy::Url(text()?)),
            "timeout_ms" => builder.timeout(span()?),
            "attempt_timeout_ms" => builder.attempt_timeout(span()?),
            "connect_timeout_ms" => builder.connect_timeout(span()?),
            "max_retries" => builder.max_retries(number()? as u32),
            "first_wait_ms" => builder.first_wait(span()?),
            "longest_wait_ms" => builder.longest_wait(span()?),
            "longest_retry_after_ms" => builder.longest_retry_after(span()?),
            "max_response_bytes" => builder.max_response_bytes(number()? as usize),
            "profile" => builder.profile(text()?),
            "config_file_text" => {
                let path = folder.path().join("config");
                std::fs::write(&path, text()?).map_err(|why| why.to_string())?;
                builder.config_file(path)
            }
            "config_file_directory" if flag()? => builder.config_file(folder.path()),
            "load_environment" => builder.load_environment(flag()?),
            other => return Err(format!("unknown key of client: {other}")),
        };
    }
    // The bare token is what a service would see and could echo.
    secrets
        .extend(secrets.clone().iter().filter_map(|token| token.strip_prefix("Bearer ").map(str::to_owned)));
    secrets.retain(|secret| !secret.is_empty());
    Ok(Setup { builder, secrets, _folder: folder })
}
