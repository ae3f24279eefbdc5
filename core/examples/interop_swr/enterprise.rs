//! The Enterprise edition, and logins.

use registry_tokens::models::{
    LongTermCredential, LongTermCredentialQuery, TargetRegistry, TargetRegistryInput, TargetRegistryQuery,
    TemporaryLogin,
};
use registry_tokens::{Credentials, SwrClient};
use serde_json::{Value, json};

use crate::{Given, Result, done, unknown};

pub async fn make(client: &SwrClient, instance: &str, operation: &str, given: &Given) -> Result<Value> {
    let (registries, credentials) = (client.target_registries(), client.long_term_credentials());
    let credential = || given.text("credential_id");
    Ok(match operation {
        "target_registries.list_page" => {
            let page = registries.list_page(instance, registry_query(given)?).await?;
            let names: Vec<&String> = page.items.iter().map(|registry| &registry.name).collect();
            json!({"names": names, "total": page.total})
        }
        "target_registries.get" => report(&registries.get(instance, given.needed("registry_id")?).await?),
        "target_registries.create" => {
            let made = registries.create(instance, target(given)?).await?;
            json!({"made": true, "id": made.id})
        }
        "target_registries.update" => {
            done(registries.update(instance, given.needed("registry_id")?, target(given)?)).await?
        }
        "target_registries.delete" => done(registries.delete(instance, given.needed("registry_id")?)).await?,
        "long_term_credentials.list_page" => {
            let page = credentials.list_page(instance, credential_query(given)?).await?;
            let name = |row: &LongTermCredential| format!("{} {}", row.name, json!(row.enable));
            json!({"names": page.items.iter().map(name).collect::<Vec<_>>()})
        }
        "long_term_credentials.create" => {
            let issued = credentials.create(instance, given.text("name")?).await?;
            json!({"password": has_password(&issued.credentials), "id": issued.token_id})
        }
        "long_term_credentials.enable" => done(credentials.enable(instance, credential()?)).await?,
        "long_term_credentials.disable" => done(credentials.disable(instance, credential()?)).await?,
        "long_term_credentials.delete" => done(credentials.delete(instance, credential()?)).await?,
        "temporary_credentials.create" => {
            json!({"password": has_password(&client.temporary_credentials().create(instance).await?)})
        }
        "login.create_temporary" => {
            let mut login = TemporaryLogin::new();
            login.project_name = given.read("project_name")?;
            json!({"password": has_password(&client.login().create_temporary(login).await?)})
        }
        "login.create_enhanced" => {
            json!({"password": has_password(&client.login().create_enhanced().await?)})
        }
        other => return unknown(other),
    })
}

fn registry_query(given: &Given) -> Result<TargetRegistryQuery> {
    let mut query = TargetRegistryQuery::new();
    query.offset = given.read("offset")?.unwrap_or(query.offset);
    query.limit = given.read("limit")?.unwrap_or(query.limit);
    query.order_column = given.read("order_column")?;
    query.order_type = given.read("order_type")?;
    query.name = given.read("name")?;
    query.r#type = given.read("type")?;
    Ok(query)
}

fn credential_query(given: &Given) -> Result<LongTermCredentialQuery> {
    let mut query = LongTermCredentialQuery::new();
    query.offset = given.read("offset")?.unwrap_or(query.offset);
    query.limit = given.read("limit")?.unwrap_or(query.limit);
    query.self_only = given.read("self_only")?;
    Ok(query)
}

fn target(given: &Given) -> Result<TargetRegistryInput> {
    let (name, word, url) = (given.text("name")?, given.text("type")?, given.text("url")?);
    let (key, secret) = (given.text("access_key")?, given.text("access_secret")?);
    let mut target =
        TargetRegistryInput::new(name, word.into(), url, key, secret.into(), given.needed("insecure")?);
    target.description = given.read("description")?;
    target.target_project_id = given.read("target_project_id")?;
    target.target_region_id = given.read("target_region_id")?;
    target.target_instance_id = given.read("target_instance_id")?;
    target.dns_hosts = given.read("dns_hosts")?;
    Ok(target)
}

fn report(registry: &TargetRegistry) -> Value {
    let credential = registry.credential.as_ref();
    json!({
        "name": registry.name,
        "type": registry.r#type,
        "url": registry.url,
        "credential": credential.map(|login| format!("{} {}", login.r#type, login.access_key)),
        "insecure": registry.insecure,
        "secret": credential.is_some_and(|login| !login.access_secret.is_empty()),
    })
}

fn has_password(credentials: &Credentials) -> bool {
    !credentials.password.is_empty()
}
