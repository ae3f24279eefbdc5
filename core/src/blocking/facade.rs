//! Blocking twins of resources whose methods need no more than that.

use super::call::{Call, Deletion};
use super::pager::Pager;
use super::runtime::Runtime;
use crate::pagination::Page;

/// What an async method gives, with the runtime that makes it.
pub(super) trait OnRuntime {
    type Blocking;

    fn on(self, runtime: &Runtime) -> Self::Blocking;
}

impl<T> OnRuntime for crate::Call<T> {
    type Blocking = Call<T>;

    fn on(self, runtime: &Runtime) -> Call<T> {
        Call { call: self, runtime: runtime.clone() }
    }
}

impl OnRuntime for crate::Deletion {
    type Blocking = Deletion;

    fn on(self, runtime: &Runtime) -> Deletion {
        Deletion { call: self, runtime: runtime.clone() }
    }
}

impl<P: Page> OnRuntime for crate::Pager<P> {
    type Blocking = Pager<P>;

    fn on(self, runtime: &Runtime) -> Pager<P> {
        Pager::new(self, runtime.clone())
    }
}

/// A resource with the methods of the async one of the same name, one to one.
macro_rules! facade {
    ($(#[$meta:meta])* $name:ident over $inner:path {
        $($(#[$method_meta:meta])* fn $method:ident($($argument:ident: $type:ty),* $(,)?) -> $given:ty;)*
    }) => {
        $(#[$meta])*
        #[derive(Debug, Clone)]
        pub struct $name {
            inner: $inner,
            runtime: $crate::blocking::runtime::Runtime,
        }

        impl $name {
            pub(in crate::blocking) fn over(
                inner: $inner,
                runtime: &$crate::blocking::runtime::Runtime,
            ) -> Self {
                Self { inner, runtime: runtime.clone() }
            }

            $($(#[$method_meta])*
            pub fn $method(&self, $($argument: $type),*) -> $given {
                $crate::blocking::facade::OnRuntime::on(self.inner.$method($($argument),*), &self.runtime)
            })*
        }
    };
}

pub(super) use facade;
