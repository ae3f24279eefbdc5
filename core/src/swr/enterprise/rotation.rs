//! Long-term credentials that are replaced by new ones.

use std::sync::Arc;
use std::time::Duration;

use super::long_term_credentials::LongTermCredentials;
use crate::call::{Call, Response};
use crate::error::{Error, ErrorKind};
use crate::models::{Retire, RetireOutcome};
use crate::rotation::{self, Family, FinishRotation, Known, Retired, Rotatable, Rotated};
use crate::swr::models::{
    IssuedLongTermCredential, LongTermCredential, LongTermCredentialRetirement, LongTermCredentialRotation,
};
use crate::swr::{defaults, operations, validation};
use crate::transport::{CallOptions, Operation};

/// In whose path ids have to be able to stand, and what stands for the project there, which may not be known yet.
const PATH: &Operation = &operations::LONG_TERM_CREDENTIALS_DELETE;
const PROJECT: &str = "project";

impl LongTermCredentials {
    /// Issues a long-term credential in the place of another one of the caller's own, which goes on working: the first half of a
    /// rotation.
    ///
    /// The new one's name has an ending that tells whose successor it is. When both work, hand the new credentials to whoever
    /// needs them, and then call `finish_rotation`; or `undo_rotation`. `rotate` does all of it. How the old one will be retired
    /// is checked before anything is made.
    ///
    /// Where the answer that issues it is lost, the one that nobody has the password of is deleted and another one issued.
    /// `not_found` where there is no old one.
    ///
    /// Asks `ListInstanceLtCredentials` and `CreateInstanceLtCredential`.
    pub fn begin_rotation(
        &self,
        instance_id: impl Into<String>,
        credential_id: impl Into<String>,
        retirement: LongTermCredentialRetirement,
    ) -> Call<LongTermCredentialRotation> {
        let (credentials, instance_id, id) = (self.clone(), instance_id.into(), credential_id.into());
        Call::new(async move |options| {
            let operation = operations::LONG_TERM_CREDENTIALS_CREATE.id;
            how(operation, retirement.retire.as_ref())?;
            rotation::check_path(operation, PATH, &[PROJECT, &instance_id], "credential_id", &id)?;
            let service = Service { credentials, instance_id, options };
            let old = service.all().await?.into_iter().find(|item| item.token_id == id).ok_or_else(|| {
                let reason = format!("the caller has no long-term credential with the id {id:?}");
                Error::new(ErrorKind::NotFound, operations::LONG_TERM_CREDENTIALS_LIST.id, reason)
            })?;
            let issued = rotation::issue(&service, &Service::known(&old)).await?;
            let base_name = rotation::base_name(&old.name, Service::LONGEST_NAME);
            Ok(issued.map(|new| {
                let credentials = new.credentials.clone();
                LongTermCredentialRotation { base_name, old, new, credentials }
            }))
        })
    }

    /// Retires the old long-term credential when its successor is in place, and what earlier rotations of it left behind: the
    /// second half of a rotation.
    ///
    /// It fails only for wrong arguments: what could not be retired is said in what it gives, because the new credentials work
    /// already. Nothing is retired where the new one is not there any more, or is disabled.
    ///
    /// Asks `ListInstanceLtCredentials`, `UpdateInstanceLtCredential` and `DeleteInstanceLtCredential`.
    pub fn finish_rotation(
        &self,
        instance_id: impl Into<String>,
        old_id: impl Into<String>,
        new_id: impl Into<String>,
        retirement: LongTermCredentialRetirement,
    ) -> FinishRotation {
        let (credentials, instance_id) = (self.clone(), instance_id.into());
        let (old_id, new_id) = (old_id.into(), new_id.into());
        FinishRotation::new(async move |options| {
            let operation = operations::LONG_TERM_CREDENTIALS_LIST.id;
            let retire = how(operation, retirement.retire.as_ref())?;
            rotation::check_ids::<Service>(operation, PATH, &[PROJECT, &instance_id], &old_id, &new_id)?;
            let service = Service { credentials, instance_id, options };
            rotation::finish(&service, &old_id, &new_id, &retire).await
        })
    }

    /// Deletes the new long-term credential of a rotation that is not to be: the old one goes on as it was. One that is gone is
    /// fine.
    ///
    /// `rotation_incomplete` where that fails: then both are there.
    ///
    /// Mirrors `DeleteInstanceLtCredential`.
    pub fn undo_rotation(
        &self,
        instance_id: impl Into<String>,
        old_id: impl Into<String>,
        new_id: impl Into<String>,
    ) -> Call<()> {
        let (credentials, instance_id) = (self.clone(), instance_id.into());
        let (old_id, new_id) = (old_id.into(), new_id.into());
        Call::new(async move |options| {
            let operation = operations::LONG_TERM_CREDENTIALS_DELETE.id;
            rotation::check_ids::<Service>(operation, PATH, &[PROJECT, &instance_id], &old_id, &new_id)?;
            let deletion = credentials.delete(instance_id, new_id.clone()).with(options).missing_ok(true);
            rotation::undone::<Service>(deletion.with_response().await, &old_id, &new_id)
        })
    }

    /// The caller's own long-term credential that is in use of the one with this name and its successors, or none: what a job
    /// rotates that knows only the name that the first one had. Of those that were kept, it is the first.
    ///
    /// Reads `ListInstanceLtCredentials`.
    pub fn find_current(
        &self,
        instance_id: impl Into<String>,
        name: impl Into<String>,
    ) -> Call<Option<LongTermCredential>> {
        let (credentials, instance_id, name) = (self.clone(), instance_id.into(), name.into());
        Call::new(async move |options| {
            validation::credential_name(operations::LONG_TERM_CREDENTIALS_LIST.id, &name)?;
            let answer = credentials.collect(instance_id, options).await?;
            let known: Vec<Known> = answer.value.iter().map(Service::known).collect();
            // Nothing here tells when something was retired but that it is off, or gone.
            let family = Family { longest_rest: Duration::ZERO, longest_name: Service::LONGEST_NAME };
            let current = rotation::current(&known, &name, &family);
            Ok(answer.map(|mut items| current.map(|at| items.swap_remove(at))))
        })
    }
}

/// What becomes of the old one.
fn how(operation: &'static str, retire: Option<&Retire>) -> Result<Retire, Error> {
    let retire = retire.cloned().unwrap_or(Retire::KEEP);
    if [Retire::KEEP, Retire::DISABLE, Retire::DELETE].contains(&retire) {
        return Ok(retire);
    }
    let reason =
        "retire must be keep, disable or delete: the service knows no expiry of a long-term credential";
    Err(Error::invalid_argument(operation, reason))
}

/// The caller's long-term credentials of an instance as a rotation sees them.
struct Service {
    credentials: LongTermCredentials,
    instance_id: String,
    options: CallOptions,
}

impl Service {
    async fn all(&self) -> Result<Vec<LongTermCredential>, Error> {
        let mut pager = self.credentials.list(self.instance_id.as_str());
        pager.plan_mut().options = self.options.clone();
        pager.all().await
    }
}

impl Rotated for Service {
    type Item = LongTermCredential;
    type Issued = IssuedLongTermCredential;
    const LONGEST_NAME: usize = defaults::LONGEST_NAME;
    const ROTATE: &'static str = <LongTermCredentials as Rotatable>::ROTATE;

    fn is_same_id(one: &str, other: &str) -> bool {
        one == other
    }

    fn known(item: &LongTermCredential) -> Known {
        Known {
            id: item.token_id.clone(),
            name: item.name.clone(),
            is_enabled: item.enable != Some(false),
            created: item.created_at,
            changed: None,
            expiry: item.expire_date,
        }
    }

    async fn all_known(&self) -> Result<Arc<Vec<Known>>, Error> {
        Ok(Arc::new(self.all().await?.iter().map(Self::known).collect()))
    }

    async fn find(&self, name: &str) -> Result<Option<LongTermCredential>, Error> {
        self.credentials.find(self.instance_id.as_str(), name).with(self.options.clone()).await
    }

    async fn create(&self, name: &str) -> Result<Response<IssuedLongTermCredential>, Error> {
        let call = self.credentials.create(self.instance_id.as_str(), name);
        call.with(self.options.clone()).with_response().await
    }

    async fn delete(&self, id: &str) -> Result<(), Error> {
        let deletion = self.credentials.delete(self.instance_id.as_str(), id);
        deletion.with(self.options.clone()).missing_ok(true).await
    }

    async fn retire(&self, item: &Known, how: &Retire) -> Result<Retired, Error> {
        if *how == Retire::DELETE {
            self.delete(&item.id).await?;
            return Ok((RetireOutcome::DELETED, None));
        }
        if *how == Retire::DISABLE {
            let call = self.credentials.disable(self.instance_id.as_str(), item.id.as_str());
            call.with(self.options.clone()).await?;
            return Ok((RetireOutcome::DISABLED, item.expiry));
        }
        Ok((RetireOutcome::KEPT, item.expiry))
    }
}
