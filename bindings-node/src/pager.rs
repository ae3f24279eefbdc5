//! Lists: a TypeScript pager asks for chunks, one for each page, and hands out their items itself.

use std::sync::{Arc, Mutex, PoisonError};

use futures_util::StreamExt as _;
use futures_util::stream::BoxStream;
use napi::{Env, Result};
use napi_derive::napi;
use registry_tokens::{Error, Page, Pager};

use crate::call::{Begun, Cancel};
use crate::inbox::Inbox;
use crate::value::{TooLarge, Wire, Writer};

/// A value whose type nobody needs to know any more.
pub(crate) struct Any(Box<dyn Wire>);

impl Wire for Any {
    fn write(&self, to: &mut Writer) -> std::result::Result<(), TooLarge> {
        self.0.write(to)
    }

    fn api_json(&self, path: &[u32]) -> Option<serde_json::Value> {
        self.0.api_json(path)
    }
}

type Parts = BoxStream<'static, std::result::Result<Any, Error>>;

trait Lists: Send {
    fn items(&self) -> Parts;
    fn pages(&self) -> Parts;
    fn all(&self) -> Parts;
}

struct List<P: Page>(Pager<P>);

impl<P> Lists for List<P>
where
    P: Page + Wire,
    P::Item: Wire,
{
    fn items(&self) -> Parts {
        self.0.clone().chunks().map(any).boxed()
    }

    fn pages(&self) -> Parts {
        self.0.clone().pages().map(any).boxed()
    }

    fn all(&self) -> Parts {
        let pager = self.0.clone();
        futures_util::stream::once(async { any(pager.all().await) }).boxed()
    }
}

fn any<T: Wire + 'static>(value: std::result::Result<T, Error>) -> std::result::Result<Any, Error> {
    value.map(|value| Any(Box::new(value)))
}

/// A list that is ready to be read, any number of times.
#[napi]
pub struct NativePager {
    operation: &'static str,
    inbox: Arc<Inbox>,
    lists: Mutex<Box<dyn Lists>>,
}

impl NativePager {
    pub(crate) fn of<P>(operation: &'static str, inbox: &Arc<Inbox>, pager: Pager<P>) -> Self
    where
        P: Page + Wire,
        P::Item: Wire,
    {
        Self { operation, inbox: Arc::clone(inbox), lists: Mutex::new(Box::new(List(pager))) }
    }

    fn stream(&self, choose: impl FnOnce(&dyn Lists) -> Parts) -> NativeStream {
        let parts = choose(&**self.lists.lock().unwrap_or_else(PoisonError::into_inner));
        let (operation, inbox) = (self.operation, Arc::clone(&self.inbox));
        NativeStream { operation, inbox, parts: Arc::new(tokio::sync::Mutex::new(Some(parts))) }
    }
}

#[napi]
impl NativePager {
    /// The items, a chunk for each page.
    #[napi(catch_unwind)]
    pub fn items(&self) -> NativeStream {
        self.stream(|lists| lists.items())
    }

    /// The pages.
    #[napi(catch_unwind)]
    pub fn pages(&self) -> NativeStream {
        self.stream(|lists| lists.pages())
    }

    /// One chunk of all items.
    #[napi(catch_unwind)]
    pub fn all(&self) -> NativeStream {
        self.stream(|lists| lists.all())
    }
}

/// One reading of a list.
#[napi]
pub struct NativeStream {
    operation: &'static str,
    inbox: Arc<Inbox>,
    parts: Arc<tokio::sync::Mutex<Option<Parts>>>,
}

#[napi]
impl NativeStream {
    /// The next part; none at the end. The call holds the stream while it waits: given up, it takes the request under way with
    /// it.
    #[napi(catch_unwind)]
    pub fn next(&self, env: &Env, cancel: Option<&Cancel>, number: u32) -> Result<()> {
        let shared = Arc::clone(&self.parts);
        let begun = Begun { env, inbox: &self.inbox, number, operation: self.operation, cancel };
        begun.value(async move {
            let mut place = shared.lock().await;
            let Some(mut parts) = place.take() else { return Ok(None) };
            let part = parts.next().await.transpose();
            *place = Some(parts);
            part
        })
    }
}
