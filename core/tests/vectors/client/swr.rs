//! Options of the clients of SWR.

use registry_tokens::{Proxy, SwrClient, SwrClientBuilder};

use super::{Addresses, Given, Options, Setup};

const SECRETS: &[&str] = &["secret_key", "security_token", "token"];

/// A builder with these options.
pub fn set_up(options: &Options, addresses: &Addresses) -> Result<Setup<SwrClientBuilder>, String> {
    let mut builder = SwrClient::builder();
    if !super::keeps_proxies(options) {
        builder = builder.proxy(Proxy::Off);
    }
    super::set_up(options, addresses, builder, SECRETS, apply)
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
