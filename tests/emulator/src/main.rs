#![forbid(unsafe_code)]
//! The emulator as a program: prints one line of JSON when it is ready and runs until it is told to stop.

use std::io::{Read as _, Write as _};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use registry_tokens_emulator::{Emulator, Options};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::oneshot;

/// A stand-in for the IONOS Container Registry API and Huawei Cloud SWR. Prints one line of JSON when it is ready.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// Where to listen; port 0 takes a free one. Anything but loopback needs --control-key.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:0")]
    listen: SocketAddr,
    /// Listens with TLS and writes the CA's certificate to DIR/ca.pem.
    #[arg(long, value_name = "DIR")]
    tls: Option<PathBuf>,
    /// Writes into DIR what an image registry needs: token.crt to trust the token endpoint, and with --tls tls.crt and
    /// tls.key to listen with.
    #[arg(long, value_name = "DIR")]
    registry: Option<PathBuf>,
    /// Stops when standard input is closed, that is with the program that started this one.
    #[arg(long)]
    stdin_guard: bool,
    /// What control calls have to send as X-Emulator-Key.
    #[arg(long, value_name = "KEY")]
    control_key: Option<String>,
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "registry-tokens-emulator: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> Result<(), Box<dyn std::error::Error>> {
    let mut options = Options::default().listen(arguments.listen);
    if let Some(directory) = arguments.tls {
        options = options.tls(directory);
    }
    if let Some(directory) = arguments.registry {
        options = options.registry(directory);
    }
    if let Some(key) = arguments.control_key {
        options = options.control_key(key);
    }
    // Before the line is printed: whoever reads it may send the signal at once.
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    let emulator = Emulator::start(options).await?;
    let mut stdout = std::io::stdout();
    writeln!(stdout, "{}", emulator.ready_line())?;
    stdout.flush()?;
    let guard = arguments.stdin_guard.then(stdin_closed);
    let guarded = async {
        match guard {
            Some(closed) => drop(closed.await),
            None => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
        () = guarded => {}
    }
    Ok(())
}

/// Reads on a thread of its own: a read of standard input cannot be cancelled and would keep a runtime from ending.
fn stdin_closed() -> oneshot::Receiver<()> {
    let (closed, receiver) = oneshot::channel();
    std::thread::spawn(move || {
        let mut ignored = [0; 256];
        while matches!(std::io::stdin().read(&mut ignored), Ok(1..)) {}
        drop(closed);
    });
    receiver
}
