//! The tests inside a rule on texts, and what comes of them.
//!
//! The tests of rules on pairs of records and on bytes that are no record need what finds those;
//! they come to the same outcomes ([`Outcome::of`]).

use std::fmt;

use crate::check::Background;
use crate::edit::Safety;
use crate::lint::Linter;
use crate::record::{FieldName, Record};
use crate::rule::{Case, Rule};

/// How a test went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A bad text was reported, and repaired as it should be.
    Reported,
    /// A good text was left alone.
    Quiet,
    /// A bad text was not reported.
    Missed {
        /// The text.
        text: String,
    },
    /// A good text was reported.
    Noisy {
        /// The text.
        text: String,
        /// What was taken for damage.
        found: String,
    },
    /// The repair is not what it should be.
    WrongFix {
        /// What it should be.
        expected: String,
        /// What it is.
        got: String,
    },
}

impl Outcome {
    /// How a test went in which the rule found `found` first and made `repaired` of the text;
    /// `None` if it found or made nothing.
    pub fn of(case: &Case, found: Option<String>, repaired: Option<String>) -> Outcome {
        let text = text_of(case).to_owned();
        match (&case.bad, found) {
            (Some(_), None) => Outcome::Missed { text },
            (None, Some(found)) => Outcome::Noisy { text, found },
            (None, None) => Outcome::Quiet,
            (Some(_), Some(_)) => match (&case.fixed, repaired) {
                (Some(expected), got) if got.as_ref() != Some(expected) => {
                    Outcome::WrongFix { expected: expected.clone(), got: got.unwrap_or(text) }
                }
                _ => Outcome::Reported,
            },
        }
    }

    /// Whether the test passed.
    pub fn passed(&self) -> bool {
        match self {
            Outcome::Reported | Outcome::Quiet => true,
            Outcome::Missed { .. } | Outcome::Noisy { .. } | Outcome::WrongFix { .. } => false,
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Outcome::Reported => f.write_str("reported"),
            Outcome::Quiet => f.write_str("quiet"),
            Outcome::Missed { text } => write!(f, "missed: {text:?} was not reported"),
            Outcome::Noisy { text, found } => {
                write!(f, "noisy: {found:?} was reported in {text:?}")
            }
            Outcome::WrongFix { expected, got } => {
                write!(f, "wrong fix: expected {expected:?}\n{:>21}{got:?}", "got ")
            }
        }
    }
}

/// The text of a test.
pub fn text_of(case: &Case) -> &str {
    case.bad.as_deref().or(case.good.as_deref()).unwrap_or_default()
}

/// Runs one test of a rule on texts; `background` is that of the library that the rule is of, or is
/// to become one of.
pub fn run(rule: &Rule, case: &Case, background: &Background) -> Outcome {
    let own = if rule.fields.contains(&FieldName::Abstract) {
        FieldName::Abstract
    } else {
        FieldName::Title
    };
    let text = Some(text_of(case)).filter(|text| !text.is_empty());
    let title = case.title.as_deref().filter(|title| !title.is_empty());
    let others = case.others.iter().map(|(name, text)| {
        (name.into(), serde_json::Value::from(text.as_str()).to_string().into())
    });
    let record = match own {
        FieldName::Title => Record::of_texts(text, None),
        FieldName::Abstract => Record::of_texts(title, text),
    };
    let record = Record { others: others.collect(), ..record };
    let rules = [rule];
    let linted = Linter::new(&rules, background, Safety::Display)
        .lint(&record, text.unwrap_or_default().as_bytes());
    let found = linted.detections.first().map(|detection| detection.text.clone());
    Outcome::of(case, found, linted.text(own).map(str::to_owned))
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use proptest::prelude::*;
    use rayon::prelude::*;

    use super::*;
    use crate::rule::Library;

    static LIBRARY: LazyLock<Library> = LazyLock::new(Library::built_in);

    /// Names, formulas and citations that hold stops and brackets.
    const NAMES: [&str; 32] = [
        "https://example.org/a.b?c=d(e)",
        "example.org",
        "x.github.io/y",
        "a.b@example.org",
        "numpy.array",
        "java.util.concurrent",
        "train.sh",
        "std::vec",
        "recall@1",
        "v2.0",
        "GPT-3.5",
        "f(x)",
        "O(n log n)",
        "Fe(III)",
        "NAD(P)H",
        "poly(ethylene)glycol",
        "node(s)",
        "(non)linear",
        "12:30",
        "3:1",
        "1,000.5",
        "1%~5%",
        "2X~3X",
        "(head,relation,tail)",
        "Drug:Pharmacophore",
        "x_i",
        "`a.b(c)`",
        "[12]",
        "(Smith et al., 2020)",
        "U.S.",
        "$f(x):y$",
        "N,N-dimethylaniline",
    ];

    /// Texts of names with words and stops between them.
    fn texts_of_names() -> impl Strategy<Value = String> {
        let between = prop::sample::select(vec![" and ", ", ", "; ", " of ", " is seen. Then "]);
        let named = (prop::sample::select(NAMES.to_vec()), between);
        prop::collection::vec(named, 1..6).prop_map(|named| {
            let text: String = named.into_iter().flat_map(|(name, sign)| [name, sign]).collect();
            format!("We saw {text}it.")
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        #[test]
        fn names_come_out_of_rules_on_spaces_as_they_went_in(text in texts_of_names()) {
            let is_on_spaces = |rule: &&Rule| {
                matches!(rule.check.kind(), "spacing" | "width") || rule.id == "tie"
            };
            let rules: Vec<&Rule> = LIBRARY.rules.iter().filter(is_on_spaces).collect();
            let linter = Linter::new(&rules, &LIBRARY.background, Safety::Safe);
            let record = Record::of_texts(Some(&text), Some(&text));
            let mended = linter.canonical(&record);
            for field in mended.iter().flatten() {
                prop_assert_eq!(field.as_ref(), text.as_str());
            }
        }
    }

    #[test]
    fn every_built_in_rule_on_texts_passes_its_tests() {
        let library = Library::built_in();
        for rule in library.rules.iter().filter(|rule| rule.check.of_text().is_some()) {
            for case in &rule.cases {
                let outcome = run(rule, case, &library.background);
                assert!(outcome.passed(), "{}: {outcome}", rule.id);
            }
        }
    }

    /// A page may cut a text anywhere, also within a command or an entity.
    #[test]
    fn every_cut_of_every_text_of_the_tests_is_read() {
        let rules: Vec<&Rule> = LIBRARY.rules.iter().collect();
        let linter = Linter::new(&rules, &LIBRARY.background, Safety::Safe);
        let formulas = include_str!("math/formulas.txt").lines().filter_map(|line| {
            let (tex, _) = line.split_once('\t')?;
            Some(format!("${tex}$ {tex}"))
        });
        let cases = LIBRARY.rules.iter().flat_map(|rule| &rule.cases);
        let texts = cases.map(|case| text_of(case).to_owned()).chain(formulas);
        texts.collect::<Vec<_>>().par_iter().for_each(|text| {
            for (at, _) in text.char_indices().skip(1) {
                let (head, tail) = text.split_at(at);
                for cut in [head, tail, &format!("{head}–é{tail}")] {
                    let record = Record::of_texts(None, Some(cut));
                    let mended = linter.canonical(&record);
                    assert!(mended[FieldName::Abstract as usize].is_some(), "{cut}");
                }
            }
        });
    }
}
