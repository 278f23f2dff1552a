//! A stretch of mathematics, read as the TeX that it was, and written in one of three styles.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use super::lexer::{MathToken, MathTokenKind};
use super::symbols::{self, Role, Symbol};
use crate::math::writer::spells_a_word;

/// How mathematics is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Style {
    /// `256×256`, `O(√T)`, `10⁻³`.
    #[default]
    Unicode,
    /// `$256\times256$`.
    Latex,
    /// `256x256`, `O(sqrt(T))`, `10^-3`.
    Ascii,
}

/// A stretch in the style. `accepted` says which names are mathematics.
pub fn render(text: &str, tokens: &[MathToken], accepted: &[bool], style: Style) -> String {
    match style {
        Style::Latex => latex(text, tokens, accepted),
        Style::Unicode | Style::Ascii => {
            let mut reader = Reader { text, tokens, accepted, at: 0, style, depth: 0 };
            let written = reader.row(false);
            written.nfc().collect()
        }
    }
}

/// The TeX that the stretch was: backslashes and dollars put back, nothing else changed.
fn latex(text: &str, tokens: &[MathToken], accepted: &[bool]) -> String {
    let mut out = String::from("$");
    let mut open = true;
    for (n, token) in tokens.iter().enumerate() {
        let is_name = token.name().is_some() && accepted[n];
        if is_name && !open {
            out.push('$');
            open = true;
        }
        let escaped = is_name && !token.backslash
            || open && matches!(token.kind, MathTokenKind::Sign('%' | '#' | '&'));
        out.push_str(if escaped { "\\" } else { "" });
        let source = &text[token.start..token.end];
        // Its braces were lost: `\mathbbR`.
        let is_argument =
            |n: usize| tokens.get(n).is_some_and(|t| t.glued) && tokens[n - 1].backslash;
        out.push_str(&if n > 0 && is_argument(n) {
            format!("{{{source}}}")
        } else {
            source.to_owned()
        });
        // A letter behind a name would be taken for a part of it; the dollars stood between them.
        if is_name
            && !is_argument(n + 1)
            && tokens.get(n + 1).is_some_and(|next| {
                matches!(next.kind, MathTokenKind::Letter | MathTokenKind::Word)
                    || next.name().is_some() && !accepted[n + 1]
            })
        {
            out.push('$');
            open = false;
        }
    }
    if open {
        out.push('$');
    }
    out
}

/// Groups are not read deeper than this; what is deeper stays as it is.
const MAX_DEPTH: usize = 40;

struct Reader<'t> {
    text: &'t str,
    tokens: &'t [MathToken],
    accepted: &'t [bool],
    at: usize,
    style: Style,
    depth: usize,
}

impl Reader<'_> {
    fn source(&self, token: &MathToken) -> &str {
        &self.text[token.start..token.end]
    }

    fn peek(&self) -> Option<MathToken> {
        self.tokens.get(self.at).copied()
    }

    fn name(&self) -> Option<&'static Symbol> {
        self.peek().and_then(|t| t.name()).filter(|_| self.accepted[self.at])
    }

    /// Everything up to the end, or up to the brace that closes a group.
    fn row(&mut self, in_group: bool) -> String {
        let mut out = String::new();
        while let Some(token) = self.peek() {
            if in_group && token.is('}') {
                break;
            }
            self.item(&mut out);
        }
        out
    }

    /// One thing, appended to what stands before it.
    fn item(&mut self, out: &mut String) {
        let Some(token) = self.peek() else { return };
        if let Some(symbol) = self.name() {
            self.at += 1;
            return self.command(symbol, out);
        }
        match token.kind {
            MathTokenKind::Sign(script @ ('_' | '^'))
                if self.at + 1 < self.tokens.len()
                    && !matches!(
                        self.tokens[self.at + 1].kind,
                        MathTokenKind::Space | MathTokenKind::Sign('(' | ')' | '[' | ']' | '}')
                    )
                    && !goes_on(self.text, self.tokens, self.at + 1) =>
            {
                self.at += 1;
                let argument = self.argument();
                self.script(script == '^', &argument, out);
            }
            MathTokenKind::Sign('{') if self.depth < MAX_DEPTH && self.closes() => {
                let group = self.argument();
                // A group of its own was `\{…\}`, a set, or a mere pair of braces; they do no harm.
                out.push_str(&format!("{{{}}}", group.text));
            }
            MathTokenKind::Escaped(c) => {
                self.at += 1;
                out.push_str(&match c {
                    ',' | ';' | ':' | ' ' => " ".to_owned(),
                    '!' => String::new(),
                    '|' => "‖".to_owned(),
                    c => c.to_string(),
                });
            }
            _ => {
                self.at += 1;
                let source = self.text[token.start..token.end].to_owned();
                out.push_str(&source);
            }
        }
    }

    /// Whether the group that opens here is closed within the stretch.
    fn closes(&self) -> bool {
        let mut depth = 0usize;
        for token in &self.tokens[self.at..] {
            match token.kind {
                MathTokenKind::Sign('{') => depth += 1,
                MathTokenKind::Sign('}') => depth -= 1,
                _ => (),
            }
            if depth == 0 {
                return true;
            }
        }
        false
    }

    /// The next thing, as TeX takes an argument: a group, a name with its own arguments, or one
    /// character.
    fn argument(&mut self) -> Argument {
        while self.peek().is_some_and(|t| t.kind == MathTokenKind::Space) {
            self.at += 1;
        }
        let Some(token) = self.peek() else { return Argument::default() };
        if self.depth == MAX_DEPTH {
            self.at += 1;
            return Argument { text: self.source(&token).to_owned(), braced: false };
        }
        self.depth += 1;
        let argument =
            if token.is('{') && self.closes() { self.group() } else { self.single(token) };
        self.depth -= 1;
        argument
    }

    fn group(&mut self) -> Argument {
        self.at += 1;
        let text = self.row(true);
        self.at += 1;
        Argument { text: text.trim().to_owned(), braced: true }
    }

    /// One character, or a name with its own arguments.
    fn single(&mut self, token: MathToken) -> Argument {
        let mut text = String::new();
        match token.kind {
            // `10^-3`: to TeX the minus alone is raised, which nobody means.
            MathTokenKind::Sign(sign @ ('-' | '+'))
                if self
                    .tokens
                    .get(self.at + 1)
                    .is_some_and(|t| t.kind == MathTokenKind::Number) =>
            {
                self.at += 1;
                text.push(sign);
                text.push_str(&self.argument().text);
                return Argument { text, braced: true };
            }
            MathTokenKind::Number if self.name().is_none() => {
                text = self.source(&token).to_owned();
                self.at += 1;
            }
            _ => self.item(&mut text),
        }
        Argument { text, braced: false }
    }

    /// As [`Reader::argument`], but of a number only the first digit: `frac12`.
    fn first_digit_argument(&mut self) -> (Argument, String) {
        let argument = self.argument();
        if argument.braced
            || argument.text.len() < 2
            || !argument.text.bytes().all(|b| b.is_ascii_digit())
        {
            return (argument, String::new());
        }
        let rest = argument.text[1..].to_owned();
        (Argument { text: argument.text[..1].to_owned(), braced: false }, rest)
    }

    fn script(&self, raised: bool, argument: &Argument, out: &mut String) {
        let text = &argument.text;
        let form = if raised { symbols::superscript } else { symbols::subscript };
        let mark = matches!(text.as_str(), "′" | "†" | "‡" | "°");
        let small: Option<String> =
            if spells_a_word(text) { None } else { text.chars().map(form).collect() };
        match small {
            _ if mark && raised => out.push_str(text),
            _ if raised && text == "∘" => out.push('°'),
            Some(small) if self.style == Style::Unicode && !small.is_empty() => {
                out.push_str(&small)
            }
            _ => {
                out.push(if raised { '^' } else { '_' });
                let keep = argument.braced && text.chars().count() > 1;
                out.push_str(&if keep { format!("{{{text}}}") } else { text.clone() });
            }
        }
    }

    fn command(&mut self, symbol: &'static Symbol, out: &mut String) {
        let unicode = self.style == Style::Unicode;
        match symbol.role {
            Role::Infix | Role::Prefix => self.operator(symbol, out),
            Role::Ordinary
            | Role::Large
            | Role::Function
            | Role::Bracket
            | Role::Mark
            | Role::Space => {
                self.sign(if unicode { symbol.unicode } else { symbol.ascii }, out);
            }
            Role::Size => self.skip_space(),
            Role::Font => {
                let argument = self.argument();
                out.push_str(&argument.text);
            }
            Role::DoubleStruck => {
                let argument = self.argument();
                let struck: Option<String> =
                    argument.text.chars().map(symbols::double_struck).collect();
                out.push_str(&struck.filter(|_| unicode).unwrap_or(argument.text));
            }
            Role::Accent(mark) => {
                let argument = self.argument();
                let marked: String = argument
                    .text
                    .chars()
                    .flat_map(|c| [Some(c), c.is_alphabetic().then_some(mark)])
                    .flatten()
                    .collect();
                out.push_str(if unicode { &marked } else { &argument.text });
            }
            Role::Root => self.root(out),
            Role::Fraction => {
                let (above, rest) = self.first_digit_argument();
                let below = if rest.is_empty() {
                    self.argument()
                } else {
                    Argument { text: rest, braced: false }
                };
                out.push_str(&format!("{}/{}", above.bracketed(), below.bracketed()));
            }
        }
    }

    /// A sign; spelt out, it must not run into a letter.
    fn sign(&self, sign: &str, out: &mut String) {
        let spelt = sign.starts_with(|c: char| c.is_ascii_alphabetic());
        if spelt && out.ends_with(|c: char| c.is_ascii_alphabetic()) {
            out.push(' ');
        }
        out.push_str(sign);
        let next = self.peek().filter(|t| {
            matches!(t.kind, MathTokenKind::Letter | MathTokenKind::Word | MathTokenKind::Name(_))
        });
        if spelt && next.is_some() {
            out.push(' ');
        }
    }

    /// An operator stands close to both operands or apart from both. A product of numbers is
    /// written close.
    fn operator(&mut self, symbol: &Symbol, out: &mut String) {
        let sign = if self.style == Style::Unicode { symbol.unicode } else { symbol.ascii };
        let before = out.ends_with(char::is_whitespace);
        let behind = self.peek().is_some_and(|t| t.kind == MathTokenKind::Space);
        let next = self.tokens.get(self.at + usize::from(behind)).map(|t| t.kind);
        let is_first = out.trim_end().is_empty();
        if is_binary(symbol) {
            let numbers = symbol.name == "times"
                && next == Some(MathTokenKind::Number)
                && out.trim_end().ends_with(|c: char| c.is_ascii_digit());
            if next.is_some() && (numbers || before != behind) {
                out.truncate(out.trim_end().len());
                self.skip_space();
            }
            return out.push_str(sign);
        }
        if before != behind && !is_first && next.is_some() && symbol.role == Role::Infix {
            out.truncate(out.trim_end().len());
            self.skip_space();
            out.push_str(&format!(" {sign} "));
        } else if sign.starts_with(|c: char| c.is_ascii_alphabetic()) && !before && !is_first {
            out.push_str(&format!(" {sign} "));
            self.skip_space();
        } else {
            out.push_str(sign);
        }
    }

    fn root(&mut self, out: &mut String) {
        let index = self.root_index();
        let argument = match self.peek() {
            Some(token) if token.is('(') => self.bracketed_argument().unwrap_or_default(),
            _ => self.argument(),
        };
        let sign = match (self.style, index.as_deref()) {
            (Style::Unicode, None) => "√".to_owned(),
            (Style::Unicode, Some("3")) => "∛".to_owned(),
            (Style::Unicode, Some("4")) => "∜".to_owned(),
            (Style::Unicode, Some(index)) => {
                format!(
                    "{}√",
                    index.chars().map(|c| symbols::superscript(c).unwrap_or(c)).collect::<String>()
                )
            }
            (_, None) => "sqrt".to_owned(),
            (_, Some(index)) => format!("root{index}"),
        };
        let bare = self.style == Style::Unicode && argument.is_single() || argument.text.is_empty();
        out.push_str(&sign);
        out.push_str(&if bare { argument.text } else { format!("({})", argument.text) });
    }

    /// What stands in the round brackets that open here, as ASCII writes the argument of a root.
    /// `None` if they do not close.
    fn bracketed_argument(&mut self) -> Option<Argument> {
        if self.depth == MAX_DEPTH {
            return None;
        }
        let mut depth = 0usize;
        let len = self.tokens[self.at..].iter().position(|t| {
            depth =
                if t.is('(') { depth + 1 } else { depth.saturating_sub(usize::from(t.is(')'))) };
            depth == 0
        })?;
        let inner = self.at + 1..self.at + len;
        let (tokens, accepted) = (&self.tokens[inner.clone()], &self.accepted[inner]);
        let text = Reader { tokens, accepted, at: 0, depth: self.depth + 1, ..*self }.row(false);
        self.at += len + 1;
        Some(Argument { text, braced: true })
    }

    fn root_index(&mut self) -> Option<String> {
        let open = self.peek().filter(|t| t.is('['))?;
        let close = self.tokens[self.at..].iter().position(|t| t.is(']'))?;
        let index = self.text[open.end..self.tokens[self.at + close].start].to_owned();
        self.at += close + 1;
        Some(index)
    }

    fn skip_space(&mut self) {
        while self.peek().is_some_and(|t| t.kind == MathTokenKind::Space) {
            self.at += 1;
        }
    }
}

/// Whether an exponent seems to go on behind its first number, so that nobody can tell where it
/// ends: `n^1.5`, `m^1/2`, `n^1-2/p`.
pub(super) fn goes_on(text: &str, tokens: &[MathToken], at: usize) -> bool {
    let is_number = |n: usize| tokens.get(n).is_some_and(|t| t.kind == MathTokenKind::Number);
    let is = |n: usize, c: char| tokens.get(n).is_some_and(|t| t.is(c));
    let number = at + usize::from(is(at, '-') || is(at, '+'));
    // Nobody writes a power of one.
    let is_one = tokens.get(number).is_some_and(|t| &text[t.start..t.end] == "1");
    let more = is(number + 1, '.')
        || is(number + 1, '/')
        || is_one && (is(number + 1, '-') || is(number + 1, '+'));
    is_number(number) && more && is_number(number + 2)
}

/// Operations, which stand closer to their operands than relations do.
fn is_binary(symbol: &Symbol) -> bool {
    matches!(
        symbol.name,
        "times"
            | "circ"
            | "cdot"
            | "otimes"
            | "oplus"
            | "odot"
            | "cup"
            | "cap"
            | "setminus"
            | "wedge"
            | "vee"
            | "div"
            | "bullet"
            | "diamond"
    )
}

/// What a command or a script is applied to.
#[derive(Default)]
struct Argument {
    text: String,
    braced: bool,
}

impl Argument {
    fn is_single(&self) -> bool {
        let letters = self.text.nfc().count();
        letters == 1 || self.text.bytes().all(|b| b.is_ascii_digit())
    }

    /// In brackets, unless it is one letter or one number.
    fn bracketed(&self) -> String {
        let plain = self.text.chars().all(|c| c.is_alphanumeric() || c == '.' || c == '√');
        if plain || self.is_single() { self.text.clone() } else { format!("({})", self.text) }
    }
}
