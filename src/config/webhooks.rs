//! Webhooks: where they may go and what goes with them, from the section `webhooks` of `langgraph.json` or the variable
//! `LANGGRAPH_WEBHOOKS`, which has the same form.

use base64::{Engine, engine::general_purpose::STANDARD as BASE64};
use runyard_engine::webhooks::{Secret, WebhookSettings, WebhookUrls};
use serde_json::{Map, Value};

use super::{Warning, env::Variables, error::Problem, keys};

/// A variable in a template must begin with this unless the section says otherwise: so that no template sends the
/// server's own secrets away by a typing error.
const DEFAULT_ENV_PREFIX: &str = "LG_WEBHOOK_";
/// Longest URL with a section `url` that does not say, as in the reference.
const SECTION_MAX_URL_LENGTH: usize = 2_048;
/// Before the base64 text of a secret (Standard Webhooks).
const SECRET_PREFIX: &str = "whsec_";
/// Headers that belong to the request itself, or that say what is signed.
const RESERVED_HEADERS: [&str; 9] = [
    "host",
    "content-length",
    "content-type",
    "transfer-encoding",
    "connection",
    "webhook-id",
    "webhook-timestamp",
    "webhook-signature",
    "expect",
];

fn wrong<T>(path: impl Into<String>, problem: impl Into<String>, remedy: impl Into<String>) -> Result<T, Problem> {
    Err(Problem { path: path.into(), problem: problem.into(), remedy: remedy.into() })
}

/// Reads the section. `warn` gets the keys that are not known.
pub(super) fn read(
    section: &Value,
    variables: &Variables<'_>,
    warnings: &mut Vec<Warning>,
) -> Result<WebhookSettings, Problem> {
    let mut webhooks = WebhookSettings::default();
    let members = object("", section)?;
    let prefix = match members.get("env_prefix") {
        None | Some(Value::Null) => DEFAULT_ENV_PREFIX,
        Some(prefix) => text("env_prefix", prefix)?,
    };
    let resolve = |path: &str, value: &Value| fill_in(path, text(path, value)?, prefix, variables);
    for (key, value) in members.iter().filter(|(_, value)| !value.is_null()) {
        match key.as_str() {
            "env_prefix" => {}
            "url" => webhooks.url = read_urls(object("url", value)?, warnings)?,
            "headers" => {
                for (name, value) in object("headers", value)? {
                    let path = format!("headers.{name}");
                    check_header_name(&path, name)?;
                    let value = resolve(&path, value)?;
                    if http::HeaderValue::from_str(&value).is_err() {
                        return wrong(path, "it has characters that no header can have", "remove them");
                    }
                    webhooks.headers.push((name.clone(), Secret(value)));
                }
            }
            "secret" => webhooks.secrets = read_secrets("secret", &resolve("secret", value)?)?,
            _ => unknown(key, warnings),
        }
    }
    Ok(webhooks)
}

fn read_urls(members: &Map<String, Value>, warnings: &mut Vec<Warning>) -> Result<WebhookUrls, Problem> {
    let mut urls =
        WebhookUrls { require_https: true, max_url_length: SECTION_MAX_URL_LENGTH, ..WebhookUrls::default() };
    for (key, value) in members.iter().filter(|(_, value)| !value.is_null()) {
        let path = format!("url.{key}");
        match key.as_str() {
            "require_https" => urls.require_https = flag(&path, value)?,
            "disable_loopback" => urls.disable_loopback = flag(&path, value)?,
            "max_url_length" => match value.as_u64().and_then(|length| usize::try_from(length).ok()) {
                Some(length) if length > 0 => urls.max_url_length = length,
                _ => return wrong(path, format!("it is {value}"), "make it a whole number above 0"),
            },
            "allowed_domains" => {
                for (path, value) in list(&path, value)? {
                    urls.allowed_domains.push(domain(&path, text(&path, value)?)?);
                }
            }
            "allowed_ports" => {
                for (path, value) in list(&path, value)? {
                    match value.as_u64().and_then(|port| u16::try_from(port).ok()) {
                        Some(port) if port > 0 => urls.allowed_ports.push(port),
                        _ => return wrong(path, format!("{value} is no port"), "use numbers from 1 to 65535"),
                    }
                }
            }
            _ => unknown(&path, warnings),
        }
    }
    Ok(urls)
}

fn unknown(key: &str, warnings: &mut Vec<Warning>) {
    let path = format!("$.webhooks.{key}");
    warnings.push(Warning { text: keys::unknown(&path), path });
}

/// Secrets, separated by spaces or commas: base64 after `whsec_`, or a text as it is.
pub(super) fn read_secrets(path: &str, texts: &str) -> Result<Vec<Secret<Vec<u8>>>, Problem> {
    let texts = texts.split([' ', ',', '\n', '\t']).filter(|text| !text.is_empty());
    let secrets = texts.map(|text| match text.strip_prefix(SECRET_PREFIX) {
        None => Ok(Secret(text.as_bytes().to_owned())),
        Some(encoded) => match BASE64.decode(encoded) {
            Ok(key) if !key.is_empty() => Ok(Secret(key)),
            Ok(_) | Err(_) => {
                wrong(path, "what follows whsec_ is not base64", "make one with: echo whsec_$(openssl rand -base64 32)")
            }
        },
    });
    let secrets: Vec<_> = secrets.collect::<Result<_, _>>()?;
    if secrets.is_empty() {
        return wrong(path, "it is empty", "set it to a secret or remove it");
    }
    Ok(secrets)
}

fn check_header_name(path: &str, name: &str) -> Result<(), Problem> {
    if http::HeaderName::from_bytes(name.as_bytes()).is_err() {
        return wrong(path, "no header can have this name", "use letters, digits and hyphens");
    }
    if RESERVED_HEADERS.contains(&name.to_ascii_lowercase().as_str()) {
        return wrong(path, "the server sets this header itself", "remove it");
    }
    Ok(())
}

/// A host as URLs have it: in lower case, or a `*.` before it.
fn domain(path: &str, text: &str) -> Result<String, Problem> {
    const FORM: &str = "write a host (hooks.example.com) or what is below one (*.example.com), without scheme and port";
    let (wildcard, host) = match text.trim().strip_prefix("*.") {
        Some(host) => ("*.", host),
        None => ("", text.trim()),
    };
    match url::Host::parse(host) {
        Ok(url::Host::Domain(name)) if !name.contains('*') => {
            Ok(format!("{wildcard}{}", name.trim_end_matches('.').to_ascii_lowercase()))
        }
        Ok(address @ (url::Host::Ipv4(_) | url::Host::Ipv6(_))) if wildcard.is_empty() => Ok(address.to_string()),
        Ok(_) | Err(_) => wrong(path, format!("{text:?} is no host"), FORM),
    }
}

/// Replaces each `${{ env.NAME }}` by the variable.
fn fill_in(path: &str, template: &str, prefix: &str, variables: &Variables<'_>) -> Result<String, Problem> {
    let mut filled = String::new();
    let mut rest = template;
    while let Some(start) = rest.find("${{") {
        let Some(length) = rest[start..].find("}}") else {
            return wrong(path, "a ${{ has no }}", "write variables as ${{ env.NAME }}");
        };
        let inside = rest[start + 3..start + length].trim();
        let Some(name) = inside.strip_prefix("env.").map(str::trim) else {
            return wrong(path, format!("{inside:?} does not begin with env."), "write variables as ${{ env.NAME }}");
        };
        if !name.starts_with(prefix) {
            let remedy = format!("use a variable whose name begins with {prefix}, or set webhooks.env_prefix");
            return wrong(path, format!("the variable {name} may not be sent"), remedy);
        }
        let Some(value) = variables.text(name) else {
            return wrong(path, format!("the variable {name} is not set"), "set it before the server starts");
        };
        filled.push_str(&rest[..start]);
        filled.push_str(&value);
        rest = &rest[start + length + 2..];
    }
    filled.push_str(rest);
    Ok(filled)
}

fn object<'v>(path: &str, value: &'v Value) -> Result<&'v Map<String, Value>, Problem> {
    match value.as_object() {
        Some(members) => Ok(members),
        None => wrong(path, "it is not an object", "write it as {...}"),
    }
}

fn list<'v>(path: &str, value: &'v Value) -> Result<Vec<(String, &'v Value)>, Problem> {
    match value.as_array() {
        Some(items) => Ok(items.iter().enumerate().map(|(index, value)| (format!("{path}[{index}]"), value)).collect()),
        None => wrong(path, "it is not a list", "write it as [...]"),
    }
}

fn text<'v>(path: &str, value: &'v Value) -> Result<&'v str, Problem> {
    match value.as_str() {
        Some(text) => Ok(text),
        None => wrong(path, "it is not a string", "write it in quotes"),
    }
}

fn flag(path: &str, value: &Value) -> Result<bool, Problem> {
    match value.as_bool() {
        Some(flag) => Ok(flag),
        None => wrong(path, format!("it is {value}"), "make it true or false"),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::json;

    use super::*;

    fn read(section: &Value) -> (Result<WebhookSettings, Problem>, Vec<Warning>) {
        let configured = BTreeMap::from([
            ("LG_WEBHOOK_TOKEN".to_owned(), "abc".to_owned()),
            ("MINE_KEY".to_owned(), "whsec_a2V5".to_owned()),
        ]);
        let mut warnings = Vec::new();
        (super::read(section, &Variables::new(&configured, &|_| None), &mut warnings), warnings)
    }

    #[test]
    fn every_key_has_its_effect() {
        let (webhooks, warnings) = read(&json!({
            "headers": {"Authorization": "Bearer ${{ env.LG_WEBHOOK_TOKEN }}-${{env.LG_WEBHOOK_TOKEN}}!", "x-plain": "y"},
            "url": {
                "require_https": false, "disable_loopback": false, "max_url_length": 99,
                "allowed_domains": ["Hooks.Example.com.", "*.corp.example", "10.0.0.7", "[::1]"], "allowed_ports": [443, 8443],
            },
            "colour": 1,
        }));
        let webhooks = webhooks.unwrap();
        let expected = WebhookUrls {
            require_https: false,
            disable_loopback: false,
            max_url_length: 99,
            allowed_domains: ["hooks.example.com", "*.corp.example", "10.0.0.7", "[::1]"].map(str::to_owned).into(),
            allowed_ports: vec![443, 8443],
        };
        assert_eq!(webhooks.url, expected);
        let headers = [("Authorization", "Bearer abc-abc!"), ("x-plain", "y")];
        assert_eq!(webhooks.headers, headers.map(|(name, value)| (name.to_owned(), Secret(value.to_owned()))));
        assert_eq!(warnings[0].path, "$.webhooks.colour");
        assert!(!format!("{webhooks:?}").contains("abc"), "a secret in a log");
    }

    #[test]
    fn https_is_required_by_a_section_of_urls() {
        assert!(!WebhookSettings::default().url.require_https);
        assert!(!read(&json!({"headers": {}})).0.unwrap().url.require_https);
        let urls = read(&json!({"url": {}})).0.unwrap().url;
        assert!(urls.require_https && urls.disable_loopback);
    }

    #[test]
    fn secrets_are_base64_or_texts_and_may_be_several() {
        let secrets = read(&json!({"env_prefix": "MINE_", "secret": "${{ env.MINE_KEY }} plain"})).0.unwrap().secrets;
        assert_eq!(secrets, [Secret(b"key".to_vec()), Secret(b"plain".to_vec())]);
    }

    #[test]
    fn wrong_values_name_their_place() {
        for (section, path, text) in [
            (json!([]), "", "object"),
            (json!({"url": {"require_https": "no"}}), "url.require_https", "\"no\""),
            (json!({"url": {"max_url_length": 0}}), "url.max_url_length", "0"),
            (json!({"url": {"allowed_ports": [443, 70000]}}), "url.allowed_ports[1]", "70000"),
            (json!({"url": {"allowed_domains": "x"}}), "url.allowed_domains", "list"),
            (json!({"url": {"allowed_domains": ["https://x"]}}), "url.allowed_domains[0]", "no host"),
            (json!({"url": {"allowed_domains": ["*.10.0.0.1"]}}), "url.allowed_domains[0]", "no host"),
            (json!({"headers": {"a b": "x"}}), "headers.a b", "name"),
            (json!({"headers": {"Webhook-Id": "x"}}), "headers.Webhook-Id", "itself"),
            (json!({"headers": {"a": "x\ny"}}), "headers.a", "characters"),
            (json!({"headers": {"a": "${{ env.HOME }}"}}), "headers.a", "may not be sent"),
            (json!({"headers": {"a": "${{ env.LG_WEBHOOK_X }}"}}), "headers.a", "not set"),
            (json!({"headers": {"a": "${{ LG_WEBHOOK_TOKEN }}"}}), "headers.a", "env."),
            (json!({"headers": {"a": "${{ env.X"}}), "headers.a", "no }}"),
            (json!({"secret": "whsec_%%"}), "secret", "base64"),
            (json!({"secret": " "}), "secret", "empty"),
        ] {
            let problem = read(&section).0.unwrap_err();
            assert!(problem.path == path && problem.problem.contains(text), "{section}: {problem:?}");
        }
    }
}
