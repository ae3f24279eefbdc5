//! Our driver for the scenarios of SWR in `tests/interop`; see the README there.

mod automation;
mod enterprise;
mod organizations;
mod repositories;

use std::collections::BTreeMap;
use std::error::Error;

use registry_tokens::SwrClient;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// What makes an id, and what later steps call it.
const MADE: &[(&str, &str)] = &[
    ("target_registries.create", "{registry}"),
    ("long_term_credentials.create", "{credential}"),
    ("retention_rules.create", "{retention}"),
];

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
        ("{namespace}", json!(std::env::var("SWR_NAMESPACE")?)),
        ("{repository}", json!(std::env::var("SWR_REPOSITORY")?)),
    ]);
    for step in scenario["steps"].as_array().ok_or("no steps")? {
        let mut arguments = step["arguments"].as_object().cloned().unwrap_or_default();
        for value in arguments.values_mut() {
            if let Some(meant) = value.as_str().and_then(|name| known.get(name)) {
                *value = meant.clone();
            }
        }
        let operation = step["operation"].as_str().ok_or("no operation")?;
        let report = make(&client, &instance, operation, &Given(arguments)).await?;
        if let Some((_, name)) = MADE.iter().find(|(made, _)| *made == operation) {
            known.insert(name, report["id"].clone());
        }
        println!("{}", json!({"step": step["step"], "report": report}));
    }
    Ok(())
}

async fn make(client: &SwrClient, instance: &str, operation: &str, given: &Given) -> Result<Value> {
    match operation.split_once('.').map_or("", |(resource, _)| resource) {
        "namespaces" | "namespace_permissions" | "quotas" => {
            organizations::make(client, operation, given).await
        }
        "repositories" | "repository_permissions" => repositories::make(client, operation, given).await,
        "retention_rules" | "sync_tasks" | "triggers" => automation::make(client, operation, given).await,
        _ => enterprise::make(client, instance, operation, given).await,
    }
}

/// The arguments of a step.
struct Given(Map<String, Value>);

impl Given {
    fn read<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>> {
        Ok(self.0.get(name).cloned().map(serde_json::from_value).transpose()?)
    }

    fn needed<T: DeserializeOwned>(&self, name: &str) -> Result<T> {
        self.read(name)?.ok_or_else(|| format!("no {name}").into())
    }

    fn text(&self, name: &str) -> Result<String> {
        self.needed(name)
    }
}

/// For what reports nothing.
async fn done(
    call: impl IntoFuture<Output = std::result::Result<(), registry_tokens::Error>>,
) -> Result<Value> {
    call.await?;
    Ok(json!({}))
}

fn unknown<T>(operation: &str) -> Result<T> {
    Err(format!("unknown operation {operation}").into())
}
