//! Scripts: in characters of their own where Unicode has them all, else behind `_` and `^`.

use super::super::tree::{Gap, Row, Scripts};
use super::join;
use super::pieces::{Kind, Piece, Writer};

/// Marks that stand at the height of a superscript by themselves.
const RAISED_MARKS: [&str; 4] = ["†", "‡", "°", "″"];

impl Writer<'_> {
    /// A base with its scripts: the lowered first, then primes, then the raised.
    pub(super) fn scripts(&self, scripts: &Scripts, pieces: &mut Vec<Piece>) {
        let mut base = self.pieces(&scripts.base);
        let mut last = base.pop().unwrap_or_else(|| Piece::new(String::new(), Kind::Sign));
        pieces.extend(base);
        if matches!(last.kind, Kind::Fraction | Kind::Root) {
            last = Piece {
                text: format!("({})", last.text),
                ..Piece::new(String::new(), Kind::Block)
            };
        }
        if !scripts.sub.is_empty() {
            self.attach(&mut last, &scripts.sub, false);
        }
        if scripts.primes > 0 {
            let primes = match scripts.primes {
                2 => self.spelling.sign("″"),
                3 => self.spelling.sign("‴"),
                count => self.spelling.sign("′").repeat(count),
            };
            last = Piece {
                text: last.text + &primes,
                line: None,
                is_raised: true,
                is_scripted: true,
                ..last
            };
        }
        if !scripts.sup.is_empty() {
            self.attach(&mut last, &scripts.sup, true);
        }
        pieces.push(last);
    }

    fn attach(&self, piece: &mut Piece, script: &Row, raised: bool) {
        let pieces = tight(self.pieces(script));
        let needs_no_braces = is_single(&pieces) || !raised && is_word_of_letters(&pieces);
        let text = one_dash(join::join(pieces, self.spelling).trim());
        let without_sign = self.without_sign(piece, &text, raised);
        piece.is_raised |= raised;
        piece.is_scripted = true;
        piece.line = None;
        if let Some(written) = without_sign {
            piece.text += &written;
            return;
        }
        piece.is_raised = true;
        let at = piece.text.len();
        piece.text.push(if raised { '^' } else { '_' });
        if needs_no_braces {
            piece.text += &text;
            piece.line = text.ends_with(char::is_alphanumeric).then_some((at, raised));
        } else {
            piece.text += &format!("{{{text}}}");
        }
    }

    /// A script that needs no `^` or `_`: the ending of an ordinal, degrees, primes, and what there
    /// are small characters for.
    fn without_sign(&self, base: &Piece, text: &str, raised: bool) -> Option<String> {
        // The base of a script before anything stands in the text: `7$^{th}$`.
        let is_of_number = base.kind == Kind::Number || base.text.is_empty();
        match text {
            "st" | "nd" | "rd" | "th" if raised && is_of_number => return Some(text.to_owned()),
            "o" if raised && is_of_number => return Some(self.spelling.sign("°")),
            "∘" | "∘C" | "∘F" if raised => {
                return Some(self.spelling.sign("°") + text.trim_start_matches('∘'));
            }
            _ if raised && RAISED_MARKS.contains(&text) => return Some(text.to_owned()),
            _ => (),
        }
        let small = self.spelling.script(text, raised)?;
        let is_digit_of_byte = small.starts_with(['¹', '²', '³']) && base.ends_like_a_byte();
        (!is_digit_of_byte).then_some(small)
    }
}

/// `5--6`: the dash of a range, which in a formula is two signs.
fn one_dash(text: &str) -> String {
    let Some((from, to)) = text.split_once("--").or_else(|| text.split_once("−−")) else {
        return text.to_owned();
    };
    let is_range = from.ends_with(|c: char| c.is_ascii_digit())
        && to.starts_with(|c: char| c.is_ascii_digit());
    if is_range { format!("{from}-{to}") } else { text.to_owned() }
}

/// Whether a script is one thing that has no scripts itself.
fn is_single(pieces: &[Piece]) -> bool {
    matches!(pieces, [one] if !one.is_scripted && is_short(one))
}

/// `t_{mix}`: an index that is a word, though its letters were typed as a product. Two capitals are
/// an abbreviation: `S_{BH}`.
fn is_word_of_letters(pieces: &[Piece]) -> bool {
    let is_letter = |p: &Piece| p.kind == Kind::Letter && p.text.is_ascii() && !p.is_scripted;
    let is_capital = |p: &Piece| p.text.starts_with(|c: char| c.is_ascii_uppercase());
    pieces.iter().all(is_letter)
        && (pieces.len() > 2 || pieces.len() == 2 && pieces.iter().all(is_capital))
}

/// Without the spaces that the author chose; those between words stay.
fn tight(mut pieces: Vec<Piece>) -> Vec<Piece> {
    let has_words = pieces.iter().any(|piece| piece.kind == Kind::Word);
    pieces.retain(|piece| has_words || piece.kind != Kind::Space);
    pieces.iter_mut().for_each(|piece| piece.gap = Gap::None);
    pieces
}

/// One letter, whole number, word or sign, without anything that could be taken for its end:
/// `n^{1.5}` keeps its braces.
fn is_short(piece: &Piece) -> bool {
    matches!(
        piece.kind,
        Kind::Letter
            | Kind::Number
            | Kind::Word
            | Kind::Function
            | Kind::Sign
            | Kind::Prefix
            | Kind::Multiplicative
            | Kind::Additive
    ) && !piece.text.contains([' ', '/', '.'])
}
