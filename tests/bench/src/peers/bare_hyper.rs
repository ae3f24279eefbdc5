//! The floor: hyper's HTTP/1.1 on a connection of its own, and serde structs.

use bytes::Bytes;
use http_body_util::{BodyExt as _, Empty};
use hyper::Request;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::header::{ACCEPT, AUTHORIZATION, HOST};
use hyper_util::rt::TokioIo;
use serde::de::DeserializeOwned;
use tokio::net::TcpStream;

use super::Peer;
use crate::Result;
use crate::load::{list_path, token_path};
use crate::seen::Seen;
use crate::structs::{List, Token};

pub(crate) struct BareHyper {
    url: String,
    authority: String,
    prefix: String,
    sender: SendRequest<Empty<Bytes>>,
}

impl BareHyper {
    async fn ask<T: DeserializeOwned>(&mut self, path: &str) -> Result<T> {
        let request = Request::get(format!("{}{path}", self.prefix))
            .header(HOST, &self.authority)
            .header(AUTHORIZATION, "Bearer bench")
            .header(ACCEPT, "application/json")
            .body(Empty::new())?;
        self.sender.ready().await?;
        let response = self.sender.send_request(request).await?;
        if !response.status().is_success() {
            return Err(response.status().to_string().into());
        }
        Ok(serde_json::from_slice(&response.into_body().collect().await?.to_bytes())?)
    }
}

impl Peer for BareHyper {
    async fn connect(url: &str) -> Result<Self> {
        let rest = url.strip_prefix("http://").ok_or("http:// expected")?;
        let (authority, prefix) = rest.find('/').map_or((rest, ""), |at| rest.split_at(at));
        let stream = TcpStream::connect(authority).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = handshake(TokioIo::new(stream)).await?;
        tokio::spawn(connection);
        let (authority, prefix) = (authority.to_owned(), prefix.to_owned());
        Ok(Self { url: url.to_owned(), authority, prefix, sender })
    }

    async fn another(&self) -> Result<Self> {
        Self::connect(&self.url).await
    }

    async fn get(&mut self) -> Result<Seen> {
        Ok(self.ask::<Token>(&token_path()).await?.look())
    }

    async fn list(&mut self, count: u32) -> Result<Seen> {
        Ok(self.ask::<List>(&list_path(count)).await?.look())
    }
}
