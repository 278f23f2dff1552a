//! A formula that stands twice: publishers render it, and keep its source beside what they
//! rendered (`$320\times240$320×240`, `$$k\ge 2$$ k ≥ 2`). One copy stays.
//!
//! A copy touches the formula and says the same, sign by sign, but for scripts and fonts
//! ([`said`]). A single letter, and a number, is no evidence: `A$A$` is a product. Behind `$$…$$`
//! within a line a copy may stand behind a blank. Without its delimiters a formula is told by its
//! copy ([`bare`], [`twice`]).

mod bare;
mod said;
mod twice;

use std::ops::Range;

use crate::math::delimited::Delimited;
use crate::span::Span;
use crate::text::sentence;
use said::{Copy, Said};

/// The formulas of `text` that have their delimiters, `whole`, and those that are told by their
/// copies; in order.
pub(super) fn formulas(text: &str, mut whole: Vec<Delimited>) -> Vec<Delimited> {
    let bare = bare::formulas(text, &whole);
    if !bare.is_empty() {
        whole.extend(bare);
        whole.sort_by_key(|formula| formula.span);
    }
    whole
}

/// What is written in the place of a formula and its copies.
#[derive(Clone, Copy, Debug)]
pub(super) struct Once<'t> {
    /// The formula with its copies before and behind it.
    pub(super) span: Span,
    /// What stands behind the formula, and has to stay: the unit that was copied with it.
    pub(super) unit: &'t str,
}

/// The formulas of a text, and what they say in Unicode; nothing where they could not be read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Read<'t> {
    pub(super) text: &'t str,
    pub(super) formulas: &'t [Delimited],
    pub(super) said: &'t [String],
}

/// What the formulas of a text that surely stand twice say of its single letters.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Company {
    /// One `$$…$$` has what was rendered of it behind a blank.
    parted: bool,
    /// Two have it beside them.
    touching: bool,
}

impl<'t> Read<'t> {
    /// Whether the text comes from a publisher who keeps both, so that single letters stand twice,
    /// too.
    pub(super) fn company(self) -> Company {
        let all = 0..self.formulas.len();
        let is_long = |n: usize| {
            let once = self.once(n, 0, Company::default());
            once.span != self.formulas[n].span
        };
        Company {
            parted: all.clone().any(|n| self.parted(n, false).is_some()),
            touching: all.filter(|n| is_long(*n)).nth(1).is_some(),
        }
    }

    /// The formula `n` with its copies, which lie in the text behind byte `from`.
    pub(super) fn once(self, n: usize, from: usize, company: Company) -> Once<'t> {
        let formula = &self.formulas[n];
        let (text, free) = (self.text, from..self.free_to(n));
        let Range { mut start, mut end } = formula.span.start()..formula.span.end();
        let said = self.signs(n);
        let mut unit = "";
        let has_two_before = ends_in_two(&text[free.start..start], formula.inner.slice(text));
        let is_meant = said.is_letter() && (company.touching || has_two_before);
        if is_meant || is_evidence(formula.inner.slice(text), &said) {
            let behind = &text[end..free.end];
            if let Some((len, of)) = with_unit(&said, behind) {
                (end, unit) = (end + len, of);
            } else {
                start -= copies(&said.reversed(), text[free.start..start].chars().rev(), is_meant);
                end += copies(&said, behind.chars(), is_meant);
            }
        }
        if end == formula.span.end() {
            end = self.parted(n, company.parted).unwrap_or(end);
        }
        Once { span: Span::new(text, start, end).unwrap_or(formula.span), unit }
    }

    fn signs(self, n: usize) -> Said {
        Said::of(self.formulas[n].inner.slice(self.text), &self.said[n])
    }

    /// Where the text that belongs to no other formula ends behind the formula `n`.
    fn free_to(self, n: usize) -> usize {
        self.formulas.get(n + 1).map_or(self.text.len(), |next| next.span.start())
    }

    /// Where the copy ends that stands behind the formula `n` and a blank; one that is not sure by
    /// itself is taken `in_company` of one that is.
    fn parted(self, n: usize, in_company: bool) -> Option<usize> {
        let (formula, text) = (&self.formulas[n], self.text);
        let behind = &text[formula.span.end()..self.free_to(n)];
        let rendered = behind.trim_start();
        let said = self.signs(n);
        let is_display = formula.span.slice(text).starts_with("$$");
        let is_sure = match is_display {
            true => said.needed().count() > 1 || said.needed().any(|c| !c.is_ascii()),
            false => is_relation(&said),
        };
        if rendered.len() == behind.len() || !(is_sure || is_display && in_company) {
            return None;
        }
        let len = copy_of(&said, rendered);
        let end = formula.span.end() + (behind.len() - rendered.len()) + len;
        // What was rendered ends in a blank of its own: `γ -iron`.
        let rest = &text[end..];
        let is_loose = [" ,", " .", " ;", " :", " )", " - ", " -"].iter().any(|mark| {
            rest.strip_prefix(mark).is_some_and(|rest| !mark.ends_with('-') || is_word(rest))
        });
        (len > 0).then_some(end + usize::from(is_display && is_loose))
    }
}

fn is_word(text: &str) -> bool {
    text.starts_with(char::is_alphabetic)
}

/// Whether a formula says so much that what says the same beside it is a copy, and no factor.
fn is_evidence(tex: &str, said: &Said) -> bool {
    let is_marked = tex.contains(['\\', '^', '_']);
    let is_more_than_letter = said.needed().count() > 1 || said.needed().any(|c| !c.is_ascii());
    is_marked && (is_more_than_letter || said.has_marks()) || is_relation(said)
}

/// `n=34`, `f(x)`, `(i,j)`: no product repeats it.
fn is_relation(said: &Said) -> bool {
    const SIGNS: &str = "=<>≤≥≈~≪≫∈→×+([";
    said.needed().count() > 2 && said.needed().any(|c| SIGNS.contains(c))
}

/// Bytes of ` kpcd=4.1` behind `$d=4.1$`, where the unit behind the formula stands in the copy, too:
/// ` kpcd=4.1 kpc`; and the unit, if it would go with it.
fn with_unit<'t>(said: &Said, behind: &'t str) -> Option<(usize, &'t str)> {
    const LONGEST: usize = 6;
    let unit = behind.strip_prefix([' ', '\u{a0}'])?;
    let blank = behind.len() - unit.len();
    let letters = sentence::letters_behind(unit);
    let ends = letters.char_indices().map(|(at, c)| at + c.len_utf8());
    ends.take(LONGEST).find_map(|len| {
        let copy = said.copy_at(&window(said, unit[len..].chars()))?;
        let copied: usize = unit[len..].chars().take(copy.len).map(char::len_utf8).sum();
        let rest = &unit[len + copied..];
        let (name, end) = (&unit[..len], blank + len + copied);
        let again = rest.trim_start().strip_prefix(name)?;
        let is_whole = is_relation(said) && !again.starts_with(char::is_alphanumeric);
        let is_glued = rest.starts_with(name);
        is_whole.then(|| if is_glued { (end + len, &behind[..blank + len]) } else { (end, "") })
    })
}

/// No formula stands more often.
const MOST: usize = 4;

/// Bytes of the copies of `said` with which `chars` begins, if a word or number does not go on
/// behind them; a letter has one if it `is_meant`.
fn copies(said: &Said, chars: impl Iterator<Item = char>, is_meant: bool) -> usize {
    let chars = window(said, chars);
    let (mut len, mut whole) = (0, 0);
    for _ in 0..MOST {
        let Some(Copy { len: more, has_marks }) = said.copy_at(&chars[len..]) else { break };
        len += more;
        let is_copy = has_marks || !said.is_letter() || is_meant;
        whole = if is_copy && !goes_on(&chars, len) { len } else { whole };
    }
    bytes(&chars[..whole])
}

/// Bytes of the one copy of `said` with which `text` begins.
fn copy_of(said: &Said, text: &str) -> usize {
    let chars = window(said, text.chars());
    let len = said.copy_at(&chars).map_or(0, |copy| copy.len);
    if len == 0 || goes_on(&chars, len) { 0 } else { bytes(&chars[..len]) }
}

/// Whether `before` ends in two copies of a letter, which are no word: `pp$p$-adic`.
fn ends_in_two(before: &str, letter: &str) -> bool {
    let head = before.strip_suffix(letter).and_then(|head| head.strip_suffix(letter));
    head.is_some_and(|head| !letter.is_empty() && !head.ends_with(char::is_alphanumeric))
}

/// Whether a word or number goes on behind the first `len` of some characters.
fn goes_on(chars: &[char], len: usize) -> bool {
    let is_part = |c: Option<&char>| c.is_some_and(|c| c.is_alphanumeric());
    is_part(chars.get(len)) && is_part(chars[..len].last())
}

fn bytes(chars: &[char]) -> usize {
    chars.iter().map(|c| c.len_utf8()).sum()
}

/// As many characters as all copies of a formula may have.
fn window(said: &Said, chars: impl Iterator<Item = char>) -> Vec<char> {
    /// Blanks and marks of scripts for each sign.
    const SPREAD: usize = 4;
    chars.take(MOST * SPREAD * (said.len() + SPREAD)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::{self, Fonts, delimited};

    /// The text with its formulas written, and their copies gone.
    fn repaired(text: &str) -> String {
        let formulas = delimited::formulas(text);
        let said: Vec<String> = formulas
            .iter()
            .map(|formula| math::read(formula.inner.slice(text)).unwrap())
            .map(|row| math::unicode(&row, &Fonts::default()))
            .collect();
        let read = Read { text, formulas: &formulas, said: &said };
        let (mut out, mut done) = (String::new(), 0);
        for (n, said) in said.iter().enumerate() {
            let once = read.once(n, done, read.company());
            out += &format!("{}{said}{}", &text[done..once.span.start()], once.unit);
            done = once.span.end();
        }
        out + &text[done..]
    }

    #[test]
    fn letters_stand_twice_where_two_others_do() {
        assert_eq!(
            repaired("The $h$h and $n$n-th of $w^2$w2 for $k=3$k=3, in $x$xylem"),
            "The h and n-th of w² for k=3, in xxylem"
        );
        assert_eq!(repaired("The $h$h of $k=3$k=3"), "The hh of k=3");
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
            (r"for $K=12$K=12 and $g(y)$g(y)", "for K=12 and g(y)"),
            (r"pairs $(u,v)$(u,v) of", "pairs (u,v) of"),
            (r"in $\tilde{\Theta}(k)$Θ~(k) or $\hat{B}$B^", "in Θ̃(k) or B̂"),
            (r"at $\dot{E}$E˙ of $\sqrt{m}$m−−√", "at Ė of √m"),
            (r"is $\sqrt{3}$3 or $\frac{k}{q}$kq.", "is √3 or k/q."),
            (r"at $z=2.2$ Mpcz=2.2 Mpc, or", "at z=2.2 Mpc, or"),
            (r"at $E=8$ GeVE=8GeV, or", "at E=8 GeV, or"),
        ] {
            assert_eq!(repaired(doubled), once, "{doubled}");
        }
    }

    #[test]
    fn a_copy_behind_a_blank_goes() {
        for (doubled, once) in [
            (r"Let $$H$$ H be of order $$q^2$$ q 2 .", "Let H be of order q²."),
            (r"if $$m\le 7$$ m ≤ 7 holds", "if m ≤ 7 holds"),
            (r"if $m\le7$ m ≤ 7 holds", "if m≤7 holds"),
            (r"in $$L^q$$ L q and $$\mathbb {F}_p$$ F p", "in L^q and 𝔽ₚ"),
            (r"the $$\xi (B)$$ ξ ( B ) of", "the ξ(B) of"),
            (r"by $$15\,\%$$ 15 % in $$\gamma $$ γ -iron", "by 15 % in γ-iron"),
            (r"$$\epsilon $$ ϵ - and $$K_i$$ K i ;", "ε- and Kᵢ;"),
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
            (r"the $k$ k-means and $$m$$ m-values", "the k k-means and m m-values"),
            (r"the $\beta$ β-form and $z$ z-scores", "the β β-form and z z-scores"),
            (r"for $d=3$ 3 of $d=4$, 4 of", "for d=3 3 of d=4, 4 of"),
            (r"$\bar{x}$x and $\hat{y}$ y", "x̄x and ŷ y"),
            (r"at $v=3$ mm=4 m", "at v=3 mm=4 m"),
            (r"a $$b$$ by $$c^2$$, then", "a b by c², then"),
        ] {
            assert_eq!(repaired(text), once, "{text}");
        }
    }
}
