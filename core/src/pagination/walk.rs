//! From page to page.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

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

/// A page, and which of its items no page before had.
pub(crate) struct Step<P: Page> {
    pub(crate) page: P,
    is_fresh: Vec<bool>,
}

impl<P: Page> Step<P> {
    /// The items that no page before had.
    pub(crate) fn into_fresh(self) -> impl Iterator<Item = P::Item> + Send {
        let items = self.page.into_items().into_iter().zip(self.is_fresh);
        items.filter_map(|(item, is_fresh)| is_fresh.then_some(item))
    }
}

impl<P: Page> Walk<P> {
    pub(crate) fn new(source: Arc<dyn Source<P>>, plan: Plan) -> Self {
        let next = Some(P::first(&plan));
        Self { source, plan, next, seen: HashSet::new() }
    }

    /// A walk that goes on at `next`, behind pages that held these items.
    pub(crate) fn behind(source: Arc<dyn Source<P>>, plan: Plan, items: &[P::Item], next: Cursor) -> Self {
        Self { source, plan, next: Some(next), seen: items.iter().map(P::id).collect() }
    }

    /// The next page; none at the end. A page without a new item is the end: the list would go round in circles.
    pub(crate) async fn step(&mut self) -> Result<Option<Step<P>>, Error> {
        let most = self.plan.max_results.unwrap_or(u64::MAX);
        let Some(cursor) = self.next.take() else { return Ok(None) };
        let is_first = self.seen.is_empty();
        let page = self.source.fetch(&self.plan, &cursor).await?.value;
        let seen = &mut self.seen;
        let is_new = |item: &P::Item| (seen.len() as u64) < most && seen.insert(P::id(item));
        let is_fresh: Vec<bool> = page.items().iter().map(is_new).collect();
        let has_fresh = is_fresh.contains(&true);
        if !has_fresh && !is_first {
            return Ok(None);
        }
        if has_fresh && (self.seen.len() as u64) < most {
            self.next = page.next(&cursor);
        }
        Ok(Some(Step { page, is_fresh }))
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

/// Every item, as one reading finds them, with the last answer.
pub(crate) async fn collect<P: Page, S: Source<P>>(
    source: &S,
    plan: Plan,
) -> Result<Response<Vec<P::Item>>, Error> {
    let items = Mutex::new(Vec::new());
    let last = find(source, plan, |item| {
        items.lock().unwrap_or_else(PoisonError::into_inner).push(item.clone());
        false
    });
    let last = last.await?;
    let mut seen = HashSet::new();
    let mut items = items.into_inner().unwrap_or_else(PoisonError::into_inner);
    items.retain(|item| seen.insert(P::id(item)));
    Ok(last.map(|_| items))
}
