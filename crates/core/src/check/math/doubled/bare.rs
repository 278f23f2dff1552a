//! Formulas without delimiters that stand behind what was rendered of them, as pages with MathML
//! are copied: `x2x^2`, `Nf≥3N_f\ge 3`, `γm\gamma_m`.
//!
//! That the same stands twice, once flat and once in TeX, and both touch, is evidence by itself.
//! What stands in TeX twice (`\mathbb{R}^k\mathbb{R}^k`) may be a product, if it is a single symbol:
//! then there must be others.

use super::said::folded;
use super::twice;
use crate::math::delimited::{self, Delimited};
use crate::math::{self, reader, symbols, syntax};
use crate::span::Span;
use crate::text::sentence;

/// A formula that is rendered is not longer, in bytes.
const LONGEST: usize = 80;

/// So many marks of a text are looked at; each costs a look at all places before it where the
/// formula may begin, and no abstract has so many.
const MARKS: usize = 60;

/// Those of `text` that share nothing with `others`, which are in order.
pub(super) fn formulas(text: &str, others: &[Delimited]) -> Vec<Delimited> {
    let mut twice = twice::formulas(text, others).into_iter().peekable();
    let mut found: Vec<(Delimited, bool)> = Vec::new();
    let (mut read, mut looked, mut marks) = (0, 0, 0);
    let is_mark = |byte: u8| matches!(byte, b'\\' | b'_' | b'^');
    for at in memchr::memchr3_iter(b'\\', b'_', b'^', text.as_bytes()) {
        if let Some(twice) = twice.next_if(|(formula, _)| formula.span.start() <= at) {
            (read, looked) = (twice.0.span.end(), twice.0.span.end());
            found.push(twice);
        }
        let from = text.ceil_char_boundary(copied_from(text, at).max(read));
        if at < looked || from >= at || !delimited::overlapping(others, at, at + 1).is_empty() {
            continue;
        }
        marks += 1;
        if marks > MARKS {
            break;
        }
        // What stands behind the first mark of a formula belongs to it.
        looked = at + text.as_bytes()[at..].iter().take_while(|byte| is_mark(**byte)).count();
        if let Some((formula, is_sure)) = doubled(text, from, at) {
            let (start, end) = (formula.span.start(), formula.span.end());
            if delimited::overlapping(others, start, end).is_empty() {
                (read, looked) = (end, end);
                found.push((formula, is_sure));
            }
        }
    }
    let company = Company::of(text, &found);
    let is_meant = |(formula, is_sure): &(Delimited, bool)| {
        *is_sure || company.vouches_for(formula.inner.slice(text))
    };
    found.into_iter().filter(is_meant).map(|(formula, _)| formula).collect()
}

/// The formulas of a text that seem to stand twice.
struct Company {
    has_sure: bool,
    has_different: bool,
}

impl Company {
    fn of(text: &str, found: &[(Delimited, bool)]) -> Company {
        let said = |(formula, _): &(Delimited, bool)| formula.inner.slice(text);
        let first = found.first().map(said);
        Company {
            has_sure: found.iter().any(|(_, is_sure)| *is_sure),
            has_different: found.iter().any(|other| Some(said(other)) != first),
        }
    }

    /// Whether `tex`, which may be a product, stands twice as they do. Of a letter alone only a sure
    /// one tells: pairs of particles are written `\pi\pi` and `\rho\rho`.
    fn vouches_for(&self, tex: &str) -> bool {
        let is_letter = tex.strip_prefix('\\').is_some_and(|name| syntax::name(name) == name);
        self.has_sure || self.has_different && !is_letter
    }
}

/// Where the copies of a formula may begin that has its first mark at byte `at`: in the stretch
/// between blanks before it, or in the one before that (`O(nlogn)O(n \log n)`).
fn copied_from(text: &str, at: usize) -> usize {
    let chunk = |at: usize| at - sentence::chunk_before(text, at).len();
    let near = chunk(at);
    chunk(text[..near].trim_end().len()).max(at.saturating_sub(2 * LONGEST))
}

/// The formula whose first mark is at byte `mark`, with the copies before it, which stand behind
/// byte `from`; and whether it is sure by itself.
fn doubled(text: &str, from: usize, mark: usize) -> Option<(Delimited, bool)> {
    if is_address(sentence::chunk_before(text, mark)) {
        return None;
    }
    let starts = text[from..mark].char_indices().map(|(at, _)| from + at).skip(1);
    let starts = starts.chain(Some(mark).filter(|_| text[mark..].starts_with('\\')));
    starts.into_iter().find_map(|tex| {
        let rendered = rendered(&text[from..tex], &text[tex..])?;
        let end = tex + rendered.tex;
        let inner = &text[tex..end];
        let copy = &text[tex - rendered.len..tex];
        // `\mathbb{R}^k\mathbb{R}^k`: the copy, too, is TeX.
        let start = if are_paired(copy) {
            tex - rendered.len
        } else {
            text[..tex].ends_with(inner).then(|| tex - inner.len())?
        };
        let is_formula = end > mark
            && are_paired(inner)
            && !is_open_script(inner)
            && math::read(inner).is_ok_and(|row| !row.is_empty());
        let is_product = text[start..tex].contains(['_', '^', '\\'])
            && !inner.starts_with("{{")
            && !inner.contains(['=', '<', '>', '(', '+']);
        let formula =
            Delimited { span: Span::new(text, start, end)?, inner: Span::new(text, tex, end)? };
        is_formula.then_some((formula, !is_product))
    })
}

fn is_address(chunk: &str) -> bool {
    chunk.contains("://") || chunk.contains("www.") || chunk.contains('@')
}

fn are_paired(tex: &str) -> bool {
    let mut depth = 0i32;
    let never_below = tex.chars().all(|c| {
        depth += i32::from(c == '{') - i32::from(c == '}');
        depth >= 0
    });
    never_below && depth == 0
}

/// `L_EC`: whether letters follow a script without braces, of which nobody knows whether they
/// belong to it.
fn is_open_script(tex: &str) -> bool {
    let letters = |text: &str| text.chars().take_while(char::is_ascii_alphabetic).count();
    tex.match_indices(['_', '^']).any(|(at, _)| letters(&tex[at + 1..]) > 1)
}

struct Rendered {
    /// Bytes of the copies.
    len: usize,
    /// Bytes of the formula.
    tex: usize,
}

/// The copies at the end of `before` of the formula with which `tex` begins, the longest of them.
fn rendered(before: &str, tex: &str) -> Option<Rendered> {
    let first = signs(tex).next()?.0;
    let is_part = |c: char| c.is_alphanumeric();
    // A formula begins behind a blank, a bracket or a mark of prose, and not within another.
    let is_edge = |at: &usize| {
        let last = before[..*at].chars().next_back();
        last.is_none_or(|c| c.is_whitespace() || "([{“‘\"',;/–—-".contains(c))
    };
    let chunk = sentence::chunk_before(before, before.len());
    let begins_alike = |at: &usize| before[*at..].chars().flat_map(folded).next() == Some(first);
    let starts = chunk.char_indices().map(|(at, _)| before.len() - chunk.len() + at);
    let mut starts = starts.filter(is_edge).filter(begins_alike).peekable();
    starts.peek()?;
    let signs: Vec<(char, usize)> = signs(tex).collect();
    starts.find_map(|at| {
        let copies: Vec<char> = before[at..].chars().flat_map(folded).collect();
        let is_copy = |len: &usize| {
            copies.len().is_multiple_of(*len)
                && copies.chunks(*len).all(|copy| {
                    signs.len() >= *len && copy.iter().zip(&signs).all(|(c, (sign, _))| c == sign)
                })
        };
        let len = (1..=copies.len()).rev().find(is_copy)?;
        let is_evidence = len > 1 || !copies[0].is_ascii() && copies[0].is_alphabetic();
        let end = closed(tex, signs[len - 1].1);
        let behind = &tex[end..];
        let again: Vec<char> = behind.chars().take(len).flat_map(folded).take(len).collect();
        let goes_on = behind.starts_with(['_', '^'])
            || behind.starts_with(is_part)
                && tex[..end].ends_with(is_part)
                && again != copies[..len];
        (is_evidence && !goes_on).then_some(Rendered { len: before.len() - at, tex: end })
    })
}

/// The signs of what is rendered of `tex`, each with the byte behind it, up to a command that
/// nobody defined.
fn signs(tex: &str) -> impl Iterator<Item = (char, usize)> {
    let mut at = 0;
    let printed = std::iter::from_fn(move || {
        let (sign, end) = next_sign(tex, at)?;
        at = end;
        Some((sign, end))
    });
    printed.flat_map(|(sign, end)| sign.chars().flat_map(folded).map(move |c| (c, end)))
}

/// What is printed of the token of `tex` at byte `at`, which may be nothing, and the byte behind it.
fn next_sign(tex: &str, at: usize) -> Option<(&str, usize)> {
    let c = tex[at..].chars().next().filter(|_| at < LONGEST)?;
    let name = if c == '\\' { syntax::name(&tex[at + 1..]) } else { "" };
    let next = tex[at + c.len_utf8()..].chars().next();
    let end = match (c, next) {
        ('\\', Some('\\')) => return None,
        ('\\', Some(sign)) if name.is_empty() => at + 1 + sign.len_utf8(),
        _ => at + c.len_utf8() + name.len(),
    };
    let symbol = symbols::find(name);
    let printed = match symbol.filter(|symbol| symbol.meaning != symbols::Meaning::Accent) {
        Some(symbol) => symbol.sign,
        None if symbol.is_some() || reader::is_command(name) => "",
        None if !name.is_empty() => return None,
        None if c == '\\' && next.is_some_and(|next| ",;:! ".contains(next)) => "",
        None => tex[at..end].trim_start_matches('\\'),
    };
    Some((printed, end))
}

/// The byte behind the braces that close what opened before byte `end`.
fn closed(tex: &str, mut end: usize) -> usize {
    let mut open = tex[..end].matches('{').count().saturating_sub(tex[..end].matches('}').count());
    while open > 0 {
        let behind = tex[end..].trim_start();
        let Some(rest) = behind.strip_prefix(r"\}").or_else(|| behind.strip_prefix('}')) else {
            break;
        };
        (open, end) = (open - 1, tex.len() - rest.len());
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, &str)> {
        let others = delimited::formulas(text);
        formulas(text, &others)
            .iter()
            .map(|formula| (formula.span.slice(text), formula.inner.slice(text)))
            .collect()
    }

    #[test]
    fn what_stands_flat_and_in_tex_is_a_formula() {
        for (text, span, tex) in [
            ("at w3w^3 of", "w3w^3", "w^3"),
            (r"if Kd≥5K_d\ge 5, then", r"Kd≥5K_d\ge 5", r"K_d\ge 5"),
            (r"the βk\beta_k is", r"βk\beta_k", r"\beta_k"),
            (r"of TiO2\mathrm{TiO_2}.", r"TiO2\mathrm{TiO_2}", r"\mathrm{TiO_2}"),
            (r"in O(mlogm)O(m \log m) time", r"O(mlogm)O(m \log m)", r"O(m \log m)"),
            (r"in Rk\mathbb{R}^k", r"Rk\mathbb{R}^k", r"\mathbb{R}^k"),
            ("the EbEbE_b of", "EbEbE_b", "E_b"),
            (r"over {c,d}{c,d}\{c,d\} of", r"{c,d}{c,d}\{c,d\}", r"\{c,d\}"),
            ("rows (yjk)(yjk)(y_{jk}) of", "(yjk)(yjk)(y_{jk})", "(y_{jk})"),
            (r"𝑛≤4n≤4n\leq 4 and", r"𝑛≤4n≤4n\leq 4", r"n\leq 4"),
            (r"if δ>0\delta > 0δ>0 is", r"δ>0\delta > 0", r"\delta > 0"),
            (
                r"at \mathcal{O}(m^{2})\mathcal{O}(m^{2}) of",
                r"\mathcal{O}(m^{2})\mathcal{O}(m^{2})",
                r"\mathcal{O}(m^{2})",
            ),
            (r"(\mathrm{q}=0.2\mathrm{q}=0.2)", r"\mathrm{q}=0.2\mathrm{q}=0.2", r"\mathrm{q}=0.2"),
        ] {
            assert_eq!(found(text), [(span, tex)], "{text}");
        }
    }

    #[test]
    fn symbols_that_stand_twice_are_no_products_beside_others() {
        let text = r"the B_{k}B_{k} and \mathbb{S}^2\mathbb{S}^2 of";
        let spans: Vec<&str> = found(text).into_iter().map(|(span, _)| span).collect();
        assert_eq!(spans, ["B_{k}B_{k}", r"\mathbb{S}^2\mathbb{S}^2"]);
    }

    #[test]
    fn letters_that_stand_twice_need_a_formula_that_surely_does() {
        assert_eq!(found(r"the \pi\pi and \rho\rho pairs, and \pi\pi"), []);
        let spans = found(r"the \pi\pi at x^2 and 4\mathrm{D}4\mathrm{D}");
        assert_eq!(spans.len(), 2);
    }

    #[test]
    fn what_stands_once_is_none() {
        for text in [
            "user_user_id and get1_get",
            "xx^T of aa_1",
            "a 2n2n^2 b",
            "10^{10} or 22^2",
            "x_1x_2",
            "O(n)O(n^2)",
            "foo_foo, bar_bar",
            r"\alpha\alpha_1",
            r"C:\C\C",
            r"A1\A_1",
            "e^{-e^x}",
            r"P(x)P_x",
            "kk^2",
            r"so x\x is",
            "$x2$ and $y2y^2$",
            "m2_m2^k",
            r"in '\\' of",
            "l_l",
            "the r_{ij}r_{ij} of",
            r"as \vec{x}\vec{x} is",
            "(L_AB)(L_AB)",
            "a sqrt{b_1}{b_1} c",
            "https://x.org/a_bhttps://x.org/a_b",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
