//! The arguments of a call: found by name in the objects that `ts/input.ts` made of those of the caller, and refused by name.

use std::collections::BTreeMap;

use napi::bindgen_prelude::{FromNapiValue, JsObjectValue, Object, Unknown};
use napi::{Env, JsValue, KeyCollectionMode, KeyConversion, KeyFilter, Result, ValueType};
use registry_tokens::binding;

use crate::error;

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
    pub(crate) fn at(self, place: &str) -> Self {
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
        match names(&object)?.into_iter().find(|name| !known.contains(&name.as_str())) {
            Some(name) => Err(Misfit::Value(format!("has {name:?}, which is none of {}", known.join(", ")))),
            None => Ok(object),
        }
    }

    /// The fields of a model that callers write as an object.
    pub(crate) fn of_model(
        value: &Unknown<'v>,
        wanted: &str,
        known: &[&str],
    ) -> std::result::Result<Self, Misfit> {
        // What is no object at all is told apart from one with a misspelt name.
        object(value, wanted)?;
        Ok(Self { values: Some(Self::object(value, known)?) })
    }

    /// A field of a model.
    pub(crate) fn read<T: FromJs>(&self, env: &Env, name: &str) -> std::result::Result<T, Misfit> {
        match self.get(name)? {
            Some(value) => T::from_js(env, &value).map_err(|misfit| misfit.at(name)),
            None => T::absent().ok_or_else(|| Misfit::Value(format!("needs {name}"))),
        }
    }

    fn get(&self, name: &str) -> std::result::Result<Option<Unknown<'v>>, Misfit> {
        self.values.as_ref().map_or(Ok(None), |values| own(values, name))
    }
}

/// The names that an object has itself: those of its prototypes are not the caller's words.
pub(crate) fn names(object: &Object<'_>) -> std::result::Result<Vec<String>, Misfit> {
    let own = object.get_all_property_names(
        KeyCollectionMode::OwnOnly,
        KeyFilter::SkipSymbols,
        KeyConversion::NumbersToStrings,
    )?;
    Ok(Vec::from_unknown(own.to_unknown())?)
}

/// What an object has itself under a name.
pub(crate) fn own<'v>(object: &Object<'v>, name: &str) -> std::result::Result<Option<Unknown<'v>>, Misfit> {
    Ok(if object.has_own_property(name)? { object.get(name)? } else { None })
}

pub(crate) fn kind(value: &Unknown<'_>) -> Result<ValueType> {
    value.get_type()
}

/// The misfit of a value that is not of the wanted type.
pub(crate) fn not_a(wanted: &str, value: &Unknown<'_>) -> Misfit {
    let found = match kind(value) {
        Ok(_) if value.is_promise().unwrap_or(false) => "a Promise; an `await` may be missing",
        Ok(_) if value.is_array().unwrap_or(false) => "an array",
        Ok(_) if value.is_date().unwrap_or(false) => "a Date",
        Ok(_) if value.is_typedarray().unwrap_or(false) => "another kind of typed array",
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
fn object<'v>(value: &Unknown<'v>, wanted: &str) -> std::result::Result<Object<'v>, Misfit> {
    let is_other = value.is_array()? || value.is_date()? || value.is_promise()?;
    if kind(value)? != ValueType::Object || is_other {
        return Err(not_a(wanted, value));
    }
    Ok(Object::from_unknown(*value)?)
}

/// An object that was written as one: the content of a `Set` or an instance of a class is not what its names say.
pub(crate) fn plain_object<'v>(value: &Unknown<'v>, wanted: &str) -> std::result::Result<Object<'v>, Misfit> {
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
