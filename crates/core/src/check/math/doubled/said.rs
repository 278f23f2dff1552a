//! What a formula says, sign by sign, and where a text says the same.
//!
//! What a publisher rendered has lost the scripts and fonts, and it sets strokes, roots and accents
//! elsewhere than a formula in Unicode does, or drops them: `ab` for a/b, `n−−√` for √n, `O~` for Õ.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A sign of a formula.
#[derive(Clone, Copy, Debug)]
struct Sign {
    c: char,
    /// Whether a rendering may lack it, or have it elsewhere.
    is_optional: bool,
}

/// The signs of a formula, in order.
#[derive(Clone, Debug)]
pub(super) struct Said {
    signs: Vec<Sign>,
    has_root: bool,
}

/// What of a text says the same as a formula.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Copy {
    /// Characters of it.
    pub(super) len: usize,
    /// Whether a mark was found in it that a rendering may lack.
    pub(super) has_marks: bool,
}

impl Said {
    /// The signs of `written`, a formula in Unicode whose TeX is `tex`.
    pub(super) fn of(tex: &str, written: &str) -> Said {
        let signs: Vec<char> = written.chars().flat_map(folded).collect();
        let count = |c: char| signs.iter().filter(|sign| **sign == c).count();
        let (has_root, has_stroke) =
            (tex.contains("sqrt"), tex.contains("frac") && !tex.contains('/'));
        // Brackets that its author did not type stand for the extent of a root or a stroke.
        let has_own = |c: char| tex.matches(c).count() >= count(c);
        let brackets = (has_own('('), has_own(')'));
        let is_optional = |c: char| match c {
            '√' => has_root,
            '/' => has_stroke,
            '(' => !brackets.0,
            ')' => !brackets.1,
            c => is_combining_mark(c),
        };
        let signs = signs.iter().map(|&c| Sign { c, is_optional: is_optional(c) }).collect();
        Said { signs, has_root }
    }

    /// The same from its end to its beginning.
    pub(super) fn reversed(&self) -> Said {
        Said { signs: self.signs.iter().rev().copied().collect(), ..self.clone() }
    }

    /// The signs that no rendering lacks.
    pub(super) fn needed(&self) -> impl Iterator<Item = char> {
        self.signs.iter().filter(|sign| !sign.is_optional).map(|sign| sign.c)
    }

    /// How many signs it has.
    pub(super) fn len(&self) -> usize {
        self.signs.len()
    }

    /// Whether it has an accent or a root, which a rendering may lack or have elsewhere.
    pub(super) fn has_marks(&self) -> bool {
        self.has_root || self.signs.iter().any(|sign| is_combining_mark(sign.c))
    }

    /// Whether all but marks is a letter: `x̄x` is a product.
    pub(super) fn is_letter(&self) -> bool {
        self.needed().count() == 1 && self.needed().all(|c| c.is_ascii_alphabetic())
    }

    /// The copy of the formula with which `text` begins; it does not begin with a blank.
    pub(super) fn copy_at(&self, text: &[char]) -> Option<Copy> {
        let (mut copy, mut matched) = (Copy::default(), 0);
        let is_done = |matched: usize| self.signs[matched..].iter().all(|sign| sign.is_optional);
        let mut any = false;
        while !is_done(matched) {
            let c = *text.get(copy.len)?;
            // What folds to nothing ends a copy where a blank would.
            if c.is_whitespace() && !any {
                return None;
            }
            copy.has_marks |= self.mark(matched, c).is_some();
            matched = self.mark(matched, c).or_else(|| self.step(matched, c))?;
            copy.len += 1;
            any = true;
        }
        while let Some(next) = text.get(copy.len).and_then(|c| self.mark(matched, *c)) {
            (matched, copy.len, copy.has_marks) = (next, copy.len + 1, true);
        }
        // `n−−√`: a root whose stroke and hook stand behind it.
        let stroke = text[copy.len..].iter().take_while(|c| **c == '−').count();
        if self.has_root && any && text.get(copy.len + stroke) == Some(&'√') {
            copy = Copy { len: copy.len + stroke + 1, has_marks: true };
        }
        any.then_some(copy)
    }

    /// The place behind the accent at `matched`, if `c` is that accent.
    fn mark(&self, matched: usize, c: char) -> Option<usize> {
        let accent = self.signs.get(matched).filter(|sign| is_combining_mark(sign.c))?.c;
        let is_it = match accent {
            '\u{302}' => matches!(c, '^' | 'ˆ'),
            '\u{303}' => matches!(c, '~' | '∼'),
            _ => false,
        };
        (is_it || folded(c).eq([accent])).then_some(matched + 1)
    }

    /// The place behind the signs of `c`; `None` if another sign has to stand there.
    fn step(&self, mut matched: usize, c: char) -> Option<usize> {
        for sign in folded(c) {
            let skipped = self.signs[matched..]
                .iter()
                .position(|known| known.c == sign || !known.is_optional)?;
            matched += skipped;
            if self.signs[matched].c != sign {
                return None;
            }
            matched += 1;
        }
        Some(matched)
    }
}

/// The signs that a character stands for; none for spaces and the marks of scripts and groups. The
/// accents of a letter stand behind it.
pub(super) fn folded(c: char) -> impl Iterator<Item = char> {
    let is_seen = |c: &char| {
        !c.is_whitespace()
            && !matches!(c, '_' | '^' | '{' | '}' | '\u{200b}'..='\u{200d}' | '\u{2061}'..='\u{2064}' | '\u{feff}')
    };
    std::iter::once(c).nfkd().filter(is_seen).map(|c| match c {
        '−' | '‐' | '‑' | '–' => '-',
        '∼' => '~',
        '\u{305}' => '\u{304}',
        'ϵ' => 'ε',
        'ϕ' => 'φ',
        '∗' | '⋆' => '*',
        '⋅' => '·',
        '∣' => '|',
        '∥' => '‖',
        '∘' => '°',
        '∖' => '\\',
        '\'' => '′',
        c => c,
    })
}
