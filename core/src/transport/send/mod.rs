//! The seam to HTTP: one request out, one whole answer in. Tests put a closure in its place.

mod answer;
mod body;
mod cause;
mod direct;
mod proxied;

use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use futures_util::future::BoxFuture;
use http::{HeaderMap, StatusCode};

use super::settings::Settings;
use crate::error::Error;

/// How far an exchange has come; it can be asked while the exchange is under way, and after it was dropped.
#[derive(Debug, Default, Clone)]
pub(crate) struct Progress(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    departure: AtomicU8,
    head: Mutex<Option<Head>>,
}

/// The head of an answer.
pub(crate) type Head = (StatusCode, HeaderMap);

const WAITING: u8 = 0;
const LEFT: u8 = 1;
const WITHDRAWN: u8 = 2;

impl Progress {
    /// Notes that the request leaves this machine; false when it was withdrawn and must not.
    pub(crate) fn leave(&self) -> bool {
        let departure = &self.0.departure;
        departure.compare_exchange(WAITING, LEFT, Ordering::AcqRel, Ordering::Acquire) != Err(WITHDRAWN)
    }

    /// Whether the request may have left. One that has not is withdrawn.
    ///
    /// The connection's task takes the body while the call may be giving up on another thread, so asking settles the
    /// matter: either it had left by then, or it never will.
    pub(crate) fn may_have_left(&self) -> bool {
        let departure = &self.0.departure;
        departure.compare_exchange(WAITING, WITHDRAWN, Ordering::AcqRel, Ordering::Acquire) == Err(LEFT)
    }

    fn is_withdrawn(&self) -> bool {
        self.0.departure.load(Ordering::Acquire) == WITHDRAWN
    }

    /// Keeps the head of the answer while its body is read.
    fn keep_head(&self, head: Head) {
        *self.0.head.lock().unwrap_or_else(PoisonError::into_inner) = Some(head);
    }

    /// The head of the answer, when that much has arrived.
    pub(crate) fn take_head(&self) -> Option<Head> {
        self.0.head.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// Sends one request and reads the whole answer, up to `max_body` bytes after decompression.
pub(crate) trait Send: std::marker::Send + Sync {
    fn send(
        &self,
        request: http::Request<Bytes>,
        max_body: usize,
        progress: Progress,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, SendError>>;
}

/// Why there is no whole answer.
#[derive(Debug)]
pub(crate) struct SendError {
    pub(crate) stage: Stage,
    pub(crate) reason: String,
    /// The operating system's word, where it was the one to refuse.
    pub(crate) source: Option<std::io::Error>,
}

/// How far an exchange came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    /// No connection; the same may work later.
    NoConnection,
    /// The peer is not who it should be; trying again does not help.
    Distrusted,
    /// Broke after something was sent.
    Broken,
    /// The answer is larger than the cap.
    TooLarge,
    /// The answer's compression is damaged.
    Undecodable,
}

/// What sends the requests of a client with these settings.
///
/// A proxy needs tunnels, its own login and exceptions, which reqwest knows how to do; without one, that and what else reqwest
/// lays around a request would cost a third of the time of a call.
pub(crate) fn sender(settings: &Settings, proxy: Option<reqwest::Proxy>) -> Result<Arc<dyn Send>, Error> {
    Ok(match proxy {
        Some(proxy) => Arc::new(proxied::client(settings, proxy)?),
        None => Arc::new(direct::Direct::new(settings)?),
    })
}
