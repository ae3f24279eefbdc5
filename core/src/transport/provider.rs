//! What a provider brings: its authorisation and how to read its refusals. The transport knows nothing else of it.

use bytes::Bytes;
use http::StatusCode;

use crate::error::{Error, ErrorDetail, ErrorKind};
use crate::secret::Secret;

/// One cloud's ways, as far as sending and judging a request depend on them.
pub(crate) trait Provider: Send + Sync + 'static {
    /// The name in events.
    fn name(&self) -> &'static str;

    /// The option that says where the service is, for an error's text.
    fn address_option(&self) -> &'static str;

    /// The headers that may carry the id to quote to support, best first, in lower case.
    fn request_id_headers(&self) -> &'static [&'static str];

    /// The headers that only the provider itself may set, in lower case.
    fn reserved_headers(&self) -> &'static [&'static str];

    /// Adds what proves the caller's identity. Called anew for each attempt: a signature depends on the time.
    fn authorize(&self, request: &mut http::Request<Bytes>) -> Result<(), Error>;

    /// Reads an answer that is neither a success nor a redirect.
    fn read_refusal(&self, status: StatusCode, body: &[u8]) -> Refusal;

    /// The account's credentials, so that a service's echo of them can be blackened.
    fn secrets(&self) -> Vec<Secret>;
}

/// A refusal as the provider understands it.
#[derive(Debug)]
pub(crate) struct Refusal {
    pub(crate) kind: ErrorKind,
    pub(crate) details: Vec<ErrorDetail>,
    /// The service counts this as throttling: surely not carried out, to be tried again later.
    pub(crate) throttled: bool,
}

/// The kinds that follow from the status alone, for providers whose codes say no more.
pub(crate) fn kind_of_status(status: StatusCode) -> ErrorKind {
    match status.as_u16() {
        401 => ErrorKind::Authentication,
        403 => ErrorKind::PermissionDenied,
        404 => ErrorKind::NotFound,
        409 => ErrorKind::Conflict,
        429 => ErrorKind::RateLimited,
        500..=599 => ErrorKind::Server,
        _ => ErrorKind::BadRequest,
    }
}
