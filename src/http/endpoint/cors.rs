//! Cross-origin requests (wire.md section 0).

use http::header::{
    ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS,
    ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_HEADERS,
    ACCESS_CONTROL_REQUEST_METHOD, CONTENT_TYPE, HeaderName, HeaderValue, ORIGIN, VARY,
};
use http::{HeaderMap, Method, StatusCode};

use super::Response;

const ALLOW_METHODS: &str = "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT, QUERY";
const PRIVATE_NETWORK: HeaderName = HeaderName::from_static("access-control-allow-private-network");

/// What browsers on other origins may do.
#[derive(Debug, Clone)]
pub struct Cors {
    /// Origins that may call; `*` stands for every origin.
    pub allow_origins: Vec<String>,
    /// The methods named in a preflight answer.
    pub allow_methods: String,
    /// The headers named in a preflight answer; `None` allows what is asked for.
    pub allow_headers: Option<String>,
    /// Response headers that scripts may read.
    pub expose_headers: String,
    /// Whether cookies may come along.
    pub allow_credentials: bool,
    /// How long a browser may remember a preflight answer.
    pub max_age_seconds: u32,
}

impl Default for Cors {
    fn default() -> Self {
        Self {
            allow_origins: vec!["*".into()],
            allow_methods: ALLOW_METHODS.into(),
            allow_headers: None,
            expose_headers: "x-pagination-total, x-pagination-next, content-location".into(),
            allow_credentials: false,
            max_age_seconds: 600,
        }
    }
}

impl Cors {
    /// What to answer in `access-control-allow-origin`.
    fn allowed(&self, origin: &HeaderValue) -> Option<HeaderValue> {
        if self.allow_origins.iter().any(|o| o == "*") {
            // With credentials a browser takes no `*`.
            return Some(if self.allow_credentials { origin.clone() } else { HeaderValue::from_static("*") });
        }
        self.allow_origins.iter().any(|o| o.as_bytes() == origin.as_bytes()).then(|| origin.clone())
    }

    /// The answer to a preflight request, or nothing when the request is not one.
    #[must_use]
    pub fn preflight(&self, method: &Method, headers: &HeaderMap) -> Option<Response> {
        let origin = headers.get(ORIGIN)?;
        if method != Method::OPTIONS || !headers.contains_key(ACCESS_CONTROL_REQUEST_METHOD) {
            return None;
        }
        let allowed = self.allowed(origin);
        let wanted = headers.get(ACCESS_CONTROL_REQUEST_METHOD).map_or(&b""[..], HeaderValue::as_bytes);
        let has_method = self.allow_methods.split(", ").any(|method| method.as_bytes() == wanted);
        let (status, text) = match (&allowed, has_method) {
            (Some(_), true) => (StatusCode::OK, "OK"),
            (None, true) => (StatusCode::BAD_REQUEST, "Disallowed CORS origin"),
            (Some(_), false) => (StatusCode::BAD_REQUEST, "Disallowed CORS method"),
            (None, false) => (StatusCode::BAD_REQUEST, "Disallowed CORS origin, method"),
        };
        let mut response = Response::new(text.into());
        *response.status_mut() = status;
        let out = response.headers_mut();
        let mut set = |name: HeaderName, value: &str| {
            if let Ok(value) = HeaderValue::from_str(value) {
                out.insert(name, value);
            }
        };
        set(CONTENT_TYPE, "text/plain; charset=utf-8");
        set(
            VARY,
            "Origin, Access-Control-Request-Method, Access-Control-Request-Headers, \
             Access-Control-Request-Private-Network",
        );
        set(ACCESS_CONTROL_ALLOW_METHODS, &self.allow_methods);
        set(ACCESS_CONTROL_MAX_AGE, &self.max_age_seconds.to_string());
        set(PRIVATE_NETWORK, "true");
        if let Some(allow) = &self.allow_headers {
            set(ACCESS_CONTROL_ALLOW_HEADERS, allow);
        } else if let Some(asked) = headers.get(ACCESS_CONTROL_REQUEST_HEADERS) {
            out.insert(ACCESS_CONTROL_ALLOW_HEADERS, asked.clone());
        }
        if let Some(allowed) = allowed {
            self.allow_origin(out, allowed);
        }
        Some(response)
    }

    /// Adds the headers of any other answer, errors included.
    pub fn apply(&self, origin: Option<&HeaderValue>, headers: &mut HeaderMap) {
        headers.append(VARY, HeaderValue::from_static("Origin"));
        let Some(allowed) = origin.and_then(|origin| self.allowed(origin)) else { return };
        self.allow_origin(headers, allowed);
        if let Ok(expose) = HeaderValue::from_str(&self.expose_headers) {
            headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, expose);
        }
    }

    fn allow_origin(&self, headers: &mut HeaderMap, allowed: HeaderValue) {
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, allowed);
        if self.allow_credentials {
            headers.insert(ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_listed_origins_are_allowed() {
        let cors = Cors { allow_origins: vec!["https://a.example".into()], allow_credentials: true, ..Cors::default() };
        let headers = |origin: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(ORIGIN, HeaderValue::from_static(origin));
            headers.insert(ACCESS_CONTROL_REQUEST_METHOD, HeaderValue::from_static("GET"));
            headers
        };
        let answer = cors.preflight(&Method::OPTIONS, &headers("https://a.example")).expect("a preflight");
        assert_eq!(answer.status(), StatusCode::OK);
        assert_eq!(answer.headers()[ACCESS_CONTROL_ALLOW_ORIGIN], "https://a.example");
        assert_eq!(answer.headers()[ACCESS_CONTROL_ALLOW_CREDENTIALS], "true");
        let answer = cors.preflight(&Method::OPTIONS, &headers("https://b.example")).expect("a preflight");
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST);
        assert!(!answer.headers().contains_key(ACCESS_CONTROL_ALLOW_ORIGIN));
        let mut odd = headers("https://a.example");
        odd.insert(ACCESS_CONTROL_REQUEST_METHOD, HeaderValue::from_static("BREW"));
        assert_eq!(cors.preflight(&Method::OPTIONS, &odd).expect("a preflight").status(), StatusCode::BAD_REQUEST);
        assert!(cors.preflight(&Method::GET, &headers("https://a.example")).is_none());
    }
}
