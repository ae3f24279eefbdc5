//! The published known answers, and what must not pass.

use std::path::PathBuf;

use serde_json::Value;

use super::*;

/// A request that lives on its own.
#[derive(Clone)]
struct Signed {
    method: String,
    path: String,
    query: Option<String>,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    secret: String,
    security_token: Option<String>,
    now: DateTime<Utc>,
}

impl Signed {
    /// As the SDK sends it: the headers it added included.
    fn of(vector: &Value) -> Self {
        let (request, expect) = (&vector["request"], &vector["expect"]);
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let lines = |value: &Value| -> Vec<(String, String)> {
            value.as_object().unwrap().iter().map(|(name, value)| (name.clone(), text(value))).collect()
        };
        let mut headers = lines(&request["headers"]);
        headers.extend(lines(&expect["headers_added"]));
        let target = text(&expect["sdk_request_target"]);
        let (path, query) = match target.split_once('?') {
            Some((path, query)) => (path, Some(query.to_owned())),
            None => (target.as_str(), None),
        };
        let date = headers.iter().find(|(name, _)| name.eq_ignore_ascii_case(DATE)).unwrap();
        Self {
            method: text(&request["method"]),
            path: path.to_owned(),
            query,
            now: NaiveDateTime::parse_from_str(&date.1, "%Y%m%dT%H%M%SZ").unwrap().and_utc(),
            headers,
            body: request["body"].as_str().unwrap_or_default().as_bytes().to_vec(),
            secret: text(&vector["credentials"]["sk"]),
            security_token: vector["credentials"]["security_token"].as_str().map(str::to_owned),
        }
    }

    fn verify(&self) -> Result<Verified, String> {
        let headers: Headers = self.headers.iter().cloned().collect();
        let key = Key { secret: &self.secret, security_token: self.security_token.as_deref() };
        verify(self.parts(&headers), self.now, |_| Some(key))
    }

    fn parts<'a>(&'a self, headers: &'a Headers) -> Parts<'a> {
        Parts {
            method: &self.method,
            path: &self.path,
            query: self.query.as_deref(),
            headers,
            body: &self.body,
        }
    }

    fn header(&mut self, name: &str) -> &mut String {
        let found = self.headers.iter_mut().find(|(known, _)| known.eq_ignore_ascii_case(name));
        &mut found.unwrap().1
    }
}

/// Every vector of the files that hold known answers of this algorithm.
fn vectors() -> Vec<Value> {
    let default = || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../vectors"));
    let folder = std::env::var_os("VECTORS_DIR").map_or_else(default, PathBuf::from);
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    files
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .map(|path| serde_json::from_slice::<Value>(&std::fs::read(path).unwrap()).unwrap())
        .filter(|file| file["algorithm"] == ALGORITHM)
        .flat_map(|file| {
            let vectors = file["vectors"].as_array().unwrap().clone();
            assert_eq!(file["count"], vectors.len(), "the file is whole");
            vectors
        })
        .collect()
}

fn vector(id: &str) -> Option<Signed> {
    vectors().iter().find(|vector| vector["id"] == id).map(Signed::of)
}

#[test]
fn every_known_answer_is_found() {
    let vectors = vectors();
    for vector in &vectors {
        let (signed, expect, id) = (Signed::of(vector), &vector["expect"], &vector["id"]);
        let headers: Headers = signed.headers.iter().cloned().collect();
        let parts = signed.parts(&headers);
        let names: Vec<&str> = expect["signed_headers"].as_str().unwrap().split(';').collect();
        let canonical = canonical_request(parts, &names);
        assert_eq!(canonical, expect["canonical_request"].as_str().unwrap(), "{id}");
        let to_sign = string_to_sign(date(&headers), &canonical);
        assert_eq!(to_sign, expect["string_to_sign"].as_str().unwrap(), "{id}");
        assert_eq!(signature(&signed.secret, &to_sign), expect["signature"].as_str().unwrap(), "{id}");
        let verified = signed.verify().unwrap_or_else(|why| panic!("{id}: {why}"));
        assert_eq!(verified.access_key, vector["credentials"]["ak"].as_str().unwrap(), "{id}");
        assert_eq!(verified.signed_headers, names, "{id}");
    }
    assert!(std::env::var_os("VECTORS_DIR").is_some() || vectors.len() == 74, "{}", vectors.len());
}

#[test]
fn a_changed_request_is_refused() {
    // Other vectors, named by the environment, need not hold this one.
    let Some(right) = vector("s03-create-registry") else { return };
    type Change = fn(&mut Signed);
    let changes: [(&str, Change, &str); 18] = [
        ("method", |it| it.method = "PUT".to_owned(), "canonicalRequest:PUT|"),
        ("path", |it| it.path.push('x'), "registriesx/|"),
        ("query", |it| it.query = Some("a=1".to_owned()), "|a=1|"),
        ("signed header", |it| it.header("user-agent").push('2'), "user-agent:example-client/1.02|"),
        ("host", |it| *it.header("host") = "other".to_owned(), "host:other|"),
        ("body", |it| it.body.push(b' '), "canonicalRequest:"),
        ("date", |it| *it.header("x-sdk-date") = "20250102T030406Z".to_owned(), "canonicalRequest:"),
        ("secret", |it| it.secret.push('x'), "canonicalRequest:"),
        ("late", |it| it.now += TOLERANCE + TimeDelta::seconds(1), "15 minutes off"),
        ("early", |it| it.now -= TOLERANCE + TimeDelta::seconds(1), "15 minutes off"),
        ("odd date", |it| *it.header("x-sdk-date") = "2025-01-02T03:04:05Z".to_owned(), "not of the form"),
        ("no header", |it| it.headers.retain(|(name, _)| name != "Host"), "host is there 0 times"),
        ("two", |it| it.headers.push(("HOST".to_owned(), "h".to_owned())), "host is there 2 times"),
        ("algorithm", |it| it.header("authorization").insert(0, 'V'), "Authorization is not"),
        ("no line", |it| it.headers.retain(|(name, _)| name != "Authorization"), "there are 0"),
        (
            "date unsigned",
            |it| *it.header("authorization") = it.header("authorization").replace(";x-sdk-date", ""),
            "x-sdk-date is not signed",
        ),
        (
            "project unsigned",
            |it| *it.header("authorization") = it.header("authorization").replace("x-project-id;", ""),
            "x-project-id is there but not signed",
        ),
        (
            "order",
            |it| {
                *it.header("authorization") =
                    it.header("authorization").replace("content-type;host", "host;content-type")
            },
            "not sorted",
        ),
    ];
    right.verify().unwrap();
    for (what, change, fragment) in changes {
        let mut changed = right.clone();
        change(&mut changed);
        let why = changed.verify().unwrap_err();
        assert!(why.contains(fragment), "{what}: {why}");
    }
}

#[test]
fn a_security_token_belongs_to_its_key() {
    let Some(right) = vector("c02-security-token") else { return };
    right.verify().unwrap();
    let why = |change: fn(&mut Signed)| {
        let mut changed = right.clone();
        change(&mut changed);
        changed.verify().unwrap_err()
    };
    assert!(why(|it| it.security_token = None).contains("has no X-Security-Token"));
    assert!(why(|it| it.security_token = Some("other".to_owned())).contains("does not belong"));
    let unsigned =
        why(|it| *it.header("authorization") = it.header("authorization").replace(";x-security-token", ""));
    assert!(unsigned.contains("x-security-token is there but not signed"), "{unsigned}");
    let wrong = why(|it| it.method = "PUT".to_owned());
    assert!(wrong.contains("x-security-token:(withheld)|"), "{wrong}");
    assert!(!wrong.contains(right.security_token.as_deref().unwrap()));
}

#[test]
fn a_stated_hash_must_be_true_or_say_that_there_is_none() {
    let Some(right) = vector("b12-unsigned-payload") else { return };
    right.verify().unwrap();
    let mut changed = right.clone();
    changed.body.push(b' ');
    changed.verify().unwrap();
    *changed.header(CONTENT_HASH) = sha256(b"other");
    assert!(changed.verify().unwrap_err().contains("not the hash of the body"));
}
