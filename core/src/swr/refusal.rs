//! The six bodies in which the service refuses, and what its codes mean.

use http::StatusCode;
use serde_json::{Map, Value};

use crate::error::{ErrorDetail, ErrorKind};
use crate::transport::{Refusal, kind_of_status};

/// What does not exist, refused with 400: retention rule, sync task, shared account.
const NOT_FOUND: &[&str] = &["SVCSTG.SWR.4000306", "SVCSTG.SWR.4001158", "SVCSTG.SWR.4001090"];
/// Too many requests, refused with 403.
const THROTTLED: &[&str] = &["SVCSTG.SWR.4031032", "SVCSTG.SWR.4031042"];
/// Invalid keys and no token, refused with 400.
const NOT_AUTHENTICATED: &[&str] = &["SVCSTG.SWR.4000031", "SVCSTG.SWR.4001048"];

pub(crate) fn read(status: StatusCode, body: &[u8]) -> Refusal {
    let details = details(body);
    let says = |codes: &[&str]| details.iter().any(|detail| codes.contains(&detail.code.as_str()));
    let throttled = says(THROTTLED);
    let kind = match () {
        () if status.is_server_error() => ErrorKind::Server,
        () if throttled => ErrorKind::RateLimited,
        () if says(NOT_FOUND) => ErrorKind::NotFound,
        () if says(NOT_AUTHENTICATED) => ErrorKind::Authentication,
        () => kind_of_status(status),
    };
    Refusal { kind, details, throttled }
}

/// What the body says; whatever else it is, it has no details.
pub(crate) fn details(body: &[u8]) -> Vec<ErrorDetail> {
    match serde_json::from_slice(body) {
        Ok(Value::Object(answer)) => {
            let found = of_object(&answer);
            // The gateway's relatives put the whole into one object more.
            let nested = || answer.values().filter_map(Value::as_object).map(of_object);
            if found.is_empty() {
                nested().find(|found| !found.is_empty()).unwrap_or_default()
            } else {
                found
            }
        }
        Ok(Value::Array(list)) => of_list(&list),
        _ => Vec::new(),
    }
}

fn of_list(list: &[Value]) -> Vec<ErrorDetail> {
    list.iter().filter_map(Value::as_object).filter_map(of_entry).collect()
}

/// The recommended pair comes first; a list beside it may know more.
fn of_object(object: &Map<String, Value>) -> Vec<ErrorDetail> {
    let mut found: Vec<ErrorDetail> = pair(object, "error_code", "error_msg").into_iter().collect();
    if let Some(Value::Array(list)) = object.get("errors") {
        for detail in of_list(list) {
            if found.iter().all(|known| known.code != detail.code) {
                found.push(detail);
            }
        }
    }
    if found.is_empty() {
        found.extend(of_entry(object).or_else(|| pair(object, "code", "message")));
    }
    found
}

fn of_entry(object: &Map<String, Value>) -> Option<ErrorDetail> {
    let detail = pair(object, "errorCode", "errorMessage")?;
    match text(object, "detail") {
        more if more.is_empty() => Some(detail),
        more => Some(ErrorDetail::new(detail.code, format!("{}: {more}", detail.message))),
    }
}

fn pair(object: &Map<String, Value>, code: &str, message: &str) -> Option<ErrorDetail> {
    let (code, message) = (text(object, code), text(object, message));
    (!(code.is_empty() && message.is_empty())).then(|| ErrorDetail::new(code, message))
}

fn text(object: &Map<String, Value>, key: &str) -> String {
    match object.get(key) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(body: &str) -> Vec<ErrorDetail> {
        details(body.as_bytes())
    }

    #[test]
    fn all_six_bodies_are_read() {
        let (code, message) = ("SVCSTG.SWR.4030170", "Insufficient permissions");
        for body in [
            r#"{"error_code":"<code>","error_msg":"<text>","encoded_authorization_message":"E"}"#,
            r#"{"errors":[{"errorCode":"<code>","errorMessage":"<text>","detail":""}],"error_code":"<code>","error_msg":"<text>","details":[{"error_code":"<code>","error_msg":""}]}"#,
            r#"{"errors":[{"errorCode":"<code>","errorMessage":"<text>","detail":""}]}"#,
            r#"[{"errorCode":"<code>","errorMessage":"<text>","detail":null}]"#,
            r#"{"errorCode":"<code>","errorMessage":"<text>"}"#,
            r#"{"error":{"code":"<code>","message":"<text>","title":"t"}}"#,
            r#"{"code":"<code>","message":"<text>"}"#,
        ] {
            let body = body.replace("<code>", code).replace("<text>", message);
            assert_eq!(read_text(&body), [ErrorDetail::new(code, message)], "{body}");
        }
        let gateway = r#"{"error_msg":"no","error_code":"APIGW.0301","request_id":"r"}"#;
        assert_eq!(read_text(gateway), [ErrorDetail::new("APIGW.0301", "no")]);
        for empty in ["", "<html>", "null", "[]", "{}", r#"{"errors":[]}"#, r#"[1]"#, r#"{"a":{}}"#] {
            assert!(read_text(empty).is_empty(), "{empty}");
        }
    }

    #[test]
    fn nothing_that_is_said_is_lost() {
        let several = r#"{"errors":[{"errorCode":"1","errorMessage":"a","detail":"why"},{"errorCode":"2"}],"error_code":"0"}"#;
        let wanted = [ErrorDetail::new("0", ""), ErrorDetail::new("1", "a: why"), ErrorDetail::new("2", "")];
        assert_eq!(read_text(several), wanted);
        assert_eq!(read_text(r#"{"error":{"code":401,"message":"m"}}"#), [ErrorDetail::new("401", "m")]);
    }

    #[test]
    fn codes_say_more_than_the_status() {
        let kind = |status: u16, code: &str| {
            let body = format!(r#"{{"error_code":"{code}","error_msg":""}}"#);
            let refusal = read(StatusCode::from_u16(status).unwrap(), body.as_bytes());
            (refusal.kind, refusal.throttled)
        };
        for code in NOT_FOUND {
            assert_eq!(kind(400, code), (ErrorKind::NotFound, false));
        }
        for code in THROTTLED {
            assert_eq!(kind(403, code), (ErrorKind::RateLimited, true));
        }
        for code in NOT_AUTHENTICATED {
            assert_eq!(kind(400, code), (ErrorKind::Authentication, false));
        }
        assert_eq!(kind(400, "SVCSTG.SWR.4000014"), (ErrorKind::BadRequest, false));
        assert_eq!(kind(409, "SVCSTG.SWR.4090023"), (ErrorKind::Conflict, false));
        assert_eq!(kind(507, "SVCSTG.SWR.5070070"), (ErrorKind::Server, false));
    }
}
