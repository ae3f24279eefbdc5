//! What an emulator is told before it starts, and why it may not.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use crate::tls::TlsError;

/// How to start an emulator.
#[derive(Clone)]
#[must_use]
pub struct Options {
    pub(crate) listen: SocketAddr,
    pub(crate) tls: Option<PathBuf>,
    pub(crate) registry: Option<PathBuf>,
    pub(crate) control_key: Option<String>,
}

impl Default for Options {
    /// A free port on 127.0.0.1, without TLS.
    fn default() -> Self {
        Self {
            listen: SocketAddr::new(Ipv4Addr::LOCALHOST.into(), 0),
            tls: None,
            registry: None,
            control_key: None,
        }
    }
}

impl Options {
    /// Listens here. An address that is not loopback needs a control key.
    pub fn listen(self, address: SocketAddr) -> Self {
        Self { listen: address, ..self }
    }

    /// Adds listeners with TLS, one per [`Leaf`](crate::Leaf), and writes `ca.pem` into this directory.
    pub fn tls(self, directory: impl Into<PathBuf>) -> Self {
        Self { tls: Some(directory.into()), ..self }
    }

    /// Writes what an image registry needs into this directory: `token.crt`, the certificate that the JWTs of the token
    /// endpoint are signed with, and with [`tls`](Self::tls) `tls.crt` and `tls.key` to listen with.
    pub fn registry(self, directory: impl Into<PathBuf>) -> Self {
        Self { registry: Some(directory.into()), ..self }
    }

    /// Asks for this key in the `X-Emulator-Key` header of every control call.
    pub fn control_key(self, key: impl Into<String>) -> Self {
        Self { control_key: Some(key.into()), ..self }
    }
}

/// Why an emulator cannot start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// Whoever reaches the control plane can read everything, so it is not offered to other machines unprotected.
    #[error("{0} is not a loopback address: set a control key to listen there")]
    ControlKeyNeeded(SocketAddr),
    /// No listener there.
    #[error("cannot listen: {0}")]
    Listen(#[from] std::io::Error),
    /// No certificates.
    #[error(transparent)]
    Tls(#[from] TlsError),
}
