//! Reading an answer: its head, its body up to the cap, its compression.

use std::io::Read as _;

use bytes::{Bytes, BytesMut};
use flate2::bufread::MultiGzDecoder;
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH};
use http::{HeaderMap, Response};
use http_body::Body;
use http_body_util::BodyExt as _;

use super::{Progress, SendError, Stage};

/// Reads a whole answer, up to `cap` bytes after decompression; `broken` sorts the errors of the body.
pub(super) async fn read<B>(
    response: Response<B>,
    cap: usize,
    progress: &Progress,
    broken: fn(B::Error) -> SendError,
) -> Result<Response<Bytes>, SendError>
where
    B: Body<Data = Bytes> + Unpin,
{
    let (mut head, body) = response.into_parts();
    let is_gzip = is_gzip(&head.headers);
    if is_gzip {
        head.headers.remove(CONTENT_ENCODING);
        head.headers.remove(CONTENT_LENGTH);
    }
    let (status, version) = (head.status, head.version);
    progress.keep_head((status, head.headers));
    let (mut body, mut end) = collect(body, cap, broken).await;
    if is_gzip && !body.is_empty() {
        let (plain, unpacked) = unpack(&body, cap);
        (body, end) = (plain, end.and(unpacked));
    }
    // The status of a refusal says enough; its body may be cut.
    if status.is_success() {
        end?;
    }
    let mut whole = Response::new(body);
    *whole.status_mut() = status;
    *whole.version_mut() = version;
    *whole.headers_mut() = progress.take_head().map(|(_, headers)| headers).unwrap_or_default();
    Ok(whole)
}

fn is_gzip(headers: &HeaderMap) -> bool {
    let encoding = headers.get(CONTENT_ENCODING).map(|value| value.as_bytes().trim_ascii());
    encoding.is_some_and(|name| name.eq_ignore_ascii_case(b"gzip") || name.eq_ignore_ascii_case(b"x-gzip"))
}

/// Collects a body, up to the cap: what came, and why it is not the whole.
async fn collect<B>(
    mut body: B,
    cap: usize,
    broken: fn(B::Error) -> SendError,
) -> (Bytes, Result<(), SendError>)
where
    B: Body<Data = Bytes> + Unpin,
{
    let announced = body.size_hint().exact().and_then(|length| usize::try_from(length).ok());
    let mut only = Bytes::new();
    let mut parts = BytesMut::new();
    let end = loop {
        let chunk = match body.frame().await {
            Some(Ok(frame)) => frame.into_data().unwrap_or_default(),
            Some(Err(error)) => break Err(broken(error)),
            None => break Ok(()),
        };
        let held = only.len() + parts.len();
        if chunk.len() > cap - held {
            break Err(too_large(cap));
        }
        // Most answers are one chunk, which is kept as it is; only further ones are worth a copy.
        if held == 0 {
            only = chunk;
            continue;
        }
        if parts.is_empty() {
            // What was announced is believed as far as it is likely: nobody should be able to reserve memory with a number.
            parts.reserve(announced.unwrap_or(0).min(cap).min(LIKELY).max(held + chunk.len()));
            parts.extend_from_slice(&std::mem::take(&mut only));
        }
        parts.extend_from_slice(&chunk);
    };
    (if parts.is_empty() { only } else { parts.freeze() }, end)
}

/// The largest answer for which room is made before it came.
const LIKELY: usize = 1024 * 1024;

/// Unpacks what was packed with gzip, up to the cap.
fn unpack(packed: &[u8], cap: usize) -> (Bytes, Result<(), SendError>) {
    let mut plain = Vec::new();
    let most = u64::try_from(cap).unwrap_or(u64::MAX).saturating_add(1);
    let end = match MultiGzDecoder::new(packed).take(most).read_to_end(&mut plain) {
        Ok(_) if plain.len() > cap => Err(too_large(cap)),
        Ok(_) => Ok(()),
        Err(error) => {
            let reason = format!("the answer's compression is damaged: {error}");
            Err(SendError { stage: Stage::Undecodable, reason, source: None })
        }
    };
    plain.truncate(cap);
    (plain.into(), end)
}

fn too_large(cap: usize) -> SendError {
    let reason = format!("the answer is larger than max_response_bytes ({cap})");
    SendError { stage: Stage::TooLarge, reason, source: None }
}
