//! Secrets to plant, and the search for them in every text a caller could print.
#![allow(dead_code, reason = "each file of tests uses a part of this")]

use std::fmt::Debug;
use std::panic::{AssertUnwindSafe, catch_unwind};

use registry_tokens::{Error, IonosClientBuilder};

use crate::support::hermetic;

#[path = "../vectors/secrets.rs"]
pub mod search;

// With what JSON, URLs and base64 write in other ways.
pub const TOKEN: &str = "canary\"token%/+8f21";
pub const PASSWORD: &str = "canary\"password%/+77c0";
pub const PROXY_PASSWORD: &str = "canary-proxy-9d3e";
pub const FILE_TOKEN: &str = "canary-file-51ab";
pub const ID: &str = "6f1c2a34-0b5d-4e6f-8a9b-0c1d2e3f4a5b";

#[derive(Default)]
pub struct Texts(pub Vec<String>);

impl Texts {
    pub fn debug(&mut self, value: &impl Debug) {
        self.0.extend([format!("{value:?}"), format!("{value:#?}")]);
    }

    pub fn error(&mut self, error: &Error) {
        self.debug(error);
        self.0.extend([error.to_string(), format!("{error:#}"), error.reason().to_owned()]);
        self.0.extend(error.details().iter().map(|detail| format!("{detail:?}")));
        let unwrap = |failed: Result<(), Error>| failed.unwrap();
        self.0.push(panic_message(|| unwrap(Err(error.clone()))));
        let boxed: Box<dyn std::error::Error> = Box::new(error.clone());
        self.0.push(format!("{boxed} {boxed:?} {:?}", boxed.source().map(ToString::to_string)));
    }

    #[track_caller]
    pub fn assert_clean(&self, secrets: &[&str]) {
        assert!(!self.0.is_empty());
        let secrets: Vec<String> = secrets.iter().map(|secret| (*secret).to_owned()).collect();
        search::search(&self.0, &secrets).unwrap();
    }
}

pub fn panic_message<T>(run: impl FnOnce() -> T) -> String {
    let Err(payload) = catch_unwind(AssertUnwindSafe(run)) else { panic!("it was to panic") };
    payload.downcast_ref::<String>().cloned().unwrap_or_default()
}

/// The same service with a token and with a user name and password.
pub fn both_ways(url: &str) -> [IonosClientBuilder; 2] {
    let builder = || hermetic(url).max_retries(0);
    [builder().token(TOKEN), builder().username("user").password(PASSWORD)]
}
