//! Through a proxy: reqwest, which knows tunnels, logins and exceptions.

use bytes::Bytes;
use futures_util::future::BoxFuture;

use super::body::WatchedBody;
use super::cause::broken;
use super::{Progress, Send, SendError, answer};
use crate::error::Error;
use crate::transport::settings::{FAR_FUTURE, Settings};
use crate::transport::tls;

/// The client that follows from these settings.
///
/// Every habit of the HTTP library that could act behind the caller's back is off: its own retries, redirects, the
/// `Referer` header, its reading of the environment, and what other users of it in the same program may have switched on.
pub(super) fn client(settings: &Settings, proxy: reqwest::Proxy) -> Result<reqwest::Client, Error> {
    reqwest::Client::builder()
        .tls_backend_preconfigured(tls::client_config(&settings.trust)?)
        .no_proxy()
        .http1_only()
        .no_gzip()
        .no_brotli()
        .no_deflate()
        .no_zstd()
        .no_hickory_dns()
        .retry(reqwest::retry::never())
        .redirect(reqwest::redirect::Policy::none())
        .referer(false)
        .connect_timeout(settings.connect_timeout.min(FAR_FUTURE))
        .pool_idle_timeout(settings.pool_idle_timeout.min(FAR_FUTURE))
        .tcp_nodelay(true)
        .proxy(proxy)
        .build()
        .map_err(|error| Error::config(format!("the HTTP client cannot be built: {}", error.without_url())))
}

impl Send for reqwest::Client {
    fn send(
        &self,
        request: http::Request<Bytes>,
        max_body: usize,
        progress: Progress,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, SendError>> {
        Box::pin(async move {
            let watched = |body| reqwest::Body::wrap(WatchedBody::new(body, progress.clone()));
            let request = reqwest::Request::try_from(request.map(watched)).map_err(sorted)?;
            let response = self.execute(request).await.map_err(sorted)?;
            answer::read(http::Response::from(response), max_body, &progress, sorted).await
        })
    }
}

fn sorted(error: reqwest::Error) -> SendError {
    let is_connect = error.is_connect();
    broken(&error.without_url(), is_connect)
}
