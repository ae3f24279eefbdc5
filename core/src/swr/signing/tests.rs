//! The known answers, step by step. `VECTORS_DIR` names another folder to look for them in.

use std::path::PathBuf;

use serde_json::Value;

use super::*;

#[test]
fn every_known_answer_comes_out_byte_for_byte() {
    let mut count = 0;
    for file in known_answers() {
        for vector in file["vectors"].as_array().unwrap() {
            check(vector);
            count += 1;
        }
    }
    assert!(count >= 74, "only {count} vectors");
}

fn known_answers() -> Vec<Value> {
    let own = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../tests/vectors");
    let read = |folder: PathBuf| {
        let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let files = files.filter(|path| path.extension().is_some_and(|extension| extension == "json"));
        let files = files.map(|path| serde_json::from_slice::<Value>(&std::fs::read(path).unwrap()).unwrap());
        files.filter(|file| file["algorithm"] == ALGORITHM).collect::<Vec<_>>()
    };
    // Another folder may hold vectors of the other kind alone.
    let named = std::env::var_os("VECTORS_DIR").map(|folder| read(PathBuf::from(folder))).unwrap_or_default();
    if named.is_empty() { read(own()) } else { named }
}

fn text_of<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

fn check(vector: &Value) {
    let (request, credentials, expected) = (&vector["request"], &vector["credentials"], &vector["expect"]);
    let mut headers = HeaderMap::new();
    let mut add = |name: &str, value: &str| {
        let name = HeaderName::from_bytes(name.as_bytes()).unwrap();
        headers.append(name, HeaderValue::from_bytes(value.as_bytes()).unwrap());
    };
    for (name, value) in request["headers"].as_object().unwrap() {
        add(name, value.as_str().unwrap());
    }
    for (name, key) in [("x-project-id", "project_id"), ("x-security-token", "security_token")] {
        if let Some(value) = credentials[key].as_str() {
            add(name, value);
        }
    }
    let host = HeaderValue::from_str(text_of(request, "host")).unwrap();
    complete(&mut headers, &host, &HeaderValue::from_static("20300101T000000Z"));
    let pairs = request["query"].as_array().unwrap().iter();
    let pairs = pairs
        .map(|pair| format!("{}={}", encode(pair[0].as_str().unwrap()), encode(pair[1].as_str().unwrap())));
    let parts = Parts {
        method: text_of(request, "method"),
        path: text_of(request, "path"),
        query: &pairs.collect::<Vec<_>>().join("&"),
        headers: &headers,
        body: text_of(request, "body").as_bytes(),
    };
    let made = sign(&parts, text_of(credentials, "sk").as_bytes());
    let id = text_of(vector, "id");
    assert_eq!(made.canonical_request, text_of(expected, "canonical_request"), "{id}");
    assert_eq!(
        sha256(made.canonical_request.as_bytes()),
        text_of(expected, "canonical_request_sha256"),
        "{id}"
    );
    assert_eq!(made.string_to_sign, text_of(expected, "string_to_sign"), "{id}");
    assert_eq!(made.signed_headers, text_of(expected, "signed_headers"), "{id}");
    assert_eq!(made.signature, text_of(expected, "signature"), "{id}");
    assert_eq!(made.authorization(text_of(credentials, "ak")), text_of(expected, "authorization"), "{id}");
}
