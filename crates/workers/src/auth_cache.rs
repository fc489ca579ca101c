//! A cache of the users that the authenticate handler has returned (`auth.cache` of `langgraph.json`).

use std::{num::NonZeroUsize, time::Duration};

use bytes::Bytes;
use lru::LruCache;
use parking_lot::Mutex;
use tokio::time::Instant;

use runyard_core::auth::{AuthRequest, Principal};

/// The settings of the cache.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthCacheOptions {
    /// The headers on which the answer depends, in lower case.
    pub headers: Vec<String>,
    /// The time for which a user is cached, from the call on.
    pub ttl: Duration,
    /// The largest number of cached users.
    pub max_size: NonZeroUsize,
}

/// The values of the named headers.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct AuthKey(Vec<Vec<Bytes>>);

/// A cache of the most recently used users. Refusals and failures are not cached.
pub struct AuthCache {
    headers: Vec<String>,
    ttl: Duration,
    kept: Mutex<Kept>,
}

struct Kept {
    /// The version of the code that returned the users.
    generation: u64,
    users: LruCache<AuthKey, (Principal, Instant)>,
}

impl AuthCache {
    /// Creates an empty cache.
    pub fn new(options: AuthCacheOptions) -> Self {
        let users = LruCache::new(options.max_size);
        Self { headers: options.headers, ttl: options.ttl, kept: Mutex::new(Kept { generation: 0, users }) }
    }

    /// Returns the key of a request. `None` if the request has none of the headers: nothing would tell two such requests
    /// apart.
    pub fn key(&self, request: &AuthRequest) -> Option<AuthKey> {
        let values = |name: &String| request.header(name).cloned().collect::<Vec<_>>();
        let values: Vec<_> = self.headers.iter().map(values).collect();
        values.iter().any(|values| !values.is_empty()).then_some(AuthKey(values))
    }

    /// Returns the user that this version of the code returned, unless that is too long ago.
    pub fn get(&self, generation: u64, key: &AuthKey, now: Instant) -> Option<Principal> {
        let mut kept = self.kept.lock();
        if kept.generation != generation {
            return None;
        }
        let (principal, asked_at) = kept.users.get(key)?;
        if now.saturating_duration_since(*asked_at) < self.ttl {
            return Some(principal.clone());
        }
        kept.users.pop(key);
        None
    }

    /// Caches a user. The first user of newer code removes those of older code, which are not accepted from then on.
    pub fn put(&self, generation: u64, key: AuthKey, principal: Principal, asked_at: Instant) {
        let mut kept = self.kept.lock();
        if generation < kept.generation {
            return;
        }
        if generation > kept.generation {
            kept.generation = generation;
            kept.users.clear();
        }
        kept.users.put(key, (principal, asked_at));
    }
}

#[cfg(test)]
mod tests {
    use runyard_core::json::RawJson;

    use super::*;

    fn cache(ttl_ms: u64, max_size: usize) -> AuthCache {
        let headers = vec!["authorization".to_owned(), "x-org".to_owned()];
        let max_size = NonZeroUsize::new(max_size).unwrap();
        AuthCache::new(AuthCacheOptions { headers, ttl: Duration::from_millis(ttl_ms), max_size })
    }

    fn key(cache: &AuthCache, headers: &[(&str, &'static str)]) -> Option<AuthKey> {
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), Bytes::from_static(value.as_bytes())));
        cache.key(&AuthRequest { headers: headers.collect(), ..AuthRequest::default() })
    }

    fn user(identity: &str) -> Principal {
        Principal {
            identity: identity.into(),
            display_name: identity.into(),
            is_authenticated: true,
            permissions: vec![],
            user: RawJson::object(),
        }
    }

    #[test]
    fn the_named_headers_tell_users_apart() {
        let cache = cache(1000, 10);
        let requests: [&[(&str, &str)]; 6] = [
            &[("authorization", "a")],
            &[("authorization", "b")],
            &[("x-org", "a")],
            &[("authorization", "a"), ("x-org", "o")],
            &[("authorization", "a"), ("authorization", "o")],
            &[("authorization", "ao")],
        ];
        let now = Instant::now();
        for (at, request) in requests.iter().enumerate() {
            let key = key(&cache, request).unwrap();
            assert_eq!(cache.get(0, &key, now), None, "{request:?}");
            cache.put(0, key, user(&at.to_string()), now);
        }
        for (at, request) in requests.iter().enumerate() {
            let mut request = request.to_vec();
            request.push(("x-other", "c"));
            let key = key(&cache, &request).unwrap();
            assert_eq!(cache.get(0, &key, now), Some(user(&at.to_string())));
        }
    }

    #[test]
    fn a_request_without_these_headers_is_always_asked_about() {
        let cache = cache(1000, 10);
        assert!(key(&cache, &[]).is_none());
        assert!(key(&cache, &[("x-other", "a")]).is_none());
    }

    #[test]
    fn a_user_is_kept_for_its_time_after_the_question() {
        let cache = cache(1000, 10);
        let key = key(&cache, &[("authorization", "a")]).unwrap();
        let asked_at = Instant::now();
        let after = |ms| asked_at + Duration::from_millis(ms);
        cache.put(0, key.clone(), user("a"), asked_at);
        assert_eq!(cache.get(0, &key, after(999)), Some(user("a")));
        // Having been asked for does not make it live longer.
        assert_eq!(cache.get(0, &key, after(1000)), None);
        assert_eq!(cache.get(0, &key, after(0)), None, "it is gone");
    }

    #[test]
    fn the_number_of_users_is_limited() {
        let cache = cache(1000, 2);
        let now = Instant::now();
        let keys = ["a", "b", "c"].map(|value| key(&cache, &[("authorization", value)]).unwrap());
        cache.put(0, keys[0].clone(), user("a"), now);
        cache.put(0, keys[1].clone(), user("b"), now);
        assert_eq!(cache.get(0, &keys[0], now), Some(user("a")));
        cache.put(0, keys[2].clone(), user("c"), now);
        assert_eq!(cache.get(0, &keys[1], now), None);
        assert_eq!(cache.get(0, &keys[0], now), Some(user("a")));
        assert_eq!(cache.get(0, &keys[2], now), Some(user("c")));
    }

    #[test]
    fn newer_code_is_asked_again() {
        let cache = cache(1000, 2);
        let now = Instant::now();
        let key = key(&cache, &[("authorization", "a")]).unwrap();
        cache.put(1, key.clone(), user("old"), now);
        assert_eq!(cache.get(2, &key, now), None);
        cache.put(2, key.clone(), user("new"), now);
        // A worker of the old code answers late.
        cache.put(1, key.clone(), user("old"), now);
        assert_eq!(cache.get(1, &key, now), None);
        assert_eq!(cache.get(2, &key, now), Some(user("new")));
    }
}
