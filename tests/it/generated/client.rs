//! The generated Rust client against the real server.

use runyard_client::{Client, Error, sse::EventStream, types};

use crate::support::Server;

#[tokio::test(flavor = "multi_thread")]
async fn a_conversation_with_typed_requests_and_answers() {
    let server = Server::native();
    let client = Client::new(&server.url);
    let create = types::ThreadCreate {
        metadata: Some([("team".to_owned(), "a".into())].into_iter().collect()),
        ..types::ThreadCreate::default()
    };
    let thread = client.create_thread(&create).await.unwrap().into_inner();
    assert_eq!(thread.status, types::ThreadStatus::Idle);
    assert_eq!(thread.metadata.get(), r#"{"team":"a"}"#);
    // The values of a thread that never ran are null, and its error is absent.
    assert_eq!((thread.values.map(|values| values.is_null()), thread.error), (Some(true), None));

    let create = types::RunCreateStreamingStateful {
        input: Some(serde_json::json!({"n": 2}).into()),
        stream_resumable: Some(true),
        ..types::RunCreateStreamingStateful::new("steps".to_owned())
    };
    let response = client.stream_run(&thread.thread_id, &create).await.unwrap();
    let mut events = EventStream::from_response(&client, response);
    let mut names = Vec::new();
    while let Some(event) = events.next().await {
        names.push(event.unwrap().name);
    }
    assert_eq!(names.first().map(String::as_str), Some("metadata"));
    assert!(names[1..].iter().all(|name| name == "values") && names.len() > 2, "{names:?}");

    let runs = client.list_runs(&thread.thread_id, Some(5), None, None, None).await.unwrap().into_inner();
    let [run] = runs.as_slice() else { panic!("one run, not {}", runs.len()) };
    assert_eq!((run.status, run.thread_id), (types::RunStatus::Success, thread.thread_id));
    let same = client.get_run(&thread.thread_id, &run.run_id).await.unwrap().into_inner();
    assert_eq!(&same, run);
    let state = client.get_thread_state(&thread.thread_id, None).await.unwrap().into_inner();
    assert_eq!(state.next, Vec::<String>::new());
    assert_eq!(state.values.read::<serde_json::Value>().unwrap()["i"], 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_is_a_typed_error() {
    let server = Server::native();
    let client = Client::new(&server.url);
    let missing = "01a201ac-8967-726b-b2a7-4de452e6b438".parse().unwrap();
    match client.get_thread(&missing, None).await {
        Err(Error::ErrorResponse(refused)) => {
            assert_eq!(refused.status(), 404);
            assert_eq!(refused.into_inner().detail, format!("Thread with ID {missing} not found"));
        }
        other => panic!("expected a refusal, got {other:?}"),
    }
    let search = types::ThreadSearchRequest { limit: Some(0), ..types::ThreadSearchRequest::default() };
    match client.search_threads(&search).await {
        Err(Error::ErrorResponse(refused)) => assert_eq!(refused.status(), 422),
        other => panic!("expected a refusal, got {other:?}"),
    }
}
