//! The clients of a caller.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use registry_tokens::{AccountCredentials, Event, IonosClient};
use registry_tokens_emulator::World;

/// A client's retry budget in halves, as the README tells it: a call adds one, a retry takes two.
const FULL_BUDGET: u32 = 200;
/// With less than this left a step might find it dry, which would change what is foretold.
const LEAST_BUDGET: u32 = 20;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// Waits for an answer as long as the call has time.
    Steady,
    /// Gives up an attempt that can be repeated after a moment.
    Hasty,
    /// Talks to a port where nobody listens.
    Refused,
}

type Events = Arc<Mutex<Vec<Event>>>;

#[derive(Clone)]
struct Client {
    client: IonosClient,
    events: Events,
    budget: u32,
}

impl Client {
    fn new(world: &World, which: Which, refused: SocketAddr) -> Self {
        let events = Events::default();
        let sink = Arc::clone(&events);
        let url = if which == Which::Refused { format!("http://{refused}") } else { world.url() };
        let attempt = if which == Which::Hasty { Duration::from_millis(40) } else { Duration::from_secs(30) };
        let client = IonosClient::builder()
            .load_environment(false)
            .base_url(url)
            .token(world.token())
            .attempt_timeout(attempt)
            .first_wait(Duration::ZERO)
            .on_event(move |event| sink.lock().unwrap_or_else(PoisonError::into_inner).push(event.clone()))
            .build()
            .expect("a client of the emulator");
        Self { client, events, budget: FULL_BUDGET }
    }

    fn take_events(&mut self) -> Vec<Event> {
        let events = std::mem::take(&mut *self.events.lock().unwrap_or_else(PoisonError::into_inner));
        for event in &events {
            let deposit = u32::from(event.attempt == 1);
            let withdrawal = if event.retry_in.is_some() { 2 } else { 0 };
            self.budget = (self.budget + deposit).min(FULL_BUDGET).saturating_sub(withdrawal);
        }
        events
    }
}

/// Clones share the clients of one caller among several.
#[derive(Clone)]
pub struct Clients {
    refused: SocketAddr,
    clients: [Client; 3],
}

impl Clients {
    /// `refused`: an address of this machine where nobody listens.
    pub fn new(world: &World, refused: SocketAddr) -> Self {
        let clients =
            [Which::Steady, Which::Hasty, Which::Refused].map(|which| Client::new(world, which, refused));
        Self { refused, clients }
    }

    pub fn get(&self, which: Which) -> &IonosClient {
        &self.clients[which as usize].client
    }

    /// A new client where the budget of the old one runs low.
    pub fn prepare(&mut self, world: &World, which: Which) {
        let client = &mut self.clients[which as usize];
        if client.budget < LEAST_BUDGET {
            *client = Client::new(world, which, self.refused);
        }
    }

    pub fn take_events(&mut self, which: Which) -> Vec<Event> {
        self.clients[which as usize].take_events()
    }

    pub fn forget_credentials(&self) {
        self.get(Which::Steady).set_credentials(AccountCredentials::token("not-the-token")).expect("a token");
    }

    pub fn restore_credentials(&self, world: &World, basic: bool) {
        let credentials = if basic {
            AccountCredentials::basic(world.username(), world.password())
        } else {
            AccountCredentials::token(world.token())
        };
        self.get(Which::Steady).set_credentials(credentials).expect("the account's credentials");
    }
}
