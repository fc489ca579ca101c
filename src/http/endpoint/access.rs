//! The host names that a server answers to, and the origins that need no configuration.
//!
//! A server without authentication on a loopback address is protected by nothing but that address. A web page gets
//! around it in two ways: it sends requests to `http://localhost` itself (the `Origin` header names the page), or it
//! makes its own host name resolve to 127.0.0.1, so that the browser takes the server for the page's own (DNS
//! rebinding; the `Host` header names the page).

use std::net::IpAddr;

use http::header::HOST;
use http::{HeaderMap, Uri};

/// Names that container runtimes give the machine. Nobody can register a name below `internal`.
const CONTAINER_HOSTS: [&str; 3] = ["host.docker.internal", "gateway.docker.internal", "host.containers.internal"];

/// Web interfaces for servers of this API that may call without configuration. The hosted Studio has regional hosts
/// besides.
const KNOWN_INTERFACES: [&str; 3] =
    ["https://smith.langchain.com", "https://agentchat.vercel.app", "https://dev.agentinbox.ai"];
/// The suffix of the origins of the hosted Studio's regions.
const STUDIO_REGIONS: &str = ".smith.langchain.com";

/// The values of the `Host` header that a server accepts.
#[derive(Debug, Clone, Default)]
pub struct Hosts {
    /// Names besides those of this machine, in lower case; `*.` at the beginning stands for any subdomain, `*` for
    /// every host.
    allowed: Vec<String>,
    /// The rule for other hosts.
    rule: Rule,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Rule {
    /// Every host.
    #[default]
    Any,
    /// Any IP address, and names of this machine: to rebind takes a name.
    Addresses,
    /// Names and addresses of this machine.
    Loopback,
}

impl Hosts {
    /// The hosts for a server that listens on `listener`: on a loopback address those of this machine and the allowed
    /// ones, elsewhere every host, unless some are allowed by name: then those, names of this machine, and IP
    /// addresses.
    #[must_use]
    pub fn new(listener: IpAddr, allowed: &[String]) -> Self {
        let rule = match (listener.to_canonical().is_loopback(), allowed.is_empty()) {
            (true, _) => Rule::Loopback,
            (false, false) => Rule::Addresses,
            (false, true) => Rule::Any,
        };
        Self { allowed: allowed.iter().map(|name| name.to_ascii_lowercase()).collect(), rule }
    }

    /// The host that a request names and that is not accepted. A request that names none is accepted: browsers always
    /// send one.
    #[must_use]
    pub fn refused(&self, uri: &Uri, headers: &HeaderMap) -> Option<String> {
        if self.rule == Rule::Any {
            return None;
        }
        let named = headers.get_all(HOST).iter().map(|value| String::from_utf8_lossy(value.as_bytes()));
        let target = uri.authority().map(|authority| authority.as_str().into());
        target.into_iter().chain(named).find(|host| !self.accepts(host)).map(std::borrow::Cow::into_owned)
    }

    fn accepts(&self, authority: &str) -> bool {
        let host = host_of(authority).trim_end_matches('.').to_ascii_lowercase();
        let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>().ok();
        let own = match (address, self.rule) {
            (Some(_), Rule::Addresses) => true,
            (Some(address), _) => is_this_machine(address),
            (None, _) => is_local_name(&host) || CONTAINER_HOSTS.contains(&host.as_str()),
        };
        own || self.allowed.iter().any(|name| match name.strip_prefix("*.") {
            Some(domain) => host.strip_suffix(domain).is_some_and(|rest| rest.len() > 1 && rest.ends_with('.')),
            None => name == "*" || *name == host,
        })
    }
}

/// Returns whether a page of this origin may call without configuration: it comes from this machine, or from a known
/// interface.
pub(super) fn is_known_origin(origin: &str) -> bool {
    if KNOWN_INTERFACES.contains(&origin) {
        return true;
    }
    let Some((scheme, authority)) = origin.split_once("://") else { return false };
    match scheme {
        "https" if authority.ends_with(STUDIO_REGIONS) => true,
        "http" | "https" => {
            let host = host_of(authority);
            let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
            address.map_or_else(|_| is_local_name(host), is_this_machine)
        }
        _ => false,
    }
}

/// Returns whether a request comes from a page of the server itself, whose requests browsers do not restrict.
pub(super) fn is_same_origin(origin: &str, uri: &Uri, headers: &HeaderMap) -> bool {
    // Browsers write this header themselves; a page cannot. It is right behind proxies that change the host, too.
    if headers.get("sec-fetch-site").is_some_and(|site| site == "same-origin") {
        return true;
    }
    let host = uri.authority().map(http::uri::Authority::as_str);
    let host = host.or_else(|| headers.get(HOST).and_then(|host| host.to_str().ok()));
    origin.split_once("://").is_some_and(|(_, authority)| host == Some(authority))
}

/// An authority without its port.
fn host_of(authority: &str) -> &str {
    match authority.rsplit_once(':') {
        Some((host, port))
            if port.bytes().all(|b| b.is_ascii_digit()) && (host.ends_with(']') || !host.contains(':')) =>
        {
            host
        }
        _ => authority,
    }
}

/// `localhost`, which resolvers must not send anywhere else (RFC 6761).
fn is_local_name(host: &str) -> bool {
    host == "localhost" || host.ends_with(".localhost")
}

/// Loopback addresses, and the unspecified one, which connects to this machine as well.
fn is_this_machine(address: IpAddr) -> bool {
    let address = address.to_canonical();
    address.is_loopback() || address.is_unspecified()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(listener: &str, allowed: &[&str], host: &str) -> bool {
        let allowed: Vec<String> = allowed.iter().map(|&name| name.to_owned()).collect();
        let hosts = Hosts::new(listener.parse().expect("an address"), &allowed);
        let mut headers = HeaderMap::new();
        headers.insert(HOST, host.parse().expect("a header"));
        hosts.refused(&Uri::from_static("/ok"), &headers).is_some()
    }

    #[test]
    fn on_loopback_only_names_of_this_machine_are_accepted() {
        for host in [
            "localhost",
            "LOCALHOST:2024",
            "localhost.",
            "app.localhost:1",
            "127.0.0.1",
            "127.1.2.3:80",
            "[::1]",
            "[::1]:2024",
            "[::ffff:127.0.0.1]:1",
            "0.0.0.0:2024",
            "host.docker.internal:2024",
        ] {
            assert!(!refused("127.0.0.1", &[], host), "{host}");
            assert!(!refused("::1", &[], host), "{host}");
        }
        for host in [
            "evil.example",
            "evil.example:2024",
            "localhost.evil.example",
            "evillocalhost",
            "127.0.0.1.evil.example",
            "192.168.1.7",
            "[2001:db8::1]:2024",
            "",
            "127.0.0.1:x",
            "a:b:c",
        ] {
            assert!(refused("127.0.0.1", &[], host), "{host}");
        }
    }

    #[test]
    fn allowed_names_are_accepted_and_nothing_like_them() {
        let names = ["App.Example.com", "*.tunnel.example"];
        for host in ["app.example.com:443", "x.tunnel.example", "a.b.tunnel.example", "localhost"] {
            assert!(!refused("127.0.0.1", &names, host), "{host}");
        }
        for host in ["example.com", "x.app.example.com", "tunnel.example", ".tunnel.example", "xtunnel.example"] {
            assert!(refused("127.0.0.1", &names, host), "{host}");
        }
        assert!(!refused("127.0.0.1", &["*"], "evil.example"));
    }

    #[test]
    fn elsewhere_names_count_only_once_some_are_allowed() {
        assert!(!refused("0.0.0.0", &[], "evil.example"));
        assert!(refused("0.0.0.0", &["app.example"], "evil.example"));
        for host in ["app.example", "10.0.0.5:8000", "[2001:db8::1]", "localhost"] {
            assert!(!refused("0.0.0.0", &["app.example"], host), "{host}");
        }
    }

    #[test]
    fn the_target_counts_as_well_as_the_header() {
        let hosts = Hosts::new(IpAddr::from([127, 0, 0, 1]), &[]);
        let mut headers = HeaderMap::new();
        let target = Uri::from_static("http://evil.example/ok");
        assert_eq!(hosts.refused(&target, &headers).as_deref(), Some("evil.example"));
        assert_eq!(hosts.refused(&Uri::from_static("/ok"), &headers), None);
        headers.append(HOST, "localhost".parse().expect("a header"));
        headers.append(HOST, "evil.example".parse().expect("a header"));
        assert_eq!(hosts.refused(&Uri::from_static("/ok"), &headers).as_deref(), Some("evil.example"));
    }

    #[test]
    fn known_origins_are_pages_of_this_machine_and_known_interfaces() {
        for origin in [
            "http://localhost:3000",
            "https://localhost",
            "http://127.0.0.1:5173",
            "http://[::1]:8080",
            "http://chat.localhost",
            "https://smith.langchain.com",
            "https://eu.smith.langchain.com",
            "https://agentchat.vercel.app",
            "https://dev.agentinbox.ai",
        ] {
            assert!(is_known_origin(origin), "{origin}");
        }
        for origin in [
            "null",
            "",
            "https://evil.example",
            "http://smith.langchain.com",
            "https://smith.langchain.com.evil.example",
            "https://evilsmith.langchain.com",
            "https://x.agentchat.vercel.app",
            "http://localhost.evil.example",
            "http://192.168.1.7",
            "file://localhost",
            "https://evil.example/.smith.langchain.com:x",
        ] {
            assert!(!is_known_origin(origin), "{origin}");
        }
    }

    #[test]
    fn a_page_of_the_server_itself_is_recognised() {
        let mut headers = HeaderMap::new();
        headers.insert(HOST, "app.example:8000".parse().expect("a header"));
        let target = Uri::from_static("/threads");
        assert!(is_same_origin("https://app.example:8000", &target, &headers));
        assert!(!is_same_origin("https://app.example", &target, &headers));
        assert!(!is_same_origin("null", &target, &headers));
        headers.insert("sec-fetch-site", "cross-site".parse().expect("a header"));
        assert!(!is_same_origin("https://evil.example", &target, &headers));
        headers.insert("sec-fetch-site", "same-origin".parse().expect("a header"));
        assert!(is_same_origin("https://public.example", &target, &headers));
    }
}
