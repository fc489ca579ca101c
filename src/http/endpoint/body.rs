//! Reads a JSON body into its type, whatever its content type says.

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::header::{CONTENT_LENGTH, EXPECT};
use http_body::Body as _;
use http_body_util::BodyExt;
use runyard_types::RawJson;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{ApiError, Call, scan, schema};

/// Where a body has JSON that is kept as text: the names of the members on the way, `*` for the items of a list.
pub type RawPlaces = &'static [&'static [&'static str]];

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
    /// `may_violate_limits` says whether a value may break a limit that its type does not keep; `pointer` is the place of
    /// the schema in `document`; `raw` is where the type keeps JSON as text, which may have integers of any length.
    ///
    /// # Errors
    /// 413 over the limit; 422 for what is not JSON and for what is not of the schema, naming the member.
    pub async fn json<T: DeserializeOwned>(
        self,
        call: &Call,
        document: &'static str,
        pointer: &'static str,
        may_violate_limits: fn(&T) -> bool,
        raw: RawPlaces,
    ) -> Result<T, ApiError> {
        let bytes = self.bytes(call).await?;
        parse(&bytes, document, pointer, may_violate_limits, raw)
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
        may_violate_limits: fn(&T) -> bool,
        raw: RawPlaces,
    ) -> Result<Option<T>, ApiError> {
        let bytes = self.bytes(call).await?;
        if bytes.iter().all(u8::is_ascii_whitespace) {
            return Ok(None);
        }
        parse(&bytes, document, pointer, may_violate_limits, raw).map(Some)
    }
}

fn parse<T: DeserializeOwned>(
    bytes: &[u8],
    document: &'static str,
    pointer: &'static str,
    may_violate_limits: fn(&T) -> bool,
    raw: RawPlaces,
) -> Result<T, ApiError> {
    if let Some(refusal) = scan::refusal(bytes, raw) {
        return Err(ApiError::unprocessable(refusal));
    }
    let not_json = || {
        let refusal = scan::refusal_of_refused(bytes);
        ApiError::unprocessable(refusal.unwrap_or_else(|| "Invalid JSON in request body".to_owned()))
    };
    let refused = match serde_json::from_slice::<T>(bytes) {
        Ok(value) if !may_violate_limits(&value) => return Ok(value),
        Ok(value) => {
            // It is JSON, but what is kept as text may have numbers that a value cannot hold.
            let text = std::str::from_utf8(bytes).map_err(|_| not_json())?;
            let json = RawJson::trusted(text).read_value();
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
    // The schema takes it: a repeated key, of which the last counts, or a format that only the type looks at. What was
    // read as a value has rounded integers of more than 64 bits.
    if let Some(refusal) = scan::refusal(bytes, &[]) {
        return Err(ApiError::unprocessable(refusal));
    }
    match T::deserialize(&json) {
        Ok(value) => Ok(value),
        Err(_) => Err(schema::format_violation(document, pointer, &json)
            .unwrap_or_else(|| ApiError::unprocessable(format!("Invalid request body: {refused}")))),
    }
}
