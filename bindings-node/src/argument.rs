//! From JavaScript to the closed set of argument types: one conversion per type, whatever the method.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use napi::bindgen_prelude::{
    Array, ClassInstance, FromNapiValue, JavaScriptClassExt, Object, Uint8Array, Unknown,
};
use napi::{Env, JsDate, JsString, JsValue, Result, ValueType};
use registry_tokens::{Patch, Proxy, ResourceId, Secret, Timestamp, binding};

use crate::error;
use crate::secret::HeldSecret;

/// The largest integer that every smaller one can be told apart from in a JavaScript number.
const LARGEST_SAFE: f64 = 9_007_199_254_740_991.0;

/// Why a value cannot be an argument.
pub(crate) enum Misfit {
    /// It is of no use; a clear error says what is wanted.
    Value(String),
    /// The engine refused; a JavaScript exception as a rule, such as one thrown by a getter.
    Engine(napi::Error),
}

impl From<napi::Error> for Misfit {
    fn from(error: napi::Error) -> Self {
        Self::Engine(error)
    }
}

impl Misfit {
    fn at(self, place: &str) -> Self {
        match self {
            Self::Value(reason) => Self::Value(format!("{place} {reason}")),
            engine => engine,
        }
    }
}

/// A value that JavaScript code can hand over.
pub(crate) trait FromJs: Sized {
    /// The value in this one.
    fn from_js(env: &Env, value: &Unknown<'_>) -> std::result::Result<Self, Misfit>;

    /// What stands for a value that was left out, where one may be.
    fn absent() -> Option<Self> {
        None
    }
}

/// Reads the arguments of one call; the errors name its operation and the argument.
#[derive(Clone, Copy)]
pub(crate) struct Arguments<'a> {
    pub(crate) env: &'a Env,
    pub(crate) operation: &'static str,
}

impl Arguments<'_> {
    pub(crate) fn read<T: FromJs>(self, name: &str, value: &Unknown<'_>) -> Result<T> {
        T::from_js(self.env, value).map_err(|misfit| self.thrown(misfit.at(name)))
    }

    /// The values of an object by name; names that nobody knows are refused, as they are misspelt as a rule.
    pub(crate) fn fields<'v>(
        self,
        name: &'static str,
        value: Unknown<'v>,
        known: &[&str],
    ) -> Result<Fields<'v>> {
        let values = match kind(&value) {
            Ok(ValueType::Undefined) => None,
            _ => Some(Fields::object(&value, known).map_err(|misfit| self.thrown(misfit.at(name)))?),
        };
        Ok(Fields { values })
    }

    /// The options that every call has.
    pub(crate) fn options(self, fields: &Fields<'_>) -> Result<binding::Options> {
        let pairs = |map: Option<BTreeMap<String, String>>| map.into_iter().flatten().collect();
        Ok(binding::Options {
            timeout: self.option(fields, "timeoutMs")?,
            max_retries: self.option(fields, "maxRetries")?,
            extra_headers: pairs(self.option(fields, "extraHeaders")?),
            extra_query: pairs(self.option(fields, "extraQuery")?),
        })
    }

    /// A field that may be left out.
    pub(crate) fn option<T: FromJs>(self, fields: &Fields<'_>, name: &str) -> Result<Option<T>> {
        let value = fields.get(name).map_err(|misfit| self.thrown(misfit))?;
        match value {
            Some(value) => self.read::<Option<T>>(name, &value),
            None => Ok(None),
        }
    }

    /// Any field.
    pub(crate) fn field<T: FromJs>(self, fields: &Fields<'_>, name: &str) -> Result<T> {
        let value = fields.get(name).map_err(|misfit| self.thrown(misfit))?;
        match value {
            Some(value) => self.read(name, &value),
            None => T::absent().ok_or_else(|| self.thrown(Misfit::Value(format!("{name} is missing")))),
        }
    }

    fn thrown(self, misfit: Misfit) -> napi::Error {
        match misfit {
            Misfit::Value(reason) => {
                error::raised(self.env, &binding::invalid_argument(self.operation, reason))
            }
            Misfit::Engine(error) => error,
        }
    }
}

/// The values of an object by name.
pub(crate) struct Fields<'v> {
    values: Option<Object<'v>>,
}

impl<'v> Fields<'v> {
    fn object(value: &Unknown<'v>, known: &[&str]) -> std::result::Result<Object<'v>, Misfit> {
        let object = plain_object(value, "an object")?;
        match Object::keys(&object)?.into_iter().find(|name| !known.contains(&name.as_str())) {
            Some(name) => Err(Misfit::Value(format!("has {name:?}, which is none of {}", known.join(", ")))),
            None => Ok(object),
        }
    }

    fn get(&self, name: &str) -> std::result::Result<Option<Unknown<'v>>, Misfit> {
        Ok(match &self.values {
            Some(values) => values.get::<Unknown<'v>>(name)?,
            None => None,
        })
    }
}

/// The fields of a model that callers write as an object.
pub(crate) fn read_field<T: FromJs>(
    env: &Env,
    fields: &Object<'_>,
    name: &str,
) -> std::result::Result<T, Misfit> {
    let value: Option<Unknown<'_>> = fields.get(name)?;
    match value {
        Some(value) => T::from_js(env, &value).map_err(|misfit| misfit.at(name)),
        None => T::absent().ok_or_else(|| Misfit::Value(format!("needs {name}"))),
    }
}

fn kind(value: &Unknown<'_>) -> Result<ValueType> {
    value.get_type()
}

/// The misfit of a value that is not of the wanted type.
pub(crate) fn not_a(wanted: &str, value: &Unknown<'_>) -> Misfit {
    let found = match kind(value) {
        Ok(_) if value.is_promise().unwrap_or(false) => "a Promise; an `await` may be missing",
        Ok(_) if value.is_array().unwrap_or(false) => "an array",
        Ok(_) if value.is_date().unwrap_or(false) => "a Date",
        Ok(ValueType::Undefined) => "undefined",
        Ok(ValueType::Null) => "null",
        Ok(ValueType::Boolean) => "a boolean",
        Ok(ValueType::Number) => "a number",
        Ok(ValueType::String) => "a string",
        Ok(ValueType::Symbol) => "a symbol",
        Ok(ValueType::Object) => "an object",
        Ok(ValueType::Function) => "a function",
        Ok(ValueType::BigInt) => "a bigint",
        _ => "something else",
    };
    Misfit::Value(format!("must be {wanted}, not {found}"))
}

/// A plain object, whatever is in it.
pub(crate) fn object<'v>(value: &Unknown<'v>, wanted: &str) -> std::result::Result<Object<'v>, Misfit> {
    let is_other = value.is_array()? || value.is_date()? || value.is_promise()?;
    if kind(value)? != ValueType::Object || is_other {
        return Err(not_a(wanted, value));
    }
    Ok(Object::from_unknown(*value)?)
}

/// An object that was written as one: the content of a `Set` or an instance of a class is not what its names say.
fn plain_object<'v>(value: &Unknown<'v>, wanted: &str) -> std::result::Result<Object<'v>, Misfit> {
    let object = object(value, wanted)?;
    let constructor: Option<Unknown<'_>> = object.get("constructor")?;
    let name: Option<String> = match constructor {
        Some(made) if kind(&made)? == ValueType::Function => Object::from_unknown(made)?.get("name")?,
        _ => None,
    };
    match name {
        Some(name) if name != "Object" => Err(Misfit::Value(format!("must be {wanted}, not a {name}"))),
        _ => Ok(object),
    }
}

impl FromJs for bool {
    fn from_js(_: &Env, value: &Unknown<'_>) -> std::result::Result<Self, Misfit> {
        if kind(value)? != ValueType::Boolean {
            return Err(not_a("a boolean", value));
        }
        Ok(Self::from_unknown(*value)?)
    }
}

impl FromJs for f64 {
    fn from_js(_: &Env, value: &Unknown<'_>) -> std::result::Result<Self, Misfit> {
        if kind(value)? != ValueType::Number {
            return Err(not_a("a number", value));
        }
        let number = Self::from_unknown(*value)?;
        if number.is_finite() {
            Ok(number)
        } else {
            Err(Misfit::Value(format!("must be a number, not {number}")))
        }
    }
}

macro_rules! integers {
    ($($ty:ty),*) => {$(
        impl FromJs for $ty {
            fn from_js(env: &Env, value: &Unknown<'_>) -> std::result::Result<Self, Misfit> {
                let number = f64::from_js(env, value)?;
                let (least, most) = (Self::MIN as f64, (Self::MAX as f64).min(LARGEST_SAFE));
                if number.fract() != 0.0 || number < least || number > most {
                    return Err(Misfit::Value(format!("must be a whole number from {least} to {most}")));
                }
                Ok(number as Self)
            }
        }
    )*};
}

integers!(u8, u16, u32, u64, usize, i8, i16, i32, i64);

impl FromJs for String {
    fn from_js(_: &Env, value: &Unknown<'_>) -> std::result::Result<Self, Misfit> {
        if kind(value)? != ValueType::String {
            return Err(not_a("a string", value));
        }
        // As UTF-8 the engine would write something else for half of a surrogate pair.
        let text = JsString::from_unknown(*value)?.into_utf16()?;
        text.as_str().map_err(|_| Misfit::Value("is not Unicode text (lone surrogates)".to_owned()))
    }
}

impl FromJs for ResourceId {
    fn from_js(env: &Env, value: &Unknown<'_>) -> std::result::Result<Self, Misfit> {
        String::from_js(env, value).map(Into::into)
    }
}

impl FromJs for PathBuf {
    fn from_js(env: &Env, value: &Unknown<'_>) -> std::result::Result<Self, Misfit> {
        String::from_js(env, value).map(Into::into)
    }
}

impl FromJs for Secret {
    fn from_js(env: &Env, value: &Unknown<'_>) -> std::result::Result<Self, Misfit> {
        match kind(value)? {
            ValueType::String => String::from_js(env, value).map(Into::into),
            ValueType::Object if HeldSecret::instance_of(env, value)? => {
                Ok(ClassInstance::<HeldSecret>::from_unknown(*value)?.0.clone())
            }
            _ => Err(not_a("a string or a Secret", value)),
        }
    }
}

impl FromJs for Timestamp {
    fn from_js(_: &Env, value: &Unknown<'_>) -> std::result::Result<Self, Misfit> {
        if !value.is_date()? {
            return Err(not_a("a Date", value));
        }
        let milliseconds = JsDate::from_unknown(*value)?.value_of()?;
        let time =
            if milliseconds.is_finite() { Self::from_timestamp_millis(milliseconds as i64) } else { None };
        time.ok_or_else(|| Misfit::Value("is an invalid Date".to_owned()))
    }
}

impl FromJs for Duration {
    fn from_js(env: &Env, value: &Unknown<'_>) -> std::result::Result<Self, Misfit> {
        let milliseconds = f64::from_js(env, value)?;
        Self::try_from_secs_f64(milliseconds / 1000.0)
            .map_err(|_| Misfit::Value(format!("must be a span in milliseconds, not {milliseconds}")))
    }
}

impl<T: FromJs> FromJs for Option<T> {
    fn from_js(env: &Env, value: &Unknown<'_>) -> std::result::Result<Self, Misfit> {
        if kind(value)? == ValueType::Undefined { Ok(None) } else { T::from_js(env, value).map(Some) }
    }

    fn absent() -> Option<Self> {
        Some(None)
    }
}

impl<T: FromJs> FromJs for Patch<T> {
    fn from_js(env: &Env, value: &Unknown<'_>) -> std::result::Result<Self, Misfit> {
        match kind(value)? {
            ValueType::Undefined => Ok(Self::Keep),
            ValueType::Null => Ok(Self::Clear),
            _ => T::from_js(env, value).map(Self::Set),
        }
    }

    fn absent() -> Option<Self> {
        Some(Self::Keep)
    }
}

/// What is at an index of an array.
fn item<'v>(array: &Array<'v>, index: u32) -> std::result::Result<Unknown<'v>, Misfit> {
    array.get(index)?.ok_or_else(|| Misfit::Value(format!("has nothing at index {index}")))
}

impl<T: FromJs> FromJs for Vec<T> {
    fn from_js(env: &Env, value: &Unknown<'_>) -> std::result::Result<Self, Misfit> {
        if !value.is_array()? {
            return Err(not_a("an array", value));
        }
        let array = Array::from_unknown(*value)?;
        let read = |index| {
            T::from_js(env, &item(&array, index)?).map_err(|misfit| misfit.at(&format!("item {index}")))
        };
        (0..array.len()).map(read).collect()
    }
}

/// The TypeScript layer makes an object of a `Map`.
impl<T: FromJs> FromJs for BTreeMap<String, T> {
    fn from_js(env: &Env, value: &Unknown<'_>) -> std::result::Result<Self, Misfit> {
        let fields = plain_object(value, "an object or a Map of strings")?;
        let mut map = Self::new();
        for name in Object::keys(&fields)? {
            let value: Option<Unknown<'_>> = fields.get(&name)?;
            let read = value.map(|value| T::from_js(env, &value)).transpose();
            let read = read.map_err(|misfit| misfit.at(&format!("item {name:?}")))?;
            let absent = || Misfit::Value(format!("item {name:?} is undefined"));
            map.insert(name.clone(), read.ok_or_else(absent)?);
        }
        Ok(map)
    }
}

/// Bytes, or text as UTF-8.
pub(crate) struct Bytes(pub(crate) Vec<u8>);

impl FromJs for Bytes {
    fn from_js(env: &Env, value: &Unknown<'_>) -> std::result::Result<Self, Misfit> {
        if value.is_typedarray()? {
            return Ok(Self(Uint8Array::from_unknown(*value)?.to_vec()));
        }
        let text = String::from_js(env, value).map_err(|_| not_a("a string or a Uint8Array", value))?;
        Ok(Self(text.into_bytes()))
    }
}

impl FromJs for Proxy {
    fn from_js(env: &Env, value: &Unknown<'_>) -> std::result::Result<Self, Misfit> {
        if kind(value)? == ValueType::Boolean && !bool::from_unknown(*value)? {
            return Ok(Self::Off);
        }
        let url =
            Secret::from_js(env, value).map_err(|_| not_a("a string, a Secret, or false for none", value))?;
        Ok(Self::Url(url.reveal().to_owned()))
    }
}
