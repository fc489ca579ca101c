//! One HTML page with everything in it: no other file, no network, readable without its script.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::counts::Counts;
use super::model::{Entry, Report};
use crate::exchange::Exchange;
use crate::model::Level;
use crate::outcome::Verdict;

const STYLE: &str = include_str!("assets/style.css");
const SCRIPT: &str = include_str!("assets/script.js");

/// The words for how checks went, in the order of the columns.
const WORDS: [&str; 5] = ["pass", "fail", "known", "skip", "error"];

/// The page of one run.
#[must_use]
pub fn render(report: &Report) -> String {
    let areas = report.by_area();
    let names: Vec<&str> = areas.keys().copied().collect();
    let missing = &report.target.missing_operations;
    let body = html! {
        p.about {
            "Measured against " (report.document) " by runyard-conformance " (report.suite) " on "
            (report.began_at.format("%Y-%m-%d %H:%M UTC")) " at " code { (report.target.url) } ", in "
            (report.took_ms.div_ceil(1000)) " s."
        }
        div.cards { @for level in Level::ALL { (card(level, Counts::of(report.of_level(level)))) } }
        table {
            thead { tr { th { "area" } @for word in WORDS { th { (word) } } } }
            tbody { @for (area, entries) in &areas { (area_row(area, Counts::of(entries.iter().copied()))) } }
        }
        @if !missing.is_empty() {
            h2 { "Not offered" }
            details {
                summary { (missing.len()) " operations; checks that need them are skipped" }
                ul { @for (id, how) in missing { li { code { (id) } ": " (how) } } }
            }
        }
        (filters(&names, false))
        @for (area, entries) in &areas {
            @let counts = Counts::of(entries.iter().copied());
            section.area data-group=(area) {
                h2 { (area) " " small { (counts.pass) " of " (counts.all()) " pass" } }
                @for entry in entries { (check(entry)) }
            }
        }
    };
    page(&format!("Conformance of {}", report.subject()), &body)
}

/// A page around a body.
pub(super) fn page(title: &str, body: &Markup) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                button.theme hidden { "light / dark" }
                h1 { (title) }
                (body)
                script { (PreEscaped(SCRIPT)) }
            }
        }
    };
    // What servers answer may have characters that HTML does not allow.
    let shown = |c: char| if c.is_control() && !matches!(c, '\n' | '\t' | '\r') { '\u{FFFD}' } else { c };
    page.into_string().chars().map(shown).collect()
}

/// The buttons above a list. `differing` is for lists of several servers.
pub(super) fn filters(areas: &[&str], differing: bool) -> Markup {
    html! {
        div.filters hidden {
            @for word in WORDS { button data-word=(word) aria-pressed="false" { (word) } }
            @for level in Level::ALL { button data-level=(level) aria-pressed="false" { (level) } }
            @if differing { button data-differing="yes" aria-pressed="false" { "only differences" } }
            select aria-label="area" {
                option value="" { "all areas" }
                @for area in areas { option { (area) } }
            }
            input type="search" placeholder="search" aria-label="search";
            output {}
        }
    }
}

/// What an entry is called where known failures are a kind of their own.
pub(super) fn word(entry: &Entry) -> &'static str {
    if entry.is_known_failure() { "known" } else { entry.verdict.word() }
}

/// A bar of all counts.
pub(super) fn bar(counts: Counts) -> Markup {
    let parts = [
        ("pass", counts.pass),
        ("fail", counts.fail - counts.known),
        ("known", counts.known),
        ("error", counts.error),
        ("skip", counts.skip),
    ];
    html! {
        div.bar {
            @for (class, count) in parts.into_iter().filter(|(_, count)| *count > 0) {
                i class=(class) style={ "flex:" (count) } title={ (count) " " (class) } {}
            }
        }
    }
}

fn card(level: Level, counts: Counts) -> Markup {
    html! {
        @if counts.all() > 0 {
            div.card {
                span { (level) }
                // Every server is free in what is MAY, so there is no share of it to reach.
                @if level == Level::May {
                    b { (counts.pass) " of " (counts.judged()) }
                    span { "what servers are free to do differently" }
                } @else {
                    b { (counts.share()) }
                    span { (counts.pass) " of " (counts.judged()) " judged pass, " (counts.skip) " skipped" }
                    (bar(counts))
                }
            }
        }
    }
}

fn area_row(area: &str, counts: Counts) -> Markup {
    let numbers = [counts.pass, counts.fail - counts.known, counts.known, counts.skip, counts.error];
    html! {
        tr {
            td { (area) }
            @for (word, number) in WORDS.into_iter().zip(numbers) {
                td class=(if number == 0 { "zero" } else { word }) { (number) }
            }
        }
    }
}

fn check(entry: &Entry) -> Markup {
    let word = word(entry);
    let failure = entry.failure.as_ref();
    let but = entry.passes_unexpectedly().then_some("it passes, although the list of known failures has it");
    let rows = [
        ("basis", "", Some(entry.basis.as_str())),
        ("but", "fail", but),
        ("known", "", entry.known.as_deref()),
        ("in", "", failure.and_then(|failure| failure.place.as_deref())),
        ("expected", "", failure.map(|failure| failure.expected.as_str())),
        ("got", "fail", failure.map(|failure| failure.got.as_str())),
        ("because", "", entry.reason.as_deref()),
    ];
    let rows =
        rows.into_iter().filter_map(|(name, class, value)| Some((name, class, value.filter(|v| !v.is_empty())?)));
    // The last exchange is most often the one that matters.
    let last = entry.exchanges.len().saturating_sub(1);
    html! {
        details.check id=(entry.id) data-id=(entry.id) data-area=(entry.area) data-level=(entry.level) data-word=(word)
            open[entry.passes_unexpectedly()] {
            summary {
                span class={ "word " (word) } { (word) }
                span.level { (entry.level) }
                code { (entry.id) }
                span.time { (entry.took_ms) " ms" }
            }
            div.inside {
                p { (entry.requirement) }
                dl { @for (name, class, value) in rows { dt { (name) } dd class=(class) { (value) } } }
                @for (index, one) in entry.exchanges.iter().enumerate() {
                    (exchange(one, index == last && entry.verdict == Verdict::Fail))
                }
            }
        }
    }
}

fn exchange(exchange: &Exchange, open: bool) -> Markup {
    html! {
        details.exchange open[open] {
            summary {
                (exchange.method) " " (exchange.url) " → "
                @match exchange.status { Some(status) => (status), None => "no answer" }
                @if let Some(note) = &exchange.note { " · " (note) }
                " " span.time { (exchange.took_ms) " ms" }
            }
            button.copy { "copy" }
            pre { (exchange.curl()) }
            pre { (exchange.answer().trim()) }
        }
    }
}
