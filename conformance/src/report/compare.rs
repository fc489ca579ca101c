//! Several runs side by side: a row per check, a column per server.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::counts::Counts;
use super::escape::Escaped;
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
    let mut body = String::new();
    let _ = write!(body, "<p class=\"about\">Measured against {}.</p>", Escaped(&documents(reports).join(" and ")));
    body.push_str("<div class=\"cards\">");
    for report in reports {
        let _ = write!(body, "<div class=\"card\"><span>{}</span>", Escaped(&report.subject()));
        for level in Level::ALL {
            let counts = Counts::of(report.of_level(level));
            if level == Level::May && counts.all() > 0 {
                // Nobody falls short of what is left to each server.
                let _ =
                    write!(body, "<br><span>{level}: {} of {}, free to differ</span>", counts.pass, counts.judged());
            } else if counts.all() > 0 {
                let _ = write!(
                    body,
                    "<b>{}</b><span>{level}: {} of {} judged, {} skipped</span>{}",
                    counts.share(),
                    counts.pass,
                    counts.judged(),
                    counts.skip,
                    bar(counts)
                );
            }
        }
        let _ = write!(body, "<br><span>{}</span></div>", report.began_at.format("%Y-%m-%d"));
    }
    body.push_str("</div>");
    let areas: Vec<&str> = rows.keys().copied().collect();
    body.push_str(&filters(&areas, true));
    body.push_str("<table class=\"compare\"><thead><tr><th>check</th>");
    for report in reports {
        let _ = write!(body, "<th>{}</th>", Escaped(&report.subject()));
    }
    body.push_str("</tr></thead><tbody>");
    for (area, rows) in &rows {
        let _ = write!(
            body,
            "<tr class=\"area\" data-group=\"{0}\"><td colspan=\"{1}\">{0}</td></tr>",
            Escaped(area),
            reports.len() + 1
        );
        for row in rows {
            html_row(&mut body, area, row);
        }
    }
    body.push_str("</tbody></table>");
    page("Servers side by side", &body)
}

fn html_row(body: &mut String, area: &str, row: &Row<'_>) {
    let words = row.words();
    let _ = write!(
        body,
        "<tr data-id=\"{id}\" data-area=\"{area}\" data-level=\"{level}\" data-word=\"{words}\" data-same=\"{same}\">\
         <td><details><summary><code>{id}</code> <span class=\"level\">{level}</span></summary><p>{requirement}</p></details></td>",
        id = Escaped(row.id),
        area = Escaped(area),
        level = row.level.word(),
        words = words.iter().copied().collect::<Vec<_>>().join(" "),
        same = words.len() == 1,
        requirement = Escaped(row.requirement),
    );
    for entry in &row.entries {
        match entry {
            None => body.push_str("<td class=\"cell zero\">–</td>"),
            Some(entry) => {
                let word = word(entry);
                let _ = match entry.why() {
                    None => write!(body, "<td class=\"cell\"><span class=\"word {word}\">{word}</span></td>"),
                    Some(why) => write!(
                        body,
                        "<td class=\"cell\"><details><summary><span class=\"word {word}\">{word}</span></summary><p>{}</p></details></td>",
                        Escaped(&why)
                    ),
                };
            }
        }
    }
    body.push_str("</tr>");
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
