//! The README's blocking example, whole: list what there is, narrow what is too wide.

use registry_tokens::blocking::IonosClient;
use registry_tokens::{Scope, TokenUpdate};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = IonosClient::from_env()?;
    let registry = client.registries().find("demo").send()?.ok_or("no such registry")?;
    for token in client.tokens().list(registry.id) {
        let token = token?;
        if token.name.starts_with("ci-") && token.scopes.iter().any(|scope| scope.name == "*") {
            let pull_only = TokenUpdate::new().scopes([Scope::repository("team/app", ["pull"])]);
            client.tokens().update(registry.id, token.id, pull_only).send()?;
        }
    }
    Ok(())
}
