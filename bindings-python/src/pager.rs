//! Lists: a Python pager asks for chunks, one for each page, and hands out their items itself.

use std::sync::Arc;

use futures_util::StreamExt as _;
use futures_util::future::BoxFuture;
use futures_util::stream::BoxStream;
use pyo3::prelude::*;
use pyo3::types::PyType;
use registry_tokens::{Error, Page, Pager, binding};

use crate::awaitable::start;
use crate::error::exception;
use crate::value::{AnyValue, ToPython};
use crate::waiting::wait;

type Chunk = Result<Option<AnyValue>, Error>;

/// A list that is ready to be read, any number of times.
#[pyclass(frozen, name = "Pager", module = "registry_tokens._native")]
pub(crate) struct NativePager(Box<dyn Lists>);

impl NativePager {
    /// A list that `make` gives for the client of the process that reads it.
    pub(crate) fn new<P, F>(operation: &'static str, make: F) -> Self
    where
        P: Page + ToPython,
        P::Item: ToPython,
        F: Fn(Python<'_>) -> PyResult<Pager<P>> + Send + Sync + 'static,
    {
        Self(Box::new(List { operation, make }))
    }
}

/// The three ways to read a list, whatever it is of.
trait Lists: Send + Sync {
    fn items(&self, py: Python<'_>) -> PyResult<NativeStream>;
    fn pages(&self, py: Python<'_>) -> PyResult<NativeStream>;
    fn all(&self, py: Python<'_>) -> PyResult<BoxFuture<'static, Result<AnyValue, Error>>>;
}

struct List<F> {
    operation: &'static str,
    make: F,
}

impl<P, F> Lists for List<F>
where
    P: Page + ToPython,
    P::Item: ToPython,
    F: Fn(Python<'_>) -> PyResult<Pager<P>> + Send + Sync,
{
    fn items(&self, py: Python<'_>) -> PyResult<NativeStream> {
        Ok(NativeStream::new(self.operation, (self.make)(py)?.chunks().map(boxed).boxed()))
    }

    fn pages(&self, py: Python<'_>) -> PyResult<NativeStream> {
        Ok(NativeStream::new(self.operation, (self.make)(py)?.pages().map(boxed).boxed()))
    }

    fn all(&self, py: Python<'_>) -> PyResult<BoxFuture<'static, Result<AnyValue, Error>>> {
        let (operation, pager) = (self.operation, (self.make)(py)?);
        Ok(Box::pin(binding::without_panic(operation, async { boxed(pager.all().await) })))
    }
}

fn boxed<T: ToPython + Send + Sync + 'static>(value: Result<T, Error>) -> Result<AnyValue, Error> {
    value.map(|value| Box::new(value) as AnyValue)
}

#[pymethods]
impl NativePager {
    fn items(&self, py: Python<'_>) -> PyResult<NativeStream> {
        self.0.items(py)
    }

    fn pages(&self, py: Python<'_>) -> PyResult<NativeStream> {
        self.0.pages(py)
    }

    fn wait_all(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        whole(py, wait(py, self.0.all(py)?)?)
    }

    fn start_all<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        start(py, self.0.all(py)?, whole)
    }

    #[classmethod]
    fn __class_getitem__<'py>(class: &Bound<'py, PyType>, _item: &Bound<'py, PyAny>) -> Bound<'py, PyType> {
        class.clone()
    }
}

fn whole(py: Python<'_>, made: Result<AnyValue, Error>) -> PyResult<Py<PyAny>> {
    let items = made.map_err(|error| exception(py, error))?;
    Ok(items.give_boxed(py)?.unbind())
}

/// Items of a list in chunks, or its pages.
type Parts = BoxStream<'static, Result<AnyValue, Error>>;

/// One reading of a list.
#[pyclass(frozen, name = "Stream", module = "registry_tokens._native")]
pub(crate) struct NativeStream {
    operation: &'static str,
    process: u32,
    stream: Arc<tokio::sync::Mutex<Option<Parts>>>,
}

impl NativeStream {
    fn new(operation: &'static str, stream: Parts) -> Self {
        Self {
            operation,
            process: std::process::id(),
            stream: Arc::new(tokio::sync::Mutex::new(Some(stream))),
        }
    }

    /// The next part. One asked for while another is under way comes after it.
    ///
    /// The future holds the stream while it waits: given up, it takes the request under way with it.
    fn next(&self, py: Python<'_>) -> PyResult<BoxFuture<'static, Chunk>> {
        if self.process != std::process::id() {
            let reason =
                "this reading of the list was begun in the parent process; iterate over the list anew";
            return Err(exception(py, binding::closed(self.operation, reason)));
        }
        let (operation, shared) = (self.operation, Arc::clone(&self.stream));
        let next = async move {
            let mut place = shared.lock().await;
            let Some(mut stream) = place.take() else { return Ok(None) };
            let part = stream.next().await.transpose();
            *place = Some(stream);
            part
        };
        Ok(Box::pin(binding::without_panic(operation, next)))
    }
}

fn part(py: Python<'_>, made: Chunk) -> PyResult<Py<PyAny>> {
    let part = made.map_err(|error| exception(py, error))?;
    Ok(match part {
        Some(value) => value.give_boxed(py)?.unbind(),
        None => py.None(),
    })
}

#[pymethods]
impl NativeStream {
    /// The items of the next page, or the page; `None` at the end.
    fn wait_next(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        part(py, wait(py, self.next(py)?)?)
    }

    fn start_next<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        start(py, self.next(py)?, part)
    }

    #[classmethod]
    fn __class_getitem__<'py>(class: &Bound<'py, PyType>, _item: &Bound<'py, PyAny>) -> Bound<'py, PyType> {
        class.clone()
    }
}
