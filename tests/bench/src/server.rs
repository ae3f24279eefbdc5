//! A server of next to no cost: a thread per connection, and answers made beforehand.

use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::Duration;

use crate::answers::{self, Answers, Window};

/// How the server answers.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// How long each answer waits.
    #[arg(long, default_value_t = 0)]
    delay_ms: u64,
    /// How many tokens a page holds at most. Without it a page holds all there are, whatever was asked for.
    #[arg(long)]
    longest_page: Option<u32>,
}

struct Service {
    answers: Answers,
    options: Options,
    /// Requests that are never answered and still open.
    held: AtomicU32,
}

enum Answer {
    Bytes(Arc<[u8]>),
    Never,
}

/// Prints its address and serves until its standard input closes.
pub(crate) fn run(options: Options) -> crate::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    crate::say(&format!("http://{}", listener.local_addr()?))?;
    let service = Arc::new(Service { answers: Answers::new(), options, held: AtomicU32::new(0) });
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let service = Arc::clone(&service);
            // A client that goes away ends its own thread and nothing else.
            let thread = thread::Builder::new().stack_size(128 * 1024);
            let _ = thread.spawn(move || service.serve(stream).ok());
        }
    });
    io::copy(&mut io::stdin(), &mut io::sink())?;
    Ok(())
}

impl Service {
    fn serve(&self, mut stream: TcpStream) -> io::Result<()> {
        const END: &[u8] = b"\r\n\r\n";
        stream.set_nodelay(true)?;
        let mut buffer = [0; 8192];
        let mut length = 0;
        loop {
            let received = stream.read(buffer.get_mut(length..).unwrap_or_default())?;
            if received == 0 {
                return Ok(());
            }
            length += received;
            let request = buffer.get(..length).unwrap_or_default();
            if !request.ends_with(END) {
                continue;
            }
            if self.options.delay_ms > 0 {
                thread::sleep(Duration::from_millis(self.options.delay_ms));
            }
            match self.answer(target(request)) {
                Answer::Bytes(bytes) => stream.write_all(&bytes)?,
                Answer::Never => {
                    self.held.fetch_add(1, Ordering::SeqCst);
                    // Until the client goes away.
                    let _ = stream.read(&mut buffer);
                    self.held.fetch_sub(1, Ordering::SeqCst);
                    return Ok(());
                }
            }
            length = 0;
        }
    }

    fn answer(&self, target: &str) -> Answer {
        if target == "/held" {
            return Answer::Bytes(answers::with_head(&self.held.load(Ordering::SeqCst).to_string()));
        }
        if target.starts_with("/hold/") {
            return Answer::Never;
        }
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        Answer::Bytes(match path.strip_suffix("/tokens") {
            Some(registry) => self.answers.page(self.window(registry, query)),
            None => self.answers.token(),
        })
    }

    /// The last group of a registry's id says how many tokens it has.
    fn window(&self, registry: &str, query: &str) -> Window {
        let total = registry.rsplit('-').next().and_then(|group| group.parse().ok()).unwrap_or(0);
        let number = |name| query.split('&').find_map(|part| part.strip_prefix(name)?.parse::<u32>().ok());
        let offset = number("offset=").unwrap_or(0).min(total);
        let rest = total - offset;
        let count = self
            .options
            .longest_page
            .map_or(rest, |longest| number("limit=").unwrap_or(longest).min(longest).min(rest));
        Window { offset, count, total }
    }
}

/// The target of a request: what stands between its first two spaces.
fn target(request: &[u8]) -> &str {
    let line = request.split(|byte| *byte == b'\r').next().unwrap_or_default();
    str::from_utf8(line).ok().and_then(|line| line.split(' ').nth(1)).unwrap_or_default()
}
