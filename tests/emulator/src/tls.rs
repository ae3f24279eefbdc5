//! Certificates: one a client must accept, and four it must not.

use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rcgen::{
    BasicConstraints, Certificate, CertificateParams, CertifiedIssuer, DnType, ExtendedKeyUsagePurpose, IsCa,
    KeyPair, KeyUsagePurpose, date_time_ymd,
};
use rustls::ServerConfig;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::TlsAcceptor;

use crate::proxy::PROXIED_HOST;

/// The certificate a TLS listener presents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Leaf {
    /// Issued by the CA in `ca.pem` for `localhost`, `127.0.0.1`, `::1` and `emulator.test`.
    Good,
    /// The same, but it ended in 2020.
    Expired,
    /// Issued by the CA in `ca.pem`, for another host.
    WrongHost,
    /// For the right host, issued by a CA that nobody is given.
    UnknownCa,
    /// For the right host, issued by itself.
    SelfSigned,
}

impl Leaf {
    pub(crate) const ALL: [Self; 5] =
        [Self::Good, Self::Expired, Self::WrongHost, Self::UnknownCa, Self::SelfSigned];

    /// Its name in the ready line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Expired => "expired",
            Self::WrongHost => "wrong_host",
            Self::UnknownCa => "unknown_ca",
            Self::SelfSigned => "self_signed",
        }
    }
}

/// What cannot be made: a certificate, its file, or a TLS configuration with it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TlsError {
    /// A certificate cannot be made.
    #[error("certificate: {0}")]
    Certificate(#[from] rcgen::Error),
    /// A certificate is not accepted by the TLS library.
    #[error("TLS: {0}")]
    Configuration(#[from] rustls::Error),
    /// A key that was just made is not accepted by the library that signs with it.
    #[error("signing key: {0}")]
    Key(String),
    /// The file with a certificate or key cannot be written.
    #[error("cannot write {path}: {source}")]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
}

/// Two CAs, of which only one is published. Private keys never leave the process, but for the one of an image registry.
pub(crate) struct Authorities {
    known: CertifiedIssuer<'static, KeyPair>,
    unknown: CertifiedIssuer<'static, KeyPair>,
}

/// A listener's side of TLS.
pub(crate) struct Presented {
    pub(crate) acceptor: TlsAcceptor,
    pub(crate) leaf_sha256: String,
}

impl Authorities {
    pub(crate) fn new() -> Result<Self, TlsError> {
        Ok(Self { known: authority("emulator test CA")?, unknown: authority("unknown CA")? })
    }

    /// Writes the CA that clients may trust and gives the file's path.
    pub(crate) fn publish(&self, directory: &Path) -> Result<PathBuf, TlsError> {
        write(directory, "ca.pem", &self.known.pem())
    }

    /// Writes a good certificate and its key for a server that is not ours, and gives the files' paths.
    pub(crate) fn equip(&self, directory: &Path) -> Result<(PathBuf, PathBuf), TlsError> {
        let key = KeyPair::generate()?;
        let certificate = self.issue(Leaf::Good, &key)?;
        let certificate = write(directory, "tls.crt", &certificate.pem())?;
        Ok((certificate, write(directory, "tls.key", &key.serialize_pem())?))
    }

    pub(crate) fn present(&self, leaf: Leaf) -> Result<Presented, TlsError> {
        let key = KeyPair::generate()?;
        let certificate: CertificateDer<'static> = self.issue(leaf, &key)?.into();
        let leaf_sha256 = hex(ring::digest::digest(&ring::digest::SHA256, &certificate).as_ref());
        // Named here, because the process may hold another default.
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(vec![certificate], PrivateKeyDer::from(key))?;
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Presented { acceptor: TlsAcceptor::from(Arc::new(config)), leaf_sha256 })
    }

    fn issue(&self, leaf: Leaf, key: &KeyPair) -> Result<Certificate, TlsError> {
        let host = if leaf == Leaf::WrongHost {
            vec!["another-host.example".to_owned()]
        } else {
            ["localhost", "127.0.0.1", "::1", PROXIED_HOST].map(str::to_owned).to_vec()
        };
        let mut params = CertificateParams::new(host)?;
        params.distinguished_name.push(DnType::CommonName, leaf.name());
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        params.use_authority_key_identifier_extension = leaf != Leaf::SelfSigned;
        params.not_before = date_time_ymd(2019, 1, 1);
        params.not_after = date_time_ymd(if leaf == Leaf::Expired { 2020 } else { 2099 }, 1, 1);
        Ok(match leaf {
            Leaf::SelfSigned => params.self_signed(key)?,
            Leaf::UnknownCa => params.signed_by(key, &self.unknown)?,
            Leaf::Good | Leaf::Expired | Leaf::WrongHost => params.signed_by(key, &self.known)?,
        })
    }
}

fn authority(name: &str) -> Result<CertifiedIssuer<'static, KeyPair>, TlsError> {
    let mut params = CertificateParams::new(Vec::new())?;
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params.not_before = date_time_ymd(2019, 1, 1);
    params.not_after = date_time_ymd(2099, 1, 1);
    Ok(CertifiedIssuer::self_signed(params, KeyPair::generate()?)?)
}

/// Writes a certificate or key, makes the folder for it, and gives the file's path.
pub(crate) fn write(directory: &Path, name: &str, pem: &str) -> Result<PathBuf, TlsError> {
    let path = directory.join(name);
    let mode = if pem.contains("PRIVATE KEY") { 0o600 } else { 0o644 };
    let write = || {
        std::fs::create_dir_all(directory)?;
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create(true).truncate(true).mode(mode).open(&path)?.write_all(pem.as_bytes())
    };
    match write() {
        Ok(()) => Ok(path),
        Err(source) => Err(TlsError::File { path, source }),
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
