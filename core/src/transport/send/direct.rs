//! Straight to the service: hyper's pool of connections, with nothing around it but TLS and a limit for connecting.

use std::error::Error as StdError;
use std::io;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use http::Uri;
use hyper_rustls::{HttpsConnector, MaybeHttpsStream};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use tokio::net::TcpStream;
use tower_service::Service;

use super::body::WatchedBody;
use super::cause::broken;
use super::{Progress, Send, SendError, answer};
use crate::error::Error;
use crate::transport::settings::{FAR_FUTURE, Settings};
use crate::transport::tls;

/// After how long of silence a connection is asked whether it still stands, and how often until it counts as dead.
const KEEPALIVE: Duration = Duration::from_secs(15);
const KEEPALIVE_RETRIES: u32 = 3;

/// For how long what was sent may stay unacknowledged.
#[cfg(any(target_os = "android", target_os = "fuchsia", target_os = "linux"))]
const UNACKNOWLEDGED: Duration = Duration::from_secs(30);

/// The connections of a client.
pub(super) struct Direct(Client<Connector, WatchedBody>);

impl Direct {
    pub(super) fn new(settings: &Settings) -> Result<Self, Error> {
        let is_secure = settings.base_url.scheme() == "https";
        let tls = if is_secure { tls::client_config(&settings.trust)? } else { tls::unused()? };
        let limit = settings.connect_timeout.min(FAR_FUTURE);
        let mut tcp = HttpConnector::new();
        tcp.enforce_http(false);
        tcp.set_nodelay(true);
        tcp.set_connect_timeout(Some(limit));
        tcp.set_keepalive(Some(KEEPALIVE));
        tcp.set_keepalive_interval(Some(KEEPALIVE));
        tcp.set_keepalive_retries(Some(KEEPALIVE_RETRIES));
        #[cfg(any(target_os = "android", target_os = "fuchsia", target_os = "linux"))]
        tcp.set_tcp_user_timeout(Some(UNACKNOWLEDGED));
        let https = HttpsConnector::from((tcp, tls));
        let client = Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(settings.pool_idle_timeout.min(FAR_FUTURE))
            .build(Connector { https, limit });
        Ok(Self(client))
    }
}

impl Send for Direct {
    fn send(
        &self,
        request: http::Request<Bytes>,
        max_body: usize,
        progress: Progress,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, SendError>> {
        let request = request.map(|body| WatchedBody::new(body, progress.clone()));
        let response = self.0.request(request);
        Box::pin(async move {
            let response = response.await.map_err(|error| broken(&error, error.is_connect()))?;
            answer::read(response, max_body, &progress, |error| broken(&error, false)).await
        })
    }
}

/// Connects within a limit; that of the TCP connector alone would leave out the name service and TLS.
#[derive(Clone)]
struct Connector {
    https: HttpsConnector<HttpConnector>,
    limit: Duration,
}

impl Service<Uri> for Connector {
    type Response = MaybeHttpsStream<TokioIo<TcpStream>>;
    type Error = Box<dyn StdError + std::marker::Send + Sync>;
    type Future = BoxFuture<'static, Result<Self::Response, Self::Error>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.https.poll_ready(context)
    }

    fn call(&mut self, target: Uri) -> Self::Future {
        let connecting = self.https.call(target);
        let limit = self.limit;
        async move {
            let in_time = tokio::time::timeout(limit, connecting).await;
            in_time.unwrap_or_else(|_| {
                Err(io::Error::new(io::ErrorKind::TimedOut, "operation timed out").into())
            })
        }
        .boxed()
    }
}
