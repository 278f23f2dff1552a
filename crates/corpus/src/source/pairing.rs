//! Which line of a page is a title, which an abstract, and which belong together.
//!
//! A page is a row of lines; a record is title, then abstract. When a line is
//! missing, taking turns would give every later title the abstract of its
//! neighbour. So the row is read as a whole: each line has a cost of being what
//! it does not look like, each irregular step (a title without an abstract, an
//! abstract without a title, a second paragraph) has a cost too, and the
//! cheapest reading is found by dynamic programming (Viterbi's algorithm, Viterbi
//! 1967, with costs in place of log-probabilities), in time linear in the lines.
//!
//! Where a title lost its abstract and the next abstract its title, only the words tell that the
//! two are no record ([`are_apart`]).
//!
//! The numbers below are rounded log-odds counted over 36,908 titles and
//! abstracts of conference papers: one title in 10,000 is longer than 205
//! characters, one abstract in 100 shorter than 303; 14 titles end in a full
//! stop, 95 abstracts in 100 do.

use super::listing::Line;
use abslint_core::check::title_match::are_apart;

/// What a line is within its record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role<'o> {
    /// The title.
    Title,
    /// The abstract, or a paragraph of it.
    Abstract,
    /// Another field that the layout names.
    Other(&'o str),
}

/// A step of a record that is not there.
const MISSING: f64 = 5.0;
/// A second paragraph of the same abstract.
const SECOND_PARAGRAPH: f64 = 5.0;

/// A title over an abstract that shares nothing with it: more than that both halves of two records
/// are missing, which is what such a pair is.
const APART: f64 = 2.0 * MISSING + 1.0;

/// Groups lines into records: for each, the numbers of its lines with their roles.
pub(super) fn pair<'o>(lines: &[Line<'_>], order: &'o [String]) -> Vec<Vec<(usize, Role<'o>)>> {
    let roles: Vec<Role<'o>> = order.iter().map(|name| role(name)).collect();
    let path = cheapest(lines, &roles);
    let mut records: Vec<Vec<(usize, Role<'o>)>> = Vec::new();
    for (n, step) in path.iter().enumerate() {
        match records.last_mut() {
            Some(record) if !step.begins => record.push((n, roles[step.role])),
            _ => records.push(vec![(n, roles[step.role])]),
        }
    }
    records
}

fn role(name: &str) -> Role<'_> {
    match name {
        "title" => Role::Title,
        "abstract" => Role::Abstract,
        other => Role::Other(other),
    }
}

/// A line's role (its number in the order of a record), and whether it begins a record.
#[derive(Clone, Copy)]
struct Step {
    role: usize,
    begins: bool,
}

/// One reading of the row up to a line: its cost, and the reading of the line before that it goes
/// on from.
#[derive(Clone, Copy)]
struct Reading {
    cost: f64,
    before: usize,
    begins: bool,
}

fn cheapest(lines: &[Line<'_>], roles: &[Role<'_>]) -> Vec<Step> {
    let mut table: Vec<Vec<Reading>> = Vec::with_capacity(lines.len());
    for (n, line) in lines.iter().enumerate() {
        let row = (0..roles.len()).map(|role| {
            let own = cost_of(line, roles[role]);
            let Some(before) = table.last() else {
                return Reading { cost: own + MISSING * role as f64, before: 0, begins: true };
            };
            let ways = (0..roles.len()).flat_map(|from| {
                let again = MISSING * (roles.len() - 1 - from + role) as f64;
                let on = if role > from {
                    let apart = if are_of_two_papers(&lines[n - 1], roles[from], line, roles[role])
                    {
                        APART
                    } else {
                        0.0
                    };
                    Some(MISSING * (role - from - 1) as f64 + apart)
                } else if role == from && roles[role] == Role::Abstract {
                    Some(SECOND_PARAGRAPH + goes_on(&lines[n - 1], line))
                } else {
                    None
                };
                let way = move |cost: f64, begins: bool| Reading {
                    cost: before[from].cost + own + cost,
                    before: from,
                    begins,
                };
                [Some(way(again, true)), on.map(|cost| way(cost, false))].into_iter().flatten()
            });
            ways.reduce(|best, next| if next.cost < best.cost { next } else { best })
                .expect("a layout has at least one role")
        });
        let row = row.collect();
        table.push(row);
    }
    back_track(&table)
}

fn back_track(table: &[Vec<Reading>]) -> Vec<Step> {
    let last_step = |row: &Vec<Reading>| {
        // A page may end within a record: what is missing there costs as much as anywhere.
        let total = |role: usize| row[role].cost + MISSING * (row.len() - 1 - role) as f64;
        (0..row.len()).min_by(|a, b| total(*a).total_cmp(&total(*b)))
    };
    let Some(mut role) = table.last().and_then(last_step) else {
        return Vec::new();
    };
    let mut steps: Vec<Step> = Vec::with_capacity(table.len());
    for row in table.iter().rev() {
        steps.push(Step { role, begins: row[role].begins });
        role = row[role].before;
    }
    steps.reverse();
    steps
}

/// What it costs to take a line for something; near 0 if it looks like it.
fn cost_of(line: &Line<'_>, role: Role<'_>) -> f64 {
    let odds = abstract_odds(line);
    match role {
        Role::Title => odds.max(0.0),
        Role::Abstract => (-odds).max(0.0),
        Role::Other(_) => 1.0,
    }
}

/// How much more a line looks like an abstract than like a title (log-odds).
fn abstract_odds(line: &Line<'_>) -> f64 {
    let text = &line.text[line.glued..];
    let by_length = match text.chars().count() {
        0..60 => -6.0,
        60..150 => -4.0,
        150..200 => -1.0,
        200..300 => 2.0,
        300..450 => 6.0,
        450..600 => 9.0,
        _ => 14.0,
    };
    let by_end = if text.ends_with(['.', '!']) { 5.0 } else { -1.0 };
    let by_sentences = if text.contains(". ") { 2.0 } else { 0.0 };
    let by_link = if text.contains("://") { 6.0 } else { 0.0 };
    let by_opening = if opens_in_mid_text(text) {
        10.0
    } else if opens_an_abstract(text) {
        1.0
    } else {
        0.0
    };
    let by_glue = if line.glued > 0 { -6.0 } else { 0.0 };
    by_length + by_end + by_sentences + by_link + by_opening + by_glue
}

/// Whether a title and the abstract behind it are those of two papers, as far as their words tell.
fn are_of_two_papers(before: &Line<'_>, from: Role<'_>, line: &Line<'_>, role: Role<'_>) -> bool {
    from == Role::Title
        && role == Role::Abstract
        && abstract_odds(before) < 0.0
        && abstract_odds(line) > 0.0
        && are_apart(&before.text[before.glued..], &line.text)
}

/// How much a line speaks against being the next paragraph of the abstract before it; below 0 if it
/// speaks for it.
fn goes_on(before: &Line<'_>, line: &Line<'_>) -> f64 {
    let text = &line.text;
    let in_mid_sentence = text.starts_with(char::is_lowercase)
        || !before.text.ends_with(['.', '!', '?', '"', '”', ')', ':']);
    let length = text.chars().count();
    match () {
        () if in_mid_sentence => -4.0,
        () if opens_in_mid_text(text) || may_close_an_abstract(text) => -3.0,
        () if length > 400 => 4.0,
        () if opens_an_abstract(text) => 2.0,
        () if length > 250 => 1.0,
        () => -1.0,
    }
}

fn opens_an_abstract(text: &str) -> bool {
    [
        "We ", "In this ", "This paper", "This work", "This article", "Recent", "We’", "The ",
        "A ", "An ",
    ]
    .iter()
    .any(|w| text.starts_with(w))
}

/// Openings that only a sentence with another before it has.
fn opens_in_mid_text(text: &str) -> bool {
    [
        "However,", "Moreover,", "Furthermore,", "In addition,", "Additionally,", "Finally,",
        "Therefore,", "Our code ", "The code ",
    ]
    .iter()
    .any(|w| text.starts_with(w))
}

/// Openings of a last paragraph; a title may have them too.
fn may_close_an_abstract(text: &str) -> bool {
    ["Code", "Source code", "Project page", "Extensive", "Experiments", "Keywords", "Index Terms"]
        .iter()
        .any(|w| text.starts_with(w))
}

#[cfg(test)]
mod tests {
    use crate::source::{Layouts, listing};
    use abslint_core::layout::Layout;
    use abslint_core::record::{FieldName, Item};

    const LONG: &str = "We study how long a line has to be before anybody takes it for an abstract. To this end we write sentences until there are enough \
        of them, and measure what happens when one is missing. The results show that length, stops and openings together decide well, and that no \
        single one of them does. All of this is written for a test and has no other use at all, which is all that one can ask of it.";

    fn shapes(page: &str) -> Vec<String> {
        let layout: Layout = serde_yaml::from_str(
            "{id: t, why: t, chrome: [TOP], glued: [Press], order: [title, abstract]}",
        )
        .unwrap();
        let page = format!("TOP\n{page}");
        let parsed = listing::parse(page.as_bytes(), &Layouts(vec![layout]));
        let letter = |item: &Item<'_>| match item {
            Item::Record(r) => {
                let paragraphs = r.abstract_.as_ref().map_or(0, |a| a.text.lines().count());
                format!("{}{paragraphs}", r.field(FieldName::Title).map_or("-", |t| &t.text))
            }
            Item::Unreadable(_) => "!".to_owned(),
        };
        parsed.items.iter().map(letter).collect()
    }

    #[test]
    fn whole_records() {
        assert_eq!(shapes(&format!("One\n\n{LONG}\n\nTwo\n\n{LONG}\n")), ["One1", "Two1"]);
    }

    #[test]
    fn a_missing_title_costs_that_record_alone() {
        assert_eq!(
            shapes(&format!("One\n{LONG}\n{LONG}\nThree\n{LONG}")),
            ["One1", "-1", "Three1"]
        );
        assert_eq!(shapes(&format!("{LONG}\nTwo\n{LONG}")), ["-1", "Two1"]);
    }

    #[test]
    fn a_missing_abstract_costs_that_record_alone() {
        assert_eq!(
            shapes(&format!("One\nTwo\n{LONG}\nThree\n{LONG}\nFour")),
            ["One0", "Two1", "Three1", "Four0"]
        );
    }

    #[test]
    fn a_second_paragraph_belongs_to_the_first() {
        assert_eq!(
            shapes(&format!(
                "One\n{LONG}\nCode is available at https://example.org/x\nTwo\n{LONG}"
            )),
            ["One2", "Two1"]
        );
        assert_eq!(
            shapes(&format!("One\n{LONG}\nHowever, there is more to say.\nTwo\n{LONG}")),
            ["One2", "Two1"]
        );
    }

    #[test]
    fn a_short_abstract_stays_with_its_title() {
        assert_eq!(
            shapes(&format!("One\n{LONG}\nTwo\nAbstract Unavailable\nThree\n{LONG}")),
            ["One1", "Two1", "Three1"]
        );
    }

    #[test]
    fn a_title_and_the_abstract_of_another_paper_are_no_record() {
        let stray = "Coral Reefs Recover Slowly After Bleaching";
        // Long enough that it would name what its title names.
        let long = format!(
            "{LONG} Editors, printers and librarians of seven journals answered letters about \
             margins, columns, hyphens and typefaces, and about machines that copy pages."
        );
        assert_eq!(
            shapes(&format!("One\n{LONG}\n{stray}\n{long}\nThree\n{LONG}")),
            ["One1", &format!("{stray}0"), "-1", "Three1"]
        );
        let own = "How Long Lines Are Taken For Abstracts";
        assert_eq!(shapes(&format!("{own}\n{LONG}\n")), [format!("{own}1")]);
    }

    #[test]
    fn a_glued_word_marks_a_title() {
        assert_eq!(shapes(&format!("One\nPressTwo\n{LONG}")), ["One0", "PressTwo1"]);
    }
}
