//! The same job at Huawei Cloud SWR: a target registry made and deleted, a credential issued, switched off and deleted; and in
//! the basic edition a login, and an organization with a repository and its retention rule made, read back and deleted.
//!
//! `make demo` runs it against the emulator. The variables are those of the official SDKs; `SWR_INSTANCE_ID` names the
//! Enterprise instance.

use std::error::Error;
use std::io::Write;
use std::time::Duration;

use registry_tokens::models::{
    NewRepository, RepositoryCategory, RetentionInput, TagSelector, TagSelectorKind, TargetRegistryInput,
    TargetRegistryType, TemporaryLogin,
};
use registry_tokens::{ErrorKind, SwrClient};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

const REPOSITORY: &str = "team/app";

#[tokio::main]
async fn main() -> Result<()> {
    let instance = std::env::var("SWR_INSTANCE_ID").map_err(|_| "SWR_INSTANCE_ID is not set")?;
    let client = SwrClient::from_env()?;
    // Nobody else's have this name.
    let name = format!("demo-{}", uuid::Uuid::new_v4().simple());
    let outcome = match enterprise(&client, &instance, &name).await {
        Ok(()) => basic(&client, &name).await,
        Err(error) => Err(error),
    };
    // Whatever happened, nothing of ours stays behind; and a failure here must not hide the one before.
    let cleaned = clean_up_enterprise(&client, &instance, &name).await;
    let cleaned = cleaned.and(clean_up_basic(&client, &name).await);
    client.close();
    outcome.and(cleaned)
}

async fn clean_up_enterprise(client: &SwrClient, instance: &str, name: &str) -> Result<()> {
    if let Some(left) = client.target_registries().find(instance, name).await? {
        client.target_registries().delete(instance, left.id).missing_ok(true).await?;
    }
    if let Some(left) = client.long_term_credentials().find(instance, name).await? {
        client.long_term_credentials().delete(instance, left.token_id).missing_ok(true).await?;
    }
    Ok(())
}

/// The retention rule goes with its repository.
async fn clean_up_basic(client: &SwrClient, name: &str) -> Result<()> {
    client.repositories().delete(name, REPOSITORY).missing_ok(true).await?;
    client.namespaces().delete(name).missing_ok(true).await?;
    Ok(())
}

async fn enterprise(client: &SwrClient, instance: &str, name: &str) -> Result<()> {
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
    Ok(())
}

async fn basic(client: &SwrClient, name: &str) -> Result<()> {
    let day = TemporaryLogin::new().duration(Duration::from_secs(24 * 60 * 60));
    let login = client.login().create_temporary(day).await?;
    let (host, until) = (login.hostname.unwrap_or_default(), login.expires_at.unwrap_or_default());
    say("basic", format!("docker login {host} -u {} -p {}, until {until}", login.username, login.password));

    let (namespaces, repositories, rules) =
        (client.namespaces(), client.repositories(), client.retention_rules());
    namespaces.create(name).await?;
    let repository = NewRepository::new(REPOSITORY, false).category(RepositoryCategory::LINUX);
    repositories.create(name, repository).await?;
    let made = repositories.get(name, REPOSITORY).await?;
    say("push", format!("docker push {}:TAG", made.path));

    let releases = TagSelector::new(TagSelectorKind::REGEXP, r"^v\d+$");
    let month = RetentionInput::new().days(30).tag_selectors([releases]);
    let id = rules.create(name, REPOSITORY, month).await?.id;
    for rule in rules.get(name, REPOSITORY, id).await?.rules {
        let (days, kept) = (rule.params.days.unwrap_or_default(), rule.tag_selectors);
        let kept: Vec<String> = kept.into_iter().map(|tags| tags.pattern).collect();
        say("retention", format!("{}: after {days} days, but for {}", rule.template, kept.join(", ")));
    }

    rules.delete(name, REPOSITORY, id).await?;
    repositories.delete(name, REPOSITORY).await?;
    namespaces.delete(name).await?;
    match namespaces.get(name).await {
        Err(error) if error.kind() == ErrorKind::NotFound => say("gone", error.to_string()),
        Err(error) => return Err(error.into()),
        Ok(_) => return Err("the organization is still there".into()),
    }
    Ok(())
}

/// A reader who went away must not keep the story from cleaning up behind itself.
fn say(step: &str, what: String) {
    let _ = writeln!(std::io::stdout(), "{step:>9}  {what}");
}
