//! From page to page.

use std::collections::HashSet;
use std::sync::Arc;

use super::{Cursor, Page, Plan, Source};
use crate::call::Response;
use crate::error::Error;

/// A walk over the pages of a list.
pub(crate) struct Walk<P: Page> {
    source: Arc<dyn Source<P>>,
    plan: Plan,
    next: Option<Cursor>,
    seen: HashSet<P::Id>,
}

/// A page, and those of its items that no page before had.
pub(crate) struct Step<P: Page> {
    pub(crate) page: P,
    pub(crate) fresh: Vec<P::Item>,
}

impl<P: Page> Walk<P> {
    pub(crate) fn new(source: Arc<dyn Source<P>>, plan: Plan) -> Self {
        let next = Some(P::first(&plan));
        Self { source, plan, next, seen: HashSet::new() }
    }

    /// The next page; none at the end. A page without a new item is the end: the list would go round in circles.
    pub(crate) async fn step(&mut self) -> Result<Option<Step<P>>, Error> {
        let most = self.plan.max_results.unwrap_or(u64::MAX);
        let Some(cursor) = self.next.take() else { return Ok(None) };
        let is_first = self.seen.is_empty();
        let page = self.source.fetch(&self.plan, &cursor).await?.value;
        let mut fresh = Vec::with_capacity(page.items().len());
        for item in page.items() {
            if (self.seen.len() as u64) < most && self.seen.insert(P::id(item)) {
                fresh.push(item.clone());
            }
        }
        if fresh.is_empty() && !is_first {
            return Ok(None);
        }
        if !fresh.is_empty() && (self.seen.len() as u64) < most {
            self.next = page.next(&cursor);
        }
        Ok(Some(Step { page, fresh }))
    }
}

/// The first item that a caller looks for, with the answer that held it, or the last answer.
pub(crate) async fn find<P: Page, S: Source<P>>(
    source: &S,
    plan: Plan,
    is_wanted: impl Fn(&P::Item) -> bool,
) -> Result<Response<Option<P::Item>>, Error> {
    let mut seen = HashSet::new();
    let mut cursor = P::first(&plan);
    loop {
        let response = source.fetch(&plan, &cursor).await?;
        let items = response.value.items();
        let found = items.iter().find(|item| is_wanted(item)).cloned();
        let known = seen.len();
        seen.extend(items.iter().map(P::id));
        match response.value.next(&cursor) {
            Some(next) if found.is_none() && seen.len() > known => cursor = next,
            _ => return Ok(response.map(|_| found)),
        }
    }
}
