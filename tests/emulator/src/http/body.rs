//! Chunked request bodies.

use bytes::{Buf, BytesMut};

use super::parser::{MAX_BODY, MAX_HEAD, Refused};

/// Longest accepted line with a chunk's size and extensions.
const MAX_SIZE_LINE: usize = 1024;
const MAX_TRAILERS: usize = 32;

/// Puts a chunked body together from pieces of any size.
#[derive(Debug, Default)]
pub struct ChunkedDecoder {
    body: Vec<u8>,
    expects: Part,
}

#[derive(Debug, Default, Clone, Copy)]
enum Part {
    #[default]
    Size,
    Data(usize),
    EndOfData,
    Trailer,
}

impl ChunkedDecoder {
    /// Takes what it can from the front of `input`; true when the body is complete.
    pub fn feed(&mut self, input: &mut BytesMut) -> Result<bool, Refused> {
        loop {
            self.expects = match self.expects {
                Part::Size => match httparse::parse_chunk_size(input) {
                    Ok(httparse::Status::Complete((line, 0))) => {
                        input.advance(line);
                        Part::Trailer
                    }
                    Ok(httparse::Status::Complete((line, size))) => {
                        input.advance(line);
                        Part::Data(self.admit(size)?)
                    }
                    Ok(httparse::Status::Partial) if input.len() < MAX_SIZE_LINE => return Ok(false),
                    _ => return Err(Refused::new(400, "malformed chunk size")),
                },
                Part::Data(0) => Part::EndOfData,
                Part::Data(_) if input.is_empty() => return Ok(false),
                Part::Data(wanted) => {
                    let piece = input.split_to(wanted.min(input.len()));
                    self.body.extend_from_slice(&piece);
                    Part::Data(wanted - piece.len())
                }
                Part::EndOfData if input.len() < 2 => return Ok(false),
                Part::EndOfData if input.starts_with(b"\r\n") => {
                    input.advance(2);
                    Part::Size
                }
                Part::EndOfData => return Err(Refused::new(400, "a chunk is longer than its stated size")),
                Part::Trailer => return skip_trailer(input),
            };
        }
    }

    /// The body so far.
    pub fn into_body(self) -> Vec<u8> {
        self.body
    }

    fn admit(&self, size: u64) -> Result<usize, Refused> {
        usize::try_from(size)
            .ok()
            .filter(|size| self.body.len().checked_add(*size).is_some_and(|total| total <= MAX_BODY))
            .ok_or_else(|| Refused::new(413, format!("the body is longer than {MAX_BODY} bytes")))
    }
}

fn skip_trailer(input: &mut BytesMut) -> Result<bool, Refused> {
    let mut lines = [httparse::EMPTY_HEADER; MAX_TRAILERS];
    match httparse::parse_headers(input, &mut lines) {
        Ok(httparse::Status::Complete((length, _))) => {
            input.advance(length);
            Ok(true)
        }
        Ok(httparse::Status::Partial) if input.len() < MAX_HEAD => Ok(false),
        _ => Err(Refused::new(400, "malformed trailer")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decodes_whatever_the_pieces() {
        let wire = b"5;ext=1\r\nhello\r\n6\r\n world\r\n0\r\nx-trailer: 1\r\n\r\nNEXT";
        for piece in 1..wire.len() {
            let mut decoder = ChunkedDecoder::default();
            let mut input = BytesMut::new();
            let mut complete = false;
            for bytes in wire.chunks(piece) {
                input.extend_from_slice(bytes);
                if !complete {
                    complete = decoder.feed(&mut input).unwrap();
                }
            }
            assert!(complete, "pieces of {piece}");
            assert_eq!(decoder.into_body(), b"hello world");
            assert_eq!(&input[..], b"NEXT", "what follows the body stays");
        }
    }

    #[test]
    fn refuses_what_is_malformed_or_too_long() {
        let status =
            |wire: &str| ChunkedDecoder::default().feed(&mut BytesMut::from(wire)).unwrap_err().status;
        assert_eq!(status("zz\r\n"), 400);
        assert_eq!(status("2\r\nabc\r\n"), 400);
        assert_eq!(status("fffffff\r\n"), 413);
        assert_eq!(status("0\r\nbad trailer\r\n\r\n"), 400);
        assert_eq!(status(&"0".repeat(2000)), 400);
    }
}
