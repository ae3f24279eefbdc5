//! Certificates: one a client must accept, and four it must not.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, ExtendedKeyUsagePurpose, IsCa, KeyPair,
    KeyUsagePurpose, date_time_ymd,
};
use rustls::ServerConfig;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::TlsAcceptor;

/// The certificate a TLS listener presents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Leaf {
    /// Issued by the CA in `ca.pem` for `localhost`, `127.0.0.1` and `::1`.
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
    /// The file with a certificate cannot be written.
    #[error("cannot write {path}: {source}")]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
}

/// Two CAs, of which only one is published. Private keys never leave the process.
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
        let path = directory.join("ca.pem");
        write(&path, &self.known.pem())?;
        Ok(path)
    }

    pub(crate) fn present(&self, leaf: Leaf) -> Result<Presented, TlsError> {
        let key = KeyPair::generate()?;
        let host = if leaf == Leaf::WrongHost {
            vec!["another-host.example".to_owned()]
        } else {
            ["localhost", "127.0.0.1", "::1"].map(str::to_owned).to_vec()
        };
        let mut params = CertificateParams::new(host)?;
        params.distinguished_name.push(DnType::CommonName, leaf.name());
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        params.use_authority_key_identifier_extension = leaf != Leaf::SelfSigned;
        params.not_before = date_time_ymd(2019, 1, 1);
        params.not_after = date_time_ymd(if leaf == Leaf::Expired { 2020 } else { 2099 }, 1, 1);
        let certificate = match leaf {
            Leaf::SelfSigned => params.self_signed(&key)?,
            Leaf::UnknownCa => params.signed_by(&key, &self.unknown)?,
            Leaf::Good | Leaf::Expired | Leaf::WrongHost => params.signed_by(&key, &self.known)?,
        };
        let certificate: CertificateDer<'static> = certificate.into();
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

/// Writes a certificate, and makes the folder for it.
pub(crate) fn write(path: &Path, pem: &str) -> Result<(), TlsError> {
    path.parent()
        .map_or(Ok(()), std::fs::create_dir_all)
        .and_then(|()| std::fs::write(path, pem))
        .map_err(|source| TlsError::File { path: path.to_owned(), source })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
