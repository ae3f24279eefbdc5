//! The door to the emulator's parser, for the fuzz target and for the replay of its corpus.

use bytes::BytesMut;
use registry_tokens_emulator::http::{ChunkedDecoder, Framing, MAX_BODY, framing, parse_head};

/// Below this no limit on lines or heads plays a part, and a body is the same however it is cut into pieces.
const NO_LIMIT_MATTERS: usize = 1000;

/// The first byte says how large the pieces are in which the rest arrives.
pub fn emulator_parser(bytes: &[u8]) {
    let Some((first, bytes)) = bytes.split_first() else { return };
    chunked(bytes, usize::from(first % 16) + 1);
    let Ok(Some((head, length))) = parse_head(bytes) else { return };
    assert!(length <= bytes.len() && head.minor_version <= 1);
    assert_eq!(
        parse_head(&bytes[..length]),
        Ok(Some((head.clone(), length))),
        "a head needs nothing behind it"
    );
    match framing(&head) {
        Ok(Framing::Length(length)) => assert!(length <= MAX_BODY),
        Ok(Framing::Chunked) => chunked(&bytes[length..], usize::from(first % 16) + 1),
        Ok(Framing::Empty) => {}
        Err(refused) => assert!((400..600).contains(&refused.status) && !refused.message.is_empty()),
    }
}

fn chunked(wire: &[u8], piece: usize) {
    let mut whole = BytesMut::from(wire);
    let mut decoder = ChunkedDecoder::default();
    let at_once = decoder.feed(&mut whole).map_err(|refused| refused.status);
    let body = decoder.into_body();
    assert!(body.len() + whole.len() <= wire.len(), "nothing is added");
    if wire.len() >= NO_LIMIT_MATTERS {
        return;
    }
    let mut input = BytesMut::new();
    let mut decoder = ChunkedDecoder::default();
    let mut in_pieces = Ok(false);
    for bytes in wire.chunks(piece) {
        input.extend_from_slice(bytes);
        if in_pieces == Ok(false) {
            in_pieces = decoder.feed(&mut input).map_err(|refused| refused.status);
        }
    }
    assert_eq!(in_pieces, at_once, "pieces of {piece}");
    if at_once == Ok(true) {
        assert_eq!((decoder.into_body(), input), (body, whole), "pieces of {piece}");
    }
}
