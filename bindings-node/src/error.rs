//! From the core's error to the classes, which are written in JavaScript.
//!
//! An async function of napi can reject with an error of its own making only. So JavaScript hands over a factory once,
//! and what it makes is thrown as it is. Each worker thread has its own.

use std::cell::RefCell;

use napi::bindgen_prelude::{Buffer, FnArgs, Function, FunctionRef, Unknown};
use napi::{Env, Result, Status};
use napi_derive::napi;

type Arguments = FnArgs<(ErrorFields, FailedAnswer)>;

thread_local! {
    static FACTORY: RefCell<Option<FunctionRef<Arguments, Unknown<'static>>>> = const { RefCell::new(None) };
}

/// Hands over what makes an error of its fields and its answer.
#[napi(catch_unwind)]
pub fn set_error_factory(factory: Function<'_, Arguments, Unknown<'static>>) -> Result<()> {
    let kept = factory.create_ref()?;
    FACTORY.with_borrow_mut(|slot| *slot = Some(kept));
    Ok(())
}

/// One message of the service.
#[napi(object)]
pub struct ErrorDetail {
    /// The service's own code.
    pub code: String,
    /// The service's words.
    pub message: String,
}

/// Everything that an error shows.
#[napi(object)]
pub struct ErrorFields {
    /// The one line.
    pub text: String,
    /// The kind's name.
    pub kind: String,
    /// Such as `tokens.get`.
    pub operation: String,
    /// Without the operation's name.
    pub reason: String,
    /// Of the last answer.
    pub http_status: Option<u16>,
    /// The service's messages.
    pub details: Vec<ErrorDetail>,
    /// For the service's support.
    pub request_id: Option<String>,
    /// Requests sent or tried.
    pub attempts: u32,
    /// As the service asked for.
    pub retry_after_ms: Option<f64>,
    /// Whether the call may be made again.
    pub retryable: bool,
    /// Whether it may have been carried out.
    pub outcome_unknown: bool,
    /// Of what was made.
    pub resource_id: Option<String>,
}

/// The answer behind an error: kept apart from it, so that no text form holds it.
#[napi]
pub struct FailedAnswer(Option<registry_tokens::Error>);

#[napi]
impl FailedAnswer {
    /// Name and value of each header.
    #[napi(catch_unwind)]
    pub fn headers(&self) -> Vec<Vec<String>> {
        let Some(error) = &self.0 else { return Vec::new() };
        let text = |value: &[u8]| String::from_utf8_lossy(value).into_owned();
        let pair = |(name, value): (&_, &_)| pair(name, value, text);
        error.response_headers().iter().map(pair).collect()
    }

    /// The body, cut at 64 KiB.
    #[napi(catch_unwind)]
    pub fn body(&self) -> Buffer {
        self.0.as_ref().map_or_else(Vec::new, |error| error.response_body().to_vec()).into()
    }
}

fn pair(name: &impl AsRef<str>, value: &impl AsRef<[u8]>, text: impl Fn(&[u8]) -> String) -> Vec<String> {
    vec![name.as_ref().to_owned(), text(value.as_ref())]
}

/// What to throw for an error of the core.
pub(crate) fn thrown(env: &Env, error: registry_tokens::Error) -> napi::Error {
    let detail = |one: &registry_tokens::ErrorDetail| ErrorDetail {
        code: one.code.clone(),
        message: one.message.clone(),
    };
    let fields = ErrorFields {
        text: error.to_string(),
        kind: error.kind().as_str().to_owned(),
        operation: error.operation().to_owned(),
        reason: error.reason().to_owned(),
        http_status: error.http_status(),
        details: error.details().iter().map(detail).collect(),
        request_id: error.request_id().map(ToOwned::to_owned),
        attempts: error.attempts(),
        retry_after_ms: error.retry_after().map(|span| span.as_secs_f64() * 1000.0),
        retryable: error.retryable(),
        outcome_unknown: error.outcome_unknown(),
        resource_id: error.resource_id().map(ToOwned::to_owned),
    };
    make(env, fields, FailedAnswer(Some(error)))
}

/// What to throw for an answer that JavaScript cannot hold.
pub(crate) fn unfit(env: &Env, operation: &str) -> napi::Error {
    let reason = "the answer holds an integer that a JavaScript number cannot hold exactly";
    let fields = ErrorFields {
        text: format!("{operation}: {reason}"),
        kind: registry_tokens::ErrorKind::InvalidResponse.as_str().to_owned(),
        operation: operation.to_owned(),
        reason: reason.to_owned(),
        http_status: None,
        details: Vec::new(),
        request_id: None,
        attempts: 1,
        retry_after_ms: None,
        retryable: false,
        outcome_unknown: false,
        resource_id: None,
    };
    make(env, fields, FailedAnswer(None))
}

fn make(env: &Env, fields: ErrorFields, answer: FailedAnswer) -> napi::Error {
    let text = fields.text.clone();
    let made = FACTORY.with_borrow(|factory| match factory {
        Some(factory) => factory.borrow_back(env)?.call(FnArgs::from((fields, answer))),
        None => Err(napi::Error::new(Status::GenericFailure, text)),
    });
    match made {
        Ok(error) => napi::Error::from_unknown_without_coercion(error),
        Err(failure) => failure,
    }
}
