//! The loop of attempts against a service made of code, on a clock that only moves when everybody waits.

mod journal;
mod limits;
mod outcomes;
mod waits;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use futures_util::future::BoxFuture;
use http::{HeaderValue, Method, StatusCode};
use tokio::time::Instant;

use super::send::{Progress, Send, SendError, Stage};
use super::{
    Answer, CallOptions, Effect, Event, Operation, Provider, Refusal, Request, Settings, Transport,
    kind_of_status,
};
use crate::Secret;
use crate::error::{Error, ErrorDetail};

const fn operation(id: &'static str, method: Method, effect: Effect) -> Operation {
    let (parameters, path) = (&[], "/things");
    Operation { id, method, path, parameters, effect, input: None, output: None, paging: None, reference: "" }
}

static READ: Operation = operation("things.get", Method::GET, Effect::Read);
static UPDATE: Operation = operation("things.update", Method::PATCH, Effect::Idempotent);
static DELETE: Operation = operation("things.delete", Method::DELETE, Effect::Idempotent);
static ONCE: Operation = operation("things.add", Method::POST, Effect::Once);
static CREATE: Operation = operation("things.create", Method::POST, Effect::RevealsSecret);

/// What the service does to one attempt.
#[derive(Clone, Copy)]
enum Step {
    Status(u16),
    RetryAfter(u16, &'static str),
    /// Says nothing for ever, after the request has left or before.
    Hang {
        departed: bool,
    },
    Break {
        stage: Stage,
        departed: bool,
    },
}

const SILENT: Step = Step::Hang { departed: true };
const UNSENT: Step = Step::Break { stage: Stage::Broken, departed: false };
const LOST: Step = Step::Break { stage: Stage::Broken, departed: true };

/// Does one step for each attempt; the last one again and again.
struct Fake {
    steps: Vec<Step>,
    sent: Mutex<Vec<Instant>>,
}

impl Send for Fake {
    fn send(
        &self,
        _: http::Request<Bytes>,
        _: usize,
        progress: Progress,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, SendError>> {
        let mut sent = self.sent.lock().unwrap();
        let step = self.steps[sent.len().min(self.steps.len() - 1)];
        sent.push(Instant::now());
        Box::pin(async move {
            let answer = |status, retry_after: Option<&'static str>| {
                let mut response = http::Response::new(Bytes::new());
                *response.status_mut() = StatusCode::from_u16(status).unwrap();
                let headers = retry_after.map(|value| ("retry-after", HeaderValue::from_static(value)));
                headers.map(|(name, value)| response.headers_mut().insert(name, value));
                response
            };
            match step {
                Step::Status(status) => Ok(answer(status, None)),
                Step::RetryAfter(status, value) => Ok(answer(status, Some(value))),
                Step::Hang { departed } => {
                    if departed {
                        progress.leave();
                    }
                    std::future::pending().await
                }
                Step::Break { stage, departed } => {
                    if departed {
                        progress.leave();
                    }
                    Err(SendError { stage, reason: "broken on purpose".into(), source: None })
                }
            }
        })
    }
}

#[derive(Default)]
struct FakeProvider {
    authorized: AtomicUsize,
}

impl Provider for FakeProvider {
    fn address_option(&self) -> &'static str {
        "base_url"
    }

    fn name(&self) -> &'static str {
        "fake"
    }

    fn reserved_headers(&self) -> &'static [&'static str] {
        &[]
    }

    fn request_id_headers(&self) -> &'static [&'static str] {
        &[]
    }

    fn authorize(&self, _: &mut http::Request<Bytes>) -> Result<(), Error> {
        self.authorized.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }

    fn read_refusal(&self, status: StatusCode, _: &[u8]) -> Refusal {
        let details = vec![ErrorDetail::new("", "no")];
        Refusal { kind: kind_of_status(status), details, throttled: status == StatusCode::IM_A_TEAPOT }
    }

    fn secrets(&self) -> Vec<Secret> {
        Vec::new()
    }
}

/// A transport, the service behind it, and what its observer was told.
struct Bench {
    transport: Transport,
    service: Arc<Fake>,
    provider: Arc<FakeProvider>,
    events: Arc<Mutex<Vec<Event>>>,
    started: Instant,
}

impl Bench {
    fn new(steps: &[Step]) -> Self {
        Self::with(steps, |_| ())
    }

    fn with(steps: &[Step], change: impl FnOnce(&mut Settings)) -> Self {
        let base = url::Url::parse("http://127.0.0.1:1/api").unwrap();
        let mut settings = Settings::new(base, HeaderValue::from_static("test"));
        let events: Arc<Mutex<Vec<Event>>> = Arc::default();
        let log = Arc::clone(&events);
        settings.observer = Some(Arc::new(move |event| log.lock().unwrap().push(event.clone())));
        change(&mut settings);
        let service = Arc::new(Fake { steps: steps.to_vec(), sent: Mutex::default() });
        let provider: Arc<FakeProvider> = Arc::default();
        let transport = Transport::new(settings, provider.clone(), service.clone(), Vec::new());
        Self { transport, service, provider, events, started: Instant::now() }
    }

    async fn call(&self, operation: &'static Operation) -> Result<Answer, Error> {
        self.call_with(operation, CallOptions::default()).await
    }

    async fn call_with(&self, operation: &'static Operation, options: CallOptions) -> Result<Answer, Error> {
        let request = Request::new(operation, &[], options)?;
        self.transport.execute(request, |_, _| Ok(())).await.map(|((), answer)| answer)
    }

    /// The error of a call that has to fail.
    async fn failure(&self, operation: &'static Operation) -> Error {
        self.call(operation).await.unwrap_err()
    }

    /// When each attempt was sent, counted from the start.
    fn sent(&self) -> Vec<Duration> {
        self.service.sent.lock().unwrap().iter().map(|at| *at - self.started).collect()
    }

    fn events(&self) -> Vec<Event> {
        self.events.lock().unwrap().clone()
    }
}

/// Timers tick in whole milliseconds.
fn is_about(is: Duration, wanted: Duration) -> bool {
    is >= wanted && is <= wanted + Duration::from_millis(5)
}
