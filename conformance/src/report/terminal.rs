//! The terminal: progress while it runs, what does not pass as soon as it is known, and a summary by area.

use std::fmt::Write as _;
use std::io::{IsTerminal, Write as _};
use std::time::{Duration, Instant};

use parking_lot::Mutex;

use super::counts::Counts;
use super::model::{Entry, Report};
use crate::exchange::Exchange;
use crate::expected::Expected;
use crate::model::{Check, Level};
use crate::outcome::{Outcome, Verdict};
use crate::runner::Observer;

/// Without a terminal, how often a line says how far it is.
const LINE_EVERY: Duration = Duration::from_secs(10);
/// With one, how often the line is drawn again.
const DRAW_EVERY: Duration = Duration::from_millis(100);

/// Colours, where they are wanted.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    colour: bool,
}

impl Style {
    /// For standard output: colours on a terminal, unless `NO_COLOR` is set (no-color.org).
    #[must_use]
    pub fn detect() -> Self {
        let wanted = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        Self { colour: wanted && std::io::stdout().is_terminal() }
    }

    /// Never colours.
    #[must_use]
    pub fn plain() -> Self {
        Self { colour: false }
    }

    fn paint(self, code: &str, text: &str) -> String {
        if self.colour { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }

    fn verdict(self, verdict: Verdict, text: &str) -> String {
        self.paint(
            match verdict {
                Verdict::Pass => "32",
                Verdict::Fail => "1;31",
                Verdict::Skip => "2",
                Verdict::Error => "1;35",
            },
            text,
        )
    }
}

/// Tells how far a run is.
#[derive(Debug)]
pub struct Progress<'a> {
    style: Style,
    live: bool,
    quiet: bool,
    fail_fast: bool,
    total: usize,
    expected: &'a Expected,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    counts: Counts,
    running: Vec<String>,
    shown: Instant,
}

impl<'a> Progress<'a> {
    /// For a run of so many checks. With `quiet` only what fails the run is said, with `fail_fast` the first that does
    /// is the last.
    #[must_use]
    pub fn new(style: Style, total: usize, expected: &'a Expected, quiet: bool, fail_fast: bool) -> Self {
        let state = State { counts: Counts::default(), running: Vec::new(), shown: Instant::now() };
        let live = std::io::stdout().is_terminal() && !quiet;
        Self { style, live, quiet, fail_fast, total, expected, state: Mutex::new(state) }
    }

    /// Takes the line of progress away.
    pub fn finish(&self) {
        if self.live {
            print!("\r\x1b[K");
            let _ = std::io::stdout().flush();
        }
    }

    fn draw(&self, state: &mut State) {
        let every = if self.live { DRAW_EVERY } else { LINE_EVERY };
        if self.quiet || state.shown.elapsed() < every {
            return;
        }
        state.shown = Instant::now();
        let counts = state.counts;
        let text = format!(
            "{}/{} · {} passed, {} failed, {} skipped, {} errors",
            counts.all(),
            self.total,
            counts.pass,
            counts.fail,
            counts.skip,
            counts.error
        );
        let current = state.running.first().map(|id| format!(" · {id}")).unwrap_or_default();
        if self.live {
            print!("\r\x1b[K{text}{}", self.style.paint("2", &current));
            let _ = std::io::stdout().flush();
        } else {
            println!("{text}{current}");
        }
    }
}

impl Observer for Progress<'_> {
    fn began(&self, check: &Check) {
        let mut state = self.state.lock();
        state.running.push(check.id.clone());
        self.draw(&mut state);
    }

    fn ended(&self, check: &Check, outcome: &Outcome) {
        let entry = Entry::new(check, outcome.clone(), self.expected, false);
        let mut state = self.state.lock();
        state.running.retain(|id| *id != check.id);
        state.counts.add(&entry);
        if entry.is_bad() || entry.verdict == Verdict::Error {
            if self.live {
                print!("\r\x1b[K");
            }
            println!("{}", details(&entry, self.style));
        }
        self.draw(&mut state);
    }

    fn is_enough(&self, check: &Check, outcome: &Outcome) -> bool {
        self.fail_fast && Entry::new(check, outcome.clone(), self.expected, false).is_bad()
    }
}

/// A check that did not pass, in full.
#[must_use]
pub fn details(entry: &Entry, style: Style) -> String {
    let word = style.verdict(entry.verdict, &format!("{:<5}", entry.verdict.word()));
    let mut text = format!("{word} {} ({})\n      {}", entry.id, entry.level, entry.requirement);
    let mut line = |name: &str, value: &str| {
        let _ = write!(text, "\n      {name:<9} {}", value.replace('\n', "\n                "));
    };
    if entry.passes_unexpectedly() {
        line("known as", entry.known.as_deref().unwrap_or_default());
        line("but", "it passes: take it from the list of known failures");
    }
    if let Some(failure) = &entry.failure {
        if let Some(place) = &failure.place {
            line("in", place);
        }
        line("expected", &failure.expected);
        line("got", &failure.got);
    }
    if let Some(reason) = &entry.reason {
        line("because", reason);
    }
    if let Some(exchange) = entry.exchanges.last() {
        line("exchange", &exchange.curl());
        line("", &beginning(exchange));
    }
    line("again", &format!("runyard-conformance run --base-url ... --only {}", entry.id));
    text
}

/// The answer, short enough for a terminal.
fn beginning(exchange: &Exchange) -> String {
    const LINES: usize = 12;
    const CHARS: usize = 400;
    let answer = exchange.answer();
    let lines = answer.lines().take(LINES).map(|line| match line.char_indices().nth(CHARS) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.to_owned(),
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Counts by area and by level, and what was bad.
#[must_use]
pub fn summary(report: &Report, style: Style) -> String {
    let mut text = String::new();
    let bad: Vec<&Entry> = report.checks.iter().filter(|e| e.is_bad() || e.verdict == Verdict::Error).collect();
    for entry in &bad {
        let what = if entry.passes_unexpectedly() { "passes" } else { entry.verdict.word() };
        let _ = writeln!(text, "{} {}", style.verdict(entry.verdict, &format!("{what:<6}")), entry.id);
    }
    if !bad.is_empty() {
        text.push('\n');
    }
    let _ = writeln!(text, "{:<14} {:>6} {:>6} {:>6} {:>6} {:>6}", "area", "pass", "fail", "known", "skip", "error");
    let mut row = |name: &str, counts: Counts| {
        let cell = |verdict, count: usize| {
            let cell = format!("{:>6}", if count == 0 { "·".into() } else { count.to_string() });
            if count == 0 { style.paint("2", &cell) } else { style.verdict(verdict, &cell) }
        };
        let _ = writeln!(
            text,
            "{name:<14} {} {} {} {} {}",
            cell(Verdict::Pass, counts.pass),
            cell(Verdict::Fail, counts.fail - counts.known),
            cell(Verdict::Skip, counts.known),
            cell(Verdict::Skip, counts.skip),
            cell(Verdict::Error, counts.error),
        );
    };
    for (area, entries) in report.by_area() {
        row(area, Counts::of(entries));
    }
    for level in Level::ALL {
        row(level.word(), Counts::of(report.of_level(level)));
    }
    row("all", Counts::of(&report.checks));
    let seconds = report.took_ms / 1000;
    let _ = write!(text, "\n{} against {}, {seconds} s", report.subject(), report.document);
    text
}
