//! Cross-origin requests (spec/wire.md#general).

use http::header::{
    ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS,
    ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_HEADERS,
    ACCESS_CONTROL_REQUEST_METHOD, CONTENT_TYPE, HeaderName, HeaderValue, ORIGIN, VARY,
};
use http::{HeaderMap, Method, StatusCode, Uri};
use regex::Regex;

use super::{
    Response,
    access::{is_known_origin, is_same_origin},
};

const ALLOW_METHODS: &str = "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT, QUERY";
const EXPOSE_HEADERS: &str = "x-pagination-total, x-pagination-next, content-location";
/// Headers that a page may always send, as browsers have it.
const SAFE_HEADERS: [&str; 4] = ["Accept", "Accept-Language", "Content-Language", "Content-Type"];
const PRIVATE_NETWORK: HeaderName = HeaderName::from_static("access-control-allow-private-network");

/// Cross-origin rules for browsers.
#[derive(Debug, Clone)]
pub struct Cors {
    /// Origins that may call; `*` stands for every origin.
    pub allow_origins: Vec<String>,
    /// True if pages of this machine and the known web interfaces may call as well, and every request of another origin
    /// is refused. Without it only requests that a browser sends without asking first are refused.
    pub known_origins: bool,
    /// Other origins that may call ([`Cors::set_origin_pattern`]).
    allow_origin_pattern: Option<Regex>,
    /// The methods named in a preflight answer.
    pub allow_methods: String,
    /// The headers named in a preflight answer; `None` allows the requested ones.
    pub allow_headers: Option<String>,
    /// Response headers that scripts may read.
    pub expose_headers: String,
    /// True if requests may include cookies.
    pub allow_credentials: bool,
    /// How long a browser may remember a preflight answer.
    pub max_age_seconds: u32,
}

impl Default for Cors {
    fn default() -> Self {
        Self {
            allow_origins: Vec::new(),
            known_origins: true,
            allow_origin_pattern: None,
            allow_methods: ALLOW_METHODS.into(),
            allow_headers: None,
            expose_headers: EXPOSE_HEADERS.into(),
            allow_credentials: false,
            max_age_seconds: 600,
        }
    }
}

impl Cors {
    /// Returns the value of `access-control-allow-origin`.
    fn allowed(&self, origin: &HeaderValue) -> Option<HeaderValue> {
        if self.allow_origins.iter().any(|o| o == "*") {
            // With credentials a browser takes no `*`.
            return Some(if self.allow_credentials { origin.clone() } else { HeaderValue::from_static("*") });
        }
        let text = origin.to_str().ok()?;
        let listed = || self.allow_origins.iter().any(|o| o == text);
        let known = || self.known_origins && is_known_origin(text);
        let matched = || self.allow_origin_pattern.as_ref().is_some_and(|pattern| pattern.is_match(text));
        (listed() || known() || matched()).then(|| origin.clone())
    }

    /// Returns whether a request must not be carried out because of the page that sends it. `preflight` answers those
    /// that ask first.
    #[must_use]
    pub fn refuses(&self, method: &Method, uri: &Uri, headers: &HeaderMap) -> bool {
        let Some(origin) = headers.get(ORIGIN) else { return false };
        if self.allowed(origin).is_some() || origin.to_str().is_ok_and(|origin| is_same_origin(origin, uri, headers)) {
            return false;
        }
        // With rules of the configuration, an origin that they do not name may still be the server's own behind a
        // proxy. Its browser sends JSON without asking; the browser of any other page sends a preflight first, which is
        // refused.
        self.known_origins || (*method == Method::POST && !asks_first(headers))
    }

    /// Allows the origins that a pattern matches as a whole: a partial match could be another party's name.
    ///
    /// # Errors
    /// Returns an error if it is no regular expression.
    pub fn set_origin_pattern(&mut self, pattern: &str) -> Result<(), regex::Error> {
        self.allow_origin_pattern = Some(Regex::new(&format!("^(?:{pattern})$"))?);
        Ok(())
    }

    /// Allows these methods; `*` stands for all of them.
    pub fn set_methods(&mut self, methods: &[String]) {
        let all = methods.iter().any(|method| method == "*");
        self.allow_methods = if all { ALLOW_METHODS.to_owned() } else { methods.join(", ") };
    }

    /// Allows these headers besides those that are always allowed; `*` stands for all of them.
    pub fn set_headers(&mut self, headers: &[String]) {
        if headers.iter().any(|header| header == "*") {
            self.allow_headers = None;
            return;
        }
        let mut all: Vec<&str> = SAFE_HEADERS.into_iter().chain(headers.iter().map(String::as_str)).collect();
        all.sort_unstable();
        all.dedup_by(|a, b| a.eq_ignore_ascii_case(b));
        self.allow_headers = Some(all.join(", "));
    }

    /// Returns whether all headers of a preflight are allowed.
    fn allows_headers(&self, asked: Option<&HeaderValue>) -> bool {
        let (Some(allow), Some(asked)) = (&self.allow_headers, asked) else { return true };
        let asked = String::from_utf8_lossy(asked.as_bytes());
        asked.split(',').map(str::trim).all(|name| allow.split(", ").any(|allowed| allowed.eq_ignore_ascii_case(name)))
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
        let has_headers = self.allows_headers(headers.get(ACCESS_CONTROL_REQUEST_HEADERS));
        let faults: Vec<&str> = [(allowed.is_some(), "origin"), (has_method, "method"), (has_headers, "headers")]
            .into_iter()
            .filter_map(|(fine, what)| (!fine).then_some(what))
            .collect();
        let (status, text) = if faults.is_empty() {
            (StatusCode::OK, "OK".to_owned())
        } else {
            (StatusCode::BAD_REQUEST, format!("Disallowed CORS {}", faults.join(", ")))
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
        if allowed.is_some() {
            set(PRIVATE_NETWORK, "true");
        }
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

/// Returns whether a browser sends a POST with these headers to another origin only after a preflight (the content
/// types are those of the Fetch standard for requests without one).
fn asks_first(headers: &HeaderMap) -> bool {
    const WITHOUT_ASKING: [&str; 3] = ["text/plain", "multipart/form-data", "application/x-www-form-urlencoded"];
    let Some(value) = headers.get(CONTENT_TYPE) else { return false };
    let Ok(value) = value.to_str() else { return false };
    let essence = value.split(';').next().unwrap_or_default().trim();
    !WITHOUT_ASKING.iter().any(|one| essence.eq_ignore_ascii_case(one))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn preflight(cors: &Cors, origin: &'static str, method: &'static str, asked: &'static str) -> Response {
        let mut headers = HeaderMap::new();
        headers.insert(ORIGIN, HeaderValue::from_static(origin));
        headers.insert(ACCESS_CONTROL_REQUEST_METHOD, HeaderValue::from_static(method));
        headers.insert(ACCESS_CONTROL_REQUEST_HEADERS, HeaderValue::from_static(asked));
        assert!(cors.preflight(&Method::GET, &headers).is_none());
        cors.preflight(&Method::OPTIONS, &headers).expect("a preflight")
    }

    async fn text(response: Response) -> String {
        let body = http_body_util::BodyExt::collect(response.into_body()).await.expect("a body");
        String::from_utf8(body.to_bytes().to_vec()).expect("a text")
    }

    /// The answers are those of the reference for this configuration.
    #[tokio::test]
    async fn what_is_not_configured_is_refused_and_named() {
        let mut cors = Cors {
            allow_origins: vec!["https://a.example".into()],
            known_origins: false,
            allow_credentials: true,
            max_age_seconds: 33,
            ..Cors::default()
        };
        cors.set_origin_pattern(r"https://.*\.b\.example|https://c").expect("a pattern");
        cors.set_methods(&["GET".into(), "POST".into()]);
        cors.set_headers(&["X-Foo".into()]);
        for (origin, method, asked, said) in [
            ("https://a.example", "POST", "x-foo", "OK"),
            ("https://x.b.example", "GET", "content-type,X-FOO", "OK"),
            ("https://evil.example", "POST", "x-foo", "Disallowed CORS origin"),
            ("https://c.evil.example", "POST", "x-foo", "Disallowed CORS origin"),
            ("https://x.b.example.evil", "POST", "x-foo", "Disallowed CORS origin"),
            ("https://a.example", "DELETE", "x-foo", "Disallowed CORS method"),
            ("https://a.example", "POST", "x-zzz,x-foo", "Disallowed CORS headers"),
            ("https://evil.example", "DELETE", "x-zzz", "Disallowed CORS origin, method, headers"),
        ] {
            let answer = preflight(&cors, origin, method, asked);
            let headers = answer.headers().clone();
            let fine = said == "OK";
            assert_eq!(answer.status(), if fine { StatusCode::OK } else { StatusCode::BAD_REQUEST });
            assert_eq!(headers[ACCESS_CONTROL_ALLOW_METHODS], "GET, POST");
            assert_eq!(
                headers[ACCESS_CONTROL_ALLOW_HEADERS],
                "Accept, Accept-Language, Content-Language, Content-Type, X-Foo"
            );
            assert_eq!(headers[ACCESS_CONTROL_MAX_AGE], "33");
            if !said.contains("origin") {
                assert_eq!(headers[ACCESS_CONTROL_ALLOW_ORIGIN], origin);
                assert_eq!(headers[ACCESS_CONTROL_ALLOW_CREDENTIALS], "true");
            }
            let refused = said.contains("origin");
            assert_eq!(!headers.contains_key(ACCESS_CONTROL_ALLOW_ORIGIN), refused, "{origin}");
            assert_eq!(!headers.contains_key(PRIVATE_NETWORK), refused, "{origin}");
            assert_eq!(text(answer).await, said, "{origin} {method} {asked}");
        }
    }

    #[test]
    fn a_star_stands_for_everything() {
        let mut cors = Cors { allow_origins: vec!["*".into()], ..Cors::default() };
        cors.set_methods(&["GET".into(), "*".into()]);
        cors.set_headers(&["*".into()]);
        let answer = preflight(&cors, "https://a.example", "DELETE", "x-anything");
        assert_eq!(answer.headers()[ACCESS_CONTROL_ALLOW_ORIGIN], "*");
        assert_eq!(answer.headers()[ACCESS_CONTROL_ALLOW_METHODS], ALLOW_METHODS);
        assert_eq!(answer.headers()[ACCESS_CONTROL_ALLOW_HEADERS], "x-anything");
        let odd = preflight(&cors, "https://a.example", "BREW", "x-anything");
        assert_eq!(odd.status(), StatusCode::BAD_REQUEST);
    }
    fn refuses(cors: &Cors, method: &Method, headers: &[(&'static str, &'static str)]) -> bool {
        let headers =
            headers.iter().map(|&(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)));
        cors.refuses(method, &Uri::from_static("/runs/wait"), &headers.collect())
    }

    #[test]
    fn without_configuration_every_request_of_an_unknown_origin_is_refused() {
        let cors = Cors::default();
        for method in [Method::GET, Method::POST, Method::DELETE] {
            assert!(refuses(
                &cors,
                &method,
                &[("origin", "https://evil.example"), ("content-type", "application/json")]
            ));
            assert!(refuses(&cors, &method, &[("origin", "null")]));
            assert!(!refuses(&cors, &method, &[("origin", "http://localhost:3000"), ("content-type", "text/plain")]));
            assert!(!refuses(&cors, &method, &[("origin", "https://api.example"), ("host", "api.example")]));
            assert!(!refuses(&cors, &method, &[("host", "api.example")]));
        }
        let open = Cors { allow_origins: vec!["*".into()], ..Cors::default() };
        assert!(!refuses(&open, &Method::POST, &[("origin", "https://evil.example")]));
    }

    #[test]
    fn with_configuration_what_browsers_send_without_asking_is_refused() {
        let cors = Cors { allow_origins: vec!["https://a.example".into()], known_origins: false, ..Cors::default() };
        let evil = ("origin", "https://evil.example");
        for content_type in
            ["text/plain", "Text/Plain;charset=UTF-8", "application/x-www-form-urlencoded", "multipart/form-data; x"]
        {
            assert!(refuses(&cors, &Method::POST, &[evil, ("content-type", content_type)]), "{content_type}");
            let own = ("origin", "https://a.example");
            assert!(!refuses(&cors, &Method::POST, &[own, ("content-type", content_type)]), "{content_type}");
        }
        assert!(refuses(&cors, &Method::POST, &[evil]));
        assert!(!refuses(&cors, &Method::POST, &[evil, ("content-type", "application/json")]));
        assert!(!refuses(&cors, &Method::GET, &[evil]));
    }
}
