//! The tokens of a text and their kinds: one pass over its bytes, from left to right.
//!
//! The class of a token's first byte says which readers are asked, the most telling first; each
//! reads from that byte on and says where its construct ends. None looks further than `REACH` bytes
//! unless the token grows with the look, so that the time is linear in the length of any text.
//!
//! A kind says what a stretch *is*, not whether it is right: `fromhttps` is a word.

mod address;
mod citation;
mod formula;
mod identifier;
mod markup;
mod number;
#[cfg(test)]
mod tests;
mod word;

use crate::span::Span;
pub use word::Case;

/// So many bytes are looked at for the end of a construct.
const REACH: usize = 256;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters, with the apostrophes between them: `known`, `don't`; a part of a compound
    /// (`well-known` is two).
    Word(Case),
    /// `42`, `1,000.5`, `1e-5`, `2nd`, `1990s`.
    Number,
    /// A number with its unit: `25%`, `10 ms`, `2.7x`.
    Quantity,
    /// `example.org`.
    Host,
    /// `https://example.org/a`, `www.example.org`, `example.org/a`.
    Url,
    /// `name@example.org`.
    Email,
    /// The name of a file or folder, or the way to it: `/usr/lib`, `train.csv`.
    Path,
    /// A name that is written as programs, models and genes are: `numpy.array`, `grid_sample`,
    /// `DeepLab`, `GPT-3.5`.
    Identifier,
    /// What stands between backticks, with them.
    Code,
    /// `[12]`, `(Smith et al., 2020)`, `\cite{key}`, and a key by itself: `wu2018mixed`.
    Citation,
    /// One bracket of any shape.
    Bracket,
    /// Mathematics with its delimiters: `$x$`, `\(x\)`, `\[x\]`.
    DelimitedFormula,
    /// Mathematics without: `x_i^2`, `O(n)`, `256×256`, `p < 0.05`.
    BareFormula,
    /// `<i>`, `</jats:p>`.
    Tag,
    /// `&amp;`, `&#8217;`.
    Entity,
    /// A command of TeX, without what it is applied to: `\emph`, `\%`.
    Command,
    /// Control characters, and those that show nothing.
    Control,
    /// One sign that is none of the others.
    Punctuation,
    /// White space.
    Space,
}

/// A stretch of a text and what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it is.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
}

/// The tokens of a text: one behind the other, they are the text.
///
/// ```
/// use abslint_core::text::token::{Case, TokenKind, tokens};
///
/// let text = "See numpy.array.";
/// let tokens = tokens(text);
/// assert_eq!(tokens[0].kind, TokenKind::Word(Case::Title));
/// assert_eq!((tokens[2].span.slice(text), tokens[2].kind), ("numpy.array", TokenKind::Identifier));
/// assert_eq!(tokens[3].kind, TokenKind::Punctuation);
/// ```
pub fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 3);
    let mut at = 0;
    while let Some((end, kind)) = next(text, at) {
        tokens.extend(Span::new(text, at, end).map(|span| Token { span, kind }));
        at = end;
    }
    tokens
}

/// Where the token that begins at `at` ends, and what it is; `None` at the end of the text.
fn next(text: &str, at: usize) -> Option<(usize, TokenKind)> {
    plain(text.as_bytes(), at).or_else(|| next_of_any(text, at))
}

/// The same for a plain word and a single space, which are nine tokens in ten: no reader need be
/// asked of them.
fn plain(bytes: &[u8], at: usize) -> Option<(usize, TokenKind)> {
    let first = *bytes.get(at)?;
    if first == b' ' {
        return bytes.get(at + 1)?.is_ascii_graphic().then_some((at + 1, TokenKind::Space));
    }
    let letters = bytes[at..].iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let end = at + letters;
    let (ends, is_space) =
        (bytes.get(end).copied()?, |at: usize| matches!(bytes.get(at), Some(b' ' | b'\n')));
    let ends_here = matches!(ends, b' ' | b'\n' | b',' | b';' | b'!' | b'?' | b')')
        || ends == b'.' && is_space(end + 1);
    // A letter by itself may be a symbol, and a capital within a word makes it a name.
    let case = match (letters >= 2 && ends_here, first.is_ascii_uppercase()) {
        (false, _) => return None,
        (true, capital) if bytes[at + 1..end].iter().all(u8::is_ascii_lowercase) => {
            if capital {
                Case::Title
            } else {
                Case::Lower
            }
        }
        (true, capital) => {
            (capital && bytes[at..end].iter().all(u8::is_ascii_uppercase)).then_some(Case::Upper)?
        }
    };
    Some((end, TokenKind::Word(case)))
}

/// The same for whatever stands there.
fn next_of_any(text: &str, at: usize) -> Option<(usize, TokenKind)> {
    let first = text.get(at..)?.chars().next()?;
    let found = match first {
        c if c.is_whitespace() => Some((run(text, at, char::is_whitespace), TokenKind::Space)),
        c if is_invisible(c) => Some((run(text, at, is_invisible), TokenKind::Control)),
        '`' => markup::code(text, at).map(|end| (end, TokenKind::Code)),
        '$' => formula::delimited(text, at).map(|end| (end, TokenKind::DelimitedFormula)),
        '\\' => backslash(text, at),
        '<' => markup::tag(text, at).map(|end| (end, TokenKind::Tag)),
        '&' => markup::entity(text, at).map(|end| (end, TokenKind::Entity)),
        '[' | '(' => citation::in_brackets(text, at).map(|end| (end, TokenKind::Citation)),
        '_' => identifier::identifier(text, at).map(|end| (end, TokenKind::Identifier)),
        '/' | '.' | '~' => address::rooted_path(text, at).map(|end| (end, TokenKind::Path)),
        c if c.is_alphanumeric() => Some(alphanumeric(text, at)),
        _ => None,
    };
    Some(found.unwrap_or_else(|| {
        (
            at + first.len_utf8(),
            if is_bracket(first) { TokenKind::Bracket } else { TokenKind::Punctuation },
        )
    }))
}

/// What a backslash begins.
fn backslash(text: &str, at: usize) -> Option<(usize, TokenKind)> {
    let formula = || formula::delimited(text, at).map(|end| (end, TokenKind::DelimitedFormula));
    let citation = || citation::command(text, at).map(|end| (end, TokenKind::Citation));
    let command = || markup::command(text, at).map(|end| (end, TokenKind::Command));
    formula().or_else(citation).or_else(command)
}

/// What a letter or a digit begins: the readers, the most telling first.
fn alphanumeric(text: &str, at: usize) -> (usize, TokenKind) {
    type Reader = fn(&str, usize) -> Option<usize>;
    const READERS: [(Reader, TokenKind); 11] = [
        (address::url, TokenKind::Url),
        (address::email, TokenKind::Email),
        (address::host, TokenKind::Host),
        (address::file, TokenKind::Path),
        (formula::bare, TokenKind::BareFormula),
        (citation::key, TokenKind::Citation),
        (number::with_exponent, TokenKind::Number),
        (number::ordinal, TokenKind::Number),
        (number::quantity, TokenKind::Quantity),
        (identifier::identifier, TokenKind::Identifier),
        (number::number, TokenKind::Number),
    ];
    // In the middle of a run of letters and digits nothing begins but the rest of it.
    let begins = !text[..at].ends_with(char::is_alphanumeric);
    let found =
        READERS.iter().filter(|_| begins).find_map(|(read, kind)| Some((read(text, at)?, *kind)));
    found.unwrap_or_else(|| {
        let end = word::end(text, at);
        let kind = if text[at..end].starts_with(char::is_alphabetic) {
            TokenKind::Word(Case::of(&text[at..end]))
        } else {
            TokenKind::Number
        };
        (end, kind)
    })
}

fn is_bracket(c: char) -> bool {
    matches!(
        c,
        '(' | ')'
            | '['
            | ']'
            | '{'
            | '}'
            | '⟨'
            | '⟩'
            | '〈'
            | '〉'
            | '「'
            | '」'
            | '『'
            | '』'
            | '（'
            | '）'
            | '【'
            | '】'
            | '⌊'
            | '⌋'
            | '⌈'
            | '⌉'
    )
}

/// A control character, or one that shows nothing and parts nothing.
fn is_invisible(c: char) -> bool {
    c.is_control() && !c.is_whitespace()
        || matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}')
}

/// The byte behind the characters from `at` on that are all `wanted`.
fn run(text: &str, at: usize, wanted: impl Fn(char) -> bool) -> usize {
    text[at..].find(|c| !wanted(c)).map_or(text.len(), |len| at + len)
}

/// The next `REACH` bytes.
fn window(text: &str, at: usize) -> &str {
    &text[at..text.floor_char_boundary(at.saturating_add(REACH))]
}
