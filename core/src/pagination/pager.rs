//! What a caller iterates over.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use futures_core::Stream;
use futures_util::stream::{self, BoxStream, StreamExt, TryStreamExt};

use super::walk::{Step, Walk};
use super::{Page, Plan, Source, all};
use crate::call::call_options;
use crate::error::Error;
use crate::transport::CallOptions;

/// All items of a list: a [`Stream`] of them, each one once.
///
/// Set its options first, then iterate, or take [`pages`](Pager::pages) or [`all`](Pager::all). A list that changes
/// meanwhile may miss items; `all` is the one that does not. The options of a call hold for each page.
#[must_use = "a pager does nothing until it is polled"]
pub struct Pager<P: Page> {
    plan: Plan,
    source: Arc<dyn Source<P>>,
    running: Option<BoxStream<'static, Result<P::Item, Error>>>,
}

impl<P: Page> Pager<P> {
    pub(crate) fn new(source: impl Source<P>, page_size: u64) -> Self {
        Self { plan: Plan::new(page_size, CallOptions::default()), source: Arc::new(source), running: None }
    }

    pub(crate) fn plan_mut(&mut self) -> &mut Plan {
        &mut self.plan
    }

    /// Sets one of the things that the list is asked for with.
    pub(crate) fn part(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.plan.filters.insert(name.into(), value.into());
        self
    }

    /// How many items to ask for at once, at least 1; SWR gives at most 100, of the basic edition's repositories 1000. Default: 100.
    pub fn page_size(mut self, size: u64) -> Self {
        self.plan.page_size = size;
        self
    }

    call_options!(plan.options, "each page");

    /// The pages instead of the items, as the service gives them.
    pub fn pages(self) -> Pages<P> {
        Pages(steps(self.source, self.plan).map_ok(|step| step.page).boxed())
    }

    /// Every item at once, and none missed that was there all the time.
    ///
    /// One request where the service gives the whole list; else the list is read again and again, until two readings in a row
    /// agree, in pages that overlap where the service allows it.
    ///
    /// # Errors
    /// `listing_unstable` when four readings did not.
    pub async fn all(self) -> Result<Vec<P::Item>, Error> {
        all::all(self.source, self.plan).await
    }

    /// The items that no page before had, page by page: what a binding hands over at once.
    #[doc(hidden)]
    pub fn chunks(self) -> BoxStream<'static, Result<Vec<P::Item>, Error>> {
        steps(self.source, self.plan).map_ok(|step| step.into_fresh().collect()).boxed()
    }

    fn start(&self) -> BoxStream<'static, Result<P::Item, Error>> {
        let steps = steps(Arc::clone(&self.source), self.plan.clone());
        steps.map_ok(|step| stream::iter(step.into_fresh()).map(Ok)).try_flatten().boxed()
    }
}

fn steps<P: Page>(source: Arc<dyn Source<P>>, plan: Plan) -> impl Stream<Item = Result<Step<P>, Error>> {
    let walk = Walk::new(source, plan);
    stream::try_unfold(walk, async |mut walk| Ok(walk.step().await?.map(|step| (step, walk))))
}

/// A clone begins at the start of the list.
impl<P: Page> Clone for Pager<P> {
    fn clone(&self) -> Self {
        Self { plan: self.plan.clone(), source: Arc::clone(&self.source), running: None }
    }
}

impl<P: Page> Stream for Pager<P> {
    type Item = Result<P::Item, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let mut running = self.running.take().unwrap_or_else(|| self.start());
        let item = running.poll_next_unpin(cx);
        self.running = Some(running);
        item
    }
}

impl<P: Page> std::fmt::Debug for Pager<P> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pager").finish_non_exhaustive()
    }
}

/// All pages of a list, as the service gives them.
#[must_use = "a stream does nothing until it is polled"]
pub struct Pages<P>(BoxStream<'static, Result<P, Error>>);

impl<P> Stream for Pages<P> {
    type Item = Result<P, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_next_unpin(cx)
    }
}

impl<P> std::fmt::Debug for Pages<P> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pages").finish_non_exhaustive()
    }
}
