//! A job for every night: whatever expires within a week is replaced, and each consumer finds the new one in its file.

use std::path::PathBuf;
use std::time::Duration;

use registry_tokens::IonosClient;
use registry_tokens::models::TokenRotation;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = IonosClient::from_env()?;
    let registry = client.registries().find(std::env::var("REGISTRY")?).await?.ok_or("no such registry")?;
    let folder = PathBuf::from(std::env::var("LOGINS")?);

    // A folder for each consumer, named like its first token.
    let hostname = registry.hostname.clone();
    let deploy = move |rotation: TokenRotation| {
        let config = folder.join(&rotation.base_name).join("config.json");
        let hostname = hostname.clone();
        async move { rotation.credentials.merge_into(config, hostname).map(drop) }
    };
    let week = Duration::from_secs(7 * 24 * 60 * 60);
    let mut failures = 0;
    for one in client.tokens().rotate_expiring(registry.id, week, deploy).await? {
        match &one.result {
            Ok(done) => println!("{}: {}", one.token.name, done.retirement.old_outcome),
            Err(error) => {
                failures += 1;
                eprintln!("{}: {error}", one.token.name);
            }
        }
    }
    if failures > 0 { Err(format!("{failures} tokens could not be rotated").into()) } else { Ok(()) }
}
