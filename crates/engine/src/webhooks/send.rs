//! One try of a delivery.

use runyard_core::{id::RunId, time::Timestamp};
use std::{net::SocketAddr, sync::Arc, time::Duration};

use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};

use super::{
    guard::{Destination, Guard},
    resolve::GuardedResolver,
    settings::WebhookSettings,
    sign::Signer,
};

const ID: HeaderName = HeaderName::from_static("webhook-id");
const TIMESTAMP: HeaderName = HeaderName::from_static("webhook-timestamp");
const SIGNATURE: HeaderName = HeaderName::from_static("webhook-signature");
const USER_AGENT: &str = concat!("runyard/", env!("CARGO_PKG_VERSION"));

/// The reason why a delivery failed.
#[derive(Debug)]
pub(super) struct Failure {
    /// For the log and the outbox; without the URL, which may have secrets.
    pub(super) text: String,
    /// The `Retry-After` of the receiver.
    pub(super) retry_after: Option<Duration>,
    /// True if the receiver answered 410 Gone: the delivery is not retried.
    pub(super) gone: bool,
}

impl Failure {
    fn of(text: String) -> Self {
        Self { text, retry_after: None, gone: false }
    }
}

/// Sends webhooks.
pub(super) struct Sender {
    client: Result<reqwest::Client, String>,
    guard: Arc<Guard>,
    headers: HeaderMap,
    signer: Signer,
    /// The address at which this server listens.
    own: SocketAddr,
}

impl Sender {
    /// `timeout` is for a whole try, from the look-up of the name to the status.
    pub(super) fn new(webhooks: &WebhookSettings, guard: Arc<Guard>, own: SocketAddr, timeout: Duration) -> Self {
        let mut headers = HeaderMap::new();
        headers.insert(header::USER_AGENT, HeaderValue::from_static(USER_AGENT));
        for (name, value) in &webhooks.headers {
            // Both were checked when the configuration was read.
            if let (Ok(name), Ok(mut value)) = (name.parse::<HeaderName>(), HeaderValue::from_str(&value.0)) {
                value.set_sensitive(true);
                headers.insert(name, value);
            }
        }
        let client = reqwest::Client::builder()
            .timeout(timeout)
            // A redirect could lead anywhere, and a receiver that means it can be named itself.
            .redirect(reqwest::redirect::Policy::none())
            // A proxy would look names up itself, past the guard.
            .no_proxy()
            // Each try resolves the host again.
            .pool_max_idle_per_host(0)
            .dns_resolver(Arc::new(GuardedResolver(Arc::clone(&guard))))
            .build()
            .map_err(|error| chain(&error));
        Self { client, guard, headers, signer: Signer::new(&webhooks.secrets), own }
    }

    /// Returns the reason why no webhook can be sent at all, for example because the system has no certificates.
    pub(super) fn fault(&self) -> Option<&str> {
        self.client.as_ref().err().map(String::as_str)
    }

    /// Sends a payload; a status of 2xx means that the receiver has it.
    pub(super) async fn send(&self, run_id: RunId, url: &str, body: Vec<u8>) -> Result<(), Failure> {
        let client = self.client.as_ref().map_err(|text| Failure::of(text.clone()))?;
        // Checked again: the rules may have changed since the run was created.
        let url = match self.guard.destination(url).map_err(|refused| Failure::of(refused.0))? {
            Destination::Own(path) => format!("http://{}{path}", self.own),
            Destination::Other(url) => url.into(),
        };
        let id = run_id.to_string();
        let seconds = Timestamp::now().millis() / 1000;
        let mut request =
            client.post(url).headers(self.headers.clone()).header(header::CONTENT_TYPE, "application/json");
        request = request.header(ID, &id).header(TIMESTAMP, seconds);
        if let Some(signature) = self.signer.sign(&id, seconds, &body) {
            request = request.header(SIGNATURE, signature);
        }
        let response = request.body(body).send().await.map_err(|error| Failure::of(chain(&error.without_url())))?;
        let status = response.status();
        if status.is_success() {
            return Ok(());
        }
        let mut failure = Failure::of(if status.is_redirection() {
            format!("the receiver answered {status}; redirects are not followed")
        } else {
            format!("the receiver answered {status}")
        });
        failure.gone = status == StatusCode::GONE;
        let retry_after = response.headers().get(header::RETRY_AFTER).and_then(|value| value.to_str().ok());
        failure.retry_after = retry_after.and_then(|text| text.trim().parse().ok()).map(Duration::from_secs);
        Err(failure)
    }
}

/// An error with its sources, as one line.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        text = format!("{text}: {error}");
        source = error.source();
    }
    text
}
