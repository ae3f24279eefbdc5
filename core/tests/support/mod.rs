//! What the test files share: an emulator, a client of it, a record of events, and tests in a process of their own.
#![allow(dead_code, reason = "each file of tests uses a part of this")]

use std::process::{Command, Output};
use std::sync::{Arc, LazyLock, Mutex};
use std::time::Duration;

use registry_tokens::{Event, IonosClient, IonosClientBuilder, NewToken, Proxy};
use registry_tokens_emulator::{Emulator, Options, World};

/// Tells hanging from not hanging; nothing here takes a tenth of it.
pub const LONG: Duration = Duration::from_secs(30);

static EMULATOR: LazyLock<Emulator> = LazyLock::new(|| Emulator::start_blocking(Options::default()).unwrap());

/// A service of this test's own.
pub fn world() -> World {
    EMULATOR.session()
}

/// An emulator with TLS, and the folder its CA certificate lies in.
pub struct Tls {
    pub emulator: Emulator,
    pub folder: tempfile::TempDir,
}

impl Tls {
    pub fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let emulator = Emulator::start_blocking(Options::default().tls(folder.path())).unwrap();
        Self { emulator, folder }
    }

    pub fn ca(&self) -> Vec<u8> {
        std::fs::read(self.emulator.ca_file().unwrap()).unwrap()
    }
}

/// A builder that knows nothing of the environment and never waits between attempts.
pub fn hermetic(url: impl Into<String>) -> IonosClientBuilder {
    IonosClient::builder().load_environment(false).proxy(Proxy::Off).first_wait(Duration::ZERO).base_url(url)
}

/// A builder for clients of a world, over plain HTTP.
pub fn builder(world: &World) -> IonosClientBuilder {
    hermetic(world.plain_url()).token(world.token())
}

pub fn client(world: &World) -> IonosClient {
    builder(world).build().unwrap()
}

pub fn new_token(name: &str) -> NewToken {
    NewToken::new(name)
}

/// The ids of so many seeded tokens.
pub fn seed(world: &World, tokens: usize) -> Vec<String> {
    let made = world.seed(serde_json::json!({"tokens": tokens})).unwrap();
    made["tokens"].as_array().unwrap().iter().map(|id| id.as_str().unwrap().to_owned()).collect()
}

/// How many tokens the registry of the start state holds in truth.
pub fn stored(world: &World) -> usize {
    world.state()["registries"][0]["tokens"].as_array().unwrap().len()
}

/// What an observer was told.
#[derive(Clone, Default)]
pub struct Events(Arc<Mutex<Vec<Event>>>);

impl Events {
    pub fn observe(&self, builder: IonosClientBuilder) -> IonosClientBuilder {
        let log = self.clone();
        builder.on_event(move |event| log.0.lock().unwrap().push(event.clone()))
    }

    pub fn all(&self) -> Vec<Event> {
        self.0.lock().unwrap().clone()
    }
}

/// A host and port where just now nobody listens.
pub fn nobody() -> String {
    let socket = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    socket.local_addr().unwrap().to_string()
}

/// Runs an ignored test of this file in a process of its own, with this environment and no other.
///
/// The environment of a running process cannot be changed safely. Such a test begins with [`in_child`].
pub fn run_child(test: &str, variables: &[(&str, &str)]) -> Output {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", test, "--ignored", "--nocapture", "--test-threads=1"]).env_clear();
    command.env(CHILD, test).envs(variables.iter().copied());
    let output = command.output().unwrap();
    let text =
        format!("{}\n{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success() && text.contains("1 passed"), "{test} in a child process: {text}");
    output
}

const CHILD: &str = "REGISTRY_TOKENS_TEST_CHILD";

/// The value of a variable that the parent gave, in the child; none where somebody runs all ignored tests.
pub fn in_child(variable: &str) -> Option<String> {
    std::env::var_os(CHILD)?;
    Some(std::env::var(variable).unwrap())
}
