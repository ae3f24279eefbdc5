//! Tokens that are replaced by new ones.

use std::time::Duration;

use chrono::{Datelike as _, Utc};

use super::models::{
    IssuedToken, NewToken, Token, TokenRetirement, TokenRotation, TokenRotationPlan, TokenStatus, TokenUpdate,
};
use super::tokens::Tokens;
use super::{operations, validation};
use crate::Timestamp;
use crate::call::{Call, Response};
use crate::error::{Error, ErrorKind};
use crate::id::ResourceId;
use crate::models::{Retire, RetireOutcome};
use crate::rotation::{self, Family, FinishRotation, Known, ListExpiring, Retired, Rotated};
use crate::transport::CallOptions;

/// How long the old token goes on working.
const GRACE: Duration = Duration::from_secs(60 * 60);
/// The nearest expiry that the service takes.
const SHORTEST_LIFE: Duration = Duration::from_secs(60 * 60);
/// What clocks may differ by without an expiry in an hour being refused.
const CLOCK_SKEW: Duration = Duration::from_secs(60);
/// The same when it was refused.
const LARGE_SKEW: Duration = Duration::from_secs(15 * 60);

impl Tokens {
    /// Issues a token in the place of another one, which goes on working: the first half of a rotation.
    ///
    /// The new token has the scopes, the status and the lifetime of the old one, and its name with an ending that tells whose
    /// successor it is. When both work, hand the credentials to whoever needs them, and then call `finish_rotation`; or
    /// `undo_rotation`. `rotate` does all of it. One token is not to be rotated twice at the same time.
    ///
    /// Where the answer that issues the token is lost, the token that nobody has the password of is deleted and another one
    /// issued. `not_found` where there is no old token; `invalid_argument` where its lifetime is not known or under an hour and
    /// `expires_in` is not given, before anything is made.
    ///
    /// Asks `registriesTokensFindById` and `registriesTokensPost`.
    pub fn begin_rotation(
        &self,
        registry_id: impl Into<ResourceId>,
        token_id: impl Into<ResourceId>,
        plan: TokenRotationPlan,
    ) -> Call<TokenRotation> {
        let (tokens, registry_id, token_id) = (self.clone(), registry_id.into(), token_id.into());
        Call::new(async move |options: CallOptions| {
            let operation = operations::TOKENS_CREATE.id;
            how(operation, plan.retire.as_ref(), plan.grace)?;
            let template = NewToken { expires_in: plan.expires_in, ..NewToken::new("successor") };
            validation::new_token(operation, &template)?;
            let answer =
                tokens.get(registry_id.clone(), token_id).with(options.clone()).with_response().await?;
            let ahead = clock_ahead(&answer);
            let old = answer.value;
            let mut service = Service { tokens, registry_id, options, template, grace: GRACE };
            let known = Service::known(&old);
            if plan.expires_in.is_none() && old.expiry_date.is_some() {
                let life = lifetime(operation, &service, &known).await?;
                service.template.expires_in = life.map(|life| ahead.of(life));
            }
            service.template.scopes = Some(old.scopes.clone());
            service.template.status.clone_from(&old.status);
            let issued = rotation::issue(&service, &known).await?;
            let base_name = rotation::base_name(&old.name, Service::LONGEST_NAME);
            Ok(issued.map(|IssuedToken { token, credentials }| TokenRotation {
                base_name,
                old,
                new: token,
                credentials,
            }))
        })
    }

    /// Retires the old token when its successor is in place, and what earlier rotations of it left behind: the second half of a
    /// rotation.
    ///
    /// It fails only for wrong arguments: what could not be retired is said in what it gives, because the new credentials work
    /// already. Nothing is retired where the new token is not there any more, or is disabled.
    ///
    /// Asks `registriesTokensGet`, `registriesTokensPatch` and `registriesTokensDelete`.
    pub fn finish_rotation(
        &self,
        registry_id: impl Into<ResourceId>,
        old_id: impl Into<ResourceId>,
        new_id: impl Into<ResourceId>,
        retirement: TokenRetirement,
    ) -> FinishRotation {
        let (tokens, registry_id) = (self.clone(), registry_id.into());
        let (old_id, new_id) = (old_id.into(), new_id.into());
        FinishRotation::new(async move |options| {
            let operation = &operations::TOKENS_UPDATE;
            let (retire, grace) = how(operation.id, retirement.retire.as_ref(), retirement.grace)?;
            let ids = [("old_id", old_id.as_str()), ("new_id", new_id.as_str())];
            rotation::check_paths(operation.id, operation, &[registry_id.as_str()], ids)?;
            rotation::check_ids::<Service>(operation.id, old_id.as_str(), new_id.as_str())?;
            let service = Service { tokens, registry_id, options, template: NewToken::default(), grace };
            Ok(rotation::finish(&service, old_id.as_str(), new_id.as_str(), &retire).await)
        })
    }

    /// Deletes the new token of a rotation that is not to be: the old one goes on as it was. One that is gone is fine.
    ///
    /// `rotation_incomplete` where that fails: then both are there.
    ///
    /// Mirrors `registriesTokensDelete`.
    pub fn undo_rotation(
        &self,
        registry_id: impl Into<ResourceId>,
        old_id: impl Into<ResourceId>,
        new_id: impl Into<ResourceId>,
    ) -> Call<()> {
        let (tokens, registry_id) = (self.clone(), registry_id.into());
        let (old_id, new_id) = (old_id.into(), new_id.into());
        Call::new(async move |options| {
            let operation = &operations::TOKENS_DELETE;
            let ids = [("old_id", old_id.as_str()), ("new_id", new_id.as_str())];
            rotation::check_paths(operation.id, operation, &[registry_id.as_str()], ids)?;
            rotation::check_ids::<Service>(operation.id, old_id.as_str(), new_id.as_str())?;
            let deletion = tokens.delete(registry_id, new_id.clone()).with(options).missing_ok(true);
            rotation::undone::<Service>(deletion.with_response().await, old_id.as_str(), new_id.as_str())
        })
    }

    /// The tokens that are to be rotated because the service deletes them within a span from now: enabled ones, and of them not
    /// those that a rotation has already replaced, or left behind half done.
    ///
    /// `retire` and `grace` are those of the rotations, by which it knows what was retired. `keep` is refused: what stays as it is
    /// would be rotated again and again.
    ///
    /// Reads the whole list, `registriesTokensGet`.
    pub fn list_expiring(
        &self,
        registry_id: impl Into<ResourceId>,
        within: Duration,
        retirement: TokenRetirement,
    ) -> ListExpiring {
        let (tokens, registry_id) = (self.clone(), registry_id.into());
        ListExpiring::new(async move |options| {
            let operation = &operations::TOKENS_LIST;
            let (retire, grace) = how(operation.id, retirement.retire.as_ref(), retirement.grace)?;
            if retire == Retire::KEEP {
                let reason =
                    "retire must not be keep where many are rotated: what stays would be rotated again";
                return Err(Error::invalid_argument(operation.id, reason));
            }
            let by =
                chrono::Duration::from_std(within).ok().and_then(|span| Utc::now().checked_add_signed(span));
            let by = by.ok_or_else(|| {
                Error::invalid_argument(operation.id, "within is further away than a date can say")
            })?;
            let service = Service { tokens, registry_id, options, template: NewToken::default(), grace };
            let items = service.all().await?;
            let known: Vec<Known> = items.iter().map(Service::known).collect();
            let due = rotation::due(&known, by, &family(grace));
            Ok(due.into_iter().map(|index| items[index].clone()).collect())
        })
    }

    /// The token that is in use of the one with this name and its successors, or none: what a job rotates that knows only the
    /// name that the first one had. A successor that a killed rotation left behind is not it.
    ///
    /// Reads the whole list, `registriesTokensGet`.
    pub fn find_current(
        &self,
        registry_id: impl Into<ResourceId>,
        name: impl Into<String>,
    ) -> Call<Option<Token>> {
        let (tokens, registry_id, name) = (self.clone(), registry_id.into(), name.into());
        Call::new(async move |options| {
            validation::name(operations::TOKENS_LIST.id, &name)?;
            let answer = tokens.collect(registry_id, options).await?;
            let known: Vec<Known> = answer.value.iter().map(Service::known).collect();
            let current = rotation::current(&known, &name, &family(GRACE));
            Ok(answer.map(|mut items| current.map(|at| items.swap_remove(at))))
        })
    }
}

/// What becomes of the old token, and how long it goes on working.
fn how(
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
fn family(grace: Duration) -> Family {
    let longest_rest = grace.saturating_add(CLOCK_SKEW).saturating_add(LARGE_SKEW).saturating_add(CLOCK_SKEW);
    Family { longest_rest, longest_name: Service::LONGEST_NAME }
}

/// How far the service's clock is ahead of ours, as an answer tells: it decides what the new token's life is.
fn clock_ahead<T>(answer: &Response<T>) -> Ahead {
    let date = answer.headers().get(http::header::DATE).and_then(|date| date.to_str().ok());
    let date = date.and_then(|date| httpdate::parse_http_date(date).ok());
    Ahead(date.map_or(0, |date| (Timestamp::from(date) - Utc::now()).num_seconds()))
}

/// Seconds by which the service's clock is ahead.
#[derive(Clone, Copy)]
struct Ahead(i64);

impl Ahead {
    /// A span of the service's clock that begins now, counted by ours.
    fn of(self, span: Duration) -> Duration {
        let seconds = Duration::from_secs(self.0.unsigned_abs());
        if self.0 >= 0 { span.saturating_add(seconds) } else { span.saturating_sub(seconds) }
    }
}

/// How long a token was to live when it was made; none where it was to stay. One that was rotated before has been given an
/// earlier end: then its successors tell.
async fn lifetime(
    operation: &'static str,
    service: &Service,
    old: &Known,
) -> Result<Option<Duration>, Error> {
    let mut relatives = vec![old.clone()];
    if old.changed.is_some() {
        let items = service.all().await?;
        let successors = items.iter().map(Service::known);
        relatives.extend(successors.filter(|item| family(GRACE).is_successor(item, old)));
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
struct Service {
    tokens: Tokens,
    registry_id: ResourceId,
    options: CallOptions,
    /// What a successor is like.
    template: NewToken,
    grace: Duration,
}

impl Service {
    async fn change(&self, item: &Known, update: TokenUpdate) -> Result<Token, Error> {
        let call = self.tokens.update(self.registry_id.clone(), item.id.as_str(), update);
        call.with(self.options.clone()).await
    }
}

impl Rotated for Service {
    type Item = Token;
    type Issued = IssuedToken;
    const LONGEST_NAME: usize = 63;
    const ROTATE: &'static str = "tokens.rotate";

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

    async fn all(&self) -> Result<Vec<Token>, Error> {
        let mut pager = self.tokens.list(self.registry_id.clone());
        pager.plan_mut().options = self.options.clone();
        pager.all().await
    }

    async fn find(&self, name: &str) -> Result<Option<Token>, Error> {
        self.tokens.find(self.registry_id.clone(), name).with(self.options.clone()).await
    }

    async fn create(&self, name: &str) -> Result<Response<IssuedToken>, Error> {
        let token = NewToken { name: name.to_owned(), ..self.template.clone() };
        let call = self.tokens.create(self.registry_id.clone(), token);
        call.with(self.options.clone()).with_response().await
    }

    async fn delete(&self, id: &str) -> Result<(), Error> {
        let deletion = self.tokens.delete(self.registry_id.clone(), id);
        deletion.with(self.options.clone()).missing_ok(true).await
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
