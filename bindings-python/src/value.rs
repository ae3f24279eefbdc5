//! From the closed set of field types to Python: one conversion per type, whatever the model.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::time::Duration;

use http::HeaderMap;
use pyo3::IntoPyObjectExt;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyTuple};
use registry_tokens::{Secret, Timestamp};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use uuid::Uuid;

use crate::part::Part;

/// A value that Python code can hold.
pub(crate) trait ToPython {
    /// A new Python object with this value.
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>>;

    /// Whether Python gets a view of the value in the place of a copy.
    const IS_SHARED: bool = false;

    /// A new Python object that is a view of this value.
    fn share<'py>(part: Part<Self>, py: Python<'py>) -> PyResult<Bound<'py, PyAny>>
    where
        Self: Sized,
    {
        part.to_python(py)
    }

    /// A new Python object with a value that is not needed any more: a model moves into it.
    fn give<'py>(self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>>
    where
        Self: Sized,
    {
        self.to_python(py)
    }
}

/// What can be given to Python by somebody who does not know its type.
pub(crate) trait Give {
    /// See [`ToPython::give`].
    fn give_boxed(self: Box<Self>, py: Python<'_>) -> PyResult<Bound<'_, PyAny>>;
}

impl<T: ToPython> Give for T {
    fn give_boxed(self: Box<Self>, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        (*self).give(py)
    }
}

/// A value whose type nobody needs to know any more.
pub(crate) type AnyValue = Box<dyn Give + Send + Sync>;

macro_rules! by_pyo3 {
    ($($ty:ty),*) => {$(
        impl ToPython for $ty {
            fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
                self.into_bound_py_any(py)
            }
        }
    )*};
}

by_pyo3!(bool, u8, u16, u32, u64, i8, i16, i32, i64, f64, str, String, Uuid, Timestamp);

/// The most that a `timedelta` holds, in days.
const LONGEST_SPAN: u64 = 999_999_999;

/// A service may ask for a wait of any length; one that Python cannot hold must not hide the error that tells of it.
impl ToPython for Duration {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        (*self).min(Self::from_secs(LONGEST_SPAN * 86_400)).into_bound_py_any(py)
    }
}

impl ToPython for () {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(py.None().into_bound(py))
    }
}

impl ToPython for Secret {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(Bound::new(py, crate::secret::Secret(self.clone()))?.into_any())
    }
}

impl<T: ToPython + 'static> ToPython for Option<T> {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.as_ref().map_or_else(|| ().to_python(py), |value| value.to_python(py))
    }

    const IS_SHARED: bool = T::IS_SHARED;

    fn share<'py>(part: Part<Self>, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        part.present().map_or_else(|| ().to_python(py), |value| T::share(value, py))
    }

    fn give<'py>(self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.map_or_else(|| ().to_python(py), |value| value.give(py))
    }
}

impl<T: ToPython + 'static> ToPython for Vec<T> {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let items = self.iter().map(|item| item.to_python(py)).collect::<PyResult<Vec<_>>>()?;
        Ok(PyTuple::new(py, items)?.into_any())
    }

    const IS_SHARED: bool = T::IS_SHARED;

    fn share<'py>(part: Part<Self>, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let items = part.items().map(|item| T::share(item, py)).collect::<PyResult<Vec<_>>>()?;
        Ok(PyTuple::new(py, items)?.into_any())
    }

    fn give<'py>(self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let items = self.into_iter().map(|item| item.give(py)).collect::<PyResult<Vec<_>>>()?;
        Ok(PyTuple::new(py, items)?.into_any())
    }
}

impl<T: ToPython> ToPython for BTreeMap<String, T> {
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let dict = PyDict::new(py);
        for (name, value) in self {
            dict.set_item(name, value.to_python(py)?)?;
        }
        Ok(dict.into_any())
    }
}

/// Headers by name in lower case; one that came several times has its values joined.
pub(crate) fn headers<'py>(py: Python<'py>, headers: &HeaderMap) -> PyResult<Bound<'py, PyDict>> {
    let dict = PyDict::new(py);
    for name in headers.keys() {
        let values = headers.get_all(name).iter().map(|value| String::from_utf8_lossy(value.as_bytes()));
        dict.set_item(name.as_str(), values.collect::<Vec<_>>().join(", "))?;
    }
    Ok(dict)
}

/// A JSON value as `json.loads` would give it.
pub(crate) fn json<'py>(py: Python<'py>, value: &Value) -> PyResult<Bound<'py, PyAny>> {
    match value {
        Value::Null => ().to_python(py),
        Value::Bool(value) => value.to_python(py),
        Value::String(text) => text.to_python(py),
        Value::Number(number) => match (number.as_u64(), number.as_i64()) {
            (Some(value), _) => value.to_python(py),
            (None, Some(value)) => value.to_python(py),
            (None, None) => number.as_f64().to_python(py),
        },
        Value::Array(items) => {
            let items = items.iter().map(|item| json(py, item)).collect::<PyResult<Vec<_>>>()?;
            Ok(PyList::new(py, items)?.into_any())
        }
        Value::Object(fields) => {
            let dict = PyDict::new(py);
            for (name, value) in fields {
                dict.set_item(name, json(py, value)?)?;
            }
            Ok(dict.into_any())
        }
    }
}

/// What a pickle holds of a model.
pub(crate) fn to_text(value: &impl Serialize) -> PyResult<String> {
    serde_json::to_string(value).map_err(|error| PyValueError::new_err(error.to_string()))
}

/// The model in a pickle.
pub(crate) fn from_text<T: DeserializeOwned>(text: &str) -> PyResult<T> {
    serde_json::from_str(text).map_err(|error| PyValueError::new_err(error.to_string()))
}

/// The model in the service's own JSON, as `to_dict` gives it.
pub(crate) fn from_dict<T: DeserializeOwned>(data: &Bound<'_, PyAny>) -> PyResult<T> {
    let text: String = data.py().import("json")?.call_method1("dumps", (data,))?.extract()?;
    from_text(&text)
}

/// A password shown once must not turn into the word "redacted" in a file.
pub(crate) fn refuse_pickle(name: &str) -> PyResult<()> {
    let reason =
        "is not pickled, because it holds a secret; call reveal() on that and store the value on purpose";
    Err(PyTypeError::new_err(format!("{name} {reason}")))
}

/// The text form of a model, as a call that would make it; secrets in it show themselves redacted.
pub(crate) fn repr(value: &Bound<'_, PyAny>, name: &str, fields: &[&str]) -> PyResult<String> {
    let mut parts = Vec::new();
    for field in fields {
        parts.push(format!("{field}={}", value.getattr(*field)?.repr()?));
    }
    Ok(format!("{name}({})", parts.join(", ")))
}

/// Equal values have equal `Debug` texts, and no secret is in those. Rarely called, so it may be slow.
pub(crate) fn hash(value: &impl Debug) -> u64 {
    let mut hasher = DefaultHasher::new();
    format!("{value:?}").hash(&mut hasher);
    hasher.finish()
}
