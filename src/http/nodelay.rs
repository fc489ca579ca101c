//! Small writes that leave at once.
//!
//! The HTTP library opens its listening socket itself and leaves Nagle's algorithm on: an event that follows another within the
//! client's delayed acknowledgement (40 ms) would wait for it. Accepted sockets inherit the option from the listening one, so it
//! is enough to find that socket among our own descriptors and set it there.

use std::{net::SocketAddr, os::fd::BorrowedFd};

/// Sets `TCP_NODELAY` for every connection that the listener at this address will accept. Does nothing where descriptors cannot be
/// listed; everything works there too, only later.
pub(super) fn set_for_listener(address: SocketAddr) {
    let Ok(entries) = std::fs::read_dir("/dev/fd") else { return };
    for entry in entries.flatten() {
        let Some(number) = entry.file_name().to_str().and_then(|name| name.parse::<i32>().ok()) else { continue };
        if number < 0 {
            continue;
        }
        // SAFETY: the number was an open descriptor of this process a moment ago and is not -1. Should another thread have closed it
        // meanwhile, or given the number to something else, the calls below fail or see another address: nothing is read, written or
        // closed through it.
        #[allow(unsafe_code, reason = "the library that owns the listener does not lend it")]
        let descriptor = unsafe { BorrowedFd::borrow_raw(number) };
        if is_listener(descriptor, address) {
            // A failure costs latency, nothing else.
            let _ = rustix::net::sockopt::set_tcp_nodelay(descriptor, true);
        }
    }
}

fn is_listener(descriptor: BorrowedFd<'_>, address: SocketAddr) -> bool {
    let local = rustix::net::getsockname(descriptor).ok().and_then(|local| SocketAddr::try_from(local).ok());
    local == Some(address) && rustix::net::sockopt::socket_acceptconn(descriptor).unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use std::net::{TcpListener, TcpStream};

    #[test]
    fn accepted_connections_inherit_the_option() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let _client = TcpStream::connect(address).unwrap();
        assert!(!listener.accept().unwrap().0.nodelay().unwrap(), "off unless somebody sets it");
        super::set_for_listener(address);
        let _client = TcpStream::connect(address).unwrap();
        assert!(listener.accept().unwrap().0.nodelay().unwrap());
    }
}
