//! What a rotation needs to know and to do at a service.

use std::future::Future;
use std::sync::Arc;

use crate::Timestamp;
use crate::call::Response;
use crate::error::Error;
use crate::models::{Retire, RetireOutcome};

/// What tells of an item how its rotation stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Known {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) is_enabled: bool,
    pub(crate) created: Option<Timestamp>,
    pub(crate) changed: Option<Timestamp>,
    pub(crate) expiry: Option<Timestamp>,
}

/// What became of an item, and when it expires.
pub(crate) type Retired = (RetireOutcome, Option<Timestamp>);

/// A list of items of one service that can be rotated, with the options of its calls.
pub(crate) trait Rotated: Send + Sync {
    /// An item as the list shows it.
    type Item: Send + Sync;
    /// An item as it is issued, with its password.
    type Issued: Send;
    /// The longest name that the service takes.
    const LONGEST_NAME: usize;
    /// What an error of a rotation names as its operation.
    const ROTATE: &'static str;

    fn known(item: &Self::Item) -> Known;

    /// Whether two texts are the same id.
    fn is_same_id(one: &str, other: &str) -> bool;

    /// Every item, from a reading that began after this was asked.
    fn all_known(&self) -> impl Future<Output = Result<Arc<Vec<Known>>, Error>> + Send;

    fn find(&self, name: &str) -> impl Future<Output = Result<Option<Self::Item>, Error>> + Send;

    /// Issues one that allows the same as the old one.
    fn create(&self, name: &str) -> impl Future<Output = Result<Response<Self::Issued>, Error>> + Send;

    /// Deletes an item; one that is gone is fine.
    fn delete(&self, id: &str) -> impl Future<Output = Result<(), Error>> + Send;

    fn retire(&self, item: &Known, how: &Retire) -> impl Future<Output = Result<Retired, Error>> + Send;
}
