//! The README's example, whole: a push for a day in three lines, and a pull secret for a cluster.

use std::path::PathBuf;
use std::time::Duration;

use registry_tokens::{IonosClient, NewToken, Scope};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = IonosClient::from_env()?;
    let registry = client.registries().find("demo").await?.ok_or("no such registry")?;
    let config = PathBuf::from(std::env::var("DOCKER_CONFIG")?).join("config.json");

    let push = NewToken::new("ci-push").scope(Scope::repository("team/app", ["pull", "push"]));
    let day = push.expires_in(Duration::from_secs(24 * 60 * 60));
    let issued = client.tokens().create(registry.id, day).await?;
    let merge = issued.credentials.merge_into(config, &registry.hostname)?; // `docker push` works now
    if let Some(helper) = merge.shadowed_by {
        println!("docker asks the credential helper {helper} instead");
    }

    let pull = NewToken::new("cluster-pull").scope(Scope::repository("*", ["pull"]));
    let issued = client.tokens().create(registry.id, pull).await?;
    let namespace = Some("apps".to_owned());
    let manifest = issued.credentials.kubernetes_secret(&registry.hostname, "regcred", namespace)?;
    println!("{}", manifest.reveal()); // to be piped into `kubectl apply -f -`
    Ok(())
}
