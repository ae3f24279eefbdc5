//! What happened to a call so far, and the events that tell it, also when the caller walks away.

use std::time::{Duration, Instant};

use super::events::{Event, Observer, notify};
use super::failure::{Answer, Failure};
use super::operation::Operation;
use super::send::Progress;

/// The record of one call. Dropped in the middle of it (the caller cancelled), it still says whether the service may have acted.
pub(crate) struct Journal<'a> {
    pub(crate) operation: &'static Operation,
    provider: &'static str,
    observer: Option<&'a Observer>,
    pub(crate) started: Instant,
    pub(crate) attempts: u32,
    pub(crate) outcome_unknown: bool,
    attempt_started: Instant,
    running: Option<Progress>,
    ended: bool,
}

impl<'a> Journal<'a> {
    pub(crate) fn new(
        operation: &'static Operation,
        provider: &'static str,
        observer: Option<&'a Observer>,
    ) -> Self {
        let now = Instant::now();
        Self {
            operation,
            provider,
            observer,
            started: now,
            attempts: 0,
            outcome_unknown: false,
            attempt_started: now,
            running: None,
            ended: false,
        }
    }

    pub(crate) fn begin_attempt(&mut self) -> Progress {
        let progress = Progress::default();
        self.attempts += 1;
        self.attempt_started = Instant::now();
        self.running = Some(progress.clone());
        progress
    }

    pub(crate) fn note_failure(&mut self, failure: &Failure) {
        self.running = None;
        self.outcome_unknown |= failure.may_have_acted && self.operation.effect.changes();
    }

    pub(crate) fn tell_success(&mut self, answer: &Answer) {
        self.running = None;
        self.ended = true;
        notify(self.observer, || Event {
            http_status: Some(answer.status.as_u16()),
            outcome_unknown: false,
            request_id: answer.request_id.clone(),
            ..self.event()
        });
    }

    /// Tells of a failed attempt; without a wait it was the last one.
    pub(crate) fn tell_failure(&mut self, failure: &Failure, retry_in: Option<Duration>) {
        self.ended = retry_in.is_none();
        notify(self.observer, || Event {
            http_status: failure.error.http_status(),
            error_kind: Some(failure.error.kind()),
            retry_in,
            request_id: failure.error.request_id().map(str::to_owned),
            ..self.event()
        });
    }

    /// The call ends between attempts, by an error of its own that needs no event.
    pub(crate) fn end(&mut self) {
        self.ended = true;
    }

    fn event(&self) -> Event {
        Event {
            operation: self.operation.id,
            provider: self.provider,
            http_method: self.operation.method.to_string(),
            url_template: self.operation.path,
            attempt: self.attempts,
            http_status: None,
            error_kind: None,
            elapsed: self.attempt_started.elapsed(),
            retry_in: None,
            outcome_unknown: self.outcome_unknown,
            request_id: None,
        }
    }
}

impl Drop for Journal<'_> {
    fn drop(&mut self) {
        if self.ended {
            return;
        }
        let departed = self.running.as_ref().is_some_and(Progress::may_have_left);
        self.outcome_unknown |= departed && self.operation.effect.changes();
        if self.running.is_some() || self.outcome_unknown {
            notify(self.observer, || self.event());
        }
    }
}
