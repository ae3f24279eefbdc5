//! Tokens that are replaced by new ones.

use std::time::Duration;

use chrono::Utc;

use super::models::{IssuedToken, NewToken, Token, TokenRetirement, TokenRotation, TokenRotationPlan};
use super::rotation_service::{GRACE, Service, clock_ahead, family, how, lifetime};
use super::tokens::Tokens;
use super::{operations, validation};
use crate::call::Call;
use crate::error::Error;
use crate::id::ResourceId;
use crate::models::Retire;
use crate::rotation::{self, FinishRotation, Known, ListExpiring, Rotated as _};
use crate::transport::CallOptions;

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
            let mut service = Service::new(tokens, registry_id, options);
            service.template = template;
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
            let (old, new) = (old_id.as_str(), new_id.as_str());
            rotation::check_ids::<Service>(operation.id, operation, &[registry_id.as_str()], old, new)?;
            let mut service = Service::new(tokens, registry_id, options);
            service.grace = grace;
            rotation::finish(&service, old, new, &retire).await
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
            let (old, new) = (old_id.as_str(), new_id.as_str());
            rotation::check_ids::<Service>(operation.id, operation, &[registry_id.as_str()], old, new)?;
            let service = Service::new(tokens, registry_id, options);
            rotation::undone::<Service>(service.remove(new).await, old, new)
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
            let items = Service::new(tokens, registry_id, options).all().await?;
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
