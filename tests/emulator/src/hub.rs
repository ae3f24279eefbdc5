//! Everything the listeners share: the worlds, and which of them a request belongs to.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::{Value, json};

use crate::addresses::Addresses;
use crate::api::{Api, below};
use crate::proxy::ProxyLog;
use crate::registry_token::{self, Signer};
use crate::world::{Core, SCRIPTS, Scope};

/// The path of the control plane.
pub(crate) const CONTROL: &str = "/_emulator";
const SESSIONS: &str = "/_s/";

pub(crate) struct Hub {
    pub(crate) addresses: Addresses,
    pub(crate) control_key: Option<String>,
    pub(crate) default: Arc<Core>,
    pub(crate) proxy_log: ProxyLog,
    pub(crate) signer: Signer,
    sessions: Mutex<HashMap<String, Arc<Core>>>,
    last_session: AtomicU64,
    last_connection: AtomicU64,
}

/// Where a request goes. Paths are raw.
pub(crate) enum Route<'a> {
    /// Below the control plane's prefix.
    Control(&'a str),
    /// Below an API's prefix of a world or script.
    Api { world: Arc<Core>, scope: Scope, api: Api, path: &'a str },
    /// The token endpoint of an image registry.
    RegistryToken { world: Arc<Core> },
    /// Nothing answers under this path. A client that loses the prefix of its URL ends up here, and is recorded.
    Astray { world: Arc<Core> },
}

impl Hub {
    pub(crate) fn new(addresses: Addresses, control_key: Option<String>, signer: Signer) -> Self {
        Self {
            addresses,
            control_key,
            default: Arc::new(Core::new(None)),
            proxy_log: ProxyLog::default(),
            signer,
            sessions: Mutex::default(),
            last_session: AtomicU64::new(0),
            last_connection: AtomicU64::new(0),
        }
    }

    pub(crate) fn next_connection(&self) -> u64 {
        self.last_connection.fetch_add(1, Ordering::Relaxed) + 1
    }

    pub(crate) fn add_session(&self) -> Arc<Core> {
        let id = (self.last_session.fetch_add(1, Ordering::Relaxed) + 1).to_string();
        let world = Arc::new(Core::new(Some(id.clone())));
        self.sessions().insert(id, Arc::clone(&world));
        world
    }

    pub(crate) fn session(&self, id: &str) -> Option<Arc<Core>> {
        self.sessions().get(id).cloned()
    }

    pub(crate) fn remove_session(&self, id: &str) -> bool {
        self.sessions().remove(id).is_some()
    }

    /// Where a request to this raw path (without its query) goes.
    pub(crate) fn route<'a>(&self, path: &'a str) -> Route<'a> {
        if let Some(rest) = below(path, CONTROL) {
            return Route::Control(rest);
        }
        let session = path.strip_prefix(SESSIONS).and_then(|rest| {
            let (id, _) = rest.split_once('/')?;
            Some((self.session(id)?, &rest[id.len()..]))
        });
        let (world, path) = session.unwrap_or_else(|| (Arc::clone(&self.default), path));
        if let Some((api, path)) = Api::split(path) {
            return Route::Api { world, scope: Scope::Service, api, path };
        }
        if path == registry_token::PATH {
            return Route::RegistryToken { world };
        }
        let script = path.strip_prefix(SCRIPTS).and_then(|rest| {
            let (id, _) = rest.split_once('/')?;
            let (api, path) = Api::split(&rest[id.len()..])?;
            world.lock().scripts.contains_key(id).then(|| (Scope::Script(id.to_owned()), api, path))
        });
        match script {
            Some((scope, api, path)) => Route::Api { world, scope, api, path },
            None => Route::Astray { world },
        }
    }

    /// What a client needs to know about a world.
    pub(crate) fn describe(&self, world: &Core) -> Value {
        let mut described = self.addresses.urls(|api| world.api_path(api));
        let account = json!({
            "id": world.id,
            "control_url": self.control_url(world),
            "token": world.account.token,
            "username": world.account.username,
            "password": world.account.password,
            "registry_id": world.registry_id.hyphenated().to_string(),
            "registry_hostname": world.registry_hostname(),
            "registry_token_url": format!("{}{}", self.addresses.main(), world.registry_token_path()),
            "registry_token_plain_url": format!("{}{}", self.addresses.plain, world.registry_token_path()),
            "registry_token_service": world.registry_token_service(),
            "registry_token_issuer": registry_token::ISSUER,
            "registry_token_certificate": self.signer.certificate_pem(),
        });
        for part in [account, world.account.swr.describe()] {
            if let Value::Object(part) = part {
                described.extend(part);
            }
        }
        Value::Object(described)
    }

    /// The line the program prints when it is ready.
    pub(crate) fn ready_line(&self) -> Value {
        let mut line = self.describe(&self.default);
        if let Value::Object(line) = &mut line {
            // They tell sessions apart; this is the world without a prefix.
            line.remove("id");
            line.retain(|key, _| !Api::ALL.iter().any(|api| *key == api.key("path")));
            line.extend(self.addresses.describe(|api| self.default.api_path(api)));
        }
        line
    }

    /// Where the control calls of a world go.
    pub(crate) fn control_url(&self, world: &Core) -> String {
        let control = format!("{}{CONTROL}", self.addresses.plain);
        match &world.id {
            Some(id) => format!("{control}/sessions/{id}"),
            None => control,
        }
    }

    fn sessions(&self) -> MutexGuard<'_, HashMap<String, Arc<Core>>> {
        self.sessions.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
