//! Options of the clients of IONOS.

use registry_tokens::{IonosClient, IonosClientBuilder, Proxy};

use super::{Addresses, Given, Options, Setup};

/// A builder with these options.
pub fn set_up(options: &Options, addresses: &Addresses) -> Result<Setup<IonosClientBuilder>, String> {
    let mut builder = IonosClient::builder();
    if !super::keeps_proxies(options) {
        builder = builder.proxy(Proxy::Off);
    }
    let mut setup = super::set_up(options, addresses, builder, &["token", "password"], apply)?;
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
        "config_file_directory" if given.flag()? => builder.config_file(given.folder()?),
        _ => given.common(builder)?,
    })
}
