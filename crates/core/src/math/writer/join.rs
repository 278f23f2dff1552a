//! What stands between neighbours: nothing, a space, or the dot of a product.

use super::super::elements;
use super::super::tree::Gap;
use super::Spelling;
use super::pieces::{Kind, Piece};
use super::spacing;

/// Settles what a piece is by its neighbours, as TeX does (*The TeXbook*, appendix G, rules 5 and
/// 6): an operator without a left operand is a sign of what follows, and a fraction among factors
/// is in brackets.
pub(super) fn settle(pieces: &mut Vec<Piece>) {
    merge_neighbours(pieces);
    spacing::pair_bars(pieces);
    for at in 0..pieces.len() {
        // `-, /`: a stroke that is spoken of.
        let is_sign = pieces[at].kind == Kind::Slash
            && before(pieces, at).is_none_or(|p| p.kind == Kind::Punctuation);
        if is_sign || matches!(pieces[at].kind, Kind::Additive | Kind::Multiplicative) {
            let before = before(pieces, at).map(|p| p.kind);
            let is_first = before.is_none_or(|kind| {
                matches!(
                    kind,
                    Kind::Open
                        | Kind::Relation
                        | Kind::Punctuation
                        | Kind::Additive
                        | Kind::Multiplicative
                        | Kind::Prefix
                        | Kind::Operator
                        | Kind::Function
                        | Kind::Slash
                )
            });
            let is_last = behind(pieces, at)
                .is_none_or(|p| matches!(p.kind, Kind::Close | Kind::Relation | Kind::Punctuation));
            if is_first || is_last {
                pieces[at].kind = if is_first { Kind::Prefix } else { Kind::Sign };
            }
        }
    }
    for at in 0..pieces.len() {
        if pieces[at].kind == Kind::Fraction && is_among_factors(pieces, at) {
            pieces[at].text = format!("({})", pieces[at].text);
            pieces[at].kind = Kind::Block;
        }
    }
}

/// Relations beside one another are one, `:` and `=`, and so are spaces.
fn merge_neighbours(pieces: &mut Vec<Piece>) {
    let mut merged: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces.drain(..) {
        let is_relation = piece.kind == Kind::Relation && piece.gap == Gap::None;
        match merged.last_mut() {
            Some(last) if is_relation && last.kind == Kind::Relation && !last.is_raised => {
                last.text += &piece.text
            }
            Some(last) if piece.kind == Kind::Space && last.kind == Kind::Space => (),
            _ => merged.push(piece),
        }
    }
    *pieces = merged;
}

pub(super) fn before(pieces: &[Piece], at: usize) -> Option<&Piece> {
    pieces[..at].iter().rev().find(|p| p.kind != Kind::Space)
}

pub(super) fn behind(pieces: &[Piece], at: usize) -> Option<&Piece> {
    pieces[at + 1..].iter().find(|p| p.kind != Kind::Space)
}

fn is_among_factors(pieces: &[Piece], at: usize) -> bool {
    let ends_term =
        |kind: Kind| matches!(kind, Kind::Relation | Kind::Additive | Kind::Punctuation);
    let opens = before(pieces, at)
        .is_none_or(|p| ends_term(p.kind) || matches!(p.kind, Kind::Open | Kind::Prefix));
    let closes = behind(pieces, at).is_none_or(|p| ends_term(p.kind) || p.kind == Kind::Close);
    !(opens && closes)
}

/// The pieces with what stands between them.
pub(super) fn join(pieces: Vec<Piece>, spelling: &dyn Spelling) -> String {
    let mut text = String::new();
    let spaced = spacing::of_operators(&pieces);
    for at in 0..pieces.len() {
        let piece = &pieces[at];
        if piece.kind == Kind::Space {
            continue;
        }
        let previous = before(&pieces, at);
        let between = previous.map_or(Between::Nothing, |left| between(&pieces, at, left, &spaced));
        match between {
            Between::Nothing => (),
            Between::Space => text.push(' '),
            Between::Dot => text += &spelling.sign("·"),
        }
        let goes_on = goes_on(&pieces, at, &spaced);
        text += &match piece.line {
            Some((start, _)) if goes_on => in_braces(&piece.text, start),
            _ => piece.text.clone(),
        };
    }
    text
}

/// Whether what follows a piece would be taken for more of the script with which it ends.
fn goes_on(pieces: &[Piece], at: usize, spaced: &[bool]) -> bool {
    let Some((_, raised)) = pieces[at].line else { return false };
    let is_tight = pieces.get(at + 1).is_some_and(|p| p.kind != Kind::Space)
        && !spaced.get(at + 1).is_some_and(|spaced| *spaced);
    behind(pieces, at).is_some_and(|next| match next.kind {
        Kind::Slash | Kind::Additive | Kind::Multiplicative => raised && is_tight,
        Kind::Open | Kind::Block => raised,
        Kind::Sign => next.text.starts_with(['!', '%', '.']),
        _ => false,
    })
}

/// A text with the script on the line that begins at byte `start` in braces.
fn in_braces(text: &str, start: usize) -> String {
    format!("{}{{{}}}", &text[..=start], &text[start + 1..])
}

/// Puts the script on the line with which a row ends in braces, since something follows.
pub(super) fn close(pieces: &mut [Piece]) {
    if let Some(last) = pieces.last_mut()
        && let Some((start, _)) = last.line.take()
    {
        last.text = in_braces(&last.text, start);
    }
}

enum Between {
    Nothing,
    Space,
    Dot,
}

/// What stands between the piece at `at` and the one before it.
fn between(pieces: &[Piece], at: usize, left: &Piece, operators: &[bool]) -> Between {
    let right = &pieces[at];
    let spaced = at > 0 && pieces[at - 1].kind == Kind::Space;
    let space = |yes: bool| if yes { Between::Space } else { Between::Nothing };
    match (left.kind, right.kind) {
        (Kind::Open, _) | (_, Kind::Close) | (Kind::Prefix, _) => space(false),
        (_, Kind::Relation | Kind::Additive | Kind::Multiplicative | Kind::Slash) => {
            space(operators[at])
        }
        (Kind::Relation | Kind::Additive | Kind::Multiplicative | Kind::Slash, _) => {
            let operator = pieces[..at].iter().rposition(|p| p.kind != Kind::Space).unwrap_or(at);
            space(operators[operator])
        }
        (_, Kind::Punctuation) => space(right.text == ":" && (spaced || right.gap != Gap::None)),
        (Kind::Punctuation, _) => space(spaced || right.gap != Gap::None),
        _ if spaced => Between::Space,
        // `p(y| |x|)`: else nobody could tell which bar belongs to which.
        (Kind::Sign, Kind::Open) | (Kind::Close, Kind::Sign) if is_bar(left) && is_bar(right) => {
            Between::Space
        }
        // `k`-means: what is written with a hyphen stays so.
        (_, Kind::Word) if !right.text.starts_with(char::is_alphanumeric) => Between::Nothing,
        (Kind::Word, _) if !left.is_scripted && !left.text.ends_with(char::is_alphanumeric) => {
            Between::Nothing
        }
        // A bracket behind a root is no part of it: `√k(n+1)`.
        (Kind::Root, Kind::Letter | Kind::Number | Kind::Block | Kind::Root | Kind::Operator) => {
            Between::Space
        }
        (Kind::Letter | Kind::Number, Kind::Block)
            if right.text.starts_with('(') && right.text.contains('/') =>
        {
            Between::Dot
        }
        (Kind::Word | Kind::Letter, Kind::Word | Kind::Letter)
            if right.gap == Gap::None && is_counted_element(left) && is_element(right) =>
        {
            Between::Nothing
        }
        _ if is_spelt(left) || is_spelt(right) => space(are_apart(left, right)),
        (Kind::Operator, _) => space(left.text.chars().count() > 1),
        _ => space(left.line.is_some() && right.text.starts_with(char::is_alphanumeric)),
    }
}

/// `Si₃`, behind which the next element of a compound stands.
fn is_counted_element(piece: &Piece) -> bool {
    piece.text.ends_with(|c| ('₀'..='₉').contains(&c)) && is_element(piece)
}

fn is_element(piece: &Piece) -> bool {
    elements::are_symbols(piece.text.trim_end_matches(|c| ('₀'..='₉').contains(&c)))
}

fn is_spelt(piece: &Piece) -> bool {
    let letters = piece.text.starts_with(|c: char| c.is_ascii_alphabetic());
    matches!(piece.kind, Kind::Word | Kind::Function)
        || matches!(piece.kind, Kind::Operator | Kind::Root) && letters
}

/// Whether a space parts two pieces of which one is spelt in letters: `n log n`, `log(n)`, `5 GHz`.
fn are_apart(left: &Piece, right: &Piece) -> bool {
    let touches = |kind: Kind| {
        matches!(kind, Kind::Letter | Kind::Number | Kind::Root | Kind::Operator | Kind::Fraction)
    };
    match (left.kind, right.kind) {
        (Kind::Word, Kind::Word) => {
            !(left.gap == Gap::None && right.gap == Gap::None) && right.gap == Gap::Chosen
                || is_greek(left)
                || is_greek(right)
        }
        (
            Kind::Word | Kind::Function | Kind::Operator,
            Kind::Word | Kind::Function | Kind::Operator,
        ) => true,
        (Kind::Operator, Kind::Block) => left.is_scripted,
        (Kind::Function | Kind::Operator, Kind::Sign) => left.is_scripted,
        (Kind::Function | Kind::Operator, Kind::Open) => left.is_scripted && is_bar(right),
        (Kind::Word | Kind::Function | Kind::Operator, kind) => {
            touches(kind) || kind == Kind::Prefix && left.kind == Kind::Function
        }
        (kind, _) => {
            touches(kind) || matches!(kind, Kind::Close | Kind::Block) || left.text.ends_with('!')
        }
    }
}

/// A letter that ASCII spells out.
fn is_greek(piece: &Piece) -> bool {
    piece.text.split(['_', '^']).next().and_then(super::super::symbols::find).is_some()
}

/// Whether it is one factor beside another, without a sum, a relation or the name of a function in
/// front of a letter.
pub(super) fn is_product(pieces: &[Piece]) -> bool {
    if is_atom(pieces) {
        return true;
    }
    let mut depth = 0i32;
    pieces.iter().all(|piece| {
        depth += i32::from(piece.kind == Kind::Open) - i32::from(piece.kind == Kind::Close);
        depth > 0 || matches!(piece.kind, Kind::Letter | Kind::Number | Kind::Root | Kind::Close)
    })
}

/// Whether nothing that follows or precedes could be taken for a part of it.
pub(super) fn is_atom(pieces: &[Piece]) -> bool {
    match pieces {
        [piece] => {
            matches!(
                piece.kind,
                Kind::Letter
                    | Kind::Number
                    | Kind::Word
                    | Kind::Function
                    | Kind::Root
                    | Kind::Block
                    | Kind::Sign
            )
        }
        [name, rest @ ..] if matches!(name.kind, Kind::Word | Kind::Function) => is_bracketed(rest),
        // `|x|`: nothing else in it can be a bar.
        [open, inner @ .., close] if is_bar(open) && is_bar(close) && open.text == close.text => {
            !inner.iter().any(is_bar)
        }
        // `(k+1)²`: a power of what is in brackets.
        [rest @ .., close] if close.kind == Kind::Close => {
            let mut pieces = rest.to_vec();
            pieces.push(Piece { is_raised: false, line: None, ..close.clone() });
            is_bracketed(&pieces)
        }
        _ => is_bracketed(pieces),
    }
}

pub(super) fn is_bar(piece: &Piece) -> bool {
    matches!(piece.text.as_str(), "|" | "‖" | "||")
}

/// Whether it is all between one bracket and the one that closes it.
pub(super) fn is_bracketed(pieces: &[Piece]) -> bool {
    let [open, .., close] = pieces else { return false };
    let mut depth = 0i32;
    let closed = pieces.iter().position(|piece| {
        depth += i32::from(piece.kind == Kind::Open) - i32::from(piece.kind == Kind::Close);
        depth == 0
    });
    open.kind == Kind::Open
        && close.kind == Kind::Close
        && !close.is_raised
        && close.line.is_none()
        && closed == Some(pieces.len() - 1)
}
