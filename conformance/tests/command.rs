//! The command: its statuses, known failures, and reports that others can read.

mod support;

use std::path::{Path, PathBuf};
use std::process::Output;

use runyard_conformance::outcome::Verdict;
use runyard_conformance::report::Report;
use serde_json::json;
use support::{Fake, Reply, Request};
use tokio::process::Command;

const CHECK: &str = "examples/health/healthy";

/// A folder that is removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        let path = std::env::temp_dir().join(format!("conformance-{}", uuid::Uuid::new_v4()));
        std::fs::create_dir_all(&path).expect("a folder can be made");
        Self(path)
    }

    fn file(&self, name: &str) -> String {
        self.0.join(name).display().to_string()
    }

    fn write(&self, name: &str, text: &str) -> String {
        std::fs::write(self.0.join(name), text).expect("a file can be written");
        self.file(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

async fn command(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_runyard-conformance"));
    command.args(arguments).env_remove("CONFORMANCE_URL").output().await.expect("the command can be run")
}

fn text(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

fn well(_: &Request) -> Reply {
    Reply::json(200, json!({"ok": true, "services": {}}))
}

/// Wrong, and with text that must not get out of its place.
fn ill(_: &Request) -> Reply {
    Reply::Whole(503, "text/plain", "<script>alert('&')</script>]]>\u{1b}[31m\u{0}".into())
}

#[tokio::test]
async fn the_status_tells_how_it_went() {
    let folder = Folder::new();
    let known = folder.write("known.txt", &format!("# here\n{CHECK}  it is broken\n"));
    let (good, bad) = (Fake::start(well).await, Fake::start(ill).await);
    let run = async |url: &str, more: &[&str]| {
        let output = command(&[&["run", "--base-url", url, "--only", CHECK], more].concat()).await;
        (output.status.code(), text(&output))
    };
    assert_eq!(run(&good.url, &[]).await.0, Some(0));
    let (code, said) = run(&bad.url, &[]).await;
    assert_eq!(code, Some(1));
    for part in [&format!("fail  {CHECK} (MUST)"), "expected  status 200", "got       status 503", "curl -i -X GET"] {
        assert!(said.contains(part), "{part} is missing: {said}");
    }
    // A known failure is fine, unless it passes.
    assert_eq!(run(&bad.url, &["--expected", &known]).await.0, Some(0));
    let (code, said) = run(&good.url, &["--expected", &known]).await;
    assert_eq!(code, Some(1));
    assert!(said.contains("it passes: take it from the list of known failures"), "{said}");
    // What keeps the suite from judging is another status.
    let stale = folder.write("stale.txt", "examples/health/gone  long ago\n");
    let (code, said) = run(&good.url, &["--expected", &stale]).await;
    assert_eq!((code, said.contains("there is no check examples/health/gone")), (Some(2), true), "{said}");
    assert_eq!(command(&["run"]).await.status.code(), Some(2));
    let url = bad.url.clone();
    drop(bad);
    let (code, said) = run(&url, &[]).await;
    assert_eq!((code, said.contains("failed to reach")), (Some(2), true), "{said}");
    assert_eq!(command(&["run", "--base-url", &good.url, "--only", "nothing"]).await.status.code(), Some(2));
}

#[tokio::test]
async fn reports_can_be_read_by_others() {
    let folder = Folder::new();
    let (good, bad) = (Fake::start(well).await, Fake::start(ill).await);
    for (name, url) in [("good", &good.url), ("bad", &bad.url)] {
        let [json, junit, html] = ["json", "xml", "html"].map(|kind| folder.file(&format!("{name}.{kind}")));
        let arguments =
            ["--name", name, "--server-version", "1.2", "--json", &json, "--junit", &junit, "--html", &html];
        command(
            &[&["run", "--base-url", url, "--only", CHECK, "--only", "examples/health/healthy/*"][..], &arguments]
                .concat(),
        )
        .await;
    }
    let report = Report::read(Path::new(&folder.file("bad.json"))).expect("a report");
    assert_eq!(report.subject(), "bad 1.2");
    let check = report.checks.iter().find(|entry| entry.id == CHECK).expect("the check is in it");
    assert_eq!((check.verdict, check.exchanges[0].status), (Verdict::Fail, Some(503)));
    let totals: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(folder.file("bad.json")).expect("it is there")).expect("JSON");
    assert_eq!(totals["totals"]["must"], json!({"pass": 0, "fail": 1, "skip": 0, "error": 0, "known": 0}));

    let xml = std::fs::read_to_string(folder.file("bad.xml")).expect("it is there");
    let tree = roxmltree::Document::parse(&xml).unwrap_or_else(|e| panic!("{e}: {xml}"));
    let count = |name: &str| tree.root_element().attribute(name).map(ToOwned::to_owned);
    assert_eq!(
        (count("tests"), count("failures"), count("skipped")),
        (Some("2".into()), Some("1".into()), Some("1".into()))
    );
    let failure = tree.descendants().find(|node| node.has_tag_name("failure")).expect("a failure");
    assert!(failure.text().is_some_and(|text| text.contains("<script>alert('&')</script>]]>")));

    let page = std::fs::read_to_string(folder.file("bad.html")).expect("it is there");
    assert!(page.contains("&lt;script&gt;alert('&amp;')"), "the answer is shown");
    assert_eq!(page.matches("<script").count(), 1, "only the page's own script");
    for outside in ["src=", "href=\"http", "@import", "url("] {
        assert!(!page.contains(outside), "the page needs {outside}");
    }
    for element in ["details", "section", "div", "dl", "table", "pre", "summary"] {
        let ends = page.matches(&format!("</{element}>")).count();
        let begins = page.matches(&format!("<{element}>")).count() + page.matches(&format!("<{element} ")).count();
        assert_eq!(begins, ends, "{element}");
    }

    let (html, markdown) = (folder.file("compare.html"), folder.file("compare.md"));
    let (one, two) = (folder.file("good.json"), folder.file("bad.json"));
    let output = command(&["compare", &one, &two, "--html", &html, "--markdown", &markdown]).await;
    assert_eq!(output.status.code(), Some(0), "{}", text(&output));
    let markdown = std::fs::read_to_string(markdown).expect("it is there");
    assert!(markdown.contains("| check | good 1.2 | bad 1.2 |"), "{markdown}");
    assert!(markdown.contains(&format!("| MUST `{CHECK}` | ✓ | ✗ |")), "{markdown}");
    assert!(markdown.contains(&format!("| SHOULD `{CHECK}/shape` | ✓ | – |")), "{markdown}");
    assert!(markdown.contains("| MUST | 1 of 1 | 0 of 1 |"), "{markdown}");
    let page = std::fs::read_to_string(html).expect("it is there");
    assert!(page.contains("bad 1.2") && page.contains("expected status 200, got status 503"), "{page}");

    let wrong = folder.write("wrong.json", "{\"format\": \"something-else/1\"}");
    let output = command(&["compare", &wrong]).await;
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output).contains("is not a report of this suite"), "{}", text(&output));
}

#[tokio::test]
async fn known_failures_are_told_apart_in_every_report() {
    let folder = Folder::new();
    let known = folder.write("known.txt", &format!("{CHECK}  it is broken\n"));
    for (name, fake) in [("fails", Fake::start(ill).await), ("passes", Fake::start(well).await)] {
        let [json, junit, html] = ["json", "xml", "html"].map(|kind| folder.file(&format!("{name}.{kind}")));
        let run = ["run", "--base-url", &fake.url, "--only", CHECK, "--expected", &known];
        command(&[&run[..], &["--json", &json, "--junit", &junit, "--html", &html]].concat()).await;
    }
    let read = |name: &str| std::fs::read_to_string(folder.file(name)).expect("it is there");
    let report = Report::read(Path::new(&folder.file("fails.json"))).expect("a report");
    assert!(report.checks[0].is_known_failure() && !report.checks[0].is_bad());
    assert!(read("fails.xml").contains("<skipped message=\"known failure: it is broken\"/>"));
    assert!(read("fails.html").contains("data-word=\"known\""));

    let report = Report::read(Path::new(&folder.file("passes.json"))).expect("a report");
    assert!(report.checks[0].passes_unexpectedly() && report.checks[0].is_bad());
    assert!(read("passes.xml").contains("<failure message=\"passes, but is a known failure: it is broken\">"));
    assert!(read("passes.html").contains("it passes, although the list of known failures has it"));
}

#[tokio::test]
async fn checks_are_listed_and_explained() {
    let output = command(&["list", "--area", "system", "--level", "must", "--json"]).await;
    let list: Vec<serde_json::Value> = serde_json::from_slice(&output.stdout).expect("JSON");
    assert!(list.iter().any(|check| check["id"] == CHECK));
    assert!(list.iter().all(|check| check["area"] == "system" && check["level"] == "must"));
    let every = |name: &str| list.iter().all(|check| check[name].as_str().is_some_and(|text| !text.is_empty()));
    assert!(every("requirement") && every("basis"));

    let said = text(&command(&["explain", CHECK]).await);
    for part in ["MUST", "the document: GET /ok, 200", "needs   operation health", &format!("--only {CHECK}")] {
        assert!(said.contains(part), "{part} is missing: {said}");
    }
    let output = command(&["explain", "health/healthy"]).await;
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output).contains(&format!("did you mean {CHECK}")), "{}", text(&output));
    assert_eq!(command(&["list", "--area", "sytem"]).await.status.code(), Some(2));
}
