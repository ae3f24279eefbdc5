#![allow(clippy::unwrap_used, clippy::expect_used, reason = "helpers of tests may panic, too")]
//! What the recipes show in Rust is what runs: each is an example, and does its work against the emulator.

#[path = "support/examples.rs"]
mod examples;

use std::path::Path;

use examples::{emulator, run_with};
use registry_tokens_emulator::Emulator;
use serde_json::{Value, json};

const RECIPES: [&str; 3] = ["ci_login", "pull_secret", "nightly_rotation"];

fn tokens(emulator: &Emulator) -> Vec<Value> {
    emulator.world().state()["registries"][0]["tokens"].as_array().unwrap().clone()
}

fn auths(config: &Path) -> Value {
    let text = std::fs::read_to_string(config.join("config.json")).unwrap();
    serde_json::from_str::<Value>(&text).unwrap()["auths"].clone()
}

#[test]
fn the_page_shows_the_examples() {
    let page = std::fs::read_to_string(examples::root().join("docs/recipes.md")).unwrap();
    assert_eq!(examples::snippets(&page).len(), RECIPES.len());
    for (snippet, name) in examples::snippets(&page).iter().zip(RECIPES) {
        let source =
            std::fs::read_to_string(examples::root().join(format!("core/examples/{name}.rs"))).unwrap();
        assert_eq!(*snippet, source, "the page does not show core/examples/{name}.rs");
    }
}

#[test]
fn a_job_is_logged_in_and_out() {
    let (emulator, folder) = (emulator(), tempfile::tempdir().unwrap());
    assert!(run_with("ci_login", &emulator, &[], folder.path()).status.success());
    let made = tokens(&emulator);
    assert_eq!((made.len(), made[0]["name"].as_str()), (1, Some("ci-4711-1")));
    assert!(auths(folder.path())[emulator.world().registry_hostname()]["auth"].is_string());
    assert!(run_with("ci_login", &emulator, &["--out"], folder.path()).status.success());
    assert!(tokens(&emulator).is_empty());
}

#[test]
fn a_pull_secret_holds_a_token_that_may_only_pull() {
    let (emulator, folder) = (emulator(), tempfile::tempdir().unwrap());
    let output = run_with("pull_secret", &emulator, &["apps"], folder.path());
    let manifest: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(manifest["metadata"], json!({"name": "regcred", "namespace": "apps"}));
    assert_eq!(tokens(&emulator)[0]["scopes"][0]["actions"], json!(["pull"]));
}

#[test]
fn what_expires_is_rotated_every_night() {
    let (emulator, folder) = (emulator(), tempfile::tempdir().unwrap());
    let token = |name: &str, days: u64| json!({"name": name, "expires_in_seconds": days * 24 * 60 * 60});
    emulator
        .world()
        .seed(json!({"tokens": [token("web", 3), token("batch", 5), token("later", 90)]}))
        .unwrap();
    let output = run_with("nightly_rotation", &emulator, &[], folder.path());
    assert!(output.status.success(), "{output:?}");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "web: expiring\nbatch: expiring\n");
    assert_eq!(tokens(&emulator).len(), 5);
    for consumer in ["web", "batch"] {
        assert!(
            auths(&folder.path().join(consumer))[emulator.world().registry_hostname()]["auth"].is_string()
        );
    }
    // The next night there is nothing to do but for the successors, which live as long as the old ones did.
    let output = run_with("nightly_rotation", &emulator, &[], folder.path());
    assert!(output.status.success(), "{output:?}");
}
