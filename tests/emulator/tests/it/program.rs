//! The program: its one line, and how it ends.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use serde_json::Value;

use crate::support::{Client, connect};

fn start(arguments: &[&str]) -> (Child, Value) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_registry-tokens-emulator"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    (child, serde_json::from_str(&line).unwrap())
}

fn answers(line: &Value) {
    let mut client = Client::at(line["url"].as_str().unwrap())
        .authorized(&format!("Bearer {}", line["token"].as_str().unwrap()));
    let path = format!("/registries/{}", line["registry_id"].as_str().unwrap());
    assert_eq!(client.get(&path).json()["properties"]["hostname"], line["registry_hostname"]);
}

#[test]
fn ends_with_its_standard_input() {
    let (mut child, line) = start(&["--stdin-guard"]);
    answers(&line);
    drop(child.stdin.take());
    assert!(child.wait().unwrap().success());
}

#[test]
fn ends_on_a_signal() {
    let (mut child, line) = start(&[]);
    answers(&line);
    let idle = connect(line["url"].as_str().unwrap());
    drop(child.stdin.take());
    let killed = Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap();
    assert!(killed.success());
    assert!(child.wait().unwrap().success(), "in order, even with an open connection");
    drop(idle);
}

#[test]
fn writes_certificates() {
    let directory = tempfile::tempdir().unwrap();
    let registry = directory.path().join("registry");
    let (mut child, line) = start(&[
        "--stdin-guard",
        "--tls",
        directory.path().to_str().unwrap(),
        "--registry",
        registry.to_str().unwrap(),
    ]);
    let written = |key: &str| std::fs::read_to_string(line[key].as_str().unwrap()).unwrap();
    assert_eq!(written("registry_token_certificate_file"), line["registry_token_certificate"]);
    assert!(written("registry_tls_certificate_file").contains("BEGIN CERTIFICATE"));
    assert!(written("registry_tls_key_file").contains("BEGIN PRIVATE KEY"));
    assert_eq!(std::fs::read_dir(registry).unwrap().count(), 3);
    assert!(
        std::fs::read_to_string(line["ca_file"].as_str().unwrap()).unwrap().contains("BEGIN CERTIFICATE")
    );
    assert!(line["tls"]["expired"]["url"].as_str().unwrap().starts_with("https://"));
    drop(child.stdin.take());
    assert!(child.wait().unwrap().success());
}

#[test]
fn refuses_to_serve_other_machines_without_a_key() {
    let output = Command::new(env!("CARGO_BIN_EXE_registry-tokens-emulator"))
        .args(["--listen", "0.0.0.0:0"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("set a control key"));
    assert!(output.stdout.is_empty());
}
