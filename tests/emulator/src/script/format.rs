//! The format of scripts. Unknown keys are errors: a misspelt expectation would otherwise be one that always holds.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value};

use super::placeholder::{self, Names, Side};
use super::reply::{Body, Composed, Fill, Source};
use super::signed::ExpectedSignature;

/// What happens to the connection when the answer is out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Then {
    Keep,
    Close,
    /// It is closed, and counts as open until the client has closed it, too.
    Linger,
    Reset,
    /// It stays open and silent until the client closes it.
    Stall,
}

pub(super) struct Exchange {
    /// `None`: any request will do.
    pub(super) expect: Option<Expected>,
    pub(super) reply: Source,
    pub(super) then: Then,
}

pub(super) struct Expected {
    pub(super) method: String,
    pub(super) path: String,
    /// Sorted by name.
    pub(super) query: Vec<(String, Value)>,
    pub(super) headers: Vec<(String, ExpectedHeader)>,
    /// `None`: no body at all.
    pub(super) body: Option<Value>,
    pub(super) connection: Option<ExpectedConnection>,
    /// `None`: whatever it is.
    pub(super) signature: Option<ExpectedSignature>,
}

pub(super) enum ExpectedHeader {
    Exact(String),
    Prefix(String),
    Absent,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum ExpectedConnection {
    Same,
    New,
}

impl Expected {
    pub(super) fn line(&self) -> String {
        format!("{} {}", self.method, self.path)
    }
}

pub(super) fn exchanges(given: &Value) -> Result<Vec<Exchange>, String> {
    let script = Object::new(given, "script", &["exchanges"])?;
    let list = script.required("exchanges")?.as_array().ok_or("script.exchanges must be an array")?;
    let mut names = Names::default();
    let numbered = list.iter().enumerate();
    let exchanges: Vec<Exchange> = numbered
        .map(|(index, value)| exchange(value, &format!("exchanges[{index}]"), &mut names))
        .collect::<Result<_, _>>()?;
    let first = exchanges.first().and_then(|exchange| exchange.expect.as_ref());
    if first.is_some_and(|expected| expected.connection.is_some()) {
        return Err("exchanges[0].expect.connection: there is no exchange before to compare with".to_owned());
    }
    Ok(exchanges)
}

fn exchange(value: &Value, at: &str, names: &mut Names) -> Result<Exchange, String> {
    let object = Object::new(value, at, &["expect", "reply", "reply_base64", "then"])?;
    let expect =
        object.get("expect").map(|value| expected(value, &format!("{at}.expect"), names)).transpose()?;
    let reply = match (object.get("reply"), object.get("reply_base64")) {
        (Some(Value::Null), None) => Source::Nothing,
        (Some(reply), None) => Source::Composed(composed(reply, &format!("{at}.reply"), names)?),
        (None, Some(raw)) => Source::Raw(base64(raw, &format!("{at}.reply_base64"))?),
        _ => return Err(format!("{at} needs either `reply` or `reply_base64`")),
    };
    let then = match object.optional_text("then")? {
        None | Some("keep") => Then::Keep,
        Some("close") => Then::Close,
        Some("reset") => Then::Reset,
        Some("stall") => Then::Stall,
        Some(other) => return Err(format!("{at}.then: unknown word {other:?}")),
    };
    if matches!(reply, Source::Nothing) && then == Then::Keep {
        return Err(format!("{at}: `reply: null` needs a `then` of close, reset or stall"));
    }
    Ok(Exchange { expect, reply, then })
}

fn expected(value: &Value, at: &str, names: &mut Names) -> Result<Expected, String> {
    let known = ["method", "path", "query", "headers", "body", "connection", "signature"];
    let object = Object::new(value, at, &known)?;
    let mut query = Vec::new();
    for (name, value) in object.optional_object("query")? {
        let at = format!("{at}.query.{name}");
        if !value.is_string() && !placeholder::is_one(value, &at)? {
            return Err(format!("{at} must be a string, or stand for one"));
        }
        placeholder::check(value, &at, Side::Expected, names)?;
        query.push((name.clone(), value.clone()));
    }
    query.sort_by(|(one, _), (other, _)| one.cmp(other));
    if let Some(body) = object.get("body") {
        placeholder::check(body, &format!("{at}.body"), Side::Expected, names)?;
    }
    let mut headers = Vec::new();
    for (name, value) in object.optional_object("headers")? {
        headers.push((name.clone(), expected_header(value, &format!("{at}.headers.{name}"))?));
    }
    let connection = match object.optional_text("connection")? {
        None => None,
        Some("same") => Some(ExpectedConnection::Same),
        Some("new") => Some(ExpectedConnection::New),
        Some(other) => return Err(format!("{at}.connection: unknown word {other:?}")),
    };
    Ok(Expected {
        method: object.text("method")?.to_owned(),
        path: object.text("path")?.to_owned(),
        query,
        headers,
        body: object.get("body").cloned(),
        connection,
        signature: object
            .get("signature")
            .map(|value| ExpectedSignature::parse(value, &format!("{at}.signature")))
            .transpose()?,
    })
}

fn expected_header(value: &Value, at: &str) -> Result<ExpectedHeader, String> {
    match value {
        Value::Null => Ok(ExpectedHeader::Absent),
        Value::String(text) => Ok(ExpectedHeader::Exact(text.clone())),
        other => {
            let object = Object::new(other, at, &["prefix"])?;
            Ok(ExpectedHeader::Prefix(object.text("prefix")?.to_owned()))
        }
    }
}

fn composed(value: &Value, at: &str, names: &mut Names) -> Result<Composed, String> {
    let object = Object::new(value, at, &["status", "reason", "headers", "body", "gzip"])?;
    let status = object.required("status")?.as_u64().and_then(|status| u16::try_from(status).ok());
    Ok(Composed {
        status: status
            .filter(|status| (100..=999).contains(status))
            .ok_or_else(|| format!("{at}.status must be a number from 100 to 999"))?,
        reason: object.optional_text("reason")?.map(str::to_owned),
        headers: object
            .get("headers")
            .map_or(Ok(Vec::new()), |value| header_lines(value, &format!("{at}.headers")))?,
        body: object
            .get("body")
            .map_or(Ok(Body::Bytes(Vec::new())), |value| body(value, &format!("{at}.body"), names))?,
        gzip: object.flag("gzip")?,
    })
}

/// An object, or a list of pairs where names repeat or their order matters.
fn header_lines(value: &Value, at: &str) -> Result<Vec<(String, String)>, String> {
    let wrong = || format!("{at} must be an object of strings or a list of [name, value]");
    match value {
        Value::Object(lines) => lines
            .iter()
            .map(|(name, value)| Ok((name.clone(), value.as_str().ok_or_else(wrong)?.to_owned())))
            .collect(),
        Value::Array(lines) => lines
            .iter()
            .map(|line| match line.as_array().map(Vec::as_slice) {
                Some([Value::String(name), Value::String(value)]) => Ok((name.clone(), value.clone())),
                _ => Err(wrong()),
            })
            .collect(),
        _ => Err(wrong()),
    }
}

fn body(value: &Value, at: &str, names: &mut Names) -> Result<Body, String> {
    if let Value::String(text) = value {
        return Ok(Body::Bytes(text.clone().into_bytes()));
    }
    let object = Object::new(value, at, &["base64", "fill", "json"])?;
    match (object.get("base64"), object.get("fill"), object.get("json")) {
        (Some(raw), None, None) => Ok(Body::Bytes(base64(raw, &format!("{at}.base64"))?)),
        (None, Some(value), None) => Ok(Body::Fill(fill(value, &format!("{at}.fill"))?)),
        (None, None, Some(value)) => {
            placeholder::check(value, &format!("{at}.json"), Side::Sent, names)?;
            Ok(Body::Json(value.clone()))
        }
        _ => Err(format!("{at} must be text, {{\"base64\"}}, {{\"fill\"}} or {{\"json\"}}")),
    }
}

fn fill(value: &Value, at: &str) -> Result<Fill, String> {
    let object = Object::new(value, at, &["prefix", "text", "separator", "from", "to", "suffix"])?;
    let number = |key: &str| -> Result<u64, String> {
        object.required(key)?.as_u64().ok_or_else(|| format!("{at}.{key} must be a number"))
    };
    let part = |key: &str| Ok::<_, String>(object.optional_text(key)?.unwrap_or_default().to_owned());
    let fill = Fill {
        prefix: part("prefix")?,
        text: object.text("text")?.to_owned(),
        separator: part("separator")?,
        from: if object.get("from").is_some() { number("from")? } else { 0 },
        to: number("to")?,
        suffix: part("suffix")?,
    };
    if fill.is_too_large() {
        return Err(format!("{at} is larger than anything a client should be sent"));
    }
    Ok(fill)
}

fn base64(value: &Value, at: &str) -> Result<Vec<u8>, String> {
    let text = value.as_str().ok_or_else(|| format!("{at} must be a string"))?;
    STANDARD.decode(text).map_err(|error| format!("{at}: {error}"))
}

/// An object of which every key is known, and where it stands, for messages.
pub(super) struct Object<'a> {
    fields: &'a Map<String, Value>,
    at: &'a str,
}

impl<'a> Object<'a> {
    pub(super) fn new(value: &'a Value, at: &'a str, known: &[&str]) -> Result<Self, String> {
        let fields = value.as_object().ok_or_else(|| format!("{at} must be an object"))?;
        match fields.keys().find(|key| !known.contains(&key.as_str())) {
            Some(key) => Err(format!("{at}: unknown key `{key}`")),
            None => Ok(Self { fields, at }),
        }
    }

    fn get(&self, key: &str) -> Option<&'a Value> {
        self.fields.get(key)
    }

    pub(super) fn required(&self, key: &str) -> Result<&'a Value, String> {
        self.get(key).ok_or_else(|| format!("{}: `{key}` is missing", self.at))
    }

    pub(super) fn text(&self, key: &str) -> Result<&'a str, String> {
        self.required(key)?.as_str().ok_or_else(|| format!("{}.{key} must be a string", self.at))
    }

    pub(super) fn optional_text(&self, key: &str) -> Result<Option<&'a str>, String> {
        self.get(key).map(|_| self.text(key)).transpose()
    }

    fn flag(&self, key: &str) -> Result<bool, String> {
        let wrong = || format!("{}.{key} must be true or false", self.at);
        self.get(key).map_or(Ok(false), |value| value.as_bool().ok_or_else(wrong))
    }

    fn optional_object(
        &self,
        key: &str,
    ) -> Result<impl Iterator<Item = (&'a String, &'a Value)> + use<'a>, String> {
        let fields = match self.get(key) {
            None => None,
            Some(Value::Object(fields)) => Some(fields),
            Some(_) => return Err(format!("{}.{key} must be an object", self.at)),
        };
        Ok(fields.into_iter().flatten())
    }
}
