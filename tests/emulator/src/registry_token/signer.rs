//! The key that JWTs for image registries are signed with, and its certificate.

use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use rcgen::{CertificateParams, DnType, KeyPair, date_time_ymd};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair};
use serde_json::{Value, json};

use super::ISSUER;
use crate::tls::{TlsError, write};

/// Signs with ES256. The private key never leaves the process.
pub(crate) struct Signer {
    key: EcdsaKeyPair,
    random: SystemRandom,
    certificate_pem: String,
    header: String,
}

impl Signer {
    /// A new key with a certificate of its own.
    pub(crate) fn new() -> Result<Self, TlsError> {
        let made = KeyPair::generate()?;
        let mut params = CertificateParams::new(Vec::new())?;
        params.distinguished_name.push(DnType::CommonName, ISSUER);
        params.not_before = date_time_ymd(2019, 1, 1);
        params.not_after = date_time_ymd(2099, 1, 1);
        let certificate = params.self_signed(&made)?;
        let random = SystemRandom::new();
        let key = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, made.serialized_der(), &random)
            .map_err(|error| TlsError::Key(error.to_string()))?;
        // Not `kid`: registries before and after 3.0 compute it in different ways.
        let header = json!({"typ": "JWT", "alg": "ES256", "x5c": [STANDARD.encode(certificate.der())]});
        Ok(Self { key, random, certificate_pem: certificate.pem(), header: encoded(&header) })
    }

    pub(crate) fn certificate_pem(&self) -> &str {
        &self.certificate_pem
    }

    /// Writes the certificate and gives the file's path.
    pub(crate) fn publish(&self, directory: &Path) -> Result<PathBuf, TlsError> {
        write(directory, "token.crt", &self.certificate_pem)
    }

    /// The JWT with these claims. `None` when the system gives no randomness.
    pub(crate) fn sign(&self, claims: &Value) -> Option<String> {
        let signed = format!("{}.{}", self.header, encoded(claims));
        let signature = self.key.sign(&self.random, signed.as_bytes()).ok()?;
        Some(format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature)))
    }
}

fn encoded(part: &Value) -> String {
    URL_SAFE_NO_PAD.encode(part.to_string())
}
