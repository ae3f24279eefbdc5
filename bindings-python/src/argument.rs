//! From Python to the closed set of argument types: one conversion per type, whatever the method.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use chrono::TimeDelta;
use pyo3::exceptions::{PyTypeError, PyUnicodeEncodeError};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBool, PyBytes, PyDateTime, PyDelta, PyDict, PyInt, PyMapping, PyString, PyTzInfo};
use registry_tokens::{Patch, Proxy, ResourceId, Secret, Timestamp, binding};
use uuid::Uuid;

use crate::error::exception;
use crate::event::Observer;

/// Why a value cannot be an argument.
pub(crate) enum Misfit {
    /// It is of another type; a `TypeError` says what is wanted.
    Type(String),
    /// It is of the right type, but no such value makes sense; an `InvalidArgumentError`.
    Value(String),
    /// Python code that was asked failed itself.
    Raised(PyErr),
}

impl From<PyErr> for Misfit {
    fn from(error: PyErr) -> Self {
        Self::Raised(error)
    }
}

impl Misfit {
    /// Puts the place inside a container before the reason.
    fn at(self, place: &str) -> Self {
        match self {
            Self::Type(reason) => Self::Type(format!("{place} {reason}")),
            Self::Value(reason) => Self::Value(format!("{place} {reason}")),
            raised => raised,
        }
    }
}

/// A value that Python code can hand over.
pub(crate) trait FromPython: Sized {
    /// The value in this object.
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, Misfit>;
}

/// Reads the arguments of one call; the errors name its operation and the argument.
#[derive(Clone, Copy)]
pub(crate) struct Arguments(pub(crate) &'static str);

impl Arguments {
    pub(crate) fn read<T: FromPython>(self, name: &str, value: &Bound<'_, PyAny>) -> PyResult<T> {
        T::from_python(value).map_err(|misfit| match misfit {
            Misfit::Type(reason) => PyTypeError::new_err(format!("{name} {reason}")),
            Misfit::Value(reason) => {
                exception(value.py(), binding::invalid_argument(self.0, format!("{name} {reason}")))
            }
            Misfit::Raised(error) => error,
        })
    }

    /// What an optional argument by name holds.
    pub(crate) fn option<T: FromPython>(
        self,
        options: &Bound<'_, PyDict>,
        name: &str,
    ) -> PyResult<Option<T>> {
        match options.get_item(name)? {
            Some(value) => self.read(name, &value),
            None => Ok(None),
        }
    }

    /// What an update is to set, or nothing where it is `UNSET`.
    pub(crate) fn given<T: FromPython>(self, name: &str, value: &Bound<'_, PyAny>) -> PyResult<Option<T>> {
        if is_unset(value)? { Ok(None) } else { self.read(name, value).map(Some) }
    }

    /// The options that every call has.
    pub(crate) fn options(
        self,
        timeout: &Bound<'_, PyAny>,
        max_retries: &Bound<'_, PyAny>,
        extra_headers: &Bound<'_, PyAny>,
        extra_query: &Bound<'_, PyAny>,
    ) -> PyResult<binding::Options> {
        let pairs = |name, value| {
            let map: Option<BTreeMap<String, String>> = self.read(name, value)?;
            PyResult::Ok(map.into_iter().flatten().collect())
        };
        Ok(binding::Options {
            timeout: self.read("timeout", timeout)?,
            max_retries: self.read("max_retries", max_retries)?,
            extra_headers: pairs("extra_headers", extra_headers)?,
            extra_query: pairs("extra_query", extra_query)?,
        })
    }
}

/// Says all that would have been right; a text of the right type that cannot be meant stays what it is.
fn or_a(wanted: &str, value: &Bound<'_, PyAny>) -> impl FnOnce(Misfit) -> Misfit {
    move |misfit| match misfit {
        Misfit::Type(_) => not_a(wanted, value),
        other => other,
    }
}

/// The misfit of a value that is not of the wanted type.
pub(crate) fn not_a(wanted: &str, value: &Bound<'_, PyAny>) -> Misfit {
    let found =
        value.get_type().qualname().map_or_else(|_| "something else".to_owned(), |name| name.to_string());
    Misfit::Type(format!("must be {wanted}, not {found}"))
}

impl FromPython for bool {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, Misfit> {
        Ok(value.cast::<PyBool>().map_err(|_| not_a("bool", value))?.is_true())
    }
}

macro_rules! integers {
    ($($ty:ty),*) => {$(
        impl FromPython for $ty {
            fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, Misfit> {
                // A bool is an int to Python; as a number of retries it is a mistake.
                if !value.is_instance_of::<PyInt>() || value.is_instance_of::<PyBool>() {
                    return Err(not_a("int", value));
                }
                let range = || Misfit::Value(format!("must be from {} to {}", Self::MIN, Self::MAX));
                value.extract().map_err(|_: PyErr| range())
            }
        }
    )*};
}

integers!(u8, u16, u32, u64, usize, i8, i16, i32, i64);

impl FromPython for f64 {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, Misfit> {
        value.extract().map_err(|_: PyErr| not_a("float", value))
    }
}

impl FromPython for String {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, Misfit> {
        let text = value.cast::<PyString>().map_err(|_| not_a("str", value))?;
        text.to_str()
            .map(str::to_owned)
            .map_err(|_| Misfit::Value("is not Unicode text (lone surrogates)".into()))
    }
}

impl FromPython for Uuid {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, Misfit> {
        value.extract().map_err(|_: PyErr| not_a("UUID", value))
    }
}

impl FromPython for ResourceId {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, Misfit> {
        if value.is_instance_of::<PyString>() {
            return String::from_python(value).map(Into::into);
        }
        Uuid::from_python(value).map(Into::into).map_err(|_| not_a("str or UUID", value))
    }
}

impl FromPython for Secret {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, Misfit> {
        if let Ok(secret) = value.cast::<crate::secret::Secret>() {
            return Ok(secret.get().0.clone());
        }
        String::from_python(value).map(Into::into).map_err(or_a("str or Secret", value))
    }
}

impl FromPython for Timestamp {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, Misfit> {
        let time = value.cast::<PyDateTime>().map_err(|_| not_a("datetime", value))?;
        if time.call_method0("utcoffset")?.is_none() {
            return Err(Misfit::Value(
                "is a datetime without a time zone, which names no moment; make it aware, for example with \
                 datetime.now(timezone.utc) or .replace(tzinfo=timezone.utc)"
                    .to_owned(),
            ));
        }
        let outside = |_: PyErr| Misfit::Value("is out of the range of UTC times".to_owned());
        let utc = time.call_method1("astimezone", (PyTzInfo::utc(value.py())?,)).map_err(outside)?;
        Ok(utc.extract()?)
    }
}

impl FromPython for Duration {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, Misfit> {
        let span =
            value.cast::<PyDelta>().map_err(|_| not_a("timedelta, such as timedelta(seconds=5)", value))?;
        let span: TimeDelta = span.extract()?;
        span.to_std().map_err(|_| Misfit::Value("must not be negative".to_owned()))
    }
}

impl<T: FromPython> FromPython for Option<T> {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, Misfit> {
        if value.is_none() { Ok(None) } else { T::from_python(value).map(Some) }
    }
}

impl<T: FromPython> FromPython for Vec<T> {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, Misfit> {
        // A text is a sequence of texts to Python, and never what is meant here.
        let is_text = value.is_instance_of::<PyString>() || value.is_instance_of::<PyBytes>();
        if is_text || !value.hasattr("__iter__")? {
            return Err(not_a("a sequence", value));
        }
        let read = |(index, item): (usize, PyResult<Bound<'_, PyAny>>)| {
            T::from_python(&item?).map_err(|misfit| misfit.at(&format!("item {index}")))
        };
        value.try_iter()?.enumerate().map(read).collect()
    }
}

impl<T: FromPython> FromPython for BTreeMap<String, T> {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, Misfit> {
        let map = value.cast::<PyMapping>().map_err(|_| not_a("a mapping", value))?;
        let mut read = Self::new();
        for pair in map.items()?.try_iter()? {
            let (name, value): (Bound<'_, PyAny>, Bound<'_, PyAny>) = pair?.extract()?;
            let name = String::from_python(&name).map_err(|misfit| misfit.at("key"))?;
            let value = T::from_python(&value).map_err(|misfit| misfit.at(&format!("item {name:?}")))?;
            read.insert(name, value);
        }
        Ok(read)
    }
}

static UNSET: PyOnceLock<Py<PyAny>> = PyOnceLock::new();

fn is_unset(value: &Bound<'_, PyAny>) -> PyResult<bool> {
    let py = value.py();
    let unset = UNSET.get_or_try_init(py, || {
        Ok::<_, PyErr>(py.import("registry_tokens._unset")?.getattr("UNSET")?.unbind())
    })?;
    Ok(value.is(unset))
}

impl<T: FromPython> FromPython for Patch<T> {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, Misfit> {
        if value.is_none() {
            return Ok(Self::Clear);
        }
        if is_unset(value)? { Ok(Self::Keep) } else { T::from_python(value).map(Self::Set) }
    }
}

impl FromPython for PathBuf {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, Misfit> {
        // Names of files may hold bytes that are no text, but not every half of a surrogate pair stands for one.
        value.extract().map_err(|error: PyErr| {
            if error.is_instance_of::<PyUnicodeEncodeError>(value.py()) {
                Misfit::Value("is no name of a file (lone surrogates)".into())
            } else {
                not_a("str or a path", value)
            }
        })
    }
}

/// Bytes, or text as UTF-8.
pub(crate) struct Bytes(pub(crate) Vec<u8>);

impl FromPython for Bytes {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, Misfit> {
        if let Ok(bytes) = value.cast::<PyBytes>() {
            return Ok(Self(bytes.as_bytes().to_vec()));
        }
        let text = String::from_python(value).map_err(or_a("bytes or str", value))?;
        Ok(Self(text.into_bytes()))
    }
}

impl FromPython for Proxy {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, Misfit> {
        if value.cast::<PyBool>().is_ok_and(|switch| !switch.is_true()) {
            return Ok(Self::Off);
        }
        // The URL may hold a password, so it may come hidden.
        let url = Secret::from_python(value).map_err(or_a("str, Secret, or False for none", value))?;
        Ok(Self::Url(url.reveal().to_owned()))
    }
}

impl FromPython for Observer {
    fn from_python(value: &Bound<'_, PyAny>) -> Result<Self, Misfit> {
        if value.is_callable() { Ok(Self::new(value)) } else { Err(not_a("a function", value)) }
    }
}
