//! What the reader and the writers promise: a table of formulas, and every formula there is.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::tree::{Class, Font, Gap, Item, Node, Row, Scripts};
use super::{Fonts, ascii, latex, read, unicode};

mod expression;

use expression::{Expression, parse};

fn written(row: &Row) -> String {
    unicode(row, &Fonts::of([row]))
}

/// Each line: TeX, Unicode and ASCII with tabs between them.
#[test]
fn formulas_are_written_as_the_table_says() {
    let mut wrong = Vec::new();
    for line in include_str!("formulas.txt").lines().filter(|line| !line.starts_with('#')) {
        let [tex, wanted, spelt] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("three columns: {line}")
        };
        let row = read(tex).unwrap_or_else(|obstacle| panic!("{tex}: {obstacle}"));
        let found = (written(&row), ascii(&row));
        if found != (wanted.to_owned(), spelt.to_owned()) {
            wrong.push(format!(
                "{tex}\n    wanted {wanted} | {spelt}\n    found  {} | {}",
                found.0, found.1
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_cannot_be_read_is_left_and_named() {
    let said = |tex: &str| read(tex).unwrap_err().to_string();
    assert_eq!(said(r"\myset^2"), r"`\myset` is a macro that nobody defined");
    assert_eq!(said(r"\begin{tikz}x\end{tikz}"), "`tikz` is no environment of formulas");
    assert_eq!(said("{a"), "its braces do not pair");
    assert_eq!(said("a}"), "its braces do not pair");
    assert_eq!(said(r"\begin{cases}a\end{matrix}"), "its environments do not pair");
    assert_eq!(said("a & b"), "`&` has no place where it stands");
    assert_eq!(said("x^a^b"), "`^` has no place where it stands");
    assert_eq!(said(r"p\!\!\!/"), "`/` has no place where it stands");
    assert_eq!(said(r"\frac{a}"), "`frac` has nothing to stand at");
    assert_eq!(
        said(&format!("{}x{}", "{".repeat(60), "}".repeat(60))),
        "it is nested deeper than 24 levels"
    );
    assert_eq!(said(&"x".repeat(5000)), "it is longer than 4000 bytes");
}

#[test]
fn fonts_are_told_apart_where_one_letter_stands_in_two() {
    let formulas =
        [r"\mathcal{H}", "h", r"\mathbf{h}", r"\mathcal{F}"].map(|tex| read(tex).unwrap());
    let fonts = Fonts::of(&formulas);
    assert_eq!(formulas.each_ref().map(|row| unicode(row, &fonts)), ["H", "h", "𝐡", "F"]);
}

/// Trees that a formula of an abstract could be.
fn expression() -> impl Strategy<Value = Expression> {
    let letter = prop::sample::select(vec!['a', 'b', 'k', 'n', 'T', 'N', 'β', 'ε'])
        .prop_map(Expression::Letter);
    let number = (1u32..60).prop_map(Expression::Number);
    prop_oneof![3 => letter, 1 => number].prop_recursive(4, 40, 3, |inner| {
        let base = prop::sample::select(vec!['a', 'b', 'k', 'n', 'T', 'β']).prop_map(Expression::Letter);
        prop_oneof![
            3 => prop::collection::vec(inner.clone(), 2..4).prop_map(Expression::product),
            2 => prop::collection::vec(inner.clone(), 2..4).prop_map(Expression::sum),
            3 => (inner.clone(), inner.clone()).prop_map(|(a, b)| Expression::Fraction(a.into(), b.into())),
            2 => inner.clone().prop_map(|x| Expression::Root(x.into())),
            2 => (inner.clone(), inner.clone()).prop_map(|(base, exponent)| Expression::power(base, exponent)),
            2 => (base, inner.clone()).prop_map(|(base, index)| Expression::Index(base.into(), index.into())),
            1 => inner.prop_map(|x| Expression::Logarithm(x.into())),
        ]
    })
}

/// Pieces of TeX, and of what is left of it.
fn hostile() -> impl Strategy<Value = String> {
    let pieces = [
        "{", "}", "{", "}", "$", "^", "_", "'", "&", r"\\", r"\", "x", "12", "1.5", " ", ",", "(",
        ")", "|", "+", "=", "-", "/", "~", "é", "∈", r"\frac", r"\sqrt", r"\sqrt[", "]", r"\hat",
        r"\mathbb", r"\mathbbR", r"\bf", r"\text{", r"\left(", r"\right.", r"\big", r"\not",
        r"\over", r"\choose", r"\begin{cases}", r"\end{cases}", r"\begin{", r"\substack{", r"\ce{",
        r"\SI{", r"\num{", r"\pmod", r"\textsuperscript", r"\alpha", r"\sum", r"\log", r"\foo",
        r"\limits", r"\label{", r"\underset", r"\in", "epsilon", "sqrt", "\u{301}", "\0", "\t",
    ];
    prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..40)
        .prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn what_is_written_in_unicode_is_read_as_the_same_tree(expression in expression()) {
        let tex = latex(&expression.row());
        let row = read(&tex).map_err(|obstacle| TestCaseError::fail(format!("{tex}: {obstacle}")))?;
        let text = written(&row);
        prop_assert_eq!(parse(&text), Some(expression), "{} is written {}", tex, text);
    }

    #[test]
    fn nothing_makes_the_reader_panic_and_what_it_reads_leaves_no_command(text in prop_oneof![hostile(), "\\PC{0,80}"]) {
        if let Ok(row) = read(&text) {
            let written = written(&row);
            prop_assert!(!written.contains(r"\foo"), "{} is written {}", text, written);
            let again = latex(&row);
            let told = read(&again).err();
            prop_assert!(told.is_none(), "{} is written {}: {:?}", text, again, told);
            prop_assert!(ascii(&row).len() <= 40 * text.len());
        }
    }
}

/// The longest formula of the worst kind takes no longer than many short ones.
#[test]
fn hostile_formulas_take_linear_time() {
    for piece in [
        "{", "x^", "{}", r"\frac", r"\sqrt", r"\left(", "~", r"\begin{cases}", "a", "(", r"\text{",
        "&", "'", r"\over", r"\ce{", "=", "1/", r"\hat",
    ] {
        let text = piece.repeat(4000 / piece.len());
        let start = Instant::now();
        if let Ok(row) = read(&text) {
            written(&row);
        }
        assert!(
            start.elapsed() < Duration::from_millis(300),
            "{piece} takes {:?}",
            start.elapsed()
        );
    }
}
