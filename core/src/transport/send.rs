//! The seam to HTTP: one request out, one whole answer in. Tests put a closure in its place.

use std::error::Error as StdError;
use std::pin::Pin;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use futures_util::future::BoxFuture;
use http::{HeaderMap, StatusCode};
use http_body::{Body, Frame, SizeHint};

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

impl Send for reqwest::Client {
    fn send(
        &self,
        request: http::Request<Bytes>,
        max_body: usize,
        progress: Progress,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, SendError>> {
        Box::pin(async move {
            let watched = |body| reqwest::Body::wrap(WatchedBody::new(body, progress.clone()));
            let request = request.map(watched);
            let request = reqwest::Request::try_from(request).map_err(broken)?;
            let mut response = self.execute(request).await.map_err(broken)?;
            let status = response.status();
            progress.keep_head((status, std::mem::take(response.headers_mut())));
            let (body, end) = read_body(&mut response, max_body).await;
            let end = match end {
                // The status of a refusal says enough; its body may be cut.
                End::Whole => None,
                _ if !status.is_success() => None,
                End::Broken(error) => Some(error),
                End::TooLarge => {
                    let reason = format!("the answer is larger than max_response_bytes ({max_body})");
                    Some(SendError { stage: Stage::TooLarge, reason, source: None })
                }
            };
            if let Some(error) = end {
                return Err(error);
            }
            let mut whole = http::Response::new(body);
            *whole.status_mut() = status;
            *whole.headers_mut() = progress.take_head().map(|(_, headers)| headers).unwrap_or_default();
            Ok(whole)
        })
    }
}

/// How the reading of a body ended.
enum End {
    Whole,
    TooLarge,
    Broken(SendError),
}

/// Collects the body, up to the cap.
async fn read_body(response: &mut reqwest::Response, cap: usize) -> (Bytes, End) {
    let mut body = BytesMut::new();
    let mut only = None;
    loop {
        let chunk = match response.chunk().await {
            Ok(Some(chunk)) => chunk,
            Ok(None) => return (only.unwrap_or_else(|| body.freeze()), End::Whole),
            Err(error) => return (only.unwrap_or_else(|| body.freeze()), End::Broken(broken(error))),
        };
        let held = only.as_ref().map_or(body.len(), Bytes::len);
        if held + chunk.len() > cap {
            return (only.unwrap_or_else(|| body.freeze()), End::TooLarge);
        }
        // Most answers are one chunk, which is kept as it is; only further ones are worth a copy.
        match only.take() {
            None if body.is_empty() => only = Some(chunk),
            first => {
                body.extend(first);
                body.extend_from_slice(&chunk);
            }
        }
    }
}

/// Sorts an error of reqwest by how far the exchange came.
fn broken(error: reqwest::Error) -> SendError {
    let stage = if error.is_connect() {
        if find_cause::<rustls::Error>(&error) { Stage::Distrusted } else { Stage::NoConnection }
    } else if error.is_decode() && !find_cause::<hyper::Error>(&error) {
        Stage::Undecodable
    } else {
        Stage::Broken
    };
    let error = error.without_url();
    SendError { stage, reason: innermost_reason(&error), source: system_error(&error) }
}

/// The text of the deepest cause, where the facts are ("connection refused"); the layers above only say "error sending".
fn innermost_reason(error: &(dyn StdError + 'static)) -> String {
    let mut texts = Vec::new();
    let mut next = Some(error);
    while let Some(cause) = next {
        texts.push(cause.to_string());
        next = cause_of(cause);
    }
    texts.dedup();
    let depth = texts.len();
    let mut last = texts.split_off(depth.saturating_sub(2));
    last.dedup();
    last.join(": ")
}

/// The operating system's error among the causes; others of that type may wrap what came from outside.
fn system_error(error: &(dyn StdError + 'static)) -> Option<std::io::Error> {
    let causes = std::iter::successors(Some(error), |cause| cause_of(*cause));
    let mut codes = causes.filter_map(|cause| cause.downcast_ref::<std::io::Error>()?.raw_os_error());
    codes.next().map(std::io::Error::from_raw_os_error)
}

fn find_cause<T: StdError + 'static>(error: &(dyn StdError + 'static)) -> bool {
    let mut next = Some(error);
    while let Some(cause) = next {
        if cause.is::<T>() {
            return true;
        }
        next = cause_of(cause);
    }
    false
}

/// Like `source`, but also opens `io::Error`, whose `source` skips the error it wraps.
fn cause_of<'a>(error: &'a (dyn StdError + 'static)) -> Option<&'a (dyn StdError + 'static)> {
    if let Some(inner) = error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref) {
        return Some(inner);
    }
    error.source()
}

/// A body that notes when the connection asks for it: from then on the request may have arrived.
///
/// Of an empty one a connection asks only whether it is over, at the moment when it takes the request up.
struct WatchedBody {
    data: Option<Bytes>,
    is_empty: bool,
    progress: Progress,
}

impl WatchedBody {
    fn new(body: Bytes, progress: Progress) -> Self {
        let is_empty = body.is_empty();
        Self { data: Some(body).filter(|_| !is_empty), is_empty, progress }
    }
}

impl Body for WatchedBody {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        if !self.progress.leave() {
            return Poll::Ready(Some(Err(std::io::Error::other("the call was given up before it was sent"))));
        }
        Poll::Ready(self.data.take().map(|data| Ok(Frame::data(data))))
    }

    fn is_end_stream(&self) -> bool {
        if self.is_empty { self.progress.leave() } else { self.data.is_none() }
    }

    fn size_hint(&self) -> SizeHint {
        // One that was given up has to be asked for its data, which is when it refuses.
        let refuses = self.is_empty && self.progress.is_withdrawn();
        SizeHint::with_exact(self.data.as_ref().map_or(u64::from(refuses), |data| data.len() as u64))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_given_up_in_time_never_leaves() {
        let progress = Progress::default();
        let mut bodies = ["{}", ""].map(|text| WatchedBody::new(Bytes::from(text), progress.clone()));
        assert!(!progress.may_have_left());
        let mut context = Context::from_waker(std::task::Waker::noop());
        for body in &mut bodies {
            assert!(!body.is_end_stream() && body.size_hint().exact() != Some(0));
            assert!(matches!(Pin::new(body).poll_frame(&mut context), Poll::Ready(Some(Err(_)))));
        }
        assert!(!progress.may_have_left());
    }

    #[test]
    fn an_empty_body_leaves_when_a_connection_asks_whether_it_is_over() {
        let progress = Progress::default();
        let body = WatchedBody::new(Bytes::new(), progress.clone());
        assert_eq!(body.size_hint().exact(), Some(0));
        assert!(body.is_end_stream() && progress.may_have_left());
    }

    #[test]
    fn what_has_left_cannot_be_withdrawn() {
        let progress = Progress::default();
        assert!(progress.leave() && progress.may_have_left());
        assert!(progress.leave() && progress.may_have_left());
    }
}
