//! Temporary credentials of Enterprise instances.

use crate::call::Call;
use crate::models::Credentials;
use crate::swr::client::SwrClient;
use crate::swr::models::wire;
use crate::swr::operations;

/// The temporary credentials of Enterprise instances. Get it from [`SwrClient::temporary_credentials`].
#[derive(Debug, Clone)]
pub struct TemporaryCredentials {
    client: SwrClient,
}

impl TemporaryCredentials {
    pub(crate) fn new(client: SwrClient) -> Self {
        Self { client }
    }

    /// Issues a login to an instance that ends by itself. It can be neither listed nor deleted.
    ///
    /// Mirrors `CreateInstanceTempCredential`. Not repeated once it may have arrived; an error then has
    /// [`outcome_unknown`](crate::Error::outcome_unknown).
    pub fn create(&self, instance_id: impl Into<String>) -> Call<Credentials> {
        let (client, instance_id) = (self.client.clone(), instance_id.into());
        Call::new(async move |options| {
            let operation = &operations::TEMPORARY_CREDENTIALS_CREATE;
            client
                .execute_in_project(operation, &[instance_id.as_str()], options, Ok, |answer| {
                    wire::CredentialSecret::read(&answer.body)?.credentials()
                })
                .await
        })
    }
}
