//! Items over HTTP: they are put, read, found by their members, and deleted.

use serde_json::{Value, json};

use super::requests::{namespaces, put, search, stored};
use crate::support::{Server, answer};

#[tokio::test(flavor = "multi_thread")]
async fn an_item_is_put_read_replaced_and_deleted() {
    let server = Server::native();
    stored(&server, &["users", "ann"], "profile", json!({"name": "Ann", "age": 3, "a": {"z": 1, "b": null}})).await;
    let path = "/store/items?namespace=users.ann&key=profile";
    let read = answer(server.request("GET", path)).await;
    assert_eq!((read.status, read.header("content-type")), (200, "application/json"));
    assert!(
        read.text.starts_with(concat!(
            r#"{"namespace":["users","ann"],"key":"profile","#,
            r#""value":{"name":"Ann","age":3,"a":{"z":1,"b":null}},"created_at":""#
        )),
        "{}",
        read.text
    );
    let first = read.json();
    assert_eq!(first["created_at"], first["updated_at"]);
    // Every way to write a namespace.
    for namespace in [
        "namespace=users&namespace=ann",
        "namespace=%5B%22users%22,%22ann%22%5D",
        "namespace=users.ann&refresh_ttl=false",
        "namespace=users%2Eann&refresh_ttl=true",
    ] {
        assert_eq!(server.get(&format!("/store/items?{namespace}&key=profile")).await, first, "{namespace}");
    }
    // The first put's time stays.
    stored(&server, &["users", "ann"], "profile", json!({"name": "Anna"})).await;
    let second = server.get(path).await;
    assert_members!(second, {"created_at": first["created_at"], "value": {"name": "Anna"}});
    assert!(second["updated_at"].as_str() > first["updated_at"].as_str());

    for _ in 0..2 {
        let body = json!({"namespace": ["users", "ann"], "key": "profile"});
        let deleted = answer(server.request("DELETE", "/store/items").json(&body)).await;
        assert_eq!((deleted.status, deleted.text.as_str()), (204, ""));
        let gone = answer(server.request("GET", path)).await;
        assert_eq!((gone.status, gone.text.as_str()), (200, "null"));
    }
    // A read leaves no namespace behind.
    assert_eq!(namespaces(&server, json!({})).await, [""; 0]);
    assert_eq!(server.send("DELETE", "/store/items", Some(json!({"key": "profile"}))).await.0, 204);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_request_says_what_is_wrong() {
    let server = Server::native();
    let label = |label: &str| format!("Namespace label '{label}' must be a non-empty string without periods");
    let item = |change: Value| {
        let mut body = json!({"namespace": ["u"], "key": "k", "value": {}});
        body.as_object_mut().expect("an object").extend(change.as_object().expect("an object").clone());
        body
    };
    for (body, status, detail) in [
        (json!({"namespace": ["u"], "key": "k"}), 422, "\"value\" is a required property"),
        (json!({"namespace": ["u"], "value": {}}), 422, "\"key\" is a required property"),
        (json!({"key": "k", "value": {}}), 422, "\"namespace\" is a required property"),
        (item(json!({"value": 3})), 422, "schema[\"properties\"][\"value\"]"),
        (item(json!({"value": null})), 422, "schema[\"properties\"][\"value\"]"),
        (item(json!({"namespace": "u"})), 422, "\"u\" is not of type \"array\""),
        (item(json!({"namespace": ["u", 5]})), 422, "On instance[\"namespace\"][1]"),
        (item(json!({"namespace": []})), 400, "Namespace cannot be empty."),
        (item(json!({"namespace": ["a.b"]})), 422, &label("a.b")),
        (item(json!({"namespace": ["u", ""]})), 422, &label("")),
        (item(json!({"namespace": ["langgraph", "x"]})), 400, "Root label for namespace cannot be \"langgraph\""),
        (item(json!({"namespace": ["u\u{1f}v"]})), 422, "U+001F"),
        (item(json!({"namespace": ["u", "v\0"]})), 422, "Namespace labels cannot contain the character NUL"),
        (item(json!({"key": "k\0"})), 422, "Keys cannot contain the character NUL"),
        (item(json!({"namespace": vec!["l"; 101]})), 422, "The namespace has 101 labels with 101 bytes in all"),
        (item(json!({"namespace": ["l".repeat(8193)]})), 422, "the limits are 100 labels and 8192 bytes"),
        (item(json!({"key": "k".repeat(8193)})), 422, "The key has 8193 bytes; the limit is 8192 bytes"),
        (item(json!({"index": true})), 422, "index"),
        (item(json!({"index": "text"})), 422, "index"),
        (item(json!({"index": [1]})), 422, "index"),
        (item(json!({"ttl": "x"})), 422, "ttl"),
        (item(json!({"ttl": -1})), 422, "-1 is less than the minimum of 0"),
    ] {
        let refused = put(&server, body.clone()).await;
        assert_eq!(refused.status, status, "{body}: {}", refused.text);
        assert!(refused.detail().contains(detail), "{body}: {}", refused.text);
    }
    let listed = server.post("/store/items/search", json!({})).await;
    assert_eq!(listed, json!({"items": []}), "nothing was stored");

    for (method, path, body, status, detail) in [
        ("GET", "/store/items?namespace=u", None, 422, "Query parameter \"key\" is required".to_owned()),
        ("GET", "/store/items?key=k", None, 422, label("")),
        ("GET", "/store/items?namespace=u..v&key=k", None, 422, label("")),
        ("GET", "/store/items?namespace=a.b&namespace=c&key=k", None, 422, label("a.b")),
        ("GET", "/store/items?namespace=u&key=k&refresh_ttl=often", None, 422, "refresh_ttl".to_owned()),
        ("DELETE", "/store/items", Some(json!({"namespace": ["u"]})), 422, "\"key\" is a required property".to_owned()),
        ("DELETE", "/store/items", Some(json!({"namespace": ["a.b"], "key": "k"})), 422, label("a.b")),
        ("DELETE", "/store/items?namespace=u&key=k", None, 422, "Invalid JSON in request body".to_owned()),
        ("POST", "/store/items/search", Some(json!({"namespace_prefix": ["a.b"]})), 422, label("a.b")),
        ("POST", "/store/items/search", Some(json!({"limit": -1})), 422, "-1 is less than the minimum of 0".to_owned()),
        (
            "POST",
            "/store/items/search",
            Some(json!({"offset": -1})),
            422,
            "-1 is less than the minimum of 0".to_owned(),
        ),
        ("POST", "/store/items/search", Some(json!({"filter": [1]})), 422, "filter".to_owned()),
        (
            "POST",
            "/store/items/search",
            Some(json!({"filter": {"n": {"$zz": 3}}})),
            400,
            "Unsupported operator: $zz".to_owned(),
        ),
        ("POST", "/store/namespaces", Some(json!({"prefix": ["a.b"]})), 422, label("a.b")),
        ("POST", "/store/namespaces", Some(json!({"suffix": [""]})), 422, label("")),
        ("POST", "/store/namespaces", Some(json!({"max_depth": 0})), 422, "0 is less than the minimum of 1".to_owned()),
        ("POST", "/store/namespaces", None, 422, "Invalid JSON in request body".to_owned()),
    ] {
        let (got, error) = server.send(method, path, body.clone()).await;
        assert_eq!(got, status, "{method} {path} {body:?}: {error}");
        let text = error["detail"].as_str().unwrap_or_default();
        assert!(text.contains(&detail), "{method} {path} {body:?}: {error}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn items_are_found_by_namespace_and_members() {
    let server = Server::native();
    for (namespace, key, value) in [
        (&["u", "ann"][..], "k1", json!({"n": 1, "t": "x", "m": {"a": 1, "b": 2}})),
        (&["u", "ann"], "k2", json!({"n": 2.5, "t": "y"})),
        (&["u", "ann", "deep"], "k3", json!({"n": 3, "t": "x"})),
        (&["u", "annabel"], "k4", json!({"n": 4})),
        (&["v"], "k5", json!({"n": 5, "t": "z"})),
    ] {
        stored(&server, namespace, key, value).await;
    }
    for (body, expected) in [
        (json!({}), &["k1", "k2", "k3", "k4", "k5"][..]),
        (
            json!({"namespace_prefix": null, "filter": null, "query": null, "refresh_ttl": null}),
            &["k1", "k2", "k3", "k4", "k5"],
        ),
        (json!({"namespace_prefix": ["u", "ann"]}), &["k1", "k2", "k3"]),
        (json!({"namespace_prefix": ["u"], "limit": 2, "offset": 1}), &["k2", "k3"]),
        (json!({"limit": 0}), &[]),
        (json!({"filter": {"t": "x"}}), &["k1", "k3"]),
        (json!({"filter": {"t": {"$eq": "x"}, "n": {"$ne": 1}}}), &["k3"]),
        (json!({"filter": {"n": {"$gt": 1, "$lte": 4}}}), &["k2", "k3", "k4"]),
        (json!({"filter": {"n": {"$gte": 2.5, "$lt": 4}}}), &["k2", "k3"]),
        (json!({"filter": {"t": {"$gte": "y"}}}), &["k2", "k5"]),
        (json!({"filter": {"m": {"a": 1}}}), &["k1"]),
        (json!({"filter": {"m": {"b": {"$gt": 1}}}}), &["k1"]),
        (json!({"filter": {"t": null}}), &["k4"]),
        (json!({"filter": {"n": 2.5}, "offset": 1}), &[]),
        // Without an index in the configuration a query changes nothing.
        (json!({"namespace_prefix": ["u", "ann"], "query": "y"}), &["k1", "k2", "k3"]),
    ] {
        assert_eq!(search(&server, body.clone()).await, expected, "{body}");
    }
    let found = server.try_post("/store/items/search", &json!({"filter": {"n": 4}})).await;
    assert!(
        found.text.starts_with(r#"{"items":[{"namespace":["u","annabel"],"key":"k4","value":{"n":4},"created_at":"#)
    );
    assert!(found.text.ends_with(r#","score":null}]}"#), "{}", found.text);

    for (body, expected) in [
        (json!({}), &["u/ann", "u/ann/deep", "u/annabel", "v"][..]),
        (json!({"prefix": ["u"]}), &["u/ann", "u/ann/deep", "u/annabel"]),
        (json!({"prefix": ["u", "*"], "max_depth": 2, "limit": 1, "offset": 1}), &["u/annabel"]),
        (json!({"suffix": ["deep"]}), &["u/ann/deep"]),
        (json!({"suffix": ["*", "deep"], "prefix": ["*", "ann"]}), &["u/ann/deep"]),
        (json!({"max_depth": 1}), &["u", "v"]),
        (json!({"prefix": [], "suffix": [], "limit": 0}), &[]),
    ] {
        assert_eq!(namespaces(&server, body.clone()).await, expected, "{body}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_clients_put_is_kept_exactly_or_refused_with_its_place() {
    let server = Server::native();
    let put = async |value: &str| {
        let body = format!(r#"{{"namespace":["n"],"key":"k","value":{value}}}"#);
        answer(server.request("PUT", "/store/items").body(body)).await
    };
    let deep = |levels: usize| format!(r#"{{"d":{}1{}}}"#, "[".repeat(levels), "]".repeat(levels));
    for exact in [r#"{"n":18446744073709551615,"m":-9223372036854775808,"f":1e300}"#, &deep(125)] {
        assert_eq!(put(exact).await.status, 204);
        let shown = answer(server.request("GET", "/store/items?namespace=n&key=k")).await.text;
        let value = shown.split_once(r#""value":"#).unwrap().1.split_once(r#","created_at""#).unwrap().0;
        assert_eq!(value.replace("e+", "e"), exact);
    }
    for (value, why, place) in [
        (r#"{"a":[{"n":18446744073709551616}]}"#, "an integer has more than 64 bits", r#"["value"]["a"][0]["n"]:"#),
        (r#"{"a":1e400}"#, "a number is larger than a 64-bit float can be", r#"["value"]["a"]:"#),
        (&deep(126), "objects and arrays can be nested at most 127 deep", r#"["value"]["d"][0][0]"#),
        (r#""text""#, r#""text" is not of type "object""#, r#"["value"]:"#),
    ] {
        let refused = put(value).await;
        let detail = refused.detail();
        assert!(refused.status == 422 && detail.contains(why), "{value}: {detail}");
        assert!(detail.contains(&format!("On instance{place}")), "{value}: {detail}");
    }
}
