#![allow(clippy::unwrap_used, clippy::expect_used, reason = "helpers of tests may panic, too")]
//! What the recipes show in Rust is what runs: each is an example, and does its work against the emulator.

#[path = "support/examples.rs"]
mod examples;

use std::path::Path;

use examples::{command, emulator, run_with};
use registry_tokens_emulator::Emulator;
use serde_json::{Value, json};

const RECIPES: [&str; 6] =
    ["ci_login", "pull_secret", "nightly_rotation", "swr_repository", "swr_permission", "swr_retention"];

fn tokens(emulator: &Emulator) -> Vec<Value> {
    emulator.world().state()["registries"][0]["tokens"].as_array().unwrap().clone()
}

fn auths(config: &Path) -> Value {
    let text = std::fs::read_to_string(config.join("config.json")).unwrap();
    serde_json::from_str::<Value>(&text).unwrap()["auths"].clone()
}

#[test]
fn the_pages_show_the_examples() {
    for name in RECIPES {
        let read = |path: String| std::fs::read_to_string(examples::root().join(path)).unwrap();
        let shown = examples::snippets(&read(format!("docs/recipes/{name}.md")));
        let source = read(format!("core/examples/{name}.rs"));
        assert_eq!(shown, [source], "the page does not show core/examples/{name}.rs");
    }
}

#[test]
fn a_job_is_logged_in_and_out() {
    let (emulator, folder) = (emulator(), tempfile::tempdir().unwrap());
    assert!(run_with("ci_login", &emulator, &[], folder.path()).status.success());
    let made = tokens(&emulator);
    assert!(made.len() == 1 && made[0]["name"].as_str().unwrap().starts_with("ci-4711-"), "{made:?}");
    assert!(auths(folder.path())[emulator.world().registry_hostname()]["auth"].is_string());
    let later = std::fs::read_to_string(folder.path().join("later.env")).unwrap();
    let id = later.trim().strip_prefix("CI_TOKEN_ID=").unwrap();
    assert_eq!(made[0]["id"], id);
    let out =
        command("ci_login", &emulator, &["--out"], folder.path()).env("CI_TOKEN_ID", id).output().unwrap();
    assert!(out.status.success() && tokens(&emulator).is_empty(), "{out:?}");
}

#[cfg(unix)]
#[test]
fn a_pull_secret_is_applied_and_replaced() {
    use std::os::unix::fs::PermissionsExt as _;
    let (emulator, folder) = (emulator(), tempfile::tempdir().unwrap());
    // Stands for the real one, of which the interop tests have one.
    let kubectl = folder.path().join("kubectl");
    std::fs::write(&kubectl, "#!/bin/sh\n[ \"$*\" = 'apply -f -' ] && read -r first && echo \"$first\"\n")
        .unwrap();
    std::fs::set_permissions(&kubectl, std::fs::Permissions::from_mode(0o755)).unwrap();
    for _ in 0..2 {
        let output = run_with("pull_secret", &emulator, &[], folder.path());
        assert!(output.status.success() && output.stdout == b"{\n", "{output:?}");
    }
    let made = tokens(&emulator);
    assert_eq!(made.len(), 2);
    assert!(made.iter().all(|token| token["scopes"][0]["actions"] == json!(["pull"])), "{made:?}");
    assert!(made[0]["expiryDate"].is_string() && made[1]["expiryDate"].is_null(), "{made:?}");
    std::fs::write(&kubectl, "#!/bin/sh\nexit 1\n").unwrap();
    let output = run_with("pull_secret", &emulator, &[], folder.path());
    assert!(!output.status.success() && tokens(&emulator) == made, "what could not be applied is taken back");
}

#[test]
fn what_expires_is_rotated_every_night() {
    let (emulator, folder) = (emulator(), tempfile::tempdir().unwrap());
    let token = |name: &str, days: u64| json!({"name": name, "expires_in_seconds": days * 24 * 60 * 60});
    let seeded = [token("web", 3), token("batch", 5), token("later", 90), token("ci-job", 1)];
    emulator.world().seed(json!({ "tokens": seeded })).unwrap();
    for consumer in ["web", "batch"] {
        std::fs::create_dir(folder.path().join(consumer)).unwrap();
    }
    let output = run_with("nightly_rotation", &emulator, &[], folder.path());
    assert!(output.status.success(), "{output:?}");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(said, "web: expiring\nbatch: expiring\nci-job: has no folder here\n");
    assert_eq!(tokens(&emulator).len(), 6, "nobody got a token that has no folder");
    for consumer in ["web", "batch"] {
        assert!(
            auths(&folder.path().join(consumer))[emulator.world().registry_hostname()]["auth"].is_string()
        );
    }
}

#[test]
fn the_basic_edition_of_swr() {
    let (emulator, folder) = (emulator(), tempfile::tempdir().unwrap());
    let said = ["swr_repository", "swr_permission", "swr_retention"].map(|name| {
        let output = run_with(name, &emulator, &[], folder.path());
        assert!(output.status.success(), "{name}: {output:?}");
        String::from_utf8(output.stdout).unwrap()
    });
    assert!(said[0].ends_with("/example-team/team/app:latest\n"), "{said:?}");
    assert_eq!(said[1..], ["reader: read\n", "date_rule: after 30 days\n"]);
    let state = emulator.world().state();
    let team = state["namespaces"].as_array().unwrap().iter().find(|one| one["name"] == "example-team");
    let repositories = team.unwrap()["repositories"].as_array().unwrap();
    assert!(repositories.len() == 1 && repositories[0]["name"] == "team/app", "{repositories:?}");
    assert!(repositories[0]["retentions"].as_array().unwrap().is_empty(), "the rule was taken back");
}
