//! From JavaScript to the closed set of argument types: one conversion per type, whatever the method.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use napi::bindgen_prelude::{Array, ClassInstance, FromNapiValue, JavaScriptClassExt, Uint8Array, Unknown};
use napi::{Env, JsDate, JsString, JsValue, ValueType};
use registry_tokens::{Patch, Proxy, ResourceId, Secret, Timestamp};

use crate::argument::{FromJs, Misfit, kind, names, not_a, own, plain_object};
use crate::secret::HeldSecret;
use crate::value::LARGEST_SAFE;

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
            Err(Misfit::Value(format!("must be a number, not {}", shown(value)?)))
        }
    }
}

/// A number as JavaScript writes it.
fn shown(number: &Unknown<'_>) -> napi::Result<String> {
    number.coerce_to_string()?.into_utf8()?.into_owned()
}

macro_rules! integers {
    ($($ty:ty),*) => {$(
        impl FromJs for $ty {
            fn from_js(env: &Env, value: &Unknown<'_>) -> std::result::Result<Self, Misfit> {
                let number = f64::from_js(env, value)?;
                let (least, most) = (Self::MIN as f64, (Self::MAX as f64).min(LARGEST_SAFE as f64));
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
            .or_else(|_| Err(Misfit::Value(format!("must be a span in milliseconds, not {}", shown(value)?))))
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
        for name in names(&fields)? {
            let read = own(&fields, &name)?.map(|value| T::from_js(env, &value)).transpose();
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
            let bytes =
                Uint8Array::from_unknown(*value).map_err(|_| not_a("a string or a Uint8Array", value))?;
            return Ok(Self(bytes.to_vec()));
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
