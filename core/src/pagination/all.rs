//! A whole list that one can rely on, though it may change while it is read.

use std::collections::HashSet;
use std::sync::Arc;

use super::walk::Walk;
use super::{Cursor, Page, Plan, Source};
use crate::call::Response;
use crate::error::{Error, ErrorKind};

/// How often a list is read before it counts as too restless.
const MOST_SCANS: usize = 4;

/// Every item of a list.
///
/// One answer that holds the whole list is a moment's picture. Where the service caps its answers, the list is put
/// together from pages that overlap by one row, if the service allows that; what is deleted meanwhile moves the rest towards
/// the front and can hide a row between two pages, so a reading counts only when the next one finds the same ids.
pub(crate) async fn all<P: Page>(source: Arc<dyn Source<P>>, plan: Plan) -> Result<Vec<P::Item>, Error> {
    let most = plan.max_results.map_or(usize::MAX, |most| usize::try_from(most).unwrap_or(usize::MAX));
    let first = P::first(&plan);
    let page = source.fetch(&plan, &first).await?;
    let mut items = match page.value.next(&first) {
        None => page.value.into_items(),
        Some(_) if page.value.items().len() >= most => page.value.into_items(),
        Some(Cursor::Window { .. }) => windows(&*source, &plan, page, most).await?,
        // A token marks a place in the list, not an index: nothing can slip between two pages.
        Some(next) => {
            let mut items = page.value.into_items();
            let mut walk = Walk::behind(source, plan, &items, next);
            while let Some(step) = walk.step().await? {
                items.extend(step.into_fresh());
            }
            items
        }
    };
    items.truncate(most);
    Ok(items)
}

async fn windows<P: Page>(
    source: &dyn Source<P>,
    plan: &Plan,
    first: Response<P>,
    most: usize,
) -> Result<Vec<P::Item>, Error> {
    let limit = first.value.total().map(|total| total.saturating_sub(plan.offset).min(most as u64).max(1));
    let mut head = Some(first);
    if let Some(limit) = limit.filter(|limit| *limit <= P::LARGEST && (!P::IS_ALIGNED || plan.offset == 0)) {
        let whole = Cursor::Window { offset: plan.offset, limit };
        match source.fetch(plan, &whole).await {
            Ok(page) if page.value.items().len() >= most => return Ok(page.value.into_items()),
            Ok(page) if page.value.total().is_some() && page.value.next(&whole).is_none() => {
                return Ok(page.value.into_items());
            }
            // Where pages may begin does not fit to one of another size.
            Ok(_) if P::IS_ALIGNED => {}
            Ok(page) => head = Some(page),
            // A service may cap the limit by refusing it, and a list may be larger than an answer may be.
            Err(error) if matches!(error.kind(), ErrorKind::BadRequest | ErrorKind::InvalidResponse) => {}
            Err(error) => return Err(error),
        }
    }
    let mut before: Option<HashSet<P::Id>> = None;
    let mut attempts = 0;
    for _ in 0..MOST_SCANS {
        let (items, last_attempts) = scan(source, plan, head.take(), most).await?;
        attempts = last_attempts;
        let ids: HashSet<P::Id> = items.iter().map(P::id).collect();
        if before.as_ref() == Some(&ids) {
            return Ok(items);
        }
        before = Some(ids);
    }
    let reason =
        format!("the list kept changing while it was read {MOST_SCANS} times; try again when it is quieter");
    let mut error = Error::new(ErrorKind::ListingUnstable, source.operation(), reason);
    error.fields_mut().attempts = attempts;
    error.fields_mut().retryable = true;
    Err(error)
}

/// Reads the list once, each page beginning with the last row of the one before if the service allows that.
async fn scan<P: Page>(
    source: &dyn Source<P>,
    plan: &Plan,
    head: Option<Response<P>>,
    most: usize,
) -> Result<(Vec<P::Item>, u32), Error> {
    let mut items: Vec<P::Item> = Vec::new();
    let mut seen = HashSet::new();
    let mut cursor = Cursor::Window { offset: plan.offset, limit: plan.page_size };
    let mut page = match head {
        Some(page) => page,
        None => source.fetch(plan, &cursor).await?,
    };
    loop {
        let attempts = page.attempts();
        let next = page.value.next(&cursor);
        let received = page.value.items().len() as u64;
        let mut is_new = false;
        for item in page.value.into_items() {
            if items.len() < most && seen.insert(P::id(&item)) {
                is_new = true;
                items.push(item);
            }
        }
        let Some(next) = next.filter(|_| is_new && items.len() < most) else {
            return Ok((items, attempts));
        };
        let (offset, _) = cursor.window();
        // A page of one row cannot overlap and still move on.
        let overlap = u64::from(received > 1);
        cursor = if P::IS_ALIGNED {
            next
        } else {
            let offset = offset.saturating_add(received - overlap);
            Cursor::Window { offset, limit: plan.page_size.max(1 + overlap) }
        };
        page = source.fetch(plan, &cursor).await?;
    }
}
