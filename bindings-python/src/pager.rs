//! Lists: a Python pager asks for chunks, one for each page, and hands out their items itself.

use std::sync::{Arc, Mutex, PoisonError};

use futures_util::StreamExt as _;
use futures_util::future::BoxFuture;
use futures_util::stream::BoxStream;
use pyo3::prelude::*;
use pyo3::types::PyType;
use registry_tokens::{Error, Page, Pager, binding};

use crate::error::exception;
use crate::runtime;
use crate::value::ToPython;

type Value = Box<dyn ToPython + Send + Sync>;
type Chunk = Result<Option<Value>, Error>;

/// A list that is ready to be read, any number of times.
#[pyclass(frozen, name = "Pager", module = "registry_tokens._native")]
pub(crate) struct NativePager(Box<dyn Lists>);

impl NativePager {
    pub(crate) fn new<P>(operation: &'static str, pager: Pager<P>) -> Self
    where
        P: Page + ToPython,
        P::Item: ToPython,
    {
        Self(Box::new(List { operation, pager: Mutex::new(pager) }))
    }
}

/// The three ways to read a list, whatever it is of.
trait Lists: Send + Sync {
    fn items(&self) -> NativeStream;
    fn pages(&self) -> NativeStream;
    fn all(&self) -> BoxFuture<'static, Result<Value, Error>>;
}

struct List<P: Page> {
    operation: &'static str,
    pager: Mutex<Pager<P>>,
}

impl<P: Page> List<P> {
    fn pager(&self) -> Pager<P> {
        self.pager.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl<P> Lists for List<P>
where
    P: Page + ToPython,
    P::Item: ToPython,
{
    fn items(&self) -> NativeStream {
        NativeStream::new(self.operation, self.pager().chunks().map(boxed).boxed())
    }

    fn pages(&self) -> NativeStream {
        NativeStream::new(self.operation, self.pager().pages().map(boxed).boxed())
    }

    fn all(&self) -> BoxFuture<'static, Result<Value, Error>> {
        let (operation, pager) = (self.operation, self.pager());
        Box::pin(binding::without_panic(operation, async { boxed(pager.all().await) }))
    }
}

fn boxed<T: ToPython + Send + Sync + 'static>(value: Result<T, Error>) -> Result<Value, Error> {
    value.map(|value| Box::new(value) as Value)
}

#[pymethods]
impl NativePager {
    fn items(&self) -> NativeStream {
        self.0.items()
    }

    fn pages(&self) -> NativeStream {
        self.0.pages()
    }

    fn wait_all(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        whole(py, runtime::wait(py, self.0.all())?)
    }

    fn start_all<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        runtime::start(py, self.0.all(), whole)
    }

    #[classmethod]
    fn __class_getitem__<'py>(class: &Bound<'py, PyType>, _item: &Bound<'py, PyAny>) -> Bound<'py, PyType> {
        class.clone()
    }
}

fn whole(py: Python<'_>, made: Result<Value, Error>) -> PyResult<Py<PyAny>> {
    let items = made.map_err(|error| exception(py, error))?;
    Ok(items.to_python(py)?.unbind())
}

/// Items of a list in chunks, or its pages.
type Parts = BoxStream<'static, Result<Value, Error>>;

/// One reading of a list.
#[pyclass(frozen, name = "Stream", module = "registry_tokens._native")]
pub(crate) struct NativeStream {
    operation: &'static str,
    stream: Arc<tokio::sync::Mutex<Option<Parts>>>,
}

impl NativeStream {
    fn new(operation: &'static str, stream: Parts) -> Self {
        Self { operation, stream: Arc::new(tokio::sync::Mutex::new(Some(stream))) }
    }

    /// The next part. One asked for while another is under way comes after it.
    ///
    /// The future holds the stream while it waits: given up, it takes the request under way with it.
    fn next(&self) -> BoxFuture<'static, Chunk> {
        let (operation, shared) = (self.operation, Arc::clone(&self.stream));
        let next = async move {
            let mut place = shared.lock().await;
            let Some(mut stream) = place.take() else { return Ok(None) };
            let part = stream.next().await.transpose();
            *place = Some(stream);
            part
        };
        Box::pin(binding::without_panic(operation, next))
    }
}

fn part(py: Python<'_>, made: Chunk) -> PyResult<Py<PyAny>> {
    let part = made.map_err(|error| exception(py, error))?;
    Ok(match part {
        Some(value) => value.to_python(py)?.unbind(),
        None => py.None(),
    })
}

#[pymethods]
impl NativeStream {
    /// The items of the next page, or the page; `None` at the end.
    fn wait_next(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        part(py, runtime::wait(py, self.next())?)
    }

    fn start_next<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        runtime::start(py, self.next(), part)
    }

    #[classmethod]
    fn __class_getitem__<'py>(class: &Bound<'py, PyType>, _item: &Bound<'py, PyAny>) -> Bound<'py, PyType> {
        class.clone()
    }
}
