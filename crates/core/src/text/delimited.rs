//! Mathematics that still has its delimiters: `$…$`, `$$…$$`, `\(…\)`, `\[…\]`.

use crate::span::Span;

/// No formula in a text is longer, in bytes between its delimiters.
const LONGEST: usize = 300;

const DELIMITERS: [(&str, &str); 4] = [("$$", "$$"), ("$", "$"), ("\\(", "\\)"), ("\\[", "\\]")];

/// The next formula from byte `from` on: with its delimiters and without.
pub fn next(text: &str, from: usize) -> Option<(Span, Span)> {
    let mut at = from;
    loop {
        at += memchr::memchr2(b'$', b'\\', text.as_bytes().get(at..)?)?;
        if let Some(found) = starting_at(text, at) {
            return Some(found);
        }
        let opened = DELIMITERS.iter().find(|(open, _)| text[at..].starts_with(open));
        at += opened.map_or(1, |(open, _)| open.len());
    }
}

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

/// Mathematics, not the text between two prices: no space inside the dollars at either end, no digit behind, not long.
fn is_formula(inner: &str, open: &str, behind: &str) -> bool {
    let tight = !inner.starts_with(char::is_whitespace) && !inner.ends_with(char::is_whitespace) || open != "$";
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

    #[test]
    fn formulas_and_prices() {
        let inner = |text| next(text, 0).map(|(_, inner)| inner.slice(text));
        assert_eq!(inner(r"so $x$ it is"), Some("x"));
        assert_eq!(inner(r"so \(x = 1\) it is"), Some("x = 1"));
        assert_eq!(inner("from $5 to $10"), None);
        assert_eq!(inner(&format!("${}$", "x+".repeat(200))), None);
    }
}
