//! Logs a CI job in with a token of its own, and out again: `ci_login` at its begin, `ci_login --out` at its end.

use std::path::PathBuf;
use std::time::Duration;

use registry_tokens::blocking::IonosClient;
use registry_tokens::{NewToken, Scope};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = IonosClient::from_env()?;
    let registry = client.registries().find(std::env::var("REGISTRY")?).send()?.ok_or("no such registry")?;
    let name = format!("ci-{}-{}", std::env::var("GITHUB_RUN_ID")?, std::env::var("GITHUB_RUN_ATTEMPT")?);

    if std::env::args().any(|argument| argument == "--out") {
        if let Some(token) = client.tokens().find(registry.id, name).send()? {
            client.tokens().delete(registry.id, token.id).missing_ok(true).send()?;
        }
        return Ok(());
    }
    // Should the job be killed before its end, the token ends by itself.
    let token = NewToken::new(name)
        .scope(Scope::repository(std::env::var("REPOSITORY")?, ["pull", "push"]))
        .expires_in(Duration::from_secs(2 * 60 * 60));
    let issued = client.tokens().create(registry.id, token).send()?;
    let config = PathBuf::from(std::env::var("DOCKER_CONFIG")?).join("config.json");
    issued.credentials.merge_into(config, registry.hostname)?;
    Ok(())
}
