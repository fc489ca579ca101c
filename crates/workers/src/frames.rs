//! The codec of the worker protocol: two lengths, a JSON header, a raw body (worker/PROTOCOL.md, section Frames).

use std::{collections::VecDeque, io, io::IoSlice};

use bytes::{Buf, Bytes, BytesMut};
use serde::{Deserialize, Serialize};
use tokio::io::{AsyncWrite, AsyncWriteExt};

/// A longer header is sent at the beginning of the body. One that is longer all the same ends the connection.
pub const HEADER_MAX_BYTES: usize = 1 << 20;
/// The type of a frame whose body begins with the header, which is too long for its own place.
pub const LONG: &str = "long";
/// A longer body ends the connection.
pub const BODY_MAX_BYTES: usize = 1 << 30;
/// The number of bytes to read from the socket at a time.
const READ_CHUNK_BYTES: usize = 64 << 10;
/// A new chunk is allocated when less than this is left of the old one.
const READ_SPARE_MIN_BYTES: usize = 4 << 10;
/// Bodies up to this length are copied out of the read buffer: a small event that is kept for long would otherwise hold
/// the whole chunk it arrived in.
const COPY_MAX_BYTES: usize = 1 << 10;
/// How many buffers one write call takes; the kernel's own limit is 1024.
const WRITE_BUFFERS_MAX: usize = 64;
/// The two lengths in front of a header.
const LENGTHS_BYTES: usize = 8;

/// The reason why bytes are not frames.
#[derive(Debug, thiserror::Error)]
pub enum FrameError {
    /// The header's length is over the limit.
    #[error("a header of {0} bytes is over the limit of {HEADER_MAX_BYTES}")]
    HeaderTooLong(usize),
    /// The body's length is over the limit.
    #[error("a body of {0} bytes is over the limit of {BODY_MAX_BYTES}")]
    BodyTooLong(usize),
    /// The lengths in `parts` are not those of the body.
    #[error("the parts make {parts} bytes but the body has {body}")]
    Parts {
        /// The sum of the parts.
        parts: usize,
        /// The body's length.
        body: usize,
    },
    /// The header is not JSON of the expected shape.
    #[error("failed to read a header: {0}")]
    Header(#[source] serde_json::Error),
    /// A part that should be JSON is not.
    #[error("failed to read a body: {0}")]
    Body(#[source] serde_json::Error),
}

/// A frame that has arrived.
#[derive(Debug, Clone)]
pub struct Frame {
    /// One JSON object.
    pub header: Bytes,
    /// Raw bytes.
    pub body: Bytes,
}

impl Frame {
    /// The frame inside of a `long` one.
    ///
    /// # Errors
    /// Returns an error if the body is shorter than the header that it should begin with.
    pub fn unfold(mut self) -> Result<Self, FrameError> {
        let long: Long<'_> = serde_json::from_slice(&self.header).map_err(FrameError::Header)?;
        if long.head > self.body.len() {
            return Err(FrameError::Parts { parts: long.head, body: self.body.len() });
        }
        let header = self.body.split_to(long.head);
        Ok(Self { header, body: self.body })
    }
}

/// Cuts a stream of bytes into frames.
#[derive(Debug, Default)]
pub struct Decoder {
    buffer: BytesMut,
}

impl Decoder {
    /// Returns the buffer for the next bytes of the stream, with free capacity.
    pub fn space(&mut self) -> &mut BytesMut {
        if self.buffer.capacity() - self.buffer.len() < READ_SPARE_MIN_BYTES {
            self.buffer.reserve(READ_CHUNK_BYTES);
        }
        &mut self.buffer
    }

    /// Returns whether bytes of an unfinished frame are waiting.
    pub fn is_partial(&self) -> bool {
        !self.buffer.is_empty()
    }

    /// The next whole frame, if it has arrived.
    ///
    /// # Errors
    /// Returns an error if a length is over its limit; the stream is then of no more use.
    pub fn next_frame(&mut self) -> Result<Option<Frame>, FrameError> {
        let Some((lengths, _)) = self.buffer.split_first_chunk::<LENGTHS_BYTES>() else { return Ok(None) };
        let [a, b, c, d, e, f, g, h] = *lengths;
        let header_bytes = u32::from_be_bytes([a, b, c, d]) as usize;
        let body_bytes = u32::from_be_bytes([e, f, g, h]) as usize;
        if header_bytes > HEADER_MAX_BYTES {
            return Err(FrameError::HeaderTooLong(header_bytes));
        }
        if body_bytes > BODY_MAX_BYTES {
            return Err(FrameError::BodyTooLong(body_bytes));
        }
        let frame_bytes = LENGTHS_BYTES + header_bytes + body_bytes;
        if self.buffer.len() < frame_bytes {
            self.buffer.reserve(frame_bytes - self.buffer.len());
            return Ok(None);
        }
        self.buffer.advance(LENGTHS_BYTES);
        let header = self.buffer.split_to(header_bytes).freeze();
        let body = if body_bytes <= COPY_MAX_BYTES {
            let copy = Bytes::copy_from_slice(&self.buffer[..body_bytes]);
            self.buffer.advance(body_bytes);
            copy
        } else {
            self.buffer.split_to(body_bytes).freeze()
        };
        Ok(Some(Frame { header, body }))
    }
}

/// Cuts a body into its parts without copying. Without lengths the whole body is one part, or none when it is empty.
///
/// # Errors
/// Returns an error if the lengths do not add up to the body's.
pub fn split_parts(mut body: Bytes, lengths: Option<&[usize]>) -> Result<Vec<Bytes>, FrameError> {
    let Some(lengths) = lengths else {
        return Ok(if body.is_empty() { Vec::new() } else { vec![body] });
    };
    let total = lengths.iter().fold(0_usize, |sum, n| sum.saturating_add(*n));
    if total != body.len() {
        return Err(FrameError::Parts { parts: total, body: body.len() });
    }
    Ok(lengths.iter().map(|n| body.split_to(*n)).collect())
}

/// The header of a frame whose own header is too long for its place.
#[derive(Serialize, Deserialize)]
struct Long<'a> {
    t: &'a str,
    head: usize,
}

/// A frame to be sent.
#[derive(Debug, Clone)]
pub struct OutFrame {
    /// Lengths and header.
    head: Bytes,
    body: Vec<Bytes>,
}

impl OutFrame {
    /// Makes a frame. The body is the parts one after the other; their lengths are added to the header when there are
    /// several, or when the only one is empty and would be taken for none.
    ///
    /// # Errors
    /// Returns an error if the header cannot be written, or a limit is passed.
    pub fn new(header: &impl Serialize, parts: Vec<Bytes>) -> Result<Self, FrameError> {
        let mut head = vec![0; LENGTHS_BYTES];
        serde_json::to_writer(&mut head, header).map_err(FrameError::Header)?;
        if parts.len() > 1 || parts.first().is_some_and(Bytes::is_empty) {
            // Headers are objects with at least the member `t`, so another member can be put before the closing brace.
            head.pop();
            head.extend_from_slice(b",\"parts\":");
            let lengths: Vec<usize> = parts.iter().map(Bytes::len).collect();
            serde_json::to_writer(&mut head, &lengths).map_err(FrameError::Header)?;
            head.push(b'}');
        }
        let mut parts = parts;
        if head.len() - LENGTHS_BYTES > HEADER_MAX_BYTES {
            let long = Bytes::from(head).slice(LENGTHS_BYTES..);
            head = vec![0; LENGTHS_BYTES];
            serde_json::to_writer(&mut head, &Long { t: LONG, head: long.len() }).map_err(FrameError::Header)?;
            parts.insert(0, long);
        }
        let header_bytes = head.len() - LENGTHS_BYTES;
        let body_bytes = parts.iter().fold(0_usize, |sum, part| sum.saturating_add(part.len()));
        if body_bytes > BODY_MAX_BYTES {
            return Err(FrameError::BodyTooLong(body_bytes));
        }
        // Both fit: the limits are far below 2^32.
        head[..4].copy_from_slice(&(header_bytes as u32).to_be_bytes());
        head[4..8].copy_from_slice(&(body_bytes as u32).to_be_bytes());
        Ok(Self { head: head.into(), body: parts })
    }
}

/// Writes frames with as few calls as possible and without joining their bytes.
///
/// # Errors
/// Returns an error if the connection is lost.
pub async fn write_frames(
    writer: &mut (impl AsyncWrite + Unpin),
    frames: impl IntoIterator<Item = OutFrame>,
) -> io::Result<()> {
    let mut queue: VecDeque<Bytes> = frames
        .into_iter()
        .flat_map(|frame| std::iter::once(frame.head).chain(frame.body))
        .filter(|buffer| !buffer.is_empty())
        .collect();
    while !queue.is_empty() {
        let slices: Vec<IoSlice<'_>> = queue.iter().take(WRITE_BUFFERS_MAX).map(|b| IoSlice::new(b)).collect();
        let mut written = writer.write_vectored(&slices).await?;
        if written == 0 {
            return Err(io::ErrorKind::WriteZero.into());
        }
        while let Some(first) = queue.front_mut() {
            if written < first.len() {
                first.advance(written);
                break;
            }
            written -= first.len();
            queue.pop_front();
        }
    }
    writer.flush().await
}

#[cfg(test)]
mod tests {
    use bytes::BufMut;
    use serde_json::json;

    use super::*;

    fn wire(frames: Vec<OutFrame>) -> Vec<u8> {
        let mut bytes = Vec::new();
        for frame in frames {
            bytes.extend_from_slice(&frame.head);
            for part in frame.body {
                bytes.extend_from_slice(&part);
            }
        }
        bytes
    }

    #[test]
    fn frames_survive_any_split_of_the_stream() {
        let big = Bytes::from(vec![7_u8; 5000]);
        let bytes = wire(vec![
            OutFrame::new(&json!({"t": "a"}), vec![]).unwrap(),
            OutFrame::new(&json!({"t": "b"}), vec![Bytes::from_static(b"one")]).unwrap(),
            OutFrame::new(&json!({"t": "c"}), vec![big.clone(), Bytes::new(), Bytes::from_static(b"xy")]).unwrap(),
        ]);
        for step in [1, 2, 7, 8, 9, 100, bytes.len()] {
            let mut decoder = Decoder::default();
            let mut frames = Vec::new();
            for chunk in bytes.chunks(step) {
                decoder.space().put_slice(chunk);
                while let Some(frame) = decoder.next_frame().unwrap() {
                    frames.push(frame);
                }
            }
            assert_eq!(frames.len(), 3, "in steps of {step}");
            assert!(!decoder.is_partial());
            assert_eq!(frames[0].header, br#"{"t":"a"}"#[..]);
            assert!(frames[0].body.is_empty());
            assert_eq!(frames[1].header, br#"{"t":"b"}"#[..]);
            assert_eq!(frames[1].body, b"one"[..]);
            assert_eq!(frames[2].header, br#"{"t":"c","parts":[5000,0,2]}"#[..]);
            let parts = split_parts(frames[2].body.clone(), Some(&[5000, 0, 2])).unwrap();
            assert_eq!(parts, [big.clone(), Bytes::new(), Bytes::from_static(b"xy")]);
        }
    }

    #[test]
    fn lengths_over_the_limits_are_refused_before_anything_is_read() {
        let mut decoder = Decoder::default();
        decoder.space().put_slice(&[0, 16, 0, 1, 0, 0, 0, 0]);
        assert!(matches!(decoder.next_frame(), Err(FrameError::HeaderTooLong(n)) if n == HEADER_MAX_BYTES + 1));
        let mut decoder = Decoder::default();
        decoder.space().put_slice(&[0, 0, 0, 2, 0x40, 0, 0, 1]);
        assert!(matches!(decoder.next_frame(), Err(FrameError::BodyTooLong(n)) if n == BODY_MAX_BYTES + 1));
    }

    #[test]
    fn one_empty_part_is_announced() {
        let frame = OutFrame::new(&json!({"t": "a"}), vec![Bytes::new()]).unwrap();
        assert_eq!(frame.head[LENGTHS_BYTES..], br#"{"t":"a","parts":[0]}"#[..]);
        let frame = OutFrame::new(&json!({"t": "a"}), vec![Bytes::from_static(b"x")]).unwrap();
        assert_eq!(frame.head[LENGTHS_BYTES..], br#"{"t":"a"}"#[..]);
    }

    #[test]
    fn headers_over_the_limit_go_into_the_body() {
        let text = "x".repeat(HEADER_MAX_BYTES);
        for parts in [vec![], vec![Bytes::from_static(b"one")], vec![Bytes::from_static(b"one"), Bytes::new()]] {
            let out = OutFrame::new(&json!({"t": "a", "text": text}), parts.clone()).unwrap();
            let mut decoder = Decoder::default();
            decoder.space().put_slice(&wire(vec![out]));
            let frame = decoder.next_frame().unwrap().unwrap().unfold().unwrap();
            let header: serde_json::Value = serde_json::from_slice(&frame.header).unwrap();
            assert_eq!(header["text"], text);
            let lengths: Option<Vec<usize>> = serde_json::from_value(header["parts"].clone()).unwrap();
            assert_eq!(split_parts(frame.body, lengths.as_deref()).unwrap(), parts);
        }
    }

    #[test]
    fn a_long_header_must_be_in_the_body() {
        let frame = |header: &'static str| Frame { header: Bytes::from(header), body: Bytes::from_static(b"{}") };
        assert!(frame(r#"{"t":"long","head":3}"#).unfold().is_err());
        assert!(frame(r#"{"t":"long"}"#).unfold().is_err());
        assert_eq!(frame(r#"{"t":"long","head":2}"#).unfold().unwrap().header, b"{}"[..]);
    }

    #[test]
    fn parts_must_add_up() {
        let body = Bytes::from_static(b"abc");
        assert!(matches!(split_parts(body.clone(), Some(&[1, 1])), Err(FrameError::Parts { parts: 2, body: 3 })));
        assert!(split_parts(body.clone(), Some(&[usize::MAX, 4])).is_err());
        assert_eq!(split_parts(body.clone(), None).unwrap(), [body]);
        assert!(split_parts(Bytes::new(), None).unwrap().is_empty());
    }

    #[tokio::test]
    async fn short_writes_are_continued() {
        // A pipe of 3 bytes takes every frame in small pieces.
        let (mut near, mut far) = tokio::io::duplex(3);
        let frames: Vec<_> = (0..100)
            .map(|i| OutFrame::new(&json!({"t": i}), vec![Bytes::from(vec![b'x'; i]), Bytes::from_static(b"end")]))
            .map(Result::unwrap)
            .collect();
        let expected = wire(frames.clone());
        let write = async {
            write_frames(&mut near, frames).await.unwrap();
            drop(near);
        };
        let mut got = Vec::new();
        let (_, read) = tokio::join!(write, tokio::io::AsyncReadExt::read_to_end(&mut far, &mut got));
        read.unwrap();
        assert_eq!(got, expected);
    }
}
