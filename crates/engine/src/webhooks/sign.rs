//! Signatures as Standard WebhookSettings (version 1, symmetric) has them, so that receivers can use its libraries.

use aws_lc_rs::hmac;
use base64::{Engine, engine::general_purpose::STANDARD as BASE64};

use super::settings::Secret;

/// Keys of requests.
pub(super) struct Signer(Vec<hmac::Key>);

impl Signer {
    pub(super) fn new(secrets: &[Secret<Vec<u8>>]) -> Self {
        Self(secrets.iter().map(|secret| hmac::Key::new(hmac::HMAC_SHA256, &secret.0)).collect())
    }

    /// The value of `webhook-signature`, one signature per key; `None` without keys. `seconds` is the Unix time of the
    /// request.
    pub(super) fn sign(&self, id: &str, seconds: i64, body: &[u8]) -> Option<String> {
        if self.0.is_empty() {
            return None;
        }
        let start = format!("{id}.{seconds}.");
        let signatures = self.0.iter().map(|key| {
            let mut context = hmac::Context::with_key(key);
            context.update(start.as_bytes());
            context.update(body);
            format!("v1,{}", BASE64.encode(context.sign()))
        });
        Some(signatures.collect::<Vec<_>>().join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_that_of_the_standard() {
        // The example of the standard's reference libraries.
        let key = BASE64.decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let body = br#"{"test": 2432232314}"#;
        let expected = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
        let signer = Signer::new(&[Secret(key.clone())]);
        assert_eq!(signer.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, body).as_deref(), Some(expected));
        let both = Signer::new(&[Secret(b"new".to_vec()), Secret(key)]);
        let both = both.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, body).unwrap();
        assert!(both.starts_with("v1,") && both.ends_with(&format!(" {expected}")), "{both}");
        assert_eq!(Signer::new(&[]).sign("a", 1, b""), None);
    }
}
