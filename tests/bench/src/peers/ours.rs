//! This library, async.

use registry_tokens::{IonosClient, IonosClientBuilder, PageQuery, Token};

use super::Peer;
use crate::Result;
use crate::load::{REGISTRY_ID, TOKEN_ID, registry_of};
use crate::seen::Seen;

pub(crate) struct Ours(IonosClient);

/// The defaults, and room for the largest list.
pub(crate) fn builder(url: &str) -> IonosClientBuilder {
    IonosClient::builder().token("bench").base_url(url).max_response_bytes(1 << 30)
}

pub(crate) fn look(token: &Token) -> Seen {
    let status = token.status.as_ref().map_or("", |status| status.as_str());
    let expiry = token.expiry_date.map_or(0, |date| date.timestamp());
    let scope = token.scopes.first().map_or("", |scope| scope.name.as_str());
    Seen::token(&token.name, status, expiry, scope)
}

impl Peer for Ours {
    async fn connect(url: &str) -> Result<Self> {
        Ok(Self(builder(url).build()?))
    }

    async fn another(&self) -> Result<Self> {
        Ok(Self(self.0.clone()))
    }

    async fn get(&mut self) -> Result<Seen> {
        Ok(look(&self.0.tokens().get(REGISTRY_ID, TOKEN_ID).await?))
    }

    async fn list(&mut self, count: u32) -> Result<Seen> {
        let page = self.0.tokens().list_page(registry_of(count), PageQuery::new()).await?;
        Ok(page.items.iter().map(look).sum())
    }
}
