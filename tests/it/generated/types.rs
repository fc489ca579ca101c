//! The generated types tell apart what the document tells apart.

use runyard_types::{Command, CommandGoto, RawJson, Run, RunCreateStateful, SendTask};
use serde_json::{Value, json};

fn goto(value: Value) -> Option<Option<CommandGoto>> {
    serde_json::from_value::<Command>(json!({ "goto": value })).expect("a command").goto
}

#[test]
fn goto_takes_each_of_its_forms() {
    let send = || SendTask { node: "n".into(), input: json!([1]) };
    let sent = json!({"node": "n", "input": [1]});
    assert_eq!(goto(sent.clone()), Some(Some(CommandGoto::SendTask(send()))));
    assert_eq!(goto(json!([sent])), Some(Some(CommandGoto::SendTaskList(vec![send()]))));
    assert_eq!(goto(json!("n")), Some(Some(CommandGoto::String("n".into()))));
    // A struct could be read from a sequence: two strings must not become a node and its input.
    assert_eq!(goto(json!(["n", "m"])), Some(Some(CommandGoto::StringList(vec!["n".into(), "m".into()]))));
    assert_eq!(goto(Value::Null), Some(None));
    assert_eq!(serde_json::from_value::<Command>(json!({})).expect("a command").goto, None);
    assert!(serde_json::from_value::<Command>(json!({"goto": 5})).is_err());
}

#[test]
fn null_is_refused_where_the_document_has_no_null() {
    let run = |extra: Value| {
        let mut body = json!({"assistant_id": "a"});
        body.as_object_mut().expect("an object").extend(extra.as_object().expect("an object").clone());
        serde_json::from_value::<RunCreateStateful>(body)
    };
    assert!(run(json!({"stream_mode": null})).is_err());
    assert!(run(json!({"metadata": null})).is_err());
    let with_null = run(json!({"input": null, "command": null})).expect("null is an input");
    assert_eq!((with_null.input.clone(), with_null.command.clone()), (Some(RawJson::null()), Some(None)));
    assert_eq!(
        serde_json::to_value(&with_null).expect("JSON"),
        json!({"assistant_id": "a", "input": null, "command": null})
    );
    let without = run(json!({})).expect("both may be absent");
    assert_eq!((without.input, without.command), (None, None));
}

#[test]
fn required_members_are_required() {
    assert!(serde_json::from_value::<Run>(json!({"run_id": "01a201ae-e7e7-7585-a0e9-44459b18ec89"})).is_err());
    assert!(serde_json::from_value::<RunCreateStateful>(json!({})).is_err());
}
