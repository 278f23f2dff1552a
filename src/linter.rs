//! One text, or one record, at a time.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use abslint_core::edit::Safety;
use abslint_core::lint::{Detail, Linter as Pass};
use abslint_core::record::{FieldName, Record as Borrowed, too_long};
use abslint_core::rule::{Library, Rule};
use abslint_corpus::stage::memory::with_characters;

use crate::{Change, Config, Error, Finding};

/// Finds and repairs the damage in single texts. To clone it costs nothing, and threads may share
/// it.
///
/// ```
/// let linter = abslint::Linter::default();
/// let text = "We reach an e\u{fb03}cient bound of O(sqrt{T}).";
/// assert_eq!(linter.fix(text), "We reach an efficient bound of O(√T).");
/// ```
#[derive(Clone)]
pub struct Linter {
    setup: Arc<Setup>,
}

/// The rules, and with what they look.
struct Setup {
    library: Library,
    /// Those that run, by their position in the library.
    running: Vec<usize>,
    threshold: Safety,
}

/// A record after repair.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Repaired {
    /// Its title.
    pub title: Option<String>,
    /// Its abstract.
    pub abstract_: Option<String>,
    /// What was repaired, in the order of repair.
    pub changes: Vec<Change>,
}

impl Default for Linter {
    /// A linter of the preset `recommended`.
    fn default() -> Self {
        Linter::new(&Config::default()).expect("the rules in the binary are tested")
    }
}

impl fmt::Debug for Linter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Linter").field("rules", &self.setup.running.len()).finish_non_exhaustive()
    }
}

impl Linter {
    /// A linter of the rules that `config` says.
    ///
    /// # Errors
    /// Returns everything that is wrong with rule files, and the first name that is no rule.
    pub fn new(config: &Config) -> Result<Linter, Error> {
        let library = config.library()?;
        let selected = library.select(&config.selection())?;
        let runs = |rule: &Rule| selected.iter().any(|own| std::ptr::eq(*own, rule));
        let running = library
            .rules
            .iter()
            .enumerate()
            .filter(|(_, rule)| runs(rule))
            .map(|(n, _)| n)
            .collect();
        Ok(Linter { setup: Arc::new(Setup { library, running, threshold: config.threshold() }) })
    }

    /// What is damaged in an abstract, looked at by itself, in the order of the text.
    pub fn check(&self, abstract_: &str) -> Vec<Finding> {
        let mut findings = self.check_record(None, Some(abstract_));
        // That the title is missing is known.
        findings.retain(|finding| finding.field == Some(FieldName::Abstract));
        findings
    }

    /// What is damaged in a record, in the order of the texts. One of more than 16 MiB is no
    /// record, and nothing is said of it.
    pub fn check_record(&self, title: Option<&str>, abstract_: Option<&str>) -> Vec<Finding> {
        let record = Borrowed::of_texts(title, abstract_);
        let mut detections =
            self.pass(&record, |pass| pass.lint(&record, b"")).unwrap_or_default().detections;
        detections.sort_by(|a, b| (a.field, a.span, &a.rule).cmp(&(b.field, b.span, &b.rule)));
        let placed = with_characters(&record, detections);
        placed
            .into_iter()
            .map(|(detection, characters)| Finding::of_detection(0, detection, characters))
            .collect()
    }

    /// An abstract after repair: the same text if there is nothing to repair.
    pub fn fix<'t>(&self, abstract_: &'t str) -> Cow<'t, str> {
        let record = Borrowed::of_texts(None, Some(abstract_));
        let [_, fixed] = self.pass(&record, |pass| pass.canonical(&record)).unwrap_or_default();
        match fixed {
            Some(Cow::Owned(fixed)) if fixed != abstract_ => Cow::Owned(fixed),
            _ => Cow::Borrowed(abstract_),
        }
    }

    /// A record after repair. A title helps to repair the abstract, and the other way round.
    pub fn repair(&self, title: Option<&str>, abstract_: Option<&str>) -> Repaired {
        let record = Borrowed::of_texts(title, abstract_);
        let outcome = self
            .pass(&record, |pass| pass.telling(Detail::Nothing).lint(&record, b""))
            .unwrap_or_default();
        let text = |field, own: Option<&str>| outcome.text(field).or(own).map(str::to_owned);
        Repaired {
            title: text(FieldName::Title, title),
            abstract_: text(FieldName::Abstract, abstract_),
            changes: outcome.changes.iter().map(|change| Change::of(0, change.clone())).collect(),
        }
    }

    /// What `look` makes of a record with the rules that run; `None` if it is too long for one.
    fn pass<T>(&self, record: &Borrowed<'_>, look: impl FnOnce(Pass<'_>) -> T) -> Option<T> {
        let fields = FieldName::ALL.iter().filter_map(|name| record.field(*name));
        if too_long(fields.map(|field| field.text.len()).sum()).is_some() {
            return None;
        }
        let Setup { library, running, threshold } = self.setup.as_ref();
        let rules: Vec<&Rule> = running.iter().map(|n| &library.rules[*n]).collect();
        Some(look(Pass::new(&rules, &library.background, *threshold)))
    }
}
