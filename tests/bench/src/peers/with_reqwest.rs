//! reqwest with serde structs: what one would write without a library.

use std::sync::Arc;

use serde::de::DeserializeOwned;

use super::Peer;
use crate::Result;
use crate::load::{list_path, token_path};
use crate::seen::Seen;
use crate::structs::{List, Token};

pub(crate) struct Reqwest {
    url: String,
    client: reqwest::Client,
}

impl Reqwest {
    async fn ask<T: DeserializeOwned>(&self, path: &str) -> Result<T> {
        let request = self.client.get(format!("{}{path}", self.url)).bearer_auth("bench");
        let response = request.header("accept", "application/json").send().await?;
        Ok(response.error_for_status()?.json().await?)
    }
}

impl Peer for Reqwest {
    async fn connect(url: &str) -> Result<Self> {
        // Built without a provider of its own in this workspace, which has one for all.
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = rustls::ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_root_certificates(rustls::RootCertStore::empty())
            .with_no_client_auth();
        let client = reqwest::Client::builder().tls_backend_preconfigured(tls).build()?;
        Ok(Self { url: url.to_owned(), client })
    }

    async fn another(&self) -> Result<Self> {
        Ok(Self { url: self.url.clone(), client: self.client.clone() })
    }

    async fn get(&mut self) -> Result<Seen> {
        Ok(self.ask::<Token>(&token_path()).await?.look())
    }

    async fn list(&mut self, count: u32) -> Result<Seen> {
        Ok(self.ask::<List>(&list_path(count)).await?.look())
    }
}
