//! Tokens that are replaced by new ones.

use std::time::Duration;

use chrono::Utc;

use super::models::{
    IssuedToken, NewToken, Token, TokenRetirement, TokenRotation, TokenRotationPlan, TokenStatus, TokenUpdate,
};
use super::tokens::Tokens;
use super::{operations, validation};
use crate::call::{Call, Response};
use crate::error::Error;
use crate::id::ResourceId;
use crate::models::{Retire, RetireOutcome};
use crate::rotation::{self, FinishRotation, Known, ListExpiring, Retired, Rotated};
use crate::transport::{self, CallOptions};

/// How long the old token goes on working.
const GRACE: Duration = Duration::from_secs(60 * 60);
/// The nearest expiry that the service takes.
const SHORTEST_LIFE: Duration = Duration::from_secs(60 * 60);
/// What clocks may differ by without an expiry in an hour being refused.
const CLOCK_SKEW: Duration = Duration::from_secs(60);

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
            let old = tokens.get(registry_id.clone(), token_id).with(options.clone()).await?;
            let mut service = Service { tokens, registry_id, options, template, grace: GRACE };
            let known = Service::known(&old);
            if plan.expires_in.is_none() && old.expiry_date.is_some() {
                service.template.expires_in = lifetime(operation, &service, &known).await?;
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
            for id in [&old_id, &new_id] {
                transport::fill(operation, &[registry_id.as_str(), id.as_str()])?;
            }
            rotation::check_ids(operation.id, old_id.as_str(), new_id.as_str())?;
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
            transport::fill(operation, &[registry_id.as_str(), old_id.as_str()])?;
            rotation::check_ids(operation.id, old_id.as_str(), new_id.as_str())?;
            let deletion = tokens.delete(registry_id, new_id.clone()).with(options).missing_ok(true);
            rotation::undone::<Service>(deletion.with_response().await, old_id.as_str(), new_id.as_str())
        })
    }

    /// The tokens that are to be rotated because the service deletes them within a span from now: enabled ones, and of them not
    /// those that a rotation has already replaced, or left behind half done.
    ///
    /// Reads the whole list, `registriesTokensGet`.
    pub fn list_expiring(&self, registry_id: impl Into<ResourceId>, within: Duration) -> ListExpiring {
        let (tokens, registry_id) = (self.clone(), registry_id.into());
        ListExpiring::new(async move |options| {
            let operation = &operations::TOKENS_LIST;
            let span = chrono::Duration::from_std(within).ok();
            let by = span.and_then(|span| Utc::now().checked_add_signed(span)).ok_or_else(|| {
                Error::invalid_argument(operation.id, "within is further away than a date can say")
            })?;
            let service =
                Service { tokens, registry_id, options, template: NewToken::default(), grace: GRACE };
            let items = service.all().await?;
            let known: Vec<Known> = items.iter().map(Service::known).collect();
            let due = rotation::due(&known, by, Service::LONGEST_NAME);
            Ok(due.into_iter().map(|index| items[index].clone()).collect())
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
        _ => return Ok((retire, grace.unwrap_or(GRACE))),
    };
    Err(Error::invalid_argument(operation, reason))
}

/// How long a token was to live when it was made; none where it was to stay. One that was rotated before has been given an
/// earlier end: then its successors tell.
async fn lifetime(
    operation: &'static str,
    service: &Service,
    old: &Known,
) -> Result<Option<Duration>, Error> {
    let mut family = vec![old.clone()];
    if old.changed.is_some() {
        let items = service.all().await?;
        let successors = items.iter().map(Service::known);
        family.extend(successors.filter(|item| rotation::is_successor(item, old, Service::LONGEST_NAME)));
    }
    if family.iter().any(|item| item.expiry.is_none()) {
        return Ok(None);
    }
    let life = |item: &Known| item.expiry?.signed_duration_since(item.created?).to_std().ok();
    // Dates are of whole seconds, rounded in different ways: to the minute, so that lifetimes do not grow from token to token.
    let whole = |life: Duration| Duration::from_secs(life.as_secs() / 60 * 60);
    let longest = family.iter().filter_map(life).max().map(whole).filter(|life| *life >= SHORTEST_LIFE);
    longest.map(Some).ok_or_else(|| {
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
        let end = Utc::now() + (self.grace + CLOCK_SKEW);
        if item.expiry.is_some_and(|expiry| expiry <= end) {
            return Ok((RetireOutcome::EXPIRING, item.expiry));
        }
        let token = self.change(item, TokenUpdate::new().expiry_date(end)).await?;
        Ok((RetireOutcome::EXPIRING, token.expiry_date))
    }
}
