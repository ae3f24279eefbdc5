//! The list that rotations look into, read by one for all that wait for it.
//!
//! A list is read page by page, by offset: what is added or deleted meanwhile moves the rest, and one that is there is missed. So
//! rotations of one client do neither while one of them reads. Many that come to their ends together would also each read
//! the whole list, so that the time of all grew with the square of their number.

use std::collections::HashMap;
use std::future::Future;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use tokio::sync::{OnceCell, RwLock, RwLockReadGuard};

use super::service::Known;
use crate::error::Error;

type Reading = Arc<OnceCell<Arc<Vec<Known>>>>;

/// The lists of a client that are in use, each by the name of its place.
#[derive(Debug, Default)]
pub(crate) struct SharedLists(Mutex<HashMap<String, Weak<SharedList>>>);

impl SharedLists {
    /// The list of a place; the same one for all that use it at the same time.
    pub(crate) fn of(&self, place: &str) -> Arc<SharedList> {
        let mut lists = lock(&self.0);
        let known = lists.get(place).and_then(Weak::upgrade);
        known.unwrap_or_else(|| {
            lists.retain(|_, list| list.strong_count() > 0);
            let list = Arc::default();
            lists.insert(place.to_owned(), Arc::downgrade(&list));
            list
        })
    }
}

/// A list, for those that read it and those that change what is in it.
#[derive(Debug, Default)]
pub(crate) struct SharedList {
    changes: RwLock<()>,
    /// The reading that has not begun yet: what is in place now, it will show.
    next: Mutex<Reading>,
}

impl SharedList {
    /// Held while something is added or deleted.
    pub(crate) async fn changing(&self) -> RwLockReadGuard<'_, ()> {
        self.changes.read().await
    }

    /// What the list holds, from a reading that began after this was asked. Where that fails, the next that waits reads itself.
    pub(crate) async fn read<F>(&self, read: impl FnOnce() -> F) -> Result<Arc<Vec<Known>>, Error>
    where
        F: Future<Output = Result<Vec<Known>, Error>>,
    {
        let reading = Arc::clone(&lock(&self.next));
        let begin = async || {
            let _alone = self.changes.write().await;
            self.no_longer_next(&reading);
            read().await.map(Arc::new)
        };
        reading.get_or_try_init(begin).await.cloned()
    }

    fn no_longer_next(&self, reading: &Reading) {
        let mut next = lock(&self.next);
        if Arc::ptr_eq(&next, reading) {
            *next = Reading::default();
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use futures_util::future::{join, join_all};

    use super::*;

    #[tokio::test]
    async fn those_that_wait_share_a_reading_and_those_that_come_later_do_not() {
        let (list, readings) = (SharedList::default(), AtomicUsize::new(0));
        let read = async || {
            readings.fetch_add(1, Ordering::SeqCst);
            tokio::task::yield_now().await;
            Ok(Vec::new())
        };
        let change = list.changing().await;
        let waiting = join_all((0..5).map(|_| list.read(read)));
        join(waiting, async { drop(change) }).await;
        assert_eq!(readings.load(Ordering::SeqCst), 1);
        let first = list.read(read);
        let late = async {
            // By now the first one has begun.
            tokio::task::yield_now().await;
            list.read(read).await
        };
        let (first, late) = join(first, late).await;
        assert!(!Arc::ptr_eq(&first.unwrap(), &late.unwrap()));
        assert_eq!(readings.load(Ordering::SeqCst), 3);
    }

    #[tokio::test]
    async fn a_failure_is_of_the_one_that_read() {
        let (list, readings) = (SharedList::default(), AtomicUsize::new(0));
        let read = async || match readings.fetch_add(1, Ordering::SeqCst) {
            0 => Err(Error::config("no")),
            _ => Ok(Vec::new()),
        };
        let change = list.changing().await;
        let (read, ()) = join(join_all((0..3).map(|_| list.read(read))), async { drop(change) }).await;
        assert_eq!(read.iter().filter(|list| list.is_err()).count(), 1);
        assert_eq!(readings.load(Ordering::SeqCst), 2);
    }

    #[tokio::test]
    async fn nothing_changes_while_one_reads() {
        let list = SharedList::default();
        let is_reading = AtomicUsize::new(0);
        let read = list.read(async || {
            is_reading.store(1, Ordering::SeqCst);
            tokio::task::yield_now().await;
            is_reading.store(0, Ordering::SeqCst);
            Ok(Vec::new())
        });
        let change = async {
            tokio::task::yield_now().await;
            let _change = list.changing().await;
            assert_eq!(is_reading.load(Ordering::SeqCst), 0);
        };
        join(read, change).await.0.unwrap();
    }

    #[test]
    fn a_list_is_kept_as_long_as_somebody_uses_it() {
        let lists = SharedLists::default();
        let one = lists.of("a");
        assert!(Arc::ptr_eq(&one, &lists.of("a")) && !Arc::ptr_eq(&one, &lists.of("b")));
        drop(one);
        lists.of("c");
        assert_eq!(lock(&lists.0).len(), 1);
    }
}
