//! Issues one login of Huawei Cloud SWR and writes it into files; README.md in the folder above says what it takes and
//! gives.

use registry_tokens::models::TemporaryLogin;
use registry_tokens::{Credentials, SwrClient};
use serde_json::json;

mod files;
use files::Result;

#[tokio::main]
async fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [kind, name, config, hostname, manifest, namespace @ ..] = arguments.as_slice() else {
        return Err(
            "long_term|temporary|login NAME CONFIG_PATH HOSTNAME MANIFEST_PATH [NAMESPACE_OR_-]".into()
        );
    };
    let (id, credentials) = issue(kind, name).await?;
    let merge = credentials.merge_into(config, hostname)?;
    let secret = credentials.kubernetes_secret(hostname, "regcred", files::namespace(namespace))?;
    files::write_privately(manifest.as_ref(), secret.reveal())?;
    println!("{}", json!({"id": id, "shadowed_by": merge.shadowed_by}));
    Ok(())
}

/// Only a long-term credential has an id.
async fn issue(kind: &str, name: &str) -> Result<(String, Credentials)> {
    let client = SwrClient::from_env()?;
    let instance = std::env::var("SWR_INSTANCE_ID")?;
    Ok(match kind {
        "long_term" => {
            let issued = client.long_term_credentials().create(instance, name).await?;
            (issued.token_id, issued.credentials)
        }
        "temporary" => (String::new(), client.temporary_credentials().create(instance).await?),
        "login" => (String::new(), client.login().create_temporary(TemporaryLogin::new()).await?),
        other => return Err(format!("unknown kind {other}").into()),
    })
}
