//! The page of `abslint report`, in a browser: its filter works by mouse and keyboard, and it asks
//! for nothing else.
//!
//! A script is added to the page that does what a reader would, and writes down what it saw;
//! Chromium prints the page afterwards.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::common::{abslint, abslint_with_stdin, fixtures, status, stderr, stdout};
use serde_json::Value;

/// Does what a reader would.
const READER: &str = r#"
<script>
window.addEventListener("load", () => {
  const seen = {};
  const shown = () => [...document.querySelectorAll("article")].filter((article) => article.offsetParent !== null);
  const rule = "lost-times";
  const button = document.querySelector(`button[data-rule="${rule}"]`);
  seen.all = shown().length;
  button.click();
  seen.filtered = shown().length;
  seen.onlyItsRecords = shown().every((article) => article.dataset.rules.split(" ").includes(rule));
  seen.pressed = button.getAttribute("aria-pressed");
  seen.focus = document.activeElement.textContent;
  seen.said = document.getElementById("shown").textContent;
  seen.chosen = document.querySelectorAll("mark.chosen").length;
  const search = document.getElementById("search");
  search.value = "no record holds this";
  search.dispatchEvent(new Event("input"));
  seen.nothing = shown().length;
  document.getElementById("all").click();
  setTimeout(() => {
    seen.reset = shown().length;
    seen.resources = performance.getEntriesByType("resource").length;
    seen.wide = document.documentElement.scrollWidth > document.documentElement.clientWidth;
    seen.markup = document.querySelectorAll("article script, article b, article img").length;
    const outcome = document.createElement("pre");
    outcome.id = "outcome";
    outcome.textContent = JSON.stringify(seen);
    document.body.append(outcome);
  }, 50);
});
</script>
</body>"#;

fn browser() -> &'static str {
    let known = ["chromium", "chromium-browser", "google-chrome"];
    let there = known.into_iter().find(|name| Command::new(name).arg("--version").output().is_ok());
    there.unwrap_or_else(|| panic!("none of {known:?} is on this machine (Debian has the first)"))
}

/// What the reader saw on the page, in a window of so many pixels.
fn read(browser: &str, page: &Path, window: &str) -> Value {
    let profile = tempfile::tempdir().unwrap();
    let output = Command::new(browser)
        .args([
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--virtual-time-budget=5000",
            "--dump-dom",
        ])
        .arg(format!("--window-size={window}"))
        .arg(format!("--user-data-dir={}", profile.path().display()))
        .arg(format!("file://{}", page.display()))
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let dom = String::from_utf8_lossy(&output.stdout).into_owned();
    let outcome = dom
        .split("<pre id=\"outcome\">")
        .nth(1)
        .and_then(|rest| rest.split("</pre>").next())
        .unwrap_or_else(|| panic!("{dom}"));
    serde_json::from_str(&outcome.replace("&gt;", ">").replace("&lt;", "<").replace("&amp;", "&"))
        .unwrap()
}

#[test]
#[ignore = "needs Chromium"]
fn the_page_filters_and_asks_for_nothing() {
    let browser = browser();
    let dir = fixtures();
    let hostile = "{\"title\":\"<img src=x> <b>\",\"abstract\":\"</p><script>document.title = 1</script> 256times256 and the\"}\n";
    std::fs::write(dir.path().join("fixtures/hostile.jsonl"), hostile).unwrap();
    let output = abslint(dir.path(), &["report", "fixtures", "-o", "page.html"]);
    assert!(
        status(&output) == 2,
        "the broken fixtures are told of, and the page is there: {}",
        stderr(&output)
    );
    let page = dir.path().join("page.html");
    let html = std::fs::read_to_string(&page).unwrap();
    std::fs::write(&page, html.replace("</body>", READER)).unwrap();
    for window in ["1280,900", "500,900"] {
        let seen = read(browser, &page, window);
        let number = |key: &str| seen[key].as_u64().unwrap_or_else(|| panic!("{key}: {seen}"));
        assert!(number("filtered") > 0, "{seen}");
        assert!(number("filtered") < number("all"), "{seen}");
        assert_eq!(
            (&seen["onlyItsRecords"], &seen["pressed"], &seen["focus"]),
            (&true.into(), &"true".into(), &"Records".into()),
            "{seen}"
        );
        assert!(seen["said"].as_str().unwrap().ends_with("shown of lost-times"), "{seen}");
        assert!(number("chosen") > 0, "{seen}");
        assert_eq!(
            (number("nothing"), number("reset"), number("resources"), number("markup")),
            (0, number("all"), 0, 0),
            "{seen}"
        );
        assert_eq!(seen["wide"], false, "nothing leaves the window of {window}: {seen}");
    }
}

#[test]
fn the_page_holds_no_address_that_a_browser_would_fetch() {
    let dir = fixtures();
    let html = stdout(&abslint(dir.path(), &["report", "fixtures", "-o", "-", "-q"]));
    assert!(html.starts_with("<!doctype html>"));
    assert!(html.contains("default-src 'none'"));
    for fetching in ["src=", "<link", "@import", "url(", "<iframe", "fetch("] {
        let outside: String = html.split("<article").next().unwrap().to_owned()
            + html.rsplit("</article>").next().unwrap();
        assert!(!outside.contains(fetching), "{fetching}");
    }
    let stdin = abslint_with_stdin(dir.path(), &["report", "-", "-o", "page.html"], b"");
    assert_eq!(status(&stdin), 2, "{}", stderr(&stdin));
    assert!(stderr(&stdin).contains("cannot be read twice"), "{}", stderr(&stdin));
}
