//! Classification of IP addresses.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The class of an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Range {
    /// Anybody in the internet.
    Public,
    /// This machine.
    Loopback,
    /// A private network: RFC 1918, carrier-grade NAT, unique local addresses.
    Private,
    /// No valid destination of a webhook: link-local (the metadata services of clouds), multicast, reserved,
    /// documentation, tunnels.
    Blocked,
}

impl Range {
    /// As a refusal names it (the texts are the reference's, but for private ranges, which it does not refuse).
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Public => "public IP range",
            Self::Loopback => "loopback IP range",
            Self::Private => "private IP range",
            Self::Blocked => "blocked IP range",
        }
    }
}

/// Returns the class of an address, by the registries of special-purpose addresses (RFC 6890 and what followed).
pub(super) fn range(address: IpAddr) -> Range {
    match address {
        IpAddr::V4(address) => v4(address),
        IpAddr::V6(address) => v6(address),
    }
}

fn v4(address: Ipv4Addr) -> Range {
    match address.octets() {
        [127, ..] => Range::Loopback,
        [10, ..] | [172, 16..=31, ..] | [192, 168, ..] | [100, 64..=127, ..] => Range::Private,
        [0, ..]
        | [169, 254, ..]
        | [192, 0, 0 | 2, _]
        | [192, 88, 99, _]
        | [198, 18 | 19, ..]
        | [198, 51, 100, _]
        | [203, 0, 113, _]
        | [224..=255, ..] => Range::Blocked,
        _ => Range::Public,
    }
}

fn v6(address: Ipv6Addr) -> Range {
    if address.is_loopback() {
        return Range::Loopback;
    }
    // ::ffff:a.b.c.d is another way to write the IPv4 address.
    if let Some(mapped) = address.to_ipv4_mapped() {
        return v4(mapped);
    }
    match address.segments() {
        // NAT64: a translator takes it to the IPv4 address inside. Its private addresses are the translator's, not
        // ours.
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] => {
            let [a, b] = high.to_be_bytes();
            let [c, d] = low.to_be_bytes();
            match v4(Ipv4Addr::new(a, b, c, d)) {
                Range::Public => Range::Public,
                Range::Loopback | Range::Private | Range::Blocked => Range::Blocked,
            }
        }
        [0xfc00..=0xfdff, ..] => Range::Private,
        // Protocol assignments (Teredo among them), documentation, 6to4.
        [0x2001, 0..=0x1ff, ..] | [0x2001, 0xdb8, ..] | [0x2002, ..] | [0x3fff, 0..=0xfff, ..] => Range::Blocked,
        [0x2000..=0x3fff, ..] => Range::Public,
        _ => Range::Blocked,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_special_range_is_known() {
        use Range::{Blocked, Loopback, Private, Public};
        for (range_of, addresses) in [
            (
                Public,
                "1.1.1.1 9.255.255.255 11.0.0.0 93.184.215.14 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.1 \
                 169.253.0.1 169.255.0.1 172.15.0.1 172.32.0.1 192.0.1.1 192.167.1.1 192.169.0.1 198.17.0.1 198.20.0.1 \
                 223.255.255.255 ::ffff:8.8.8.8 64:ff9b::8.8.8.8 2001:200::1 2606:2800:220:1::1 2a00::1 3ffe::1",
            ),
            (Loopback, "127.0.0.1 127.255.255.255 ::1 ::ffff:127.0.0.1 ::ffff:7f00:1"),
            (
                Private,
                "10.0.0.1 10.255.255.255 172.16.0.1 172.31.255.255 192.168.0.1 192.168.255.255 100.64.0.1 \
                 100.127.255.255 fc00::1 fd12:3456::1 fdff::1 ::ffff:10.1.2.3",
            ),
            (
                Blocked,
                "0.0.0.0 0.1.2.3 169.254.169.254 169.254.0.1 192.0.0.8 192.0.2.1 192.88.99.1 198.18.0.1 198.19.255.255 \
                 198.51.100.7 203.0.113.9 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255 :: ::2 ::7f00:1 \
                 ::127.0.0.1 ::ffff:169.254.169.254 ::ffff:0.0.0.0 64:ff9b::7f00:1 64:ff9b::10.0.0.1 64:ff9b:1::1 100::1 \
                 2001::1 2001:db8::1 2002:7f00:1::1 3fff::1 4000::1 5f00::1 fe80::1 febf::1 fec0::1 ff02::1 ff0e::1",
            ),
        ] {
            for address in addresses.split_whitespace() {
                assert_eq!(range(address.parse().unwrap()), range_of, "{address}");
            }
        }
    }
}
