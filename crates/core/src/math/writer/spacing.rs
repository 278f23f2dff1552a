//! Which operators have spaces round them, and which bars open and close.

use super::super::tree::Gap;
use super::join::{before, behind, is_bar};
use super::pieces::{Kind, Piece};

/// Makes brackets of the bars that pair: `|x|`, `‖x‖₂`; one that stands alone is a sign, `p(y|z)`.
pub(super) fn pair_bars(pieces: &mut [Piece]) {
    // The bars that are open in each pair of brackets round the place.
    let mut open: Vec<Vec<usize>> = vec![Vec::new()];
    for at in 0..pieces.len() {
        match pieces[at].kind {
            Kind::Open => open.push(Vec::new()),
            Kind::Close => {
                open.pop();
                if open.is_empty() {
                    open.push(Vec::new());
                }
            }
            Kind::Sign if is_bar(&unscripted(&pieces[at])) => {
                let Some(innermost) = open.last_mut() else { return };
                match innermost.last() {
                    Some(&first) if has_operand_before(pieces, at) => {
                        if unscripted(&pieces[at]).text == pieces[first].text {
                            (pieces[first].kind, pieces[at].kind) = (Kind::Open, Kind::Close);
                        }
                        innermost.pop();
                    }
                    _ if pieces[at].is_scripted => (),
                    _ => innermost.push(at),
                }
            }
            _ => (),
        }
    }
}

/// A bar without its scripts.
fn unscripted(piece: &Piece) -> Piece {
    let bars = piece.text.len() - piece.text.trim_start_matches(['|', '‖']).len();
    Piece::new(piece.text[..bars].to_owned(), piece.kind)
}

/// Whether what stands before a bar is something that it can close: no operator, and no bar that
/// closes nothing itself (`p(y | |x|)`).
fn has_operand_before(pieces: &[Piece], at: usize) -> bool {
    before(pieces, at).is_some_and(|p| {
        let is_lone_bar = p.kind == Kind::Sign && is_bar(&unscripted(p));
        !is_lone_bar
            && !matches!(
                p.kind,
                Kind::Open
                    | Kind::Relation
                    | Kind::Additive
                    | Kind::Multiplicative
                    | Kind::Prefix
                    | Kind::Punctuation
                    | Kind::Slash
                    | Kind::Function
                    | Kind::Operator
            )
    })
}

/// For each piece, whether it is an operator with a space on both sides.
///
/// Those of a kind that stand between the same operands have it all if one has, so that none is
/// lopsided: `1 ≤ p ≤ ∞`.
pub(super) fn of_operators(pieces: &[Piece]) -> Vec<bool> {
    let is_operator = |kind: Kind| {
        matches!(kind, Kind::Relation | Kind::Additive | Kind::Multiplicative | Kind::Slash)
    };
    let mut spaced: Vec<bool> =
        (0..pieces.len()).map(|at| is_operator(pieces[at].kind) && is_spaced(pieces, at)).collect();
    // Relations and sums that go on, for each pair of brackets round the place.
    let mut chains: Vec<[Vec<usize>; 2]> = vec![Default::default()];
    for (at, piece) in pieces.iter().enumerate() {
        let Some([relations, sums]) = chains.last_mut() else { break };
        match piece.kind {
            Kind::Relation if before(pieces, at).is_some() => {
                agree(sums, &mut spaced);
                relations.push(at);
            }
            Kind::Additive => sums.push(at),
            Kind::Punctuation => {
                agree(relations, &mut spaced);
                agree(sums, &mut spaced);
            }
            Kind::Open => chains.push(Default::default()),
            Kind::Close => {
                agree(relations, &mut spaced);
                agree(sums, &mut spaced);
                if chains.len() > 1 {
                    chains.pop();
                }
            }
            _ => (),
        }
    }
    chains.iter_mut().flatten().for_each(|chain| agree(chain, &mut spaced));
    spaced
}

/// All of a chain are spaced if one is; the chain ends.
fn agree(chain: &mut Vec<usize>, spaced: &mut [bool]) {
    let any = chain.iter().any(|at| spaced[*at]);
    chain.drain(..).for_each(|at| spaced[at] = any);
}

/// Whether an operator has spaces round it: both or none, as its author typed them. A product of
/// numbers has none.
fn is_spaced(pieces: &[Piece], at: usize) -> bool {
    let operator = &pieces[at];
    let next = behind(pieces, at);
    let spelt = operator.text.starts_with(|c: char| c.is_ascii_alphabetic());
    let (Some(left), Some(right)) = (before(pieces, at), next) else {
        let is_parted = next.map_or(spelt, |right| right.gap == Gap::Chosen || spelt);
        return operator.kind == Kind::Relation && is_parted;
    };
    let numbers = left.kind == Kind::Number
        && right.kind == Kind::Number
        && !left.is_raised
        && !right.is_raised;
    let space_beside = |at: usize| pieces.get(at).is_some_and(|p| p.kind == Kind::Space);
    let chosen = operator.gap == Gap::Chosen
        || right.gap == Gap::Chosen
        || at > 0 && space_beside(at - 1)
        || space_beside(at + 1);
    if left.ends_like_a_byte() && operator.text.starts_with(['±', '·']) {
        return true;
    }
    match operator.kind {
        _ if spelt => operator.text != "x" || !numbers,
        Kind::Multiplicative if numbers => false,
        Kind::Slash => operator.gap == Gap::Chosen && right.gap == Gap::Chosen,
        Kind::Relation => chosen || operator.gap == Gap::Needed || right.gap == Gap::Needed,
        _ => chosen,
    }
}
