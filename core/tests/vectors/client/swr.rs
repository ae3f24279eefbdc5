//! Options of the clients of SWR.

use std::collections::BTreeMap;

use registry_tokens::{Proxy, SwrClient, SwrClientBuilder};
use registry_tokens_emulator::Script;
use serde_json::{Value, json};

use super::{Given, Setup};

const SECRETS: &[&str] = &["secret_key", "security_token", "token"];

/// The base options with those of the vector over them.
pub fn set_up(options: &BTreeMap<String, Value>, script: &Script) -> Result<Setup<SwrClientBuilder>, String> {
    let base = vec![
        ("access_key", json!("FAKEAKFAKEAKFAKE0001")),
        ("secret_key", json!("canary-secret-key-0000000000000001")),
        ("project_id", json!("0123456789abcdef0123456789abcdef")),
        ("region", json!("cn-north-4")),
        ("load_environment", json!(false)),
        ("first_wait_ms", json!(0)),
        ("endpoint", json!(script.swr_url())),
        ("iam_endpoint", json!(script.iam_url())),
    ];
    let builder = SwrClient::builder().proxy(Proxy::Off);
    super::set_up(base, options, script, builder, SECRETS, apply)
}

fn apply(builder: SwrClientBuilder, given: &Given<'_>) -> Result<SwrClientBuilder, String> {
    Ok(match given.key {
        "access_key" => builder.access_key(given.text()?),
        "secret_key" => builder.secret_key(given.text()?),
        "security_token" => builder.security_token(given.text()?),
        "token" => builder.token(given.text()?),
        "project_id" => builder.project_id(given.text()?),
        "region" => builder.region(given.text()?),
        "endpoint" => builder.endpoint(given.text()?),
        "iam_endpoint" => builder.iam_endpoint(given.text()?),
        "credentials_file_text" => builder.credentials_file(given.file()?),
        "regions_file_text" => builder.regions_file(given.file()?),
        _ => given.common(builder)?,
    })
}
