//! Markup as a whole: what texts come to, what stays, and what damage does to it.

use proptest::prelude::*;

use super::Markup;

fn read(text: &str) -> String {
    let mut out = String::new();
    let mut done = 0;
    for construct in Markup::of(text).constructs {
        out.push_str(&text[done..construct.span.start()]);
        out.push_str(&construct.written);
        done = construct.span.end();
    }
    out + &text[done..]
}

#[test]
fn elements_are_the_text_that_they_stand_for() {
    for (text, expected) in include_str!("elements.txt").lines().filter_map(|l| l.split_once(" ⇒ "))
    {
        assert_eq!(read(&text.replace("\\n", "\n")), expected, "{text}");
    }
}

#[test]
fn what_only_looks_like_a_tag_stays() {
    for text in include_str!("no_elements.txt").lines() {
        assert_eq!(read(text), text);
        assert!(Markup::of(text).tags.is_empty(), "{text}");
    }
}

#[test]
fn a_half_whose_partner_is_lost_is_told() {
    let alone = |text: &str| Markup::of(text).alone.len();
    assert_eq!(alone("a list</ol> of lakes"), 1);
    assert_eq!(alone("<i>Salix</i> at 4<sup>5 trees"), 1);
    assert_eq!(alone("if <i then"), 0);
    assert_eq!(read("<i>Salix</i> at 4<sup>5 trees"), "Salix at 4<sup>5 trees");
    assert_eq!(read("<p>A <i>lost one.</p>"), "A lost one.");
}

/// Elements of a random text: how they begin and end.
const ELEMENTS: [(&str, &str); 8] = [
    ("<i>", "</i>"),
    ("<b>", "</b>"),
    ("<jats:sup>", "</jats:sup>"),
    ("<sub>", "</sub>"),
    ("<p>", "</p>"),
    ("<a href=\"https://example.org/a\">", "</a>"),
    ("<ul><li>", "</li></ul>"),
    ("<mml:math><mml:mi>", "</mml:mi></mml:math>"),
];

/// A random text with elements in it, which pair.
fn tree() -> impl Strategy<Value = String> {
    let leaf = "[a-z]{1,5}( [a-z]{1,4})?";
    leaf.prop_recursive(4, 20, 3, |inner| {
        (0..ELEMENTS.len(), prop::collection::vec(inner, 1..4)).prop_map(|(n, parts)| {
            let (start, end) = ELEMENTS[n];
            format!("{start}{}{end}", parts.join(" "))
        })
    })
}

proptest! {
    #[test]
    fn no_half_of_what_was_whole_is_left(text in tree()) {
        let text = format!("We {text} it");
        let written = read(&text);
        prop_assert!(!written.contains(['<', '>']), "{text} → {written}");
        let letters = |text: &str| text.chars().filter(char::is_ascii_lowercase).count();
        prop_assert!(letters(&written) > 0);
    }

    #[test]
    fn damage_is_no_reason_to_panic(text in tree(), cut in 0usize..200, more in 0usize..200, junk in "[<>/&;a-i\"=! ]{0,6}") {
        let at = text.floor_char_boundary(cut.min(text.len()));
        let damaged = format!("{}{junk}{}", &text[..at], &text[text.floor_char_boundary(more.min(text.len())).max(at)..]);
        let written = read(&damaged);
        // Reading again comes to rest.
        let mut last = written;
        for _ in 0..4 {
            last = read(&last);
        }
        prop_assert_eq!(read(&last), last);
    }

    #[test]
    fn a_text_without_a_sign_of_markup_is_not_touched(text in "[^<]{0,60}") {
        prop_assert_eq!(read(&text), text);
    }
}
