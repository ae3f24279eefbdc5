//! The table of what is retried, written down a second time: what a call must come to under its fault.

use registry_tokens::ErrorKind;

use crate::faults::{Class, Fault, Seen};
use crate::request::{Due, Request};

/// What a call must come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Expected {
    /// None for a success.
    pub error: Option<ErrorKind>,
    pub attempts: u32,
    pub outcome_unknown: bool,
    /// Whether the service has done what was asked.
    pub done: bool,
}

/// What one attempt's failure means.
enum Verdict {
    /// Surely not carried out, to be tried again.
    NotCarriedOut(ErrorKind),
    /// Perhaps carried out, to be tried again where twice is once.
    Unclear(ErrorKind),
    /// Not to be tried again; whether the service may have acted.
    Final(ErrorKind, bool),
}

pub fn expect(request: &Request, due: Due, fault: &Fault, max_retries: u32) -> Expected {
    let mut now = Expected { error: None, attempts: 0, outcome_unknown: false, done: false };
    let Due::Status(first_answer) = due else {
        return Expected { error: Some(ErrorKind::InvalidArgument), ..now };
    };
    let is_delete = matches!(request, Request::Delete { .. });
    let missing_ok = matches!(request, Request::Delete { missing_ok: true, .. });
    loop {
        now.attempts += 1;
        let struck = fault.strikes(now.attempts);
        let mut answer = first_answer;
        if !struck || fault.lets_through() {
            if is_delete && now.done {
                answer = 404;
            }
            now.done |= answer < 300 && request.changes();
        }
        let seen = if struck { fault.spoil(answer, is_delete && answer < 300) } else { Seen::Status(answer) };
        // A success without a body is all that a delete wants, whatever answer was replaced by it.
        let seen = match seen {
            Seen::Unreadable if is_delete => Seen::Status(200),
            seen => seen,
        };
        let is_gone = is_delete && seen == Seen::Status(404) && (missing_ok || now.outcome_unknown);
        let verdict = match seen {
            Seen::Status(status) if status < 300 || is_gone => {
                return Expected { error: None, outcome_unknown: false, ..now };
            }
            Seen::Status(status) => judge(status),
            Seen::Unreadable | Seen::Foreign => Verdict::Final(ErrorKind::InvalidResponse, true),
            Seen::Broken => Verdict::Unclear(ErrorKind::Transport),
            Seen::NoConnection => Verdict::NotCarriedOut(ErrorKind::Connect),
            Seen::Silence => Verdict::Final(ErrorKind::DeadlineExceeded, true),
        };
        let (kind, may_have_acted, again) = match verdict {
            Verdict::NotCarriedOut(kind) => (kind, false, fault.class != Class::Status429TooLong),
            Verdict::Unclear(kind) => (kind, true, !request.reveals_secret()),
            Verdict::Final(kind, may_have_acted) => (kind, may_have_acted, false),
        };
        now.outcome_unknown |= may_have_acted && request.changes();
        if !again || now.attempts > max_retries {
            return Expected { error: Some(kind), ..now };
        }
    }
}

fn judge(status: u16) -> Verdict {
    match status {
        401 => Verdict::Final(ErrorKind::Authentication, false),
        404 => Verdict::Final(ErrorKind::NotFound, false),
        409 => Verdict::Final(ErrorKind::Conflict, false),
        429 => Verdict::NotCarriedOut(ErrorKind::RateLimited),
        408 => Verdict::Unclear(ErrorKind::BadRequest),
        502..=504 => Verdict::Unclear(ErrorKind::Server),
        500..=599 => Verdict::Final(ErrorKind::Server, true),
        _ => Verdict::Final(ErrorKind::BadRequest, false),
    }
}
