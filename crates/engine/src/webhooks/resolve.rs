//! The way from a host's name to its addresses, which the HTTP client goes: it connects to what was checked here, and
//! to nothing else.

use std::{net::SocketAddr, sync::Arc};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::Host;

use super::guard::{Guard, Refused};

/// Looks names up and refuses those that lead to an address that the guard does not allow.
pub(super) struct GuardedResolver(pub(super) Arc<Guard>);

impl Resolve for GuardedResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let guard = Arc::clone(&self.0);
        Box::pin(async move {
            let name = name.as_str().to_owned();
            let found: Vec<SocketAddr> = tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            check(&guard, &name, &found)?;
            let addresses: Addrs = Box::new(found.into_iter());
            Ok(addresses)
        })
    }
}

/// Every address counts: a name with one address here and one there is an attempt to get past this.
fn check(guard: &Guard, name: &str, found: &[SocketAddr]) -> Result<(), Refused> {
    found.iter().try_for_each(|address| guard.allow(&Host::Domain(name), address.ip()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::webhooks::WebhookSettings;

    #[test]
    fn one_bad_address_among_good_ones_is_enough() {
        let guard = Guard::new(&WebhookSettings::default());
        let addresses = |list: &str| -> Vec<SocketAddr> {
            list.split_whitespace().map(|ip| SocketAddr::new(ip.parse().unwrap(), 0)).collect()
        };
        assert_eq!(check(&guard, "a.example", &addresses("93.184.215.14 2606:2800:220:1::1")), Ok(()));
        for list in ["93.184.215.14 10.0.0.1", "127.0.0.1", "2606:2800:220:1::1 ::ffff:127.0.0.1", "169.254.169.254"] {
            assert!(check(&guard, "a.example", &addresses(list)).is_err(), "{list}");
        }
    }

    #[tokio::test]
    async fn a_name_of_this_machine_is_refused_when_it_is_looked_up() {
        let resolve = |guard| GuardedResolver(Arc::new(guard)).resolve("localhost".parse().unwrap());
        let refusal = resolve(Guard::new(&WebhookSettings::default())).await.err().expect("refused").to_string();
        assert_eq!(refusal, "Webhook host blocked: loopback IP range");
        let mut webhooks = WebhookSettings::default();
        webhooks.url.disable_loopback = false;
        let found: Vec<_> = resolve(Guard::new(&webhooks)).await.unwrap_or_else(|error| panic!("{error}")).collect();
        assert!(!found.is_empty() && found.iter().all(|address| address.ip().is_loopback()), "{found:?}");
    }
}
