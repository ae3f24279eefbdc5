//! From the `call` part of a vector to a call of a client, async or blocking. Both styles have the same calls; they differ in
//! how one waits for them.

/// The options of the one call, on whatever has their setters.
macro_rules! with_options {
    ($call:expr, $options:expr) => {{
        let mut call = $call;
        if let Some(milliseconds) = $options.timeout_ms {
            call = call.timeout(Duration::from_millis(milliseconds));
        }
        if let Some(retries) = $options.max_retries {
            call = call.max_retries(retries);
        }
        for (name, value) in &$options.extra_headers {
            call = call.extra_header(name, fill::text(value)?);
        }
        for (name, value) in &$options.extra_query {
            call = call.extra_query(name, fill::text(value)?);
        }
        call
    }};
}

macro_rules! await_answer {
    ($call:expr) => {
        $call.with_response().await
    };
}
macro_rules! await_items {
    ($stream:expr) => {
        futures_util::StreamExt::collect::<Vec<_>>($stream).await
    };
}
macro_rules! await_value {
    ($future:expr) => {
        match $future.await {
            Ok(value) => Outcome::value(&value),
            Err(error) => Outcome::failed(error, 0),
        }
    };
}
macro_rules! await_more {
    ($call:expr) => {
        $call.await?
    };
}
macro_rules! block_answer {
    ($call:expr) => {
        $call.with_response()
    };
}
macro_rules! block_items {
    ($iterator:expr) => {
        $iterator.collect::<Vec<_>>()
    };
}
macro_rules! block_value {
    ($call:expr) => {
        match crate::call::wait::Wait::wait($call) {
            Ok(value) => Outcome::value(&value),
            Err(error) => Outcome::failed(error, 0),
        }
    };
}

macro_rules! block_more {
    ($call:expr) => {
        $call?
    };
}

/// What `take` of a list says is to be read of it.
macro_rules! take {
    ($pager:expr, $arguments:expr, $items:ident, $value:ident) => {
        match $arguments.maybe::<String>("take")?.as_deref() {
            None | Some("items") => Outcome::list($items!($pager)),
            Some("pages") => Outcome::list($items!($pager.pages())),
            Some("all") => $value!($pager.all()),
            Some(other) => return Err(format!("unknown take: {other}")),
        }
    };
}

pub mod ionos;
pub mod swr;
mod swr_basic;
mod swr_basic_input;
pub mod wait;
