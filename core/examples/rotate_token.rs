//! The README's example, whole: a token replaced by a new one while everybody goes on working.

use std::path::PathBuf;

use registry_tokens::IonosClient;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = IonosClient::from_env()?;
    let registry = client.registries().find("demo").await?.ok_or("no such registry")?;
    let config = PathBuf::from(std::env::var("DOCKER_CONFIG")?).join("config.json");
    // Successors are called ci-push with an ending; this is the one in use.
    let token = client.tokens().find_current(registry.id, "ci-push").await?.ok_or("no such token")?;

    let (tokens, hostname) = (client.tokens(), registry.hostname);
    let rotation = tokens.rotate(registry.id, token.id, async move |rotation| {
        match rotation.credentials.merge_into(config, hostname) {
            Ok(merge) if merge.shadowed_by.is_some() => {
                Err("docker would ask a credential helper".to_owned())
            }
            Ok(_) => Ok(()),
            Err(error) => Err(error.to_string()),
        }
    });
    let result = rotation.await?; // where the closure failed, all is as it was

    let (rotation, retirement) = (&result.rotation, &result.retirement);
    println!("{} is followed by {}", rotation.old.name, rotation.new.name);
    println!("it is {} now, until {:?}", retirement.old_outcome, retirement.old_expiry_date);
    Ok(())
}
