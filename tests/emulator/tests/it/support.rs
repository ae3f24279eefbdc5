//! A client made of a socket.

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::sync::LazyLock;
use std::time::Duration;

use base64::Engine as _;
use registry_tokens_emulator::{Emulator, Options, World};
use serde_json::Value;

/// One emulator for all tests, one world for each.
pub(crate) static EMULATOR: LazyLock<Emulator> =
    LazyLock::new(|| Emulator::start_blocking(Options::default()).unwrap());

pub(crate) fn world() -> World {
    EMULATOR.session()
}

pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or(Value::Null)
    }

    /// The error code of an error answer, checked for the form all of them have.
    pub(crate) fn error_code(&self) -> String {
        let json = self.json();
        assert_eq!(json["httpStatus"], self.status, "{json}");
        assert!(json["messages"][0]["message"].is_string(), "{json}");
        json["messages"][0]["errorCode"].as_str().unwrap().to_owned()
    }
}

/// One connection to one URL.
pub(crate) struct Client<S = TcpStream> {
    pub(crate) stream: S,
    base: String,
    authorization: Option<String>,
}

/// Host with port, and path, of a URL.
pub(crate) fn split_url(url: &str) -> (&str, &str) {
    let rest = url.split_once("://").unwrap().1;
    rest.split_at(rest.find('/').unwrap_or(rest.len()))
}

pub(crate) fn connect(url: &str) -> TcpStream {
    let stream = TcpStream::connect(split_url(url).0).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    stream
}

impl Client {
    /// With the world's bearer token.
    pub(crate) fn new(world: &World) -> Self {
        Self::at(&world.url()).authorized(&format!("Bearer {}", world.token()))
    }

    pub(crate) fn at(url: &str) -> Self {
        Self::over(connect(url), url)
    }
}

impl<S: Read + Write> Client<S> {
    pub(crate) fn over(stream: S, url: &str) -> Self {
        Self { stream, base: split_url(url).1.to_owned(), authorization: None }
    }

    pub(crate) fn authorized(self, authorization: &str) -> Self {
        Self { authorization: Some(authorization.to_owned()), ..self }
    }

    pub(crate) fn write(&mut self, bytes: impl AsRef<[u8]>) {
        self.stream.write_all(bytes.as_ref()).unwrap();
    }

    pub(crate) fn send(&mut self, method: &str, path: &str, lines: &[&str], body: Option<&Value>) {
        let mut head = format!("{method} {}{path} HTTP/1.1\r\nhost: emulator\r\n", self.base);
        if let Some(authorization) = &self.authorization {
            head.push_str(&format!("authorization: {authorization}\r\n"));
        }
        for line in lines {
            head.push_str(&format!("{line}\r\n"));
        }
        let body = body.map(Value::to_string);
        if let Some(body) = &body {
            head.push_str(&format!("content-type: application/json\r\ncontent-length: {}\r\n", body.len()));
        }
        self.write(format!("{head}\r\n{}", body.unwrap_or_default()));
    }

    pub(crate) fn read(&mut self) -> io::Result<Answer> {
        let mut bytes = Vec::new();
        while !bytes.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            self.stream.read_exact(&mut byte)?;
            bytes.push(byte[0]);
        }
        let mut lines = [httparse::EMPTY_HEADER; 64];
        let mut head = httparse::Response::new(&mut lines);
        head.parse(&bytes).map_err(io::Error::other)?;
        let headers: Vec<(String, String)> = head
            .headers
            .iter()
            .map(|line| (line.name.to_owned(), String::from_utf8_lossy(line.value).into_owned()))
            .collect();
        let mut answer = Answer { status: head.code.unwrap(), headers, body: Vec::new() };
        let length = answer.header("content-length").map_or(0, |length| length.parse().unwrap());
        answer.body.resize(length, 0);
        self.stream.read_exact(&mut answer.body)?;
        Ok(answer)
    }

    pub(crate) fn call(&mut self, method: &str, path: &str, body: Option<&Value>) -> Answer {
        self.send(method, path, &[], body);
        self.read().unwrap()
    }

    pub(crate) fn get(&mut self, path: &str) -> Answer {
        self.call("GET", path, None)
    }

    pub(crate) fn post(&mut self, path: &str, body: &Value) -> Answer {
        self.call("POST", path, Some(body))
    }

    /// Everything until the other side closes, and how it closed.
    pub(crate) fn read_to_end(&mut self) -> (Vec<u8>, io::Result<()>) {
        let mut bytes = Vec::new();
        let end = self.stream.read_to_end(&mut bytes).map(drop);
        (bytes, end)
    }
}

pub(crate) fn tokens_path(world: &World) -> String {
    format!("/registries/{}/tokens", world.registry_id())
}

pub(crate) fn basic(user: &str, password: &str) -> String {
    format!("Basic {}", base64::engine::general_purpose::STANDARD.encode(format!("{user}:{password}")))
}
