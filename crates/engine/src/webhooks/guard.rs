//! Validation of webhook URLs.

use std::net::IpAddr;

use url::{Host, Url};

use super::{
    address::{self, Range},
    settings::{WebhookSettings, WebhookUrls},
};

/// The reason to reject a webhook's URL. The texts are those of the reference where it rejects the same URLs.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Refused(pub String);

/// Host names of the metadata services of clouds.
const METADATA_HOSTS: [&str; 3] = ["metadata.google.internal", "metadata.goog", "instance-data.ec2.internal"];

const OWN_URLS_DISABLED: &str = "Loopback webhooks (relative URLs and localhost) are disabled by default, because whoever may create runs could \
     reach what only this machine may. Set webhooks.url.disable_loopback to false (in langgraph.json or via LANGGRAPH_WEBHOOKS) to allow them.";

/// The destination of a URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Destination {
    /// A path of this server.
    Own(String),
    /// Another server.
    Other(Url),
}

/// Decides where webhooks may go.
#[derive(Clone, Debug)]
pub struct Guard {
    urls: WebhookUrls,
    disabled: bool,
}

impl Guard {
    /// A guard that keeps these rules.
    #[must_use]
    pub fn new(webhooks: &WebhookSettings) -> Self {
        Self { urls: webhooks.url.clone(), disabled: webhooks.disabled }
    }

    /// Returns whether webhooks are disabled.
    #[must_use]
    pub const fn disabled(&self) -> bool {
        self.disabled
    }

    /// Checks that a run may name this URL. The addresses of its host are checked when the webhook is sent.
    ///
    /// # Errors
    /// Returns an error if it may not.
    pub fn check(&self, url: &str) -> Result<(), Refused> {
        self.destination(url).map(drop)
    }

    /// Returns the destination of a URL if it is permitted.
    pub(super) fn destination(&self, text: &str) -> Result<Destination, Refused> {
        let refused = |text: &str| Err(Refused(text.to_owned()));
        let urls = &self.urls;
        if text.chars().count() > urls.max_url_length {
            return refused("Webhook URL too long");
        }
        if text.starts_with('/') {
            return if urls.disable_loopback {
                refused(OWN_URLS_DISABLED)
            } else {
                Ok(Destination::Own(text.to_owned()))
            };
        }
        let (scheme, rest) = text.split_once("://").unwrap_or(("", text));
        if urls.require_https && !scheme.eq_ignore_ascii_case("https") {
            return refused("Webhook must use https");
        }
        // The URL standard would take the first part of the path for the host.
        if scheme.is_empty() || rest.is_empty() || rest.starts_with(['/', '\\', '?', '#']) {
            return refused("Invalid webhook hostname ''");
        }
        let url = Url::parse(text).map_err(|error| Refused(format!("Invalid webhook URL: {error}")))?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(Refused(format!("Webhook host blocked: scheme '{}' not allowed", url.scheme())));
        }
        let Some(host) = url.host() else { return refused("Invalid webhook hostname ''") };
        if !urls.allowed_domains.is_empty() && !self.listed(&host) {
            return refused("Webhook domain not allowed");
        }
        let port = url.port_or_known_default().unwrap_or_default();
        if !urls.allowed_ports.is_empty() && !urls.allowed_ports.contains(&port) {
            return Err(Refused(format!("Webhook port {port} not allowed")));
        }
        match &host {
            Host::Ipv4(address) => self.allow(&host, IpAddr::V4(*address))?,
            Host::Ipv6(address) => self.allow(&host, IpAddr::V6(*address))?,
            Host::Domain(name) => {
                let name = name.trim_end_matches('.');
                if METADATA_HOSTS.contains(&name) {
                    return refused("Webhook host blocked: cloud metadata endpoint");
                }
                let local = name == "localhost" || name.ends_with(".localhost");
                if local && !self.trusts(&host, Range::Loopback) {
                    return refused("Webhook host blocked: localhost address");
                }
            }
        }
        Ok(Destination::Other(url))
    }

    /// Returns whether a host may have this address.
    pub(super) fn allow(&self, host: &Host<&str>, address: IpAddr) -> Result<(), Refused> {
        let range = address::range(address);
        if self.trusts(host, range) {
            return Ok(());
        }
        Err(Refused(format!("Webhook host blocked: {}", range.name())))
    }

    /// A host that the configuration names may have any private address; `disable_loopback` is about this machine
    /// alone.
    fn trusts(&self, host: &Host<&str>, range: Range) -> bool {
        match range {
            Range::Public => true,
            Range::Loopback => !self.urls.disable_loopback || self.listed(host),
            Range::Private => self.listed(host),
            Range::Blocked => false,
        }
    }

    /// Returns whether `allowed_domains` has a host.
    fn listed(&self, host: &Host<&str>) -> bool {
        let name = host.to_string();
        let name = name.trim_end_matches('.');
        self.urls.allowed_domains.iter().any(|allowed| match allowed.strip_prefix("*.") {
            None => name == allowed,
            Some(domain) => {
                matches!(host, Host::Domain(_))
                    && name.strip_suffix(domain).is_some_and(|below| below.len() > 1 && below.ends_with('.'))
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guard(change: impl FnOnce(&mut WebhookUrls)) -> Guard {
        let mut webhooks = WebhookSettings::default();
        change(&mut webhooks.url);
        Guard::new(&webhooks)
    }

    fn check(guard: &Guard, cases: &[(&str, &str)]) {
        for (url, expected) in cases {
            let answer = guard.check(url).map_or_else(|refused| refused.0, |()| "ok".to_owned());
            assert!(answer.starts_with(expected), "{url}: {answer}");
        }
    }

    #[test]
    fn without_a_configuration_only_the_internet_is_reached() {
        check(
            &guard(|_| ()),
            &[
                ("https://93.184.215.14/", "ok"),
                ("http://93.184.215.14/x?y=z", "ok"),
                ("https://user:pw@example.com:8443/a", "ok"),
                ("HTTPS://EXAMPLE.COM", "ok"),
                ("https://[2606:2800:220:1::1]/", "ok"),
                ("http://127.0.0.1:9/x", "Webhook host blocked: loopback IP range"),
                ("https://127.1/", "Webhook host blocked: loopback IP range"),
                ("https://2130706433/", "Webhook host blocked: loopback IP range"),
                ("https://0x7f.1/", "Webhook host blocked: loopback IP range"),
                ("https://017700000001/", "Webhook host blocked: loopback IP range"),
                ("https://127.0.0.1./", "Webhook host blocked: loopback IP range"),
                ("https://１２７.0.0.1/", "Webhook host blocked: loopback IP range"),
                ("https://[::1]/", "Webhook host blocked: loopback IP range"),
                ("https://[::ffff:127.0.0.1]/", "Webhook host blocked: loopback IP range"),
                ("https://x@127.0.0.1/", "Webhook host blocked: loopback IP range"),
                ("https://example.com\\@127.0.0.1/", "ok"),
                ("ht\ntps://127.0.0.1/", "Webhook host blocked: loopback IP range"),
                ("http://localhost:9/", "Webhook host blocked: localhost address"),
                ("https://LOCALHOST./", "Webhook host blocked: localhost address"),
                ("https://a.localhost/", "Webhook host blocked: localhost address"),
                ("https://10.0.0.1/", "Webhook host blocked: private IP range"),
                ("https://100.64.0.1/", "Webhook host blocked: private IP range"),
                ("https://[fc00::1]/", "Webhook host blocked: private IP range"),
                ("https://169.254.169.254/", "Webhook host blocked: blocked IP range"),
                ("https://0.0.0.0/", "Webhook host blocked: blocked IP range"),
                ("https://[fe80::1]/", "Webhook host blocked: blocked IP range"),
                ("https://metadata.google.internal/", "Webhook host blocked: cloud metadata endpoint"),
                ("https://metadata.google.internal./", "Webhook host blocked: cloud metadata endpoint"),
                ("ftp://127.0.0.1/x", "Webhook host blocked: scheme 'ftp' not allowed"),
                ("file:///etc/passwd", "Invalid webhook hostname ''"),
                ("not a url", "Invalid webhook hostname ''"),
                ("mailto:a@b", "Invalid webhook hostname ''"),
                ("https:", "Invalid webhook hostname ''"),
                ("https:x.com", "Invalid webhook hostname ''"),
                ("https://", "Invalid webhook hostname ''"),
                ("https:///x", "Invalid webhook hostname ''"),
                ("https://\\x", "Invalid webhook hostname ''"),
                ("?x", "Invalid webhook hostname ''"),
                ("https://example.com:99999/", "Invalid webhook URL: invalid port number"),
                ("/ok", "Loopback webhooks (relative URLs and localhost) are disabled"),
                ("//example.com/x", "Loopback webhooks (relative URLs and localhost) are disabled"),
                (&format!("https://example.com/{}", "a".repeat(4076)), "ok"),
                (&format!("https://example.com/{}", "a".repeat(4077)), "Webhook URL too long"),
            ],
        );
    }

    #[test]
    fn loopback_may_be_allowed() {
        let guard = guard(|urls| urls.disable_loopback = false);
        check(
            &guard,
            &[
                ("http://127.0.0.1:9/x", "ok"),
                ("http://localhost:9/x", "ok"),
                ("http://[::1]:9/x", "ok"),
                ("/ok", "ok"),
                ("http://10.0.0.1/", "Webhook host blocked: private IP range"),
                ("http://169.254.169.254/", "Webhook host blocked: blocked IP range"),
            ],
        );
        // Whatever it looks like, it is a path of this server.
        let path = "//example.com/x";
        assert_eq!(guard.destination(path), Ok(Destination::Own(path.to_owned())));
    }

    #[test]
    fn https_may_be_required() {
        check(
            &guard(|urls| urls.require_https = true),
            &[
                ("http://example.com/", "Webhook must use https"),
                ("ftp://example.com/", "Webhook must use https"),
                ("not a url", "Webhook must use https"),
                ("https://example.com/", "ok"),
                ("https:///", "Invalid webhook hostname ''"),
            ],
        );
    }

    #[test]
    fn ports_may_be_listed() {
        check(
            &guard(|urls| urls.allowed_ports = vec![443, 8443]),
            &[
                ("https://example.com/", "ok"),
                ("https://example.com:8443/", "ok"),
                ("http://example.com/", "Webhook port 80 not allowed"),
                ("https://example.com:444/", "Webhook port 444 not allowed"),
            ],
        );
    }

    #[test]
    fn domains_may_be_listed_and_are_trusted_then() {
        let list = ["hooks.example.com", "*.corp.example", "10.0.0.7", "127.0.0.1", "[fd00::7]", "169.254.169.254"];
        let guard = guard(|urls| urls.allowed_domains = list.map(str::to_owned).into());
        check(
            &guard,
            &[
                ("https://hooks.example.com/", "ok"),
                ("https://Hooks.Example.com./", "ok"),
                ("https://a.b.corp.example/", "ok"),
                ("https://10.0.0.7/", "ok"),
                ("https://127.0.0.1/", "ok"),
                ("https://[fd00::7]/", "ok"),
                ("https://corp.example/", "Webhook domain not allowed"),
                ("https://xcorp.example/", "Webhook domain not allowed"),
                ("https://.corp.example/", "Webhook domain not allowed"),
                ("https://hooks.example.com.evil.example/", "Webhook domain not allowed"),
                ("https://10.0.0.8/", "Webhook domain not allowed"),
                ("https://example.com/", "Webhook domain not allowed"),
                // Never, even if it is listed.
                ("https://169.254.169.254/", "Webhook host blocked: blocked IP range"),
            ],
        );
        let private: IpAddr = "192.168.1.1".parse().unwrap();
        assert_eq!(guard.allow(&Host::Domain("a.corp.example"), private), Ok(()));
        assert!(guard.allow(&Host::Domain("other.example"), private).is_err());
    }
}
