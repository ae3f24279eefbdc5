//! Updating workloads when an image is pushed.

use super::{decode, decode_list};
use crate::call::{Call, Deletion};
use crate::json::nothing;
use crate::swr::client::SwrClient;
use crate::swr::models::{NewTrigger, Trigger, TriggerBody, TriggerSwitch};
use crate::swr::{operations, validation};
use crate::transport::{Operation, Request};

/// Triggers, which update a workload when an image is pushed. Get it from [`SwrClient::triggers`].
#[derive(Debug, Clone)]
pub struct Triggers {
    client: SwrClient,
}

impl Triggers {
    pub(crate) fn new(client: SwrClient) -> Self {
        Self { client }
    }

    /// The triggers of a repository; the service gives all of them at once.
    ///
    /// Mirrors `ListTriggersDetails`.
    pub fn list(&self, namespace: impl Into<String>, repository: impl Into<String>) -> Call<Vec<Trigger>> {
        let ids = [namespace.into(), repository.into()];
        self.client.call(&operations::TRIGGERS_LIST, ids, Ok, decode_list)
    }

    /// The trigger of this name.
    ///
    /// Mirrors `ShowTrigger`. `not_found` where there is none.
    pub fn get(
        &self,
        namespace: impl Into<String>,
        repository: impl Into<String>,
        trigger: impl Into<String>,
    ) -> Call<Trigger> {
        let ids = [namespace.into(), repository.into(), trigger.into()];
        self.client.call(&operations::TRIGGERS_GET, ids, Ok, decode)
    }

    /// Makes a trigger.
    ///
    /// Mirrors `CreateTrigger`. Not repeated once it may have arrived; an error then has
    /// [`outcome_unknown`](crate::Error::outcome_unknown). `bad_request` also where the name is taken, and where there is no such
    /// cluster or workload.
    pub fn create(
        &self,
        namespace: impl Into<String>,
        repository: impl Into<String>,
        trigger: NewTrigger,
    ) -> Call<()> {
        let complete = move |request: Request| {
            validation::trigger(request.operation.id, &trigger)?;
            request.json(&TriggerBody::from(&trigger))
        };
        let ids = [namespace.into(), repository.into()];
        self.client.call(&operations::TRIGGERS_CREATE, ids, complete, nothing)
    }

    /// Lets a trigger work again.
    ///
    /// Mirrors `UpdateTrigger`. `not_found` where there is none.
    pub fn enable(
        &self,
        namespace: impl Into<String>,
        repository: impl Into<String>,
        trigger: impl Into<String>,
    ) -> Call<()> {
        let ids = [namespace.into(), repository.into(), trigger.into()];
        self.switch(&operations::TRIGGERS_ENABLE, ids, true)
    }

    /// Keeps a trigger, but lets it do nothing.
    ///
    /// Mirrors `UpdateTrigger`. `not_found` where there is none.
    pub fn disable(
        &self,
        namespace: impl Into<String>,
        repository: impl Into<String>,
        trigger: impl Into<String>,
    ) -> Call<()> {
        let ids = [namespace.into(), repository.into(), trigger.into()];
        self.switch(&operations::TRIGGERS_DISABLE, ids, false)
    }

    /// Deletes a trigger. A 404 is `not_found`, unless an attempt before may have deleted it, or
    /// [`missing_ok`](Deletion::missing_ok) is set.
    ///
    /// Mirrors `DeleteTrigger`.
    pub fn delete(
        &self,
        namespace: impl Into<String>,
        repository: impl Into<String>,
        trigger: impl Into<String>,
    ) -> Deletion {
        let ids = [namespace.into(), repository.into(), trigger.into()];
        Deletion::new(self.client.call(&operations::TRIGGERS_DELETE, ids, Ok, nothing))
    }

    fn switch(&self, operation: &'static Operation, ids: [String; 3], enable: bool) -> Call<()> {
        let complete = move |request: Request| request.json(&TriggerSwitch::new(enable));
        self.client.call(operation, ids, complete, nothing)
    }
}
