//! What the tests of SWR share: a client with a token, and a signature written out by hand.

use registry_tokens_emulator::World;
use ring::{digest, hmac};
use serde_json::Value;

use crate::support::{Answer, Client, split_url};

/// Calls SWR or IAM with the world's token.
pub(crate) struct Caller {
    client: Client,
    token: String,
}

impl Caller {
    pub(crate) fn new(world: &World) -> Self {
        Self { client: Client::at(&world.swr_url()), token: world.swr_token().to_owned() }
    }

    pub(crate) fn iam(world: &World) -> Self {
        Self { client: Client::at(&world.iam_url()), token: world.swr_token().to_owned() }
    }

    pub(crate) fn call(&mut self, method: &str, path: &str, body: Option<&Value>) -> Answer {
        self.client.send(method, path, &[&format!("X-Auth-Token: {}", self.token)], body);
        let answer = self.client.read().unwrap();
        assert!(answer.header("x-request-id").is_some_and(|id| !id.is_empty()));
        answer
    }

    pub(crate) fn get(&mut self, path: &str) -> Answer {
        self.call("GET", path, None)
    }

    pub(crate) fn post(&mut self, path: &str, body: &Value) -> Answer {
        self.call("POST", path, Some(body))
    }

    /// For the basic edition, which wants a content type even where there is no content.
    pub(crate) fn command(&mut self, path: &str) -> Answer {
        self.contentless("POST", path)
    }

    /// An operation of the basic edition, by its path below `/v2/manage`.
    pub(crate) fn manage(&mut self, method: &str, path: &str, body: Option<&Value>) -> Answer {
        let path = format!("/v2/manage{path}");
        if body.is_some() { self.call(method, &path, body) } else { self.contentless(method, &path) }
    }

    pub(crate) fn contentless(&mut self, method: &str, path: &str) -> Answer {
        let token = format!("X-Auth-Token: {}", self.token);
        self.client.send(method, path, &[&token, "Content-Type: application/json"], None);
        self.client.read().unwrap()
    }

    /// What a list or a single thing of the basic edition reads like.
    pub(crate) fn read(&mut self, path: &str) -> Value {
        let answer = self.manage("GET", path, None);
        assert_eq!(answer.status, 200, "{path}: {}", answer.json());
        answer.json()
    }

    /// Status and code of a refusal of the basic edition, checked for its two forms.
    pub(crate) fn refused(&mut self, method: &str, path: &str, body: Option<&Value>) -> (u16, String) {
        let answer = self.manage(method, path, body);
        let json = answer.json();
        let code =
            json["errors"][0]["errorCode"].as_str().unwrap_or_else(|| panic!("{method} {path}: {json}"));
        assert!(json["errors"][0]["errorMessage"].is_string(), "{json}");
        match json.get("error_code") {
            Some(newer) => {
                assert_eq!((newer, &json["details"][0]["error_code"]), (&code.into(), &code.into()))
            }
            None => assert_eq!(json.as_object().unwrap().len(), 1, "{json}"),
        }
        (answer.status, code.strip_prefix("SVCSTG.SWR.").unwrap().to_owned())
    }
}

/// One member of each row.
pub(crate) fn column<'a>(rows: &'a Value, key: &str) -> Vec<&'a str> {
    rows.as_array().unwrap().iter().map(|row| row[key].as_str().unwrap()).collect()
}

/// Status and length of the body: most of the basic edition's answers are empty.
pub(crate) fn bare(answer: &Answer) -> (u16, String) {
    (answer.status, String::from_utf8(answer.body.clone()).unwrap())
}

/// Below the world's instance.
pub(crate) fn instance_path(world: &World, rest: &str) -> String {
    format!("/v2/{}/instances/{}{rest}", world.swr_project_id(), world.swr_instance_id())
}

/// Status and code of an Enterprise refusal, checked for its form.
pub(crate) fn refusal(answer: &Answer) -> (u16, String) {
    let json = answer.json();
    assert!(json["error_msg"].is_string() && json.get("errors").is_none(), "{json}");
    (answer.status, json["error_code"].as_str().unwrap().to_owned())
}

/// A request that is signed as the guide says. The parts stand as they are hashed, so that a test can change any of
/// them between signing and sending.
#[derive(Clone)]
pub(crate) struct Request {
    pub(crate) method: String,
    pub(crate) host: String,
    pub(crate) path: String,
    /// In canonical form.
    pub(crate) query: String,
    /// Further headers that are signed: lower case.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
    pub(crate) date: String,
}

impl Request {
    pub(crate) fn new(method: &str, url: &str, path: &str) -> Self {
        let (host, base) = split_url(url);
        Self {
            method: method.to_owned(),
            host: host.to_owned(),
            path: format!("{base}{path}"),
            query: String::new(),
            headers: vec![("content-type".to_owned(), "application/json".to_owned())],
            body: String::new(),
            date: chrono::Utc::now().format("%Y%m%dT%H%M%SZ").to_string(),
        }
    }

    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    fn signed(&self) -> Vec<(String, String)> {
        let mut lines = self.headers.clone();
        lines.push(("host".to_owned(), self.host.clone()));
        lines.push(("x-sdk-date".to_owned(), self.date.clone()));
        lines.sort();
        lines
    }

    /// The value of the `Authorization` header.
    pub(crate) fn sign(&self, access_key: &str, secret_key: &str) -> String {
        let lines = self.signed();
        let names = lines.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(";");
        let headers: String = lines.iter().map(|(name, value)| format!("{name}:{value}\n")).collect();
        let (method, path, query) = (&self.method, &self.path, &self.query);
        let canonical =
            format!("{method}\n{path}/\n{query}\n{headers}\n{names}\n{}", sha256(self.body.as_bytes()));
        let to_sign = format!("SDK-HMAC-SHA256\n{}\n{}", self.date, sha256(canonical.as_bytes()));
        let key = hmac::Key::new(hmac::HMAC_SHA256, secret_key.as_bytes());
        let signature = hex(hmac::sign(&key, to_sign.as_bytes()).as_ref());
        format!("SDK-HMAC-SHA256 Access={access_key}, SignedHeaders={names}, Signature={signature}")
    }

    pub(crate) fn send(&self, authorization: &str) -> Answer {
        let query = if self.query.is_empty() { String::new() } else { format!("?{}", self.query) };
        let mut head = format!("{} {}{query} HTTP/1.1\r\n", self.method, self.path);
        for (name, value) in self.signed() {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        let length = self.body.len();
        head.push_str(&format!("authorization: {authorization}\r\ncontent-length: {length}\r\n\r\n"));
        let address = self.host.clone();
        let mut client = Client::at(&format!("http://{address}"));
        client.write(format!("{head}{}", self.body));
        client.read().unwrap()
    }
}

fn sha256(bytes: &[u8]) -> String {
    hex(digest::digest(&digest::SHA256, bytes).as_ref())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
