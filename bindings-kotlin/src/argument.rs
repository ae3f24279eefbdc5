//! From what crosses the border to the closed set of argument types: one conversion per type, whatever the method.

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use registry_tokens::{Patch, Proxy, ResourceId, Secret, Timestamp, binding};

use crate::error::{NativeError, failure};
use crate::secret::HeldSecret;
use crate::value::NativeTime;

/// Why a value cannot be an argument, in words that follow its name.
pub(crate) struct Misfit(String);

impl Misfit {
    /// The same of a part of what was given.
    pub(crate) fn at(self, place: &str) -> Self {
        Self(format!("{place} {}", self.0))
    }
}

/// A value that callers can hand over.
pub(crate) trait Given: Sized {
    /// What crosses the border.
    type From;

    /// The value of it.
    fn given(from: Self::From) -> Result<Self, Misfit>;
}

/// The core's names of arguments, and those of a language.
pub(crate) type Names = &'static [(&'static str, &'static str)];

/// Reads the arguments of one call; its errors name the operation, and the argument as the caller's language does.
#[derive(Clone, Copy)]
pub(crate) struct Arguments {
    operation: &'static str,
    names: Names,
}

impl Arguments {
    pub(crate) fn new(operation: &'static str, names: Names) -> Self {
        Self { operation, names }
    }

    /// Where every language has the same names.
    pub(crate) fn plain(operation: &'static str) -> Self {
        Self::new(operation, &[])
    }

    pub(crate) fn operation(self) -> &'static str {
        self.operation
    }

    /// An error of the core as the caller gets it.
    pub(crate) fn error(self, error: &registry_tokens::Error) -> NativeError {
        failure(binding::respelt(error, self.names))
    }

    /// The error of an answer with an integer that there is no type for.
    pub(crate) fn too_large(self) -> NativeError {
        self.error(&binding::too_large(self.operation))
    }

    pub(crate) fn take<T: Given>(self, name: &str, from: T::From) -> Result<T, NativeError> {
        let refused = |misfit: Misfit| binding::invalid_argument(self.operation, misfit.at(name).0);
        T::given(from).map_err(|misfit| self.error(&refused(misfit)))
    }

    /// A field of a change: left alone, cleared or set.
    pub(crate) fn patch<T: Given>(
        self,
        name: &str,
        from: Option<T::From>,
        clear: bool,
    ) -> Result<Patch<T>, NativeError> {
        Ok(match self.take::<Option<T>>(name, from)? {
            Some(value) => Patch::Set(value),
            None if clear => Patch::Clear,
            None => Patch::Keep,
        })
    }

    /// The options that every call has.
    pub(crate) fn options(self, from: NativeCallOptions) -> Result<binding::Options, NativeError> {
        let pairs = |texts: Vec<NativeText>| texts.into_iter().map(|one| (one.name, one.value)).collect();
        Ok(binding::Options {
            timeout: self.take("timeout", from.timeout)?,
            max_retries: self.take("max_retries", from.max_retries)?,
            extra_headers: pairs(from.extra_headers),
            extra_query: pairs(from.extra_query),
        })
    }
}

/// What a caller can say of any call.
#[derive(Debug, Clone, uniffi::Record)]
pub struct NativeCallOptions {
    /// The time of the call.
    pub timeout: Option<NativeTime>,
    /// How often a failed try may be repeated.
    pub max_retries: Option<i64>,
    /// Further headers.
    pub extra_headers: Vec<NativeText>,
    /// Further query parameters.
    pub extra_query: Vec<NativeText>,
}

/// A text with a name.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct NativeText {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
}

/// A caller's choice of proxy.
#[derive(uniffi::Enum)]
pub enum NativeProxy {
    /// None.
    Off,
    /// This one.
    At {
        /// Where it is; it may hold a password.
        url: Arc<HeldSecret>,
    },
}

/// Bytes, such as those of a file.
pub(crate) struct Bytes(pub(crate) Vec<u8>);

macro_rules! given {
    ($($ty:ty: $from:ty => $make:expr),* $(,)?) => {$(
        impl Given for $ty {
            type From = $from;

            fn given(from: $from) -> Result<Self, Misfit> {
                let make: fn($from) -> Result<Self, Misfit> = $make;
                make(from)
            }
        }
    )*};
}

given!(
    bool: bool => Ok,
    f64: f64 => Ok,
    String: String => Ok,
    Bytes: Vec<u8> => |from| Ok(Bytes(from)),
    PathBuf: String => |from| Ok(from.into()),
    ResourceId: String => |from| Ok(from.into()),
    Secret: Arc<HeldSecret> => |from| Ok(from.0.clone()),
    Proxy: NativeProxy => |from| Ok(match from {
        NativeProxy::Off => Proxy::Off,
        NativeProxy::At { url } => Proxy::Url(url.0.reveal().to_owned()),
    }),
    Timestamp: NativeTime => |from| {
        let outside = || Misfit("must lie between the years 1 and 9999".to_owned());
        Timestamp::from_timestamp(from.seconds, from.nanoseconds).ok_or_else(outside)
    },
    Duration: NativeTime => |from| match u64::try_from(from.seconds) {
        Ok(seconds) => Ok(Duration::new(seconds, from.nanoseconds)),
        Err(_) => Err(Misfit("must not be negative".to_owned())),
    },
);

macro_rules! integers {
    ($($ty:ty),*) => {$(
        impl Given for $ty {
            type From = i64;

            fn given(from: i64) -> Result<Self, Misfit> {
                let outside = |_| Misfit(format!("must lie between {} and {}", <$ty>::MIN, <$ty>::MAX));
                Self::try_from(from).map_err(outside)
            }
        }
    )*};
}

integers!(u8, u16, u32, u64, usize, i8, i16, i32, i64);

impl<T: Given> Given for Option<T> {
    type From = Option<T::From>;

    fn given(from: Self::From) -> Result<Self, Misfit> {
        from.map(T::given).transpose()
    }
}

impl<T: Given> Given for Vec<T> {
    type From = Vec<T::From>;

    fn given(from: Self::From) -> Result<Self, Misfit> {
        let item = |(index, one)| T::given(one).map_err(|misfit| misfit.at(&format!("[{index}]")));
        from.into_iter().enumerate().map(item).collect()
    }
}

impl<T: Given> Given for BTreeMap<String, T> {
    type From = HashMap<String, T::From>;

    fn given(from: Self::From) -> Result<Self, Misfit> {
        from.into_iter().map(|(name, value)| Ok((name, T::given(value)?))).collect()
    }
}
