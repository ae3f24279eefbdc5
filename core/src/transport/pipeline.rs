//! The one loop in which a call becomes attempts.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use bytes::Bytes;
use http::HeaderMap;
use http::header::{ACCEPT, ACCEPT_ENCODING, CONTENT_TYPE, HeaderName, HeaderValue, USER_AGENT};
use tokio::time::{Instant, timeout_at};

use super::budget::RetryBudget;
use super::failure::{Answer, End, Failure, Unreadable, request_id};
use super::headers;
use super::journal::Journal;
use super::operation::Operation;
use super::provider::Provider;
use super::request::Request;
use super::retry::{FailureClass, RetryPolicy, Situation, is_retryable, next_wait};
use super::send::{Progress, Send};
use super::settings::{FAR_FUTURE, Settings};
use crate::Secret;
use crate::error::{Error, ErrorKind};

/// Sends the requests of one client.
pub(crate) struct Transport {
    base: String,
    settings: Settings,
    provider: Arc<dyn Provider>,
    proxy_login: Vec<Secret>,
    budget: RetryBudget,
    sender: RwLock<Option<Arc<dyn Send>>>,
}

/// A call, checked and ready to be sent any number of times.
struct Plan {
    operation: &'static Operation,
    url: http::Uri,
    headers: Vec<(HeaderName, HeaderValue)>,
    body: Bytes,
    /// What the body holds of secrets: a service may repeat it in a refusal.
    secrets: Vec<Secret>,
    policy: RetryPolicy,
    timeout: Duration,
    deadline: Instant,
    missing_ok: bool,
    is_of_several: bool,
}

impl Transport {
    pub(crate) fn new(
        settings: Settings,
        provider: Arc<dyn Provider>,
        sender: Arc<dyn Send>,
        proxy_login: Vec<Secret>,
    ) -> Self {
        let base = settings.base_url.as_str().trim_end_matches('/').to_owned();
        let sender = RwLock::new(Some(sender));
        Self { base, settings, provider, proxy_login, budget: RetryBudget::new(), sender }
    }

    /// Lets go of the connections; calls that are under way end as they would have.
    pub(crate) fn close(&self) {
        *self.sender.write().unwrap_or_else(PoisonError::into_inner) = None;
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.settings
    }

    pub(crate) fn is_closed(&self) -> bool {
        self.sender.read().unwrap_or_else(PoisonError::into_inner).is_none()
    }

    /// Whether a call could be made, without making it.
    pub(crate) fn check(&self, request: Request) -> Result<(), Error> {
        self.plan(request).map(drop)
    }

    /// Makes a call: sends, judges, waits, repeats, until there is an answer that `read` can read, or no hope for one.
    pub(crate) async fn execute<T>(
        &self,
        request: Request,
        read: impl Fn(&Answer, &HeaderMap) -> Result<T, Unreadable>,
    ) -> Result<(T, Answer), Error> {
        let plan = self.plan(request)?;
        let operation = plan.operation;
        self.budget.deposit();
        let mut journal = Journal::new(operation, self.provider.name(), self.settings.observer.as_ref());
        loop {
            let Some(sender) = self.sender.read().unwrap_or_else(PoisonError::into_inner).clone() else {
                journal.end();
                let failure = Failure::new(ErrorKind::Closed, FailureClass::Final, "the client is closed");
                return Err(failure.into_error(end(&journal, false)));
            };
            let progress = journal.begin_attempt();
            let outcome = self.attempt(&plan, &*sender, journal.attempts, progress).await;
            let failure = match outcome.and_then(|response| self.judge(&plan, &journal, response, &read)) {
                Ok((value, answer)) => {
                    journal.tell_success(&answer);
                    return Ok((value, answer));
                }
                Err(failure) => failure,
            };
            journal.note_failure(&failure);
            let wait = self.wait_after(&plan, &journal, &failure);
            journal.tell_failure(&failure, wait);
            match wait {
                // A timer rounds up to its next tick, also for nothing.
                Some(wait) if wait.is_zero() => {}
                Some(wait) => tokio::time::sleep(wait).await,
                None => {
                    let retryable = is_retryable(operation.effect, failure.class);
                    return Err(failure.into_error(end(&journal, retryable)));
                }
            }
        }
    }

    fn plan(&self, request: Request) -> Result<Plan, Error> {
        let operation = request.operation;
        let url = format!("{}{}", self.base, request.target()?);
        let url = http::Uri::try_from(url).map_err(|_| {
            Error::invalid_argument(operation.id, "the names and values of the query are too long for a URL")
        })?;
        let mut headers = vec![
            (ACCEPT, HeaderValue::from_static("application/json")),
            (ACCEPT_ENCODING, HeaderValue::from_static("gzip")),
            (USER_AGENT, self.settings.user_agent.clone()),
        ];
        if !request.body.is_empty() {
            headers.push((CONTENT_TYPE, HeaderValue::from_static("application/json")));
        }
        headers.extend(request.headers);
        let reserved = self.provider.reserved_headers();
        headers.extend(headers::extra(operation.id, &request.options.extra_headers, reserved)?);
        let timeout = request.options.timeout.unwrap_or(self.settings.timeout);
        if timeout.is_zero() {
            return Err(Error::invalid_argument(operation.id, "timeout must be more than nothing"));
        }
        let mut policy = self.settings.retry.clone();
        policy.max_retries = request.options.max_retries.unwrap_or(policy.max_retries);
        Ok(Plan {
            operation,
            url,
            headers,
            body: request.body,
            secrets: request.secrets,
            policy,
            timeout,
            deadline: request.options.deadline.unwrap_or_else(|| end_of(timeout)),
            missing_ok: request.options.missing_ok,
            is_of_several: request.is_of_several,
        })
    }

    async fn attempt(
        &self,
        plan: &Plan,
        sender: &dyn Send,
        attempt: u32,
        progress: Progress,
    ) -> Result<http::Response<Bytes>, Failure> {
        let request = self.http_request(plan)?;
        // Cutting an attempt short is only a gain where another one can follow; a create that is cut short is lost.
        let may_repeat = plan.operation.effect.is_repeatable()
            && attempt <= plan.policy.max_retries
            && self.budget.is_open();
        let own_limit = Instant::now() + self.settings.attempt_timeout.min(FAR_FUTURE);
        let (limit, kind, span) = if may_repeat && own_limit < plan.deadline {
            (own_limit, ErrorKind::Transport, self.settings.attempt_timeout)
        } else {
            (plan.deadline, ErrorKind::DeadlineExceeded, plan.timeout)
        };
        let sent = sender.send(request, self.settings.max_response_bytes, progress.clone());
        let mut failure = match timeout_at(limit, sent).await {
            Ok(Ok(response)) => return Ok(response),
            Ok(Err(error)) => Failure::broken(error, progress.may_have_left(), &self.secrets_of(plan)),
            Err(_) => Failure::timed_out(kind, span, progress.may_have_left()),
        };
        if let Some((status, headers)) = progress.take_head() {
            failure.note_head(status, &headers, &*self.provider, &self.secrets_of(plan));
        }
        Err(failure)
    }

    fn http_request(&self, plan: &Plan) -> Result<http::Request<Bytes>, Failure> {
        let fail = |reason: String| Failure::new(ErrorKind::Internal, FailureClass::Final, reason);
        let mut request = http::Request::builder()
            .method(&plan.operation.method)
            .uri(plan.url.clone())
            .body(plan.body.clone())
            .map_err(|error| fail(format!("the request cannot be built: {error}")))?;
        request.headers_mut().extend(plan.headers.iter().cloned());
        self.provider.authorize(&mut request).map_err(|error| fail(error.reason().to_owned()))?;
        Ok(request)
    }

    /// What may not show of any call, should the service or the proxy repeat it.
    pub(crate) fn secrets(&self) -> Vec<Secret> {
        let mut secrets = self.provider.secrets();
        secrets.extend_from_slice(&self.proxy_login);
        secrets
    }

    fn secrets_of(&self, plan: &Plan) -> Vec<Secret> {
        let mut secrets = self.secrets();
        secrets.extend_from_slice(&plan.secrets);
        secrets
    }

    /// Turns an answer into a value or a failure.
    fn judge<T>(
        &self,
        plan: &Plan,
        journal: &Journal<'_>,
        response: http::Response<Bytes>,
        read: impl Fn(&Answer, &HeaderMap) -> Result<T, Unreadable>,
    ) -> Result<(T, Answer), Failure> {
        let status = response.status();
        let secrets = self.secrets_of(plan);
        if !status.is_success() {
            let refused = Failure::refused(&response, &*self.provider, &secrets);
            let is_delete = plan.operation.method == http::Method::DELETE;
            // An attempt before may have deleted it; or the caller does not mind who did.
            let is_gone = is_delete
                && refused.error.kind() == ErrorKind::NotFound
                && ((journal.outcome_unknown && !plan.is_of_several) || plan.missing_ok);
            if !is_gone {
                return Err(refused);
            }
        }
        let (head, body) = response.into_parts();
        let answer = Answer {
            status,
            request_id: request_id(&head.headers, &*self.provider, &secrets),
            headers: headers::shown(&head.headers, self.provider.request_id_headers(), &secrets),
            body,
            attempts: journal.attempts,
            elapsed: journal.started.elapsed(),
        };
        match read(&answer, &head.headers) {
            Ok(value) => Ok((value, answer)),
            Err(why) => Err(Failure::unreadable(why, &answer, &*self.provider, &secrets)),
        }
    }

    fn wait_after(&self, plan: &Plan, journal: &Journal<'_>, failure: &Failure) -> Option<Duration> {
        let situation = Situation {
            effect: plan.operation.effect,
            class: failure.class,
            attempts: journal.attempts,
            retry_after: failure.error.retry_after(),
            remaining: plan.deadline.saturating_duration_since(Instant::now()),
            random: fastrand::f64(),
        };
        next_wait(&plan.policy, &situation).filter(|_| self.budget.withdraw())
    }
}

/// When a span that begins now is over.
pub(crate) fn end_of(span: Duration) -> Instant {
    let now = Instant::now();
    now.checked_add(span).unwrap_or(now + FAR_FUTURE)
}

fn end(journal: &Journal<'_>, retryable: bool) -> End {
    End {
        operation: journal.operation.id,
        attempts: journal.attempts,
        retryable,
        outcome_unknown: journal.outcome_unknown,
    }
}
