//! A world in the hands of a test.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;

use crate::api::Api;
use crate::hub::Hub;
use crate::registry_token;
use crate::requests::{Counts, RecordedRequest};
use crate::script::ScriptReport;
use crate::tls::Leaf;
use crate::wait::{Wait, WaitedInVain};
use crate::world::{Core, Scope};

/// A control call that was not understood; the text names the key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct ControlError(String);

/// A service of its own under a URL of its own, and everything a test can do to it.
#[derive(Clone)]
pub struct World {
    pub(crate) hub: Arc<Hub>,
    pub(crate) core: Arc<Core>,
    _guard: Option<Arc<SessionGuard>>,
}

struct SessionGuard {
    hub: Arc<Hub>,
    id: String,
}

impl Drop for SessionGuard {
    fn drop(&mut self) {
        self.hub.remove_session(&self.id);
    }
}

impl World {
    pub(crate) fn of(hub: Arc<Hub>, core: Arc<Core>) -> Self {
        Self { hub, core, _guard: None }
    }

    pub(crate) fn session(hub: Arc<Hub>, core: Arc<Core>) -> Self {
        let guard = core.id.clone().map(|id| Arc::new(SessionGuard { hub: Arc::clone(&hub), id }));
        Self { hub, core, _guard: guard }
    }

    /// The base URL of its IONOS API, with the good certificate where there is TLS.
    pub fn url(&self) -> String {
        self.url_of(Api::Ionos)
    }

    /// The base URL of its IONOS API without TLS.
    pub fn plain_url(&self) -> String {
        self.plain_url_of(Api::Ionos)
    }

    /// The base URL of its IONOS API behind a certificate. `None` without TLS.
    pub fn tls_url(&self, leaf: Leaf) -> Option<String> {
        self.tls_url_of(Api::Ionos, leaf)
    }

    /// Where its control calls go.
    pub fn control_url(&self) -> String {
        self.hub.control_url(&self.core)
    }

    /// The account token (bearer).
    pub fn token(&self) -> &str {
        &self.core.account.token
    }

    /// The account's user name (Basic).
    pub fn username(&self) -> &str {
        &self.core.account.username
    }

    /// The account's password (Basic).
    pub fn password(&self) -> &str {
        &self.core.account.password
    }

    /// The id of the registry of the start state.
    pub fn registry_id(&self) -> String {
        self.core.registry_id.hyphenated().to_string()
    }

    /// The hostname of the registry of the start state.
    pub fn registry_hostname(&self) -> String {
        self.core.registry_hostname()
    }

    /// Where an image registry sends its clients for a token (`realm`), with the good certificate where there is TLS.
    pub fn registry_token_url(&self) -> String {
        format!("{}{}", self.hub.addresses.main(), self.core.registry_token_path())
    }

    /// The same without TLS.
    pub fn registry_token_plain_url(&self) -> String {
        format!("{}{}", self.hub.addresses.plain, self.core.registry_token_path())
    }

    /// What that registry is called there (`service`, and `aud` of the JWTs): another name in each world.
    pub fn registry_token_service(&self) -> String {
        self.core.registry_token_service()
    }

    /// Who signs the JWTs (`iss`).
    pub fn registry_token_issuer(&self) -> &'static str {
        registry_token::ISSUER
    }

    /// The certificate of the key they are signed with, as PEM (`rootcertbundle`).
    pub fn registry_token_certificate(&self) -> &str {
        self.hub.signer.certificate_pem()
    }

    /// The requests that came, without those to scripts.
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.core.lock().traffic.records().to_vec()
    }

    /// Forgets the requests that came.
    pub fn forget_requests(&self) {
        self.core.lock().traffic.forget();
    }

    /// Adds one fault, or a list of them.
    pub fn faults(&self, faults: Value) -> Result<(), ControlError> {
        self.core.lock().faults.add(faults).map_err(ControlError)
    }

    /// Starts a script: `{"exchanges": [...]}`.
    pub fn script(&self, script: &Value) -> Result<Script, ControlError> {
        let id = self.core.add_script(script).map_err(ControlError)?;
        Ok(Script { world: self.clone(), id })
    }

    /// Waits for requests and connections.
    pub async fn wait(&self, wait: Wait) -> Result<Counts, WaitedInVain> {
        self.core.wait(&Scope::Service, wait).await
    }

    /// [`wait`](Self::wait) for callers without a runtime.
    pub fn wait_blocking(&self, wait: Wait) -> Result<Counts, WaitedInVain> {
        self.core.wait_blocking(&Scope::Service, wait)
    }

    /// Moves this world's clock forward. The client's stays where it is.
    pub fn advance_clock(&self, by: Duration) -> Result<(), ControlError> {
        let advanced =
            i64::try_from(by.as_secs()).is_ok_and(|seconds| self.core.lock().clock.advance(seconds));
        if advanced { Ok(()) } else { Err(ControlError("this leads out of the calendar".to_owned())) }
    }

    /// Back to the start state. URL, credentials and registry id stay.
    pub fn reset(&self) {
        self.core.reset();
    }

    /// Adds tokens and registries; gives their ids.
    pub fn seed(&self, seed: Value) -> Result<Value, ControlError> {
        let mut state = self.core.lock();
        let now = state.clock.now();
        state.service.seed(seed, now).map_err(ControlError)
    }

    /// What there is in truth, passwords included.
    pub fn state(&self) -> Value {
        let mut state = self.core.lock();
        let now = state.clock.now();
        state.service.inspect(now)
    }
}

impl fmt::Debug for World {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("World").field("url", &self.url()).finish_non_exhaustive()
    }
}

/// A running script.
#[derive(Debug, Clone)]
pub struct Script {
    pub(crate) world: World,
    pub(crate) id: String,
}

impl Script {
    /// The base URL an IONOS client has to be given, with the good certificate where there is TLS.
    pub fn url(&self) -> String {
        self.url_of(Api::Ionos)
    }

    /// The same without TLS.
    pub fn plain_url(&self) -> String {
        self.plain_url_of(Api::Ionos)
    }

    /// Its id in control calls.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// How far it has come. `None` after a reset of its world.
    pub fn report(&self) -> Option<ScriptReport> {
        self.world.core.lock().scripts.get(&self.id).map(|script| script.report())
    }

    /// Waits for requests to this script and the connections they came on.
    pub async fn wait(&self, wait: Wait) -> Result<Counts, WaitedInVain> {
        self.world.core.wait(&self.scope(), wait).await
    }

    /// [`wait`](Self::wait) for callers without a runtime.
    pub fn wait_blocking(&self, wait: Wait) -> Result<Counts, WaitedInVain> {
        self.world.core.wait_blocking(&self.scope(), wait)
    }

    fn scope(&self) -> Scope {
        Scope::Script(self.id.clone())
    }
}
