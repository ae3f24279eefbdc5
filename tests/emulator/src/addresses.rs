//! Where the emulator listens.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde_json::{Map, Value, json};

use crate::api::Api;
use crate::tls::Leaf;

/// Origins (`scheme://host:port`) of all listeners.
#[derive(Debug, Clone)]
pub(crate) struct Addresses {
    /// Always without TLS: the control plane is reached here by helpers that know nothing of the certificates.
    pub(crate) plain: String,
    pub(crate) tls: BTreeMap<Leaf, TlsOrigin>,
    pub(crate) ca_file: Option<PathBuf>,
    pub(crate) registry: RegistryFiles,
    pub(crate) proxy: String,
    pub(crate) proxy_with_login: String,
}

/// What was written for an image registry.
#[derive(Debug, Clone, Default)]
pub(crate) struct RegistryFiles {
    pub(crate) token_certificate: Option<PathBuf>,
    pub(crate) tls_certificate: Option<PathBuf>,
    pub(crate) tls_key: Option<PathBuf>,
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

    /// Where the APIs under these paths are reached, for the control plane.
    pub(crate) fn urls(&self, path: impl Fn(Api) -> String) -> Map<String, Value> {
        let mut urls = Map::new();
        for api in Api::ALL {
            let path = path(api);
            urls.insert(api.key("url"), json!(format!("{}{path}", self.main())));
            urls.insert(api.key("plain_url"), json!(format!("{}{path}", self.plain)));
            urls.insert(api.key("path"), json!(path));
        }
        urls
    }

    /// What the ready line says about the listeners.
    pub(crate) fn describe(&self, path: impl Fn(Api) -> String) -> Map<String, Value> {
        let tls: Map<String, Value> = self
            .tls
            .iter()
            .map(|(leaf, address)| {
                let mut listener: Map<String, Value> = Api::ALL
                    .into_iter()
                    .map(|api| (api.key("url"), json!(format!("{}{}", address.origin, path(api)))))
                    .collect();
                listener.insert("leaf_sha256".to_owned(), json!(address.leaf_sha256));
                (leaf.name().to_owned(), Value::Object(listener))
            })
            .collect();
        let described = [
            ("ca_file", json!(self.ca_file)),
            ("registry_token_certificate_file", json!(self.registry.token_certificate)),
            ("registry_tls_certificate_file", json!(self.registry.tls_certificate)),
            ("registry_tls_key_file", json!(self.registry.tls_key)),
            ("tls", if tls.is_empty() { Value::Null } else { Value::Object(tls) }),
            ("proxy_url", json!(self.proxy)),
            ("proxy_with_login_url", json!(self.proxy_with_login)),
        ];
        described.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
    }
}
