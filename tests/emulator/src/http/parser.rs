//! A request's head. Pure functions over what has arrived so far: they never wait and never panic.

use std::fmt;

/// The longest head that is accepted, in bytes; a longer one is answered with 431.
pub const MAX_HEAD: usize = 64 * 1024;
/// The longest body that is accepted, in bytes; a longer one is answered with 413.
pub const MAX_BODY: usize = 64 * 1024 * 1024;

const MAX_HEADERS: usize = 128;

/// Why a request cannot be taken: the status to answer with, and a sentence for the caller.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{status}: {message}")]
pub struct Refused {
    /// The status of the answer.
    pub status: u16,
    /// What is wrong with the request.
    pub message: String,
}

impl Refused {
    pub(super) fn new(status: u16, message: impl Into<String>) -> Self {
        Self { status, message: message.into() }
    }
}

/// Header lines in the order in which they came, names as they were written.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Headers(Vec<(String, String)>);

impl Headers {
    /// The value of the first line of this name, whatever its case.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// The values of all lines of this name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.iter().filter(move |(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// All lines as (name, value).
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Whether a comma-separated list under this name holds the word, whatever its case.
    pub(crate) fn lists(&self, name: &str, word: &str) -> bool {
        self.all(name).flat_map(|value| value.split(',')).any(|item| item.trim().eq_ignore_ascii_case(word))
    }
}

impl FromIterator<(String, String)> for Headers {
    fn from_iter<T: IntoIterator<Item = (String, String)>>(lines: T) -> Self {
        Self(lines.into_iter().collect())
    }
}

/// Names only: values may be credentials.
impl fmt::Debug for Headers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter().map(|(name, _)| name)).finish()
    }
}

/// Request line and headers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The method as written.
    pub method: String,
    /// The request target as written, percent-encoding untouched.
    pub target: String,
    /// Minor version: 0 or 1.
    pub minor_version: u8,
    /// The header lines.
    pub headers: Headers,
}

impl Head {
    /// Whether the client wants to send a further request on this connection.
    pub(crate) fn keeps_alive(&self) -> bool {
        match self.minor_version {
            0 => self.headers.lists("connection", "keep-alive"),
            _ => !self.headers.lists("connection", "close"),
        }
    }
}

/// How the body of a request is delimited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Framing {
    /// No body.
    Empty,
    /// This many bytes.
    Length(usize),
    /// Chunks.
    Chunked,
}

/// Reads a head from the start of `bytes`. `None`: more bytes are needed; else the head and its length.
pub fn parse_head(bytes: &[u8]) -> Result<Option<(Head, usize)>, Refused> {
    let mut lines = [httparse::EMPTY_HEADER; MAX_HEADERS];
    let mut request = httparse::Request::new(&mut lines);
    let too_long = || Refused::new(431, format!("the head is longer than {MAX_HEAD} bytes"));
    let length = match request.parse(bytes) {
        Ok(httparse::Status::Complete(length)) if length <= MAX_HEAD => length,
        Ok(httparse::Status::Partial) if bytes.len() < MAX_HEAD => return Ok(None),
        Ok(_) => return Err(too_long()),
        Err(httparse::Error::TooManyHeaders) => {
            return Err(Refused::new(431, format!("more than {MAX_HEADERS} header lines")));
        }
        Err(error) => return Err(Refused::new(400, format!("malformed head: {error}"))),
    };
    let (Some(method), Some(target), Some(minor_version)) = (request.method, request.path, request.version)
    else {
        return Err(Refused::new(400, "malformed request line"));
    };
    let headers = request.headers.iter().map(|line| (line.name.to_owned(), text(line.value))).collect();
    let head = Head {
        method: method.to_owned(),
        target: target.to_owned(),
        minor_version,
        headers: Headers(headers),
    };
    if minor_version == 1 && head.headers.all("host").count() != 1 {
        return Err(Refused::new(400, "exactly one Host header is needed"));
    }
    Ok(Some((head, length)))
}

/// How the body after this head is delimited. Anything ambiguous is refused: two readers could disagree about it.
pub fn framing(head: &Head) -> Result<Framing, Refused> {
    let codings: Vec<&str> = head.headers.all("transfer-encoding").collect();
    let lengths: Vec<&str> = head.headers.all("content-length").collect();
    match (codings.as_slice(), lengths.as_slice()) {
        ([], []) => Ok(Framing::Empty),
        ([], [length, others @ ..]) if others.iter().all(|other| other == length) => stated_length(length),
        ([], _) => Err(Refused::new(400, "Content-Length lines differ")),
        ([coding], []) if coding.eq_ignore_ascii_case("chunked") => Ok(Framing::Chunked),
        (_, []) => Err(Refused::new(501, "the only transfer coding understood is chunked")),
        _ => Err(Refused::new(400, "both Transfer-Encoding and Content-Length")),
    }
}

fn stated_length(text: &str) -> Result<Framing, Refused> {
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Refused::new(400, "Content-Length is not a number"));
    }
    match text.parse::<usize>() {
        Ok(0) => Ok(Framing::Empty),
        Ok(length) if length <= MAX_BODY => Ok(Framing::Length(length)),
        _ => Err(Refused::new(413, format!("the body is longer than {MAX_BODY} bytes"))),
    }
}

/// Header values are bytes; what is not UTF-8 is shown as Latin-1 rather than lost.
fn text(value: &[u8]) -> String {
    match std::str::from_utf8(value) {
        Ok(text) => text.to_owned(),
        Err(_) => value.iter().copied().map(char::from).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(text: &str) -> Head {
        parse_head(text.as_bytes()).unwrap().unwrap().0
    }

    #[test]
    fn keeps_the_head_as_written() {
        let bytes = b"POST /a%2Fb?x=1 HTTP/1.1\r\nHOST: h\r\nX-One: 1\r\nx-one: 2\r\n\r\nrest";
        let (head, length) = parse_head(bytes).unwrap().unwrap();
        assert_eq!((head.method.as_str(), head.target.as_str()), ("POST", "/a%2Fb?x=1"));
        assert_eq!(head.headers.all("X-ONE").collect::<Vec<_>>(), ["1", "2"]);
        assert_eq!(&bytes[length..], b"rest");
    }

    #[test]
    fn asks_for_more_until_the_head_is_complete() {
        let bytes = b"GET / HTTP/1.1\r\nhost: h\r\n\r\n";
        for end in 0..bytes.len() {
            assert_eq!(parse_head(&bytes[..end]), Ok(None), "{end} bytes");
        }
    }

    #[test]
    fn refuses_what_is_malformed_or_too_long() {
        let status = |bytes: &[u8]| parse_head(bytes).unwrap_err().status;
        assert_eq!(status(b"GET / HTTP/2.0\r\n\r\n"), 400);
        assert_eq!(status(b"GET / HTTP/1.1\r\nbad header\r\n\r\n"), 400);
        assert_eq!(status(b"GET / HTTP/1.1\r\n\r\n"), 400);
        assert_eq!(status(&[b"GET /", vec![b'a'; MAX_HEAD].as_slice()].concat()), 431);
        assert_eq!(status(format!("GET / HTTP/1.1\r\n{}", "a: b\r\n".repeat(129)).as_bytes()), 431);
    }

    #[test]
    fn never_panics_on_a_damaged_head() {
        let sound =
            b"POST /a?b HTTP/1.1\r\nhost: h\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n";
        for at in 0..sound.len() {
            for byte in 0..=u8::MAX {
                let mut damaged = sound.to_vec();
                damaged[at] = byte;
                if let Ok(Some((head, length))) = parse_head(&damaged) {
                    assert!(length <= damaged.len());
                    let _ = framing(&head);
                }
            }
        }
    }

    #[test]
    fn decides_the_framing_or_refuses() {
        let of = |lines: &str| framing(&head(&format!("POST / HTTP/1.1\r\nhost: h\r\n{lines}\r\n")));
        assert_eq!(of(""), Ok(Framing::Empty));
        assert_eq!(of("content-length: 5\r\n"), Ok(Framing::Length(5)));
        assert_eq!(of("content-length: 5\r\ncontent-length: 5\r\n"), Ok(Framing::Length(5)));
        assert_eq!(of("transfer-encoding: Chunked\r\n"), Ok(Framing::Chunked));
        for (lines, status) in [
            ("content-length: 5\r\ncontent-length: 6\r\n", 400),
            ("content-length: +5\r\n", 400),
            ("content-length: 99999999999999999999999\r\n", 413),
            ("content-length: 67108865\r\n", 413),
            ("transfer-encoding: gzip\r\n", 501),
            ("transfer-encoding: chunked\r\ncontent-length: 5\r\n", 400),
        ] {
            assert_eq!(of(lines).unwrap_err().status, status, "{lines}");
        }
    }
}
