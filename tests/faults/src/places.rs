//! Where a call is sent: the emulator, and servers that are none.

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::{Duration, SystemTime};

use registry_tokens_emulator::{Emulator, Leaf, Options, World};
use serde_json::{Map, Value, json};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpSocket};

/// What stands for the words in braces.
pub type Words = BTreeMap<&'static str, Value>;

/// The emulator, and the servers beside it.
pub struct Places {
    pub emulator: Emulator,
    _folder: TempDir,
    refused: SocketAddr,
    handshake_cut: SocketAddr,
    handshake_silent: SocketAddr,
    /// Bound, so that nobody else gets the port, and never listening.
    _unheard: TcpSocket,
}

impl Places {
    pub async fn open() -> Result<Self, String> {
        let folder = tempfile::tempdir().map_err(|why| why.to_string())?;
        let options = Options::default().tls(folder.path());
        let emulator = Emulator::start_blocking(options).map_err(|why| why.to_string())?;
        let unheard = TcpSocket::new_v4().map_err(|why| why.to_string())?;
        unheard.bind((Ipv4Addr::LOCALHOST, 0).into()).map_err(|why| why.to_string())?;
        let refused = unheard.local_addr().map_err(|why| why.to_string())?;
        Ok(Self {
            emulator,
            _folder: folder,
            refused,
            handshake_cut: handshake(true).await.map_err(|why| why.to_string())?,
            handshake_silent: handshake(false).await.map_err(|why| why.to_string())?,
            _unheard: unheard,
        })
    }

    /// The URL of a proxy where nobody listens.
    pub fn refused(&self) -> String {
        format!("http://{}", self.refused)
    }

    /// What stands for the words in braces in a plan, seen from this place.
    pub fn words(&self, world: &World, at: Option<&str>) -> Result<Words, String> {
        let origin = |address: SocketAddr| Some(format!("https://{address}"));
        let leaf = |name: &str| {
            [Leaf::Good, Leaf::Expired, Leaf::WrongHost, Leaf::UnknownCa]
                .into_iter()
                .find(|leaf| leaf.name() == name)
        };
        let mut pin = None;
        let urls = match at {
            None => [Some(world.plain_url()), Some(world.swr_plain_url()), Some(world.iam_plain_url())],
            Some("refused") => std::array::from_fn(|_| Some(format!("http://{}", self.refused))),
            Some("handshake_cut") => std::array::from_fn(|_| origin(self.handshake_cut)),
            Some("handshake_silent") => std::array::from_fn(|_| origin(self.handshake_silent)),
            Some(other) => {
                let leaf =
                    other.strip_prefix("tls:").and_then(leaf).ok_or_else(|| format!("no place {other}"))?;
                pin = self.emulator.leaf_sha256(leaf);
                [world.tls_url(leaf), world.swr_tls_url(leaf), world.iam_tls_url(leaf)]
            }
        };
        let ca = self.emulator.ca_file().and_then(|file| std::fs::read_to_string(file).ok());
        let [url, swr_url, iam_url] = urls;
        Ok([
            ("url", json!(url)),
            ("swr_url", json!(swr_url)),
            ("iam_url", json!(iam_url)),
            ("leaf", json!(pin)),
            ("ca", json!(ca)),
            ("token", json!(world.token())),
            ("access_key", json!(world.swr_access_key())),
            ("secret_key", json!(world.swr_secret_key())),
            ("project", json!(world.swr_project_id())),
            ("region", json!(world.swr_region())),
            ("instance", json!(world.swr_instance_id())),
            ("registry", json!(world.registry_id())),
            ("in_two_seconds", json!(httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(2)))),
        ]
        .into())
    }
}

/// Puts the words into every text that names them in braces, and carries out every `fill`.
pub fn filled(value: &Value, words: &Words) -> Value {
    match value {
        Value::String(text) => {
            let word = text.strip_prefix('{').and_then(|text| text.strip_suffix('}'));
            word.and_then(|word| words.get(word)).cloned().unwrap_or_else(|| value.clone())
        }
        Value::Array(items) => items.iter().map(|item| filled(item, words)).collect(),
        Value::Object(keys) => match (keys.get("fill"), keys.len()) {
            (Some(fill), 1) => {
                let times = fill["times"].as_u64().and_then(|times| usize::try_from(times).ok()).unwrap_or(0);
                json!(fill["text"].as_str().unwrap_or_default().repeat(times))
            }
            _ => keys
                .iter()
                .map(|(key, value)| (key.clone(), filled(value, words)))
                .collect::<Map<_, _>>()
                .into(),
        },
        other => other.clone(),
    }
}

/// A server that takes the first bytes of a handshake and then breaks it off, or says nothing for ever.
async fn handshake(cut: bool) -> std::io::Result<SocketAddr> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            tokio::spawn(async move {
                let mut hello = [0; 4096];
                let read = stream.read(&mut hello).await;
                if cut {
                    // The start of a record that announces more than ever comes.
                    let _ = stream.write_all(&[0x16, 0x03, 0x03, 0x00, 0x7a, 0x02]).await;
                    return;
                }
                let mut read = read;
                while read.is_ok_and(|count| count > 0) {
                    read = stream.read(&mut hello).await;
                }
            });
        }
    });
    Ok(address)
}
