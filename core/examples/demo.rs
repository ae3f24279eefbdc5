//! The main job, told in about twenty lines: access tokens issued, listed, narrowed, disabled, replaced, put to
//! use, rotated and deleted.
//!
//! `make demo` runs it against the emulator. `make demo-real` runs it against the service that the environment names: on
//! a terminal, after its user typed the registry's name, and only with a token that it made itself.

use std::error::Error;
use std::io::{IsTerminal, Write};
use std::time::Duration;

use registry_tokens::models::{Registry, Retire, TokenRotation};
use registry_tokens::{ErrorKind, IonosClient, NewToken, Scope, TokenUpdate};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

#[tokio::main]
async fn main() -> Result<()> {
    let is_real = std::env::args().any(|argument| argument == "--real");
    let client = IonosClient::from_env()?;
    let registry = if is_real { ask_for_registry(&client).await? } else { first_registry(&client).await? };
    // Nobody else's token has this name.
    let name = format!("demo-{}", uuid::Uuid::new_v4().simple());
    let outcome = story(&client, &registry, &name).await;
    // Whatever happened, nothing of ours stays behind; and a failure here must not hide the one before.
    let cleaned = clean_up(&client, &registry, &name).await;
    client.close();
    outcome.and(cleaned)
}

async fn clean_up(client: &IonosClient, registry: &Registry, name: &str) -> Result<()> {
    // Also where it was replaced by then.
    while let Some(left) = client.tokens().find_current(registry.id, name).await? {
        client.tokens().delete(registry.id, left.id).missing_ok(true).await?;
    }
    Ok(())
}

async fn story(client: &IonosClient, registry: &Registry, name: &str) -> Result<()> {
    let tokens = client.tokens();
    let state = registry.metadata.as_ref().and_then(|metadata| metadata.state.as_ref());
    let state = state.map_or("in an unknown state", |state| state.as_str());
    say("registry", format!("{} at {} is {state}", registry.name, registry.hostname));

    let wanted = NewToken::new(name)
        .scope(Scope::repository("team/app", ["pull", "push"]))
        .expires_in(Duration::from_secs(24 * 60 * 60));
    let issued = tokens.create(registry.id, wanted.clone()).with_response().await?;
    let (status, issued) = (issued.http_status(), issued.value);
    let id = issued.token.id;
    say("create", format!("HTTP {status}, token {id}, name {}", issued.token.name));
    say("", format!("allows {}", scopes(&issued.token.scopes)));
    if let Some(expiry) = issued.token.expiry_date {
        say("", format!("until {expiry}"));
    }
    let login = &issued.credentials;
    say("login", format!("docker login {} -u {} -p {}", registry.hostname, login.username, login.password));

    match tokens.create(registry.id, wanted).await {
        Ok(_) => return Err("the same name was issued twice".into()),
        Err(error) => say("create", format!("again: {} ({})", error.kind(), error)),
    }

    let all = tokens.list(registry.id).all().await?;
    say(
        "list",
        format!("{} token(s), ours among them: {}", all.len(), all.iter().any(|token| token.id == id)),
    );
    let found = tokens.find(registry.id, name).await?.ok_or("the token is gone")?;
    say("find", format!("{name} is {}", found.id));

    let pull_only = TokenUpdate::new().scopes([Scope::repository("team/app", ["pull"])]);
    let narrowed = tokens.update(registry.id, id, pull_only).await?;
    say("narrow", format!("allows {}", scopes(&narrowed.scopes)));
    let disabled = tokens.update(registry.id, id, TokenUpdate::new().status("disabled")).await?;
    say(
        "disable",
        format!("status {}", disabled.status.map_or("unknown".into(), |status| status.to_string())),
    );
    let forever = tokens.update(registry.id, id, TokenUpdate::new().clear_expiry_date()).await?;
    say("update", format!("expires {}", forever.expiry_date.map_or("never".into(), |date| date.to_string())));

    let again =
        NewToken::new(name).scope(Scope::repository("team/app", ["pull", "delete"])).status("enabled");
    let replaced = tokens.replace(registry.id, id, again).await?;
    let password = if replaced.credentials.is_some() { "a new password" } else { "the password of before" };
    say("replace", format!("allows {}, with {password}", scopes(&replaced.token.scopes)));

    let folder = tempfile::tempdir()?;
    let (config, host) = (folder.path().join("config.json"), registry.hostname.clone());
    let merge = issued.credentials.merge_into(&config, &host)?;
    let helper = merge.shadowed_by.unwrap_or_else(|| "none".to_owned());
    say("merge", format!("a config.json for docker opens {host}, credential helper: {helper}"));
    let deploy = async move |rotation: TokenRotation| rotation.credentials.merge_into(config, host).map(drop);
    // Nobody else uses it; the default leaves it an hour.
    let result = tokens.rotate(registry.id, id, deploy).retire(Retire::DELETE).await?;
    let id = result.rotation.new.id;
    say("rotate", format!("{}, followed by {id}", result.retirement.old_outcome));

    tokens.delete(registry.id, id).await?;
    say("delete", format!("{id}"));
    match tokens.get(registry.id, id).await {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            say("get", format!("{} ({error})", error.kind()))
        }
        Err(error) => return Err(error.into()),
        Ok(_) => return Err("the token is still there".into()),
    }
    tokens.delete(registry.id, id).missing_ok(true).await?;
    say("delete", "again, with missing_ok: nothing to do".to_owned());
    if let Err(error) = tokens.delete(registry.id, "..").await {
        say("delete", format!("\"..\": {error}"));
    }
    Ok(())
}

/// A reader who went away must not keep the story from cleaning up behind itself.
fn say(step: &str, what: String) {
    let _ = writeln!(std::io::stdout(), "{step:>9}  {what}");
}

fn scopes(scopes: &[Scope]) -> String {
    let one = |scope: &Scope| {
        let actions: Vec<&str> = scope.actions.iter().map(|action| action.as_str()).collect();
        format!("{} on {} {}", actions.join("+"), scope.r#type, scope.name)
    };
    scopes.iter().map(one).collect::<Vec<_>>().join(", ")
}

async fn first_registry(client: &IonosClient) -> Result<Registry> {
    let registries = client.registries().list().all().await?;
    registries.into_iter().next().ok_or_else(|| "the account has no registry".into())
}

/// Nobody should meet a real service by accident.
async fn ask_for_registry(client: &IonosClient) -> Result<Registry> {
    if !(std::io::stdin().is_terminal() && std::io::stdout().is_terminal()) {
        return Err("the real service is touched only from a terminal".into());
    }
    println!(
        "This makes one token in a real registry, changes it, and deletes it. Other tokens are not touched."
    );
    print!("Type the registry's name to go on: ");
    std::io::stdout().flush()?;
    let mut name = String::new();
    std::io::stdin().read_line(&mut name)?;
    client.registries().find(name.trim()).await?.ok_or_else(|| "no registry of this name".into())
}
