//! The tokens of a registry as a rotation sees them: how long they live, and how they go.

use std::sync::Arc;
use std::time::Duration;

use chrono::{Datelike as _, Utc};

use super::models::{IssuedToken, NewToken, Token, TokenStatus, TokenUpdate};
use super::tokens::Tokens;
use super::validation;
use crate::Timestamp;
use crate::call::Response;
use crate::error::{Error, ErrorKind};
use crate::id::ResourceId;
use crate::models::{Retire, RetireOutcome};
use crate::rotation::{Family, Known, Retired, Rotatable, Rotated, SharedList};
use crate::transport::CallOptions;

/// How long the old token goes on working.
pub(super) const GRACE: Duration = Duration::from_secs(60 * 60);
/// The nearest expiry that the service takes.
const SHORTEST_LIFE: Duration = Duration::from_secs(60 * 60);
/// What clocks may differ by without an expiry in an hour being refused.
const CLOCK_SKEW: Duration = Duration::from_secs(60);
/// The same when it was refused.
const LARGE_SKEW: Duration = Duration::from_secs(15 * 60);

/// What becomes of the old token, and how long it goes on working.
pub(super) fn how(
    operation: &'static str,
    retire: Option<&Retire>,
    grace: Option<Duration>,
) -> Result<(Retire, Duration), Error> {
    let retire = retire.cloned().unwrap_or(Retire::EXPIRE);
    let known = [Retire::EXPIRE, Retire::DELETE, Retire::DISABLE, Retire::KEEP];
    let reason = match grace {
        _ if !known.contains(&retire) => "retire must be expire, delete, disable or keep",
        Some(_) if retire != Retire::EXPIRE => "grace is only for retire expire",
        Some(span) if span < SHORTEST_LIFE => "grace must be at least an hour, which the service wants",
        Some(span) if end_after(span).is_none() => "grace is further away than a date can say",
        _ => return Ok((retire, grace.unwrap_or(GRACE))),
    };
    Err(Error::invalid_argument(operation, reason))
}

/// The end of a grace that begins now.
fn end_after(grace: Duration) -> Option<Timestamp> {
    let end = grace.checked_add(CLOCK_SKEW).and_then(validation::from_now)?;
    (end.year() <= validation::LAST_YEAR).then_some(end)
}

/// What tells which tokens replace each other, when they were retired with this grace.
pub(super) fn family(grace: Duration) -> Family {
    let longest_rest = grace.saturating_add(CLOCK_SKEW).saturating_add(LARGE_SKEW).saturating_add(CLOCK_SKEW);
    Family { longest_rest, longest_name: Service::LONGEST_NAME }
}

/// How far the service's clock is ahead of ours, as an answer tells: it decides what the new token's life is.
pub(super) fn clock_ahead<T>(answer: &Response<T>) -> Ahead {
    let date = answer.headers().get(http::header::DATE).and_then(|date| date.to_str().ok());
    let date = date.and_then(|date| httpdate::parse_http_date(date).ok());
    Ahead(date.map_or(0, |date| (Timestamp::from(date) - Utc::now()).num_seconds()))
}

/// Seconds by which the service's clock is ahead.
#[derive(Clone, Copy)]
pub(super) struct Ahead(i64);

impl Ahead {
    /// A span of the service's clock that begins now, counted by ours.
    pub(super) fn of(self, span: Duration) -> Duration {
        let seconds = Duration::from_secs(self.0.unsigned_abs());
        if self.0 >= 0 { span.saturating_add(seconds) } else { span.saturating_sub(seconds) }
    }
}

/// How long a token was to live when it was made; none where it was to stay. One that was rotated before has been given an
/// earlier end: then its successors tell.
pub(super) async fn lifetime(
    operation: &'static str,
    service: &Service,
    old: &Known,
) -> Result<Option<Duration>, Error> {
    let mut relatives = vec![old.clone()];
    if old.changed.is_some() {
        let items = service.all_known().await?;
        relatives.extend(items.iter().filter(|item| family(GRACE).is_successor(item, old)).cloned());
    }
    if relatives.iter().any(|item| item.expiry.is_none()) {
        return Ok(None);
    }
    let life = |item: &Known| item.expiry?.signed_duration_since(item.created?).to_std().ok();
    // Dates are of whole seconds, rounded in different ways: to the minute, so that lifetimes neither grow nor
    // shrink from token to token.
    let whole = |life: Duration| Duration::from_secs((life.as_secs() + 30) / 60 * 60);
    let longest = relatives.iter().filter_map(life).max().filter(|life| *life >= SHORTEST_LIFE);
    longest.map(|life| Some(whole(life).max(SHORTEST_LIFE + CLOCK_SKEW))).ok_or_else(|| {
        let reason = "the lifetime of the old token is not known, or under an hour: give expires_in";
        Error::invalid_argument(operation, reason)
    })
}

/// The tokens of a registry as a rotation sees them.
pub(super) struct Service {
    tokens: Tokens,
    registry_id: ResourceId,
    options: CallOptions,
    list: Arc<SharedList>,
    /// What a successor is like.
    pub(super) template: NewToken,
    pub(super) grace: Duration,
}

impl Service {
    pub(super) fn new(tokens: Tokens, registry_id: ResourceId, options: CallOptions) -> Self {
        let list = tokens.shared_list(&registry_id);
        Self { tokens, registry_id, options, list, template: NewToken::default(), grace: GRACE }
    }

    pub(super) async fn all(&self) -> Result<Vec<Token>, Error> {
        let mut pager = self.tokens.list(self.registry_id.clone());
        pager.plan_mut().options = self.options.clone();
        pager.all().await
    }

    /// Deletes a token; one that is gone is fine.
    pub(super) async fn remove(&self, id: &str) -> Result<Response<()>, Error> {
        let _change = self.list.changing().await;
        let deletion = self.tokens.delete(self.registry_id.clone(), id);
        deletion.with(self.options.clone()).missing_ok(true).with_response().await
    }

    async fn change(&self, item: &Known, update: TokenUpdate) -> Result<Token, Error> {
        let call = self.tokens.update(self.registry_id.clone(), item.id.as_str(), update);
        call.with(self.options.clone()).await
    }
}

impl Rotated for Service {
    type Item = Token;
    type Issued = IssuedToken;
    const LONGEST_NAME: usize = 63;
    const ROTATE: &'static str = <Tokens as Rotatable>::ROTATE;

    fn is_same_id(one: &str, other: &str) -> bool {
        one.eq_ignore_ascii_case(other)
    }

    fn known(token: &Token) -> Known {
        let metadata = token.metadata.as_ref();
        Known {
            id: token.id.to_string(),
            name: token.name.clone(),
            is_enabled: token.status != Some(TokenStatus::DISABLED),
            created: metadata.and_then(|metadata| metadata.created_date),
            changed: metadata.and_then(|metadata| metadata.last_modified_date),
            expiry: token.expiry_date,
        }
    }

    async fn all_known(&self) -> Result<Arc<Vec<Known>>, Error> {
        let read = async || Ok(self.all().await?.iter().map(Self::known).collect());
        self.list.read(read).await
    }

    async fn find(&self, name: &str) -> Result<Option<Token>, Error> {
        self.tokens.find(self.registry_id.clone(), name).with(self.options.clone()).await
    }

    async fn create(&self, name: &str) -> Result<Response<IssuedToken>, Error> {
        let _change = self.list.changing().await;
        let token = NewToken { name: name.to_owned(), ..self.template.clone() };
        let call = self.tokens.create(self.registry_id.clone(), token);
        call.with(self.options.clone()).with_response().await
    }

    async fn delete(&self, id: &str) -> Result<(), Error> {
        self.remove(id).await.map(drop)
    }

    async fn retire(&self, item: &Known, how: &Retire) -> Result<Retired, Error> {
        if *how == Retire::KEEP {
            return Ok((RetireOutcome::KEPT, item.expiry));
        }
        if *how == Retire::DELETE {
            self.delete(&item.id).await?;
            return Ok((RetireOutcome::DELETED, None));
        }
        if *how == Retire::DISABLE {
            let token = self.change(item, TokenUpdate::new().status(TokenStatus::DISABLED)).await?;
            return Ok((RetireOutcome::DISABLED, token.expiry_date));
        }
        let end = end_after(self.grace);
        let rest = item.expiry.filter(|expiry| end.is_none_or(|end| *expiry <= end));
        // An earlier end stays; that it was retired is only to be seen by a change.
        let nearest = Utc::now() + (SHORTEST_LIFE + CLOCK_SKEW);
        let Some(end) = rest.or(end) else { return Ok((RetireOutcome::EXPIRING, item.expiry)) };
        if rest.is_some() && end <= nearest {
            return Ok((RetireOutcome::EXPIRING, rest));
        }
        let expire = |end| self.change(item, TokenUpdate::new().expiry_date(end));
        let changed = match expire(end).await {
            // The service's clock may be ahead of ours.
            Err(error) if error.kind() == ErrorKind::BadRequest && rest.is_none() => {
                expire(end + LARGE_SKEW).await
            }
            changed => changed,
        };
        Ok((RetireOutcome::EXPIRING, changed?.expiry_date))
    }
}
