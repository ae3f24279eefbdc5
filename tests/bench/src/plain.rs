//! reqwest with serde structs: what one would write without a library.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde::Deserialize;

use crate::answers::{REGISTRY_ID, TOKEN_ID};
use crate::{Load, Meter, Used, WARM_UP};

#[derive(Deserialize)]
struct List {
    items: Vec<Token>,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "read as part of a whole token, like every peer does")]
struct Token {
    id: String,
    r#type: String,
    href: String,
    metadata: Metadata,
    properties: Properties,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code, reason = "read as part of a whole token, like every peer does")]
struct Metadata {
    created_by: String,
    created_by_user_id: String,
    created_date: DateTime<Utc>,
    state: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Properties {
    name: String,
    status: String,
    expiry_date: Option<DateTime<Utc>>,
    scopes: Vec<Scope>,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "read as part of a whole token, like every peer does")]
struct Scope {
    r#type: String,
    name: String,
    actions: Vec<String>,
}

pub(crate) fn run(load: Load, address: &str, count: u32) -> Result<Used, Box<dyn std::error::Error>> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = rustls::ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_root_certificates(rustls::RootCertStore::empty())
            .with_no_client_auth();
        let client = reqwest::Client::builder().tls_backend_preconfigured(tls).no_proxy().build()?;
        let tokens = format!("http://{address}/containerregistries/registries/{REGISTRY_ID}/tokens");
        let (one, list) = (format!("{tokens}/{TOKEN_ID}"), format!("{tokens}?offset=0&limit=100"));
        let mut meter = Meter::start();
        let mut seen = 0;
        for number in 0..WARM_UP + count {
            if number == WARM_UP {
                (meter, seen) = (Meter::start(), 0);
            }
            let request = client.get(if load == Load::Get { &one } else { &list }).bearer_auth("bench");
            let response = request.send().await?.error_for_status()?;
            seen += match load {
                Load::Get => look(&response.json::<Token>().await?),
                Load::List100 => response.json::<List>().await?.items.iter().map(look).sum(),
            };
        }
        Ok(meter.stop(seen))
    })
}

/// As in the row of this library.
fn look(token: &Token) -> u64 {
    let properties = &token.properties;
    let expiry = properties.expiry_date.map_or(0, |date| date.timestamp().unsigned_abs());
    let scope = properties.scopes.first().map_or(0, |scope| scope.name.len());
    (properties.name.len() + properties.status.len() + scope) as u64 + expiry
}
