//! Suggestions for unknown keys, most of which are misspelled known ones.

/// The known keys by section.
const KNOWN: [(&str, &[&str]); 15] = [
    (
        "$",
        &[
            "graphs",
            "dependencies",
            "env",
            "python_version",
            "pip_config_file",
            "pip_installer",
            "http",
            "checkpointer",
            "webhooks",
            "store",
            "auth",
            "encryption",
            "ui",
            "ui_config",
            "api_version",
            "base_image",
            "image_distro",
            "dockerfile_lines",
            "keep_pkg_tools",
            "node_version",
            "source",
        ],
    ),
    (
        "$.http",
        &[
            "cors",
            "mount_prefix",
            "configurable_headers",
            "logging_headers",
            "disable_webhooks",
            "disable_ui",
            "app",
            "disable_assistants",
            "disable_threads",
            "disable_runs",
            "disable_store",
            "disable_mcp",
            "disable_a2a",
            "disable_meta",
            "middleware_order",
            "enable_custom_route_auth",
        ],
    ),
    (
        "$.http.cors",
        &[
            "allow_origins",
            "allow_origin_regex",
            "allow_methods",
            "allow_headers",
            "expose_headers",
            "allow_credentials",
            "max_age",
        ],
    ),
    ("$.http.configurable_headers", &["include", "exclude"]),
    ("$.http.logging_headers", &["include", "exclude"]),
    ("$.store", &["index", "ttl"]),
    ("$.store.index", &["embed", "dims", "fields"]),
    ("$.store.ttl", &["default_ttl", "refresh_on_read", "sweep_interval_minutes"]),
    ("$.checkpointer", &["ttl"]),
    ("$.checkpointer.ttl", &["strategy", "default_ttl", "sweep_interval_minutes", "sweep_limit"]),
    ("$.auth", &["path", "openapi", "cache", "disable_studio_auth"]),
    ("$.auth.cache", &["cache_keys", "ttl_seconds", "max_size"]),
    ("$.auth.openapi", &["securitySchemes", "security", "paths"]),
    ("$.webhooks", &["url", "headers", "secret", "env_prefix"]),
    ("$.webhooks.url", &["require_https", "allowed_domains", "allowed_ports", "max_url_length", "disable_loopback"]),
];
/// Two keys are alike from here on (Jaro-Winkler, 0 to 1).
const ALIKE: f64 = 0.8;

/// Returns the message for an unknown key, for example `$.store.indx`: it suggests the nearest known key of the
/// section.
pub(super) fn unknown(path: &str) -> String {
    match nearest(path) {
        Some(known) => format!("unknown key; did you mean \"{known}\"?"),
        None => "unknown key; check the spelling".to_owned(),
    }
}

/// The known key of the same section that an unknown one is most like.
pub(super) fn nearest(path: &str) -> Option<&'static str> {
    let (section, key) = path.rsplit_once('.').unwrap_or(("$", path));
    let keys = KNOWN.iter().find(|(name, _)| *name == section).map_or(&[][..], |(_, keys)| keys);
    keys.iter()
        .map(|known| (strsim::jaro_winkler(&key.to_lowercase(), known), known))
        .max_by(|(one, _), (other, _)| one.total_cmp(other))
        .filter(|(likeness, _)| *likeness >= ALIKE)
        .map(|(_, known)| *known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_key_of_the_section_is_named() {
        for (path, known) in [
            ("$.graph", "graphs"),
            ("$.enviroment", "env"),
            ("$.dependancies", "dependencies"),
            ("$.store.indx", "index"),
            ("$.store.index.dim", "dims"),
            ("$.checkpointer.ttl.defaultTtl", "default_ttl"),
            ("$.http.cors.allow_origin", "allow_origins"),
            ("$.webhooks.url.allowed_domain", "allowed_domains"),
        ] {
            assert_eq!(unknown(path), format!("unknown key; did you mean \"{known}\"?"), "{path}");
        }
        assert_eq!(unknown("$.zzz"), "unknown key; check the spelling");
        assert_eq!(unknown("$.store.elsewhere.indx"), "unknown key; check the spelling");
    }
}
