//! An operation of a service as a row of data.

use http::Method;

/// What repeating a request can do, from which follow retries, `outcome_unknown` and the required tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Effect {
    /// Changes nothing.
    Read,
    /// Changes something; twice is the same as once.
    Idempotent,
    /// Changes something; twice is not the same as once.
    Once,
    /// Its answer shows a secret that no later request can show again.
    RevealsSecret,
}

impl Effect {
    /// Whether a request that may have been carried out may be sent again.
    pub fn is_repeatable(self) -> bool {
        matches!(self, Self::Read | Self::Idempotent)
    }

    /// Whether the service may differ afterwards.
    pub fn changes(self) -> bool {
        !matches!(self, Self::Read)
    }
}

/// How a list is cut into pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Paging {
    /// `offset` and `limit`, and a `total` in the answer.
    OffsetLimit,
    /// `limit` and an opaque `pagination.token` from the answer before.
    Token,
    /// `limit` and a number from the answer before.
    Marker,
}

/// A parameter of a path, with the rule its value must follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct PathParameter {
    /// The name in the template and in error texts.
    pub name: &'static str,
    /// What a value must look like.
    pub rule: PathRule,
}

/// What the value of a path parameter must look like, so that it can never change the path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum PathRule {
    /// A UUID in its hyphenated form.
    Uuid,
    /// An id whose form is the service's own: letters, digits, `-`, `_` and `.`, not `.` or `..` alone.
    Id,
    /// A number, in decimal digits.
    Integer,
    /// A name whose form is the service's own.
    Name(&'static NameRule),
}

/// The form that a service's names have, and how one stands in a path.
#[derive(Debug)]
#[non_exhaustive]
pub struct NameRule {
    /// What a refusal says of the form, behind "must be".
    pub(crate) form: &'static str,
    /// The percent-encoded segment for a name of this form; none for any other text.
    pub(crate) segment: fn(&str) -> Option<String>,
}

/// Two are the same when they say the same.
impl PartialEq for NameRule {
    fn eq(&self, other: &Self) -> bool {
        self.form == other.form
    }
}

impl Eq for NameRule {}

/// One operation of a service. Everything that depends on which operation it is, is read from here.
#[derive(Debug)]
#[non_exhaustive]
pub struct Operation {
    /// The name in errors, events and vectors: `tokens.get`.
    pub id: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The path below the base URL, parameters in braces.
    pub path: &'static str,
    /// The parameters of the path, in its order.
    pub parameters: &'static [PathParameter],
    /// What repeating it can do.
    pub effect: Effect,
    /// The name of the model that a caller gives: the body, or what a list is asked for with.
    pub input: Option<&'static str>,
    /// The name of the model that a success carries; none where it carries nothing.
    pub output: Option<&'static str>,
    /// How its answers are paged.
    pub paging: Option<Paging>,
    /// The name in the service's own reference (its `operationId`).
    pub reference: &'static str,
}
