//! The link of a client to its service.

use std::sync::Arc;

use http::HeaderMap;

use crate::call::Response;
use crate::error::Error;
use crate::transport::{
    Answer, ChosenProxy, Provider, Request, Settings, Transport, Unreadable, clean, sender,
};

/// Connections to a service, and the provider that knows its ways.
pub(crate) struct Link<P> {
    transport: Transport,
    proxy: Option<ChosenProxy>,
    provider: Arc<P>,
}

impl<P: Provider> Link<P> {
    pub(crate) fn new(
        settings: Settings,
        proxy: Option<ChosenProxy>,
        provider: Arc<P>,
    ) -> Result<Self, Error> {
        let (chosen, login) = proxy.clone().map(|chosen| (chosen.proxy, chosen.login)).unzip();
        let sender = sender(&settings, chosen)?;
        let transport = Transport::new(settings, provider.clone(), sender, login.unwrap_or_default());
        Ok(Self { transport, proxy, provider })
    }

    pub(crate) fn provider(&self) -> &P {
        &self.provider
    }

    pub(crate) fn settings(&self) -> &Settings {
        self.transport.settings()
    }

    /// The same with connections of its own and another provider, for a process made by `fork`: there the threads behind
    /// the old ones are gone. The old locks are only read, which a thread that is gone cannot hinder while nobody writes.
    pub(crate) fn reconnected(&self, provider: Arc<P>) -> Result<Self, Error> {
        let link = Self::new(self.settings().clone(), self.proxy.clone(), provider)?;
        if self.transport.is_closed() {
            link.close();
        }
        Ok(link)
    }

    pub(crate) fn close(&self) {
        self.transport.close();
    }

    /// Words of the service as a part of an error's text.
    pub(crate) fn clean(&self, text: &str) -> String {
        clean(text, &self.transport.secrets())
    }

    /// Whether a call could be made: what is wrong with it is found before anything is sent.
    pub(crate) fn check(&self, request: Request) -> Result<(), Error> {
        self.transport.check(request)
    }

    /// Makes a call and reads its answer.
    pub(crate) async fn execute<T>(
        &self,
        request: Request,
        read: impl Fn(&Answer) -> Result<T, Unreadable>,
    ) -> Result<Response<T>, Error> {
        self.execute_with_headers(request, |answer, _| read(answer)).await
    }

    /// The same for answers that say something in headers which a caller is not to see.
    pub(crate) async fn execute_with_headers<T>(
        &self,
        request: Request,
        read: impl Fn(&Answer, &HeaderMap) -> Result<T, Unreadable>,
    ) -> Result<Response<T>, Error> {
        self.transport.execute(request, read).await.map(Response::new)
    }
}
