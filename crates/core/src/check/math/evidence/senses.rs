//! What the name of a letter or a sign stands for where it is none of mathematics: a product, a
//! unit, a gene, a part of a word.

use std::collections::HashSet;

use super::{Scene, Side};
use crate::check::math::lexer::MathTokenKind;
use crate::check::math::spelt::{NameReading, Spelt};

impl Scene<'_> {
    /// Whether the name of a Greek letter stands for something else.
    pub(super) fn has_another_sense(&self, at: usize) -> bool {
        self.is_planner(at)
            || self.is_micro(at)
            || self.is_pressure(at)
            || self.is_device(at)
            || self.is_indexed(at)
            || self.is_numbered_name(at)
            || self.is_genotype(at)
            || self.lost == 0 && self.is_name_in_prose(at)
            || self.text[..self.tokens[at].start].ends_with("/spl ")
    }

    /// Whether a name is what a sentence speaks of (`the leq predicate`), or a part of a word that
    /// a line end broke (`mu- cosa`).
    pub(super) fn is_of_a_sentence(&self, at: usize, symbol: &Spelt) -> bool {
        /// Before the name, and behind it.
        const LEADS: &[&str] =
            &["letter", "symbol", "command", "macro", "keyword", "predicate", "called", "named"];
        const NOUNS: &[&str] = &[
            "key", "keys", "predicate", "predicates", "function", "functions", "command", "macro",
            "keyword", "letter", "symbol", "was", "were",
        ];
        let is_one_of = |side: Option<Side>, words: &[&str]| {
            side.is_some_and(|side| side.spaced && words.contains(&self.source(side.at)))
        };
        let is_spoken_of = || {
            is_one_of(self.left(at), LEADS)
                || is_one_of(self.left(at), &["the", "The", "a", "an"])
                    && is_one_of(self.right(at), NOUNS)
        };
        let is_broken = self.is(at + 1, '-')
            && self.tokens.get(at + 2).is_some_and(|token| token.kind == MathTokenKind::Space)
            && self.tokens.get(at + 3).is_some_and(|token| token.kind == MathTokenKind::Word);
        is_broken || symbol.reading == NameReading::Never && is_spoken_of()
    }

    /// `deltaF508`, `deltaG`, `sim1 gene`: a mutation, a difference, or a gene of which the text
    /// speaks as one.
    pub(super) fn is_of_science(&self, at: usize) -> bool {
        /// Letters of amino acids are followed by the place in the chain.
        const PLACE: usize = 2;
        const GENES: &[&str] = &[
            "gene", "genes", "mutant", "mutants", "mutation", "mutations", "locus", "loci",
            "allele", "alleles", "promoter", "protein", "proteins", "expression", "transcript",
            "transcripts", "homolog", "ortholog", "knockout", "knockdown", "strain", "strains",
        ];
        let lexed = self.lexed();
        let is_residue = lexed.is_letter(at + 1)
            && self.source(at + 1).starts_with(|c: char| c.is_ascii_uppercase());
        let is_mutation =
            is_residue && lexed.is_number(at + 2) && self.source(at + 2).len() >= PLACE;
        let is_gene = |side: Option<Side>| {
            side.is_some_and(|side| side.spaced && GENES.contains(&self.source(side.at)))
        };
        // The difference of an energy or a temperature is `ΔG`, whatever was typed.
        let is_difference = is_residue && self.source(at) == "delta" && self.lost == 0;
        is_mutation
            || is_difference
            || lexed.is_number(at + 1) && (is_gene(self.right(at + 1)) || is_gene(self.left(at)))
    }

    /// `sim1 and sim2`: a figure right behind a word, and no unit behind it.
    pub(super) fn is_numbered_word(&self, at: usize) -> bool {
        const LINKS: &[&str] = &["and", "or", "is", "are", "was", "were"];
        let lexed = self.lexed();
        let is_figure = lexed.is_number(at + 1) && self.source(at + 1).len() == 1;
        let ends = match lexed.kind(at + 2) {
            None => true,
            Some(MathTokenKind::Sign('.')) => !lexed.is_number(at + 3),
            Some(MathTokenKind::Sign(sign)) => ",;:)".contains(sign),
            Some(MathTokenKind::Space) => LINKS.contains(&self.source(at + 3)),
            Some(_) => false,
        };
        is_figure && ends
    }

    /// `Theta*`, `Phi*`: planners are called after A*.
    fn is_planner(&self, at: usize) -> bool {
        let ends = matches!(
            self.tokens.get(at + 2).map(|token| token.kind),
            None | Some(MathTokenKind::Space | MathTokenKind::Sign('.' | ',' | ')' | ';' | ':'))
        );
        self.is_capital(at) && self.is(at + 1, '*') && ends
    }

    /// `20 mu m`: the prefix of a unit, for the rule on those.
    fn is_micro(&self, at: usize) -> bool {
        let is_unit = |side: Side| side.spaced && self.kind(side.at) == MathTokenKind::Letter;
        self.source(at) == "mu" && self.is_counted(at) && self.right(at).is_some_and(is_unit)
    }

    /// `1000 psi`, `pounds per square inch (psi)`.
    fn is_pressure(&self, at: usize) -> bool {
        let before = self.text[..self.tokens[at].start].trim_end_matches(['(', ' ', '[']);
        self.source(at) == "psi" && (self.is_counted(at) || before.ends_with("inch"))
    }

    /// `sigma.7`, `Omega.6`: what somebody called a device.
    fn is_device(&self, at: usize) -> bool {
        let behind = &self.text[self.tokens[at].end..];
        behind.strip_prefix('.').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    }

    /// `(xi, yi)`, `pi and pj`: a letter with an index that lost its place, where another one
    /// stands beside it or has another index.
    fn is_indexed(&self, at: usize) -> bool {
        let Some(letter) = self.source(at).strip_suffix('i').filter(|letter| letter.len() == 1)
        else {
            return false;
        };
        let is_index = |at: usize| {
            let word = self.source(at);
            self.kind(at) == MathTokenKind::Word && word.len() == 2 && word.ends_with(['i', 'j'])
        };
        let beyond_comma = |side: Option<Side>, left: bool| {
            let side = side?;
            match (self.is(side.at, ','), left) {
                (true, true) => self.left(side.at),
                (true, false) => self.right(side.at),
                (false, _) => Some(side),
            }
        };
        let sides = [beyond_comma(self.left(at), true), beyond_comma(self.right(at), false)];
        let has_other_index = || {
            let others = ["j", "k", "n"].map(|index| [letter, index].concat());
            others.iter().any(|other| self.pairs_of_letters().contains(other.as_str()))
        };
        sides.into_iter().flatten().any(|side| is_index(side.at)) || has_other_index()
    }

    fn pairs_of_letters(&self) -> &HashSet<&str> {
        self.pairs_of_letters.get_or_init(|| {
            let sources = self.tokens.iter().map(|token| token.slice(self.text));
            sources.filter(|source| source.len() == 2).collect()
        })
    }

    /// `Omega 3 oils`, `Sigma 1 receptors`: a capital letter that counts, behind a space.
    fn is_numbered_name(&self, at: usize) -> bool {
        let is_numbered = self
            .right(at)
            .is_some_and(|side| side.spaced && self.kind(side.at) == MathTokenKind::Number);
        is_numbered && self.is_capital(at)
    }

    /// `nu/nu`: both copies of a gene.
    fn is_genotype(&self, at: usize) -> bool {
        let is_other = |other: usize| self.source(other) == self.source(at);
        self.is(at + 1, '/') && is_other(at + 2)
            || at >= 2 && self.is(at - 1, '/') && is_other(at - 2)
    }

    /// `phosphate (Pi)`, `(Sigma, USA)`, `the Delta variant`: a capital letter among words, or alone
    /// in brackets. What touches it, or a number or a letter beside it, would be evidence.
    fn is_name_in_prose(&self, at: usize) -> bool {
        let has_evidence = self.tokens[at].glued
            || self.has_script(at)
            || self.is_a_value(at)
            || self.is_an_argument(at)
            // `Theta(n)`: a bound.
            || self.is(at + 1, '(');
        if !self.is_capital(at) || has_evidence {
            return false;
        }
        // Of these letters only `Pi` stands beside a sign in chemistry: `ADP + Pi`.
        let is_phosphate = self.source(at) == "Pi";
        let is_prose = |side: Option<Side>| {
            side.is_none_or(|side| match self.kind(side.at) {
                MathTokenKind::Word => true,
                MathTokenKind::Sign('(' | ')' | '[' | ']' | ',' | '.' | ';' | ':') => true,
                MathTokenKind::Sign('+' | '-') => is_phosphate,
                _ => false,
            })
        };
        is_prose(self.left(at)) && is_prose(self.right(at))
    }
}
