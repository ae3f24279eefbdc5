//! From the closed set of field types to JavaScript: one conversion per type, whatever the model.

use std::collections::BTreeMap;
use std::time::Duration;

use napi::Env;
use napi::bindgen_prelude::{Array, JsObjectValue, JsValue, Null, Object, ToNapiValue, Unknown};
use registry_tokens::{Secret, Timestamp};
use uuid::Uuid;

/// The largest integer that every smaller one can be told apart from in a JavaScript number.
const LARGEST_SAFE: u64 = (1 << 53) - 1;

/// Why a value has no form in JavaScript.
pub(crate) enum Unfit {
    /// An integer that a number would silently change.
    TooLarge,
    /// The engine refused; a JavaScript exception as a rule.
    Engine(napi::Error),
}

impl From<napi::Error> for Unfit {
    fn from(error: napi::Error) -> Self {
        Self::Engine(error)
    }
}

/// A value that JavaScript code can hold.
pub(crate) trait ToJs {
    /// A new JavaScript value.
    fn to_js<'env>(&self, env: &'env Env) -> Result<Unknown<'env>, Unfit>;
}

macro_rules! by_napi {
    ($($ty:ty => $convert:expr),* $(,)?) => {$(
        impl ToJs for $ty {
            fn to_js<'env>(&self, env: &'env Env) -> Result<Unknown<'env>, Unfit> {
                let convert: fn(&Self) -> Result<_, Unfit> = $convert;
                Ok(convert(self)?.into_unknown(env)?)
            }
        }
    )*};
}

by_napi! {
    bool => |value| Ok(*value),
    u32 => |value| Ok(*value),
    i32 => |value| Ok(*value),
    f64 => |value| Ok(*value),
    u64 => |value| safe(*value <= LARGEST_SAFE, *value as f64),
    i64 => |value| safe(value.unsigned_abs() <= LARGEST_SAFE, *value as f64),
    str => |value| Ok(value.to_owned()),
    String => |value| Ok(value.clone()),
    Uuid => |value| Ok(value.hyphenated().to_string()),
    Duration => |value| Ok(value.as_secs_f64() * 1000.0),
    Secret => |value| Ok(crate::secret::Secret(value.clone())),
}

fn safe(fits: bool, value: f64) -> Result<f64, Unfit> {
    if fits { Ok(value) } else { Err(Unfit::TooLarge) }
}

impl ToJs for Timestamp {
    fn to_js<'env>(&self, env: &'env Env) -> Result<Unknown<'env>, Unfit> {
        Ok(env.create_date(self.timestamp_millis() as f64)?.to_unknown())
    }
}

impl<T: ToJs> ToJs for Option<T> {
    fn to_js<'env>(&self, env: &'env Env) -> Result<Unknown<'env>, Unfit> {
        match self {
            Some(value) => value.to_js(env),
            None => Ok(Null.into_unknown(env)?),
        }
    }
}

impl<T: ToJs> ToJs for Vec<T> {
    fn to_js<'env>(&self, env: &'env Env) -> Result<Unknown<'env>, Unfit> {
        let mut items = Vec::with_capacity(self.len());
        for item in self {
            items.push(item.to_js(env)?);
        }
        let array = Array::from_vec(env, items)?;
        let mut object = array.coerce_to_object()?;
        object.freeze()?;
        Ok(object.to_unknown())
    }
}

impl<T: ToJs> ToJs for BTreeMap<String, T> {
    fn to_js<'env>(&self, env: &'env Env) -> Result<Unknown<'env>, Unfit> {
        let mut object = Object::new(env)?;
        for (name, value) in self {
            object.set(name, value.to_js(env)?)?;
        }
        object.freeze()?;
        Ok(object.to_unknown())
    }
}
