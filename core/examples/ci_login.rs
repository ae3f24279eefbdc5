//! Logs a CI job in with a token of its own, and out again: `ci_login` at its begin, `ci_login --out` at its end.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::PathBuf;
use std::time::Duration;

use registry_tokens::blocking::IonosClient;
use registry_tokens::{NewToken, Scope};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = IonosClient::from_env()?;
    let registry = client.registries().find(std::env::var("REGISTRY")?).send()?.ok_or("no such registry")?;
    if std::env::args().any(|argument| argument == "--out") {
        client.tokens().delete(registry.id, std::env::var("CI_TOKEN_ID")?).missing_ok(true).send()?;
        return Ok(());
    }
    // Jobs of one run share its number. Should the job be killed before its end, the token ends by itself.
    let name = format!("ci-{}-{:08x}", std::env::var("GITHUB_RUN_ID")?, uuid::Uuid::new_v4().as_fields().0);
    let token = NewToken::new(name)
        .scope(Scope::repository(std::env::var("REPOSITORY")?, ["pull", "push"]))
        .expires_in(Duration::from_secs(2 * 60 * 60));
    let issued = client.tokens().create(registry.id, token).send()?;
    let mut later = OpenOptions::new().append(true).create(true).open(std::env::var("GITHUB_ENV")?)?;
    writeln!(later, "CI_TOKEN_ID={}", issued.token.id)?;

    let config = PathBuf::from(std::env::var("DOCKER_CONFIG")?).join("config.json");
    match issued.credentials.merge_into(config, registry.hostname)?.shadowed_by {
        Some(helper) => Err(format!("docker would ask the credential helper {helper}").into()),
        None => Ok(()),
    }
}
