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
    if has_huge_integer(bytes) {
        return Err(not_json());
    }
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

/// Whether some integer needs more than 64 bits: serde_json would round it to a float without a word, and upstream
/// refuses it (wire.md section 0).
fn has_huge_integer(bytes: &[u8]) -> bool {
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'"' => {
                at += 1;
                while at < bytes.len() && bytes[at] != b'"' {
                    at += if bytes[at] == b'\\' { 2 } else { 1 };
                }
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
                    if !fits {
                        return true;
                    }
                }
                while at < bytes.len() && matches!(bytes[at], b'0'..=b'9' | b'.' | b'e' | b'E' | b'+' | b'-') {
                    at += 1;
                }
            }
            _ => at += 1,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::has_huge_integer;

    #[test]
    fn only_integers_beyond_64_bits_are_huge() {
        for fine in
            ["18446744073709551615", "-9223372036854775808", "1.5e300", "123456789012345678901.5", "[1e30, \"\\\"9\"]"]
        {
            assert!(!has_huge_integer(fine.as_bytes()), "{fine}");
        }
        assert!(!has_huge_integer(br#"{"a": "99999999999999999999999"}"#));
        assert!(has_huge_integer(br#"{"a\"": [18446744073709551616]}"#));
        assert!(has_huge_integer(b"-9223372036854775809"));
        assert!(!has_huge_integer(b"\"\\"));
    }
}
