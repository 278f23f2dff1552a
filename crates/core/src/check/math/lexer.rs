//! Text to tokens, with words that are names of TeX glued together taken apart.
//!
//! A run of letters is a name (`leq`), a row of names and single letters
//! (`Phicirc`, `thetain`, `DepsilonpS`), a single letter, or a word. How a run is
//! taken apart is decided in `apart`. Whether what was found is mathematics is decided in
//! [`super::evidence`].

use super::apart::{self, Part};
use super::spelt::{self, NameReading, Role, Spelt};
use crate::math::reader::{glued_sign, unglued};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum MathTokenKind {
    /// White space.
    Space,
    /// Digits.
    Number,
    /// A single letter.
    Letter,
    /// A word, or part of one.
    Word,
    /// A name of TeX, with or without its backslash.
    Name(&'static Spelt),
    /// Any other character.
    Sign(char),
    /// A character behind a backslash: `\%`, `\{`, `\,`.
    Escaped(char),
}

/// A piece of the text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MathToken {
    /// What it is.
    pub kind: MathTokenKind,
    /// First byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    /// Whether it is part of a longer run of letters.
    pub glued: bool,
    /// Whether it still has its backslash.
    pub backslash: bool,
}

impl MathToken {
    /// What it is of the text that it was made for.
    pub fn slice<'t>(&self, text: &'t str) -> &'t str {
        &text[self.start..self.end]
    }

    /// The name of TeX that it is.
    pub fn name(&self) -> Option<&'static Spelt> {
        match self.kind {
            MathTokenKind::Name(symbol) => Some(symbol),
            _ => None,
        }
    }

    /// Whether it is this character.
    pub fn is(&self, c: char) -> bool {
        self.kind == MathTokenKind::Sign(c)
    }
}

/// A text and its tokens. Behind the last of them there is nothing, and no question is an error.
#[derive(Clone, Copy, Debug)]
pub struct Lexed<'t> {
    /// The text.
    pub text: &'t str,
    /// All of its tokens, or some that stand one behind the other.
    pub tokens: &'t [MathToken],
}

impl<'t> Lexed<'t> {
    /// What the token at `at` is.
    pub fn kind(self, at: usize) -> Option<MathTokenKind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    /// The token at `at` as it is written.
    pub fn source(self, at: usize) -> &'t str {
        self.tokens.get(at).map_or("", |token| token.slice(self.text))
    }

    /// Whether the token at `at` is this character.
    pub fn is(self, at: usize, c: char) -> bool {
        self.kind(at) == Some(MathTokenKind::Sign(c))
    }

    /// Whether it is a plus or a minus.
    pub fn is_sign(self, at: usize) -> bool {
        self.is(at, '+') || self.is(at, '-')
    }

    /// Whether it is a number.
    pub fn is_number(self, at: usize) -> bool {
        self.kind(at) == Some(MathTokenKind::Number)
    }

    /// Whether it is a single letter.
    pub fn is_letter(self, at: usize) -> bool {
        self.kind(at) == Some(MathTokenKind::Letter)
    }

    /// Whether it is a word, or a part of one.
    pub fn is_word(self, at: usize) -> bool {
        self.kind(at) == Some(MathTokenKind::Word)
    }

    /// Whether it is white space.
    pub fn is_space(self, at: usize) -> bool {
        self.kind(at) == Some(MathTokenKind::Space)
    }

    /// The place of the token at `at`, or of the one behind it if that is white space.
    pub fn past_space(self, at: usize) -> usize {
        at + usize::from(self.is_space(at))
    }
}

/// How readily runs of letters are taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LexerMode {
    /// Only where the letters alone are evidence enough.
    Cautious,
    /// Also a letter glued to a short name (`kll d`, `ymid x`): for a text with sure signs of lost
    /// mathematics.
    Eager,
}

/// The tokens of `text`; they cover all of it.
pub fn tokens(text: &str, mode: LexerMode) -> Vec<MathToken> {
    let mut tokens = Vec::with_capacity(text.len() / 4);
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let end = match c {
            'a'..='z' | 'A'..='Z' => letters(text, at, mode, &mut tokens),
            '\\' => command(text, at, &mut tokens),
            _ => simple(text, at, c, &mut tokens),
        };
        at = end;
    }
    tokens
}

fn plain(kind: MathTokenKind, start: usize, end: usize) -> MathToken {
    MathToken { kind, start, end, glued: false, backslash: false }
}

/// The end of the letters that begin at `start`; most text is ASCII.
fn letters_end(text: &str, start: usize) -> usize {
    let ascii = text.as_bytes()[start..].iter().take_while(|b| b.is_ascii_alphabetic()).count();
    let end = start + ascii;
    if text.as_bytes().get(end).is_some_and(|b| !b.is_ascii()) {
        run(text, start, char::is_alphabetic)
    } else {
        end
    }
}

fn run(text: &str, start: usize, belongs: impl Fn(char) -> bool) -> usize {
    text[start..].find(|c| !belongs(c)).map_or(text.len(), |len| start + len)
}

fn simple(text: &str, at: usize, c: char, tokens: &mut Vec<MathToken>) -> usize {
    let (kind, end) = match c {
        c if c.is_ascii_digit() => (MathTokenKind::Number, run(text, at, |c| c.is_ascii_digit())),
        c if c.is_whitespace() => (MathTokenKind::Space, run(text, at, char::is_whitespace)),
        c if c.is_alphabetic() => (MathTokenKind::Word, run(text, at, char::is_alphabetic)),
        c => (MathTokenKind::Sign(c), at + c.len_utf8()),
    };
    tokens.push(plain(kind, at, end));
    end
}

/// `\name`, `\%`, or a lone backslash.
fn command(text: &str, at: usize, tokens: &mut Vec<MathToken>) -> usize {
    if let Some(end) = accented(text, at) {
        tokens.push(plain(MathTokenKind::Word, at, end));
        return end;
    }
    let end = run(text, at + 1, |c| c.is_ascii_alphabetic());
    // `C:\pi`: a path.
    let is_path =
        text[..at].ends_with(':') && text[..at - 1].ends_with(|c: char| c.is_ascii_uppercase());
    if is_path && end > at + 1 {
        let end = run(text, at, |c| !c.is_whitespace());
        tokens.push(plain(MathTokenKind::Word, at, end));
        return end;
    }
    let name = &text[at + 1..end];
    let is_letter_of_set = name.len() > 1 || text[end..].starts_with(['^', '_']);
    let known = spelt::escaped(name).filter(|_| is_letter_of_set);
    let escaped = text[at + 1..].chars().next().filter(|c| "{}%&#_$,;:!| ".contains(*c));
    match (known, escaped) {
        (Some(symbol), _) => {
            // `\mu{}m`: an empty group ends the name.
            let is_ended = symbol.role.arguments() == 0 && text[end..].starts_with("{}");
            let end = end + if is_ended { 2 } else { 0 };
            tokens.push(MathToken {
                kind: MathTokenKind::Name(symbol),
                start: at,
                end,
                glued: false,
                backslash: true,
            });
            end
        }
        (None, Some(c)) => {
            tokens.push(MathToken {
                kind: MathTokenKind::Escaped(c),
                start: at,
                end: at + 2,
                glued: false,
                backslash: true,
            });
            at + 2
        }
        (None, None) => {
            if let Some(symbol) = glued(&text[at + 1..end]) {
                let letter = at + 1 + symbol.name.len();
                tokens.push(MathToken {
                    kind: MathTokenKind::Name(symbol),
                    start: at,
                    end: letter,
                    glued: false,
                    backslash: true,
                });
                tokens.push(MathToken { glued: true, ..plain(MathTokenKind::Letter, letter, end) });
                return end;
            }
            tokens.push(plain(MathTokenKind::Sign('\\'), at, at + 1));
            if end > at + 1 {
                tokens.push(plain(MathTokenKind::Word, at + 1, end));
            }
            end
        }
    }
}

/// The command of a name that is glued to its argument, one letter whose braces were lost:
/// `\mathbbR`.
fn glued(name: &str) -> Option<&'static Spelt> {
    if let Some((head, rest)) = unglued(name) {
        return spelt::find(head).filter(|_| rest.len() == 1);
    }
    glued_sign(name).and_then(spelt::find)
}

fn letters(text: &str, at: usize, mode: LexerMode, tokens: &mut Vec<MathToken>) -> usize {
    let end = letters_end(text, at);
    let word = &text[at..end];
    let name = spelt::find(word);
    let is_letter = name.is_some_and(|name| name.reading == NameReading::Greek);
    // `(epi)genetic`: a part of a word that may be left out; not `(xright)right)`.
    let is_optional = text[..at].ends_with('(')
        && text[end..].strip_prefix(')').is_some_and(|rest| {
            rest.starts_with(char::is_alphabetic) && !rest.starts_with("right")
        });
    let is_whole = word.len() > 2 && !is_letter && is_in_font_group(tokens)
        || is_behind_accent(&text[..at])
        || word.len() > 1 && is_optional;
    if word.len() == 1 {
        tokens.push(plain(MathTokenKind::Letter, at, end));
    } else if is_whole {
        tokens.push(plain(MathTokenKind::Word, at, end));
    } else if let Some(symbol) = name {
        tokens.push(plain(MathTokenKind::Name(symbol), at, end));
    } else if let Some(parts) =
        apart::parts(text, at..end, tokens, is_script_of_symbol(tokens), mode)
    {
        let mut start = at;
        for part in parts {
            let (kind, len) = match part {
                Part::Name(symbol) => (MathTokenKind::Name(symbol), symbol.name.len()),
                Part::Letter => (MathTokenKind::Letter, 1),
            };
            tokens.push(MathToken { glued: true, ..plain(kind, start, start + len) });
            start += len;
        }
    } else {
        tokens.push(plain(MathTokenKind::Word, at, end));
    }
    end
}

/// The end of a word that begins with an accent of TeX: `\"{a}hler`, `\'ery`, `\c{c}ais`.
fn accented(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at + 1..];
    let mark = rest.chars().next()?;
    let argument = rest.get(1..)?;
    let is_braced = argument.starts_with('{');
    let is_mark = "\"'`^~=.".contains(mark) || is_braced && "cvHukr".contains(mark);
    if !is_mark {
        return None;
    }
    let is_accent = argument.trim_start_matches(['{', '\\']).starts_with(char::is_alphabetic);
    let close = if is_braced { argument.bytes().take(4).position(|b| b == b'}')? + 1 } else { 0 };
    is_accent.then(|| run(text, at + 2 + close, char::is_alphabetic))
}

/// Whether a text ends in the group of an accented letter: `K{\"a}`, behind which the word goes on.
fn is_behind_accent(before: &str) -> bool {
    /// Of the mark and the letter, in bytes.
    const LONGEST: usize = 3;
    let Some(group) = before.strip_suffix('}') else { return false };
    let from = group.ceil_char_boundary(group.len().saturating_sub(r"{\".len() + LONGEST));
    let inner = group[from..].rsplit_once(r"{\").map(|(_, inner)| inner);
    inner.is_some_and(|inner| inner.starts_with(|c: char| !c.is_alphabetic()))
}

/// Whether what comes next is the script of a symbol (`x_`, `2^`, `)_`), not of a name such as
/// `grid_`.
fn is_script_of_symbol(tokens: &[MathToken]) -> bool {
    let [.., base, script] = tokens else { return false };
    let is_symbol = matches!(
        base.kind,
        MathTokenKind::Letter
            | MathTokenKind::Number
            | MathTokenKind::Name(_)
            | MathTokenKind::Sign('}' | ')' | ']' | '|')
    );
    is_symbol && (script.is('_') || script.is('^'))
}

/// Whether what comes next are the letters in the group of a font: `mathsf{Unif}` is a word,
/// whatever names it holds.
fn is_in_font_group(tokens: &[MathToken]) -> bool {
    let [.., command, brace] = tokens else { return false };
    brace.is('{') && command.name().is_some_and(|symbol| symbol.role == Role::Font)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        tokens(text, LexerMode::Cautious)
            .iter()
            .filter(|t| t.kind != MathTokenKind::Space)
            .map(|t| t.slice(text))
            .collect::<Vec<_>>()
            .join("·")
    }

    #[test]
    fn glued_names_are_taken_apart() {
        assert_eq!(shown("Phicirc Psi"), "Phi·circ·Psi");
        assert_eq!(shown("x_tin R^d"), "x·_·t·in·R·^·d");
        assert_eq!(shown("DepsilonpS VSEinfty"), "D·epsilon·p·S·V·S·E·infty");
        assert_eq!(shown("gammain(0,1)"), "gamma·in·(·0·,·1·)");
        assert_eq!(shown("log^2n"), "log·^·2·n");
        assert_eq!(shown("ell_inftyto 0"), "ell·_·infty·to·0");
        assert_eq!(
            shown("mtimes m, Win mathbb{Z}, Zinmathbb{R}"),
            "m·times·m·,·W·in·mathbb·{·Z·}·,·Z·in·mathbb·{·R·}"
        );
    }

    #[test]
    fn words_stay_whole() {
        for word in [
            "sometimes", "timesteps", "into", "main", "alphabet", "subsets", "gammas", "that",
            "toolbox", "approximate", "AlphaGo", "texture", "triangle", "begin", "nulls", "Thule",
            "win", "chin",
        ] {
            assert_eq!(shown(word), word);
            let line = format!("n^2 {word} d");
            assert!(tokens(&line, LexerMode::Eager).iter().any(|t| &line[t.start..t.end] == word));
        }
        assert_eq!(
            shown(r#"M\"obius M\"{o}bius M{\"o}bius Fran\c{c}oise"#),
            r#"M·\"obius·M·\"{o}bius·M·{·\"o·}·bius·Fran·\c{c}oise"#
        );
        assert_eq!(shown("grid_sample relabel_imagenet"), "grid·_·sample·relabel·_·imagenet");
        assert_eq!(shown("E_kin of y_bin"), "E·_·kin·of·y·_·bin");
    }

    #[test]
    fn tokens_cover_the_text() {
        let text = r"a \alpha\, é7^{-3} \unknown\";
        let all = tokens(text, LexerMode::Cautious);
        assert_eq!((all[0].start, all[all.len() - 1].end), (0, text.len()));
        assert!(all.windows(2).all(|pair| pair[0].end == pair[1].start));
    }
}
