//! The dropshot server: one address, one endpoint behind which the generated table stands.

use std::{net::SocketAddr, sync::Arc};

use dropshot::{ConfigDropshot, HandlerTaskMode, HttpServer, ServerBuilder};
use slog::Logger;

use runyard_core::text::chain;

use super::{
    Handlers,
    endpoint::{self, ApiScope, Cors, Hooks, Hosts, Limits, Server},
    generated,
    idle::{self, IdleLimits},
    sockets,
};

/// The options of the HTTP server.
pub struct HttpOptions {
    /// The address to listen on.
    pub address: SocketAddr,
    /// Limits of a request.
    pub limits: Limits,
    /// The limits for idle connections.
    pub idle: IdleLimits,
    /// Cross-origin rules.
    pub cors: Cors,
    /// The hosts that a request may name.
    pub hosts: Hosts,
    /// The prefix of the API, and the parts that are disabled.
    pub api_scope: ApiScope,
    /// Authentication and metrics.
    pub hooks: Arc<dyn Hooks>,
}

/// The remedy for a port that is in use.
const TAKEN: &str = "the port is in use; choose another one with --port, or --port 0 for any free one";

/// The reason why the server did not start.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The HTTP library refuses the endpoint.
    #[error("failed to register the endpoint: {0}")]
    Register(String),
    /// The address cannot be used.
    #[error("failed to listen on {address}: {}", if *taken { TAKEN } else { reason })]
    Listen {
        /// The address.
        address: SocketAddr,
        /// The reason that the system gives.
        reason: String,
        /// True if another program has it.
        taken: bool,
    },
}

/// Starts to serve. The returned server knows its address; closing it waits for open responses, so end their streams
/// first.
///
/// # Errors
/// As [`ServeError`].
pub fn serve(
    handlers: Handlers,
    options: HttpOptions,
    log: &Logger,
) -> Result<HttpServer<Server<Handlers>>, ServeError> {
    let api =
        endpoint::register(generated::table::<Handlers>()).map_err(|error| ServeError::Register(error.to_string()))?;
    let mut server = Server::new(Arc::new(handlers));
    server.hooks = options.hooks;
    server.cors = options.cors;
    server.hosts = options.hosts;
    server.api_scope = options.api_scope;
    server.limits = options.limits;
    let connections = Arc::clone(&server.connections);
    let config = ConfigDropshot {
        bind_address: options.address,
        default_request_body_max_bytes: options.limits.request_body_max_bytes,
        // A handler that has accepted a run completes even if its client has disconnected.
        default_handler_task_mode: HandlerTaskMode::Detached,
        ..ConfigDropshot::default()
    };
    let started = ServerBuilder::new(api, server, log.clone()).config(config).start().map_err(|error| {
        let reason = chain(&error);
        let taken = reason.contains("in use");
        // The library names the address, too.
        let reason =
            reason.strip_prefix(&format!("failed to bind to {}: ", options.address)).unwrap_or(&reason).to_owned();
        ServeError::Listen { address: options.address, reason, taken }
    })?;
    sockets::send_at_once(started.local_addr());
    idle::watch(started.local_addr(), &connections, options.idle);
    Ok(started)
}
