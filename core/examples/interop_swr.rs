//! Our driver for the scenario of SWR in `tests/interop`; see the README there.

use std::collections::BTreeMap;
use std::error::Error;

use registry_tokens::models::{
    LongTermCredentialPage, LongTermCredentialQuery, TargetRegistry, TargetRegistryInput,
    TargetRegistryQuery, TemporaryLogin,
};
use registry_tokens::{Credentials, SwrClient};
use serde_json::{Map, Value, json};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// What makes an id, and what later steps call it.
const MADE: &[(&str, &str)] =
    &[("target_registries.create", "{registry}"), ("long_term_credentials.create", "{credential}")];

#[tokio::main]
async fn main() -> Result<()> {
    let scenario: Value = serde_json::from_slice(&std::fs::read(std::env::var("INTEROP_SCENARIO")?)?)?;
    let instance = std::env::var("SWR_INSTANCE_ID")?;
    // Keys and endpoints come from the environment.
    let client = SwrClient::builder().max_retries(0).build()?;
    let mut known = BTreeMap::from([
        ("{project}", json!(std::env::var("SWR_PROJECT_ID")?)),
        ("{region}", json!(std::env::var("HUAWEICLOUD_SDK_REGION")?)),
        ("{instance}", json!(instance)),
    ]);
    for step in scenario["steps"].as_array().ok_or("no steps")? {
        let mut arguments = step["arguments"].as_object().cloned().unwrap_or_default();
        for value in arguments.values_mut() {
            if let Some(meant) = value.as_str().and_then(|name| known.get(name)) {
                *value = meant.clone();
            }
        }
        let operation = step["operation"].as_str().ok_or("no operation")?;
        let report = make(&client, &instance, operation, &arguments).await?;
        if let Some((_, name)) = MADE.iter().find(|(made, _)| *made == operation) {
            known.insert(name, report["id"].clone());
        }
        println!("{}", json!({"step": step["step"], "report": report}));
    }
    Ok(())
}

async fn make(
    client: &SwrClient,
    instance: &str,
    operation: &str,
    given: &Map<String, Value>,
) -> Result<Value> {
    let (registries, credentials) = (client.target_registries(), client.long_term_credentials());
    let credential = || needed::<String>(given, "credential_id");
    Ok(match operation {
        "target_registries.list_page" => {
            let page = registries.list_page(instance, registry_query(given)?).await?;
            let names: Vec<&String> = page.items.iter().map(|registry| &registry.name).collect();
            json!({"names": names, "total": page.total})
        }
        "target_registries.get" => report(&registries.get(instance, needed(given, "registry_id")?).await?),
        "target_registries.create" => {
            let made = registries.create(instance, target(given)?).await?;
            json!({"made": true, "id": made.id})
        }
        "target_registries.update" => {
            registries.update(instance, needed(given, "registry_id")?, target(given)?).await?;
            json!({})
        }
        "target_registries.delete" => {
            registries.delete(instance, needed(given, "registry_id")?).await?;
            json!({})
        }
        "long_term_credentials.list_page" => {
            names(&credentials.list_page(instance, credential_query(given)?).await?)
        }
        "long_term_credentials.create" => {
            let issued = credentials.create(instance, needed::<String>(given, "name")?).await?;
            json!({"password": has_password(&issued.credentials), "id": issued.token_id})
        }
        "long_term_credentials.enable" => {
            credentials.enable(instance, credential()?).await?;
            json!({})
        }
        "long_term_credentials.disable" => {
            credentials.disable(instance, credential()?).await?;
            json!({})
        }
        "long_term_credentials.delete" => {
            credentials.delete(instance, credential()?).await?;
            json!({})
        }
        "temporary_credentials.create" => {
            json!({"password": has_password(&client.temporary_credentials().create(instance).await?)})
        }
        "login.create_temporary" => {
            let mut login = TemporaryLogin::new();
            login.project_name = read(given, "project_name")?;
            json!({"password": has_password(&client.login().create_temporary(login).await?)})
        }
        "login.create_enhanced" => {
            json!({"password": has_password(&client.login().create_enhanced().await?)})
        }
        other => return Err(format!("unknown operation {other}").into()),
    })
}

fn read<T: serde::de::DeserializeOwned>(given: &Map<String, Value>, name: &str) -> Result<Option<T>> {
    Ok(given.get(name).cloned().map(serde_json::from_value).transpose()?)
}

fn needed<T: serde::de::DeserializeOwned>(given: &Map<String, Value>, name: &str) -> Result<T> {
    read(given, name)?.ok_or_else(|| format!("no {name}").into())
}

fn registry_query(given: &Map<String, Value>) -> Result<TargetRegistryQuery> {
    let mut query = TargetRegistryQuery::new();
    query.offset = read(given, "offset")?.unwrap_or(query.offset);
    query.limit = read(given, "limit")?.unwrap_or(query.limit);
    query.order_column = read(given, "order_column")?;
    query.order_type = read(given, "order_type")?;
    query.name = read(given, "name")?;
    query.r#type = read(given, "type")?;
    Ok(query)
}

fn credential_query(given: &Map<String, Value>) -> Result<LongTermCredentialQuery> {
    let mut query = LongTermCredentialQuery::new();
    query.offset = read(given, "offset")?.unwrap_or(query.offset);
    query.limit = read(given, "limit")?.unwrap_or(query.limit);
    query.self_only = read(given, "self_only")?;
    Ok(query)
}

fn target(given: &Map<String, Value>) -> Result<TargetRegistryInput> {
    let text = |name: &str| needed::<String>(given, name);
    let (name, word, url) = (text("name")?, text("type")?, text("url")?);
    let (key, secret) = (text("access_key")?, text("access_secret")?);
    let mut target =
        TargetRegistryInput::new(name, word.into(), url, key, secret.into(), needed(given, "insecure")?);
    target.description = read(given, "description")?;
    target.target_project_id = read(given, "target_project_id")?;
    target.target_region_id = read(given, "target_region_id")?;
    target.target_instance_id = read(given, "target_instance_id")?;
    target.dns_hosts = read(given, "dns_hosts")?;
    Ok(target)
}

fn names(page: &LongTermCredentialPage) -> Value {
    let name =
        |row: &registry_tokens::models::LongTermCredential| format!("{} {}", row.name, json!(row.enable));
    json!({"names": page.items.iter().map(name).collect::<Vec<_>>()})
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
