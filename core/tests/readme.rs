#![allow(clippy::expect_used)]
//! What the README shows is what runs: its snippets are the examples, and the examples work against the emulator.

#[path = "support/examples.rs"]
mod examples;

use examples::{emulator, root, run, snippets};
use registry_tokens_emulator::Emulator;
use serde_json::{Value, json};

/// Method and status of each request that came from our client.
fn log(emulator: &Emulator) -> Vec<(String, u16)> {
    let ours = emulator.world().requests().into_iter().filter(|request| {
        request.headers.get("user-agent").is_some_and(|agent| agent.starts_with("registry-tokens/"))
    });
    ours.map(|request| (request.method.clone(), request.status.unwrap_or_default())).collect()
}

#[test]
fn every_snippet_is_an_example_and_runs() {
    let read = |path: &str| std::fs::read_to_string(root().join(path)).expect("a readable README");
    let shown = snippets(&(read("README.md") + &read("core/README.md").replace("```rust,no_run", "```rust")));
    let examples = [
        "issue_token",
        "issue_token_blocking",
        "put_to_use",
        "rotate_token",
        "issue_credential",
        "issue_token",
    ];
    assert_eq!(shown.len(), examples.len(), "a snippet without an example cannot be run");
    for (snippet, name) in shown.iter().zip(examples) {
        let source =
            std::fs::read_to_string(root().join(format!("core/examples/{name}.rs"))).expect("the example");
        assert_eq!(*snippet, source, "the README's snippet is not core/examples/{name}.rs");
        let emulator = emulator();
        let scope = json!({"type": "repository", "name": "*", "actions": ["pull"]});
        let mut tokens = vec![json!({"name": "ci-too-wide", "scopes": [scope]})];
        if name == "rotate_token" {
            tokens.push(json!({"name": "ci-push"}));
        }
        emulator.world().seed(json!({ "tokens": tokens })).expect("seed");
        let output = run(name, &emulator, &[]);
        assert!(output.status.success(), "{name}: {output:?}");
        assert!(log(&emulator).len() >= 3, "{name} talked to the service");
    }
}

#[test]
fn the_demo_tells_its_story_and_leaves_nothing_behind() {
    let emulator = emulator();
    let output = run("demo", &emulator, &[]);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{output:?}");
    let steps = [
        "registry", "create", "login", "list", "find", "narrow", "disable", "replace", "merge", "rotate",
        "delete",
    ];
    for step in steps {
        assert!(text.lines().any(|line| line.trim_start().starts_with(step)), "no step {step} in:\n{text}");
    }
    assert!((10..=25).contains(&text.lines().count()), "about twenty lines:\n{text}");
    let log = log(&emulator);
    for (method, status) in [("POST", 201), ("GET", 200), ("PATCH", 200), ("PUT", 200), ("DELETE", 204)] {
        assert!(log.contains(&(method.to_owned(), status)), "no {method} with {status} in {log:?}");
    }
    let left = emulator.world().state()["registries"][0]["tokens"].as_array().map(Vec::len);
    assert_eq!(left, Some(0), "the demo cleans up");
    assert!(text.contains("[redacted]"), "the login is shown without its password");
}

#[test]
fn the_demo_of_swr_tells_its_story_and_leaves_nothing_behind() {
    let emulator = emulator();
    let before = emulator.world().state();
    let output = run("demo_swr", &emulator, &[]);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{output:?}");
    for step in ["target", "issue", "login", "disable", "delete", "basic", "push", "retention", "gone"] {
        assert!(text.lines().any(|line| line.trim_start().starts_with(step)), "no step {step} in:\n{text}");
    }
    assert!(text.contains("date_rule: after 30 days, but for ^v\\d+$"), "the rule is read back:\n{text}");
    assert_eq!(left_of_swr(&emulator.world().state()), left_of_swr(&before), "the demo cleans up");
    assert_eq!(text.matches("[redacted]").count(), 2, "the logins are shown without their passwords");
}

#[test]
fn a_demo_of_swr_that_fails_leaves_nothing_behind() {
    for path in ["/registries", "/long-term-credential", "/namespaces", "/repos", "/retentions"] {
        let emulator = emulator();
        let before = emulator.world().state();
        // Done, but the demo does not hear of it.
        let lost = json!({"close": "reset"});
        let fault =
            json!({"method": "POST", "path_contains": path, "phase": "after_processing", "action": lost});
        emulator.world().faults(fault).expect("a fault");
        let output = run("demo_swr", &emulator, &[]);
        assert!(!output.status.success(), "{path}: {output:?}");
        let after = emulator.world().state();
        assert_eq!(left_of_swr(&after), left_of_swr(&before), "{path}: the demo cleans up");
    }
}

/// What a demo of SWR could leave behind.
fn left_of_swr(state: &Value) -> Vec<Value> {
    let kinds = ["target_registries", "long_term_credentials", "namespaces"];
    kinds.iter().flat_map(|kind| state[kind].as_array().expect("a list").clone()).collect()
}

#[test]
fn the_real_service_is_not_touched_without_a_terminal() {
    let emulator = emulator();
    let output = run("demo", &emulator, &["--real"]);
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("terminal"), "{output:?}");
    assert!(log(&emulator).is_empty());
}
