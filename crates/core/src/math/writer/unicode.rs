//! How Unicode spells things.

use super::super::symbols;
use super::super::tree::Font;
use super::Spelling;

pub(super) struct Unicode;

/// So many letters in a row are a word, which nobody would find in raised letters.
const WORD: usize = 3;

impl Spelling for Unicode {
    fn letter(&self, c: char, font: Font) -> String {
        symbols::styled(c, font).unwrap_or(c).to_string()
    }

    fn sign(&self, sign: &str) -> String {
        sign.to_owned()
    }

    fn script(&self, text: &str, raised: bool) -> Option<String> {
        let form = if raised { symbols::superscript } else { symbols::subscript };
        if spells_a_word(text) {
            return None;
        }
        text.chars().map(form).collect()
    }

    fn root(&self, index: &str, radicand: &str, bracketed: bool) -> String {
        let sign = match index {
            "" => "√".to_owned(),
            "3" => "∛".to_owned(),
            "4" => "∜".to_owned(),
            index => match index.chars().map(symbols::superscript).collect::<Option<String>>() {
                Some(raised) => format!("{raised}√"),
                None => format!("({index})√"),
            },
        };
        if bracketed { format!("{sign}({radicand})") } else { format!("{sign}{radicand}") }
    }

    fn mixed(&self, whole: &str, above: &str, below: &str) -> String {
        const VULGAR: [(&str, &str); 9] = [
            ("1/2", "½"),
            ("1/3", "⅓"),
            ("2/3", "⅔"),
            ("1/4", "¼"),
            ("3/4", "¾"),
            ("1/8", "⅛"),
            ("3/8", "⅜"),
            ("5/8", "⅝"),
            ("7/8", "⅞"),
        ];
        let fraction = format!("{above}/{below}");
        match VULGAR.iter().find(|(spelt, _)| *spelt == fraction) {
            Some((_, sign)) => format!("{whole}{sign}"),
            None => format!("{whole} {fraction}"),
        }
    }

    fn accent(&self, mark: char, base: &str) -> String {
        let marked =
            |c: char| [Some(c), (!c.is_whitespace() && !symbols::is_mark(c)).then_some(mark)];
        base.chars().flat_map(marked).flatten().collect()
    }
}

/// Whether there is a run of three or more letters in it that are no indices in succession: `max`,
/// not `ijk`.
pub fn spells_a_word(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_alphabetic()).any(|run| {
        let succeed = run.starts_with(|c| c >= 'h')
            && run.as_bytes().windows(2).all(|pair| pair[0] + 1 == pair[1]);
        run.len() >= WORD && !succeed
    })
}
