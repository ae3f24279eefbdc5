//! A proxy that leads nowhere but back to this machine, and remembers who asked for what.

use std::fmt;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use base64::Engine as _;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::http::connection::{Connection, Received, Request};
use crate::http::response::Response;
use crate::http::stream::Stream;
use crate::hub::Hub;

/// The user of the proxy that asks for a login.
pub(crate) const PROXY_USER: &str = "proxy-user";
/// Its password.
pub(crate) const PROXY_PASSWORD: &str = "proxy-password";

/// A name that only the proxies know, and that the good certificate is for: this machine.
pub(crate) const PROXIED_HOST: &str = "emulator.test";

/// What was asked of a proxy stub.
#[derive(Clone)]
#[non_exhaustive]
pub struct ProxyRequest {
    /// `CONNECT`, or the method of a request that was to be forwarded.
    pub method: String,
    /// `host:port` of a CONNECT, else the absolute URL.
    pub target: String,
    /// The `Proxy-Authorization` header.
    pub proxy_authorization: Option<String>,
    /// What the proxy itself answered; 200 for a tunnel or a forwarded request.
    pub status: u16,
}

impl ProxyRequest {
    /// As the control plane shows it.
    pub fn to_json(&self) -> Value {
        json!({
            "method": self.method,
            "target": self.target,
            "proxy_authorization": self.proxy_authorization,
            "status": self.status,
        })
    }
}

impl fmt::Debug for ProxyRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ProxyRequest")
            .field("method", &self.method)
            .field("target", &self.target)
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

/// What both stubs were asked, in order.
#[derive(Default)]
pub(crate) struct ProxyLog(Mutex<Vec<ProxyRequest>>);

impl ProxyLog {
    pub(crate) fn requests(&self) -> Vec<ProxyRequest> {
        self.lock().clone()
    }

    pub(crate) fn forget(&self) {
        self.lock().clear();
    }

    fn add(&self, request: ProxyRequest) {
        self.lock().push(request);
    }

    fn lock(&self) -> MutexGuard<'_, Vec<ProxyRequest>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Serves one connection: a proxy's clients do not reuse it for anything but the tunnel.
pub(crate) async fn serve(hub: Arc<Hub>, stream: TcpStream, needs_login: bool) {
    let mut connection = Connection::new(Stream::Plain(stream));
    let Received::Request(request) = connection.receive().await else { return };
    let outcome = open(&request, needs_login).await;
    let status = *outcome.as_ref().err().unwrap_or(&200);
    // Before the answer is out, so that the client finds it as soon as it has been answered.
    hub.proxy_log.add(ProxyRequest {
        method: request.head.method.clone(),
        target: request.head.target.clone(),
        proxy_authorization: request.head.headers.get("proxy-authorization").map(str::to_owned),
        status,
    });
    let Ok(upstream) = outcome else {
        let mut response = Response::new(status).with("Connection", "close");
        if status == 407 {
            response = response.with("Proxy-Authenticate", "Basic realm=\"emulator proxy\"");
        }
        let _ = connection.write(&response.encode(&request.head.method)).await;
        return connection.close().await;
    };
    if request.head.method == "CONNECT" {
        tunnel(connection, upstream).await;
    } else {
        forward(connection, upstream, &request).await;
    }
}

/// The connection to where the client wants to go, or the status it is refused with.
async fn open(request: &Request, needs_login: bool) -> Result<TcpStream, u16> {
    if needs_login && request.head.headers.get("proxy-authorization") != Some(&login()) {
        return Err(407);
    }
    let address = if request.head.method == "CONNECT" {
        Some(request.head.target.clone())
    } else {
        authority(&request.head.target).map(|address| match address.rsplit_once(':') {
            Some((_, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => address.to_owned(),
            _ => format!("{address}:80"),
        })
    };
    let address = address.ok_or(400_u16)?;
    let (host, port) = address.rsplit_once(':').ok_or(400_u16)?;
    let port = port.parse::<u16>().map_err(|_| 400_u16)?;
    let host = host.trim_start_matches('[').trim_end_matches(']');
    let host = if host == PROXIED_HOST { "127.0.0.1" } else { host };
    let loopback = host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback());
    if !loopback {
        return Err(403);
    }
    TcpStream::connect((host, port)).await.map_err(|_| 502)
}

async fn tunnel(mut connection: Connection, mut upstream: TcpStream) {
    if connection.write(b"HTTP/1.1 200 Connection established\r\n\r\n").await.is_err() {
        return;
    }
    let (mut client, early) = connection.into_parts();
    if upstream.write_all(&early).await.is_ok() {
        let _ = tokio::io::copy_bidirectional(&mut client, &mut upstream).await;
    }
}

/// Hands a request in absolute form on, without what was meant for the proxy.
async fn forward(mut connection: Connection, mut upstream: TcpStream, request: &Request) {
    let rest = request.head.target.split_once("://").map_or("", |(_, rest)| rest);
    let path = rest.find('/').map_or("/", |start| &rest[start..]);
    let mut head = format!("{} {path} HTTP/1.1\r\n", request.head.method);
    let dropped =
        ["proxy-authorization", "proxy-connection", "connection", "transfer-encoding", "content-length"];
    for (name, value) in request.head.headers.iter() {
        if !dropped.iter().any(|word| name.eq_ignore_ascii_case(word)) {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
    }
    head.push_str(&format!("Content-Length: {}\r\nConnection: close\r\n\r\n", request.body.len()));
    if upstream.write_all(head.as_bytes()).await.is_err() || upstream.write_all(&request.body).await.is_err()
    {
        return;
    }
    let mut piece = vec![0; 16 * 1024];
    while let Ok(length @ 1..) = upstream.read(&mut piece).await {
        if connection.write(piece.get(..length).unwrap_or_default()).await.is_err() {
            return;
        }
    }
    connection.close().await;
}

fn login() -> String {
    let pair = format!("{PROXY_USER}:{PROXY_PASSWORD}");
    format!("Basic {}", base64::engine::general_purpose::STANDARD.encode(pair))
}

fn authority(target: &str) -> Option<&str> {
    let rest = target.strip_prefix("http://")?;
    rest.split(['/', '?']).next()
}
