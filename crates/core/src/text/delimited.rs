//! Whether mathematics with its delimiters (`$…$`, `$$…$$`, `\(…\)`, `\[…\]`) stands at one place,
//! for tokens that are spared.
//!
//! It looks no further than a token may; `math::delimited` finds all formulas of a text, and weighs
//! prices with more care.

use crate::span::Span;

/// No formula in a text is longer, in bytes between its delimiters.
const LONGEST: usize = 300;

const DELIMITERS: [(&str, &str); 4] = [("$$", "$$"), ("$", "$"), ("\\(", "\\)"), ("\\[", "\\]")];

/// The formula whose first delimiter stands at byte `at`: with its delimiters and without.
pub fn starting_at(text: &str, at: usize) -> Option<(Span, Span)> {
    let rest = text.get(at..)?;
    let (open, close) = DELIMITERS.into_iter().find(|(open, _)| rest.starts_with(open))?;
    let inner_start = at + open.len();
    let reach = text.floor_char_boundary(inner_start + LONGEST + close.len());
    let inner_end = inner_start + text[inner_start..reach].find(close)?;
    let end = inner_end + close.len();
    is_formula(&text[inner_start..inner_end], open, &text[end..])
        .then(|| Some((Span::new(text, at, end)?, Span::new(text, inner_start, inner_end)?)))?
}

/// Mathematics, not the text between two prices: no space inside the dollars at either end, no
/// digit behind, not long.
fn is_formula(inner: &str, open: &str, behind: &str) -> bool {
    let tight = !inner.starts_with(char::is_whitespace) && !inner.ends_with(char::is_whitespace)
        || open != "$";
    let marked = inner.contains(['\\', '^', '_', '{', '=', '<', '>']);
    let short = inner.chars().count() <= 3 && inner.chars().all(|c| c.is_alphanumeric());
    !inner.trim().is_empty()
        && inner.len() <= LONGEST
        && tight
        && !behind.starts_with(|c: char| c.is_ascii_digit())
        && !inner.contains(". ")
        && (open != "$" || marked || short || inner.len() < 20 && !inner.contains(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first formula of a text, without its delimiters.
    fn inner(text: &str) -> Option<&str> {
        (0..text.len()).find_map(|at| starting_at(text, at)).map(|(_, inner)| inner.slice(text))
    }

    #[test]
    fn formulas_and_prices() {
        assert_eq!(inner(r"so $x$ it is"), Some("x"));
        assert_eq!(inner(r"so \(x = 1\) it is"), Some("x = 1"));
        assert_eq!(inner("from $5 to $10"), None);
        assert_eq!(inner(&format!("${}$", "x+".repeat(200))), None);
    }
}
