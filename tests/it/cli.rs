//! The command line as its users meet it: `new`, `check`, the start of `dev`, and what mistakes are answered with.

use std::{
    io::{BufRead, BufReader},
    os::unix::fs::PermissionsExt,
    path::Path,
    process::{Child, Command, Stdio},
};

use serde_json::{Value, json};

use crate::support::{python, root, until};

fn runyard(dir: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_runyard"));
    command.current_dir(dir).env_remove("PORT").env_remove("VIRTUAL_ENV").stdin(Stdio::null());
    command
}

/// A finished command: whether it succeeded, and what it wrote.
fn finished(command: &mut Command) -> (bool, String, String) {
    let output = command.output().expect("the command runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (output.status.success(), text(output.stdout), text(output.stderr))
}

fn project(files: &[(&str, &str)]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a temporary folder");
    for (name, text) in files {
        std::fs::write(dir.path().join(name), text).expect("a file");
    }
    dir
}

/// `runyard dev`, until it is dropped.
struct Dev {
    child: Child,
    dir: std::path::PathBuf,
    url: String,
}

impl Dev {
    fn start(dir: &Path, args: &[&str]) -> Self {
        Self::start_with(dir, args, &[])
    }

    fn start_with(dir: &Path, args: &[&str], env: &[(&str, &str)]) -> Self {
        let log = std::fs::File::create(dir.join("err.log")).expect("a file");
        let out = std::fs::File::create(dir.join("out.log")).expect("a file");
        let mut command = runyard(dir);
        command.args(["dev", "--port", "0"]).args(args).envs(env.iter().copied());
        let child = command.stdout(out).stderr(log).spawn().expect("it starts");
        Self { child, dir: dir.to_owned(), url: String::new() }
    }

    fn out(&self) -> String {
        std::fs::read_to_string(self.dir.join("out.log")).unwrap_or_default()
    }

    fn err(&self) -> String {
        std::fs::read_to_string(self.dir.join("err.log")).unwrap_or_default()
    }

    async fn said(&self, text: &str, times: usize) {
        until(|| self.err().matches(text).count() + self.out().matches(text).count() >= times).await;
    }

    async fn listening(mut self) -> Self {
        self.said("is listening on", 1).await;
        let out = self.out();
        let url = out.lines().next().and_then(|line| line.split_once("http://")).expect("an address").1;
        self.url = format!("http://{url}");
        self
    }

    async fn post(&self, path: &str, body: Value) -> Value {
        let client = reqwest::Client::new();
        let response = client.post(format!("{}{path}", self.url)).json(&body).send().await.expect("an answer");
        response.json().await.expect("JSON")
    }

    fn interrupt(&mut self) -> String {
        Command::new("kill").args(["-INT", &self.child.id().to_string()]).status().expect("kill is there");
        assert!(self.child.wait().expect("it ends").success());
        self.err()
    }
}

impl Drop for Dev {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[tokio::test]
async fn a_new_project_is_valid_runs_and_restarts_when_its_configuration_changes() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let (ok, out, err) = finished(runyard(dir.path()).args(["new", "bot"]));
    assert!(ok && out.contains("cd bot") && out.contains("runyard dev"), "{out}{err}");
    let (ok, _, err) = finished(runyard(dir.path()).args(["new", "bot"]));
    assert!(!ok && err.contains("bot exists and is not empty"), "{err}");
    let bot = dir.path().join("bot");
    let (ok, out, err) = finished(runyard(&bot).arg("check").arg("--python").arg(python()));
    assert!(ok && out.contains("ok      agent") && !out.contains("warning"), "{out}{err}");

    let python = python().to_str().expect("UTF-8").to_owned();
    let mut dev = Dev::start(&bot, &["--python", &python, "--no-browser", "--allow-blocking"]).listening().await;
    dev.said("Try it in another terminal", 1).await;
    let out = dev.out();
    assert!(out.contains(&format!("docs    {}/docs", dev.url)), "{out}");
    // The request that it prints answers.
    let request = out.split_once("curl -s ").expect("a request").1;
    let body = request.split_once("-d '").and_then(|(_, rest)| rest.split_once("}'")).expect("a body").0;
    let body: Value = serde_json::from_str(&format!("{body}}}")).expect("JSON");
    let answer = dev.post("/runs/wait", body).await;
    assert_eq!(answer["messages"][1]["content"], "You said: hello. I am a fake model, so that is all I can say.");
    assert_eq!(std::fs::read_to_string(bot.join(".runyard/.gitignore")).expect("a file"), "*\n");

    // So does the Python program of the README.
    let readme = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md"));
    let program = readme.split_once("```python\n").and_then(|(_, rest)| rest.split_once("```")).expect("a program").0;
    let program = program.replace("http://127.0.0.1:2024", &dev.url);
    let driven = tokio::task::spawn_blocking(move || finished(Command::new(python).args(["-c", &program])));
    let (ok, out, err) = driven.await.expect("it ran");
    assert!(ok && out.lines().any(|line| line.starts_with("messages ") && line.contains("'said:'")), "{out}{err}");
    assert!(out.lines().last().is_some_and(|line| line.starts_with("values ") && line.contains("fake model")), "{out}");

    std::fs::write(bot.join(".env"), "ADDED=1\n").expect("a file");
    dev.said("Restarted with the new configuration.", 1).await;
    std::fs::write(bot.join("langgraph.json"), r#"{"graphs": {"agent": 5}}"#).expect("a file");
    dev.said("cannot be used; still serving the former one", 1).await;
    std::fs::write(bot.join("langgraph.json"), r#"{"graphs": {"other": "./agent.py:agent"}}"#).expect("a file");
    dev.said("Restarted with the new configuration.", 2).await;
    let input = json!({"messages": [{"role": "user", "content": "again"}]});
    let answer = dev.post("/runs/wait", json!({"assistant_id": "other", "input": input})).await;
    assert!(answer["messages"][1]["content"].as_str().expect("a text").contains("again"), "{answer}");
    assert!(dev.interrupt().contains("Shutting down."));
}

#[test]
fn each_provider_has_its_model_package_and_key() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    for (provider, package, key, import) in [
        ("openai", "langchain-openai", "OPENAI_API_KEY", "from langchain_openai import ChatOpenAI\n"),
        ("anthropic", "langchain-anthropic", "ANTHROPIC_API_KEY", "from langchain_anthropic import ChatAnthropic\n"),
        (
            "google",
            "langchain-google-genai",
            "GOOGLE_API_KEY",
            "from langchain_google_genai import ChatGoogleGenerativeAI\n",
        ),
    ] {
        let (ok, out, err) = finished(runyard(dir.path()).args(["new", provider, "--provider", provider]));
        assert!(ok && out.contains(key), "{out}{err}");
        let read = |name: &str| std::fs::read_to_string(dir.path().join(provider).join(name)).expect("a file");
        assert!(read("requirements.txt").contains(package));
        assert_eq!(read(".env.example"), format!("{key}=\n"));
        let agent = read("agent.py");
        assert!(
            agent.contains(import)
                && !["{{", "langchain_provider", "ProviderModel"].iter().any(|left| agent.contains(left))
        );
        assert!(!read("README.md").contains("{{"));
        let (ok, _, err) = finished(
            Command::new(python()).args(["-m", "py_compile", "agent.py"]).current_dir(dir.path().join(provider)),
        );
        assert!(ok, "{err}");
    }
}

const GRAPHS: &str = "
import os
from typing_extensions import TypedDict
from langgraph.graph import StateGraph, START
class State(TypedDict, total=False):
    x: str
good = StateGraph(State).add_node('n', lambda s: s).add_edge(START, 'n').compile()
thing = {}
def raises(config):
    return os.environ['RUNYARD_NOT_SET']
def answers(config):
    return 42
";

#[test]
fn check_calls_factories_and_names_places_and_remedies() {
    let graphs = json!({
        "good": "./g.py:good", "thing": "./g.py:thing", "raises": "./g.py:raises", "answers": "./g.py:answers",
        "missing": "./g.py:god", "nofile": "./h.py:graph", "module": "./m.py:graph",
    });
    let config = json!({"graphs": graphs, "enviroment": {}, "python_version": "3.8"}).to_string();
    let dir = project(&[("g.py", GRAPHS), ("m.py", "import not_installed_anywhere\n"), ("langgraph.json", &config)]);
    let (ok, out, err) = finished(runyard(dir.path()).arg("check").arg("--python").arg(python()));
    assert!(!ok && err.contains("6 of 7 graphs cannot be used"), "{out}{err}");
    for text in [
        "python  ",
        "langgraph 1.",
        "--python)",
        "$.enviroment: unknown key; did you mean \"env\"?",
        "ok      good",
        "FAILED  thing: GraphLoadError: ./g.py:thing is of type dict, not a graph",
        "g.py:10: KeyError: 'RUNYARD_NOT_SET' (the factory was called with an empty config)",
        "the factory ./g.py:answers returned a value of type int",
        "graphs in there: good",
        "m.py:1: ModuleNotFoundError: No module named 'not_installed_anywhere'; install it",
    ] {
        assert!(out.contains(text), "{text}\n{out}");
    }
    assert!(out.contains("warning $.python_version: it asks for Python 3.8") && out.contains("--python"), "{out}");
    assert!(err.contains("g.py:10: KeyError: 'RUNYARD_NOT_SET'"), "{err}");
    assert_eq!(out.matches("h.py").count(), 1, "said once: {out}");

    let (ok, out, _) = finished(runyard(dir.path()).args(["check", "--json"]).arg("--python").arg(python()));
    let report: Value = serde_json::from_str(&out).expect("JSON");
    let failed: Vec<_> =
        report["graphs"].as_array().expect("graphs").iter().filter(|graph| graph["ok"] == false).collect();
    assert!(!ok && report["ok"] == false && failed.len() == 6, "{report}");
    assert_eq!(report["warnings"][0]["path"], "$.enviroment");
    assert!(report["python"]["path"].is_string());
    let module = failed.iter().find(|graph| graph["graph_id"] == "module").expect("it is there");
    assert_members!(module, {"error": {"error": "ModuleNotFoundError", "line": 1, "..": ".."}});
}

#[test]
fn check_imports_the_authentication() {
    const AUTH: &str = "from langgraph_sdk import Auth\nauth = Auth()\n";
    let config = json!({"graphs": {"good": "./g.py:good"}, "auth": {"path": "./a.py:auth"}}).to_string();
    let dir = project(&[("g.py", GRAPHS), ("a.py", AUTH), ("langgraph.json", &config)]);
    let (ok, out, err) = finished(runyard(dir.path()).arg("check").arg("--python").arg(python()));
    assert!(!ok && err.contains("auth cannot be used"), "{out}{err}");
    assert!(out.contains("FAILED  auth: ") && out.contains("has no authenticate handler"), "{out}");
    assert!(out.contains("ok      good"), "{out}");

    let whole = format!("{AUTH}@auth.authenticate\nasync def authenticate(authorization):\n    return 'a'\n");
    std::fs::write(dir.path().join("a.py"), whole).expect("it can be written");
    let (ok, out, err) = finished(runyard(dir.path()).args(["check", "--json"]).arg("--python").arg(python()));
    let report: Value = serde_json::from_str(&out).expect("JSON");
    assert!(ok, "{out}{err}");
    assert_eq!(report["auth"], json!({"ok": true, "error": null}));
}

#[tokio::test]
async fn a_graph_that_cannot_be_imported_is_told_with_its_traceback_and_without_others_when_it_is_alone() {
    let dir = project(&[
        ("env.py", "import os\nKEY = os.environ['RUNYARD_NOT_SET']\n"),
        ("g.py", "import env\n"),
        ("langgraph.json", r#"{"graphs": {"g": "./g.py:graph"}}"#),
    ]);
    let python = python();
    let dev = Dev::start(dir.path(), &["--python", python.to_str().expect("UTF-8")]);
    dev.said("KeyError: 'RUNYARD_NOT_SET'", 2).await;
    let err = dev.err();
    assert!(err.contains("env.py:2: KeyError") && err.contains("Traceback") && err.contains("in <module>"), "{err}");
    assert!(!err.contains("other graphs"), "{err}");
}

#[tokio::test]
async fn the_start_says_what_is_wrong_and_what_to_do() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let dev = Dev::start(dir.path(), &["--host", "localhost"]).listening().await;
    assert!(dev.err().contains("There is no langgraph.json in") && dev.err().contains("--config"), "{}", dev.err());
    let port = dev.url.rsplit(':').next().expect("a port");
    let other = tempfile::tempdir().expect("a temporary folder");
    let (ok, _, err) = finished(runyard(other.path()).args(["dev", "--port", port]));
    assert!(!ok && err.contains("the port is in use; choose another one with --port, or --port 0"), "{err}");
    assert_eq!(err.matches("failed to").count(), 1, "{err}");
    let (ok, _, err) = finished(runyard(other.path()).args(["dev", "--tunnel"]));
    assert!(!ok && err.contains("--tunnel is not supported; run one beside the server"), "{err}");
    let (ok, _, err) = finished(runyard(other.path()).args(["dev", "--host", "no such host"]));
    assert!(!ok && err.contains("neither an IP address nor a known host"), "{err}");
}

#[tokio::test]
async fn a_stop_says_what_it_waits_for() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let mut dev = Dev::start(dir.path(), &[]).listening().await;
    let run = json!({"assistant_id": "countdown", "input": {"from": 600}, "on_completion": "keep"});
    dev.post("/runs", run).await;
    dev.said("run started", 1).await;
    let kill = || Command::new("kill").args(["-INT", &dev.child.id().to_string()]).status().expect("kill is there");
    kill();
    dev.said("Shutting down; waiting up to 180 s for 1 running run. Press Ctrl-C again to requeue it and exit.", 1)
        .await;
    kill();
    dev.said("requeued unfinished runs; they resume at the next start", 1).await;
    assert!(dev.child.wait().expect("it ends").success());
}

#[tokio::test]
async fn a_closed_standard_output_is_no_reason_to_end() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let mut child = runyard(dir.path())
        .args(["dev", "--port", "0"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("it starts");
    let mut first = String::new();
    // Reads one line and closes the pipe, as `head -1` does.
    BufReader::new(child.stdout.take().expect("a pipe")).read_line(&mut first).expect("a line");
    let url = format!("http://{}", first.trim().split_once("http://").expect("an address").1);
    let response = reqwest::get(format!("{url}/ok")).await.expect("it still serves");
    assert_eq!(response.status(), 200);
    child.kill().expect("it can be killed");
    child.wait().expect("it ends");
}

/// An interpreter on the search path that makes environments of itself, and whose pip hangs while there is a file
/// `hang`: it and what it has started ignore interrupts, and hold a pipe open for as long as they live.
const INSTALLER: &str = r#"#!/bin/sh
here=@DIR@
case "$*" in
"-I -m venv "*)
    for dir; do :; done
    mkdir -p "$dir/bin" && cp "$0" "$dir/bin/python" ;;
"-I -m pip "*)
    if [ -e "$here/hang" ]; then
        trap "" INT
        exec 9> "$here/held"
        sleep 1000000 &
        echo begun >&9
        wait
    fi ;;
*) exec @PYTHON@ "$@" ;;
esac
"#;

#[tokio::test]
async fn a_stop_while_dependencies_are_installed_ends_the_installer_and_the_next_start_recovers() {
    let dir = project(&[("langgraph.json", r#"{"graphs": {"agent": "./agent.py:agent"}}"#), ("hang", "")]);
    std::fs::write(
        dir.path().join("agent.py"),
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/cli/template/agent_fake.py")),
    )
    .expect("a file");
    let root = dir.path().to_str().expect("UTF-8");
    let script = INSTALLER.replace("@DIR@", root).replace("@PYTHON@", python().to_str().expect("UTF-8"));
    let bin = dir.path().join("bin");
    std::fs::create_dir(&bin).expect("a folder");
    let interpreter = bin.join("python3");
    std::fs::write(&interpreter, script).expect("a file");
    std::fs::set_permissions(&interpreter, std::fs::Permissions::from_mode(0o755)).expect("it can be executed");
    let held = dir.path().join("held");
    assert!(Command::new("mkfifo").arg(&held).status().expect("mkfifo is there").success());
    let path = format!("{}:/usr/bin:/bin", bin.display());

    let mut dev = Dev::start_with(dir.path(), &[], &[("PATH", &path)]);
    let mut pipe = BufReader::new(std::fs::File::open(&held).expect("the installer opens it, too"));
    let mut line = String::new();
    pipe.read_line(&mut line).expect("a line");
    assert_eq!(line, "begun\n");
    let err = dev.interrupt();
    assert!(err.contains("Stopped before the server was ready"), "{err}");
    // The end of the pipe comes when nobody holds it open any more.
    assert_eq!(pipe.read_line(&mut line).expect("the end"), 0);
    assert!(!dir.path().join(".runyard/venv/.runyard-complete.json").exists());

    std::fs::remove_file(dir.path().join("hang")).expect("it was there");
    let mut dev = Dev::start_with(dir.path(), &[], &[("PATH", &path)]).listening().await;
    let input = json!({"messages": [{"role": "user", "content": "hello"}]});
    let answer = dev.post("/runs/wait", json!({"assistant_id": "agent", "input": input})).await;
    assert!(answer["messages"][1]["content"].as_str().expect("a text").contains("hello"), "{answer}");
    assert!(dir.path().join(".runyard/venv/.runyard-complete.json").exists());
    dev.interrupt();
}

#[tokio::test]
async fn the_quickstart_answers_and_waits_for_an_approval() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let example = root().join("examples/quickstart");
    for file in ["agent.py", "langgraph.json", "requirements.txt"] {
        std::fs::copy(example.join(file), dir.path().join(file)).expect("a file of the example");
    }
    let python = python().to_str().expect("UTF-8").to_owned();
    let mut dev = Dev::start(dir.path(), &["--python", &python]).listening().await;
    let input = json!({"messages": [{"role": "user", "content": "hello"}]});
    let answer = dev.post("/runs/wait", json!({"assistant_id": "agent", "input": input})).await;
    assert!(answer["messages"][1]["content"].as_str().expect("a text").contains("You said: hello."), "{answer}");
    let thread = dev.post("/threads", json!({})).await["thread_id"].as_str().expect("an id").to_owned();
    let path = format!("/threads/{thread}/runs/wait");
    let asked = dev.post(&path, json!({"assistant_id": "approval", "input": {"to": "Ada"}})).await;
    assert_eq!(asked["__interrupt__"][0]["value"]["question"], "Send this letter?", "{asked}");
    let sent = dev.post(&path, json!({"assistant_id": "approval", "command": {"resume": true}})).await;
    assert_members!(sent, {"approved": true, "sent": true}, "{sent}");
    dev.interrupt();
}
