//! Issues one token and writes its login into files; README.md in the folder above says what it takes and gives.

use std::time::Duration;

use registry_tokens::{IonosClient, NewToken, Scope};
use serde_json::json;

mod files;

#[tokio::main]
async fn main() -> files::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [name, scopes, expires_in, config, hostname, manifest, namespace @ ..] = arguments.as_slice() else {
        return Err(
            "NAME SCOPES_JSON EXPIRES_IN_SECONDS_OR_- CONFIG_PATH HOSTNAME MANIFEST_PATH [NAMESPACE_OR_-]"
                .into(),
        );
    };
    let mut wanted = NewToken::new(name.as_str());
    wanted.scopes = Some(serde_json::from_str::<Vec<Scope>>(scopes)?);
    if expires_in != "-" {
        wanted = wanted.expires_in(Duration::from_secs(expires_in.parse()?));
    }
    let client = IonosClient::from_env()?;
    let issued = client.tokens().create(std::env::var("REGISTRY_ID")?, wanted).await?;
    let merge = issued.credentials.merge_into(config, hostname)?;
    let secret = issued.credentials.kubernetes_secret(hostname, "regcred", files::namespace(namespace))?;
    files::write_privately(manifest.as_ref(), secret.reveal())?;
    println!("{}", json!({"id": issued.token.id.to_string(), "shadowed_by": merge.shadowed_by}));
    Ok(())
}
