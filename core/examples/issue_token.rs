//! The README's example, whole: issue a token for a day, use it, take it back.

use std::time::Duration;

use registry_tokens::{IonosClient, NewToken, Scope};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = IonosClient::from_env()?; // IONOS_TOKEN, or a profile of ~/.ionos/config
    let registry = client.registries().find("demo").await?.ok_or("no such registry")?;

    let token = NewToken::new("ci-push")
        .scope(Scope::repository("team/app", ["pull", "push"]))
        .expires_in(Duration::from_secs(24 * 60 * 60));
    let issued = client.tokens().create(registry.id, token).await?;

    let login = &issued.credentials; // the password is shown by the service once, and by us only on reveal()
    println!("docker login {} -u {} -p {}", registry.hostname, login.username, login.password);
    assert!(!login.password.reveal().is_empty());

    client.tokens().delete(registry.id, issued.token.id).await?;
    Ok(())
}
