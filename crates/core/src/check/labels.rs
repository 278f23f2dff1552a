//! `labels`: the headings of a structured abstract that lost their line or their colon
//! (`BackgroundSheep graze. … .MethodsWe`, `METHODS⏎We`).
//!
//! The labels are a closed list. One by itself counts where nothing else than a label can stand: on
//! a line of its own, or glued to a word that sentences begin with. Labels with a space behind them
//! are words as well (`Methods we use`), so that three different ones have to stand at the heads of
//! sentences.

use std::collections::HashSet;
use std::sync::LazyLock;

use schemars::JsonSchema;
use serde::Deserialize;

use super::looks::TextCheck;
use super::{Context, Hit};
use crate::edit::Edit;
use crate::span::Span;
use crate::text::{TextFacts, sentence};

/// The settings of a `labels` check: none.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Labels {}

/// The labels, in lower case; longer ones first where one is the head of another.
const LABELS: &[&str] = &[
    "materials and methods",
    "material and methods",
    "methods and materials",
    "methods and results",
    "methods and findings",
    "patients and methods",
    "subjects and methods",
    "results and discussion",
    "background and objectives",
    "background and objective",
    "background and aims",
    "background and purpose",
    "aims and objectives",
    "objectives and methods",
    "results and conclusions",
    "discussion and conclusions",
    "conclusions and relevance",
    "conclusion and relevance",
    "main outcome measures",
    "main results",
    "study design",
    "background",
    "objectives",
    "objective",
    "introduction",
    "conclusions",
    "conclusion",
    "methodology",
    "methods",
    "method",
    "results",
    "result",
    "findings",
    "discussion",
    "purpose",
    "significance",
    "interpretation",
    "limitations",
    "implications",
    "participants",
    "setting",
    "design",
    "aims",
    "aim",
    "context",
    "importance",
    "motivation",
    "funding",
    "hypothesis",
    // German, French, Spanish, Portuguese and Italian.
    "hintergrund",
    "zielsetzung",
    "fragestellung",
    "methodik",
    "methoden",
    "methode",
    "ergebnisse",
    "schlussfolgerungen",
    "schlussfolgerung",
    "diskussion",
    "einleitung",
    "fazit",
    "contexte",
    "objectifs",
    "objectif",
    "méthodes",
    "méthode",
    "résultats",
    "discussions",
    "introducción",
    "antecedentes",
    "objetivos",
    "objetivo",
    "métodos",
    "método",
    "metodología",
    "resultados",
    "conclusiones",
    "conclusión",
    "discusión",
    "introdução",
    "conclusões",
    "conclusão",
    "discussão",
    "metodologia",
    "obiettivi",
    "obiettivo",
    "metodi",
    "risultati",
    "conclusioni",
    "discussione",
];

/// Words that the first sentence behind a label begins with.
const OPENERS: &[&str] = &[
    "A", "After", "All", "Although", "An", "As", "At", "Based", "Both", "By", "Compared", "Data",
    "Despite", "Each", "For", "From", "Here", "How", "In", "It", "Many", "Most", "No", "Of", "On",
    "Our", "Overall", "Patients", "Recent", "Several", "Since", "Some", "That", "The", "Their",
    "There", "These", "They", "This", "Those", "To", "Two", "Using", "We", "While", "With", "Das",
    "Der", "Die", "Ein", "Eine", "Es", "Im", "In", "Wir", "Ce", "Cet", "Cette", "Dans", "La", "Le",
    "Les", "L", "Nous", "Une", "El", "Esta", "Este", "Los", "Las", "Se", "Un", "Una", "Foram",
    "Il", "O", "Os",
];

/// A label, and what stands round it.
struct Label {
    start: usize,
    end: usize,
    /// Where the text behind it begins.
    behind: usize,
    join: Join,
    has_opener: bool,
}

/// What is between a label and the text behind it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Join {
    /// Nothing, or a colon without a space.
    Glued,
    /// The end of a line that holds nothing else.
    Line,
    /// A space.
    Space,
}

impl TextCheck for Labels {
    /// Each label that lacks its colon or its space, with the edits that write `Methods: We`.
    fn hits(&self, facts: &TextFacts<'_>, _context: Context<'_>) -> Vec<Hit> {
        let text = facts.text();
        let labels = labels_of(text);
        let different: HashSet<String> =
            labels.iter().map(|label| text[label.start..label.end].to_lowercase()).collect();
        let has_opener = labels.iter().any(|label| label.has_opener);
        labels
            .iter()
            .filter(|label| label.is_sure(different.len(), has_opener))
            .filter_map(|label| label.hit(text))
            .collect()
    }

    fn repairs_itself(&self) -> bool {
        true
    }
}

impl Label {
    /// Whether it is one, in a text with so many `different` ones, of which one `has_opener`: glued
    /// to any other word it may be a name (ResultSet).
    fn is_sure(&self, different: usize, has_opener: bool) -> bool {
        match self.join {
            Join::Line => true,
            Join::Glued => {
                let has_colon = self.behind > self.end;
                self.has_opener || different >= 2 && (has_opener || has_colon)
            }
            Join::Space => different >= 3,
        }
    }

    fn hit(&self, text: &str) -> Option<Hit> {
        let mut edits = Vec::new();
        let touches_stop = text[..self.start].ends_with(['.', '!', '?', ')']);
        if touches_stop {
            edits.push(Edit::new(Span::new(text, self.start, self.start)?, " "));
        }
        let has_colon = text[self.end..self.behind].contains(':');
        // At the end of a line the colon goes first: another rule may write the space.
        let (to, written) = match self.join {
            Join::Line if !has_colon => (self.end, ":"),
            _ => (self.behind, ": "),
        };
        edits.push(Edit::new(Span::new(text, self.end, to)?, written));
        Some(Hit { edits, ..Hit::at(Span::new(text, self.start, self.end)?) })
    }
}

/// Every label at the head of the text, of a line or of a sentence, with a capital behind it.
fn labels_of(text: &str) -> Vec<Label> {
    let ends = |byte: &u8| matches!(byte, b'.' | b'\n' | b'?' | b'!' | b')');
    let behind = text.bytes().enumerate().filter(|(_, byte)| ends(byte)).map(|(at, _)| at + 1);
    // Of heads with white space alone between them the first one tells.
    let mut passed = None;
    let mut is_first = |head: &usize| {
        let is_first = passed.is_none_or(|start| *head > start);
        if is_first {
            passed = Some(text.len() - text[*head..].trim_start().len());
        }
        is_first
    };
    let heads = std::iter::once(0).chain(behind).filter(|head| is_first(head));
    heads.filter_map(|head| label_at(text, head)).collect()
}

/// The label that begins at byte `head`, or behind the white space there.
fn label_at(text: &str, head: usize) -> Option<Label> {
    let rest = text[head..].trim_start();
    let start = text.len() - rest.len();
    let end = start + label_len(rest)?;
    let tail = &text[end..];
    let colon = tail.trim_start_matches([' ', '\t']).starts_with(':');
    let unmarked = tail.trim_start_matches([' ', '\t', ':']);
    let behind = unmarked.trim_start();
    let gap = &tail[..tail.len() - behind.len()];
    let join = match gap {
        "" | ":" => Join::Glued,
        gap if gap.contains(['\n', '\r']) && begins_line(text, start) => Join::Line,
        gap if !colon && !gap.contains(['\n', '\r']) => Join::Space,
        _ => return None,
    };
    let stands_at_head = start > head || start == 0 || join == Join::Glued;
    let word = sentence::letters_behind(behind);
    let ends = behind[word.len()..].starts_with([' ', ',', '\u{A0}', '\'', '’']);
    let has_opener = OPENERS.contains(&word) && ends;
    let is_sentence = behind.starts_with(|c: char| c.is_uppercase())
        && (word.chars().skip(1).all(char::is_lowercase) && ends || join == Join::Line);
    (stands_at_head && is_sentence).then_some(Label {
        start,
        end,
        behind: text.len() - behind.len(),
        join,
        has_opener,
    })
}

fn begins_line(text: &str, start: usize) -> bool {
    let before = text[..start].trim_end_matches([' ', '\t']);
    before.is_empty() || before.ends_with(['\n', '\r'])
}

/// How long the label is that `rest` begins with, in bytes: with a capital, or in capitals.
fn label_len(rest: &str) -> Option<usize> {
    /// Those that begin with each letter of ASCII, as all do.
    static BY_LETTER: LazyLock<[Vec<&str>; 26]> = LazyLock::new(|| {
        let begins_with = |label: &str, n: usize| label.bytes().next() == (b'a'..).nth(n);
        std::array::from_fn(|n| {
            LABELS.iter().copied().filter(|label| begins_with(label, n)).collect()
        })
    });
    let first = rest.bytes().next().filter(u8::is_ascii_uppercase)?;
    BY_LETTER[usize::from(first - b'A')].iter().find_map(|label| {
        let len = end_of(rest, label)?;
        let (own, behind) = rest.split_at(len);
        let is_upper = own.chars().all(|c| c.is_uppercase() || c == ' ');
        let is_title = own.chars().skip(1).any(char::is_lowercase);
        let goes_on = behind.starts_with(char::is_lowercase);
        ((is_upper || is_title) && !goes_on).then_some(len)
    })
}

/// The byte behind `label` at the head of `rest`, in whatever case.
fn end_of(rest: &str, label: &str) -> Option<usize> {
    let mut chars = rest.chars();
    let mut len = 0;
    for wanted in label.chars() {
        let c = chars.next()?;
        if !c.to_lowercase().eq(wanted.to_lowercase()) {
            return None;
        }
        len += c.len_utf8();
    }
    Some(len)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Background, RecordFacts, hit};
    use crate::record::FieldName;

    /// A text after the rule, until nothing is left to mend.
    fn mended(text: &str) -> String {
        let background = Background::default();
        let record = RecordFacts::of_abstract(text, &background);
        let context = record.seen_from(FieldName::Abstract);
        let new = hit::repaired(text, Labels {}.hits(&TextFacts::new(text), context));
        if new == text { new } else { mended(&new) }
    }

    #[test]
    fn labels_get_their_colons() {
        for (bad, good) in [
            (
                "ObjectiveTo count sheep.ResultsSheep are many.",
                "Objective: To count sheep. Results: Sheep are many.",
            ),
            (
                "AIMWe count sheep. RESULTSThey are many.",
                "AIM: We count sheep. RESULTS: They are many.",
            ),
            (
                "Purpose\nGoats climb.\nFindings\nThey fall.",
                "Purpose: Goats climb.\nFindings: They fall.",
            ),
            ("PURPOSE:\nGoats climb.", "PURPOSE: Goats climb."),
            (
                "Design:Goats climb. Setting:Hills are high.",
                "Design: Goats climb. Setting: Hills are high.",
            ),
            (
                "HintergrundDie Schafe grasen.ErgebnisseEs sind viele.",
                "Hintergrund: Die Schafe grasen. Ergebnisse: Es sind viele.",
            ),
            (
                "ObjectifNous comptons.RésultatsLes moutons courent.",
                "Objectif: Nous comptons. Résultats: Les moutons courent.",
            ),
            (
                "ObjetivosSe cuentan ovejas.ResultadosLas ovejas corren.",
                "Objetivos: Se cuentan ovejas. Resultados: Las ovejas corren.",
            ),
            (
                "Aims Sheep graze. Methods We count. Results There are many.",
                "Aims: Sheep graze. Methods: We count. Results: There are many.",
            ),
            ("Materials and MethodsWe count sheep.", "Materials and Methods: We count sheep."),
            (
                "Introduction: Sheep graze. MethodWe count.",
                "Introduction: Sheep graze. Method: We count.",
            ),
        ] {
            assert_eq!(mended(bad), good);
            assert_eq!(mended(good), good);
        }
    }

    #[test]
    fn words_and_names_stay() {
        for text in [
            "Methods We Use to count sheep.",
            "Background subtraction is old. Results vary.",
            "Results We Can Trust are few. We show them.",
            "BackgroundMatting finds edges. It is fast.",
            "MethodsX is a journal.",
            "ResultSet objects are read. DesignCon is a fair.",
            "We show it. Methods that count sheep are slow. Results that matter are few.",
            "Conclusion. Sheep are many.",
            "Design Thinking helps. Context Matters here.",
            "The Aim Trainer is a game.",
            "Methods: We count. Results: There are many.",
            "Context\nis everything.",
        ] {
            assert_eq!(mended(text), text);
        }
    }
}
