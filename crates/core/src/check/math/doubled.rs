//! A formula that stands twice: publishers render it, and keep its source beside what they
//! rendered (`$320\times240$320×240`). One copy stays.
//!
//! A copy touches the formula and says the same, sign by sign, but for scripts and fonts. A single
//! letter, and a formula without a command or a script, is no evidence: `A$A$` is a product.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use crate::math::delimited::Delimited;
use crate::span::Span;

/// The formula with its copies before and behind it, which lie in `free`. `written` is what it
/// says in Unicode.
pub(super) fn with_copies(
    text: &str,
    formula: &Delimited,
    written: &str,
    free: Range<usize>,
) -> Span {
    let Range { mut start, mut end } = formula.span.start()..formula.span.end();
    let said: Vec<char> = folded(written).collect();
    let is_marked = formula.inner.slice(text).contains(['\\', '^', '_']);
    if is_marked && (said.len() > 1 || said.iter().any(|c| !c.is_ascii())) {
        let reversed: Vec<char> = said.iter().rev().copied().collect();
        let behind = copies(&said, text[end..free.end].chars());
        let before = copies(&reversed, text[free.start..start].chars().rev());
        (start, end) = (start - before, end + behind);
    }
    Span::new(text, start, end).unwrap_or(formula.span)
}

/// Bytes of the copies of `said` with which `chars` begins, if a word or number does not go on
/// behind them.
fn copies(said: &[char], chars: impl Iterator<Item = char>) -> usize {
    let (mut len, mut whole, mut matched) = (0, 0, 0);
    let mut chars = chars.peekable();
    while let Some(c) = chars.next() {
        // What folds to nothing ends a copy where a blank would.
        if c.is_whitespace() && matched == 0 {
            break;
        }
        for folded in folded(c.encode_utf8(&mut [0; 4])) {
            if said.get(matched) != Some(&folded) {
                return whole;
            }
            matched += 1;
        }
        len += c.len_utf8();
        if matched == said.len() {
            matched = 0;
            let goes_on = chars.peek().is_some_and(|next| next.is_alphanumeric());
            whole = if goes_on && c.is_alphanumeric() { whole } else { len };
        }
    }
    whole
}

/// The characters of a formula without its spaces, scripts and fonts.
fn folded(text: &str) -> impl Iterator<Item = char> {
    let is_seen = |c: &char| {
        !c.is_whitespace()
            && !matches!(c, '_' | '^' | '{' | '}' | '\u{200b}'..='\u{200d}' | '\u{2061}'..='\u{2064}' | '\u{feff}')
    };
    text.nfkc().filter(is_seen).map(|c| match c {
        '−' | '‐' | '‑' | '–' => '-',
        '∼' | '˜' => '~',
        'ϵ' => 'ε',
        'ϕ' => 'φ',
        '∗' | '⋆' => '*',
        '⋅' => '·',
        '∣' => '|',
        c => c,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::{self, Fonts, delimited};

    /// The text with its first formula written, and its copies gone.
    fn repaired(text: &str) -> String {
        let formula = delimited::formulas(text)[0];
        let row = math::read(formula.inner.slice(text)).unwrap();
        let written = math::unicode(&row, &Fonts::default());
        let span = with_copies(text, &formula, &written, 0..text.len());
        format!("{}{written}{}", &text[..span.start()], &text[span.end()..])
    }

    #[test]
    fn one_copy_stays() {
        for (doubled, once) in [
            (r"at $64\times 48$64×48 pixels", "at 64×48 pixels"),
            (r"of $Q_{2}$Q2 and", "of Q₂ and"),
            (r"of Q2$Q_{2}$ and", "of Q₂ and"),
            (r"in ∼O(n)$\sim\mathcal{O}(n)$ steps", "in ∼O(n) steps"),
            (r"the 𝐵∞B∞$B_\infty$-norm", "the B_∞-norm"),
            (r"is $\lambda$λ.", "is λ."),
            (r"a $k^{-2}$k−2 law", "a k⁻² law"),
            (r"all $x\in X$𝑥∈𝑋 of it", "all x ∈ X of it"),
            (r"so $a \leq b$a ≤ b holds", "so a ≤ b holds"),
            (r"$n^2$n2n2", "n²"),
        ] {
            assert_eq!(repaired(doubled), once, "{doubled}");
        }
    }

    #[test]
    fn products_and_words_stay() {
        for (text, once) in [
            ("A$A$ is", "AA is"),
            (r"$x^2$x and", "x²x and"),
            (r"$\mathbf{A}$A is", "AA is"),
            (r"$A_1$A12 of", "A₁A12 of"),
            (r"$Q_2$ Q2 of", "Q₂ Q2 of"),
            (r"PQ2$Q_2$ is", "PQ2Q₂ is"),
            (r"$A^{-1}$A is", "A⁻¹A is"),
            (r"y$y^n$ of", "yyⁿ of"),
            (r"$k$-means k", "k-means k"),
            (r"$\alpha$-decay α", "α-decay α"),
        ] {
            assert_eq!(repaired(text), once, "{text}");
        }
    }
}
