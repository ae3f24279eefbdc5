//! What gives its value by blocking, however it is written down.

use registry_tokens::Error;
use registry_tokens::blocking::{FinishRotation, ListExpiring, WaitUntilRunning};
use registry_tokens::models::{Registry, Retirement, Token};

/// What gives a value by blocking: a finished result, or a call that is still to be sent.
pub trait Wait {
    type Value;
    fn wait(self) -> Result<Self::Value, Error>;
}

impl<T> Wait for Result<T, Error> {
    type Value = T;
    fn wait(self) -> Self {
        self
    }
}

macro_rules! sent {
    ($($call:ty => $value:ty),*) => {$(
        impl Wait for $call {
            type Value = $value;
            fn wait(self) -> Result<$value, Error> {
                self.send()
            }
        }
    )*};
}

sent!(
    WaitUntilRunning => Registry,
    FinishRotation => Retirement,
    ListExpiring => Vec<Token>
);
