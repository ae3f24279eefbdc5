use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::merge::merged;
use crate::error::ErrorKind;
use crate::models::Credentials;

const HOST: &str = "team.cr.example:5000";

fn login() -> Credentials {
    Credentials::new("ci", "pa:ss\"wörd\\ %$")
}

fn merge(before: &str) -> Result<(String, Option<String>), String> {
    merged(before, &login(), HOST).map(|(text, merge)| (text, merge.shadowed_by))
}

const AUTH: &str = "Y2k6cGE6c3Mid8O2cmRcICUk";

#[test]
fn a_config_is_what_docker_writes() {
    let config = login().docker_config(HOST).unwrap();
    assert_eq!(
        config.reveal(),
        format!("{{\n\t\"auths\": {{\n\t\t\"{HOST}\": {{\n\t\t\t\"auth\": \"{AUTH}\"\n\t\t}}\n\t}}\n}}\n")
    );
    assert_eq!(format!("{config:?} {config}"), "[redacted] [redacted]");
}

#[test]
fn every_other_byte_stays() {
    let before = "{\n    \"HttpHeaders\" : {\"a\":1.50e+1, \"z\":12345678901234567890.10},\r\n    \"auths\": {\n        \
                  \"old.example\": {\"auth\": \"b2xkOm9sZA==\",  \"email\": \"\\u0061\"}\n    },\n    \"z\": [ 1,2 ]\n}";
    let (after, _) = merge(before).unwrap();
    let at = after.find(&format!("\"{HOST}\"")).unwrap();
    let end = after[at..].find('}').unwrap() + at + 1;
    // Without the new entry, and the comma and blanks that join it to the one before, it is the old text.
    let joined = after[..at].rfind('}').unwrap() + 1;
    assert_eq!(format!("{}{}", &after[..joined], &after[end..]), before);
    assert_eq!(serde_json::from_str::<Value>(&after).unwrap()["auths"][HOST], json!({ "auth": AUTH }));
}

#[test]
fn merging_twice_changes_nothing() {
    for before in ["{}", "{\"auths\":null}", "{\"auths\": {}}", "  {\n\t\"auths\": {}\n}\n", "{\"x\":{}}"] {
        let (once, _) = merge(before).unwrap();
        assert_eq!(merge(&once).unwrap().0, once);
        assert_eq!(
            serde_json::from_str::<Value>(&once).unwrap()["auths"][HOST],
            json!({ "auth": AUTH }),
            "{before}"
        );
    }
}

#[test]
fn what_would_contradict_the_login_goes_and_the_rest_of_its_entry_stays() {
    let before = json!({"auths": {HOST: {
        "username": "u", "password": "p", "identitytoken": "t", "registrytoken": "r", "auth": "old", "email": "e"
    }}});
    let (after, _) = merge(&before.to_string()).unwrap();
    let after: Value = serde_json::from_str(&after).unwrap();
    assert_eq!(after["auths"][HOST], json!({"auth": AUTH, "email": "e"}));
}

#[test]
fn a_helper_that_wins_is_named() {
    for (before, helper) in [
        (json!({"credHelpers": {HOST: "ecr-login", "x": "y"}}), Some("ecr-login")),
        (json!({"credHelpers": {"x": "y"}, "credsStore": "desktop"}), Some("desktop")),
        (json!({"credHelpers": {HOST: ""}, "credsStore": "desktop"}), None),
        (json!({"credHelpers": {"other": "gcloud"}}), None),
        (json!({"credsStore": ""}), None),
    ] {
        assert_eq!(merge(&before.to_string()).unwrap().1.as_deref(), helper, "{before}");
    }
}

#[test]
fn what_docker_could_not_read_is_refused_without_its_words() {
    for before in [
        "[]",
        "1",
        "{",
        "{\"auths\": []}",
        "{\"auths\": {\"team.cr.example:5000\": 1}}",
        "{/* canary-5f1e */}",
        "{\"a\": 1,}",
        "{\"auths\":{},\"auths\":{}}",
        "{'a': 'canary-5f1e'}",
        "canary-5f1e",
    ] {
        let why = merge(before).unwrap_err();
        assert!(!why.contains("canary") && !why.contains('\n'), "{why}");
    }
}

#[test]
fn what_the_files_cannot_express_is_refused() {
    let refused = |credentials: Credentials, host: &str| {
        let error = credentials.docker_config(host).unwrap_err();
        assert_eq!(
            (error.kind(), error.operation()),
            (ErrorKind::InvalidArgument, "credentials.docker_config")
        );
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("config.json");
        assert_eq!(credentials.merge_into(&path, host).unwrap_err().kind(), ErrorKind::InvalidArgument);
        assert!(!path.exists());
        assert_eq!(
            credentials.kubernetes_secret(host, "n", None).unwrap_err().kind(),
            ErrorKind::InvalidArgument
        );
        error.reason().to_owned()
    };
    assert!(refused(Credentials::new("a:b", "p"), HOST).contains("colon"));
    for name in ["", "a\nb"] {
        refused(Credentials::new(name, "p"), HOST);
    }
    for password in ["", "a\0", "a\n"] {
        refused(Credentials::new("u", password), HOST);
    }
    for host in [
        "",
        "https://h",
        "h/",
        "h h",
        "u@h",
        "h/team/app:v1",
        "/h",
        ":5000",
        "h//x",
        "h\n",
        "h?x",
        "h:",
        "h:port",
        "h:70000",
        "[::1]:x",
    ] {
        refused(login(), host);
    }
    for host in ["localhost:5000/team", "[::1]:5000", "[::1]", "h"] {
        assert!(login().docker_config(host).is_ok(), "{host}");
    }
    let helped = json!({"credHelpers": {"h": "pass"}}).to_string();
    assert_eq!(merged(&helped, &login(), "h/team").unwrap().1.shadowed_by.as_deref(), Some("pass"));
}

#[test]
fn names_that_kubernetes_does_not_take_are_refused() {
    let long = "a".repeat(64);
    for (name, namespace) in [
        ("", None),
        ("A", None),
        ("a_b", None),
        ("-a", None),
        ("a..b", None),
        ("a", Some("")),
        ("a", Some("a.b")),
        ("a", Some(long.as_str())),
    ] {
        let error = login().kubernetes_secret(HOST, name, namespace.map(str::to_owned)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidArgument, "{name} {namespace:?}");
    }
    assert!(login().kubernetes_secret(HOST, "reg.cred-1", Some("ci".to_owned())).is_ok());
}

#[test]
fn a_manifest_holds_the_config() {
    use base64::Engine as _;
    let manifest = login().kubernetes_secret(HOST, "pull", Some("ci".to_owned())).unwrap();
    let manifest: Value = serde_json::from_str(manifest.reveal()).unwrap();
    assert_eq!(manifest["metadata"], json!({"name": "pull", "namespace": "ci"}));
    let data = manifest["data"][".dockerconfigjson"].as_str().unwrap();
    let config = base64::engine::general_purpose::STANDARD.decode(data).unwrap();
    assert_eq!(config, login().docker_config(HOST).unwrap().reveal().as_bytes());
}

fn read(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn a_file_is_made_with_its_folder_or_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a/b/config.json");
    assert_eq!(login().merge_into(&path, HOST).unwrap().shadowed_by, None);
    login().merge_into(&path, "other").unwrap();
    assert_eq!(read(&path)["auths"], json!({HOST: {"auth": AUTH}, "other": {"auth": AUTH}}));
    fs::write(&path, " \n").unwrap();
    login().merge_into(&path, HOST).unwrap();
    fs::write(path.with_file_name(".registry-tokens-killed"), "a password").unwrap();
    login().merge_into(&path, HOST).unwrap();
    assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1, "nothing is left behind");
    let refused = login().merge_into("~/.docker/config.json", HOST).unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::InvalidArgument);
}

#[test]
fn a_file_that_is_no_config_stays_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("config.json");
    for before in [&b"{\"auths\": 1}"[..], b"\xff\xfe", b"not json"] {
        fs::write(&path, before).unwrap();
        let error = login().merge_into(&path, HOST).unwrap_err();
        assert_eq!((error.kind(), error.operation()), (ErrorKind::Config, "credentials.merge_into"));
        assert!(error.reason().contains("config.json"), "{error}");
        assert_eq!(fs::read(&path).unwrap(), before);
    }
    let error = login().merge_into(folder.path(), HOST).unwrap_err();
    assert!(std::error::Error::source(&error).is_some());
}

#[cfg(unix)]
#[test]
fn a_link_stays_and_only_the_owner_can_read() {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};
    let folder = tempfile::tempdir().unwrap();
    let (real, link) = (folder.path().join("real/config.json"), folder.path().join("config.json"));
    symlink("real/config.json", &link).unwrap();
    login().merge_into(&link, HOST).unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(
        fs::metadata(real.parent().unwrap()).unwrap().mode() & 0o777,
        0o700,
        "a folder of its owner's"
    );
    fs::set_permissions(&real, fs::Permissions::from_mode(0o644)).unwrap();
    login().merge_into(&link, "other").unwrap();
    assert_eq!(fs::metadata(&real).unwrap().mode() & 0o777, 0o600);
    assert_eq!(read(&link)["auths"].as_object().unwrap().len(), 2);

    fs::set_permissions(&real, fs::Permissions::from_mode(0o644)).unwrap();
    login().merge_into(&link, "other").unwrap();
    assert_eq!(fs::metadata(&real).unwrap().mode() & 0o777, 0o600, "also where the text stays the same");

    let circle = folder.path().join("circle");
    symlink("circle", &circle).unwrap();
    assert_eq!(login().merge_into(&circle, HOST).unwrap_err().kind(), ErrorKind::Config);
}

#[cfg(unix)]
#[test]
fn who_looks_while_it_is_written_finds_whole_files_of_the_owner_alone() {
    use std::os::unix::fs::MetadataExt as _;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("config.json");
    login().merge_into(&path, HOST).unwrap();
    std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            for turn in 0..100 {
                login().merge_into(&path, format!("host-{turn}")).unwrap();
            }
        });
        while !writer.is_finished() {
            assert!(read(&path)["auths"].is_object());
            // The temporary files, too; one may be gone by the time it is looked at.
            for entry in fs::read_dir(folder.path()).unwrap().flatten() {
                let mode = entry.metadata().map_or(0o600, |found| found.mode() & 0o777);
                assert_eq!(mode, 0o600, "{:?}", entry.file_name());
            }
        }
    });
}

#[test]
fn writers_wait_for_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("config.json");
    std::thread::scope(|scope| {
        for writer in 0..8 {
            let path = &path;
            scope.spawn(move || {
                for turn in 0..10 {
                    login().merge_into(path, format!("host-{writer}-{turn}")).unwrap();
                }
            });
        }
    });
    assert_eq!(read(&path)["auths"].as_object().unwrap().len(), 80);
}
