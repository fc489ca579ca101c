//! Detection of secrets in a run's configuration: the graph receives them, and only the run itself shows them.

/// Words in the names of secrets: the list that langgraph uses for its tracing.
const WORDS: [&str; 5] = ["key", "token", "secret", "password", "auth"];

/// Returns whether the name of a member of `configurable` says that its value is a secret. The server's own members are
/// none.
#[must_use]
pub fn names_a_secret(key: &str) -> bool {
    let key = key.to_lowercase();
    !key.starts_with("langgraph_") && WORDS.iter().any(|word| key.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_known_by_their_names() {
        for key in ["OPENAI_API_KEY", "access_token", "Authorization", "my_secret", "password2"] {
            assert!(names_a_secret(key), "{key}");
        }
        for key in ["model", "user_id", "langgraph_auth_user_id", "thread_id"] {
            assert!(!names_a_secret(key), "{key}");
        }
    }
}
