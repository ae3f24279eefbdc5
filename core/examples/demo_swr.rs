//! The same job at Huawei Cloud SWR: a target registry made and deleted, a credential issued, switched off and deleted, and
//! a login to the basic edition.
//!
//! `make demo` runs it against the emulator. The variables are those of the official SDKs; `SWR_INSTANCE_ID` names the
//! Enterprise instance.

use std::error::Error;
use std::io::Write;
use std::time::Duration;

use registry_tokens::models::{TargetRegistryInput, TargetRegistryType, TemporaryLogin};
use registry_tokens::{ErrorKind, SwrClient};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

#[tokio::main]
async fn main() -> Result<()> {
    let instance = std::env::var("SWR_INSTANCE_ID").map_err(|_| "SWR_INSTANCE_ID is not set")?;
    let client = SwrClient::from_env()?;
    // Nobody else's have this name.
    let name = format!("demo-{}", uuid::Uuid::new_v4().simple());
    let outcome = story(&client, &instance, &name).await;
    // Whatever happened, nothing of ours stays behind; and a failure here must not hide the one before.
    let cleaned = clean_up(&client, &instance, &name).await;
    client.close();
    outcome.and(cleaned)
}

async fn clean_up(client: &SwrClient, instance: &str, name: &str) -> Result<()> {
    if let Some(left) = client.target_registries().find(instance, name).await? {
        client.target_registries().delete(instance, left.id).missing_ok(true).await?;
    }
    if let Some(left) = client.long_term_credentials().find(instance, name).await? {
        client.long_term_credentials().delete(instance, left.token_id).missing_ok(true).await?;
    }
    Ok(())
}

async fn story(client: &SwrClient, instance: &str, name: &str) -> Result<()> {
    let registries = client.target_registries();
    let harbor = TargetRegistryInput::new(
        name,
        TargetRegistryType::SWR_PRO,
        "https://harbor.example.com",
        "replicator",
        "a-password".into(),
        true,
    );
    let made = registries.create(instance, harbor).await?;
    say("target", format!("{name} is number {}", made.id));
    for registry in registries.list(instance).all().await? {
        say("", format!("{}: {} at {}", registry.id, registry.r#type, registry.url));
    }
    registries.delete(instance, made.id).await?;

    let credentials = client.long_term_credentials();
    let issued = credentials.create(instance, name).with_response().await?;
    say("issue", format!("HTTP {}, credential {}", issued.http_status(), issued.value.token_id));
    let login = &issued.value.credentials;
    say("login", format!("docker login INSTANCE -u {} -p {}", login.username, login.password));
    credentials.disable(instance, &issued.value.token_id).await?;
    let found = credentials.find(instance, name).await?.ok_or("the credential is gone")?;
    say("disable", format!("{} is enabled: {}", found.name, found.enable.unwrap_or_default()));
    credentials.delete(instance, &found.token_id).await?;
    match credentials.delete(instance, &found.token_id).await {
        Err(error) if error.kind() == ErrorKind::NotFound => say("delete", format!("again: {error}")),
        Err(error) => return Err(error.into()),
        Ok(()) => return Err("the credential was deleted twice".into()),
    }

    let day = TemporaryLogin::new().duration(Duration::from_secs(24 * 60 * 60));
    let login = client.login().create_temporary(day).await?;
    let (host, until) = (login.hostname.unwrap_or_default(), login.expires_at.unwrap_or_default());
    say("basic", format!("docker login {host} -u {} -p {}, until {until}", login.username, login.password));
    Ok(())
}

/// A reader who went away must not keep the story from cleaning up behind itself.
fn say(step: &str, what: String) {
    let _ = writeln!(std::io::stdout(), "{step:>9}  {what}");
}
