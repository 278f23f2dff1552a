//! What a run reports, repairs, drops and ignores: the rules that were selected, as the
//! configuration sets them.

use std::borrow::Cow;

use abslint_core::check::Background;
use abslint_core::check::math::Style;
use abslint_core::check::{PairKind, SourceProfile};
use abslint_core::edit::Safety;
use abslint_core::lint::Linter;
use abslint_core::record::{FieldName, Item, Record};
use abslint_core::rule::{Library, Role, Rule};

use crate::config::Config;
use crate::config::ignore::Ignore;

/// The rules of a run, by what they do in it.
pub(super) struct Policy<'l> {
    pub(super) background: &'l Background,
    /// The rules that report.
    pub(super) rules: Vec<&'l Rule>,
    /// The rules that make the canonical text: every safe fix, whatever was selected.
    pub(super) canonical: Vec<Rule>,
    /// Whether the repairs that are made anyway are those of `canonical`, in the same style.
    pub(super) repairs_are_canonical: bool,
    /// Those among `rules` for which a record is dropped.
    pub(super) drops: Vec<&'l Rule>,
    /// The rules that tell placeholders from texts, whatever was selected: what is no text has no
    /// copies.
    pub(super) placeholders: Vec<&'l Rule>,
    /// The least safety of the fixes that are applied.
    pub(super) threshold: Safety,
    /// Which rules are silent about which records.
    pub(super) ignores: &'l [Ignore],
}

impl<'l> Policy<'l> {
    /// The policy of a run that reports by `rules` and applies their fixes of at least `threshold`.
    pub(super) fn new(
        library: &'l Library,
        rules: Vec<&'l Rule>,
        threshold: Safety,
        config: &'l Config,
    ) -> Self {
        // Whatever style is wanted: copies in two styles must have the same keys.
        let in_unicode =
            |rule: &Rule| Rule { check: rule.check.with_style(Style::Unicode), ..rule.clone() };
        let safe = library.rules_that_are_on().filter(|rule| rule.repairs_at(Safety::Safe));
        let canonical: Vec<Rule> = safe.map(in_unicode).collect();
        let applied = rules.iter().filter(|rule| rule.repairs_at(threshold));
        let repairs_are_canonical = applied
            .map(|rule| (&rule.id, rule.check.style()))
            .eq(canonical.iter().map(|rule| (&rule.id, rule.check.style())));
        Policy {
            background: &library.background,
            canonical,
            repairs_are_canonical,
            drops: rules
                .iter()
                .copied()
                .filter(|rule| config.clean.drop.contains(&rule.id))
                .collect(),
            placeholders: library
                .rules_that_are_on()
                .filter(|rule| rule.role == Some(Role::WithoutAbstract))
                .collect(),
            rules,
            threshold,
            ignores: &config.ignore,
        }
    }

    /// What the first records of an input have in common.
    pub(super) fn profile(&self, items: &[Item<'_>]) -> SourceProfile {
        let abstracts = items.iter().filter_map(|item| match item {
            Item::Record(record) => record.abstract_.as_ref().map(|field| field.text.as_ref()),
            Item::Unreadable(_) => None,
        });
        let pairs = items.iter().filter_map(|item| match item {
            Item::Record(record) => Some((
                record.title.as_ref()?.text.as_ref(),
                record.abstract_.as_ref()?.text.as_ref(),
            )),
            Item::Unreadable(_) => None,
        });
        SourceProfile::of(abstracts, &self.background.lexicon).with_titles(pairs)
    }

    /// Whether records that the rule called `id` reports are dropped.
    pub(super) fn drops(&self, id: &str) -> bool {
        self.drops.iter().any(|rule| rule.id == id)
    }

    /// The rule that reports pairs of a kind, if one does.
    pub(super) fn rule_of(&self, kind: PairKind) -> Option<&'l Rule> {
        self.rules.iter().copied().find(|rule| super::dedup_plan::kind_of(rule) == Some(kind))
    }

    /// The texts that keys and ids are taken from, where not all of their repairs, or others too,
    /// are made anyway.
    pub(super) fn canonical_of<'t>(&self, record: &'t Record<'_>) -> [Option<Cow<'t, str>>; 2] {
        let rules: Vec<&Rule> = self.canonical.iter().collect();
        Linter::new(&rules, self.background, Safety::Safe).canonical(record)
    }

    /// An abstract after the repairs that the run makes, so that a second run has nothing to do.
    pub(super) fn settled(&self, text: &str) -> String {
        let record = Record::of_texts(None, Some(text));
        let texts = Linter::new(&self.rules, self.background, self.threshold).canonical(&record);
        texts[FieldName::Abstract as usize].as_deref().unwrap_or(text).to_owned()
    }
}
