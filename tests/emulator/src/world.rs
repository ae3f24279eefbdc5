//! One world: a service with its own state, clock, faults, scripts and record of requests.

use std::collections::HashMap;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use serde_json::Value;
use tokio::sync::watch;
use uuid::Uuid;

use crate::api::Api;
use crate::clock::Clock;
use crate::faults::Faults;
use crate::registry_token;
use crate::requests::{Counts, Ended, RecordedRequest, Traffic};
use crate::script::Script;
use crate::service::{Account, Service};
use crate::wait::{Wait, WaitedInVain};

/// What stands between a world's prefix and a script's id.
pub(crate) const SCRIPTS: &str = "/_script/";

/// Whose requests: the world's own or those of one of its scripts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Scope {
    Service,
    Script(String),
}

pub(crate) struct Core {
    /// `None` for the default world.
    pub(crate) id: Option<String>,
    pub(crate) account: Account,
    pub(crate) registry_id: Uuid,
    state: Mutex<State>,
    changed: watch::Sender<()>,
    changed_blocking: Condvar,
}

/// Everything that changes.
pub(crate) struct State {
    pub(crate) clock: Clock,
    pub(crate) service: Service,
    pub(crate) faults: Faults,
    pub(crate) traffic: Traffic,
    pub(crate) scripts: HashMap<String, Script>,
    last_script: u64,
}

impl State {
    /// `None` for a script that does not exist (any more).
    pub(crate) fn traffic(&mut self, scope: &Scope) -> Option<&mut Traffic> {
        match scope {
            Scope::Service => Some(&mut self.traffic),
            Scope::Script(id) => self.scripts.get_mut(id).map(|script| &mut script.traffic),
        }
    }
}

impl Core {
    pub(crate) fn new(id: Option<String>) -> Self {
        let (account, registry_id, clock) = (Account::random(), Uuid::new_v4(), Clock::default());
        let state = State {
            clock,
            service: Service::new(account.clone(), registry_id, clock.now()),
            faults: Faults::default(),
            traffic: Traffic::default(),
            scripts: HashMap::new(),
            last_script: 0,
        };
        Self {
            id,
            account,
            registry_id,
            state: Mutex::new(state),
            changed: watch::Sender::new(()),
            changed_blocking: Condvar::new(),
        }
    }

    /// What its paths begin with.
    pub(crate) fn prefix(&self) -> String {
        self.id.as_ref().map_or_else(String::new, |id| format!("/_s/{id}"))
    }

    /// The prefix of one of its APIs.
    pub(crate) fn api_path(&self, api: Api) -> String {
        format!("{}{}", self.prefix(), api.path())
    }

    pub(crate) fn registry_hostname(&self) -> String {
        Service::demo_hostname()
    }

    /// The path of its token endpoint.
    pub(crate) fn registry_token_path(&self) -> String {
        format!("{}{}", self.prefix(), registry_token::PATH)
    }

    /// What its token endpoint calls the image registry. The worlds share a key, so it is this that keeps the JWTs of
    /// one out of the registry of another.
    pub(crate) fn registry_token_service(&self) -> String {
        let suffix = self.id.as_ref().map_or_else(String::new, |id| format!("-{id}"));
        format!("emulator-registry{suffix}")
    }

    pub(crate) fn script_path(&self, id: &str, api: Api) -> String {
        format!("{}{SCRIPTS}{id}{}", self.prefix(), api.path())
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Back to the start state. Ids and credentials stay: clients have been built with them.
    pub(crate) fn reset(&self) {
        let mut state = self.lock();
        state.clock = Clock::default();
        state.service = Service::new(self.account.clone(), self.registry_id, state.clock.now());
        state.faults.clear();
        state.traffic.forget();
        state.scripts.clear();
        drop(state);
        self.notify();
    }

    pub(crate) fn add_script(&self, given: &Value) -> Result<String, String> {
        let script = Script::parse(given)?;
        let mut state = self.lock();
        state.last_script += 1;
        let id = state.last_script.to_string();
        state.scripts.insert(id.clone(), script);
        Ok(id)
    }

    /// Records a request and does `at_once` in the same moment: whoever sees that it has arrived finds it done.
    pub(crate) fn arrive<T>(
        self: &Arc<Self>,
        scope: &Scope,
        record: RecordedRequest,
        at_once: impl FnOnce(&mut State) -> T,
    ) -> (Ticket, T) {
        let mut state = self.lock();
        let number = state.traffic(scope).map_or(0, |traffic| traffic.arrive(record));
        let done = at_once(&mut state);
        drop(state);
        self.notify();
        (Ticket { world: Arc::clone(self), scope: scope.clone(), number, ended: false }, done)
    }

    pub(crate) fn disconnect(&self, connection: u64) {
        let mut state = self.lock();
        state.traffic.disconnect(connection);
        for script in state.scripts.values_mut() {
            script.traffic.disconnect(connection);
        }
        drop(state);
        self.notify();
    }

    pub(crate) fn notify(&self) {
        self.changed.send_replace(());
        self.changed_blocking.notify_all();
    }

    pub(crate) async fn wait(&self, scope: &Scope, wait: Wait) -> Result<Counts, WaitedInVain> {
        let mut changed = self.changed.subscribe();
        let waiting = async {
            loop {
                let now = self.counts(scope);
                // The sender lives as long as this world: a failed wait for a change cannot happen.
                if wait.holds(now) || changed.changed().await.is_err() {
                    return now;
                }
            }
        };
        match tokio::time::timeout(wait.timeout, waiting).await {
            Ok(counts) => Ok(counts),
            Err(_) => Err(WaitedInVain { last: self.counts(scope), wait }),
        }
    }

    pub(crate) fn wait_blocking(&self, scope: &Scope, wait: Wait) -> Result<Counts, WaitedInVain> {
        let start = Instant::now();
        let mut state = self.lock();
        loop {
            let last = counts(&mut state, scope);
            if wait.holds(last) {
                return Ok(last);
            }
            let Some(left) = wait.timeout.checked_sub(start.elapsed()).filter(|left| !left.is_zero()) else {
                return Err(WaitedInVain { wait, last });
            };
            state = self.changed_blocking.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    pub(crate) fn counts(&self, scope: &Scope) -> Counts {
        counts(&mut self.lock(), scope)
    }
}

fn counts(state: &mut State, scope: &Scope) -> Counts {
    state.traffic(scope).map_or(Counts { arrived: 0, in_flight: 0, open: 0 }, |traffic| traffic.counts())
}

/// A request under way. One that is dropped before it has ended was given up by its client.
pub(crate) struct Ticket {
    world: Arc<Core>,
    scope: Scope,
    number: u64,
    ended: bool,
}

impl Ticket {
    pub(crate) fn answering(&self, status: u16) {
        if let Some(traffic) = self.world.lock().traffic(&self.scope) {
            traffic.answering(self.number, status);
        }
    }

    pub(crate) fn end(&mut self, ended: Ended) {
        self.ended = true;
        if let Some(traffic) = self.world.lock().traffic(&self.scope) {
            traffic.end(self.number, ended);
        }
        self.world.notify();
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        if !self.ended {
            self.end(Ended::ClientClosed);
        }
    }
}
