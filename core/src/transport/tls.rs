//! Whom a client believes to be the service.
//!
//! The crypto provider is named here and never taken from the process: two libraries that each bring one would otherwise
//! panic at the first handshake.

use std::path::PathBuf;
use std::sync::Arc;

use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime, pem::PemObject};
use rustls::server::ParsedCertificate;
use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, Error as TlsError, RootCertStore, SignatureScheme,
};
use rustls_platform_verifier::Verifier as PlatformVerifier;
use x509_cert::der::Decode;

use super::proxy::Lookup;
use crate::error::Error;

/// The trust a client is given beyond the platform's.
#[derive(Debug, Clone, Default)]
pub(crate) struct Trust {
    /// Certificates added to the platform's roots.
    pub(crate) ca_certs: Vec<CertificateDer<'static>>,
    /// SHA-256 of the one leaf certificate that is accepted, whoever issued it.
    pub(crate) pinned_certificate: Option<[u8; 32]>,
    /// Where the environment says that the platform's roots are; only where the platform itself would follow it.
    pub(crate) platform: RootPlaces,
}

/// What `SSL_CERT_FILE` and `SSL_CERT_DIR` name, as in OpenSSL. The platform's verifier would look them up in the process,
/// which has others than a thread with an environment of its own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct RootPlaces {
    file: Option<PathBuf>,
    folders: Vec<PathBuf>,
}

impl RootPlaces {
    pub(crate) fn new(variable: Lookup<'_>) -> Self {
        let folders = variable("SSL_CERT_DIR").unwrap_or_default();
        Self {
            file: variable("SSL_CERT_FILE").filter(|path| !path.is_empty()).map(PathBuf::from),
            folders: std::env::split_paths(&folders).filter(|path| !path.as_os_str().is_empty()).collect(),
        }
    }

    /// The certificates that can be read there; none when no place is named.
    #[cfg(all(unix, not(target_os = "android"), not(target_vendor = "apple")))]
    fn roots(&self) -> Option<Vec<CertificateDer<'static>>> {
        let first = (self.file.is_some() || !self.folders.is_empty())
            .then(|| rustls_native_certs::load_certs_from_paths(self.file.as_deref(), None).certs);
        let folders = self.folders.iter();
        let others =
            folders.flat_map(|path| rustls_native_certs::load_certs_from_paths(None, Some(path)).certs);
        first.map(|first| first.into_iter().chain(others).collect())
    }

    /// Other platforms have a store of their own.
    #[cfg(not(all(unix, not(target_os = "android"), not(target_vendor = "apple"))))]
    fn roots(&self) -> Option<Vec<CertificateDer<'static>>> {
        None
    }
}

/// Reads certificates in PEM; an error names `source`, never the content.
pub(crate) fn read_pem(source: &str, pem: &[u8]) -> Result<Vec<CertificateDer<'static>>, Error> {
    let bad = |why: &str| Error::config(format!("{source}: {why}; give certificates as PEM text"));
    let found = CertificateDer::pem_slice_iter(pem)
        .collect::<Result<Vec<_>, _>>()
        .map_err(|_| bad("not readable as PEM"))?;
    if found.is_empty() {
        return Err(bad("holds no certificate"));
    }
    for certificate in &found {
        RootCertStore::empty().add(certificate.clone()).map_err(|_| bad("holds a damaged certificate"))?;
    }
    Ok(found)
}

/// Reads a pin: 64 hex digits; `:` and blanks do not count.
pub(crate) fn read_pin(text: &str) -> Result<[u8; 32], Error> {
    let digits: Vec<u8> =
        text.bytes().filter(|byte| !(*byte == b':' || byte.is_ascii_whitespace())).collect();
    let bad = || {
        Error::config(
            "pinned_certificate must be the SHA-256 of the server's certificate as 64 hex digits (`:` and blanks are ignored)",
        )
    };
    let mut pin = [0; 32];
    if digits.len() != 2 * pin.len() {
        return Err(bad());
    }
    for (byte, pair) in pin.iter_mut().zip(digits.chunks_exact(2)) {
        let digit = |at: usize| pair.get(at).and_then(|digit| (*digit as char).to_digit(16));
        let (Some(high), Some(low)) = (digit(0), digit(1)) else { return Err(bad()) };
        *byte = (high * 16 + low) as u8;
    }
    Ok(pin)
}

/// The TLS set-up of a client: HTTP/1.1, ring, and the verifier that follows from its trust.
pub(crate) fn client_config(trust: &Trust) -> Result<ClientConfig, Error> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let verifier: Arc<dyn ServerCertVerifier> = match trust.pinned_certificate {
        Some(pin) => Arc::new(PinnedVerifier { pin, provider: Arc::clone(&provider) }),
        None => issuer_verifier(trust, &provider)?,
    };
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| Error::config(format!("TLS cannot be set up: {error}")))?
        .dangerous()
        .with_custom_certificate_verifier(verifier)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}

/// A set-up for clients that speak plain HTTP only: it trusts nobody and so has no certificates to load.
pub(crate) fn unused() -> Result<ClientConfig, Error> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| Error::config(format!("TLS cannot be set up: {error}")))?;
    Ok(config.with_root_certificates(RootCertStore::empty()).with_no_client_auth())
}

/// The platform's judgement with the extra roots; where the platform has no roots (slim images), the bundled ones.
fn issuer_verifier(
    trust: &Trust,
    provider: &Arc<CryptoProvider>,
) -> Result<Arc<dyn ServerCertVerifier>, Error> {
    let extra = trust.ca_certs.clone();
    let mut roots = RootCertStore::empty();
    let named = trust.platform.roots();
    let is_named = named.is_some();
    roots.add_parsable_certificates(named.unwrap_or_default());
    // Asked without the extra roots first: with them, a platform that has none of its own would not show.
    if !is_named
        && !cfg!(target_os = "android")
        && let Ok(verifier) = PlatformVerifier::new(Arc::clone(provider))
    {
        if extra.is_empty() {
            return Ok(Arc::new(verifier));
        }
        if let Ok(verifier) = PlatformVerifier::new_with_extra_roots(extra.clone(), Arc::clone(provider)) {
            return Ok(Arc::new(verifier));
        }
    }
    if roots.is_empty() {
        roots.add_parsable_certificates(webpki_root_certs::TLS_SERVER_ROOT_CERTS.iter().cloned());
    }
    roots.add_parsable_certificates(extra);
    let verifier = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), Arc::clone(provider))
        .build()
        .map_err(|error| Error::config(format!("the certificate verifier cannot be set up: {error}")))?;
    Ok(verifier)
}

/// Accepts exactly one leaf certificate. The pin stands in for the issuer check only: the host name, the dates and the
/// proof that the peer holds the key are verified as ever.
#[derive(Debug)]
struct PinnedVerifier {
    pin: [u8; 32],
    provider: Arc<CryptoProvider>,
}

impl ServerCertVerifier for PinnedVerifier {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        _: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, TlsError> {
        let digest = ring::digest::digest(&ring::digest::SHA256, end_entity);
        if digest.as_ref() != self.pin {
            return Err(TlsError::General("the server's certificate is not the pinned one".to_owned()));
        }
        let certificate = ParsedCertificate::try_from(end_entity)?;
        rustls::client::verify_server_name(&certificate, server_name)?;
        verify_dates(end_entity, now)?;
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, TlsError> {
        verify_tls12_signature(message, cert, dss, &self.provider.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, TlsError> {
        verify_tls13_signature(message, cert, dss, &self.provider.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}

fn verify_dates(certificate: &CertificateDer<'_>, now: UnixTime) -> Result<(), TlsError> {
    let parsed = x509_cert::Certificate::from_der(certificate)
        .map_err(|_| TlsError::InvalidCertificate(CertificateError::BadEncoding))?;
    let validity = parsed.tbs_certificate().validity();
    let now = now.as_secs();
    if now < validity.not_before.to_unix_duration().as_secs() {
        return Err(TlsError::InvalidCertificate(CertificateError::NotValidYet));
    }
    if now > validity.not_after.to_unix_duration().as_secs() {
        return Err(TlsError::InvalidCertificate(CertificateError::Expired));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_is_read_with_colons_and_blanks() {
        let plain = "0f".repeat(32);
        let spaced = format!(" {} ", ["0F"; 32].join(":"));
        assert_eq!(read_pin(&plain).unwrap(), [0x0f; 32]);
        assert_eq!(read_pin(&spaced).unwrap(), [0x0f; 32]);
        for bad in ["", "0f", &"0g".repeat(32), &"0f".repeat(33), &"é".repeat(32)] {
            assert!(read_pin(bad).unwrap_err().to_string().contains("pinned_certificate"));
        }
    }

    #[test]
    fn pem_without_certificates_is_refused() {
        for bad in ["", "hello", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"] {
            let text = read_pem("ca_certs", bad.as_bytes()).unwrap_err().to_string();
            assert!(text.contains("ca_certs") && text.contains("PEM"), "{text}");
        }
    }
}
