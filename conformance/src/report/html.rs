//! One HTML page with everything in it: no other file, no network, readable without its script.

use std::fmt::Write as _;

use super::counts::Counts;
use super::escape::Escaped;
use super::model::{Entry, Report};
use crate::exchange::Exchange;
use crate::model::{Level, Verdict};

const STYLE: &str = include_str!("assets/style.css");
const SCRIPT: &str = include_str!("assets/script.js");

/// The page of one run.
#[must_use]
pub fn render(report: &Report) -> String {
    let title = format!("Conformance of {}", report.subject());
    let mut body = String::new();
    let _ = write!(
        body,
        "<p class=\"about\">Measured against {} by runyard-conformance {} on {} at <code>{}</code>, in {} s.</p>",
        Escaped(&report.document),
        Escaped(&report.suite),
        report.began_at.format("%Y-%m-%d %H:%M UTC"),
        Escaped(&report.target.url),
        report.took_ms.div_ceil(1000),
    );
    cards(&mut body, report);
    areas(&mut body, report);
    if !report.target.missing_operations.is_empty() {
        let count = report.target.missing_operations.len();
        let _ = write!(
            body,
            "<h2>Not offered</h2><details><summary>{count} operations; checks that need them are skipped</summary><ul>"
        );
        for (id, how) in &report.target.missing_operations {
            let _ = write!(body, "<li><code>{}</code>: {}</li>", Escaped(id), Escaped(how));
        }
        body.push_str("</ul></details>");
    }
    let names: Vec<&str> = report.by_area().into_keys().collect();
    body.push_str(&filters(&names, false));
    for (area, entries) in report.by_area() {
        let counts = Counts::of(entries.iter().copied());
        let _ = write!(
            body,
            "<section class=\"area\" data-group=\"{0}\"><h2>{0} <small>{1} of {2} pass</small></h2>",
            Escaped(area),
            counts.pass,
            counts.all()
        );
        for entry in entries {
            check(&mut body, entry);
        }
        body.push_str("</section>");
    }
    page(&title, &body)
}

/// A page around a body.
pub(super) fn page(title: &str, body: &str) -> String {
    let title = Escaped(title);
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<button class=\"theme\" hidden>light / dark</button>\n<h1>{title}</h1>\n\
         {body}\n<script>\n{SCRIPT}</script>\n</body>\n</html>\n"
    )
}

/// The buttons above a list. `differing` is for lists of several servers.
pub(super) fn filters(areas: &[&str], differing: bool) -> String {
    let mut text = String::from("<div class=\"filters\" hidden>");
    for word in ["pass", "fail", "known", "skip", "error"] {
        let _ = write!(text, "<button data-word=\"{word}\" aria-pressed=\"false\">{word}</button>");
    }
    for level in Level::ALL.map(Level::word) {
        let _ = write!(text, "<button data-level=\"{level}\" aria-pressed=\"false\">{level}</button>");
    }
    if differing {
        text.push_str("<button data-differing=\"yes\" aria-pressed=\"false\">only differences</button>");
    }
    text.push_str("<select aria-label=\"area\"><option value=\"\">all areas</option>");
    for area in areas {
        let _ = write!(text, "<option>{}</option>", Escaped(area));
    }
    text.push_str(
        "</select><input type=\"search\" placeholder=\"search\" aria-label=\"search\"><output></output></div>",
    );
    text
}

/// What an entry is called where known failures are their own kind.
pub(super) fn word(entry: &Entry) -> &'static str {
    if entry.is_known_failure() { "known" } else { entry.verdict.word() }
}

/// A bar of all counts.
pub(super) fn bar(counts: Counts) -> String {
    let mut text = String::from("<div class=\"bar\">");
    for (class, count) in [
        ("pass", counts.pass),
        ("fail", counts.fail - counts.known),
        ("known", counts.known),
        ("error", counts.error),
        ("skip", counts.skip),
    ] {
        if count > 0 {
            let _ = write!(text, "<i class=\"{class}\" style=\"flex:{count}\" title=\"{count} {class}\"></i>");
        }
    }
    text + "</div>"
}

fn cards(body: &mut String, report: &Report) {
    body.push_str("<div class=\"cards\">");
    for level in Level::ALL {
        let counts = Counts::of(report.of_level(level));
        if counts.all() > 0 {
            let _ = write!(
                body,
                "<div class=\"card\"><span>{level}</span><b>{}</b><span>{} of {} judged pass, {} skipped</span>{}</div>",
                counts.share(),
                counts.pass,
                counts.judged(),
                counts.skip,
                bar(counts)
            );
        }
    }
    body.push_str("</div>");
}

fn areas(body: &mut String, report: &Report) {
    body.push_str("<table><thead><tr><th>area</th>");
    let columns = ["pass", "fail", "known", "skip", "error"];
    for column in columns {
        let _ = write!(body, "<th>{column}</th>");
    }
    body.push_str("</tr></thead><tbody>");
    for (area, entries) in report.by_area() {
        let counts = Counts::of(entries);
        let _ = write!(body, "<tr><td>{}</td>", Escaped(area));
        let numbers = [counts.pass, counts.fail - counts.known, counts.known, counts.skip, counts.error];
        for (column, number) in columns.into_iter().zip(numbers) {
            let class = if number == 0 { "zero" } else { column };
            let _ = write!(body, "<td class=\"{class}\">{number}</td>");
        }
        body.push_str("</tr>");
    }
    body.push_str("</tbody></table>");
}

fn check(body: &mut String, entry: &Entry) {
    let word = word(entry);
    let open = if entry.is_bad() && entry.passes_unexpectedly() { " open" } else { "" };
    let _ = write!(
        body,
        "<details class=\"check\" id=\"{id}\" data-id=\"{id}\" data-area=\"{area}\" data-level=\"{level}\" data-word=\"{word}\"{open}>\
         <summary><span class=\"word {word}\">{word}</span><span class=\"level\">{level}</span><code>{id}</code>\
         <span class=\"time\">{time} ms</span></summary><div class=\"inside\"><p>{requirement}</p><dl>",
        id = Escaped(&entry.id),
        area = Escaped(&entry.area),
        level = entry.level.word(),
        time = entry.took_ms,
        requirement = Escaped(&entry.requirement),
    );
    let mut row = |name: &str, class: &str, value: Option<&str>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            let _ = write!(body, "<dt>{name}</dt><dd class=\"{class}\">{}</dd>", Escaped(value));
        }
    };
    row("basis", "", Some(&entry.basis));
    if entry.passes_unexpectedly() {
        row("but", "fail", Some("it passes, although the list of known failures has it"));
    }
    row("known", "", entry.known.as_deref());
    if let Some(failure) = &entry.failure {
        row("in", "", failure.place.as_deref());
        row("expected", "", Some(&failure.expected));
        row("got", "fail", Some(&failure.got));
    }
    row("because", "", entry.reason.as_deref());
    body.push_str("</dl>");
    // The last exchange is most often the one that matters.
    let last = entry.exchanges.len().saturating_sub(1);
    for (index, one) in entry.exchanges.iter().enumerate() {
        exchange(body, one, index == last && entry.verdict == Verdict::Fail);
    }
    body.push_str("</div></details>");
}

fn exchange(body: &mut String, exchange: &Exchange, open: bool) {
    let status = exchange.status.map_or_else(|| "no answer".to_owned(), |status| status.to_string());
    let note = exchange.note.as_deref().map(|note| format!(" · {note}")).unwrap_or_default();
    let _ = write!(
        body,
        "<details class=\"exchange\"{}><summary>{} {} → {status}{} <span class=\"time\">{} ms</span></summary>\
         <button class=\"copy\">copy</button><pre>{}</pre><pre>{}</pre></details>",
        if open { " open" } else { "" },
        Escaped(&exchange.method),
        Escaped(&exchange.url),
        Escaped(&note),
        exchange.took_ms,
        Escaped(&exchange.curl()),
        Escaped(exchange.answer().trim()),
    );
}
