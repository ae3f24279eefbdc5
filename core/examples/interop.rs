//! Our driver for `tests/interop`: the scenario's steps in order, one request each; see the README there.

use std::error::Error;

use registry_tokens::models::{NewToken, PageQuery, Token, TokenUpdate};
use registry_tokens::{IonosClient, Scope};
use serde_json::{Map, Value, json};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

#[tokio::main]
async fn main() -> Result<()> {
    let scenario: Value = serde_json::from_slice(&std::fs::read(std::env::var("INTEROP_SCENARIO")?)?)?;
    let registry = std::env::var("REGISTRY_ID")?;
    let client = IonosClient::builder().max_retries(0).build()?;
    let mut created = String::new();
    for step in scenario["steps"].as_array().ok_or("no steps")? {
        let mut arguments = step["arguments"].as_object().cloned().unwrap_or_default();
        if arguments.get("token_id") == Some(&json!("{created}")) {
            arguments.insert("token_id".into(), json!(created));
        }
        let operation = step["operation"].as_str().ok_or("no operation")?;
        let report = make(&client, &registry, operation, &arguments).await?;
        if operation == "tokens.create" {
            created = report["id"].as_str().unwrap_or_default().to_owned();
        }
        println!("{}", json!({"step": step["step"], "report": report}));
    }
    Ok(())
}

async fn make(
    client: &IonosClient,
    registry: &str,
    operation: &str,
    given: &Map<String, Value>,
) -> Result<Value> {
    let tokens = client.tokens();
    let token_id = given.get("token_id").and_then(Value::as_str).unwrap_or_default();
    Ok(match operation {
        "tokens.list_page" => {
            let page = tokens.list_page(registry, query(given)?).await?;
            json!({"names": page.items.iter().map(|token| &token.name).collect::<Vec<_>>()})
        }
        "tokens.create" => {
            let issued = tokens.create(registry, new_token(given)?).await?;
            report(&issued.token, true)
        }
        "tokens.get" => report(&tokens.get(registry, token_id).await?, false),
        "tokens.update" => report(&tokens.update(registry, token_id, update(given)?).await?, false),
        "tokens.replace" => {
            let replaced = tokens.replace(registry, token_id, new_token(given)?).await?;
            report(&replaced.token, replaced.credentials.is_some())
        }
        "tokens.delete" => {
            tokens.delete(registry, token_id).await?;
            json!({})
        }
        other => return Err(format!("unknown operation {other}").into()),
    })
}

fn read<T: serde::de::DeserializeOwned>(given: &Map<String, Value>, name: &str) -> Result<Option<T>> {
    Ok(given.get(name).cloned().map(serde_json::from_value).transpose()?)
}

fn query(given: &Map<String, Value>) -> Result<PageQuery> {
    let mut query = PageQuery::new();
    query.offset = read(given, "offset")?.unwrap_or(query.offset);
    query.limit = read(given, "limit")?.unwrap_or(query.limit);
    query.filters = read(given, "filters")?.unwrap_or_default();
    query.max_results = read(given, "max_results")?;
    Ok(query)
}

fn new_token(given: &Map<String, Value>) -> Result<NewToken> {
    let mut token = NewToken::new(read::<String>(given, "name")?.ok_or("no name")?);
    token.scopes = read(given, "scopes")?;
    token.status = read(given, "status")?;
    token.expiry_date = read(given, "expiry_date")?;
    Ok(token)
}

fn update(given: &Map<String, Value>) -> Result<TokenUpdate> {
    let mut update = TokenUpdate::new();
    update.status = read(given, "status")?;
    if let Some(scopes) = read::<Vec<Scope>>(given, "scopes")? {
        update = update.scopes(scopes);
    }
    Ok(match given.get("expiry_date") {
        None => update,
        Some(Value::Null) => update.clear_expiry_date(),
        Some(date) => update.expiry_date(serde_json::from_value(date.clone())?),
    })
}

fn report(token: &Token, has_password: bool) -> Value {
    let scope = |scope: &Scope| {
        let actions: Vec<&str> = scope.actions.iter().map(|action| action.as_str()).collect();
        format!("{} {} {}", scope.r#type, scope.name, actions.join(","))
    };
    json!({
        "id": token.id.to_string(),
        "name": token.name,
        "status": token.status,
        "scopes": token.scopes.iter().map(scope).collect::<Vec<_>>(),
        "expiry_date": token.expiry_date,
        "password": has_password,
    })
}
