//! What the repair of mathematics and of TeX promises of every text.

use crate::common::{abslint, stdout};
use abslint_core::check::math::Style;
use abslint_core::check::math::spelt::NAMES;
use abslint_core::check::{Check, RecordFacts};
use abslint_core::edit::{Edit, Safety, Script};
use abslint_core::lint::Linter;
use abslint_core::math::symbols;
use abslint_core::record::{FieldName, Record};
use abslint_core::rule::{Family, Library, Rule};
use proptest::prelude::*;

static LIBRARY: std::sync::LazyLock<Library> = std::sync::LazyLock::new(Library::built_in);

/// The rules on mathematics and TeX, writing in `style`.
fn rules(library: &Library, style: Style) -> Vec<Rule> {
    let chosen =
        library.rules.iter().filter(|rule| matches!(rule.family, Family::Math | Family::Latex));
    chosen.map(|rule| Rule { check: rule.check.with_style(style), ..rule.clone() }).collect()
}

/// `text` after all safe repairs.
fn repaired(library: &Library, style: Style, text: &str) -> String {
    let rules = rules(library, style);
    let rules: Vec<&Rule> = rules.iter().collect();
    let record = Record::of_texts(None, Some(text));
    let linted =
        Linter::new(&rules, &library.background, Safety::Safe).lint(&record, text.as_bytes());
    linted.text(FieldName::Abstract).unwrap_or(text).to_owned()
}

/// One pass of the checks on lost names and products, in `style`.
fn restored(library: &Library, style: Style, text: &str) -> String {
    let record = RecordFacts::of_abstract(text, &library.background);
    let checks = ["math: {finds: times}", "math: {finds: symbols}"]
        .map(|yaml| serde_yaml::from_str::<Check>(yaml).unwrap().with_style(style));
    let hits = checks.iter().flat_map(|check| check.hits(record.seen_from(FieldName::Abstract)));
    let edits: Vec<Edit> = hits.flat_map(|hit| hit.edits).collect();
    Script::select(text, &edits).0.apply(text)
}

/// What the listing site does: `$…$` loses its dollars and every backslash inside.
fn listing_damage(text: &str) -> String {
    let dollars = regex::Regex::new(r"\$([^$]+)\$").unwrap();
    dollars.replace_all(text, |found: &regex::Captures<'_>| found[1].replace('\\', "")).into_owned()
}

/// Pieces of formulas and of prose.
fn piece() -> impl Strategy<Value = String> {
    let names = prop::sample::select(NAMES.iter().map(|s| s.name.to_owned()).collect::<Vec<_>>());
    let others: Vec<String> = [
        "256", "0.5", "n", "x", "T", "a", "(", ")", "{", "}", "_", "^", "=", "-", ",", ".", "/",
        "|", "in", "the", "times", "model", "greedy",
    ]
    .map(str::to_owned)
    .to_vec();
    prop_oneof![3 => names, 5 => prop::sample::select(others)]
}

fn formula() -> impl Strategy<Value = String> {
    prop::collection::vec((piece(), prop::bool::weighted(0.4)), 0..14).prop_map(|pieces| {
        pieces.into_iter().map(|(piece, spaced)| if spaced { piece + " " } else { piece }).collect()
    })
}

/// Sentences without a sign of TeX and without a name of it.
fn prose() -> impl Strategy<Value = String> {
    let words = [
        "we", "study", "how", "models", "learn", "from", "images", "and", "why", "sometimes",
        "circles", "are", "found", "at", "42", "percent", "of", "all", "timesteps", "well",
    ];
    prop::collection::vec(prop::sample::select(words.to_vec()), 0..30)
        .prop_map(|words| words.join(" ") + ".")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn any_text_is_repaired_once_and_for_all(text in prop_oneof![formula(), "\\PC{0,80}", "[$\\\\a-z{}^_~`' 0-9-]{0,60}"]) {
        let library = &*LIBRARY;
        for style in [Style::Unicode, Style::Latex, Style::Ascii] {
            let once = repaired(library, style, &text);
            prop_assert_eq!(&repaired(library, style, &once), &once);
            prop_assert!(once.len() <= 4 * text.len().max(1), "{} bytes from {}", once.len(), text.len());
        }
    }

    #[test]
    fn what_latex_writes_the_listing_damages_back(text in formula()) {
        let library = &*LIBRARY;
        let latex = restored(library, Style::Latex, &text);
        prop_assert_eq!(listing_damage(&latex), text, "{}", latex);
    }

    #[test]
    fn prose_is_left_alone(text in prose()) {
        let library = &*LIBRARY;
        prop_assert_eq!(&repaired(library, Style::Unicode, &text), &text);
    }
}

const FORMULAS: [&str; 16] = [
    "on ImageNet 256times256 we",
    "a 16times speedup",
    "a gain of sim0.6 points",
    "the map Phicirc Psi is",
    "for x_tin R^d we",
    "the mathcal{O}(sqrt{T}) bound",
    "the ell_2 norm",
    "frac{1}{sqrt{n}} and 0.8pm0.1",
    "VSEinfty and DepsilonpS",
    "leq 256px",
    "in O(log^2n/epsilon) with probability 1-delta for ell_1",
    "sum_{i=1}^n alpha_i x_i",
    "widetilde{O}(n^{2/3})",
    "min_{theta in Theta} f(theta)",
    "left( frac{a+b}{c} right)",
    "lambda_{min}(nabla^2 f)",
];

#[test]
fn the_latex_of_a_formula_renders_to_its_unicode() {
    let library = &*LIBRARY;
    let tight = |text: String| text.replace([' ', '{', '}'], "");
    for text in FORMULAS {
        let latex = repaired(library, Style::Latex, text);
        assert_ne!(latex, text);
        assert_eq!(
            tight(repaired(library, Style::Unicode, &latex)),
            tight(repaired(library, Style::Unicode, text)),
            "{latex}"
        );
    }
}

#[test]
fn the_ascii_of_a_formula_is_its_unicode_spelt_out() {
    let library = &*LIBRARY;
    let canonical = |text: String| {
        let spelt: String = text
            .chars()
            .map(|c| {
                let sign = c.to_string();
                symbols::of_sign(&sign)
                    .filter(|_| !c.is_ascii())
                    .map_or(c.to_string(), |s| s.ascii.to_owned())
            })
            .collect();
        let plain = spelt
            .replace('√', "sqrt")
            .replace(['\u{302}', '\u{303}', '\u{304}'], "")
            .replace('°', "o");
        plain.split(['^', '_', '{', '}', '(', ')', ' ']).collect::<String>()
    };
    use unicode_normalization::UnicodeNormalization;
    for text in FORMULAS {
        let (unicode, ascii) =
            (repaired(library, Style::Unicode, text), repaired(library, Style::Ascii, text));
        assert!(ascii.is_ascii(), "{ascii}");
        assert_eq!(
            canonical(unicode.nfkd().collect()),
            canonical(ascii.clone()),
            "{unicode} | {ascii}"
        );
    }
}

#[test]
fn the_style_is_a_setting_and_ids_do_not_depend_on_it() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(
        dir.path().join("a.jsonl"),
        r#"{"title":"T","abstract":"We read images of 256times256 pixels in O(sqrt{n}) steps, as everybody does by now."}"#,
    )
    .unwrap();
    let written = |style: &str| {
        std::fs::write(dir.path().join("abslint.yaml"), format!("math-style: {style}\n")).unwrap();
        let line: serde_json::Value = serde_json::from_str(&stdout(&abslint(
            dir.path(),
            &["clean", "a.jsonl", "-o", "-", "-q"],
        )))
        .unwrap();
        (line["abstract"].as_str().unwrap().to_owned(), line["id"].clone())
    };
    let (unicode, latex, ascii) = (written("unicode"), written("latex"), written("ascii"));
    assert_eq!(
        unicode.0,
        "We read images of 256×256 pixels in O(√n) steps, as everybody does by now."
    );
    assert_eq!(
        latex.0,
        r"We read images of $256\times256$ pixels in $O(\sqrt{n})$ steps, as everybody does by now."
    );
    assert_eq!(
        ascii.0,
        "We read images of 256x256 pixels in O(sqrt(n)) steps, as everybody does by now."
    );
    assert!(unicode.1 == latex.1);
    assert!(unicode.1 == ascii.1);
}
