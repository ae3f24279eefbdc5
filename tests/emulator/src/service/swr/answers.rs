//! Refusals, in the shapes that the editions and the gateway have for them.

use serde_json::{Value, json};

use crate::http::response::Response;

/// How the answer of an API is written down when it is a refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// The gateway's, before the service has seen the request.
    Gateway,
    Enterprise,
    Basic,
    /// The basic edition before it got the fields of the other.
    BasicOlder,
    Iam,
}

#[derive(Debug)]
pub(super) struct Refusal {
    status: u16,
    code: &'static str,
    message: String,
    /// `None`: the shape of the API that was called.
    shape: Option<Shape>,
    allow: Option<&'static str>,
    permission: bool,
}

impl Refusal {
    pub(super) fn new(status: u16, code: &'static str, message: impl Into<String>) -> Self {
        Self { status, code, message: message.into(), shape: None, allow: None, permission: false }
    }

    fn by_gateway(status: u16, code: &'static str, message: String) -> Self {
        Self { shape: Some(Shape::Gateway), ..Self::new(status, code, message) }
    }

    pub(super) fn unauthorized(why: &str) -> Self {
        Self::by_gateway(401, "APIGW.0301", format!("Incorrect IAM authentication information: {why}"))
    }

    pub(super) fn no_such_api() -> Self {
        let message = "The API does not exist or has not been published in the environment";
        Self::by_gateway(404, "APIGW.0101", message.to_owned())
    }

    pub(super) fn invalid(message: impl Into<String>) -> Self {
        Self::new(400, "SVCSTG.SWR.4000014", message)
    }

    pub(super) fn invalid_filter(message: impl Into<String>) -> Self {
        Self::new(400, "SVCSTG.SWR.4001035", message)
    }

    pub(super) fn foreign_project() -> Self {
        let message = "Insufficient permissions: not your project";
        Self { permission: true, ..Self::new(403, "SVCSTG.SWR.4030170", message) }
    }

    pub(super) fn not_found(message: &str) -> Self {
        Self::new(404, "SVCSTG.SWR.4040000", message)
    }

    pub(super) fn method_not_allowed(allowed: &'static str) -> Self {
        let refusal = Self::new(405, "SVCSTG.SWR.4050000", "method not allowed");
        Self { allow: Some(allowed), ..refusal }
    }

    pub(super) fn name_in_use() -> Self {
        Self::new(409, "SVCSTG.SWR.4090000", "the name is in use")
    }

    /// The service has this operation, the emulator does not.
    pub(super) fn not_played() -> Self {
        Self::new(501, "SVCSTG.SWR.5010000", "the emulator does not play this operation")
    }

    pub(super) fn response(&self, shape: Shape, request_id: &str) -> Response {
        let response = Response::json(self.status, &self.body(self.shape.unwrap_or(shape), request_id));
        match self.allow {
            Some(allowed) => response.with("Allow", allowed),
            None => response,
        }
    }

    fn body(&self, shape: Shape, request_id: &str) -> Value {
        let (code, message) = (self.code, self.message.as_str());
        let mut body = match shape {
            Shape::Gateway => json!({"error_code": code, "error_msg": message, "request_id": request_id}),
            Shape::Enterprise => json!({"error_code": code, "error_msg": message}),
            Shape::Basic => json!({
                "errors": [{"errorCode": code, "errorMessage": message, "detail": ""}],
                "error_code": code,
                "error_msg": message,
                "details": [{"error_code": code, "error_msg": ""}],
            }),
            Shape::BasicOlder => {
                json!({"errors": [{"errorCode": code, "errorMessage": message, "detail": ""}]})
            }
            Shape::Iam => json!({"error": {"code": self.status, "message": message, "title": "Refused"}}),
        };
        if self.permission && shape != Shape::Iam {
            // Nothing here decrypts it, and nothing should.
            body["encoded_authorization_message"] = json!("ZW11bGF0b3I=");
        }
        body
    }
}
