//! Assistants.

use runyard_core::{
    assistant::{
        Assistant, AssistantCreated, AssistantFilter, AssistantPatch, AssistantSearch, AssistantSort, AssistantVersion,
        CancelledRun, NewAssistant, SystemAssistant, VersionChosen, VersionList,
    },
    id::system_assistant_id,
    id::{AssistantId, ThreadId},
    run::{CancelAction, NewRun, RunCancelled, RunStatus},
    storage::Storage,
    thread::NewThread,
    time::Timestamp,
};
use serde_json::{Value, json};

use crate::harness::{
    Backend, NO_IDS, at, claim, create, finish, id, new_run, new_thread, object, raw, slots, start, status, success,
    thread,
};

fn new_assistant(name: &str, now: Timestamp) -> NewAssistant {
    NewAssistant {
        assistant_id: AssistantId::new_v4(),
        graph_id: "echo".to_owned(),
        config: raw(json!({"tags": ["t"], "configurable": {"a": 1}})),
        context: raw(json!({"a": 1})),
        metadata: raw(json!({"team": "x", "n": 1})),
        name: name.to_owned(),
        description: None,
        now,
    }
}

async fn made(storage: &dyn Storage, new: NewAssistant) -> Assistant {
    match storage.create_assistant(new).await.unwrap() {
        AssistantCreated::Created(assistant) => assistant,
        AssistantCreated::Exists(assistant) => panic!("exists: {assistant:?}"),
    }
}

fn versions_of(assistant_id: AssistantId) -> VersionList {
    VersionList { assistant_id, metadata: None, limit: 10, offset: 0 }
}

async fn versions(storage: &dyn Storage, list: VersionList) -> Vec<i64> {
    let found = storage.list_assistant_versions(list).await.unwrap().expect("the assistant exists");
    found.iter().map(|version| version.version).collect()
}

pub async fn an_assistant_is_created_once(backend: &dyn Backend) {
    let storage = backend.open().await;
    let new = NewAssistant { description: Some("d".into()), ..new_assistant("one", at(1)) };
    let assistant = made(&*storage, new.clone()).await;
    assert_eq!((assistant.version, assistant.created_at, assistant.updated_at), (1, at(1), at(1)));
    assert_eq!((assistant.name.as_str(), assistant.description.as_deref()), ("one", Some("d")));
    assert_eq!(
        (&assistant.config, &assistant.context, &assistant.metadata),
        (&new.config, &new.context, &new.metadata)
    );
    assert_eq!(storage.get_assistant(new.assistant_id).await.unwrap(), Some(assistant.clone()));
    let again = NewAssistant { name: "two".into(), now: at(2), ..new };
    assert_eq!(storage.create_assistant(again).await.unwrap(), AssistantCreated::Exists(assistant));
}

pub async fn every_change_is_a_version(backend: &dyn Backend) {
    let storage = backend.open().await;
    let first = made(&*storage, new_assistant("one", at(0))).await;
    let id = first.assistant_id;
    let patch = AssistantPatch {
        name: Some("two".into()),
        metadata: Some(object(json!({"n": null, "more": [1]}))),
        ..AssistantPatch::nothing(at(5))
    };
    let second = storage.patch_assistant(id, patch).await.unwrap().unwrap();
    let expected = Assistant {
        name: "two".into(),
        metadata: raw(json!({"team": "x", "n": null, "more": [1]})),
        updated_at: at(5),
        version: 2,
        ..first.clone()
    };
    assert_eq!(second, expected);
    let patch = AssistantPatch {
        graph_id: Some("steps".into()),
        config: Some(object(json!({"configurable": {"b": 2}}))),
        description: Some("d".into()),
        ..AssistantPatch::nothing(at(6))
    };
    let third = storage.patch_assistant(id, patch).await.unwrap().unwrap();
    assert_eq!((third.version, third.graph_id.as_str(), third.description.as_deref()), (3, "steps", Some("d")));
    assert_eq!((third.config.get(), third.context.get()), (r#"{"configurable":{"b":2}}"#, r#"{"b":2}"#));
    let fourth = storage.patch_assistant(id, AssistantPatch::nothing(at(7))).await.unwrap().unwrap();
    assert_eq!(fourth, Assistant { version: 4, updated_at: at(7), ..third });
    assert_eq!(storage.get_assistant(id).await.unwrap(), Some(fourth));
    assert_eq!(versions(&*storage, versions_of(id)).await, [4, 3, 2, 1]);
    assert_eq!(storage.patch_assistant(AssistantId::new_v4(), AssistantPatch::nothing(at(8))).await.unwrap(), None);
    // The assistants of graphs are changed like any other, and stay so.
    storage.ensure_system_assistants(&["echo".into()], at(0)).await.unwrap();
    let patch = AssistantPatch { name: Some("mine".into()), ..AssistantPatch::nothing(at(9)) };
    let echo = storage.patch_assistant(system_assistant_id("echo"), patch).await.unwrap().unwrap();
    storage.ensure_system_assistants(&["echo".into()], at(10)).await.unwrap();
    assert_eq!(storage.get_assistant(echo.assistant_id).await.unwrap(), Some(echo));
}

pub async fn a_version_is_chosen_and_changed(backend: &dyn Backend) {
    let storage = backend.open().await;
    let first = made(&*storage, new_assistant("one", at(0))).await;
    let id = first.assistant_id;
    let patch = AssistantPatch {
        graph_id: Some("steps".into()),
        context: Some(object(json!({"b": 2}))),
        metadata: Some(object(json!({"m": 1}))),
        name: Some("two".into()),
        description: Some("d".into()),
        ..AssistantPatch::nothing(at(1))
    };
    storage.patch_assistant(id, patch).await.unwrap().unwrap();
    storage.patch_assistant(id, AssistantPatch::nothing(at(2))).await.unwrap().unwrap();
    // All of it comes back, the graph and the context too.
    let chosen = Assistant { updated_at: at(3), ..first };
    assert_eq!(storage.set_latest_version(id, 1, at(3)).await.unwrap(), VersionChosen::Chosen(chosen.clone()));
    assert_eq!(storage.get_assistant(id).await.unwrap(), Some(chosen.clone()));
    assert_eq!(versions(&*storage, versions_of(id)).await, [3, 2, 1], "versions stay");
    // The next change starts from there, and its number is new.
    let patch = AssistantPatch { name: Some("four".into()), ..AssistantPatch::nothing(at(4)) };
    let fourth = storage.patch_assistant(id, patch).await.unwrap().unwrap();
    assert_eq!(fourth, Assistant { name: "four".into(), version: 4, updated_at: at(4), ..chosen });
    for version in [0, -1, 5, i64::MAX] {
        assert_eq!(storage.set_latest_version(id, version, at(5)).await.unwrap(), VersionChosen::NoVersion);
    }
    assert_eq!(storage.set_latest_version(AssistantId::new_v4(), 1, at(5)).await.unwrap(), VersionChosen::NoAssistant);
}

pub async fn versions_are_listed_and_outlive_the_server(backend: &dyn Backend) {
    let storage = backend.open().await;
    let first = made(&*storage, new_assistant("one", at(0))).await;
    let id = first.assistant_id;
    for n in 2..6 {
        let metadata = Some(object(json!({"n": n, "even": {"is": n % 2 == 0}})));
        let patch = AssistantPatch { metadata, ..AssistantPatch::nothing(at(n)) };
        storage.patch_assistant(id, patch).await.unwrap().unwrap();
    }
    assert_eq!(versions(&*storage, VersionList { limit: 2, offset: 1, ..versions_of(id) }).await, [4, 3]);
    assert_eq!(versions(&*storage, VersionList { offset: 9, ..versions_of(id) }).await, [0; 0]);
    assert_eq!(versions(&*storage, VersionList { limit: 0, ..versions_of(id) }).await, [0; 0]);
    let with = |members| VersionList { metadata: Some(object(members)), ..versions_of(id) };
    assert_eq!(versions(&*storage, with(json!({"even": {"is": true}}))).await, [4, 2]);
    assert_eq!(versions(&*storage, VersionList { offset: 1, ..with(json!({"even": {"is": true}})) }).await, [2]);
    assert_eq!(versions(&*storage, with(json!({"n": 7}))).await, [0; 0]);
    assert_eq!(versions(&*storage, with(json!({}))).await, [5, 4, 3, 2, 1]);
    storage.set_latest_version(id, 2, at(9)).await.unwrap();
    storage.close().await;

    let storage = backend.open().await;
    assert_eq!(storage.get_assistant(id).await.unwrap().unwrap().version, 2);
    assert_eq!(versions(&*storage, versions_of(id)).await, [5, 4, 3, 2, 1]);
    let all = storage.list_assistant_versions(versions_of(id)).await.unwrap().unwrap();
    let expected = AssistantVersion {
        assistant_id: id,
        version: 1,
        graph_id: first.graph_id,
        config: first.config,
        context: first.context,
        metadata: first.metadata,
        created_at: at(0),
        name: first.name,
        description: None,
    };
    assert_eq!(all.last(), Some(&expected));
    assert_eq!(all[0].created_at, at(5));
    assert_eq!(storage.list_assistant_versions(versions_of(AssistantId::new_v4())).await.unwrap(), None);
}

pub async fn system_assistants_are_made_once(backend: &dyn Backend) {
    let storage = backend.open().await;
    storage.ensure_system_assistants(&["echo".into()], at(0)).await.unwrap();
    storage.ensure_system_assistants(&["echo".into(), "steps".into()], at(5)).await.unwrap();
    let echo = storage.get_assistant(system_assistant_id("echo")).await.unwrap().unwrap();
    assert_eq!((echo.name.as_str(), echo.graph_id.as_str(), echo.version), ("echo", "echo", 1));
    assert_eq!((echo.created_at, echo.updated_at), (at(0), at(0)));
    assert_eq!(echo.metadata.get(), r#"{"created_by":"system"}"#);
    assert_eq!(storage.count_assistants(AssistantFilter::default()).await.unwrap(), 2);
    assert_eq!(storage.get_assistant(id()).await.unwrap(), None);
}

pub async fn system_assistants_follow_the_configuration_until_they_are_changed(backend: &dyn Backend) {
    let storage = backend.open().await;
    let described = |text: &str, config| SystemAssistant {
        description: Some(text.into()),
        config: object(config),
        ..SystemAssistant::from("echo")
    };
    let id = system_assistant_id("echo");
    storage.ensure_system_assistants(&["echo".into()], at(0)).await.unwrap();
    let config = json!({"configurable": {"model": "a"}, "tags": ["t"]});
    storage.ensure_system_assistants(&[described("first", config.clone())], at(1)).await.unwrap();
    let echo = storage.get_assistant(id).await.unwrap().unwrap();
    assert_eq!(
        (echo.description.as_deref(), echo.version, echo.created_at, echo.updated_at),
        (Some("first"), 1, at(0), at(1))
    );
    assert_eq!((echo.config.read::<Value>().unwrap(), echo.context.get()), (config.clone(), r#"{"model":"a"}"#));
    assert_eq!(versions(&*storage, versions_of(id)).await, [1]);
    // The same again is no change.
    storage.ensure_system_assistants(&[described("first", config.clone())], at(2)).await.unwrap();
    assert_eq!(storage.get_assistant(id).await.unwrap(), Some(echo));
    let patch = AssistantPatch { description: Some("a client's".into()), ..AssistantPatch::nothing(at(3)) };
    let changed = storage.patch_assistant(id, patch).await.unwrap().unwrap();
    storage.ensure_system_assistants(&[described("second", json!({}))], at(4)).await.unwrap();
    assert_eq!(storage.get_assistant(id).await.unwrap(), Some(changed));
}

pub async fn a_search_filters_sorts_and_pages(backend: &dyn Backend) {
    let storage = backend.open().await;
    for (n, graph_id) in ["echo", "steps", "Sleeper", "chat"].into_iter().enumerate() {
        storage.ensure_system_assistants(&[graph_id.into()], at(n as i64)).await.unwrap();
    }
    let search = |filter: AssistantFilter, sort, ascending, limit, offset| {
        let storage = storage.clone();
        async move {
            let search = AssistantSearch { filter, sort, ascending, limit, offset };
            let found = storage.search_assistants(search).await.unwrap();
            found.into_iter().map(|a| a.name).collect::<Vec<_>>()
        }
    };
    let all = AssistantFilter::default;
    assert_eq!(search(all(), AssistantSort::CreatedAt, false, 10, 0).await, ["chat", "Sleeper", "steps", "echo"]);
    assert_eq!(search(all(), AssistantSort::CreatedAt, true, 2, 1).await, ["steps", "Sleeper"]);
    assert_eq!(search(all(), AssistantSort::CreatedAt, true, 0, 0).await, [""; 0]);
    assert_eq!(search(all(), AssistantSort::GraphId, true, 1, 1).await, ["chat"]);
    let named = AssistantFilter { name: Some("EP".into()), ..all() };
    assert_eq!(search(named, AssistantSort::CreatedAt, true, 10, 0).await, ["steps", "Sleeper"]);
    let of_graph = AssistantFilter { graph_id: Some("chat".into()), ..all() };
    assert_eq!(search(of_graph, AssistantSort::CreatedAt, true, 10, 0).await, ["chat"]);
    let system = AssistantFilter { metadata: Some(object(json!({"created_by": "system"}))), ..all() };
    assert_eq!(storage.count_assistants(system).await.unwrap(), 4);
    let other = AssistantFilter { metadata: Some(object(json!({"created_by": "user"}))), ..all() };
    assert_eq!(storage.count_assistants(other).await.unwrap(), 0);
}

/// Whichever way a search takes, it finds what a look at all of them finds.
pub async fn rare_and_common_give_the_same(backend: &dyn Backend) {
    let storage = backend.open().await;
    // More than what counts as rare. The text `zz` is common and too short for an index of three characters, `Ümlaut 7`
    // is rare.
    let all: Vec<NewAssistant> = (0..1300_i64)
        .map(|n| NewAssistant {
            graph_id: if n % 10 == 0 { "rare".into() } else { "common".into() },
            metadata: raw(json!({"all": true, "tenth": n % 130, "own": format!("m{n}"), "deep": {"n": n % 3}})),
            ..new_assistant(&format!("zz ÜMLAUT {n} \"quoted\" %_"), at(n / 2))
        })
        .collect();
    let creates = all.iter().map(|new| storage.create_assistant(new.clone()));
    for created in futures::future::join_all(creates).await {
        assert!(matches!(created.unwrap(), AssistantCreated::Created(_)));
    }
    let filter = |graph: Option<&str>, name: Option<&str>, metadata: Option<serde_json::Value>| AssistantFilter {
        graph_id: graph.map(str::to_owned),
        name: name.map(str::to_owned),
        metadata: metadata.map(object),
    };
    let filters = [
        filter(None, None, None),
        filter(Some("rare"), None, None),
        filter(Some("common"), None, None),
        filter(None, Some("ZZ"), None),
        filter(None, Some("z"), None),
        filter(None, Some(""), None),
        filter(None, Some("ümlaut 7"), None),
        filter(None, Some("Ü"), None),
        filter(None, Some("\"QUOTED\""), None),
        filter(None, Some("129 \""), None),
        filter(None, Some("%_"), None),
        filter(None, Some("nothing like it"), None),
        filter(None, None, Some(json!({"own": "m77"}))),
        filter(None, None, Some(json!({"all": true}))),
        filter(None, None, Some(json!({"tenth": 7.0}))),
        filter(None, None, Some(json!({"deep": {"n": 1}}))),
        filter(None, None, Some(json!({"all": true, "deep": {"n": 2}, "tenth": 5}))),
        filter(Some("rare"), Some("LAUT 1"), Some(json!({"all": true, "tenth": 0}))),
        filter(Some("common"), Some("lau"), Some(json!({"deep": {"n": 0}}))),
        filter(Some("nowhere"), None, None),
    ];
    let sorts = [
        AssistantSort::AssistantId,
        AssistantSort::CreatedAt,
        AssistantSort::UpdatedAt,
        AssistantSort::Name,
        AssistantSort::GraphId,
    ];
    let mut orders = Vec::new();
    for sort in sorts {
        for ascending in [true, false] {
            let everything =
                AssistantSearch { filter: AssistantFilter::default(), sort, ascending, limit: 5000, offset: 0 };
            let found = storage.search_assistants(everything).await.unwrap();
            assert_eq!(found.len(), all.len());
            orders.push((sort, ascending, found));
        }
    }
    for filter in filters {
        let fits = |assistant: &Assistant| {
            let metadata: serde_json::Value = assistant.metadata.read().unwrap();
            let name = assistant.name.to_lowercase();
            filter.graph_id.as_ref().is_none_or(|graph_id| *graph_id == assistant.graph_id)
                && filter.name.as_ref().is_none_or(|text| name.contains(&text.to_lowercase()))
                && filter.metadata.iter().flatten().all(|(key, value)| match value.as_f64() {
                    Some(number) => metadata[key].as_f64() == Some(number),
                    None => metadata[key] == *value,
                })
        };
        for (sort, ascending, everything) in &orders {
            let expected: Vec<_> = everything.iter().filter(|a| fits(a)).map(|a| a.assistant_id).collect();
            for (limit, offset) in [(5000, 0), (3, 2)] {
                let (sort, ascending) = (*sort, *ascending);
                let search = AssistantSearch { filter: filter.clone(), sort, ascending, limit, offset };
                let found = storage.search_assistants(search).await.unwrap();
                let found: Vec<_> = found.iter().map(|a| a.assistant_id).collect();
                let page: Vec<_> = expected.iter().skip(offset as usize).take(limit as usize).copied().collect();
                assert_eq!(found, page, "{filter:?} {sort:?} {ascending} {limit} {offset}");
            }
        }
        let expected = orders[0].2.iter().filter(|assistant| fits(assistant)).count();
        assert_eq!(storage.count_assistants(filter.clone()).await.unwrap(), expected as u64, "{filter:?}");
    }
}

pub async fn a_search_sees_the_shown_version(backend: &dyn Backend) {
    let storage = backend.open().await;
    let id = made(&*storage, new_assistant("Before", at(0))).await.assistant_id;
    let patch = AssistantPatch {
        name: Some("After".into()),
        graph_id: Some("steps".into()),
        metadata: Some(object(json!({"team": "y"}))),
        ..AssistantPatch::nothing(at(1))
    };
    storage.patch_assistant(id, patch).await.unwrap().unwrap();
    let counts = || async {
        let mut counts = Vec::new();
        for (name, team, graph) in [("befor", "x", "echo"), ("after", "y", "steps")] {
            for filter in [
                AssistantFilter { name: Some(name.into()), ..AssistantFilter::default() },
                AssistantFilter { metadata: Some(object(json!({"team": team}))), ..AssistantFilter::default() },
                AssistantFilter { graph_id: Some(graph.into()), ..AssistantFilter::default() },
            ] {
                counts.push(storage.count_assistants(filter).await.unwrap());
            }
        }
        counts
    };
    assert_eq!(counts().await, [0, 0, 0, 1, 1, 1]);
    storage.set_latest_version(id, 1, at(2)).await.unwrap();
    assert_eq!(counts().await, [1, 1, 1, 0, 0, 0]);
    storage.delete_assistant(id, false, 10, at(3)).await.unwrap().unwrap();
    assert_eq!(counts().await, [0; 6]);
}

fn run_of(assistant_id: AssistantId, thread_id: ThreadId, now: Timestamp) -> NewRun {
    let mut thread_metadata = object(json!({"graph_id": "steps"}));
    thread_metadata.insert("assistant_id".into(), assistant_id.to_string().into());
    NewRun { assistant_id, thread_metadata, ..new_run(thread_id, now) }
}

pub async fn deleting_takes_versions_and_stops_runs(backend: &dyn Backend) {
    let storage = backend.open().await;
    let new = new_assistant("one", at(0));
    let assistant = made(&*storage, new.clone()).await.assistant_id;
    storage.patch_assistant(assistant, AssistantPatch::nothing(at(1))).await.unwrap().unwrap();
    let (busy, other) = (thread(&*storage).await, thread(&*storage).await);
    let running = create(&*storage, run_of(assistant, busy, at(0))).await.run;
    assert_eq!(storage.claim_runs(slots(9), at(0)).await.unwrap().len(), 1);
    let pending = create(&*storage, run_of(assistant, busy, at(1))).await.run;
    let foreign = create(&*storage, new_run(busy, at(2))).await.run;
    let ended = start(&*storage, other, at(2)).await;
    finish(&*storage, success(ended.run_id, 1, at(3))).await;

    let gone = storage.delete_assistant(assistant, false, 10, at(4)).await.unwrap().unwrap();
    assert!(gone.gone);
    assert_eq!(gone.deleted_runs, NO_IDS);
    let cancelled = [
        CancelledRun { run_id: running.run_id, outcome: RunCancelled::Stopping },
        CancelledRun { run_id: pending.run_id, outcome: RunCancelled::Ended { ready: false } },
    ];
    assert_eq!(gone.cancelled, cancelled);
    assert_eq!(storage.get_assistant(assistant).await.unwrap(), None);
    assert_eq!(storage.list_assistant_versions(versions_of(assistant)).await.unwrap(), None);
    assert_eq!(status(&*storage, &pending).await, Some(RunStatus::Interrupted));
    assert_eq!(status(&*storage, &foreign).await, Some(RunStatus::Pending));
    assert_eq!(status(&*storage, &ended).await, Some(RunStatus::Success));
    assert_eq!(storage.list_running().await.unwrap()[0].cancel, Some(CancelAction::Interrupt));
    finish(&*storage, success(running.run_id, 1, at(5))).await;
    assert_eq!(claim(&*storage, at(5)).await, [foreign.run_id], "the thread goes on");
    assert_eq!(storage.delete_assistant(assistant, false, 10, at(6)).await.unwrap(), None);

    // The same id begins anew.
    made(&*storage, new).await;
    assert_eq!(versions(&*storage, versions_of(assistant)).await, [1]);
    // A graph's assistant comes back with the next start.
    storage.ensure_system_assistants(&["echo".into()], at(0)).await.unwrap();
    let system = system_assistant_id("echo");
    assert!(storage.delete_assistant(system, false, 10, at(7)).await.unwrap().unwrap().gone);
    assert_eq!(storage.get_assistant(system).await.unwrap(), None);
    storage.ensure_system_assistants(&["echo".into()], at(8)).await.unwrap();
    assert_eq!(storage.get_assistant(system).await.unwrap().unwrap().created_at, at(8));
}

pub async fn deleting_may_take_threads(backend: &dyn Backend) {
    let storage = backend.open().await;
    let assistant = made(&*storage, new_assistant("one", at(0))).await.assistant_id;
    // Whose last run was this assistant's; whose last run was another's; and one that a client marked.
    let (own, other, marked) = (thread(&*storage).await, thread(&*storage).await, id());
    let metadata = raw(json!({"assistant_id": assistant}));
    storage.create_thread(NewThread { metadata, ..new_thread(marked) }).await.unwrap();
    let running = create(&*storage, run_of(assistant, own, at(0))).await.run;
    assert_eq!(storage.claim_runs(slots(9), at(0)).await.unwrap().len(), 1);
    let pending = create(&*storage, run_of(assistant, own, at(1))).await.run;
    let elsewhere = create(&*storage, run_of(assistant, other, at(1))).await.run;
    let last = create(&*storage, run_of(AssistantId::from_u128(7), other, at(2))).await.run;

    let gone = storage.delete_assistant(assistant, true, 10, at(4)).await.unwrap().unwrap();
    assert!(gone.gone);
    assert_eq!(gone.deleted_runs, [running.run_id, pending.run_id]);
    assert_eq!(
        gone.cancelled,
        [CancelledRun { run_id: elsewhere.run_id, outcome: RunCancelled::Ended { ready: true } }]
    );
    for thread_id in [own, marked] {
        assert_eq!(storage.get_thread(thread_id).await.unwrap(), None);
    }
    assert!(storage.get_thread(other).await.unwrap().is_some());
    assert_eq!(status(&*storage, &running).await, None);
    assert_eq!(status(&*storage, &last).await, Some(RunStatus::Pending));
    assert_eq!(storage.get_assistant(assistant).await.unwrap(), None);
}

pub async fn deleting_goes_in_steps(backend: &dyn Backend) {
    let storage = backend.open().await;
    let assistant = made(&*storage, new_assistant("one", at(0))).await.assistant_id;
    for _ in 0..5 {
        let own = thread(&*storage).await;
        create(&*storage, run_of(assistant, own, at(0))).await;
    }
    let other = thread(&*storage).await;
    for n in 0..3 {
        create(&*storage, run_of(assistant, other, at(n))).await;
    }
    create(&*storage, run_of(AssistantId::from_u128(7), other, at(9))).await;
    let mut steps = Vec::new();
    loop {
        let step = storage.delete_assistant(assistant, true, 3, at(10)).await.unwrap().unwrap();
        steps.push((step.deleted_runs.len(), step.cancelled.len(), step.gone));
        assert_eq!(storage.get_assistant(assistant).await.unwrap().is_none(), step.gone);
        if step.gone {
            break;
        }
    }
    assert_eq!(steps, [(3, 0, false), (2, 1, false), (0, 2, true)]);
}
