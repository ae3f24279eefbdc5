//! Models as parts of what an answer held: a getter gives a view of the same value, in the place of a copy.

use std::fmt::{self, Debug, Formatter};
use std::ops::Deref;
use std::sync::Arc;

use pyo3::prelude::*;

use crate::value::ToPython;

/// A value, or a part of a larger one that it keeps alive.
pub(crate) struct Part<T>(Arc<dyn Place<T>>);

trait Place<T>: Send + Sync {
    fn value(&self) -> &T;
}

struct Whole<T>(T);

struct Field<P, T> {
    of: Part<P>,
    at: fn(&P) -> &T,
}

struct Item<T> {
    of: Part<Vec<T>>,
    index: usize,
}

struct Present<T>(Part<Option<T>>);

impl<T: Send + Sync> Place<T> for Whole<T> {
    fn value(&self) -> &T {
        &self.0
    }
}

impl<P, T> Place<T> for Field<P, T> {
    fn value(&self) -> &T {
        (self.at)(&self.of)
    }
}

impl<T> Place<T> for Item<T> {
    fn value(&self) -> &T {
        &self.of[self.index]
    }
}

impl<T> Place<T> for Present<T> {
    fn value(&self) -> &T {
        match &*self.0 {
            Some(value) => value,
            None => unreachable!("it was there, and nobody can change it"),
        }
    }
}

impl<T: 'static> Part<T> {
    pub(crate) fn new(value: T) -> Self
    where
        T: Send + Sync,
    {
        Self(Arc::new(Whole(value)))
    }

    /// A field as Python sees it.
    pub(crate) fn field<'py, F: ToPython + 'static>(
        &self,
        py: Python<'py>,
        at: fn(&T) -> &F,
    ) -> PyResult<Bound<'py, PyAny>> {
        if F::IS_SHARED {
            F::share(Part(Arc::new(Field { of: self.clone(), at })), py)
        } else {
            at(self).to_python(py)
        }
    }
}

impl<T: 'static> Part<Vec<T>> {
    pub(crate) fn items(&self) -> impl ExactSizeIterator<Item = Part<T>> {
        (0..self.len()).map(|index| Part(Arc::new(Item { of: self.clone(), index }) as Arc<dyn Place<T>>))
    }
}

impl<T: 'static> Part<Option<T>> {
    pub(crate) fn present(self) -> Option<Part<T>> {
        if self.is_some() { Some(Part(Arc::new(Present(self)))) } else { None }
    }
}

impl<T> Clone for Part<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> Deref for Part<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.0.value()
    }
}

impl<T: PartialEq> PartialEq for Part<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: Debug> Debug for Part<T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}
