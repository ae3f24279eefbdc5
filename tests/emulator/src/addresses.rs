//! Where the emulator listens.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde_json::{Map, Value, json};

use crate::tls::Leaf;

/// Origins (`scheme://host:port`) of all listeners.
#[derive(Debug, Clone)]
pub(crate) struct Addresses {
    /// Always without TLS: the control plane is reached here by helpers that know nothing of the certificates.
    pub(crate) plain: String,
    pub(crate) tls: BTreeMap<Leaf, TlsOrigin>,
    pub(crate) ca_file: Option<PathBuf>,
    pub(crate) proxy: String,
    pub(crate) proxy_with_login: String,
}

#[derive(Debug, Clone)]
pub(crate) struct TlsOrigin {
    pub(crate) origin: String,
    pub(crate) leaf_sha256: String,
}

impl Addresses {
    /// The origin clients are pointed at: with the good certificate where there is TLS.
    pub(crate) fn main(&self) -> &str {
        self.tls.get(&Leaf::Good).map_or(&self.plain, |good| &good.origin)
    }

    /// What the ready line says about the listeners.
    pub(crate) fn describe(&self, api_path: &str) -> Map<String, Value> {
        let tls: Map<String, Value> = self
            .tls
            .iter()
            .map(|(leaf, address)| {
                let url = format!("{}{api_path}", address.origin);
                (leaf.name().to_owned(), json!({"url": url, "leaf_sha256": address.leaf_sha256}))
            })
            .collect();
        let described = [
            ("ca_file", json!(self.ca_file)),
            ("tls", if tls.is_empty() { Value::Null } else { Value::Object(tls) }),
            ("proxy_url", json!(self.proxy)),
            ("proxy_with_login_url", json!(self.proxy_with_login)),
        ];
        described.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
    }
}
