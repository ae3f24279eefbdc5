//! Lists: the other languages ask for chunks, one for each page, and hand out their items themselves.

use std::sync::{Arc, Mutex, PoisonError};

use futures_util::StreamExt as _;
use futures_util::stream::BoxStream;
use registry_tokens::{Error, Page, Pager};

use crate::answer::NativeAnswer;
use crate::argument::Arguments;
use crate::call::{Cancel, cancellable};
use crate::error::NativeError;
use crate::packed::{Answer, Packed};

/// A list that is ready to be read, any number of times.
pub(crate) struct List<P: Page> {
    arguments: Arguments,
    pager: Mutex<Pager<P>>,
}

type Stream<T> = BoxStream<'static, Result<T, Error>>;

/// One reading of a list.
pub(crate) struct Parts<T> {
    arguments: Arguments,
    stream: Arc<tokio::sync::Mutex<Option<Stream<T>>>>,
}

impl<P: Page + 'static> List<P> {
    pub(crate) fn new(arguments: Arguments, pager: Pager<P>) -> Self {
        Self { arguments, pager: Mutex::new(pager) }
    }

    pub(crate) fn items(&self) -> Parts<Vec<P::Item>> {
        self.parts(self.pager().chunks().boxed())
    }

    pub(crate) fn pages(&self) -> Parts<P> {
        self.parts(self.pager().pages().boxed())
    }

    pub(crate) async fn all<Record>(&self, cancel: Option<Arc<Cancel>>) -> Result<Packed<Record>, NativeError>
    where
        Record: Answer<Value = Vec<P::Item>>,
    {
        let items = cancellable(self.arguments, cancel, self.pager().all()).await?;
        part(self.arguments, items)
    }

    fn pager(&self) -> Pager<P> {
        self.pager.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn parts<T>(&self, stream: BoxStream<'static, Result<T, Error>>) -> Parts<T> {
        Parts { arguments: self.arguments, stream: Arc::new(tokio::sync::Mutex::new(Some(stream))) }
    }
}

impl<T: Send + 'static> Parts<T> {
    /// The next part; none at the end. The future holds the stream while it waits: given up, it takes the request under way
    /// with it.
    pub(crate) async fn next<Record: Answer<Value = T>>(
        &self,
        cancel: Option<Arc<Cancel>>,
    ) -> Result<Option<Packed<Record>>, NativeError> {
        let stream = Arc::clone(&self.stream);
        let next = async move {
            let mut place = stream.lock().await;
            let Some(mut stream) = place.take() else { return Ok(None) };
            let part = stream.next().await.transpose();
            *place = Some(stream);
            part
        };
        let next = cancellable(self.arguments, cancel, next).await?;
        next.map(|value| part(self.arguments, value)).transpose()
    }
}

fn part<Record: Answer>(arguments: Arguments, value: Record::Value) -> Result<Packed<Record>, NativeError> {
    NativeAnswer::of_value(value).map_err(|_| arguments.too_large())
}
