//! Blocking lists.

use std::collections::BTreeMap;
use std::time::Duration;

use futures_util::StreamExt as _;

use super::call::forward_options;
use super::runtime::Runtime;
use crate::error::Error;
use crate::models::{
    LongTermCredentialPage, OrderType, RegistryOrderColumn, RepositoryCategory, RepositoryMarkerPage,
    RepositoryOrderColumn, RepositoryPage, RetentionHistoryPage, SyncJobPage, TargetRegistryPage,
    TargetRegistryType, TokenPage,
};
use crate::pagination::Page;

/// All items of a list: an [`Iterator`] of them, each one once. Set its options before the first item.
#[derive(Debug)]
#[must_use = "a pager does nothing until it is iterated"]
pub struct Pager<P: Page> {
    pub(super) pager: crate::Pager<P>,
    pub(super) runtime: Runtime,
    is_over: bool,
}

impl<P: Page> Pager<P> {
    pub(super) fn new(pager: crate::Pager<P>, runtime: Runtime) -> Self {
        Self { pager, runtime, is_over: false }
    }

    /// How many items to ask for at once, at least 1; SWR gives at most 100, of the basic edition's repositories 1000. Default: 100.
    pub fn page_size(mut self, size: u64) -> Self {
        self.pager = self.pager.page_size(size);
        self
    }

    forward_options!(pager);

    /// The pages instead of the items, as the service gives them.
    pub fn pages(self) -> Pages<P> {
        Pages { pages: self.pager.pages(), runtime: self.runtime, is_over: false }
    }

    /// Every item at once, and none missed that was there all the time; see [`crate::Pager::all`].
    pub fn all(self) -> Result<Vec<P::Item>, Error> {
        self.runtime.block_on(self.pager.all())
    }
}

/// Setters of lists of one kind, as the async pager has them.
macro_rules! forward_settings {
    ($page:ty { $($(#[$meta:meta])* $name:ident($type:ty),)* }) => {
        impl Pager<$page> {
            $($(#[$meta])*
            pub fn $name(mut self, value: $type) -> Self {
                self.pager = self.pager.$name(value);
                self
            })*
        }
    };
}

forward_settings!(TokenPage {
    /// The index of the first token. Default: 0.
    offset(u64),
    /// Sets all filters at once: properties and the values they must have, sent as `filter.NAME`. The service may ignore them.
    filters(BTreeMap<String, String>),
    /// The most tokens to get in all. Default: no limit.
    max_results(u64),
});

impl Pager<TokenPage> {
    /// Adds a property and the value it must have, sent as `filter.NAME`. The service may ignore it.
    pub fn filter(mut self, property: impl Into<String>, value: impl Into<String>) -> Self {
        self.pager = self.pager.filter(property, value);
        self
    }
}

forward_settings!(TargetRegistryPage {
    /// The index of the first target registry, a multiple of the page size. Default: 0.
    offset(u64),
    /// What to sort by. Default: left to the service, which takes `created_at`.
    order_column(impl Into<RegistryOrderColumn>),
    /// Which way to sort; only together with `order_column`. Default: left to the service, which takes `desc`.
    order_type(impl Into<OrderType>),
    /// A part of the name. Default: any name.
    name(impl Into<String>),
    /// What they are. Default: any type.
    r#type(impl Into<TargetRegistryType>),
});

forward_settings!(LongTermCredentialPage {
    /// The index of the first credential. Default: 0.
    offset(u64),
    /// Whether only the caller's own are listed; see [`crate::Pager::self_only`].
    self_only(bool),
});

forward_settings!(RepositoryPage {
    /// The index of the first repository. Default: 0.
    offset(u64),
    /// The organization. Default: any.
    namespace(impl Into<String>),
    /// The name. Default: any.
    name(impl Into<String>),
    /// What their images are about. Default: anything.
    category(impl Into<RepositoryCategory>),
    /// Whether everybody may pull. Default: either.
    is_public(bool),
    /// What to sort by, together with `order_type`. Default: left to the service.
    order_column(impl Into<RepositoryOrderColumn>),
    /// Which way to sort, together with `order_column`. Default: left to the service.
    order_type(impl Into<OrderType>),
    /// Sets all parts of the filter at once; see [`crate::Pager::filters`].
    filters(BTreeMap<String, String>),
});

impl Pager<RepositoryPage> {
    /// Adds a part of the filter; see [`crate::Pager::filters`].
    pub fn filter(mut self, part: impl Into<String>, value: impl Into<String>) -> Self {
        self.pager = self.pager.filter(part, value);
        self
    }
}

forward_settings!(RepositoryMarkerPage {
    /// The organization. Default: any.
    namespace(impl Into<String>),
    /// The name. Default: any.
    name(impl Into<String>),
    /// What their images are about. Default: anything.
    category(impl Into<RepositoryCategory>),
    /// Whether everybody may pull. Default: either.
    is_public(bool),
});

forward_settings!(RetentionHistoryPage {
    /// The index of the first deletion. Default: 0.
    offset(u64),
});

forward_settings!(SyncJobPage {
    /// The index of the first synchronization. Default: 0.
    offset(u64),
    /// Which way to sort by when they were made. Default: left to the service.
    order_type(impl Into<OrderType>),
});

/// The next item of a stream; after an error there is none.
fn next<T>(
    runtime: &Runtime,
    is_over: &mut bool,
    stream: &mut (impl futures_core::Stream<Item = Result<T, Error>> + Unpin),
) -> Option<Result<T, Error>> {
    if *is_over {
        return None;
    }
    let item = runtime.block_on(async { stream.next().await.transpose() });
    *is_over = !matches!(item, Ok(Some(_)));
    item.transpose()
}

impl<P: Page> Iterator for Pager<P> {
    type Item = Result<P::Item, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        next(&self.runtime, &mut self.is_over, &mut self.pager)
    }
}

/// All pages of a list, as the service gives them.
#[derive(Debug)]
#[must_use = "an iterator does nothing until it is iterated"]
pub struct Pages<P> {
    pages: crate::Pages<P>,
    runtime: Runtime,
    is_over: bool,
}

impl<P> Iterator for Pages<P> {
    type Item = Result<P, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        next(&self.runtime, &mut self.is_over, &mut self.pages)
    }
}
