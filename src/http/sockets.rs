//! The server's TCP sockets, found among its own descriptors.
//!
//! The HTTP library opens its listening socket itself, accepts connections itself and lends neither. Two things need
//! them: small writes must leave at once, and connections on which nothing happens must be closed.

use std::{
    net::SocketAddr,
    os::fd::{AsFd, BorrowedFd, OwnedFd},
};

use rustix::net::{Shutdown, sockopt};

/// A connection that a listener has accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Accepted {
    /// The client's address.
    pub(super) peer: SocketAddr,
    /// Tells it from an earlier connection of the same address.
    pub(super) inode: u64,
    number: i32,
}

/// Sets `TCP_NODELAY` for every connection that the listener at this address will accept: accepted sockets inherit it.
/// An event that follows another within the client's delayed acknowledgement (40 ms) would otherwise wait for it. Does
/// nothing where descriptors cannot be listed; everything works there too, only later.
pub(super) fn send_at_once(listener: SocketAddr) {
    for number in numbers() {
        // Not a duplicate: closing one of the database's descriptors would give up all locks that this process holds on
        // the database.
        let socket = borrow(number);
        if local(&socket) == Some(listener) && sockopt::socket_acceptconn(socket).unwrap_or(false) {
            // A failure costs latency, nothing else.
            let _ = sockopt::set_tcp_nodelay(socket, true);
        }
    }
}

/// The connections that are open at a listener. Empty where descriptors cannot be listed.
pub(super) fn accepted(listener: SocketAddr) -> Vec<Accepted> {
    numbers().filter_map(|number| look(borrow(number), number, listener)).collect()
}

/// Tells the HTTP library that a client will send nothing more, which makes it close the connection. A request that has
/// arrived meanwhile is still read. Does nothing when the connection is gone.
pub(super) fn end_input(connection: Accepted, listener: SocketAddr) {
    // What is found out about a duplicate stays true, whatever other threads close.
    let Some(socket) = duplicate(connection.number) else { return };
    if look(socket.as_fd(), connection.number, listener) == Some(connection) {
        // When it fails the client has gone already.
        let _ = rustix::net::shutdown(&socket, Shutdown::Read);
    }
}

fn look(socket: BorrowedFd<'_>, number: i32, listener: SocketAddr) -> Option<Accepted> {
    let local = local(&socket)?;
    let here = local.port() == listener.port()
        && (listener.ip().is_unspecified() || local.ip().to_canonical() == listener.ip().to_canonical());
    let peer = SocketAddr::try_from(rustix::net::getpeername(socket).ok().flatten()?).ok()?;
    let inode = rustix::fs::fstat(socket).ok()?.st_ino;
    here.then_some(Accepted { peer, inode, number })
}

fn local(socket: &impl AsFd) -> Option<SocketAddr> {
    rustix::net::getsockname(socket).ok().and_then(|local| SocketAddr::try_from(local).ok())
}

fn numbers() -> impl Iterator<Item = i32> {
    let entries = std::fs::read_dir("/dev/fd").into_iter().flatten().flatten();
    entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok()).filter(|number| *number > 2)
}

/// A duplicate of a socket. Of nothing else: closing a duplicate of one of the database's descriptors would give up all
/// locks that this process holds on the database (POSIX, fcntl), and other programs could change it under the server.
fn duplicate(number: i32) -> Option<OwnedFd> {
    local(&borrow(number))?;
    rustix::io::fcntl_dupfd_cloexec(borrow(number), 3).ok()
}

fn borrow(number: i32) -> BorrowedFd<'static> {
    // SAFETY: the number was an open descriptor of this process a moment ago and is not -1. Should another thread have
    // closed it meanwhile, or given the number to something else, calls fail or tell of that: through this value
    // descriptors are only looked at and duplicated.
    #[allow(unsafe_code, reason = "the library that owns the sockets does not lend them")]
    unsafe {
        BorrowedFd::borrow_raw(number)
    }
}

#[cfg(test)]
mod tests {
    use std::{
        io::{Read, Write},
        net::{TcpListener, TcpStream},
    };

    use super::*;

    #[test]
    fn accepted_connections_inherit_the_option() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let _client = TcpStream::connect(address).unwrap();
        assert!(!listener.accept().unwrap().0.nodelay().unwrap(), "off unless somebody sets it");
        send_at_once(address);
        let _client = TcpStream::connect(address).unwrap();
        assert!(listener.accept().unwrap().0.nodelay().unwrap());
    }

    #[test]
    fn input_ends_for_the_connection_that_was_seen_and_no_other() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let mut clients = [TcpStream::connect(address).unwrap(), TcpStream::connect(address).unwrap()];
        let mut servers = [listener.accept().unwrap().0, listener.accept().unwrap().0];
        let seen = accepted(address);
        assert_eq!(seen.len(), 2, "neither the listener nor the clients' ends: {seen:?}");
        let first = *seen.iter().find(|one| one.peer == clients[0].local_addr().unwrap()).unwrap();
        end_input(Accepted { inode: first.inode + 1, ..first }, address);
        clients[0].write_all(b"late").unwrap();
        let mut four = [0; 4];
        servers[0].read_exact(&mut four).unwrap();
        end_input(first, address);
        assert_eq!(servers[0].read(&mut four).unwrap(), 0);
        clients[1].write_all(b"more").unwrap();
        servers[1].read_exact(&mut four).unwrap();
    }
}
