//! What integration tests share: the real binary as a child process, an HTTP client, an event-stream reader. `it` uses
//! all of it; `crash_matrix` and `chaos` use a part.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::mpsc,
    time::{Duration, Instant},
};

use futures::StreamExt;
use runyard_client::sse;
use serde_json::{Value, json};

/// How long an event may take to come before a test gives up. Nothing is measured by it.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// The id of nothing.
pub const MISSING: &str = "0badbad0-b8be-4146-a1ae-2c206154596b";

/// The repository.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A folder of `tests/fixtures`.
pub fn fixture(name: &str) -> PathBuf {
    root().join("tests/fixtures").join(name)
}

/// How a server is to be started.
#[derive(Clone, Default)]
pub struct Options {
    /// A configuration file; without, the server is `reference-graphs`, which has the reference graphs in Rust.
    pub config: Option<PathBuf>,
    /// Variables of its environment.
    pub env: Vec<(String, String)>,
    /// Further flags.
    pub args: Vec<String>,
    /// A shell script that starts the server, which is `"$0" "$@"`.
    pub wrapper: Option<String>,
    /// Another program than `runyard`, with its commands.
    pub program: Option<PathBuf>,
}

impl Options {
    /// The Python graphs of `worker/tests/app`.
    pub fn python() -> Self {
        Self::project(root().join("worker/tests/app/langgraph.json"), 2)
    }

    /// The Python graphs of a folder of `tests/fixtures`.
    pub fn fixture(name: &str, workers: usize) -> Self {
        Self::project(fixture(name).join("langgraph.json"), workers)
    }

    /// The Python graphs that a configuration file names.
    pub fn project(config: impl Into<PathBuf>, workers: usize) -> Self {
        let python = python().to_str().expect("a UTF-8 path").to_owned();
        let args = vec!["--python".to_owned(), python, "--workers".to_owned(), workers.to_string()];
        Self { config: Some(config.into()), args, ..Self::default() }
    }

    /// With a variable.
    #[must_use]
    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.env.push((name.into(), value.into()));
        self
    }

    /// With further flags.
    #[must_use]
    pub fn args(mut self, args: &[&str]) -> Self {
        self.args.extend(args.iter().map(|&arg| arg.to_owned()));
        self
    }

    /// With its log, which is its standard error, in a file.
    #[must_use]
    pub fn log_to(mut self, file: &Path) -> Self {
        self.wrapper = Some(format!(r#"exec "$0" "$@" 2> {}"#, file.display()));
        self
    }
}

/// The interpreter that `cargo xtask env` has prepared.
pub fn python() -> PathBuf {
    if let Some(path) = std::env::var_os("RUNYARD_TEST_PYTHON") {
        return path.into();
    }
    let path = root().join("target/test-env/venv/bin/python");
    assert!(
        path.exists(),
        "this test needs Python with langgraph: run `cargo xtask env` (or set RUNYARD_TEST_PYTHON to an interpreter \
         that has it)"
    );
    path
}

/// A running server. Dropping it kills it.
pub struct Server {
    child: Child,
    /// Where it listens.
    pub url: String,
    /// Its client.
    pub http: reqwest::Client,
    data: PathBuf,
    _temp: Option<tempfile::TempDir>,
    options: Options,
    /// Whether it has been killed or stopped; then its address may be another server's.
    ended: bool,
}

impl Server {
    /// Starts a server of the reference graphs in Rust in a data folder of its own.
    pub fn native() -> Self {
        Self::start(Options::default())
    }

    /// Starts a server in a data folder of its own.
    pub fn start(options: Options) -> Self {
        let temp = tempfile::tempdir().expect("a temporary folder");
        let mut server = Self::start_in(temp.path(), options);
        server._temp = Some(temp);
        server
    }

    /// Starts a server on a data folder.
    pub fn start_in(data: &Path, options: Options) -> Self {
        let program = match (&options.program, &options.config) {
            (Some(program), _) => program,
            (None, Some(_)) => Path::new(env!("CARGO_BIN_EXE_runyard")),
            (None, None) => Path::new(env!("CARGO_BIN_EXE_reference-graphs")),
        };
        let mut command = match &options.wrapper {
            None => Command::new(program),
            Some(script) => {
                let mut shell = Command::new("sh");
                shell.args(["-c", script]).arg(program);
                shell
            }
        };
        command.args(["serve", "--port", "0", "--data-dir"]).arg(data);
        if let Some(config) = &options.config {
            command.arg("--config").arg(config);
        } else {
            // A folder without a configuration, so that there are no others.
            command.current_dir(data);
        }
        command.args(&options.args).envs(options.env.iter().cloned());
        command.env_remove("PORT").stdin(Stdio::null()).stdout(Stdio::piped());
        let mut child = command.spawn().expect("the server starts");
        let stdout = child.stdout.take().expect("its output is piped");
        let (found, url) = mpsc::channel();
        std::thread::spawn(move || {
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                if let Some(at) = line.find("http://") {
                    let url = line[at..].split_whitespace().next().unwrap_or_default().to_owned();
                    let _ = found.send(url);
                }
            }
        });
        let url = url.recv_timeout(PATIENCE).expect("the server says where it listens");
        let http = reqwest::Client::builder().pool_max_idle_per_host(64).build().expect("a client");
        Self { child, url, http, data: data.to_owned(), _temp: None, options, ended: false }
    }

    /// Tells the ledger which operations this server has answered, and how (tests/ledger). A server that is dead or
    /// closed tells nothing.
    fn record(&self) {
        let Some(folder) = std::env::var_os("RUNYARD_LEDGER").filter(|_| !self.ended) else { return };
        let address = self.url.trim_start_matches("http://");
        let (address, prefix) = address.split_once('/').map_or((address, String::new()), |(a, p)| (a, format!("/{p}")));
        let ask = || -> std::io::Result<Value> {
            let mut stream = TcpStream::connect(address)?;
            stream.set_read_timeout(Some(Duration::from_secs(5)))?;
            write!(stream, "GET {prefix}/metrics?format=json HTTP/1.0\r\n\r\n")?;
            let mut text = String::new();
            stream.read_to_string(&mut text)?;
            Ok(serde_json::from_str(text.rsplit("\r\n\r\n").next().unwrap_or_default())?)
        };
        let Ok(metrics) = ask() else { return };
        let requests = metrics["api"]["http_requests_total"].as_array().cloned().unwrap_or_default();
        let line =
            |one: &Value| Some(format!("{} {} {}\n", one["method"].as_str()?, one["path"].as_str()?, one["status"]));
        let lines: String = requests.iter().filter_map(line).collect();
        let file = Path::new(&folder).join(format!("{}-{}", std::process::id(), self.child.id()));
        std::fs::write(file, lines).expect("the ledger can be written");
    }

    /// Kills the server as a crash would.
    pub fn kill(&mut self) {
        self.record();
        self.ended = true;
        self.child.kill().expect("the server can be killed");
        self.child.wait().expect("the server ends");
    }

    /// Kills the server and starts it again on the same data.
    pub fn restart(mut self) -> Self {
        self.kill();
        let temp = self._temp.take();
        let mut server = Self::start_in(&self.data, self.options.clone());
        server._temp = temp;
        server
    }

    /// Asks the server to stop, as Ctrl-C does, and waits for its end.
    pub fn interrupt(&mut self) -> std::process::ExitStatus {
        self.record();
        self.ended = true;
        let pid = self.child.id().to_string();
        Command::new("kill").args(["-INT", &pid]).status().expect("kill is there");
        self.child.wait().expect("the server ends")
    }

    /// The server's process id.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// The process ids of its Python workers.
    pub fn workers(&self) -> Vec<u32> {
        descendants(self.child.id())
            .into_iter()
            .filter(|pid| {
                let line = std::fs::read_to_string(format!("/proc/{pid}/cmdline")).unwrap_or_default();
                line.contains("runyard_worker")
            })
            .collect()
    }

    /// Sends a request with a JSON body.
    pub async fn send(&self, method: &str, path: &str, body: Option<Value>) -> (u16, Value) {
        let response = self.response(method, path, body).await;
        let status = response.status().as_u16();
        let text = response.text().await.expect("the body arrives");
        let value = serde_json::from_str(&text).unwrap_or(Value::String(text));
        (status, value)
    }

    /// Sends a request and returns the response as it begins.
    pub async fn response(&self, method: &str, path: &str, body: Option<Value>) -> reqwest::Response {
        let method = reqwest::Method::from_bytes(method.as_bytes()).expect("a method");
        let mut request = self.http.request(method, format!("{}{path}", self.url)).timeout(PATIENCE);
        if let Some(body) = body {
            request = request.json(&body);
        }
        request.send().await.expect("the server answers")
    }

    /// Begins a request to be sent by [`answer`].
    pub fn request(&self, method: &str, path: &str) -> reqwest::RequestBuilder {
        let method = reqwest::Method::from_bytes(method.as_bytes()).expect("a method");
        self.http.request(method, format!("{}{path}", self.url)).timeout(PATIENCE)
    }

    /// A new run, as soon as its graph is at work: its id, and its events after the values of its input.
    pub async fn running(
        &self,
        thread: &str,
        body: Value,
    ) -> (String, impl futures::Stream<Item = sse::Event> + Unpin) {
        let response = self.response("POST", &format!("/threads/{thread}/runs/stream"), Some(body)).await;
        let location = response.headers()["content-location"].to_str().expect("a text").to_owned();
        let mut events = events(response);
        for name in ["metadata", "values"] {
            let event = events.next().await.expect("an event");
            assert_eq!(event.name, name, "{event:?}");
        }
        (location.rsplit('/').next().expect("an id").to_owned(), events)
    }

    /// A run's status; `deleted` when there is no such run.
    pub async fn status(&self, thread: &str, run: &str) -> String {
        let (status, run) = self.send("GET", &format!("/threads/{thread}/runs/{run}"), None).await;
        if status == 404 { "deleted".into() } else { run["status"].as_str().expect("a status").to_owned() }
    }

    /// POST with a JSON body; anything but 200 fails the test.
    pub async fn post(&self, path: &str, body: Value) -> Value {
        let (status, answer) = self.send("POST", path, Some(body)).await;
        assert_eq!(status, 200, "POST {path}: {answer}");
        answer
    }

    /// POST with a JSON body: the whole answer, whatever its status.
    pub async fn try_post(&self, path: &str, body: &Value) -> Answer {
        answer(self.request("POST", path).json(body)).await
    }

    /// GET; anything but 200 fails the test.
    pub async fn get(&self, path: &str) -> Value {
        let (status, answer) = self.send("GET", path, None).await;
        assert_eq!(status, 200, "GET {path}: {answer}");
        answer
    }

    /// A new thread's id.
    pub async fn thread(&self) -> String {
        self.post("/threads", json!({})).await["thread_id"].as_str().expect("an id").to_owned()
    }

    /// A thread as it is now.
    pub async fn read_thread(&self, thread: &str) -> Value {
        self.get(&format!("/threads/{thread}")).await
    }

    /// A new background run's id.
    pub async fn run(&self, thread: &str, body: Value) -> String {
        let run = self.post(&format!("/threads/{thread}/runs"), body).await;
        run["run_id"].as_str().expect("an id").to_owned()
    }

    /// A new run on a thread: what it answers at its end.
    pub async fn wait(&self, thread: &str, body: Value) -> Value {
        self.post(&format!("/threads/{thread}/runs/wait"), body).await
    }

    /// Waits for a run's end and returns what join answers.
    pub async fn join(&self, thread: &str, run: &str) -> Value {
        self.get(&format!("/threads/{thread}/runs/{run}/join")).await
    }

    /// Asks again and again for what only an answer can tell, and returns the first answer of which this is true.
    pub async fn poll(
        &self,
        method: &str,
        path: &str,
        body: Option<Value>,
        mut holds: impl FnMut(&Value) -> bool,
    ) -> Value {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let (status, found) = self.send(method, path, body.clone()).await;
            assert_eq!(status, 200, "{method} {path}: {found}");
            if holds(&found) {
                return found;
            }
            assert!(Instant::now() < deadline, "it did not come to be: {found}");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// All events of a stream request, until the body ends.
    pub async fn stream(&self, path: &str, body: Value) -> Vec<sse::Event> {
        let response = self.response("POST", path, Some(body)).await;
        assert_eq!(response.status(), 200, "POST {path}");
        events(response).collect().await
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            self.record();
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A whole answer.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: reqwest::header::HeaderMap,
    /// The body.
    pub text: String,
}

impl Answer {
    /// The body as JSON; null when it is none.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or(Value::Null)
    }

    /// A header, empty when it is absent.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("a text"))
    }

    /// The text of an error.
    pub fn detail(&self) -> String {
        self.json()["detail"].as_str().unwrap_or_default().to_owned()
    }
}

/// Sends a request and reads the whole answer.
pub async fn answer(request: reqwest::RequestBuilder) -> Answer {
    let response = request.send().await.expect("the server answers");
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    Answer { status, headers, text: response.text().await.expect("the body arrives") }
}

/// The members of an object, in their order.
pub fn keys(object: &Value) -> String {
    object.as_object().expect("an object").keys().map(String::as_str).collect::<Vec<_>>().join(" ")
}

/// Waits for what only a file or a process can tell.
pub async fn until(mut holds: impl FnMut() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !holds() {
        assert!(Instant::now() < deadline, "it did not come to be");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// The events of a response, as they come.
pub fn events(response: reqwest::Response) -> impl futures::Stream<Item = sse::Event> + Unpin {
    let parts = (Box::pin(response.bytes_stream()), sse::Parser::default(), std::collections::VecDeque::new());
    Box::pin(futures::stream::unfold(parts, |(mut bytes, mut parser, mut ready)| async move {
        loop {
            if let Some(event) = ready.pop_front() {
                return Some((event, (bytes, parser, ready)));
            }
            ready.extend(parser.push(&bytes.next().await?.ok()?));
        }
    }))
}

/// Children, their children, and so on.
fn descendants(pid: u32) -> Vec<u32> {
    let mut all = Vec::new();
    let tasks = std::fs::read_dir(format!("/proc/{pid}/task")).into_iter().flatten().flatten();
    for task in tasks {
        let children = std::fs::read_to_string(task.path().join("children")).unwrap_or_default();
        for child in children.split_whitespace().filter_map(|pid| pid.parse().ok()) {
            all.push(child);
            all.extend(descendants(child));
        }
    }
    all
}

/// Kills a process as a crash would.
pub fn kill_process(pid: u32) {
    Command::new("kill").args(["-KILL", &pid.to_string()]).status().expect("kill is there");
}
