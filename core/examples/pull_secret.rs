//! Gives the namespace NAMESPACE a pull secret, or a new one in the place of the old.

use std::io::Write as _;
use std::process::{Command, Stdio};

use registry_tokens::blocking::IonosClient;
use registry_tokens::{Credentials, NewToken, Scope};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let namespace = std::env::var("NAMESPACE")?;
    let client = IonosClient::from_env()?;
    let registry = client.registries().find(std::env::var("REGISTRY")?).send()?.ok_or("no such registry")?;
    let apply = |login: &Credentials| apply(login, &registry.hostname, &namespace);

    let name = format!("pull-{namespace}");
    match client.tokens().find_current(registry.id, &name).send()? {
        // Pods that start with the old one while it lasts are let in, too.
        Some(token) => {
            client.tokens().rotate(registry.id, token.id, |rotation| apply(&rotation.credentials)).send()?;
        }
        None => {
            let token = NewToken::new(name).scope(Scope::repository("*", ["pull"]));
            apply(&client.tokens().create(registry.id, token).send()?.credentials)?;
        }
    }
    Ok(())
}

/// Hands the manifest over without a file.
fn apply(login: &Credentials, hostname: &str, namespace: &str) -> Result<(), String> {
    let manifest = login.kubernetes_secret(hostname, "regcred", Some(namespace.to_owned()));
    let manifest = manifest.map_err(|error| error.to_string())?;
    let mut kubectl = Command::new("kubectl");
    let started = kubectl.args(["apply", "-f", "-"]).stdin(Stdio::piped()).spawn();
    let mut running = started.map_err(|error| format!("kubectl: {error}"))?;
    if let Some(mut input) = running.stdin.take() {
        input.write_all(manifest.reveal().as_bytes()).map_err(|error| format!("kubectl: {error}"))?;
    }
    let status = running.wait().map_err(|error| format!("kubectl: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("kubectl ended with {status}")) }
}
