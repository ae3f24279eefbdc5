//! The README's example, whole: a token replaced by a new one while everybody goes on working.

use std::path::PathBuf;

use registry_tokens::IonosClient;
use registry_tokens::models::TokenRotation;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = IonosClient::from_env()?;
    let registry = client.registries().find("demo").await?.ok_or("no such registry")?;
    let token = client.tokens().find(registry.id, "ci-push").await?.ok_or("no such token")?;
    let config = PathBuf::from(std::env::var("DOCKER_CONFIG")?).join("config.json");

    let hostname = registry.hostname.clone();
    let deploy = async |rotation: TokenRotation| rotation.credentials.merge_into(config, hostname).map(drop);
    let result = client.tokens().rotate(registry.id, token.id, deploy).await?;

    let (old, retirement) = (&result.rotation.old, &result.retirement);
    println!("{} is followed by {}", old.name, result.rotation.new.name);
    println!("it is {} now, until {:?}", retirement.old_outcome, retirement.old_expiry_date);
    Ok(())
}
