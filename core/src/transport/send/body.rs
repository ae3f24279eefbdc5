//! The body of a request, which knows when it left.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};

use super::Progress;

/// A body that notes when the connection asks for it: from then on the request may have arrived.
///
/// Of an empty one a connection asks only whether it is over, at the moment when it takes the request up.
pub(super) struct WatchedBody {
    data: Option<Bytes>,
    is_empty: bool,
    progress: Progress,
}

impl WatchedBody {
    pub(super) fn new(body: Bytes, progress: Progress) -> Self {
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
