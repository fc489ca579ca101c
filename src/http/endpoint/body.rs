//! Reads a JSON body into its type, whatever its content type says.

use bytes::Bytes;
use http::header::CONTENT_LENGTH;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{ApiError, Call, schema};

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
    /// 413 over the limit, 400 when the client stopped in the middle.
    pub async fn bytes(self, call: &Call) -> Result<Bytes, ApiError> {
        let limit = call.body_limit_bytes;
        let announced = call.headers.get(CONTENT_LENGTH).and_then(|v| v.to_str().ok()?.parse::<usize>().ok());
        if announced.is_some_and(|length| length > limit) {
            return Err(ApiError::too_large(limit));
        }
        match Limited::new(self.0, limit).collect().await {
            Ok(collected) => Ok(collected.to_bytes()),
            Err(error) if error.is::<LengthLimitError>() => Err(ApiError::too_large(limit)),
            Err(_) => Err(ApiError::bad_request("Request body ended early")),
        }
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
        parse(&bytes, document, pointer, doubtful)
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
        parse(&bytes, document, pointer, doubtful).map(Some)
    }
}

fn parse<T: DeserializeOwned>(
    bytes: &[u8],
    document: &'static str,
    pointer: &'static str,
    doubtful: fn(&T) -> bool,
) -> Result<T, ApiError> {
    let not_json = || ApiError::unprocessable("Invalid JSON in request body");
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
    // serde limits the depth, so a bomb of brackets ends here too.
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
