//! A driver from outside: a program that makes calls in one language, and what it says.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::process::{Child, ChildStdin, Command};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// Tells hanging from not hanging, whatever is asked for.
const LONG: Duration = Duration::from_secs(300);

/// How long a process may take to end when nothing is under way any more. A name server that is asked in vain must not hold it up.
const END: Duration = Duration::from_secs(10);

/// How far apart two looks at what a process holds are.
const BETWEEN_LOOKS: Duration = Duration::from_millis(100);

/// A language and a way of calling in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    pub name: &'static str,
    /// The binding's folder; none for Rust itself.
    folder: Option<&'static str>,
}

/// In the order of the table.
pub const STYLES: &[Style] = &[
    Style { name: "rust-async", folder: None },
    Style { name: "rust-blocking", folder: None },
    Style { name: "python-sync", folder: Some("bindings-python") },
    Style { name: "python-async", folder: Some("bindings-python") },
    Style { name: "node", folder: Some("bindings-node") },
    Style { name: "kotlin-suspend", folder: Some("bindings-kotlin") },
    Style { name: "java-blocking", folder: Some("bindings-kotlin") },
    Style { name: "swift", folder: Some("bindings-swift") },
];

impl Style {
    pub fn named(name: &str) -> Result<Self, String> {
        let known = STYLES.iter().find(|style| style.name == name);
        known.copied().ok_or_else(|| {
            format!(
                "unknown style {name}; one of: {}",
                STYLES.iter().map(|style| style.name).collect::<Vec<_>>().join(" ")
            )
        })
    }

    /// Whether every class is run with every operation, or with one of each effect.
    pub fn is_rust(self) -> bool {
        self.folder.is_none()
    }

    fn program(self) -> Result<PathBuf, String> {
        match self.folder {
            Some(folder) => Ok(root().join(folder).join("fault-driver")),
            None => {
                let own = std::env::current_exe().map_err(|why| why.to_string())?;
                Ok(own.with_file_name("registry-tokens-fault-driver"))
            }
        }
    }
}

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// How a driver is started.
#[derive(Debug, Clone, Default)]
pub struct Setting {
    /// Variables that it finds besides the cleaned environment; a `None` takes one away.
    pub environment: Vec<(String, Option<String>)>,
    /// What runs it, if it is not run as it is.
    pub wrapper: Vec<String>,
}

/// What a process must have no more of than before.
const KEPT: [&str; 3] = ["handles", "threads", "tasks"];

/// Pools of a runtime may have one more than before without losing anything.
const THREADS_MORE: u64 = 2;

/// The memory of a process.
pub fn resident(of: &Value) -> u64 {
    of["resident_kib"].as_u64().unwrap_or(0)
}

/// Of what there is more than before.
pub fn grown(before: &Value, now: &Value) -> Vec<String> {
    let number = |of: &Value, key: &str| of[key].as_u64().unwrap_or(0);
    let limit = |key: &str| number(before, key) + if key == "threads" { THREADS_MORE } else { 0 };
    let more = KEPT.into_iter().filter(|key| number(now, key) > limit(key));
    more.map(|key| format!("{key}: {} before, {} after", before[key], now[key])).collect()
}

type Answers = Arc<Mutex<HashMap<String, oneshot::Sender<Value>>>>;

/// A running driver.
pub struct Driver {
    pub style: Style,
    child: Child,
    input: tokio::sync::Mutex<Option<ChildStdin>>,
    answers: Answers,
    reader: JoinHandle<()>,
    complaints: JoinHandle<String>,
    last: AtomicU64,
}

impl Driver {
    pub async fn start(style: Style, setting: &Setting) -> Result<Self, String> {
        let program = style.program()?;
        let mut command = match setting.wrapper.split_first() {
            None => Command::new(&program),
            Some((wrapper, arguments)) => {
                let mut command = Command::new(wrapper);
                command.args(arguments).arg(&program);
                command
            }
        };
        command.arg(style.name).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        for (name, value) in &setting.environment {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        let spawned = command.kill_on_drop(true).spawn();
        let mut child = spawned.map_err(|why| format!("{}: {}: {why}", style.name, program.display()))?;
        let (Some(input), Some(output), Some(mut errors)) =
            (child.stdin.take(), child.stdout.take(), child.stderr.take())
        else {
            return Err(format!("{}: no pipes", style.name));
        };
        let answers = Answers::default();
        let (ready, is_ready) = oneshot::channel();
        let reader = tokio::spawn(read(BufReader::new(output), Arc::clone(&answers), ready));
        let complaints = tokio::spawn(async move {
            let mut text = Vec::new();
            // What was read before it failed is what there is to tell.
            let _ = errors.read_to_end(&mut text).await;
            String::from_utf8_lossy(&text).into_owned()
        });
        let input = tokio::sync::Mutex::new(Some(input));
        let driver = Self { style, child, input, answers, reader, complaints, last: AtomicU64::new(0) };
        match tokio::time::timeout(LONG, is_ready).await {
            Ok(Ok(told)) if told == style.name => Ok(driver),
            Ok(Ok(told)) => Err(format!("{}: it is ready as {told}", style.name)),
            _ => Err(format!("{}: it does not get ready; {}", style.name, driver.kill().await)),
        }
    }

    /// What the driver answers to a command.
    pub async fn ask(&self, mut command: Value) -> Result<Value, String> {
        let id = self.last.fetch_add(1, Ordering::Relaxed).to_string();
        command["id"] = json!(id);
        let (told, answer) = oneshot::channel();
        lock(&self.answers).insert(id.clone(), told);
        let mut line = command.to_string();
        line.push('\n');
        let sent = match self.input.lock().await.as_mut() {
            Some(input) => input.write_all(line.as_bytes()).await.is_ok(),
            None => false,
        };
        if !sent {
            return Err(format!("{}: it takes no commands any more", self.style.name));
        }
        match tokio::time::timeout(LONG, answer).await {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(_)) => Err(format!("{}: it has ended without an answer to {line}", self.style.name)),
            Err(_) => Err(format!("{}: HANGS in {line}", self.style.name)),
        }
    }

    /// What its process holds just now.
    pub async fn measure(&self) -> Result<Value, String> {
        Ok(self.ask(json!({"do": "measure"})).await?["measure"].take())
    }

    /// What its process holds when that no longer changes; or, where there is something to compare it with, when it is no more
    /// than that. After `patience` it is what it is.
    pub async fn at_rest(&self, before: Option<&Value>, patience: Duration) -> Result<Value, String> {
        let begun = Instant::now();
        let (mut last, mut alike) = (self.measure().await?, 0);
        loop {
            tokio::time::sleep(BETWEEN_LOOKS).await;
            let now = self.measure().await?;
            let same = |key: &str| now[key] == last[key];
            // A collector's own helpers clean up a while after it: memory that still shrinks is not at rest either.
            let shrinks = resident(&now) * 100 < resident(&last) * 99;
            alike = if KEPT.iter().all(|key| same(key)) && !shrinks { alike + 1 } else { 0 };
            let is_back = before.is_none_or(|before| {
                grown(before, &now).is_empty() && resident(&now) * 100 <= resident(before) * 105
            });
            if (alike >= 2 && is_back) || begun.elapsed() > patience {
                return Ok(now);
            }
            last = now;
        }
    }

    /// Lets it end; the error says what was wrong with that.
    pub async fn end(mut self) -> Result<(), String> {
        *self.input.lock().await = None;
        let name = self.style.name;
        let Ok(ended) = tokio::time::timeout(END, self.child.wait()).await else {
            return Err(format!("{name}: it does not end with its input; {}", self.kill().await));
        };
        let status = ended.map_err(|why| why.to_string())?;
        let _ = self.reader.await;
        let complaints = self.complaints.await.unwrap_or_default();
        if status.success() && complaints.trim().is_empty() {
            return Ok(());
        }
        Err(format!("{}: it ended with {status}; on standard error: {complaints}", self.style.name))
    }

    async fn kill(mut self) -> String {
        // It may have ended by itself.
        let _ = self.child.kill().await;
        format!("on standard error: {}", self.complaints.await.unwrap_or_default())
    }
}

async fn read(
    output: BufReader<tokio::process::ChildStdout>,
    answers: Answers,
    ready: oneshot::Sender<String>,
) {
    let mut ready = Some(ready);
    let mut lines = output.lines();
    while let Ok(Some(line)) = lines.next_line().await {
        let Ok(answer) = serde_json::from_str::<Value>(&line) else { continue };
        if let Some(style) = answer["ready"]["style"].as_str() {
            // Nobody listens when the start was given up.
            let _ = ready.take().map(|ready| ready.send(style.to_owned()));
        } else if let Some(told) = answer["id"].as_str().and_then(|id| lock(&answers).remove(id)) {
            let _ = told.send(answer);
        }
    }
    lock(&answers).clear();
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
