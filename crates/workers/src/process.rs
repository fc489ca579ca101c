//! The operating-system process of one worker: start, output, end.

use std::{
    collections::{BTreeMap, VecDeque},
    io,
    os::unix::process::ExitStatusExt,
    path::{Path, PathBuf},
    process::{ExitStatus, Stdio},
    sync::{Arc, mpsc as std_mpsc},
    time::Duration,
};

use parking_lot::Mutex;
use tokio::{
    io::{AsyncRead, AsyncReadExt},
    process::{Child, Command},
    sync::{Notify, oneshot, watch},
};

use super::records::Records;
use runyard_core::text::printable;

/// Lines of standard error that are kept for the error text of runs that die with the worker.
const TAIL_LINES: usize = 20;
/// Such a line is cut to so many characters.
const TAIL_LINE_CHARS: usize = 400;
/// A line of output is logged in pieces of at most so many bytes.
const LINE_MAX_BYTES: usize = 16 << 10;
/// After the process has ended its output is read for this long: a daemon of the user may hold the pipe open.
const OUTPUT_DRAIN_MS: u64 = 500;

/// The end of a process.
#[derive(Clone, Debug)]
pub struct Exit {
    /// For people: `exit status 3`, `killed by signal 9`.
    pub status: String,
    /// Its last lines on standard error.
    pub tail: Vec<String>,
}

impl Exit {
    /// Returns whether the process ended by itself and said that all is well.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.status == CLEAN
    }

    /// The status, and what a traceback in the last lines says: the exception, its file and its line.
    #[must_use]
    pub fn summary(&self) -> String {
        let place = self.tail.iter().rev().find_map(|line| {
            let (file, rest) = line.trim_start().strip_prefix("File \"")?.split_once("\", line ")?;
            let number: String = rest.chars().take_while(char::is_ascii_digit).collect();
            Some(format!("{file}, line {number}"))
        });
        let error = self.tail.iter().rev().find(|line| !line.trim().is_empty() && !line.starts_with(' '));
        match (error, place) {
            (Some(error), Some(place)) => format!("{error} ({place}); {}", self.status),
            (Some(error), None) => format!("{error}; {}", self.status),
            (None, _) => self.status.clone(),
        }
    }
}

impl std::fmt::Display for Exit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.status)?;
        if !self.tail.is_empty() {
            write!(f, "; its last lines on standard error:\n{}", self.tail.join("\n"))?;
        }
        Ok(())
    }
}

/// The parameters of a process.
#[derive(Clone, Debug)]
pub struct Launch<'a> {
    /// The interpreter.
    pub python: &'a Path,
    /// The worker's `__main__.py`. It is named by its path because `-m` would put the working directory first on the
    /// import path.
    pub program: &'a Path,
    /// The working directory.
    pub root: &'a Path,
    /// Besides the server's own environment.
    pub env: BTreeMap<String, String>,
    /// The socket for its log records.
    pub records: PathBuf,
}

/// Returns whether an environment variable belongs to the server alone: its settings, and the secrets of its webhooks.
/// Workers do not inherit these.
pub fn is_servers_own(name: &str) -> bool {
    name.starts_with("RUNYARD_") || name.starts_with("LG_WEBHOOK_") || name == "LANGGRAPH_WEBHOOKS"
}

/// A worker's process. Dropping it kills the process.
#[derive(Debug)]
pub struct Process {
    /// Its id.
    pub pid: u32,
    kill: Arc<Notify>,
    exit: watch::Receiver<Option<Exit>>,
}

impl Process {
    /// Kills it with everything in its process group.
    pub fn kill(&self) {
        self.kill.notify_one();
    }

    /// Waits until it has ended and its output was read.
    pub async fn exited(&self) -> Exit {
        let mut exit = self.exit.clone();
        match exit.wait_for(Option::is_some).await {
            Ok(exit) => exit.clone().unwrap_or_else(unknown_exit),
            // Its task was cut off: the runtime is shutting down.
            Err(_) => unknown_exit(),
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill.notify_one();
    }
}

fn unknown_exit() -> Exit {
    Exit { status: "ended".into(), tail: Vec::new() }
}

/// Starts processes, all from one thread that lives as long as this value.
///
/// A worker asks the kernel to be killed when its parent dies (`PR_SET_PDEATHSIG`), and for the kernel the parent is
/// the thread that started it: started from a thread of the runtime's, a worker would die when the runtime retires that
/// thread.
#[derive(Debug)]
pub struct Spawner {
    jobs: std_mpsc::Sender<(Command, oneshot::Sender<io::Result<Child>>)>,
}

impl Spawner {
    /// Starts the thread. Must be called within a runtime.
    ///
    /// # Errors
    /// Returns an error if there can be no more threads.
    pub fn start() -> io::Result<Self> {
        let (jobs, queue) = std_mpsc::channel::<(Command, oneshot::Sender<io::Result<Child>>)>();
        let runtime = tokio::runtime::Handle::current();
        std::thread::Builder::new().name("worker-spawner".into()).spawn(move || {
            let _runtime = runtime.enter();
            while let Ok((mut command, reply)) = queue.recv() {
                let _ = reply.send(command.spawn());
            }
        })?;
        Ok(Self { jobs })
    }

    /// Starts a process in its own process group; its output goes to the log, line by line.
    ///
    /// # Errors
    /// Returns an error if it cannot be started.
    pub async fn spawn(&self, launch: Launch<'_>, log: &slog::Logger) -> io::Result<Process> {
        let records = Records::listen(launch.records, log.clone())?;
        let mut command = Command::new(launch.python);
        for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_str().is_some_and(is_servers_own)) {
            command.env_remove(name);
        }
        command
            .arg("-u")
            .arg(launch.program)
            .envs(launch.env)
            .env("RUNYARD_LOG_SOCKET", records.socket())
            .current_dir(launch.root)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .process_group(0)
            .kill_on_drop(true);
        let (reply, child) = oneshot::channel();
        let gone = || io::Error::other("the thread that starts workers has ended");
        self.jobs.send((command, reply)).map_err(|_| gone())?;
        let mut child = child.await.map_err(|_| gone())??;
        let pid = child.id().ok_or_else(|| io::Error::other("the process ended while it was being started"))?;

        let tail = Arc::new(Mutex::new(VecDeque::with_capacity(TAIL_LINES)));
        let output = [
            child.stdout.take().map(|pipe| tokio::spawn(read_lines(pipe, "stdout", log.clone(), None))),
            child.stderr.take().map(|pipe| tokio::spawn(read_lines(pipe, "stderr", log.clone(), Some(tail.clone())))),
        ];
        let kill = Arc::new(Notify::new());
        let (exit_sender, exit) = watch::channel(None);
        let mind_kill = kill.clone();
        tokio::spawn(async move {
            let status = mind(child, pid, &mind_kill).await;
            let deadline = tokio::time::Instant::now() + Duration::from_millis(OUTPUT_DRAIN_MS);
            for mut task in output.into_iter().flatten() {
                if tokio::time::timeout_at(deadline, &mut task).await.is_err() {
                    task.abort();
                }
            }
            records.finish(deadline).await;
            let tail = tail.lock().drain(..).collect();
            exit_sender.send_replace(Some(Exit { status, tail }));
        });
        Ok(Process { pid, kill, exit })
    }
}

/// Waits for the end of a process, killing it when asked to. Only this task sends signals, and only until the process
/// has been waited for: its id cannot belong to another process by then.
async fn mind(mut child: Child, pid: u32, kill: &Notify) -> String {
    let status = loop {
        tokio::select! {
            status = child.wait() => break status,
            () = kill.notified() => kill_group(pid),
        }
    };
    // What the process started may outlive it. The group's id stays taken as long as the group has members; when it has
    // none the chance that the id was given away within these microseconds is that of the kernel going through all ids.
    kill_group(pid);
    match status {
        Ok(status) => describe(status),
        Err(error) => format!("ended (failed to learn how: {error})"),
    }
}

fn kill_group(pid: u32) {
    if let Some(pid) = i32::try_from(pid).ok().and_then(rustix::process::Pid::from_raw) {
        // It fails when the group is empty: then there is nothing to kill.
        let _ = rustix::process::kill_process_group(pid, rustix::process::Signal::KILL);
    }
}

/// The description of a clean exit.
const CLEAN: &str = "exit status 0";

fn describe(status: ExitStatus) -> String {
    match (status.code(), status.signal()) {
        (Some(code), _) => format!("exit status {code}"),
        (None, Some(signal)) => match meaning(signal) {
            Some(meaning) => format!("killed by signal {signal} ({meaning})"),
            None => format!("killed by signal {signal}"),
        },
        (None, None) => "ended".into(),
    }
}

/// Returns the usual cause of a signal that ends processes. These numbers are the same on all systems.
const fn meaning(signal: i32) -> Option<&'static str> {
    Some(match signal {
        4 => "SIGILL: native code did what the processor does not know",
        6 => "SIGABRT: native code gave up",
        8 => "SIGFPE: native code divided by zero",
        9 => "SIGKILL: killed from outside, for example because the system had no memory left",
        11 => "SIGSEGV: native code used memory that was not its own",
        15 => "SIGTERM",
        _ => return None,
    })
}

type Tail = Arc<Mutex<VecDeque<String>>>;

async fn read_lines(mut pipe: impl AsyncRead + Unpin, stream: &'static str, log: slog::Logger, tail: Option<Tail>) {
    let mut pending = Vec::new();
    let mut chunk = vec![0; LINE_MAX_BYTES];
    loop {
        let count = pipe.read(&mut chunk).await.unwrap_or(0);
        if count == 0 {
            break;
        }
        pending.extend_from_slice(&chunk[..count]);
        let mut start = 0;
        while let Some(length) = pending[start..].iter().position(|byte| *byte == b'\n') {
            take_line(&pending[start..start + length], stream, &log, tail.as_ref());
            start += length + 1;
        }
        pending.drain(..start);
        if pending.len() >= LINE_MAX_BYTES {
            take_line(&pending, stream, &log, tail.as_ref());
            pending.clear();
        }
    }
    if !pending.is_empty() {
        take_line(&pending, stream, &log, tail.as_ref());
    }
}

fn take_line(line: &[u8], stream: &'static str, log: &slog::Logger, tail: Option<&Tail>) {
    let line = String::from_utf8_lossy(line);
    let line = line.trim_end();
    slog::info!(log, "{line}"; "stream" => stream);
    if let Some(tail) = tail {
        let mut tail = tail.lock();
        if tail.len() == TAIL_LINES {
            tail.pop_front();
        }
        let line: String = line.chars().take(TAIL_LINE_CHARS).collect();
        tail.push_back(printable(&line).into_owned());
    }
}
