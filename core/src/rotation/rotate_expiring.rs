//! All rotations of a registry that are due, as one call.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::time::Duration;

use futures_util::future::BoxFuture;
use futures_util::stream;
use futures_util::{FutureExt as _, StreamExt as _};

use super::options::{rotation_options, token_rotation_options};
use super::progress::{RotateError, RotationResult, RotationStep};
use super::rotate::Set;
use crate::error::Error;
use crate::ionos::Tokens;
use crate::models::{Token, TokenRotation};

/// How many tokens are rotated at the same time.
pub(crate) const CONCURRENCY: usize = 4;

/// The tokens that are due, when so many are to be rotated at the same time.
pub(crate) async fn due(
    set: &Set<Tokens>,
    registry_id: &str,
    within: Duration,
    concurrency: usize,
) -> Result<Vec<Token>, Error> {
    if concurrency == 0 {
        let reason = "concurrency must be at least 1";
        return Err(Error::invalid_argument("tokens.rotate_expiring", reason));
    }
    let search = set.resource.list_expiring(registry_id, within, set.plan.retirement());
    search.with(set.options.clone()).await
}

/// What became of one of several tokens.
#[derive(Debug)]
#[non_exhaustive]
pub struct ExpiringRotation<E> {
    /// The token that was to be replaced, as it was.
    pub token: Token,
    /// What its rotation gave.
    pub result: Result<RotationResult<TokenRotation>, RotateError<E>>,
}

/// The rotations of all tokens that expire soon: await it to make them, or first change its options.
///
/// A panic in a deployment goes on when the others have come to their ends.
#[must_use = "rotations do nothing until they are awaited"]
pub struct RotateExpiring<D> {
    set: Set<Tokens>,
    registry_id: String,
    within: Duration,
    concurrency: usize,
    deploy: D,
}

impl<D> RotateExpiring<D> {
    pub(super) fn new(tokens: Tokens, registry_id: String, within: Duration, deploy: D) -> Self {
        Self { set: Set::new(tokens), registry_id, within, concurrency: CONCURRENCY, deploy }
    }

    /// How many tokens to rotate at the same time, at least 1. Default: 4.
    pub fn concurrency(mut self, most: usize) -> Self {
        self.concurrency = most;
        self
    }

    rotation_options!();
    token_rotation_options!();
}

impl<D, R, E> IntoFuture for RotateExpiring<D>
where
    D: Fn(TokenRotation) -> R + Send + Sync + 'static,
    R: Future<Output = Result<(), E>> + Send + 'static,
    E: Send + 'static,
{
    type Output = Result<Vec<ExpiringRotation<E>>, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let tokens = due(&self.set, &self.registry_id, self.within, self.concurrency).await?;
            let one = async |(at, token): (usize, Token)| {
                let id = token.id.to_string();
                self.set.tell(RotationStep::Begun, &id, None);
                let rotation = self.set.rotate(&self.registry_id, &id, &self.deploy);
                // A panic is not to keep the others from their ends.
                let result = AssertUnwindSafe(rotation).catch_unwind().await;
                if !matches!(result, Ok(Ok(_))) {
                    self.set.tell(RotationStep::Failed, &id, None);
                }
                (at, result.map(|result| ExpiringRotation { token, result }))
            };
            let all =
                stream::iter(tokens.into_iter().enumerate()).map(one).buffer_unordered(self.concurrency);
            let mut all: Vec<_> = all.collect().await;
            all.sort_by_key(|(at, _)| *at);
            let results =
                all.into_iter().map(|(_, result)| result.unwrap_or_else(|panic| resume_unwind(panic)));
            Ok(results.collect())
        })
    }
}

impl<D> fmt::Debug for RotateExpiring<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RotateExpiring").finish_non_exhaustive()
    }
}
