//! What must be true when everything has come to its end.

use std::collections::{BTreeMap, HashSet};

use super::{load::Clients, support::Server};

/// What the rounds were made of.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    pub kills: u64,
    pub accepted: u64,
    pub refused: u64,
    pub ended: BTreeMap<String, u64>,
    pub executions: u64,
    pub readers: u64,
    pub reconnects: u64,
    pub events: u64,
}

impl Tally {
    pub fn add(&mut self, other: Self) {
        self.kills += other.kills;
        self.accepted += other.accepted;
        self.refused += other.refused;
        for (status, count) in other.ended {
            *self.ended.entry(status).or_default() += count;
        }
        self.executions += other.executions;
        self.readers += other.readers;
        self.reconnects += other.reconnects;
        self.events += other.events;
    }
}

/// Waits for the end of everything and compares.
pub async fn take(clients: &Clients, server: &Server) -> Tally {
    let (accepted, records, refused, reconnects) = {
        let seen = clients.seen.lock();
        (seen.accepted.clone(), seen.records.clone(), seen.refused, seen.reconnects)
    };
    let mut tally = Tally { accepted: accepted.len() as u64, refused, reconnects, ..Tally::default() };
    for run in &accepted {
        let path = format!("/threads/{}/runs/{}", run.thread, run.run);
        clients.get(&format!("{path}/join")).await;
        let status = match clients.get(&path).await {
            Some(run) => run["status"].as_str().expect("a status").to_owned(),
            None => {
                assert!(run.may_be_removed, "run {} was accepted and is lost", run.run);
                "removed".to_owned()
            }
        };
        let right = match status.as_str() {
            "success" => !run.fails,
            "error" => run.fails,
            "interrupted" => run.may_be_stopped,
            "removed" => true,
            _ => false,
        };
        assert!(right, "run {run:?} ended as {status}");
        *tally.ended.entry(status).or_default() += 1;
    }
    for thread in clients.threads() {
        // Runs whose answers were lost may still be there.
        while let Some(open) = open_run(clients, thread).await {
            clients.get(&format!("/threads/{thread}/runs/{open}/join")).await;
        }
        if let Some(state) = clients.get(&format!("/threads/{thread}")).await {
            assert_ne!(state["status"], "busy", "thread {thread} is stuck");
        }
        if let Some(marks) = clients.marks_of(thread) {
            tally.executions += executions(&std::fs::read_to_string(marks).unwrap_or_default());
        }
    }
    for run in accepted.iter().filter(|run| run.resumable) {
        let Some(record) = records.get(&run.run) else { continue };
        let kept = match clients.events_after(run, "-1", usize::MAX).await {
            Some(kept) => kept,
            None if run.may_be_removed => continue,
            None => panic!("the events of run {} cannot be read", run.run),
        };
        let unique: HashSet<_> = kept.iter().collect();
        assert_eq!(unique.len(), kept.len(), "events of run {} are kept twice", run.run);
        assert!(!kept.is_empty() || run.may_be_stopped, "run {} has no events", run.run);
        assert_eq!(*record, kept, "what the reader of run {} saw is not what is kept", run.run);
        tally.readers += 1;
        tally.events += kept.len() as u64;
    }
    assert_eq!(server.get("/ok").await["ok"], true);
    tally
}

async fn open_run(clients: &Clients, thread: &str) -> Option<String> {
    for status in ["running", "pending"] {
        let runs = clients.get(&format!("/threads/{thread}/runs?status={status}")).await?;
        if let Some(run) = runs.as_array().and_then(|runs| runs.first()) {
            return run["run_id"].as_str().map(str::to_owned);
        }
    }
    None
}

/// Counts the executions of a thread, and makes sure that none noted anything after another had begun.
fn executions(marks: &str) -> u64 {
    let mut over = HashSet::new();
    let mut now = None;
    for line in marks.lines() {
        let execution = line.rsplitn(3, ' ').last().expect("a mark").to_owned();
        if now.as_ref() == Some(&execution) {
            continue;
        }
        assert!(!over.contains(&execution), "execution {execution} went on while another was going on:\n{marks}");
        over.extend(now.replace(execution));
    }
    over.len() as u64 + u64::from(now.is_some())
}

#[test]
#[should_panic(expected = "went on while another")]
fn interleaved_marks_are_noticed() {
    executions("a 1 10 begin 0\nb 1 11 begin 0\na 1 10 end 0\n");
}

#[test]
fn a_repeated_execution_is_no_overlap() {
    assert_eq!(executions("a 1 10 begin 0\na 2 11 begin 0\na 2 11 end 0\nb 1 11 begin 0\n"), 3);
}
