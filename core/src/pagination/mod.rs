//! Lists longer than an answer.
//!
//! A pager asks for page after page and moves on by what it received, not by what it asked for: a service may cap a page.

mod all;
mod pager;
mod walk;

use std::collections::BTreeMap;
use std::hash::Hash;

use futures_util::future::BoxFuture;

use crate::call::Response;
use crate::error::Error;
use crate::transport::CallOptions;

pub use pager::{Pager, Pages};
pub(crate) use walk::{collect, find};

/// One page of a list.
pub trait Page: Clone + Send + Sync + 'static {
    /// What the list is of.
    type Item: Clone + Send + Sync + 'static;
    /// What tells one item from another.
    #[doc(hidden)]
    type Id: Eq + Hash + Send + Sync + 'static;
    /// Whether a page can only begin at a multiple of its size, so that pages cannot overlap.
    #[doc(hidden)]
    const IS_ALIGNED: bool = false;
    /// The most that a page can be asked for, where the service has such a bound.
    #[doc(hidden)]
    const LARGEST: u64 = u64::MAX;

    /// The items of this page.
    fn items(&self) -> &[Self::Item];

    /// The items of this page, taken out of it.
    fn into_items(self) -> Vec<Self::Item>;

    #[doc(hidden)]
    fn id(item: &Self::Item) -> Self::Id;

    /// How many items there are in all, by the service's count.
    #[doc(hidden)]
    fn total(&self) -> Option<u64>;

    /// Where the first page begins; unless it says otherwise, a list is cut by index.
    #[doc(hidden)]
    fn first(plan: &Plan) -> Cursor {
        Cursor::Window { offset: plan.offset, limit: plan.page_size }
    }

    /// Where the page behind this one begins; none at the end.
    #[doc(hidden)]
    fn next(&self, cursor: &Cursor) -> Option<Cursor> {
        let (received, total) = (self.items().len(), self.total());
        if Self::IS_ALIGNED {
            cursor.advance_aligned(received, total)
        } else {
            cursor.advance(received, total)
        }
    }
}

/// What a list is asked for with, apart from where.
#[doc(hidden)]
#[derive(Debug, Clone)]
pub struct Plan {
    pub(crate) page_size: u64,
    pub(crate) offset: u64,
    pub(crate) filters: BTreeMap<String, String>,
    pub(crate) max_results: Option<u64>,
    pub(crate) options: CallOptions,
}

impl Plan {
    pub(crate) fn new(page_size: u64, options: CallOptions) -> Self {
        Self { page_size, offset: 0, filters: BTreeMap::new(), max_results: None, options }
    }
}

/// Where a page begins.
#[doc(hidden)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cursor {
    /// At an index.
    Window {
        /// The index of the first item.
        offset: u64,
        /// The most the page may hold.
        limit: u64,
    },
    /// Where an answer before said; none for the first page.
    Token(Option<String>),
}

impl Cursor {
    pub(crate) fn window(&self) -> (u64, u64) {
        match self {
            Self::Window { offset, limit } => (*offset, *limit),
            Self::Token(_) => (0, 0),
        }
    }

    /// The same for services whose pages begin at multiples of their size: behind a page that was cut short, the next one is of
    /// a size that fits.
    pub(crate) fn advance_aligned(&self, received: usize, total: Option<u64>) -> Option<Self> {
        let Self::Window { offset, limit } = self.advance(received, total)? else { return None };
        let fitting = (1..=limit).rev().find(|size| offset.is_multiple_of(*size)).unwrap_or(1);
        Some(Self::Window { offset, limit: fitting })
    }

    /// Behind what was received, unless that was all.
    pub(crate) fn advance(&self, received: usize, total: Option<u64>) -> Option<Self> {
        let (offset, limit) = self.window();
        let next = offset.saturating_add(received as u64);
        let is_end = received == 0 || total.is_some_and(|total| next >= total);
        (!is_end).then_some(Self::Window { offset: next, limit })
    }
}

/// Where pages come from.
pub(crate) trait Source<P>: Send + Sync + 'static {
    /// The operation that errors of the list itself name.
    fn operation(&self) -> &'static str;

    fn fetch<'a>(&'a self, plan: &'a Plan, cursor: &'a Cursor) -> BoxFuture<'a, Result<Response<P>, Error>>;
}
