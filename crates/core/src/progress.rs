//! Progress of long operations: a bar in a terminal, log records at intervals elsewhere.
//!
//! Nothing here has a thread of its own: the code that does the work reports progress, and each report draws a bar or a
//! record is written.

use std::{
    borrow::Cow,
    fmt::Write as _,
    future::Future,
    io::{self, IsTerminal},
    pin::pin,
    sync::LazyLock,
    time::Duration,
};

use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressStyle};
use parking_lot::Mutex;
use slog::{KV, Logger, Record, Serializer};
use tokio::time::{Instant, MissedTickBehavior, interval};

/// Work that takes less than this is not shown at all.
const SHOWN_AFTER_MS: u64 = 1_000;
/// The interval between records.
const RECORD_INTERVAL_MS: u64 = 10_000;
/// The interval between redraws of a bar.
const BAR_INTERVAL_MS: u64 = 100;

/// The bars on standard error, of which a process has one.
static BARS: LazyLock<MultiProgress> = LazyLock::new(MultiProgress::new);
static TERMINAL: LazyLock<bool> = LazyLock::new(|| io::stderr().is_terminal());

/// Writes to the terminal without touching the bars on it: they are removed before and drawn again afterwards.
pub fn beside_bars<T>(write: impl FnOnce() -> T) -> T {
    if *TERMINAL { BARS.suspend(write) } else { write() }
}

/// Removes the bars for good: the process is about to end, and remaining work must not draw any more.
pub fn end_bars() {
    // If this fails, nobody reads the output.
    let _ = BARS.clear();
    BARS.set_draw_target(ProgressDrawTarget::hidden());
}

/// The destination of progress reports.
#[derive(Clone, Debug, Default)]
pub enum Progress {
    /// Nowhere.
    #[default]
    Hidden,
    /// As bars on standard error, which is a terminal.
    Bars,
    /// As log records, at intervals of 10 seconds.
    Records(Logger),
}

impl Progress {
    /// Bars if standard error is a terminal, records of this logger otherwise.
    #[must_use]
    pub fn for_people(log: &Logger) -> Self {
        if *TERMINAL { Self::Bars } else { Self::Records(log.clone()) }
    }

    /// Begins a piece of work: `what` in words, such as "installing the dependencies", and of how many parts it
    /// consists, if that is known.
    #[must_use]
    pub fn begin(&self, what: impl Into<Cow<'static, str>>, total: Option<u64>) -> Step {
        let began = Instant::now();
        let next = began + Duration::from_millis(SHOWN_AFTER_MS);
        let state = ProgressState { done: 0, detail: String::new(), next, shown: false, bar: None };
        Step { progress: self.clone(), what: what.into(), total, began, state: Mutex::new(state) }
    }
}

/// A piece of work in progress. Dropping it removes its bar.
#[derive(Debug)]
pub struct Step {
    progress: Progress,
    what: Cow<'static, str>,
    total: Option<u64>,
    began: Instant,
    state: Mutex<ProgressState>,
}

#[derive(Debug)]
struct ProgressState {
    done: u64,
    detail: String,
    /// The time of the next report.
    next: Instant,
    shown: bool,
    bar: Option<ProgressBar>,
}

impl Step {
    /// So many parts are done.
    pub fn reach(&self, done: u64) {
        self.report(|state| state.done = done);
    }

    /// Sets the description of the current step.
    pub fn detail(&self, text: &str) {
        self.report(|state| text.clone_into(&mut state.detail));
    }

    /// Reports that the work is in progress.
    pub fn tick(&self) {
        self.report(|_| {});
    }

    /// Waits for a future and reports progress in the meantime.
    pub async fn during<T>(&self, work: impl Future<Output = T>) -> T {
        let mut work = pin!(work);
        let mut ticks = interval(Duration::from_millis(BAR_INTERVAL_MS));
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                result = &mut work => return result,
                _ = ticks.tick() => self.tick(),
            }
        }
    }

    /// Reports the end of the work. `text` is the message, such as "installed the dependencies"; it is not shown if the
    /// work was too short to be shown.
    pub fn done(&self, text: &str) {
        let state = self.state.lock();
        if !state.shown {
            return;
        }
        let seconds = self.began.elapsed().as_secs();
        match &self.progress {
            Progress::Hidden => {}
            Progress::Bars => {
                state.bar.iter().for_each(ProgressBar::finish_and_clear);
                // If this fails, nobody reads the output.
                let _ = BARS.println(format!("{text} ({seconds} s)"));
            }
            Progress::Records(log) => slog::info!(log, "{text}"; "seconds" => seconds),
        }
    }

    fn report(&self, change: impl FnOnce(&mut ProgressState)) {
        let mut state = self.state.lock();
        change(&mut state);
        let now = Instant::now();
        if now < state.next {
            return;
        }
        state.shown = true;
        let interval = match &self.progress {
            Progress::Hidden => return,
            Progress::Bars => {
                self.draw(&mut state);
                BAR_INTERVAL_MS
            }
            Progress::Records(log) => {
                let fields = Fields { step: self, state: &state, seconds: (now - self.began).as_secs() };
                slog::info!(log, "{}", self.what; fields);
                RECORD_INTERVAL_MS
            }
        };
        state.next = now + Duration::from_millis(interval);
    }

    fn draw(&self, state: &mut ProgressState) {
        let bar = state.bar.get_or_insert_with(|| {
            let template = match self.total {
                Some(_) => "{spinner} {msg} [{bar:30}] {pos}/{len} ({elapsed}, {eta} left)",
                None => "{spinner} {wide_msg} ({elapsed})",
            };
            let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_spinner());
            let bar = self.total.map_or_else(ProgressBar::no_length, ProgressBar::new);
            BARS.add(bar.with_style(style).with_elapsed(self.began.elapsed()))
        });
        let mut message = self.what.to_string();
        if !state.detail.is_empty() {
            // Writing to a string cannot fail.
            let _ = write!(message, ": {}", state.detail);
        }
        bar.set_message(message);
        bar.set_position(state.done);
        bar.tick();
    }
}

impl Drop for Step {
    fn drop(&mut self) {
        if let Some(bar) = &self.state.get_mut().bar {
            bar.finish_and_clear();
            BARS.remove(bar);
        }
    }
}

/// The fields of a record, in the order in which they are read.
struct Fields<'a> {
    step: &'a Step,
    state: &'a ProgressState,
    seconds: u64,
}

impl KV for Fields<'_> {
    fn serialize(&self, _: &Record<'_>, serializer: &mut dyn Serializer) -> slog::Result {
        if !self.state.detail.is_empty() {
            serializer.emit_str("detail".into(), &self.state.detail)?;
        }
        if let Some(total) = self.step.total {
            serializer.emit_u64("done".into(), self.state.done)?;
            serializer.emit_u64("of".into(), total)?;
        }
        serializer.emit_u64("seconds".into(), self.seconds)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use slog::{Drain, OwnedKVList, o};
    use tokio::time::{advance, sleep};

    use super::*;

    #[derive(Clone, Default)]
    struct Kept(Arc<Mutex<Vec<String>>>);

    impl Drain for Kept {
        type Ok = ();
        type Err = slog::Never;

        fn log(&self, record: &Record<'_>, _: &OwnedKVList) -> Result<(), slog::Never> {
            struct Text(String);
            impl Serializer for Text {
                fn emit_arguments(&mut self, key: slog::Key, value: &std::fmt::Arguments<'_>) -> slog::Result {
                    write!(self.0, " {key}={value}").map_err(slog::Error::from)
                }
            }
            let mut text = Text(record.msg().to_string());
            record.kv().serialize(record, &mut text).expect("fields can be written");
            self.0.lock().unwrap().push(text.0);
            Ok(())
        }
    }

    fn records() -> (Progress, Kept) {
        let kept = Kept::default();
        (Progress::Records(Logger::root(kept.clone().fuse(), o!())), kept)
    }

    #[tokio::test(start_paused = true)]
    async fn a_record_is_written_after_a_second_and_then_every_ten() {
        let (progress, kept) = records();
        let step = progress.begin("embedding store items", Some(300));
        step.reach(1);
        assert!(kept.0.lock().unwrap().is_empty());
        for done in 2..=25 {
            advance(Duration::from_secs(1)).await;
            step.reach(done);
        }
        step.done("embedded all store items");
        let expected = [
            "embedding store items done=2 of=300 seconds=1",
            "embedding store items done=12 of=300 seconds=11",
            "embedding store items done=22 of=300 seconds=21",
            "embedded all store items seconds=24",
        ];
        assert_eq!(*kept.0.lock().unwrap(), expected);
    }

    #[tokio::test(start_paused = true)]
    async fn waiting_is_shown_with_the_latest_detail() {
        let (progress, kept) = records();
        let step = progress.begin("installing the dependencies", None);
        step.detail("Collecting a");
        step.detail("Collecting b");
        assert_eq!(step.during(async { sleep(Duration::from_millis(11_500)).await }).await, ());
        drop(step);
        let expected = [
            "installing the dependencies detail=Collecting b seconds=1",
            "installing the dependencies detail=Collecting b seconds=11",
        ];
        assert_eq!(*kept.0.lock().unwrap(), expected);
    }

    #[tokio::test(start_paused = true)]
    async fn short_work_is_not_shown() {
        let (progress, kept) = records();
        let step = progress.begin("migrating the database", Some(2));
        step.during(sleep(Duration::from_millis(500))).await;
        step.reach(2);
        step.done("migrated the database");
        assert!(kept.0.lock().unwrap().is_empty());
    }
}
