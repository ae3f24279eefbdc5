//! Reads requests from a connection and writes bytes to it, and notices when the client goes away.

use std::time::Duration;

use bytes::BytesMut;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::body::ChunkedDecoder;
use super::parser::{Framing, Head, MAX_HEAD, Refused, framing, parse_head};
use super::stream::Stream;

/// What is left of an answer when its request is marked as answered, so that a client which has read all of it never
/// finds the request still in flight.
const LAST_PIECE: usize = 16 * 1024;

/// How long to go on reading from a client that was refused: closing at once would reset the connection and take the
/// answer with it.
const LINGER: Duration = Duration::from_millis(500);

/// A request as it came.
#[derive(Debug)]
pub(crate) struct Request {
    pub(crate) head: Head,
    pub(crate) body: Vec<u8>,
}

/// What came next on a connection.
#[derive(Debug)]
pub(crate) enum Received {
    Request(Request),
    /// The client closed the connection in the middle of a body.
    CutShort(Request),
    /// The client closed the connection between requests, or within a head.
    Closed,
    /// The head, if it could be read, and why the request is not taken.
    Refused(Option<Head>, Refused),
}

/// The client has closed or reset the connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Gone;

#[derive(Debug)]
pub(crate) struct Connection {
    stream: Stream,
    buffer: BytesMut,
}

impl Connection {
    pub(crate) fn new(stream: Stream) -> Self {
        Self { stream, buffer: BytesMut::new() }
    }

    pub(crate) async fn receive(&mut self) -> Received {
        let head = loop {
            match parse_head(&self.buffer) {
                Ok(Some((head, length))) => {
                    let _ = self.buffer.split_to(length);
                    break head;
                }
                Ok(None) if self.read_more().await.is_err() => return Received::Closed,
                Ok(None) => {}
                Err(refused) => return Received::Refused(None, refused),
            }
        };
        let framing = match framing(&head) {
            Ok(framing) => framing,
            Err(refused) => return Received::Refused(Some(head), refused),
        };
        if framing != Framing::Empty
            && head.headers.lists("expect", "100-continue")
            && self.write(b"HTTP/1.1 100 Continue\r\n\r\n").await.is_err()
        {
            return Received::CutShort(Request { head, body: Vec::new() });
        }
        self.receive_body(head, framing).await
    }

    async fn receive_body(&mut self, head: Head, framing: Framing) -> Received {
        match framing {
            Framing::Empty => Received::Request(Request { head, body: Vec::new() }),
            Framing::Length(length) => {
                while self.buffer.len() < length {
                    if self.read_more().await.is_err() {
                        return Received::CutShort(Request { head, body: self.buffer.to_vec() });
                    }
                }
                let body = self.buffer.split_to(length).to_vec();
                Received::Request(Request { head, body })
            }
            Framing::Chunked => {
                let mut decoder = ChunkedDecoder::default();
                loop {
                    match decoder.feed(&mut self.buffer) {
                        Ok(true) => return Received::Request(Request { head, body: decoder.into_body() }),
                        Ok(false) if self.read_more().await.is_ok() => {}
                        Ok(false) => return Received::CutShort(Request { head, body: decoder.into_body() }),
                        Err(refused) => return Received::Refused(Some(head), refused),
                    }
                }
            }
        }
    }

    /// Ends when the client has closed its side. Bytes that come in the meantime are kept for the next request.
    pub(crate) async fn client_gone(&mut self) -> Gone {
        while self.buffer.len() < MAX_HEAD {
            if let Err(gone) = self.read_more().await {
                return gone;
            }
        }
        // A client that goes on sending without waiting for answers has not gone, and its bytes must not pile up.
        std::future::pending().await
    }

    /// Waits, unless the client goes away before the time is up.
    pub(crate) async fn pause(&mut self, time: Duration) -> Result<(), Gone> {
        tokio::select! {
            biased;
            gone = self.client_gone() => Err(gone),
            () = tokio::time::sleep(time) => Ok(()),
        }
    }

    /// Writes an answer; `before_last` runs when all but its last piece is out. With a pace, byte by byte.
    pub(crate) async fn send(
        &mut self,
        bytes: &[u8],
        pace: Option<Duration>,
        before_last: impl FnOnce(),
    ) -> Result<(), Gone> {
        let last = if pace.is_some() { 1 } else { LAST_PIECE };
        let (most, rest) = bytes.split_at(bytes.len().saturating_sub(last));
        match pace {
            Some(pace) => {
                for byte in most {
                    self.write(&[*byte]).await?;
                    self.pause(pace).await?;
                }
            }
            None => self.write(most).await?,
        }
        before_last();
        self.write(rest).await
    }

    /// Closes in order: the client gets everything that was written, then the end.
    pub(crate) async fn close(mut self) {
        let _ = self.stream.shutdown().await;
    }

    /// The same, and waits until the client has closed, too: after a request that was not read to its end, and where a test goes
    /// on only when the client knows.
    pub(crate) async fn close_and_linger(mut self) {
        let _ = self.stream.shutdown().await;
        let drain = async {
            loop {
                self.buffer.clear();
                if self.read_more().await.is_err() {
                    break;
                }
            }
        };
        let _ = tokio::time::timeout(LINGER, drain).await;
    }

    /// Closes with a TCP reset.
    pub(crate) fn reset(self) {
        self.stream.reset_on_close();
    }

    /// The bare connection and what was already read from it, for tunnels.
    pub(crate) fn into_parts(self) -> (Stream, BytesMut) {
        (self.stream, self.buffer)
    }

    pub(crate) async fn write(&mut self, bytes: &[u8]) -> Result<(), Gone> {
        self.stream.write_all(bytes).await.map_err(|_| Gone)?;
        self.stream.flush().await.map_err(|_| Gone)
    }

    async fn read_more(&mut self) -> Result<(), Gone> {
        self.buffer.reserve(8 * 1024);
        match self.stream.read_buf(&mut self.buffer).await {
            Ok(0) | Err(_) => Err(Gone),
            Ok(_) => Ok(()),
        }
    }
}
