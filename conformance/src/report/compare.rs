//! Several runs side by side: a row per check, a column per server.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use maud::{Markup, html};

use super::counts::Counts;
use super::html::{bar, filters, page, word};
use super::model::{Entry, Report};
use crate::model::Level;

/// A check in all reports.
struct Row<'a> {
    id: &'a str,
    level: Level,
    requirement: &'a str,
    /// By report; `None` when it did not have the check.
    entries: Vec<Option<&'a Entry>>,
}

impl Row<'_> {
    fn words(&self) -> BTreeSet<&'static str> {
        self.entries.iter().map(|entry| entry.map_or("none", word)).collect()
    }
}

/// Rows by area.
fn rows(reports: &[Report]) -> BTreeMap<&str, Vec<Row<'_>>> {
    let mut found: BTreeMap<&str, BTreeMap<&str, Row<'_>>> = BTreeMap::new();
    for (index, report) in reports.iter().enumerate() {
        for entry in &report.checks {
            let row = found.entry(&entry.area).or_default().entry(&entry.id).or_insert_with(|| Row {
                id: &entry.id,
                level: entry.level,
                requirement: &entry.requirement,
                entries: vec![None; reports.len()],
            });
            row.entries[index] = Some(entry);
        }
    }
    found.into_iter().map(|(area, rows)| (area, rows.into_values().collect())).collect()
}

/// Documents that differ make numbers that cannot be compared.
fn documents(reports: &[Report]) -> Vec<&str> {
    reports.iter().map(|report| report.document.as_str()).collect::<BTreeSet<_>>().into_iter().collect()
}

/// The table as one HTML page.
#[must_use]
pub fn html(reports: &[Report]) -> String {
    let rows = rows(reports);
    let areas: Vec<&str> = rows.keys().copied().collect();
    let body = html! {
        p.about { "Measured against " (documents(reports).join(" and ")) "." }
        div.cards { @for report in reports { (card(report)) } }
        (filters(&areas, true))
        table.compare {
            thead { tr { th { "check" } @for report in reports { th { (report.subject()) } } } }
            tbody {
                @for (area, rows) in &rows {
                    tr.area data-group=(area) { td colspan=(reports.len() + 1) { (area) } }
                    @for row in rows { (html_row(area, row)) }
                }
            }
        }
    };
    page("Servers side by side", &body)
}

fn card(report: &Report) -> Markup {
    let levels = Level::ALL.map(|level| (level, Counts::of(report.of_level(level))));
    html! {
        div.card {
            span { (report.subject()) }
            @for (level, counts) in levels.into_iter().filter(|(_, counts)| counts.all() > 0) {
                // Every server is free in what is MAY, so there is no share of it to reach.
                @if level == Level::May {
                    br;
                    span { (level) ": " (counts.pass) " of " (counts.judged()) ", free to differ" }
                } @else {
                    b { (counts.share()) }
                    span { (level) ": " (counts.pass) " of " (counts.judged()) " judged, " (counts.skip) " skipped" }
                    (bar(counts))
                }
            }
            br;
            span { (report.began_at.format("%Y-%m-%d")) }
        }
    }
}

fn html_row(area: &str, row: &Row<'_>) -> Markup {
    let words = row.words();
    let all = words.iter().copied().collect::<Vec<_>>().join(" ");
    html! {
        tr data-id=(row.id) data-area=(area) data-level=(row.level) data-word=(all) data-same=(words.len() == 1) {
            td {
                details {
                    summary { code { (row.id) } " " span.level { (row.level) } }
                    p { (row.requirement) }
                }
            }
            @for entry in &row.entries {
                @match entry {
                    None => td class="cell zero" { "–" },
                    Some(entry) => td.cell { (html_cell(entry)) },
                }
            }
        }
    }
}

fn html_cell(entry: &Entry) -> Markup {
    let word = html! { span class={ "word " (word(entry)) } { (word(entry)) } };
    match entry.why() {
        None => word,
        Some(why) => html! { details { summary { (word) } p { (why) } } },
    }
}

/// The table in Markdown.
#[must_use]
pub fn markdown(reports: &[Report]) -> String {
    let rows = rows(reports);
    let mut text = format!("# Servers side by side\n\nMeasured against {}.\n\n", documents(reports).join(" and "));
    let header = |text: &mut String, first: &str| {
        let names: Vec<String> = reports.iter().map(|report| cell(&report.subject())).collect();
        let _ = writeln!(text, "| {first} | {} |", names.join(" | "));
        let _ = writeln!(text, "| --- |{}", " :-: |".repeat(reports.len()));
    };
    header(&mut text, "passed of judged");
    for level in Level::ALL {
        let counts: Vec<Counts> = reports.iter().map(|report| Counts::of(report.of_level(level))).collect();
        if counts.iter().any(|counts| counts.all() > 0) {
            let _ = writeln!(text, "| {level} | {} |", counts.iter().map(shares).collect::<Vec<_>>().join(" | "));
        }
    }
    for area in rows.keys() {
        let counts = reports.iter().map(|report| Counts::of(report.checks.iter().filter(|entry| entry.area == *area)));
        let _ = writeln!(text, "| {area} | {} |", counts.map(|counts| shares(&counts)).collect::<Vec<_>>().join(" | "));
    }
    let dates = reports.iter().map(|report| report.began_at.format("%Y-%m-%d").to_string());
    let _ = writeln!(text, "| measured on | {} |", dates.collect::<Vec<_>>().join(" | "));
    text.push_str(
        "\n✓ pass, ✗ fail, (✗) known failure, – skipped because it is not offered, ! the suite could not tell\n",
    );
    for (area, rows) in &rows {
        let _ = writeln!(text, "\n## {area}\n");
        header(&mut text, "check");
        for row in rows {
            let cells = row.entries.iter().map(|entry| match entry.map(word) {
                Some("pass") => "✓",
                Some("fail") => "✗",
                Some("known") => "(✗)",
                Some("skip") => "–",
                Some(_) => "!",
                None => " ",
            });
            let _ = writeln!(text, "| {} `{}` | {} |", row.level, row.id, cells.collect::<Vec<_>>().join(" | "));
        }
    }
    text
}

fn shares(counts: &Counts) -> String {
    if counts.all() == 0 {
        return " ".into();
    }
    let skipped = if counts.skip > 0 { format!(", {} skipped", counts.skip) } else { String::new() };
    format!("{} of {}{skipped}", counts.pass, counts.judged())
}

/// Text inside of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}
