//! `abslint report`: one HTML page that needs nothing but itself.
//!
//! Everything is in the file: style, script, and pictures as inline SVG; its
//! content security policy forbids every request. Without the script it shows
//! the same, only not filtered.

mod charts;
mod records;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::summary::count;
use super::visible::visible;
use abslint_core::finding::{Finding, Fix, Severity};
use abslint_corpus::run::Tally;

pub(crate) use records::{Shown, choose};

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");

/// What the page is made of.
pub(crate) struct Page<'p> {
    /// What was read.
    pub tally: &'p Tally,
    /// What was found, in order.
    pub findings: &'p [Finding],
    /// Characters of each abstract.
    pub lengths: &'p [usize],
    /// The records that are shown, with their texts.
    pub shown: &'p [Shown<'p>],
    /// How many records have findings.
    pub damaged: usize,
}

impl Page<'_> {
    /// The page.
    pub(crate) fn html(&self) -> String {
        let mut out = String::with_capacity(1 << 16);
        let policy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'";
        let _ = write!(
            out,
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
             <title>abslint: {}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
             <a class=\"skip\" href=\"#records\">To the records</a>\n",
            count(self.tally.read, "record")
        );
        self.push_head(&mut out);
        out.push_str("<main>\n");
        self.push_findings(&mut out);
        self.push_duplicates(&mut out);
        records::push(&mut out, self.shown, self.damaged);
        let _ = write!(out, "</main>\n<script>\n{SCRIPT}</script>\n</body>\n</html>\n");
        out
    }

    fn push_head(&self, out: &mut String) {
        let of =
            |severity| self.findings.iter().filter(|finding| finding.severity == severity).count();
        let repairs = self
            .findings
            .iter()
            .filter(|finding| finding.fix.as_ref().is_some_and(Fix::is_safe))
            .count();
        let share = self.damaged as f64 * 100.0 / self.tally.read.max(1) as f64;
        let tiles = [
            ("records", self.tally.read.to_string(), ""),
            ("files", self.tally.files.to_string(), ""),
            ("records with findings", format!("{} <small>{share:.1} %</small>", self.damaged), ""),
            ("errors", of(Severity::Error).to_string(), "error"),
            ("warnings", of(Severity::Warning).to_string(), "warning"),
            ("notes", of(Severity::Info).to_string(), "info"),
            ("safe repairs", repairs.to_string(), "safe"),
        ];
        out.push_str("<header>\n<h1>What abslint found</h1>\n<dl class=\"tiles\">\n");
        for (what, number, class) in tiles {
            let _ =
                writeln!(out, "<div class=\"tile {class}\"><dt>{what}</dt><dd>{number}</dd></div>");
        }
        out.push_str("</dl>\n</header>\n");
    }

    fn push_findings(&self, out: &mut String) {
        let mut rules: BTreeMap<&str, (Severity, usize)> = BTreeMap::new();
        let mut files: BTreeMap<&str, usize> = BTreeMap::new();
        for finding in self.findings {
            rules.entry(&finding.rule).or_insert((finding.severity, 0)).1 += 1;
            *files.entry(&finding.path).or_default() += 1;
        }
        out.push_str("<div class=\"columns\">\n");
        charts::push_rules(out, &rules);
        out.push_str("<div>\n");
        charts::push_files(out, &files);
        charts::push_lengths(out, self.lengths);
        out.push_str("</div>\n</div>\n");
    }

    /// Records that are kept, each with its copies.
    fn push_duplicates(&self, out: &mut String) {
        const MOST: usize = 200;
        let mut clusters: BTreeMap<(&str, usize, usize), Vec<&Finding>> = BTreeMap::new();
        for finding in self.findings.iter().filter(|finding| finding.rule.starts_with("duplicate-"))
        {
            for related in &finding.related {
                clusters
                    .entry((&related.path, related.line, related.record))
                    .or_default()
                    .push(finding);
            }
        }
        if clusters.is_empty() {
            return;
        }
        let _ = writeln!(
            out,
            "<section id=\"duplicates\"><h2>The same paper more than once</h2>\n<p>{} with copies.</p>\n<div class=\"scrolled\" tabindex=\"0\" role=\"region\" aria-label=\"Papers with copies\">",
            count(clusters.len(), "paper")
        );
        for ((path, line, _), copies) in clusters.iter().take(MOST) {
            let title = copies
                .iter()
                .map(|copy| copy.text.as_str())
                .find(|text| !text.is_empty())
                .unwrap_or("(without a title)");
            let _ = write!(
                out,
                "<details><summary>{} <span class=\"muted\">{}</span></summary><ul>",
                text(title),
                count(copies.len(), "copy")
            );
            let _ = write!(out, "<li>kept: <code>{}:{line}</code></li>", text(path));
            for copy in copies {
                let similarity = copy.related.first().map_or(0.0, |related| related.similarity);
                let (path, rule) = (text(&copy.path), text(&copy.rule));
                let _ = write!(
                    out,
                    "<li><code>{path}:{}</code> {rule}, similarity {similarity:.2}</li>",
                    copy.location.line
                );
            }
            out.push_str("</ul></details>\n");
        }
        if clusters.len() > MOST {
            let _ = writeln!(out, "<p>And {} more.</p>", clusters.len() - MOST);
        }
        out.push_str("</div></section>\n");
    }
}

/// Text as HTML, with the names of what nobody would see.
fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in visible(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}
