//! Blocking rotations.

use std::fmt;
use std::future::IntoFuture as _;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use super::call::forward_options;
use super::ionos::Tokens;
use super::runtime::Runtime;
use super::swr::LongTermCredentials;
use crate::error::Error;
use crate::id::ResourceId;
use crate::models::{LongTermCredentialRotation, Retirement, Token, TokenRotation};
use crate::rotation::options::{rotation_options, token_rotation_options};
use crate::rotation::rotate::{Deploying, Set};
use crate::rotation::{ExpiringRotation, Rotatable, RotateError, RotationResult, RotationStep, list_due};

/// The end of a rotation: [`send`](FinishRotation::send) it, or first change its options; see [`crate::FinishRotation`].
#[derive(Debug)]
#[must_use = "a rotation does not end until this is sent"]
pub struct FinishRotation {
    pub(super) call: crate::FinishRotation,
    pub(super) runtime: Runtime,
}

impl FinishRotation {
    forward_options!(call);

    /// Retires the old one.
    pub fn send(self) -> Result<Retirement, Error> {
        self.runtime.block_on(self.call.into_future())
    }
}

/// A search for the tokens that expire soon: [`send`](ListExpiring::send) it, or first change its options.
#[derive(Debug)]
#[must_use = "a search does nothing until it is sent"]
pub struct ListExpiring {
    pub(super) call: crate::ListExpiring,
    pub(super) runtime: Runtime,
}

impl ListExpiring {
    forward_options!(call);

    /// Reads the list.
    pub fn send(self) -> Result<Vec<Token>, Error> {
        self.runtime.block_on(self.call.into_future())
    }
}

/// A rotation: [`send`](Rotate::send) it, or first change its options; see [`crate::Rotate`].
#[must_use = "a rotation does nothing until it is sent"]
pub struct Rotate<T: Rotatable, D> {
    set: Set<T>,
    place: String,
    id: String,
    deploy: D,
    runtime: Runtime,
}

impl<T: Rotatable, D> Rotate<T, D> {
    rotation_options!();

    /// Makes the rotation. The deployment runs on the calling thread; a panic in it leaves both there.
    ///
    /// # Errors
    /// See [`RotateError`].
    pub fn send<E>(self) -> Result<RotationResult<T::Rotation>, RotateError<E>>
    where
        D: FnOnce(T::Rotation) -> Result<(), E>,
    {
        rotate(&self.runtime, &self.set, &self.place, &self.id, self.deploy)
    }
}

impl<D> Rotate<crate::ionos::Tokens, D> {
    token_rotation_options!();
}

fn rotate<T: Rotatable, E>(
    runtime: &Runtime,
    set: &Set<T>,
    place: &str,
    id: &str,
    deploy: impl FnOnce(T::Rotation) -> Result<(), E>,
) -> Result<RotationResult<T::Rotation>, RotateError<E>> {
    let (rotation, ids) = runtime.block_on(set.begin(place, id)).map_err(RotateError::Begin)?;
    let deploying = Deploying::new(set, &ids);
    let deployed = deploy(rotation.clone());
    deploying.end();
    let end = async { Ok(set.conclude(place, rotation, &ids, deployed).await) };
    runtime.block_on(end).map_err(RotateError::Finish)?
}

impl<T: Rotatable, D> fmt::Debug for Rotate<T, D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rotate").field("id", &self.id).finish_non_exhaustive()
    }
}

/// The rotations of all tokens that expire soon: [`send`](RotateExpiring::send) it, or first change its options; see
/// [`crate::RotateExpiring`].
#[must_use = "rotations do nothing until they are sent"]
pub struct RotateExpiring<D> {
    set: Set<crate::ionos::Tokens>,
    registry_id: String,
    within: Duration,
    concurrency: usize,
    deploy: D,
    runtime: Runtime,
}

impl<D> RotateExpiring<D> {
    /// How many tokens to rotate at the same time, each on a thread of its own, at least 1. Default: 4.
    pub fn concurrency(mut self, most: usize) -> Self {
        self.concurrency = most;
        self
    }

    rotation_options!();
    token_rotation_options!();

    /// Makes the rotations.
    pub fn send<E>(self) -> Result<Vec<ExpiringRotation<E>>, Error>
    where
        D: Fn(TokenRotation) -> Result<(), E> + Sync,
        E: Send,
    {
        let search = list_due(&self.set, &self.registry_id, self.within, self.concurrency);
        let due = self.runtime.block_on(search)?;
        let results: Vec<Mutex<Option<_>>> = due.iter().map(|_| Mutex::new(None)).collect();
        let next = AtomicUsize::new(0);
        std::thread::scope(|scope| {
            for _ in 0..self.concurrency.min(due.len()) {
                scope.spawn(|| {
                    loop {
                        let at = next.fetch_add(1, Ordering::Relaxed);
                        let Some(token) = due.get(at) else { break };
                        // A panic is not to keep the others from their ends.
                        let result = catch_unwind(AssertUnwindSafe(|| self.one(token)));
                        *results[at].lock().unwrap_or_else(PoisonError::into_inner) = Some(result);
                    }
                });
            }
        });
        let results =
            results.into_iter().filter_map(|slot| slot.into_inner().unwrap_or_else(PoisonError::into_inner));
        let results = results.map(|result| result.unwrap_or_else(|panic| resume_unwind(panic)));
        Ok(due
            .iter()
            .cloned()
            .zip(results)
            .map(|(token, result)| ExpiringRotation { token, result })
            .collect())
    }

    fn one<E>(&self, token: &Token) -> Result<RotationResult<TokenRotation>, RotateError<E>>
    where
        D: Fn(TokenRotation) -> Result<(), E>,
    {
        let id = token.id.to_string();
        self.set.tell(RotationStep::Begun, &id, None);
        let result = rotate(&self.runtime, &self.set, &self.registry_id, &id, &self.deploy);
        if result.is_err() {
            self.set.tell(RotationStep::Failed, &id, None);
        }
        result
    }
}

impl<D> fmt::Debug for RotateExpiring<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RotateExpiring").finish_non_exhaustive()
    }
}

impl Tokens {
    /// Replaces a token by a new one without a moment in which nothing works; see [`crate::ionos::Tokens::rotate`].
    pub fn rotate<D, E>(
        &self,
        registry_id: impl Into<ResourceId>,
        token_id: impl Into<ResourceId>,
        deploy: D,
    ) -> Rotate<crate::ionos::Tokens, D>
    where
        D: FnOnce(TokenRotation) -> Result<(), E>,
    {
        let (place, id) = (registry_id.into().to_string(), token_id.into().to_string());
        Rotate { set: Set::new(self.tokens.clone()), place, id, deploy, runtime: self.runtime.clone() }
    }

    /// Rotates every token of a registry that expires within a span from now; see
    /// [`crate::ionos::Tokens::rotate_expiring`]. A panic in a deployment goes on when the others have come to their ends.
    pub fn rotate_expiring<D, E>(
        &self,
        registry_id: impl Into<ResourceId>,
        within: Duration,
        deploy: D,
    ) -> RotateExpiring<D>
    where
        D: Fn(TokenRotation) -> Result<(), E> + Sync,
    {
        RotateExpiring {
            set: Set::new(self.tokens.clone()),
            registry_id: registry_id.into().to_string(),
            within,
            concurrency: crate::rotation::CONCURRENCY,
            deploy,
            runtime: self.runtime.clone(),
        }
    }
}

impl LongTermCredentials {
    /// Replaces a long-term credential by a new one without a moment in which nothing works; see
    /// [`crate::swr::LongTermCredentials::rotate`].
    pub fn rotate<D, E>(
        &self,
        instance_id: impl Into<String>,
        credential_id: impl Into<String>,
        deploy: D,
    ) -> Rotate<crate::swr::LongTermCredentials, D>
    where
        D: FnOnce(LongTermCredentialRotation) -> Result<(), E>,
    {
        let (place, id) = (instance_id.into(), credential_id.into());
        Rotate { set: Set::new(self.credentials.clone()), place, id, deploy, runtime: self.runtime.clone() }
    }
}
