//! Options of the clients of IONOS.

use std::collections::BTreeMap;

use registry_tokens::{IonosClient, IonosClientBuilder, Proxy};
use registry_tokens_emulator::Script;
use serde_json::{Value, json};

use super::{Given, Setup};

/// The base options with those of the vector over them.
pub fn set_up(
    options: &BTreeMap<String, Value>,
    script: &Script,
) -> Result<Setup<IonosClientBuilder>, String> {
    let base = vec![
        ("token", json!("canary-account-token")),
        ("load_environment", json!(false)),
        ("first_wait_ms", json!(0)),
        ("base_url", json!(script.url())),
    ];
    let builder = IonosClient::builder().proxy(Proxy::Off);
    let mut setup = super::set_up(base, options, script, builder, &["token", "password"], apply)?;
    // The bare token is what a service would see and could echo.
    let tokens = setup.secrets.iter().filter_map(|token| token.strip_prefix("Bearer ").map(str::to_owned));
    let bare: Vec<String> = tokens.filter(|token| !token.is_empty()).collect();
    setup.secrets.extend(bare);
    Ok(setup)
}

fn apply(builder: IonosClientBuilder, given: &Given<'_>) -> Result<IonosClientBuilder, String> {
    Ok(match given.key {
        "token" => builder.token(given.text()?),
        "password" => builder.password(given.text()?),
        "username" => builder.username(given.text()?),
        "contract_number" => builder.contract_number(given.text()?),
        "base_url" => builder.base_url(given.text()?),
        "profile" => builder.profile(given.text()?),
        "config_file_text" => builder.config_file(given.file()?),
        "config_file_directory" if given.flag()? => builder.config_file(given.folder),
        _ => given.common(builder)?,
    })
}
