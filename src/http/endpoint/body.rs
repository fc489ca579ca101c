//! Reads a JSON body into its type, whatever its content type says.

use std::{borrow::Cow, sync::atomic::Ordering, time::Duration};

use bytes::{Bytes, BytesMut};
use http::header::{CONTENT_LENGTH, EXPECT};
use http_body::Body as _;
use http_body_util::BodyExt;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{ApiError, Call, schema};

/// Room that is made at once for a body whose length is announced.
const READ_AHEAD_MAX_BYTES: usize = 8 << 20;
/// How much of a body beyond the limit is read and forgotten, so that the client sees the answer.
const DRAIN_MAX_BYTES: usize = 256 << 20;
/// How long.
const DRAIN_MAX_TIME: Duration = Duration::from_secs(10);

/// The body of a request, not read yet.
#[derive(Debug)]
pub struct RequestBody(dropshot::Body);

impl RequestBody {
    pub(super) fn new(body: dropshot::Body) -> Self {
        Self(body)
    }

    /// Reads the whole body.
    ///
    /// # Errors
    /// 413 over the limit, 408 when the client stopped sending, 400 when it went away in the middle.
    pub async fn bytes(mut self, call: &Call) -> Result<Bytes, ApiError> {
        let limit = call.limits.request_body_max_bytes;
        let announced = call.headers.get(CONTENT_LENGTH).and_then(|v| v.to_str().ok()?.parse::<usize>().ok());
        if announced.is_some_and(|length| length > limit) {
            self.drain(call).await;
            return Err(ApiError::too_large(limit));
        }
        let mut read = BytesMut::new();
        while let Some(data) = self.data(call).await? {
            if data.len() > limit - read.len() {
                drop(read);
                self.drain(call).await;
                return Err(ApiError::too_large(limit));
            }
            if read.is_empty() && self.0.is_end_stream() {
                return Ok(data);
            }
            if read.is_empty() {
                read.reserve(announced.unwrap_or(0).min(READ_AHEAD_MAX_BYTES).max(data.len()));
            }
            read.extend_from_slice(&data);
        }
        Ok(read.freeze())
    }

    /// The next piece of the body.
    async fn data(&mut self, call: &Call) -> Result<Option<Bytes>, ApiError> {
        let idle = call.limits.request_body_idle;
        loop {
            let frame = tokio::time::timeout(idle, self.0.frame()).await.map_err(|_| ApiError::body_timeout(idle))?;
            match frame {
                None => return Ok(None),
                Some(Err(_)) => return Err(ApiError::bad_request("Request body ended early")),
                // Trailers are none of the body.
                Some(Ok(frame)) => {
                    if let Ok(data) = frame.into_data() {
                        return Ok(Some(data));
                    }
                }
            }
        }
    }

    /// Reads on for a while and forgets it: many clients look for an answer only when they have sent everything.
    async fn drain(&mut self, call: &Call) {
        // Such a client waits for the answer before it sends anything.
        if call.headers.contains_key(EXPECT) {
            return;
        }
        let reading = async {
            let mut left = DRAIN_MAX_BYTES;
            while let Ok(Some(data)) = self.data(call).await {
                left = left.saturating_sub(data.len());
                if left == 0 {
                    return;
                }
            }
        };
        // Nobody is kept from an answer by a client that goes on for ever.
        let _ = tokio::time::timeout(DRAIN_MAX_TIME, reading).await;
    }

    /// Reads a body that must be there.
    ///
    /// `doubtful` says whether a value may break a limit that its type does not keep; `pointer` is the place of
    /// the schema in `document`.
    ///
    /// # Errors
    /// 413 over the limit; 422 for what is not JSON and for what is not of the schema, naming the member.
    pub async fn json<T: DeserializeOwned>(
        self,
        call: &Call,
        document: &'static str,
        pointer: &'static str,
        doubtful: fn(&T) -> bool,
    ) -> Result<T, ApiError> {
        let bytes = self.bytes(call).await?;
        parse(call, &bytes, document, pointer, doubtful)
    }

    /// Reads a body that may be absent.
    ///
    /// # Errors
    /// As [`RequestBody::json`].
    pub async fn optional_json<T: DeserializeOwned>(
        self,
        call: &Call,
        document: &'static str,
        pointer: &'static str,
        doubtful: fn(&T) -> bool,
    ) -> Result<Option<T>, ApiError> {
        let bytes = self.bytes(call).await?;
        if bytes.iter().all(u8::is_ascii_whitespace) {
            return Ok(None);
        }
        parse(call, &bytes, document, pointer, doubtful).map(Some)
    }
}

fn parse<T: DeserializeOwned>(
    call: &Call,
    bytes: &[u8],
    document: &'static str,
    pointer: &'static str,
    doubtful: fn(&T) -> bool,
) -> Result<T, ApiError> {
    let not_json = || ApiError::unprocessable("Invalid JSON in request body");
    let scan = scan(bytes);
    if scan.huge_integer || scan.nesting > JSON_NESTING_MAX {
        return Err(not_json());
    }
    call.nuls_replaced.store(!scan.nuls.is_empty(), Ordering::Relaxed);
    let bytes = &*without_nuls(bytes, &scan.nuls);
    let refused = match serde_json::from_slice::<T>(bytes) {
        Ok(value) if !doubtful(&value) => return Ok(value),
        Ok(value) => {
            let json: Value = serde_json::from_slice(bytes).map_err(|_| not_json())?;
            return match schema::violation(document, pointer, &json) {
                Some(error) => Err(error),
                None => Ok(value),
            };
        }
        Err(refused) => refused,
    };
    let json: Value = serde_json::from_slice(bytes).map_err(|_| not_json())?;
    if let Some(error) = schema::violation(document, pointer, &json) {
        return Err(error);
    }
    // The schema takes it: a repeated key, of which the last counts, or a format that only the type looks at.
    match T::deserialize(&json) {
        Ok(value) => Ok(value),
        Err(_) => Err(schema::format_violation(document, pointer, &json)
            .unwrap_or_else(|| ApiError::unprocessable(format!("Invalid request body: {refused}")))),
    }
}

/// The deepest nesting that is read. More would be refused by the JSON reader as well, but only where a type looks at the value.
const JSON_NESTING_MAX: usize = 127;

/// What the JSON reader does not tell.
#[derive(Debug, Default, PartialEq, Eq)]
struct Scan {
    /// Some integer needs more than 64 bits and would be rounded to a float without a word (spec/deviations.yaml: huge-integers).
    huge_integer: bool,
    /// How deep objects and arrays are nested.
    nesting: usize,
    /// Where `\u0000` is written in a string: the position of the first zero.
    nuls: Vec<usize>,
}

fn scan(bytes: &[u8]) -> Scan {
    let mut found = Scan::default();
    let (mut at, mut depth) = (0, 0_usize);
    while at < bytes.len() {
        match bytes[at] {
            b'"' => {
                at += 1;
                while at < bytes.len() && bytes[at] != b'"' {
                    if bytes[at] == b'\\' {
                        if bytes[at + 1..].starts_with(b"u0000") {
                            found.nuls.push(at + 2);
                        }
                        at += 1;
                    }
                    at += 1;
                }
                at += 1;
            }
            b'[' | b'{' => {
                depth += 1;
                found.nesting = found.nesting.max(depth);
                at += 1;
            }
            b']' | b'}' => {
                depth = depth.saturating_sub(1);
                at += 1;
            }
            b'-' | b'0'..=b'9' => {
                let start = at;
                at += 1;
                while at < bytes.len() && bytes[at].is_ascii_digit() {
                    at += 1;
                }
                let fraction = bytes.get(at).is_some_and(|b| matches!(b, b'.' | b'e' | b'E'));
                // Up to eighteen digits always fit.
                if at - start >= 19 && !fraction {
                    let fits = std::str::from_utf8(&bytes[start..at])
                        .is_ok_and(|text| text.parse::<i64>().is_ok() || text.parse::<u64>().is_ok());
                    found.huge_integer |= !fits;
                }
                while at < bytes.len() && matches!(bytes[at], b'0'..=b'9' | b'.' | b'e' | b'E' | b'+' | b'-') {
                    at += 1;
                }
            }
            _ => at += 1,
        }
    }
    found
}

/// Puts the replacement character in the place of NULs, which databases do not keep in texts; upstream does the same (spec/wire.md#general).
fn without_nuls<'a>(bytes: &'a [u8], nuls: &[usize]) -> Cow<'a, [u8]> {
    if nuls.is_empty() {
        return Cow::Borrowed(bytes);
    }
    let mut bytes = bytes.to_vec();
    for at in nuls {
        bytes[*at..*at + 4].copy_from_slice(b"fffd");
    }
    Cow::Owned(bytes)
}

#[cfg(test)]
mod tests {
    use super::{Scan, scan, without_nuls};

    #[test]
    fn only_integers_beyond_64_bits_are_huge() {
        for fine in
            ["18446744073709551615", "-9223372036854775808", "1.5e300", "123456789012345678901.5", "[1e30, \"\\\"9\"]"]
        {
            assert!(!scan(fine.as_bytes()).huge_integer, "{fine}");
        }
        assert!(!scan(br#"{"a": "99999999999999999999999"}"#).huge_integer);
        assert!(scan(br#"{"a\"": [18446744073709551616]}"#).huge_integer);
        assert!(scan(b"-9223372036854775809").huge_integer);
        assert_eq!(scan(b"\"\\"), Scan::default());
    }

    #[test]
    fn nesting_counts_outside_of_strings() {
        assert_eq!(scan(br#"{"a[[[": [[1], {"b": "]}"}], "c": []}"#).nesting, 3);
        assert_eq!(scan(b"[[[").nesting, 3);
        assert_eq!(scan(b"]]]1").nesting, 0);
    }

    #[test]
    fn a_written_nul_becomes_the_replacement_character() {
        let text = r#"["\u0000", "\\u0000", "\\\u0000x", "\u00001"]"#;
        let found = scan(text.as_bytes());
        let read: Vec<String> = serde_json::from_slice(&without_nuls(text.as_bytes(), &found.nuls)).unwrap();
        assert_eq!(read, ["\u{fffd}", "\\u0000", "\\\u{fffd}x", "\u{fffd}1"]);
    }
}
