//! One record: what the rules find in it, and what it is after repair.
//!
//! Findings speak of the text as it came. Repairs are made in passes: all edits
//! that do not overlap are applied, the rules look again, until none has
//! anything left to mend.

mod report;

use std::borrow::Cow;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::check::{Background, Context, Hit, RecordFacts, SourceProfile, constructs};
use crate::counts::{Counts, OfRule};
use crate::edit::{Edit, Safety, Script};
use crate::finding::{Detection, Severity};
use crate::record::{FieldName, Record};
use crate::rule::{COUNT, Rule};
use crate::span::Span;
use crate::text::TextFacts;
pub use report::excerpt;
use report::{Places, Report};

/// More passes than any text needs; two rules that undo each other's work stop here.
const MAX_PASSES: usize = 12;

/// One repair that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The rule's id.
    pub rule: String,
    /// The field.
    pub field: FieldName,
    /// The damage.
    pub before: String,
    /// What stands there now.
    pub after: String,
}

/// A field after repair.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Repaired {
    text: Option<String>,
    script: Script,
}

/// What came of one record.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct LintOutcome {
    /// What was found in the text as it came, if it is told; positions are relative to the chunk.
    pub detections: Vec<Detection>,
    /// How many findings there are of each rule, told or not.
    pub counts: Counts,
    /// How many of them are more than mere information and are not repaired.
    pub damage: usize,
    /// What was repaired, in the order of repair.
    pub changes: Vec<Change>,
    /// Whether the repairs came to rest.
    pub settled: bool,
    fields: [Repaired; 2],
}

impl LintOutcome {
    /// The repaired text of a field; `None` if nothing was repaired in it.
    pub fn text(&self, field: FieldName) -> Option<&str> {
        self.fields[field as usize].text.as_deref()
    }

    /// The edits from the text as it came to the repaired one.
    pub fn script(&self, field: FieldName) -> &Script {
        &self.fields[field as usize].script
    }
}

/// Runs rules over records.
pub struct Linter<'r> {
    rules: &'r [&'r Rule],
    background: &'r Background,
    threshold: Safety,
    detail: Detail,
    profile: SourceProfile,
}

/// How much is said of what is found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Detail {
    /// It is only counted.
    #[default]
    Nothing,
    /// What other programs read.
    Findings,
    /// And what people see of the text round it.
    Excerpts,
}

/// The two texts of a record, as they are now.
type Texts<'t> = [Option<Cow<'t, str>>; 2];

impl<'r> Linter<'r> {
    /// A linter that applies fixes of at least `threshold`.
    pub fn new(rules: &'r [&'r Rule], background: &'r Background, threshold: Safety) -> Self {
        Linter {
            rules,
            background,
            threshold,
            detail: Detail::Findings,
            profile: SourceProfile::default(),
        }
    }

    /// The same linter, for records of a source that has `profile`.
    pub fn in_source(self, profile: SourceProfile) -> Self {
        Linter { profile, ..self }
    }

    /// The same linter, which says more or less of what it finds.
    pub fn telling(self, detail: Detail) -> Self {
        Linter { detail, ..self }
    }

    /// Finds and repairs.
    pub fn lint(&self, record: &Record<'_>, chunk: &[u8]) -> LintOutcome {
        let mut texts: Texts<'_> =
            FieldName::ALL.map(|name| record.field(name).map(|f| Cow::Borrowed(f.text.as_ref())));
        let mut found = Vec::new();
        let places = Places::of(record, chunk);
        let mut wanted = self.look(
            &texts,
            &record.others,
            |_| true,
            |Seen { rule, context, hit, edits, fix }| {
                let has_excerpt = self.detail == Detail::Excerpts;
                let report = Report { rule, places: &places, context, has_excerpt };
                let detection =
                    (self.detail > Detail::Nothing).then(|| report.detection(hit, edits));
                found.push(ReportedHit { rule, field: context.field, fix, detection });
            },
        );
        leave_empty_fields_alone(&mut found);
        let damage = found.iter().filter(|found| found.is_left_damage(self.threshold)).count();
        let mut linted = LintOutcome { damage, counts: counts(&found), ..LintOutcome::default() };
        linted.detections.extend(found.into_iter().filter_map(|found| found.detection));
        for _ in 0..MAX_PASSES {
            if !self.repair(&mut texts, &wanted, &mut linted) {
                linted.settled = true;
                break;
            }
            wanted =
                self.look(&texts, &record.others, |rule| rule.repairs_at(self.threshold), |_| ());
        }
        linted
    }

    /// Repairs only: the two texts after it. What keys and ids are derived from.
    pub fn canonical<'t>(&self, record: &'t Record<'_>) -> Texts<'t> {
        let mut texts: Texts<'t> =
            FieldName::ALL.map(|name| record.field(name).map(|f| Cow::Borrowed(f.text.as_ref())));
        let mut linted = LintOutcome::default();
        for _ in 0..MAX_PASSES {
            let wanted =
                self.look(&texts, &record.others, |rule| rule.repairs_at(self.threshold), |_| ());
            if !self.repair(&mut texts, &wanted, &mut linted) {
                break;
            }
        }
        texts
    }

    /// What is damaged in an abstract, in bytes: where a rule finds more than mere information.
    pub fn damage(&self, title: Option<&str>, abstract_: &str) -> Vec<Range<usize>> {
        let texts: Texts<'_> = [title.map(Cow::Borrowed), Some(Cow::Borrowed(abstract_))];
        let mut damage = Vec::new();
        let is_damage = |rule: &Rule| {
            rule.severity > Some(Severity::Info) && rule.fields.contains(&FieldName::Abstract)
        };
        self.look(&texts, &[], is_damage, |Seen { context, hit, .. }| {
            if context.field == FieldName::Abstract {
                damage.push(hit.span.start()..hit.span.end());
            }
        });
        damage
    }

    /// The first of `rules` that reports these texts, and what it says.
    pub fn first_report<'a>(
        &self,
        rules: &[&'a Rule],
        title: Option<&str>,
        abstract_: Option<&str>,
    ) -> Option<(&'a Rule, String)> {
        let record =
            RecordFacts::new(title, abstract_, &[], self.background).in_source(self.profile);
        rules.iter().find_map(|rule| {
            rule.fields.iter().find_map(|&field| {
                let context = record.seen_from(field);
                let hits = rule.check.hits(context);
                let hit = hits.first()?;
                Some((*rule, rule.message.fill(|name| variable(hit, context.text(), name))))
            })
        })
    }

    /// Lets every rule that `takes_part` look at every field it is for; returns the edits to make,
    /// by field.
    fn look(
        &self,
        texts: &Texts<'_>,
        others: &[(Cow<'_, str>, Cow<'_, str>)],
        takes_part: impl Fn(&Rule) -> bool,
        mut each: impl FnMut(Seen<'r, '_>),
    ) -> [Vec<(&'r Rule, Span, Edit)>; 2] {
        let mut wanted = [Vec::new(), Vec::new()];
        let [title, abstract_] = texts.each_ref().map(|text| text.as_deref());
        let record =
            RecordFacts::new(title, abstract_, others, self.background).in_source(self.profile);
        for &rule in self.rules.iter().filter(|rule| takes_part(rule)) {
            for &field in &rule.fields {
                let context = record.seen_from(field);
                if !rule.check.may_hit(context) {
                    continue;
                }
                let mut seen: Vec<(Hit, Vec<Edit>)> = Vec::new();
                for hit in rule.check.hits(context) {
                    let edits = edits_of(rule, &hit, context.text());
                    let is_excluded = |facts: &TextFacts<'_>| {
                        !rule.scope.admits(facts, hit.span, &edits)
                            || constructs::are_of_others(facts, rule.check.owner(), &edits)
                    };
                    if context.facts().is_some_and(is_excluded) {
                        continue;
                    }
                    if rule.repairs_at(self.threshold) {
                        let edits = edits.iter().cloned();
                        wanted[field as usize].extend(edits.map(|edit| (rule, hit.span, edit)));
                    }
                    seen.push((hit, edits));
                }
                if rule.once {
                    seen = as_one(seen).into_iter().collect();
                }
                for (hit, edits) in &seen {
                    let fix = rule.fix.as_ref().filter(|_| !edits.is_empty()).map(|fix| fix.safety);
                    each(Seen { rule, context, hit, edits, fix });
                }
            }
        }
        wanted
    }

    /// Makes the edits; whether anything changed.
    fn repair(
        &self,
        texts: &mut Texts<'_>,
        wanted: &[Vec<(&Rule, Span, Edit)>; 2],
        linted: &mut LintOutcome,
    ) -> bool {
        let mut changed = false;
        for field in FieldName::ALL {
            let (Some(text), wanted) = (&mut texts[field as usize], &wanted[field as usize]) else {
                continue;
            };
            let edits: Vec<Edit> = wanted.iter().map(|(_, _, edit)| edit.clone()).collect();
            let (script, chosen) = Script::select(text, &edits);
            if script.is_empty() {
                continue;
            }
            linted.changes.extend(chosen.iter().map(|&n| {
                let (rule, span, edit) = &wanted[n];
                change(rule, field, text, *span, edit)
            }));
            let repaired = &mut linted.fields[field as usize];
            repaired.script = repaired.script.then(&script, text);
            let new = script.apply(text);
            repaired.text = Some(new.clone());
            *text = Cow::Owned(new);
            changed = true;
        }
        changed
    }
}

/// A hit of a rule, while its text is looked at.
struct Seen<'r, 's> {
    rule: &'r Rule,
    context: Context<'s>,
    hit: &'s Hit,
    /// What its fix would write.
    edits: &'s [Edit],
    /// How safe its fix is, if it has one.
    fix: Option<Safety>,
}

/// The first of the hits, with the edits of all, and their number.
fn as_one(hits: Vec<(Hit, Vec<Edit>)>) -> Option<(Hit, Vec<Edit>)> {
    let count = hits.len();
    let mut hits = hits.into_iter();
    let (first, mut edits) = hits.next()?;
    edits.extend(hits.flat_map(|(_, edits)| edits));
    Some((first.with(COUNT, count), edits))
}

/// Where a rule has a hit, and what it says of it, if that is told.
struct ReportedHit<'r> {
    rule: &'r Rule,
    field: FieldName,
    /// How safe its fix is, if it has one.
    fix: Option<Safety>,
    detection: Option<Detection>,
}

impl ReportedHit<'_> {
    /// Whether it is more than mere information, and stays where fixes of `threshold` are made.
    fn is_left_damage(&self, threshold: Safety) -> bool {
        self.fix.is_none_or(|fix| fix < threshold) && self.rule.reported_severity() > Severity::Info
    }
}

/// How many of them each rule has.
fn counts(found: &[ReportedHit<'_>]) -> Counts {
    let mut counts = Counts::default();
    for ReportedHit { rule, fix, .. } in found {
        counts.add_to_record(
            &rule.id,
            &OfRule::once(rule.family.name(), rule.reported_severity(), *fix),
        );
    }
    counts
}

/// A field that is missing, or holds a placeholder, has no other damage.
fn leave_empty_fields_alone(found: &mut Vec<ReportedHit<'_>>) {
    let is_required = |found: &ReportedHit<'_>| found.rule.check.tells_texts_from_nothing();
    let empty: Vec<FieldName> =
        found.iter().filter(|found| is_required(found)).map(|found| found.field).collect();
    if !empty.is_empty() {
        found.retain(|found| !empty.contains(&found.field) || is_required(found));
    }
}

/// What a rule would write for a hit.
fn edits_of(rule: &Rule, hit: &Hit, text: &str) -> Vec<Edit> {
    match rule.fix.as_ref().map(|fix| &fix.replace) {
        None => Vec::new(),
        Some(None) => hit.edits.clone(),
        Some(Some(template)) => {
            vec![Edit::new(hit.span, template.fill(|name| variable(hit, text, name)))]
        }
    }
}

fn variable<'h>(hit: &'h Hit, text: &'h str, name: &str) -> Option<&'h str> {
    let own =
        || hit.variables.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
    if name == "match" { Some(hit.span.slice(text)) } else { own() }
}

/// The damage and the repair, both with all of the hit round the edit.
fn change(rule: &Rule, field: FieldName, text: &str, span: Span, edit: &Edit) -> Change {
    let (start, end) = (span.start().min(edit.start), span.end().max(edit.end));
    let after = format!("{}{}{}", &text[start..edit.start], edit.replacement, &text[edit.end..end]);
    Change { rule: rule.id.clone(), field, before: text[start..end].to_owned(), after }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::written::compile;

    #[test]
    fn what_is_one_defect_is_told_once_and_mended_everywhere() {
        let rule = compile(
            "dates.yaml",
            "{id: dates, family: structure, severity: info, once: true, message: 'a date (places: {count})', \
             why: x, check: {pattern: {regex: x}}, fix: {safety: safe, replace: y}, \
             tests: [{bad: x, fixed: y}, {good: z}]}",
        )
        .unwrap();
        let background = Background::default();
        let record = Record::of_texts(Some("x"), Some("x, x and x"));
        let linted = Linter::new(&[&rule], &background, Safety::Safe).lint(&record, b"");
        let told: Vec<(&str, usize, usize)> = linted
            .detections
            .iter()
            .map(|one| (&*one.message, one.span.start(), one.fix.as_ref().unwrap().edits.len()))
            .collect();
        assert_eq!(told, [("a date (places: 1)", 0, 1), ("a date (places: 3)", 0, 3)]);
        assert_eq!(linted.text(FieldName::Abstract), Some("y, y and y"));
        assert_eq!(linted.changes.len(), 4);
    }
}
