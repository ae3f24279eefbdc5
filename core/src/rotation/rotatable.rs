//! What can be rotated.

use std::future::Future;
use std::time::Duration;

use super::call::FinishRotation;
use super::rotate::Rotate;
use super::rotate_expiring::RotateExpiring;
use crate::call::Call;
use crate::id::ResourceId;
use crate::ionos::Tokens;
use crate::models::{
    LongTermCredentialRetirement, LongTermCredentialRotation, Retire, TokenRotation, TokenRotationPlan,
};
use crate::swr::LongTermCredentials;

mod sealed {
    pub trait Sealed {}
    impl Sealed for crate::ionos::Tokens {}
    impl Sealed for crate::swr::LongTermCredentials {}
}

/// What can be rotated: tokens and long-term credentials.
pub trait Rotatable: sealed::Sealed + Clone + Send + Sync + 'static {
    /// A rotation that has begun.
    type Rotation: Clone + Send + Sync + 'static;
    #[doc(hidden)]
    type Plan: Clone + Default + Send + Sync + 'static;
    #[doc(hidden)]
    const ROTATE: &'static str;

    #[doc(hidden)]
    fn begin(&self, place: &str, id: &str, plan: &Self::Plan) -> Call<Self::Rotation>;
    #[doc(hidden)]
    fn finish(&self, place: &str, ids: &Ids, plan: &Self::Plan) -> FinishRotation;
    #[doc(hidden)]
    fn undo(&self, place: &str, ids: &Ids) -> Call<()>;
    #[doc(hidden)]
    fn ids(rotation: &Self::Rotation) -> Ids;
    #[doc(hidden)]
    fn set_retire(plan: &mut Self::Plan, retire: Retire);
}

/// The ids of a rotation.
#[doc(hidden)]
#[derive(Debug, Clone)]
pub struct Ids {
    pub(crate) old: String,
    pub(crate) new: String,
}

impl Rotatable for Tokens {
    type Rotation = TokenRotation;
    type Plan = TokenRotationPlan;
    const ROTATE: &'static str = "tokens.rotate";

    fn begin(&self, place: &str, id: &str, plan: &TokenRotationPlan) -> Call<TokenRotation> {
        self.begin_rotation(place, id, plan.clone())
    }

    fn finish(&self, place: &str, ids: &Ids, plan: &TokenRotationPlan) -> FinishRotation {
        self.finish_rotation(place, ids.old.as_str(), ids.new.as_str(), plan.retirement())
    }

    fn undo(&self, place: &str, ids: &Ids) -> Call<()> {
        self.undo_rotation(place, ids.old.as_str(), ids.new.as_str())
    }

    fn ids(rotation: &TokenRotation) -> Ids {
        Ids { old: rotation.old.id.to_string(), new: rotation.new.id.to_string() }
    }

    fn set_retire(plan: &mut TokenRotationPlan, retire: Retire) {
        plan.retire = Some(retire);
    }
}

impl Rotatable for LongTermCredentials {
    type Rotation = LongTermCredentialRotation;
    type Plan = LongTermCredentialRetirement;
    const ROTATE: &'static str = "long_term_credentials.rotate";

    fn begin(
        &self,
        place: &str,
        id: &str,
        plan: &LongTermCredentialRetirement,
    ) -> Call<LongTermCredentialRotation> {
        self.begin_rotation(place, id, plan.clone())
    }

    fn finish(&self, place: &str, ids: &Ids, plan: &LongTermCredentialRetirement) -> FinishRotation {
        self.finish_rotation(place, ids.old.as_str(), ids.new.as_str(), plan.clone())
    }

    fn undo(&self, place: &str, ids: &Ids) -> Call<()> {
        self.undo_rotation(place, ids.old.as_str(), ids.new.as_str())
    }

    fn ids(rotation: &LongTermCredentialRotation) -> Ids {
        Ids { old: rotation.old.token_id.clone(), new: rotation.new.token_id.clone() }
    }

    fn set_retire(plan: &mut LongTermCredentialRetirement, retire: Retire) {
        plan.retire = Some(retire);
    }
}

impl Tokens {
    /// Replaces a token by a new one without a moment in which nothing works: issues it, hands its credentials to `deploy`,
    /// and, only when that has succeeded, retires the old token, which by default goes on working for an hour more.
    ///
    /// Rotate one token only once at a time. Where `deploy` fails, the new token is deleted. What could not be retired is said in the result. See
    /// [`begin_rotation`](Self::begin_rotation) and [`finish_rotation`](Self::finish_rotation), of which it is made.
    pub fn rotate<D, R, E>(
        &self,
        registry_id: impl Into<ResourceId>,
        token_id: impl Into<ResourceId>,
        deploy: D,
    ) -> Rotate<Self, D>
    where
        D: FnOnce(TokenRotation) -> R,
        R: Future<Output = Result<(), E>>,
    {
        let (place, id) = (registry_id.into().to_string(), token_id.into().to_string());
        Rotate::new(self.clone(), place, id, deploy)
    }

    /// Rotates every token of a registry that expires within a span from now, as [`list_expiring`](Self::list_expiring) finds
    /// them. `deploy` is called once for each; what became of each is in the result, and the failure of one does not stop the
    /// others.
    pub fn rotate_expiring<D, R, E>(
        &self,
        registry_id: impl Into<ResourceId>,
        within: Duration,
        deploy: D,
    ) -> RotateExpiring<D>
    where
        D: Fn(TokenRotation) -> R,
        R: Future<Output = Result<(), E>>,
    {
        RotateExpiring::new(self.clone(), registry_id.into().to_string(), within, deploy)
    }
}

impl LongTermCredentials {
    /// Replaces a long-term credential by a new one without a moment in which nothing works: issues it, hands it to `deploy`,
    /// and, only when that has succeeded, retires the old one; by default that stays.
    ///
    /// Rotate it only once at a time. Where `deploy` fails, the new one is deleted. What could not be retired is said in the result. See
    /// [`begin_rotation`](Self::begin_rotation) and [`finish_rotation`](Self::finish_rotation), of which it is made.
    pub fn rotate<D, R, E>(
        &self,
        instance_id: impl Into<String>,
        credential_id: impl Into<String>,
        deploy: D,
    ) -> Rotate<Self, D>
    where
        D: FnOnce(LongTermCredentialRotation) -> R,
        R: Future<Output = Result<(), E>>,
    {
        Rotate::new(self.clone(), instance_id.into(), credential_id.into(), deploy)
    }
}
