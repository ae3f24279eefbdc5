//! The service's errors, in its `ApiErrorResponse` form.

use serde_json::json;

use crate::http::response::Response;

/// A refusal. The error codes are the emulator's own: the service's are opaque.
#[derive(Debug)]
pub(super) struct ServiceError {
    status: u16,
    code: &'static str,
    message: String,
    header: Option<(&'static str, &'static str)>,
}

impl ServiceError {
    fn new(status: u16, code: &'static str, message: impl Into<String>) -> Self {
        Self { status, code, message: message.into(), header: None }
    }

    pub(super) fn bad_request(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(400, code, message)
    }

    pub(super) fn unauthorized() -> Self {
        let error = Self::new(401, "unauthorized", "wrong or no credentials");
        Self { header: Some(("WWW-Authenticate", "Basic realm=\"containerregistries\", Bearer")), ..error }
    }

    pub(super) fn not_found(message: &str) -> Self {
        Self::new(404, "not-found", message)
    }

    pub(super) fn method_not_allowed(allowed: &'static str) -> Self {
        let error = Self::new(405, "method-not-allowed", "method not allowed");
        Self { header: Some(("Allow", allowed)), ..error }
    }

    pub(super) fn name_in_use() -> Self {
        Self::new(409, "name-in-use", "name already in use")
    }

    pub(super) fn unsupported_media_type() -> Self {
        Self::new(415, "unsupported-media-type", "the body must be application/json")
    }

    /// The service has this operation, the emulator does not: saying 404 or 405 would be a lie about the service.
    pub(super) fn not_played() -> Self {
        Self::new(501, "not-emulated", "the emulator does not play this operation")
    }

    pub(super) fn response(&self) -> Response {
        let body = json!({
            "httpStatus": self.status,
            "messages": [{"errorCode": self.code, "message": self.message}],
        });
        let response = Response::json(self.status, &body);
        match self.header {
            Some((name, value)) => response.with(name, value),
            None => response,
        }
    }
}
