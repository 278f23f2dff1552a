//! Whether an operator that is an English word too stands between operands: `x in R^d`,
//! `16times speedup`, `95.8 pm 1.2`.

use super::{Scene, Side};
use crate::check::math::lexer::MathTokenKind;
use crate::check::math::spelt::{Role, Spelt};

impl Scene<'_> {
    pub(super) fn infix_word_is_math(&self, at: usize, symbol: &Spelt) -> bool {
        let (left, right) = (self.left(at), self.right(at));
        let has_left = left.is_some_and(|side| self.is_left_operand(side));
        let has_right = right.is_some_and(|side| self.is_right_operand(side));
        let has_both = has_left && has_right && self.signs > 0;
        // `f(x) le epsilon`: behind a bracket, and with a space.
        let closed = self.signs > 0 && left.is_some_and(|side| self.is_closing(side));
        let number_on_right = right.is_some_and(|side| self.is_plain_number(side));
        let tight = left.is_some_and(|s| !s.spaced && has_left)
            || right.is_some_and(|s| !s.spaced && has_right);
        match symbol.name {
            "times" => self.times_is_math(at, left, right),
            "in" => self.membership_is_math(at, left, right),
            "to" => self.limit_is_math(at, left, right),
            "sim" | "mid" if goes_on_as_compound(&self.text[self.tokens[at].end..]) => false,
            "mid" => has_both && (tight || self.signs > 1) || self.is_condition(at, left, right),
            "sim" if !has_left && self.is_numbered_word(at) => false,
            "sim" => {
                number_on_right && (!has_left || self.signs > 0)
                    || has_both
                    || closed && has_right
                    || self.signs > 0 && right.is_some_and(|side| self.is_applied(side))
            }
            // `approx.5 km`: the stop is that of the abbreviation.
            "approx" if self.is(at + 1, '.') => false,
            "approx" => {
                right.is_some_and(|s| !s.spaced) && number_on_right
                    || has_both
                    || closed && has_right
            }
            "pm" if self.is_time_of_day(at, left) => false,
            "pm" => {
                has_left && right.is_some_and(|side| self.kind(side.at) == MathTokenKind::Number)
                    || self.signs > 0 && self.stands_between_values(left, right)
                    || self.touching(at).0 == Some('=') && has_right
                    || tight && has_left && right.is_some_and(|side| self.is_named(side))
            }
            "le" | "ge" => {
                let named = right.is_some_and(|side| self.is_named(side));
                number_on_right && right.is_some_and(|s| !s.spaced)
                    || has_both
                    || named && (closed || self.tokens[at].glued)
            }
            "subset" => has_both || closed && right.is_some_and(|side| self.is_a_set(side)),
            "circ" => self.mark_is_math(at) || has_both || self.tokens[at].glued,
            "gg" => has_left && has_right,
            // Verbs and nouns of any text about formulas.
            "models" | "implies" | "gets" | "parallel" | "bullet" | "colon" | "diamond" | "cap"
            | "cup" | "div" => has_both && tight && self.touching(at).1 != Some('-'),
            _ => has_both && (tight || self.signs > 1),
        }
    }

    /// A bracket that closes, with a space behind it.
    fn is_closing(&self, side: Side) -> bool {
        side.spaced && matches!(self.kind(side.at), MathTokenKind::Sign(')' | ']' | '}' | '|'))
    }

    /// A name that is accepted, or that of a function.
    fn is_named(&self, side: Side) -> bool {
        self.tokens[side.at].name().is_some_and(|name| {
            self.accepted[side.at] || name.role == Role::Function && self.signs > 1
        })
    }

    /// `sim Binomial(n, p)`, `sim O(n)`: something with brackets right behind it.
    fn is_applied(&self, side: Side) -> bool {
        matches!(self.kind(side.at), MathTokenKind::Word | MathTokenKind::Letter)
            && self.is(side.at + 1, '(')
    }

    /// `p(x mid y)`: between operands in the brackets of a letter.
    fn is_condition(&self, at: usize, left: Option<Side>, right: Option<Side>) -> bool {
        const REACH: usize = 12;
        let operands = left.is_some_and(|s| self.is_operand(s) || self.is_closing(s))
            && right.is_some_and(|s| self.is_operand(s));
        let open = (at.saturating_sub(REACH)..at)
            .rev()
            .find(|n| self.is(*n, '('))
            .and_then(|open| open.checked_sub(1));
        let no_words = |open: usize| {
            self.tokens[open..at].iter().all(|t| t.kind != MathTokenKind::Word && !t.is(')'))
        };
        operands
            && open.is_some_and(|base| {
                (self.kind(base) == MathTokenKind::Letter && self.is_alone(base)
                    || self.is(base, '}'))
                    && no_words(base + 1)
            })
    }

    /// `x in R^d`, `epsilon in (0, 1]`, `u in U`.
    fn membership_is_math(&self, at: usize, left: Option<Side>, right: Option<Side>) -> bool {
        let (Some(left), Some(right)) = (left, right) else { return false };
        let glued = self.tokens[at].glued && !self.is_word_behind(at);
        let is_set = self.is_a_set(right);
        // `A in R^d`: the letters that are words, too.
        let is_letter = self.kind(left.at) == MathTokenKind::Letter && self.is_alone(left.at);
        // `Jin H`: somebody's name.
        let may_be_a_name = self.source(left.at).starts_with(char::is_uppercase);
        self.is_left_operand(left)
            && glued
            && (is_set || !may_be_a_name && self.is_right_operand(right))
            || (self.is_left_operand(left) || is_letter || self.is_closing(left))
                && is_set
                && self.signs > 0
            || self.is_member_of_its_set(left, right)
            || self.signs > 0 && self.is_quantified(left) && self.is_capital_letter(right)
    }

    /// `p in P`, `theta in Theta`: the small letter and the capital one.
    fn is_member_of_its_set(&self, left: Side, right: Side) -> bool {
        let text = |side: Side| self.source(side.at);
        let is_greek = self.tokens[left.at].name().is_some();
        let mut small = text(left).chars();
        let capital: String =
            small.next().into_iter().flat_map(char::to_uppercase).chain(small).collect();
        let is_pair = text(left).starts_with(char::is_lowercase) && capital == text(right);
        let ends = self.touching(right.at).1.is_none_or(|c| !matches!(c, '-' | '.' | '\''));
        let is_symbol = |at: usize| {
            matches!(self.kind(at), MathTokenKind::Letter | MathTokenKind::Name(_))
                && self.is_alone(at)
        };
        is_pair
            && is_symbol(left.at)
            && is_symbol(right.at)
            && (is_greek || self.signs > 0 && ends && !matches!(text(left), "a" | "i"))
    }

    /// `for every y in L`.
    fn is_quantified(&self, side: Side) -> bool {
        let before = self.text[..self.tokens[side.at].start].trim_end();
        self.kind(side.at) == MathTokenKind::Letter
            && ["every", "each", "all", "any"].iter().any(|word| before.ends_with(word))
    }

    fn is_capital_letter(&self, side: Side) -> bool {
        let source = self.source(side.at);
        self.kind(side.at) == MathTokenKind::Letter
            && !matches!(source, "A" | "I")
            && source.starts_with(char::is_uppercase)
            && self.touching(side.at).1.is_none_or(|c| c.is_whitespace() || ",;)".contains(c))
    }

    /// `varepsilonto 0`, `as n to infty`, `(epsilon to 0)`, `f: X to Y`; not `from 1 to n`.
    fn limit_is_math(&self, at: usize, left: Option<Side>, right: Option<Side>) -> bool {
        let (Some(left), Some(right)) = (left, right) else { return false };
        let glued = self.tokens[at].glued && !self.is_word_behind(at);
        let before = self.text[..self.tokens[left.at].start].trim_end();
        let leads = before.ends_with(['(', ':', '{', '$'])
            || before.ends_with(" as")
            || self.is_domain(left.at);
        let is_limit = matches!(self.source(right.at), "0" | "infty") || self.is_a_set(right);
        self.is_left_operand(left)
            && (glued && (self.is_right_operand(right) || self.is_a_set(right))
                || is_limit && leads && self.signs > 0)
    }

    /// The number behind is not the start of a word: `sim0.6`, but not `sim2real`.
    fn is_plain_number(&self, side: Side) -> bool {
        let behind = |at: usize| self.tokens.get(at).map(|t| t.kind);
        let decimal = self.kind(side.at) == MathTokenKind::Sign('.')
            && behind(side.at + 1) == Some(MathTokenKind::Number);
        let end = side.at + 1;
        let word_behind = matches!(behind(end), Some(MathTokenKind::Word | MathTokenKind::Letter))
            || matches!(behind(end), Some(MathTokenKind::Name(s)) if s.name != "times" && s.role != Role::Infix);
        let is_magnitude = matches!(self.source(end), "k" | "K" | "M" | "G" | "B")
            && !matches!(behind(end + 1), Some(MathTokenKind::Number | MathTokenKind::Letter));
        let hyphen = behind(end) == Some(MathTokenKind::Sign('-'))
            && matches!(behind(end + 1), Some(MathTokenKind::Word));
        decimal
            || self.kind(side.at) == MathTokenKind::Number
                && (!word_behind || is_magnitude)
                && !(hyphen && self.signs == 0)
    }

    fn is_word_behind(&self, at: usize) -> bool {
        self.tokens.get(at + 1).is_some_and(|t| t.kind == MathTokenKind::Word)
    }

    /// `f: R^k`: a colon before it, and no words between.
    fn is_domain(&self, at: usize) -> bool {
        const REACH: usize = 10;
        (at.saturating_sub(REACH)..at)
            .rev()
            .take_while(|n| self.kind(*n) != MathTokenKind::Word)
            .any(|n| self.is(n, ':'))
    }

    /// What `in` has behind it in mathematics: a set, an interval, a space.
    fn is_a_set(&self, side: Side) -> bool {
        let next = self.tokens.get(side.at + 1).map(|t| t.kind);
        match self.kind(side.at) {
            MathTokenKind::Sign('{') => true,
            MathTokenKind::Sign('(' | '[') => self.is_an_interval(side.at),
            MathTokenKind::Name(symbol) => {
                self.accepted[side.at]
                    && (symbol.role != Role::Ordinary || self.signs > 1)
                    && !symbol.name.starts_with("text")
            }
            MathTokenKind::Letter => {
                matches!(next, Some(MathTokenKind::Sign('^' | '_')))
                    && !names_a_kind(&self.text[self.tokens[side.at].start..])
            }
            _ => false,
        }
    }

    /// `(0, 1]`, `[-1,1]`, `[theta_0, 1)`: two ends with a comma between them, no words.
    fn is_an_interval(&self, open: usize) -> bool {
        const REACH: usize = 12;
        let inner = || self.tokens[open + 1..].iter().take(REACH);
        let comma = inner().position(|t| t.is(','));
        let close = inner().position(|t| t.is(')') || t.is(']'));
        let is_plain = |len: usize| inner().take(len).all(|t| t.kind != MathTokenKind::Word);
        match (comma, close) {
            (Some(comma), Some(close)) if comma < close => is_plain(close),
            // `[n]`: the first n numbers.
            (_, Some(1)) => {
                self.tokens[open].is('[') && self.kind(open + 1) == MathTokenKind::Letter
            }
            _ => false,
        }
    }

    /// `95.8 pm 1.2`, `k pm m`, and `mean pm SEM`.
    fn stands_between_values(&self, left: Option<Side>, right: Option<Side>) -> bool {
        const SPREADS: &[&str] =
            &["SD", "SDs", "SE", "SEM", "STD", "std", "sd", "se", "standard", "stdev"];
        let kind = |side: Option<Side>| side.filter(|s| s.spaced).map(|s| self.kind(s.at));
        let is_symbol = |kind| matches!(kind, Some(MathTokenKind::Letter | MathTokenKind::Number));
        let is_spread = right.is_some_and(|side| SPREADS.contains(&self.source(side.at)));
        is_symbol(kind(left)) && is_symbol(kind(right))
            || is_spread && (is_symbol(kind(left)) || kind(left) == Some(MathTokenKind::Word))
    }

    /// `at 5 pm`, `9:30 pm`, `until 11 pm`: the afternoon.
    fn is_time_of_day(&self, at: usize, left: Option<Side>) -> bool {
        let Some(hour) = left.filter(|side| self.kind(side.at) == MathTokenKind::Number) else {
            return false;
        };
        let before = self.text[..self.tokens[hour.at].start].trim_end();
        const LEADS: &[&str] = &[
            "at", "until", "till", "before", "after", "by", "and", "from", "to", "between",
            "around", "about",
        ];
        let is_clock = before.ends_with(':') || before.ends_with(['–', '—']);
        let last = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let is_hour = self.source(hour.at).parse().is_ok_and(|hour: u32| (1..=12).contains(&hour));
        let is_led = LEADS.contains(&last.to_lowercase().as_str());
        // `152 pm 186 pm`: lengths.
        let is_length = self
            .right(at)
            .and_then(|next| self.right(next.at))
            .is_some_and(|next| next.spaced && self.source(next.at) == "pm");
        hour.spaced && (is_clock || is_led && is_hour || is_length)
    }

    /// `256times256`, `16times speedup`, `n times d`; not `2 times faster`.
    fn times_is_math(&self, at: usize, left: Option<Side>, right: Option<Side>) -> bool {
        let number =
            |side: Option<Side>| side.is_some_and(|s| self.kind(s.at) == MathTokenKind::Number);
        let symbol = |side: Option<Side>| {
            side.is_some_and(|s| self.is_operand(s) && self.kind(s.at) != MathTokenKind::Number)
        };
        let touches_left = left.is_some_and(|s| {
            !s.spaced
                && (self.is_operand(s)
                    || matches!(self.kind(s.at), MathTokenKind::Sign('}' | ')' | ']')))
        });
        let touches_right = right.is_some_and(|s| !s.spaced && self.is_operand(s));
        let ordinal =
            right.is_some_and(|s| matches!(self.source(s.at + 1), "st" | "nd" | "rd" | "th"));
        // Behind the number there may be a unit or a word: `16times speedup`.
        touches_left && !self.is_word_behind(at) && !self.is_frequency(right)
            || touches_right
            || number(left) && number(right) && !ordinal && self.is_product_of_numbers(left, right)
            || symbol(left) && symbol(right) && self.is_product(left, right)
            || symbol(right) && self.signs > 0 && left.is_some_and(|s| self.is_closing(s))
    }

    /// `3times a week`, `2times/day`.
    fn is_frequency(&self, right: Option<Side>) -> bool {
        const PERIODS: &[&str] =
            &["a", "an", "per", "each", "every", "daily", "weekly", "monthly", "yearly", "/"];
        right.is_some_and(|side| PERIODS.contains(&self.source(side.at)))
    }

    /// `256 times 256`, `0.5 times 3`, `3 times 10^5`, `9 times 9 grid`; not `came 3 times 2 weeks
    /// later`.
    fn is_product_of_numbers(&self, left: Option<Side>, right: Option<Side>) -> bool {
        const SIZES: &[&str] = &[
            "grid", "grids", "matrix", "matrices", "array", "arrays", "pixel", "pixels", "px",
            "voxel", "voxels", "patch", "patches", "kernel", "kernels", "image", "images",
            "filter", "filters", "nm", "mm", "cm", "km", "um", "m", "resolution", "times",
            "blocks", "cells",
        ];
        let (Some(left), Some(right)) = (left, right) else { return false };
        if !left.spaced || !right.spaced {
            return true;
        }
        let (first, second) = (self.whole_number(left.at), self.whole_number(right.at));
        let is_grid = |number: &str| {
            let count = number.replace(',', "").parse::<u32>().unwrap_or(0);
            count >= 16 && count.is_multiple_of(8)
        };
        let is_power = self.source(right.at) == "10" && self.is(right.at + 1, '^');
        let next = self.right(right.at).map_or("", |side| self.source(side.at));
        first == second
            || is_grid(first) && is_grid(second)
            || first.contains('.')
            || second.contains('.')
            || is_power
            || SIZES.contains(&next.to_ascii_lowercase().as_str())
    }

    /// All of the number that the token at `at` is a part of: `1,024`, `0.5`.
    fn whole_number(&self, at: usize) -> &str {
        let token = self.facts.token_at(self.tokens[at].start);
        let text = token.map_or("", |token| token.span.slice(self.text));
        let is_part = |c: char| c.is_ascii_digit() || matches!(c, ',' | '.');
        &text[..text.find(|c| !is_part(c)).unwrap_or(text.len())]
    }

    /// `n times n`, `m times n`, or two operands in a record with other signs.
    fn is_product(&self, left: Option<Side>, right: Option<Side>) -> bool {
        let text = |side: Option<Side>| side.map(|s| self.source(s.at));
        let is_letter = |side: Option<&str>, belongs: fn(&u8) -> bool| {
            side.is_some_and(|text| text.len() == 1 && text.bytes().all(|b| belongs(&b)))
        };
        let alike = |belongs| is_letter(text(left), belongs) && is_letter(text(right), belongs);
        self.signs > 0
            || text(left) == text(right)
            || alike(u8::is_ascii_uppercase)
            || alike(u8::is_ascii_lowercase)
    }
}
/// Whether a prefix goes on with what it is put before: `sim-to-real`, `sim2real`, `mid-1960s`.
fn goes_on_as_compound(behind: &str) -> bool {
    let is_word = |rest: &str| rest.chars().take_while(|c| c.is_ascii_lowercase()).count() > 2;
    if let Some(rest) = behind.strip_prefix('2') {
        return is_word(rest);
    }
    behind.strip_prefix('-').is_some_and(|rest| {
        let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        rest.starts_with(char::is_alphabetic)
    })
}

/// Whether a capital and its index name what something is made of, or its symmetry, and no set:
/// `C_4 plants`, `H_2O`, `D_{3d}`.
fn names_a_kind(symbol: &str) -> bool {
    const ELEMENTS: &str = "CFHNO";
    let Some((letter, index)) = symbol.split_at_checked(1) else { return false };
    let Some(index) = index.strip_prefix('_') else { return false };
    let index = index.strip_prefix('{').unwrap_or(index);
    let digits = index.len() - index.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let is_symmetry = index[digits..].starts_with(|c: char| c.is_ascii_lowercase());
    let is_one = matches!(&index[..digits], "0" | "1");
    digits > 0 && (is_symmetry || ELEMENTS.contains(letter) && !is_one)
}
