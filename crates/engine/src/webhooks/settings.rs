//! Settings of webhooks.

/// Longest URL without a section `url`, as in the reference.
const MAX_URL_LENGTH: usize = 4_096;

/// Something that must not get into a log.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Secret<T>(pub T);

impl<T> std::fmt::Debug for Secret<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("(secret)")
    }
}

/// WebhookSettings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WebhookSettings {
    /// `$.http.disable_webhooks`: runs may name one, but none is sent.
    pub disabled: bool,
    /// The permitted URLs.
    pub url: WebhookUrls,
    /// Headers of each request, with their variables filled in.
    pub headers: Vec<(String, Secret<String>)>,
    /// Keys that requests are signed with: each gives a signature, so that a key can be replaced without a gap. None:
    /// no signature.
    pub secrets: Vec<Secret<Vec<u8>>>,
}

/// The permitted URLs. The keys are those of the reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookUrls {
    /// True if `http:` is refused. As in the reference, it is unless there is no section `url`.
    pub require_https: bool,
    /// Hosts, or `*.domain` for what is below a domain; no others when there are any. These may have private and
    /// loopback addresses.
    pub allowed_domains: Vec<String>,
    /// Ports; any when empty.
    pub allowed_ports: Vec<u16>,
    /// Longest URL, in characters.
    pub max_url_length: usize,
    /// True if URLs of this machine are refused: loopback addresses, and paths, which lead to this server itself.
    pub disable_loopback: bool,
}

impl Default for WebhookUrls {
    fn default() -> Self {
        Self {
            require_https: false,
            allowed_domains: Vec::new(),
            allowed_ports: Vec::new(),
            max_url_length: MAX_URL_LENGTH,
            disable_loopback: true,
        }
    }
}
