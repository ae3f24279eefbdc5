//! Prints a pull secret for a namespace: `pull_secret NAMESPACE | kubectl apply -f -`.

use registry_tokens::blocking::IonosClient;
use registry_tokens::{NewToken, Scope};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let namespace = std::env::args().nth(1).ok_or("usage: pull_secret NAMESPACE")?;
    let client = IonosClient::from_env()?;
    let registry = client.registries().find(std::env::var("REGISTRY")?).send()?.ok_or("no such registry")?;

    let token = NewToken::new(format!("pull-{namespace}")).scope(Scope::repository("*", ["pull"]));
    let issued = client.tokens().create(registry.id, token).send()?;
    let manifest = issued.credentials.kubernetes_secret(&registry.hostname, "regcred", Some(namespace))?;
    print!("{}", manifest.reveal());
    Ok(())
}
