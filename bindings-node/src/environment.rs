//! What a client looks up beside its options, as the thread that makes it sees it; `ts/environment.ts` collects it.

use std::collections::HashMap;

use napi::bindgen_prelude::Uint8Array;
use napi_derive::napi;
use registry_tokens::binding::{self, Environment};

/// The surroundings of a thread.
#[napi(object, object_to_js = false)]
pub struct Surroundings {
    /// The variables that [`looked_up`] names.
    pub variables: HashMap<String, String>,
    /// The user's home folder.
    pub home: Option<String>,
    /// Certificates in PEM to trust beside all others.
    pub extra_certificates: Option<Uint8Array>,
}

impl Surroundings {
    /// What the core looks up, and the certificates, which it knows as an option only.
    pub(crate) fn parts(self) -> (Environment, Option<Vec<u8>>) {
        let variables = self.variables.into_iter().collect();
        let environment = Environment { variables, home: self.home.map(Into::into) };
        (environment, self.extra_certificates.map(|pem| pem.to_vec()))
    }
}

/// Those of these names of variables that a client looks up.
#[napi(catch_unwind)]
pub fn looked_up(names: Vec<String>) -> Vec<String> {
    names.into_iter().filter(|name| binding::looks_up(name)).collect()
}

/// Why a text cannot be certificates to trust.
#[napi(catch_unwind)]
pub fn unusable_certificates(pem: Uint8Array) -> Option<String> {
    binding::check_certificates(&pem).err().map(|error| error.reason().to_owned())
}
