//! Starting and stopping.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::{Arc, mpsc};
use std::thread::JoinHandle;
use std::time::Duration;

use serde_json::Value;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::{AbortHandle, JoinSet};
use tokio_rustls::TlsAcceptor;

use crate::addresses::{Addresses, RegistryFiles, TlsOrigin};
use crate::handle::World;
use crate::http::stream::Stream;
use crate::hub::Hub;
use crate::options::{Options, StartError};
use crate::proxy::{self, PROXY_PASSWORD, PROXY_USER, ProxyRequest};
use crate::registry_token::Signer;
use crate::serve;
use crate::tls::{Authorities, Leaf};

/// How long to leave the listener alone when the process is out of file descriptors.
const OUT_OF_DESCRIPTORS: Duration = Duration::from_millis(50);

/// A running emulator. It stops when this is dropped; worlds that are still held then answer nobody any more.
pub struct Emulator {
    hub: Arc<Hub>,
    default: World,
    _running: Running,
}

impl Emulator {
    /// Starts on the current tokio runtime. On a runtime with a single thread it can only answer while that thread is
    /// not blocked.
    pub async fn start(options: Options) -> Result<Self, StartError> {
        let (hub, listeners) = bind(options).await?;
        let tasks = listeners.into_iter().map(|listener| {
            let hub = Arc::clone(&hub);
            tokio::spawn(listener.accept(hub)).abort_handle()
        });
        let tasks = tasks.collect();
        Ok(Self::new(hub, Running::Tasks(tasks)))
    }

    /// Starts on a thread of its own, for callers without a runtime.
    pub fn start_blocking(options: Options) -> Result<Self, StartError> {
        let (stop, stopped) = oneshot::channel::<()>();
        let (ready, started) = mpsc::channel();
        // Everything happens on the new thread: the caller may be inside a runtime, where none can be entered.
        let thread = std::thread::Builder::new().name("emulator".to_owned()).spawn(move || {
            let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
                Ok(runtime) => runtime,
                Err(error) => return drop(ready.send(Err(StartError::from(error)))),
            };
            runtime.block_on(async move {
                let (hub, listeners) = match bind(options).await {
                    Ok(bound) => bound,
                    Err(error) => return drop(ready.send(Err(error))),
                };
                let _tasks: JoinSet<()> =
                    listeners.into_iter().map(|listener| listener.accept(Arc::clone(&hub))).collect();
                let _ = ready.send(Ok(hub));
                // A dropped sender ends this just as well as a message.
                let _ = stopped.await;
            });
        })?;
        let hub = started.recv().map_err(|_| std::io::Error::other("the emulator's thread has ended"))??;
        Ok(Self::new(hub, Running::Thread { stop: Some(stop), thread: Some(thread) }))
    }

    fn new(hub: Arc<Hub>, running: Running) -> Self {
        let default = World::of(Arc::clone(&hub), Arc::clone(&hub.default));
        Self { hub, default, _running: running }
    }

    /// The world under the bare URL.
    pub fn world(&self) -> &World {
        &self.default
    }

    /// A new world of its own, which is gone when the last clone of it is dropped. Cheap: one per test.
    pub fn session(&self) -> World {
        World::session(Arc::clone(&self.hub), self.hub.add_session())
    }

    /// The API URL of the default world, with the good certificate where there is TLS.
    pub fn url(&self) -> String {
        self.default.url()
    }

    /// The address of the control plane, always without TLS.
    pub fn control_url(&self) -> String {
        self.default.control_url()
    }

    /// The certificate of the CA that issued the good certificate. `None` without TLS.
    pub fn ca_file(&self) -> Option<PathBuf> {
        self.hub.addresses.ca_file.clone()
    }

    /// The certificate of the token endpoint, in the directory that [`Options::registry`] names.
    pub fn registry_token_certificate_file(&self) -> Option<PathBuf> {
        self.hub.addresses.registry.token_certificate.clone()
    }

    /// SHA-256 of a listener's leaf certificate in hex. `None` without TLS.
    pub fn leaf_sha256(&self, leaf: Leaf) -> Option<String> {
        self.hub.addresses.tls.get(&leaf).map(|address| address.leaf_sha256.clone())
    }

    /// The URL of a proxy that asks for nothing.
    pub fn proxy_url(&self) -> String {
        self.hub.addresses.proxy.clone()
    }

    /// The URL of a proxy that asks for a login, with that login.
    pub fn proxy_with_login_url(&self) -> String {
        self.hub.addresses.proxy_with_login.clone()
    }

    /// What both proxies were asked for.
    pub fn proxy_requests(&self) -> Vec<ProxyRequest> {
        self.hub.proxy_log.requests()
    }

    /// The line the program prints when it is ready. It holds the credentials of the default world.
    pub fn ready_line(&self) -> Value {
        self.hub.ready_line()
    }
}

impl fmt::Debug for Emulator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Emulator").field("url", &self.url()).finish_non_exhaustive()
    }
}

/// What is to be ended with the emulator.
enum Running {
    Tasks(Vec<AbortHandle>),
    Thread { stop: Option<oneshot::Sender<()>>, thread: Option<JoinHandle<()>> },
}

impl Drop for Running {
    fn drop(&mut self) {
        match self {
            Self::Tasks(tasks) => tasks.iter().for_each(AbortHandle::abort),
            Self::Thread { stop, thread } => {
                drop(stop.take());
                if let Some(thread) = thread.take() {
                    // It has nothing to report, and a panic in it has already been printed.
                    let _ = thread.join();
                }
            }
        }
    }
}

/// A bound socket and what is spoken on it.
struct Listener {
    socket: TcpListener,
    speaks: Speaks,
}

#[derive(Clone)]
enum Speaks {
    Plain,
    Tls(TlsAcceptor),
    Proxy { needs_login: bool },
}

impl Listener {
    async fn bind(address: SocketAddr, speaks: Speaks) -> std::io::Result<Self> {
        Ok(Self { socket: TcpListener::bind(address).await?, speaks })
    }

    /// Accepts until it is aborted, which ends its connections as well.
    async fn accept(self, hub: Arc<Hub>) {
        let mut connections = JoinSet::new();
        loop {
            tokio::select! {
                accepted = self.socket.accept() => match accepted {
                    Ok((tcp, _)) => {
                        connections.spawn(self.speaks.clone().serve(Arc::clone(&hub), tcp));
                    }
                    Err(_) => tokio::time::sleep(OUT_OF_DESCRIPTORS).await,
                },
                Some(_) = connections.join_next() => {}
            }
        }
    }

    fn origin(&self, scheme: &str) -> std::io::Result<String> {
        let mut address = self.socket.local_addr()?;
        if address.ip().is_unspecified() {
            address.set_ip(IpAddr::V4(Ipv4Addr::LOCALHOST));
        }
        Ok(format!("{scheme}://{address}"))
    }
}

impl Speaks {
    async fn serve(self, hub: Arc<Hub>, tcp: TcpStream) {
        // Small answers must not wait for each other; a socket that refuses this is already broken.
        let _ = tcp.set_nodelay(true);
        match self {
            Self::Plain => serve::serve(hub, Stream::Plain(tcp)).await,
            Self::Tls(acceptor) => {
                // A client that does not like the certificate ends here, which is its good right.
                if let Ok(tls) = acceptor.accept(tcp).await {
                    serve::serve(hub, Stream::Tls(Box::new(tls))).await;
                }
            }
            Self::Proxy { needs_login } => proxy::serve(hub, tcp, needs_login).await,
        }
    }
}

async fn bind(options: Options) -> Result<(Arc<Hub>, Vec<Listener>), StartError> {
    if !options.listen.ip().is_loopback() && options.control_key.is_none() {
        return Err(StartError::ControlKeyNeeded(options.listen));
    }
    let any_port = SocketAddr::new(options.listen.ip(), 0);
    let loopback = SocketAddr::new(Ipv4Addr::LOCALHOST.into(), 0);
    let mut addresses = Addresses {
        plain: String::new(),
        tls: std::collections::BTreeMap::new(),
        ca_file: None,
        registry: RegistryFiles::default(),
        proxy: String::new(),
        proxy_with_login: String::new(),
    };
    let signer = Signer::new()?;
    if let Some(directory) = &options.registry {
        addresses.registry.token_certificate = Some(signer.publish(directory)?);
    }
    let mut listeners = Vec::new();
    if let Some(directory) = &options.tls {
        let authorities = Authorities::new()?;
        addresses.ca_file = Some(authorities.publish(directory)?);
        if let Some(directory) = &options.registry {
            let (certificate, key) = authorities.equip(directory)?;
            addresses.registry.tls_certificate = Some(certificate);
            addresses.registry.tls_key = Some(key);
        }
        for leaf in Leaf::ALL {
            let presented = authorities.present(leaf)?;
            let address = if leaf == Leaf::Good { options.listen } else { any_port };
            let listener = Listener::bind(address, Speaks::Tls(presented.acceptor)).await?;
            let origin = listener.origin("https")?;
            addresses.tls.insert(leaf, TlsOrigin { origin, leaf_sha256: presented.leaf_sha256 });
            listeners.push(listener);
        }
    }
    let address = if options.tls.is_some() { loopback } else { options.listen };
    let plain = Listener::bind(address, Speaks::Plain).await?;
    addresses.plain = plain.origin("http")?;
    let open = Listener::bind(loopback, Speaks::Proxy { needs_login: false }).await?;
    addresses.proxy = open.origin("http")?;
    let guarded = Listener::bind(loopback, Speaks::Proxy { needs_login: true }).await?;
    addresses.proxy_with_login =
        guarded.origin(&format!("http://{PROXY_USER}:{PROXY_PASSWORD}@"))?.replace("@://", "@");
    listeners.extend([plain, open, guarded]);
    Ok((Arc::new(Hub::new(addresses, options.control_key, signer)), listeners))
}
