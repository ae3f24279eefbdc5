//! The TLS listeners, seen by a client that checks certificates.

use std::io::Write as _;
use std::net::TcpStream;
use std::sync::Arc;

use registry_tokens_emulator::{Emulator, Leaf, Options};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{CertificateError, ClientConfig, ClientConnection, Error, RootCertStore, StreamOwned};
use serde_json::json;

use crate::support::{Client, connect};

type Tls = StreamOwned<ClientConnection, TcpStream>;

/// A client that trusts the published CA; `Err` with what it does not like.
fn client(emulator: &Emulator, leaf: Leaf) -> Result<Client<Tls>, Error> {
    let url = emulator.world().tls_url(leaf).unwrap();
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_file(emulator.ca_file().unwrap()).unwrap()).unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let mut tls =
        ClientConnection::new(Arc::new(config), ServerName::try_from("127.0.0.1").unwrap()).unwrap();
    let mut tcp = connect(&url);
    while tls.is_handshaking() {
        tls.complete_io(&mut tcp).map_err(|error| error.downcast::<Error>().unwrap())?;
    }
    let authorization = format!("Bearer {}", emulator.world().token());
    Ok(Client::over(StreamOwned::new(tls, tcp), &url).authorized(&authorization))
}

#[test]
fn one_certificate_is_good_and_four_are_not() {
    let directory = tempfile::tempdir().unwrap();
    let emulator = Emulator::start_blocking(Options::default().tls(directory.path().join("new"))).unwrap();
    assert!(emulator.url().starts_with("https://127.0.0.1:"));
    assert!(emulator.world().plain_url().starts_with("http://127.0.0.1:"));
    let mut good = client(&emulator, Leaf::Good).unwrap();
    assert_eq!(good.get("/registries").status, 200);
    let leaf = good.stream.conn.peer_certificates().unwrap()[0].clone();
    let digest = ring::digest::digest(&ring::digest::SHA256, &leaf);
    let hex: String = digest.as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(emulator.leaf_sha256(Leaf::Good), Some(hex));
    for leaf in [Leaf::Expired, Leaf::WrongHost, Leaf::UnknownCa, Leaf::SelfSigned] {
        let Err(Error::InvalidCertificate(error)) = client(&emulator, leaf) else {
            panic!("{leaf:?} was accepted")
        };
        let fits = match leaf {
            Leaf::Expired => matches!(error, CertificateError::ExpiredContext { .. }),
            Leaf::WrongHost => matches!(error, CertificateError::NotValidForNameContext { .. }),
            _ => matches!(error, CertificateError::UnknownIssuer | CertificateError::BadSignature),
        };
        assert!(fits, "{leaf:?}: {error:?}");
    }
    let line = emulator.ready_line();
    assert_eq!(line["url"], line["tls"]["good"]["url"]);
    assert_eq!(line["ca_file"], emulator.ca_file().unwrap().to_str().unwrap());
    assert_eq!(line["tls"].as_object().unwrap().len(), 5);
    assert!(line["control_url"].as_str().unwrap().starts_with("http://"));
    let files: Vec<_> = std::fs::read_dir(directory.path().join("new")).unwrap().collect();
    assert_eq!(files.len(), 1, "no private key leaves the process");
}

#[test]
fn faults_work_behind_tls_too() {
    let directory = tempfile::tempdir().unwrap();
    let emulator = Emulator::start_blocking(Options::default().tls(directory.path())).unwrap();
    for (close, ends_in_order) in [("clean", true), ("reset", false)] {
        emulator.world().faults(json!({"action": {"close": close}})).unwrap();
        let mut client = client(&emulator, Leaf::Good).unwrap();
        client.send("GET", "/registries", &[], None);
        client.stream.flush().unwrap();
        let (bytes, end) = client.read_to_end();
        assert_eq!((bytes.len(), end.is_ok()), (0, ends_in_order), "{close}");
    }
}
