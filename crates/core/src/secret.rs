//! Which values of a run's configuration are secrets: they are given to the graph, and shown with the run alone.

/// What the names of secrets have in them: langgraph's own list for its tracing.
const WORDS: [&str; 5] = ["key", "token", "secret", "password", "auth"];

/// Whether the name of a member of `configurable` says that its value is a secret. The server's own members are none.
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
