//! From accepted names to stretches of mathematics: a name with its operands, brackets and scripts.

use super::lexer::{MathToken, MathTokenKind};
use super::spelt::Role;

/// No formula has more tokens. What runs on is taken in parts, so that it is not gone through again
/// for each name in it.
const LONGEST: usize = 500;

/// So many tokens are looked at for the end of what stands in the brackets of a root.
const REACH: usize = 40;

/// A range of tokens that is rewritten as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    /// First token.
    pub start: usize,
    /// The token after the last.
    pub end: usize,
}

/// The stretches round the tokens that are `seeds`, in order, without overlap.
pub(super) fn stretches(tokens: &[MathToken], seeds: &[bool]) -> Vec<Stretch> {
    let mut found: Vec<Stretch> = Vec::new();
    for at in (0..tokens.len()).filter(|at| seeds[*at]) {
        if found.last().is_some_and(|last| at < last.end) {
            continue;
        }
        let own = grow(tokens, seeds, enclosing(tokens, at));
        match found.last_mut() {
            Some(last)
                if own.end - last.start <= LONGEST
                    && (own.start <= last.end || joins(tokens, seeds, last.end, own.start)) =>
            {
                *last =
                    grow(tokens, seeds, Stretch { start: last.start, end: own.end.max(last.end) });
            }
            last => {
                let start = last.map_or(0, |last| last.end).max(own.start);
                found.push(Stretch { start, ..own });
            }
        }
    }
    found
}

/// The name with its arguments; if it stands in the group of a script or a command, with all of
/// that.
fn enclosing(tokens: &[MathToken], at: usize) -> Stretch {
    let mut start = at;
    let mut depth = 0;
    for n in (at.saturating_sub(60)..at).rev() {
        match tokens[n].kind {
            MathTokenKind::Sign('}') => depth += 1,
            MathTokenKind::Sign('{') if depth > 0 => depth -= 1,
            // One that never closes holds nothing.
            MathTokenKind::Sign('{') if group_end(tokens, n) > at => start = owner(tokens, n),
            _ => (),
        }
    }
    Stretch { start, end: argument_end(tokens, start).max(argument_end(tokens, at)) }
}

/// What a group belongs to: a script sign with its base, or a command (or the group before it, of a
/// fraction).
fn owner(tokens: &[MathToken], mut brace: usize) -> usize {
    /// No command has more arguments.
    const MOST: usize = 9;
    for _ in 0..MOST {
        let Some(before) = brace.checked_sub(1) else { return brace };
        match tokens[before].kind {
            MathTokenKind::Sign('_' | '^') => return before.saturating_sub(1),
            MathTokenKind::Name(_) => return before,
            MathTokenKind::Sign('}') => {
                let mut near = (before.saturating_sub(LONGEST)..before).rev();
                let Some(open) = near.find(|n| tokens[*n].is('{')) else { return brace };
                brace = open;
            }
            _ => return brace,
        }
    }
    brace
}

/// The end of the thing that starts at `at`, with its arguments and scripts.
fn argument_end(tokens: &[MathToken], at: usize) -> usize {
    nested_end(tokens, at, 0)
}

/// The same for a thing that stands in so many others.
fn nested_end(tokens: &[MathToken], at: usize, depth: usize) -> usize {
    /// Scripts of scripts and accents on accents beyond this are none.
    const DEEPEST: usize = 50;
    if depth > DEEPEST {
        return at + 1;
    }
    let mut end = at + 1;
    let arguments = match tokens[at].name().map(|s| s.role) {
        Some(Role::Fraction) => 2,
        Some(Role::Font | Role::DoubleStruck | Role::Accent | Role::Root) => 1,
        _ => 0,
    };
    if tokens[at].is('{') {
        end = group_end(tokens, at);
    }
    if tokens[at].name().is_some_and(|s| s.role == Role::Root)
        && tokens.get(end).is_some_and(|t| t.is('['))
    {
        let mut ahead = end..tokens.len().min(end + REACH);
        end = ahead.find(|n| tokens[*n].is(']')).map_or(end, |close| close + 1);
    }
    if tokens[at].name().is_some_and(|s| s.role == Role::Root)
        && tokens.get(end).is_some_and(|t| t.is('('))
    {
        // `sqrt(xy)`, whatever stands in the brackets.
        let ahead = end + 1..tokens.len().min(end + REACH);
        return partner(tokens, ahead, 1, is_open, is_close).map_or(end, |close| close + 1);
    }
    for n in 0..arguments {
        // `\frac12`: both in one number.
        let is_both = n == 1 && tokens[end - 1].kind == MathTokenKind::Number && {
            let number = &tokens[end - 1];
            number.end - number.start == 2 && end == at + 2
        };
        if is_both {
            break;
        }
        let next = if tokens.get(end).is_some_and(|t| t.kind == MathTokenKind::Space) {
            end + 1
        } else {
            end
        };
        if next < tokens.len() {
            end = nested_end(tokens, next, depth + 1);
        }
    }
    while tokens.get(end).is_some_and(|t| t.is('_') || t.is('^'))
        && end + 1 < tokens.len()
        && tokens[end + 1].kind != MathTokenKind::Space
    {
        end = nested_end(tokens, end + 1, depth + 1);
    }
    end
}

/// The token behind the group that opens at `open`; behind `open` itself if it never closes.
fn group_end(tokens: &[MathToken], open: usize) -> usize {
    let mut depth = 0;
    for (n, token) in tokens.iter().enumerate().skip(open).take(200) {
        match token.kind {
            MathTokenKind::Sign('{') => depth += 1,
            MathTokenKind::Sign('}') => depth -= 1,
            _ => (),
        }
        if depth == 0 {
            return n + 1;
        }
    }
    open + 1
}

/// Takes in what touches the stretch and can be mathematics, and operands of its outer operators,
/// and closes brackets.
fn grow(tokens: &[MathToken], seeds: &[bool], mut core: Stretch) -> Stretch {
    loop {
        let wide = touching(tokens, seeds, core);
        let wider =
            with_operand(tokens, seeds, wide).unwrap_or_else(|| balanced(tokens, seeds, wide));
        if wider == wide || wider.end - wider.start > LONGEST {
            return trim(tokens, seeds, wide, core);
        }
        core = wider;
    }
}

/// With what touches the stretch and can be mathematics.
fn touching(tokens: &[MathToken], seeds: &[bool], core: Stretch) -> Stretch {
    let Stretch { mut start, mut end } = core;
    let (first, last) = (start.saturating_sub(LONGEST), tokens.len().min(end + LONGEST));
    // `cm^{-2}`: the unit that is raised.
    let is_base = |start: usize| {
        tokens[start].is('^') && seeds[start] && tokens[start - 1].kind == MathTokenKind::Word
    };
    while start > first && (is_mathematical(&tokens[start - 1], seeds[start - 1]) || is_base(start))
    {
        start -= 1;
    }
    while end < last && is_mathematical(&tokens[end], seeds[end]) {
        end = argument_end(tokens, end).min(tokens.len());
    }
    Stretch { start, end }
}

/// With the operand that one of its outer operators wants.
fn with_operand(tokens: &[MathToken], seeds: &[bool], stretch: Stretch) -> Option<Stretch> {
    let Stretch { start, end } = stretch;
    if wants_operand(tokens, seeds, start)
        && start >= 2
        && tokens[start - 1].kind == MathTokenKind::Space
        && is_operand(&tokens[start - 2], seeds[start - 2])
    {
        return Some(Stretch { start: start - 2, end });
    }
    if end > 0
        && wants_operand(tokens, seeds, end - 1)
        && end + 1 < tokens.len()
        && tokens[end].kind == MathTokenKind::Space
        && is_operand(&tokens[end + 1], seeds[end + 1])
    {
        return Some(Stretch { start, end: end + 2 });
    }
    None
}

/// Takes in what lies between a bracket of the stretch and its partner, where that is no prose:
/// `O(log n/epsilon)`.
fn balanced(tokens: &[MathToken], seeds: &[bool], stretch: Stretch) -> Stretch {
    const REACH: usize = 60;
    let Stretch { start, end } = stretch;
    let belongs = |n: &usize| {
        tokens[*n].kind == MathTokenKind::Space || is_mathematical(&tokens[*n], seeds[*n])
    };
    let (opened, closed) = depths(&tokens[start..end]);
    if opened > 0 {
        let ahead = (end..tokens.len().min(end + REACH)).take_while(belongs);
        if let Some(close) = partner(tokens, ahead, opened, is_open, is_close) {
            return Stretch { start, end: close + 1 };
        }
    }
    if closed > 0 {
        let behind = (start.saturating_sub(REACH)..start).rev().take_while(belongs);
        if let Some(open) = partner(tokens, behind, closed, is_close, is_open) {
            return Stretch { start: open, end };
        }
    }
    stretch
}

/// Where the last of so many brackets finds its partner.
fn partner(
    tokens: &[MathToken],
    places: impl Iterator<Item = usize>,
    mut depth: usize,
    deepens: fn(&MathToken) -> bool,
    ends: fn(&MathToken) -> bool,
) -> Option<usize> {
    for n in places {
        depth += usize::from(deepens(&tokens[n]));
        depth -= usize::from(ends(&tokens[n]));
        if depth == 0 {
            return Some(n);
        }
    }
    None
}

fn wants_operand(tokens: &[MathToken], seeds: &[bool], at: usize) -> bool {
    seeds[at] && tokens[at].name().is_some_and(|s| matches!(s.role, Role::Infix | Role::Prefix))
}

fn is_operand(token: &MathToken, seed: bool) -> bool {
    seed || matches!(token.kind, MathTokenKind::Number | MathTokenKind::Letter)
}

fn is_mathematical(token: &MathToken, seed: bool) -> bool {
    match token.kind {
        MathTokenKind::Number | MathTokenKind::Letter | MathTokenKind::Escaped(_) => true,
        MathTokenKind::Name(symbol) => seed || symbol.role == Role::Function,
        MathTokenKind::Sign(c) => "()[]{}+-*/=<>|^_.,:!'%×≤≥".contains(c),
        MathTokenKind::Space | MathTokenKind::Word => false,
    }
}

/// Gives back punctuation and unmatched brackets at the ends, but nothing of `core`.
fn trim(tokens: &[MathToken], seeds: &[bool], stretch: Stretch, core: Stretch) -> Stretch {
    let Stretch { mut start, mut end } = stretch;
    loop {
        let first = &tokens[start];
        let last = &tokens[end - 1];
        let drop_first = start < core.start
            && !seeds[start]
            && (matches!(
                first.kind,
                MathTokenKind::Sign(
                    '.' | ',' | ':' | '!' | '-' | '\'' | ')' | ']' | '}' | '%' | '/'
                )
            ) || is_open(first) && depths(&tokens[start + 1..end]).1 == 0);
        let drop_last = end > core.end
            && !seeds[end - 1]
            && (matches!(
                last.kind,
                MathTokenKind::Sign(
                    '.' | ',' | ':' | '!' | '-' | '\'' | '(' | '[' | '{' | '%' | '/'
                )
            ) || is_close(last) && depths(&tokens[start..end - 1]).0 == 0);
        match (drop_first, drop_last) {
            (true, _) => start += 1,
            (false, true) => end -= 1,
            (false, false) => return Stretch { start, end },
        }
    }
}

fn is_open(token: &MathToken) -> bool {
    matches!(token.kind, MathTokenKind::Sign('(' | '[' | '{'))
}

fn is_close(token: &MathToken) -> bool {
    matches!(token.kind, MathTokenKind::Sign(')' | ']' | '}'))
}

/// How many brackets are opened and not closed, and closed and not opened.
fn depths(tokens: &[MathToken]) -> (usize, usize) {
    let (mut opened, mut closed) = (0usize, 0usize);
    for token in tokens {
        if is_open(token) {
            opened += 1;
        } else if is_close(token) {
            closed += usize::from(opened == 0);
            opened = opened.saturating_sub(1);
        }
    }
    (opened, closed)
}

/// Whether only mathematics, or a space, lies between two stretches.
fn joins(tokens: &[MathToken], seeds: &[bool], from: usize, to: usize) -> bool {
    let between = &tokens[from..to];
    let only_signs = between.iter().all(|t| {
        t.kind == MathTokenKind::Space
            || matches!(
                t.kind,
                MathTokenKind::Sign(
                    '+' | '-'
                        | '*'
                        | '/'
                        | '='
                        | '<'
                        | '>'
                        | '('
                        | ')'
                        | '['
                        | ']'
                        | '|'
                        | '{'
                        | '}'
                )
            )
            || matches!(t.kind, MathTokenKind::Number | MathTokenKind::Letter)
    });
    let operator = |at: usize| {
        tokens[at].name().is_some_and(|s| seeds[at] && !matches!(s.role, Role::Ordinary))
    };
    let has_sign = between.iter().any(|t| matches!(t.kind, MathTokenKind::Sign(_)));
    only_signs && between.len() <= 5 && (has_sign || operator(from - 1) || operator(to))
}
