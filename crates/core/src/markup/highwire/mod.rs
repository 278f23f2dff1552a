//! Marks of HighWire's production system, which bioRxiv and medRxiv deliver within abstracts.
//!
//! Signs stand by name in braces (`IFN-{gamma}`, `{+/-}`), or by themselves in square brackets
//! (`[≥]45`, `[~]2`); elements begin with `O_` and end with `C_` (`O_ST_ABSSummaryC_ST_ABS`,
//! `O_LI`, `O_FIG`). The names are those of the abstracts of bioRxiv, beside the full texts that
//! have the signs.

mod blanks;
mod signs;

use self::signs::{BRACKETED, BULLET, NAMES};
use crate::math::reader;
use crate::math::symbols::{self, Meaning};
use crate::span::Span;

use super::{labels, osti};

/// Marks with what each stands for, in order of place.
pub fn marks(text: &str) -> Vec<(Span, String)> {
    // TeX groups by braces, too, and has names of its own in them.
    let has_tex = text.contains(['^', '\\', '$']) || text.contains("_{");
    let is_of_osti = osti::is_used(text);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(len) = text[at..].find(['{', '[', 'O', 'C']) {
        at += len;
        let mark = match text.as_bytes()[at] {
            b'{' if is_of_osti => osti::mark(text, at).or_else(|| named_sign(text, at, has_tex)),
            b'{' => named_sign(text, at, has_tex),
            b'[' => bracketed_sign(text, at),
            _ => element(text, at),
        };
        let end = mark.as_ref().map_or(at + 1, |(span, _)| span.end());
        found.extend(mark);
        at = end;
    }
    found
}

/// No name of a sign is longer, in bytes.
const LONGEST_NAME: usize = 40;

/// No element holds more, in bytes.
const LONGEST_ELEMENT: usize = 5_000;

/// The next `most` bytes from byte `at` on.
fn window(text: &str, at: usize, most: usize) -> &str {
    &text[at..text.floor_char_boundary(at + most)]
}

/// Whether braces hold the name of a sign, so that they are none of TeX.
pub fn names_a_sign(inner: &str) -> bool {
    NAMES.iter().any(|(name, _)| *name == inner)
}

/// Whether braces hold a name that stands for a sign, or a mark of a database of physics.
fn is_name_of_sign(inner: &str) -> bool {
    names_a_sign(inner) || greek(inner).is_some() || matches!(inner, "minus" | "plus")
}

/// `{gamma}`, `{alpha}{beta}`: not an argument or a script of TeX, whose braces look the same.
fn named_sign(text: &str, at: usize, has_tex: bool) -> Option<(Span, String)> {
    let mut signs = Vec::new();
    let mut end = at;
    while let Some(inner) = braced(text, end) {
        let sign = NAMES.iter().find(|(name, _)| *name == inner).map(|(_, sign)| *sign);
        let sign = sign.or_else(|| greek(inner))?;
        if has_tex && symbols::find(inner).is_some() {
            return None;
        }
        signs.push(sign);
        end += inner.len() + 2;
    }
    let before = &text[..at];
    let is_argument = before.ends_with(['_', '^', '}', '\\', '$', ']'])
        || follows_command(before)
        || text[end..].starts_with(['{', '_', '^']);
    let is_blank = || {
        (signs[0] != BULLET || signs.len() > 1) && blanks::is_blank(text, at, end, is_name_of_sign)
    };
    if signs.is_empty() || is_argument || is_blank() {
        return None;
    }
    let gap = |sign: &str, is_missing: bool| if is_missing && sign == BULLET { " " } else { "" };
    let written = [
        gap(signs[0], before.ends_with(|c: char| c.is_alphanumeric() || ".,;:!?)".contains(c))),
        &signs.concat(),
        gap(signs[signs.len() - 1], text[end..].starts_with(char::is_alphanumeric)),
    ];
    Some((Span::new(text, at, end)?, written.concat()))
}

/// What the braces at byte `at` hold.
fn braced(text: &str, at: usize) -> Option<&str> {
    text[at..]
        .starts_with('{')
        .then(|| window(text, at + 1, LONGEST_NAME).split_once('}'))?
        .map(|(inner, _)| inner)
}

/// Letters before a brace that are a command of TeX with an argument, with its backslash or
/// without.
fn follows_command(before: &str) -> bool {
    let before = before.trim_end_matches(|c: char| c.is_ascii_digit());
    let head = before.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let name = &before[head.len()..];
    let is_name = reader::takes_argument(name) || symbols::find(name).is_some();
    head.ends_with('\\') || name.len() > 2 && is_name
}

/// A Greek letter by its name.
fn greek(name: &str) -> Option<&'static str> {
    let symbol = symbols::find(name).filter(|symbol| symbol.name.len() > 1)?;
    let letter = symbol.sign.chars().next().filter(|c| ('Α'..='ϵ').contains(c))?;
    (symbol.sign.len() == letter.len_utf8() && matches!(symbol.meaning, Meaning::Sign(_)))
        .then_some(symbol.sign)
}

/// `[≥]45`: a sign that touches a letter or digit, or stands before a number; `[≥]` by itself may
/// be a key of some program.
fn bracketed_sign(text: &str, at: usize) -> Option<(Span, String)> {
    let (inner, _) = window(text, at + 1, LONGEST_NAME).split_once(']')?;
    let (_, sign) = BRACKETED.iter().find(|(name, _)| *name == inner)?;
    let end = at + 1 + inner.len() + 1;
    let behind = &text[end..];
    let touches = behind.starts_with(char::is_alphanumeric)
        || text[..at].ends_with(char::is_alphanumeric)
        || behind.trim_start().starts_with(|c: char| c.is_ascii_digit());
    touches.then(|| Some((Span::new(text, at, end)?, (*sign).to_owned())))?
}

/// What an element does.
#[derive(Clone, Copy)]
enum Element {
    /// Its text heads what follows.
    Heading,
    /// It is one of the things of a list.
    Item,
    /// It holds no text.
    Dropped,
    /// It is set in another font.
    Font,
}

/// Elements by their names; the longer of two that begin alike first.
const ELEMENTS: &[(&str, Element)] = &[
    ("ST_ABS", Element::Heading),
    ("LINKSMALLFIG", Element::Dropped),
    ("LINKBIGFIG", Element::Dropped),
    ("LI", Element::Item),
    ("INLINEFIG", Element::Dropped),
    ("FIG", Element::Dropped),
    ("TBL", Element::Dropped),
    ("FLOATNO", Element::Dropped),
    ("SCPLOW", Element::Font),
    ("SCPCAP", Element::Font),
    ("SC", Element::Font),
    ("CAPS", Element::Font),
    ("TEXTBOX", Element::Font),
    ("DISPLAYTEXT", Element::Font),
    ("QD", Element::Font),
];

/// `O_LI … C_LI`, whole; an end that began nowhere is left.
fn element(text: &str, at: usize) -> Option<(Span, String)> {
    let name = text[at..].strip_prefix("O_")?;
    let mut known = ELEMENTS.iter().filter(|(one, _)| name.starts_with(one));
    let (one, role, held) = known.find_map(|&(one, role)| {
        let behind = window(text, at + 2 + one.len(), LONGEST_ELEMENT);
        let held = &behind[..behind.find(&format!("C_{one}"))?];
        // Lists within lists are none of abstracts.
        (!held.contains(&format!("O_{one}"))).then_some((one, role, held))
    })?;
    let is_parted = held.starts_with(' ') && held.ends_with(' ');
    // `O_LI and its twin C_LI`: the marks touch what they hold, and a figure holds no sentence.
    if !matches!(role, Element::Dropped) && is_parted && !is_sentence(held.trim()) {
        return None;
    }
    let mut end = at + held.len() + 2 * (2 + one.len());
    let inner = written(held);
    let inner = inner.trim();
    let (before, behind) = (&text[..at], &text[end..]);
    let parted_before = before.ends_with(|c: char| !c.is_whitespace());
    let gap = if parted_before { " " } else { "" };
    let mut at = at;
    let goes_on = !behind.starts_with("O_")
        && behind.starts_with(|c: char| c.is_alphanumeric() || "(\"“".contains(c));
    let written = match role {
        Element::Font => inner.to_owned(),
        Element::Dropped | Element::Heading
            if matches!(role, Element::Dropped) || labels::says_nothing(inner) =>
        {
            end += behind.len() - behind.trim_start().len();
            gap.to_owned()
        }
        Element::Heading | Element::Dropped => {
            end += behind.len() - behind.trim_start().len();
            let label =
                if text[end..].is_empty() { inner.to_owned() } else { labels::label(inner) };
            format!("{gap}{label}{}", if text[end..].is_empty() { "" } else { " " })
        }
        Element::Item => {
            // `What it adds O_LIWe show.C_LI`: a heading that has no mark of its own.
            let is_headed = heads(before) && is_sentence(inner);
            if is_headed {
                at = before.trim_end().len();
            }
            let gap = if is_headed { ": " } else { gap };
            let dash = if inner.ends_with(['.', ';', '?', '!', ',']) { "" } else { "- " };
            format!("{gap}{dash}{inner}{}", if goes_on { " " } else { "" })
        }
    };
    Some((Span::new(text, at, end)?, written))
}

/// Whether text ends in a word that heads what follows, and is no end of another element.
fn heads(before: &str) -> bool {
    let before = before.trim_end();
    let last = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    last.ends_with(char::is_lowercase) && !last.contains("C_") && !last.contains("O_")
}

fn is_sentence(inner: &str) -> bool {
    inner.starts_with(char::is_uppercase) && inner.ends_with('.')
}

/// What an element holds, with the marks in it read.
fn written(inner: &str) -> String {
    let mut out = String::new();
    let mut done = 0;
    for (span, mark) in marks(inner) {
        out.push_str(&inner[done..span.start()]);
        out.push_str(&mark);
        done = span.end();
    }
    out + &inner[done..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_the_text_that_they_stand_for() {
        for (text, expected) in [
            ("of TGF-{beta}1 and NF-{kappa}B", "of TGF-β1 and NF-κB"),
            ("A{beta}42 at 3 {micro}M and 25{degrees}C", "Aβ42 at 3 µM and 25°C"),
            ("7 {+/-} 2 or 3 {approx} 4 {middle dot} 5", "7 ± 2 or 3 ≈ 4 · 5"),
            ("n [&ge;] 12, [≤]8 and [~]60%", "n ≥ 12, ≤8 and ~60%"),
            ("GDP[->]GTP at {Delta}psi", "GDP→GTP at Δpsi"),
            ("O_ST_ABSAbstractC_ST_ABSMoss is green.", "Moss is green."),
            (
                "O_ST_ABSResultsC_ST_ABSMoss is green. O_ST_ABSAimsC_ST_ABS To see.",
                "Results: Moss is green. Aims: To see.",
            ),
            ("O_LIIt is wet.C_LIO_LIIt is cold.C_LI", "It is wet. It is cold."),
            ("of O_LIrainC_LI O_LIsnowC_LI", "of - rain - snow"),
            (
                "What it adds O_LIMoss is wet.C_LI O_LISo is fern.C_LI",
                "What it adds: Moss is wet. So is fern.",
            ),
            ("It grows. O_FIG O_LINKSMALLFIG WIDTH=200 SRC=\"x.gif\"> View C_FIG", "It grows. "),
            ("the O_SCPLOWDC_SCPLOW-form", "the D-form"),
            (
                "Aims{blacksquare}Moss is wet. {blacksquare} So is fern.",
                "Aims ■ Moss is wet. ■ So is fern.",
            ),
            (
                "wild type ({triangleup}) and mutant ({blacktriangledown})",
                "wild type (△) and mutant (▼)",
            ),
            ("{alpha}{beta} and {gamma}{delta} T cells", "αβ and γδ T cells"),
            ("{Delta}{Delta}Ct at {Delta}{psi}m, 5{micro}{Omega}", "ΔΔCt at Δψm, 5µΩ"),
            ("1{+-}2 n + p {yields} {sup 2}H", "1±2 n + p → ²H"),
            ("moss ({blacksquare}) and \"{blacksquare}\"", "moss (■) and \"■\""),
        ] {
            assert_eq!(written(text), expected);
        }
    }

    #[test]
    fn what_only_looks_like_a_mark_stays() {
        for text in [
            "x_{gamma} and \\mathbf{beta}",
            "hat{alpha}, frac{alpha}{beta}",
            "{gamma, delta}",
            "{cat} and {0,1}",
            "the keys [≥] and [~]",
            "[1] and [12]",
            "CO_LI and O_2",
            "in O_X and C_X",
            "an O_LI without an end",
            "{micro, macro}",
            "T^{-{gamma}/{d}} of {pq^2}/{varepsilon}",
            "frac1{delta}",
            "10^{degrees}",
            "{alpha}{cat} and {cat}{alpha}",
            "frac{alpha}{beta}{gamma}",
            "the keys {yields} and {names}",
            "{sigma} and {mu} of a template",
            "a certificate with {name}, {date} and {degree}",
            "the address /songs/{times} is read",
            "http://example.org/{degrees}/{minutes}",
            "a prompt \"write of {beta}\" and '{alpha}'",
            "the variable {mu} is set",
            "an O_LI and its twin C_LI are marks",
        ] {
            assert_eq!(written(text), text);
        }
    }
}
