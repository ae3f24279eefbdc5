//! A whole rotation as one call.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use futures_util::future::BoxFuture;

use super::finish::incomplete;
use super::options::{rotation_options, token_rotation_options};
use super::progress::{OnDeployError, RotateError, RotationProgress, RotationResult, RotationStep};
use super::rotatable::{Ids, Rotatable};
use crate::error::Error;
use crate::ionos::Tokens;
use crate::models::Retire;
use crate::transport::CallOptions;

type Observer = Arc<dyn Fn(&RotationProgress) + Send + Sync>;

/// A rotation: await it to make it, or first change its options.
///
/// Dropped while the deployment runs, it deletes nothing: both the old and the new credentials are there, and progress says so.
#[must_use = "a rotation does nothing until it is awaited"]
pub struct Rotate<T: Rotatable, D> {
    set: Set<T>,
    place: String,
    id: String,
    deploy: D,
}

/// What holds for one rotation and for many.
#[derive(Clone)]
pub(crate) struct Set<T: Rotatable> {
    pub(crate) resource: T,
    pub(crate) plan: T::Plan,
    pub(crate) on_deploy_error: OnDeployError,
    pub(crate) observer: Option<Observer>,
    pub(crate) options: CallOptions,
}

impl<T: Rotatable> Set<T> {
    pub(crate) fn new(resource: T) -> Self {
        Self {
            resource,
            plan: T::Plan::default(),
            on_deploy_error: OnDeployError::default(),
            observer: None,
            options: CallOptions::default(),
        }
    }

    pub(crate) fn retire(&mut self, retire: Retire) {
        T::set_retire(&mut self.plan, retire);
    }

    pub(crate) fn tell(&self, step: RotationStep, old_id: &str, new_id: Option<&str>) {
        if let Some(observer) = &self.observer {
            let progress =
                RotationProgress { step, old_id: old_id.to_owned(), new_id: new_id.map(str::to_owned) };
            let _ = catch_unwind(AssertUnwindSafe(|| observer(&progress)));
        }
    }

    /// Issues the successor.
    pub(crate) async fn begin(&self, place: &str, id: &str) -> Result<(T::Rotation, Ids), Error> {
        let rotation = self.resource.begin(place, id, &self.plan).with(self.options.clone()).await?;
        let ids = T::ids(&rotation);
        self.tell(RotationStep::Issued, &ids.old, Some(&ids.new));
        Ok((rotation, ids))
    }

    /// Does what follows a deployment.
    pub(crate) async fn conclude<E>(
        &self,
        place: &str,
        rotation: T::Rotation,
        ids: &Ids,
        deployed: Result<(), E>,
    ) -> Result<RotationResult<T::Rotation>, RotateError<E>> {
        let tell = |step| self.tell(step, &ids.old, Some(&ids.new));
        let Err(cause) = deployed else {
            tell(RotationStep::Deployed);
            let end = self.resource.finish(place, ids, &self.plan).with(self.options.clone());
            let retirement = end.await.map_err(RotateError::Finish)?;
            tell(RotationStep::Retired);
            return Ok(RotationResult { rotation, retirement });
        };
        let undone = match self.on_deploy_error {
            OnDeployError::KeepBoth => Err(incomplete(T::ROTATE, &ids.old, &ids.new, None)),
            OnDeployError::DeleteNew => self.resource.undo(place, ids).with(self.options.clone()).await,
        };
        tell(if undone.is_ok() { RotationStep::Undone } else { RotationStep::KeptBoth });
        match undone {
            Ok(()) => Err(RotateError::Deploy(cause)),
            Err(error) => Err(RotateError::Incomplete { error, cause }),
        }
    }

    pub(super) async fn rotate<D, R, E>(
        &self,
        place: &str,
        id: &str,
        deploy: D,
    ) -> Result<RotationResult<T::Rotation>, RotateError<E>>
    where
        D: FnOnce(T::Rotation) -> R,
        R: Future<Output = Result<(), E>>,
    {
        let (rotation, ids) = self.begin(place, id).await.map_err(RotateError::Begin)?;
        let deploying = Deploying::new(self, &ids);
        let deployed = deploy(rotation.clone()).await;
        deploying.end();
        self.conclude(place, rotation, &ids, deployed).await
    }
}

/// Says that both are there when a deployment is dropped, or panics.
pub(crate) struct Deploying<'a, T: Rotatable> {
    set: &'a Set<T>,
    ids: &'a Ids,
    is_over: bool,
}

impl<'a, T: Rotatable> Deploying<'a, T> {
    pub(crate) fn new(set: &'a Set<T>, ids: &'a Ids) -> Self {
        Self { set, ids, is_over: false }
    }

    pub(crate) fn end(mut self) {
        self.is_over = true;
    }
}

impl<T: Rotatable> Drop for Deploying<'_, T> {
    fn drop(&mut self) {
        if !self.is_over {
            self.set.tell(RotationStep::KeptBoth, &self.ids.old, Some(&self.ids.new));
        }
    }
}

impl<T: Rotatable, D> Rotate<T, D> {
    pub(super) fn new(resource: T, place: String, id: String, deploy: D) -> Self {
        Self { set: Set::new(resource), place, id, deploy }
    }

    rotation_options!();
}

impl<D> Rotate<Tokens, D> {
    token_rotation_options!();
}

impl<T, D, R, E> IntoFuture for Rotate<T, D>
where
    T: Rotatable,
    D: FnOnce(T::Rotation) -> R + Send + 'static,
    R: Future<Output = Result<(), E>> + Send + 'static,
    E: Send + 'static,
{
    type Output = Result<RotationResult<T::Rotation>, RotateError<E>>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move { self.set.rotate(&self.place, &self.id, self.deploy).await })
    }
}

impl<T: Rotatable, D> fmt::Debug for Rotate<T, D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rotate").field("id", &self.id).finish_non_exhaustive()
    }
}
