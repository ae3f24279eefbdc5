//! A job for every night: whatever expires within a week is replaced, and each consumer finds the new login in its file.

use std::path::PathBuf;
use std::time::Duration;

use registry_tokens::IonosClient;
use registry_tokens::models::{RetireOutcome, TokenRotation};

/// What a token says that this job has no place for: one of a CI job, for example.
const NOT_OURS: &str = "has no folder here";

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = IonosClient::from_env()?;
    let registry = client.registries().find(std::env::var("REGISTRY")?).await?.ok_or("no such registry")?;
    let (folder, hostname) = (PathBuf::from(std::env::var("LOGINS")?), registry.hostname);

    // A folder for each consumer, named like its first token. Where this fails, the new token is deleted.
    let deploy = move |rotation: TokenRotation| {
        let (place, hostname) = (folder.join(&rotation.base_name), hostname.clone());
        async move {
            if !place.is_dir() {
                return Err(NOT_OURS.to_owned());
            }
            match rotation.credentials.merge_into(place.join("config.json"), hostname) {
                Ok(merge) if merge.shadowed_by.is_some() => {
                    Err("a credential helper stands before it".to_owned())
                }
                Ok(_) => Ok(()),
                Err(error) => Err(error.to_string()),
            }
        }
    };
    let week = Duration::from_secs(7 * 24 * 60 * 60);
    let mut failures = 0;
    for one in client.tokens().rotate_expiring(registry.id, week, deploy).await? {
        let (text, is_failure) = match &one.result {
            Ok(done) if done.retirement.old_outcome == RetireOutcome::FAILED => {
                (done.retirement.failure.clone().unwrap_or_default(), true)
            }
            Ok(done) => (done.retirement.old_outcome.to_string(), false),
            Err(registry_tokens::RotateError::Deploy(why)) => (why.clone(), why != NOT_OURS),
            Err(error) => (error.to_string(), true),
        };
        println!("{}: {text}", one.token.name);
        failures += u32::from(is_failure);
    }
    if failures > 0 {
        Err(format!("{failures} tokens were not rotated, or not retired").into())
    } else {
        Ok(())
    }
}
