//! What `check` shows of many findings: a few of each rule, so that a screen holds them.

use std::collections::BTreeMap;
use std::io::{self, Write};

use abslint_core::finding::{Finding, Severity};
use abslint_corpus::finding_store::FindingStore;

use super::{Style, full, table};

/// So many of one rule at most.
const OF_EACH_RULE: usize = 3;

/// So many in all, in lines: what else a run says fits on a screen of 60 with them.
const LINES: usize = 35;

/// Draws all findings if they are few enough, else some of each rule, the worst first; how many
/// are not drawn.
///
/// # Errors
/// What `out` says, and what the operating system says of the temporary file that they are in.
pub(super) fn write(
    findings: &FindingStore,
    style: &Style<'_>,
    out: &mut dyn Write,
) -> io::Result<usize> {
    if let Some(all) = whole(findings, style)? {
        out.write_all(all.as_bytes())?;
        return Ok(0);
    }
    let (mut drawn, mut lines) = (0, 0);
    for finding in chosen(findings)? {
        let drawing = full::drawing(&finding, style, full::Form::Short);
        // A message may take more than a line.
        lines += drawing.lines().count();
        if lines > LINES {
            break;
        }
        out.write_all(drawing.as_bytes())?;
        drawn += 1;
    }
    Ok(findings.len() - drawn)
}

/// All of them, if they fit.
fn whole(findings: &FindingStore, style: &Style<'_>) -> io::Result<Option<String>> {
    if findings.len() > LINES / full::SHORT_LINES {
        return Ok(None);
    }
    let mut all = String::new();
    for finding in findings.iter() {
        all += &full::drawing(&finding?, style, full::Form::Whole);
    }
    Ok((all.lines().count() <= LINES).then_some(all))
}

/// As many as there is room for: the first of each rule, then the second, then the third; those of
/// one rule beside one another, errors first. Notes are counted in the table, unless nothing is
/// worse.
fn chosen(findings: &FindingStore) -> io::Result<Vec<Finding>> {
    let ranked = table::ranked(findings.of_rules());
    let worst = ranked.first().map_or(Severity::Info, |(_, of_rule)| of_rule.severity);
    let is_shown = |severity| severity > Severity::Info || worst == Severity::Info;
    let rules: Vec<_> = ranked.into_iter().filter(|(_, of)| is_shown(of.severity)).collect();
    let shares = shares(&rules.iter().map(|(_, of)| of.findings).collect::<Vec<_>>());
    let mut wanted: BTreeMap<&str, usize> =
        rules.iter().zip(&shares).map(|((rule, _), share)| (rule.as_str(), *share)).collect();
    let mut missing: usize = shares.iter().sum();
    let mut chosen = Vec::new();
    for finding in findings.iter() {
        if missing == 0 {
            break;
        }
        let finding = finding?;
        if let Some(share) = wanted.get_mut(finding.rule.as_str()).filter(|share| **share > 0) {
            *share -= 1;
            missing -= 1;
            chosen.push(finding);
        }
    }
    let rank = |finding: &Finding| rules.iter().position(|(rule, _)| **rule == finding.rule);
    chosen.sort_by_key(rank);
    Ok(chosen)
}

/// How many of each rule are drawn, of rules that have so many.
fn shares(findings: &[usize]) -> Vec<usize> {
    let mut shares = vec![0; findings.len()];
    let mut room = LINES / full::SHORT_LINES;
    for turn in 0..OF_EACH_RULE {
        for (share, of_rule) in shares.iter_mut().zip(findings) {
            if room > 0 && *of_rule > turn {
                *share += 1;
                room -= 1;
            }
        }
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rule_has_its_turn_before_any_has_a_second() {
        assert_eq!(shares(&[100, 1, 100]), [3, 1, 3]);
        assert_eq!(shares(&[9; 10]), [1, 1, 1, 1, 1, 1, 1, 0, 0, 0]);
        assert_eq!(shares(&[2, 9, 9]), [2, 3, 2]);
        assert_eq!(shares(&[]), [0; 0]);
    }
}
