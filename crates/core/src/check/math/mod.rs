//! `math`: mathematics that lost its markup, or was never rendered.
//!
//! A listing that turns `$…$` into its content without dollars and backslashes
//! writes `$x_t\in\mathbb{R}^d$` as `x_tin mathbb{R}^d`. Here is the way back:
//!
//! ```text
//!  text ─► lexer     names, letters, numbers; glued names taken apart (`apart`)
//!       ─► evidence  which of the names are mathematics
//!       ─► stretch   each with its operands, brackets and scripts
//!       ─► restore   the TeX that it was, which the reader and the writer of formulas take
//! ```
//!
//! How evidence is weighed is told in [`evidence`]; the names that are read without their backslash
//! are in [`spelt`].

mod apart;
mod doubled;
pub mod evidence;
pub mod lexer;
mod prefilter;
mod restore;
mod scripts;
pub mod spelt;
mod stretch;
mod style;
mod unreadable;

use schemars::JsonSchema;
use serde::Deserialize;

use super::constructs::Owner;
use super::looks::{TextCheck, Variables};
use super::{Context, Hit};
use crate::edit::Edit;
use crate::math::delimited::{self, Delimited};
use crate::math::symbols::Meaning;
use crate::math::tree::Class;
use crate::math::{self, Fonts, Obstacle, Row};
use crate::span::Span;
use crate::text::{ByteClasses, TextFacts};
use evidence::Verdict;
use lexer::{Lexed, LexerMode, MathToken, MathTokenKind};

use stretch::Stretch;
pub use style::Style;

/// The settings of a `math` check.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Math {
    finds: MathTarget,
    #[serde(default)]
    style: Style,
}

/// What a rule looks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum MathTarget {
    /// Products and factors: `256times256`, `16times speedup`.
    Times,
    /// Any other name without its backslash.
    Symbols,
    /// Scripts without any name: `U^2-Net`, `10^{-3}`.
    Scripts,
    /// Mathematics that still has its dollars or backslashes: `\(256\times256\)`.
    Tex,
    /// Greek letters that may be mathematics or English.
    Doubtful,
}

impl TextCheck for Math {
    /// A hit for each stretch.
    fn hits(&self, facts: &TextFacts<'_>, _context: Context<'_>) -> Vec<Hit> {
        let text = facts.text();
        match self.finds {
            MathTarget::Tex if !facts.holds(ByteClasses::of(br"\$")) => Vec::new(),
            MathTarget::Tex => tex(text, formulas(facts), self.style),
            MathTarget::Times
            | MathTarget::Symbols
            | MathTarget::Scripts
            | MathTarget::Doubtful => {
                analysis(facts).map_or_else(Vec::new, |analysis| self.lost(text, analysis))
            }
        }
    }

    fn variables(&self) -> Variables {
        vec!["detail".into()]
    }

    fn repairs_itself(&self) -> bool {
        true
    }

    fn owner(&self) -> Option<Owner> {
        Some(Owner::Tex)
    }

    fn style(&self) -> Option<Style> {
        Some(self.style)
    }

    fn set_style(&mut self, style: Style) {
        self.style = style;
    }
}

impl Math {
    fn lost(&self, text: &str, analysis: &Analysis) -> Vec<Hit> {
        let Analysis { tokens, verdict, lost, fonts } = analysis;
        if self.finds == MathTarget::Doubtful {
            return verdict
                .doubtful
                .iter()
                .filter_map(|&at| doubtful(text, &tokens[at], self.style))
                .collect();
        }
        let kept = lost.iter().filter(|Lost { stretch: s, .. }| {
            self.is_looked_for(&tokens[s.start..s.end], &verdict.accepted[s.start..s.end])
        });
        kept.filter_map(|lost| rewrite(text, tokens, &verdict.accepted, lost, fonts, self.style))
            .collect()
    }

    /// Whether a stretch is of the kind that the rule is about.
    fn is_looked_for(&self, tokens: &[MathToken], accepted: &[bool]) -> bool {
        let names = tokens.iter().zip(accepted).filter(|(_, accepted)| **accepted);
        let (mut times, mut others) = (false, false);
        for symbol in names.filter_map(|(token, _)| token.name()) {
            times |= symbol.name == "times";
            others |= symbol.name != "times";
        }
        // Text in another font is not mathematics: `\textbf{…}` is for the rules on TeX in prose.
        let is_prose = |(t, accepted): (&MathToken, &bool)| {
            !*accepted
                || t.backslash
                    && t.name().is_some_and(|s| {
                        s.name.starts_with("text") || s.name == "underline" || s.name == "mbox"
                    })
        };
        let has_markup = tokens.iter().any(|t| t.is('$') || t.is('\\'));
        !has_markup
            && (self.finds == MathTarget::Scripts || !tokens.iter().zip(accepted).all(is_prose))
            && match self.finds {
                MathTarget::Times => times && !others,
                MathTarget::Symbols => others,
                MathTarget::Scripts => !times && !others,
                MathTarget::Tex | MathTarget::Doubtful => false,
            }
    }
}

/// What is known of the mathematics in a text, whatever a rule looks for.
#[derive(Debug)]
struct Analysis {
    tokens: Vec<MathToken>,
    verdict: Verdict,
    lost: Vec<Lost>,
    fonts: Fonts,
}

/// A stretch that lost its markup.
#[derive(Debug)]
struct Lost {
    stretch: Stretch,
    /// What the TeX that it was says; `None` if it cannot be read.
    restored: Option<Row>,
}

/// The analysis of a text; `None` if there is no sign of mathematics in it.
fn analysis<'f>(facts: &'f TextFacts<'_>) -> Option<&'f Analysis> {
    facts.fact(|| prefilter::any(facts.text()).then(|| analyse(facts))).as_ref()
}

/// The mathematics in a text that still has its delimiters, `$…$` or `\(…\)`: looked for once for
/// all rules.
pub(super) fn formulas<'f>(facts: &'f TextFacts<'_>) -> &'f [Delimited] {
    facts.fact(|| delimited::formulas(facts.text()))
}

fn analyse(facts: &TextFacts<'_>) -> Analysis {
    let (text, formulas) = (facts.text(), formulas(facts));
    let mut tokens = lexer::tokens(text, LexerMode::Cautious);
    let mut verdict = evidence::weigh(facts, &tokens);
    // In other languages a letter and a short name are a word: `taux`, `genug`.
    if verdict.signs > 0 && facts.language().may_be_english() {
        tokens = lexer::tokens(text, LexerMode::Eager);
        verdict = evidence::weigh(facts, &tokens);
    }
    let scripts = scripts::scripts(facts, &tokens, verdict.strong);
    let seeds: Vec<bool> =
        verdict.accepted.iter().zip(&scripts).map(|(name, script)| *name || *script).collect();
    let outside = |s: &Stretch| {
        let (start, end) = (tokens[s.start].start, tokens[s.end - 1].end);
        delimited::overlapping(formulas, start, end).is_empty()
    };
    let mut lost: Vec<Lost> = stretch::stretches(&tokens, &seeds)
        .into_iter()
        .filter(outside)
        .map(|stretch| {
            let restored = restored(text, &tokens, &verdict, stretch)
                .filter(|_| !touches_unknown(&tokens, stretch));
            Lost { stretch, restored }
        })
        .collect();
    leave_whole(&mut lost);
    let fonts = Fonts::of(lost.iter().filter_map(|lost| lost.restored.as_ref()));
    Analysis { tokens, verdict, lost, fonts }
}

/// What touches a stretch that cannot be read is a part of the same formula, and is left with it.
fn leave_whole(lost: &mut [Lost]) {
    let touch = |a: &Lost, b: &Lost| a.stretch.end == b.stretch.start;
    for at in 1..lost.len() {
        if lost[at - 1].restored.is_none() && touch(&lost[at - 1], &lost[at]) {
            lost[at].restored = None;
        }
    }
    for at in (1..lost.len()).rev() {
        if lost[at].restored.is_none() && touch(&lost[at - 1], &lost[at]) {
            lost[at - 1].restored = None;
        }
    }
}

/// Whether a command that nobody defined touches the stretch: it is a part of the formula, which is
/// left whole then.
fn touches_unknown(tokens: &[MathToken], Stretch { start, end }: Stretch) -> bool {
    let is_command = |at: usize| {
        tokens[at].is('\\') && tokens.get(at + 1).is_some_and(|t| t.kind == MathTokenKind::Word)
    };
    start >= 2 && is_command(start - 2) || end < tokens.len() && is_command(end)
}

fn restored(text: &str, tokens: &[MathToken], verdict: &Verdict, stretch: Stretch) -> Option<Row> {
    let Stretch { start, end } = stretch;
    let lexed = Lexed { text, tokens: &tokens[start..end] };
    let accepted = &verdict.accepted[start..end];
    if unreadable::is_ambiguous(lexed, accepted)
        || unreadable::is_half_sized(Lexed { text, tokens }, &verdict.accepted, stretch)
    {
        return None;
    }
    math::read(&restore::tex(lexed, accepted)?).ok()
}

fn rewrite(
    text: &str,
    tokens: &[MathToken],
    accepted: &[bool],
    Lost { stretch, restored }: &Lost,
    fonts: &Fonts,
    style: Style,
) -> Option<Hit> {
    let span = Span::new(text, tokens[stretch.start].start, tokens[stretch.end - 1].end)?;
    let Some(row) = restored else { return Some(Hit::at(span)) };
    let mut written = match style {
        Style::Unicode => math::unicode(row, fonts),
        Style::Ascii => math::ascii(row),
        Style::Latex => {
            let range = stretch.start..stretch.end;
            let tex = restore::latex(text, &tokens[range.clone()], &accepted[range]);
            Some(tex).filter(|tex| is_all_tex(tex))?
        }
    };
    // `μ\ln k`: a name with its backslash touches the word before it, and without it may not.
    let is_letter = |c: char| c.is_alphanumeric();
    if tokens[stretch.start].backslash
        && text[..span.start()].ends_with(is_letter)
        && written.starts_with(|c: char| c.is_ascii_alphabetic())
    {
        written.insert(0, ' ');
    }
    // `Q_2 sim Poisson(m)`: spaces on both sides of the operator with which it ends.
    let last = tokens[stretch.end - 1].name().and_then(|name| math::symbols::find(name.name));
    let is_relation = last.is_some_and(|last| last.meaning == Meaning::Sign(Class::Relation));
    if is_relation && style == Style::Unicode && text[span.end()..].starts_with(' ') {
        let sign = written.char_indices().next_back().map_or(0, |(at, _)| at);
        if sign > 0 && !written[..sign].ends_with(' ') {
            written.insert(sign, ' ');
        }
    }
    (written != span.slice(text))
        .then(|| Hit { edits: vec![Edit::new(span, written)], ..Hit::at(span) })
}

/// Whether each dollar of what was written will be read as the delimiter that it is.
fn is_all_tex(written: &str) -> bool {
    let mut read = 0;
    for Delimited { span, .. } in delimited::formulas(written) {
        if written[read..span.start()].contains('$') {
            return false;
        }
        read = span.end();
    }
    !written[read..].contains('$')
}

fn doubtful(text: &str, token: &MathToken, style: Style) -> Option<Hit> {
    let span = Span::new(text, token.start, token.end)?;
    let symbol = math::symbols::find(token.name()?.name)?;
    let written = match style {
        Style::Unicode => symbol.sign.to_owned(),
        Style::Ascii => symbol.ascii.to_owned(),
        Style::Latex => format!("$\\{}$", symbol.name),
    };
    Some(Hit { edits: vec![Edit::new(span, written)], ..Hit::at(span) })
}

/// Formulas that have their delimiters: each is replaced whole, or left whole with what stood in
/// the way. A style that writes TeX has them as they are.
fn tex(text: &str, formulas: &[Delimited], style: Style) -> Vec<Hit> {
    let read: Vec<_> = formulas.iter().map(|formula| read(text, formula)).collect();
    let fonts = Fonts::of(read.iter().flatten());
    let mut written_to = 0;
    let hits = formulas.iter().zip(&read).enumerate().map(|(n, (formula, read))| {
        let written = match (read, style) {
            (_, Style::Latex) => return None,
            (Err(obstacle), _) => {
                return Some(Hit::at(formula.span).with("detail", format!(": {obstacle}")));
            }
            (Ok(row), Style::Unicode) => math::unicode(row, &fonts),
            (Ok(row), Style::Ascii) => math::ascii(row),
        };
        let said = read.as_ref().map_or_else(|_| String::new(), |row| math::unicode(row, &fonts));
        let next = formulas.get(n + 1).map_or(text.len(), |next| next.span.start());
        let span = doubled::with_copies(text, formula, &said, written_to..next);
        written_to = span.end();
        let edits = vec![Edit::new(span, apart(text, formula, written))];
        Some(Hit { edits, ..Hit::at(span).with("detail", "") })
    });
    hits.flatten().collect()
}

/// The formula. A name that lost its backslash would run into the word that it touches without its
/// dollars; beside a number, or as the prefix of a unit, it can be nothing else.
fn read(text: &str, formula: &Delimited) -> Result<Row, Obstacle> {
    let inner = formula.inner.slice(text);
    let (before, behind) = (&text[..formula.span.start()], &text[formula.span.end()..]);
    let touches =
        |is_part: fn(char) -> bool| before.ends_with(is_part) || behind.starts_with(is_part);
    if !math::reader::is_lost_name(inner) || !touches(char::is_alphanumeric) {
        return math::read(inner);
    }
    let name = inner.trim();
    let is_prefix = name == "mu" && behind.starts_with(|c: char| c.is_ascii_alphabetic());
    if is_prefix || touches(|c| c.is_ascii_digit()) {
        math::read(&format!("\\{name}"))
    } else {
        Err(Obstacle::Lost(name.to_owned()))
    }
}

/// With the blanks that stood within the delimiters where the text goes on without one:
/// `is$ x $in`.
fn apart(text: &str, formula: &Delimited, mut written: String) -> String {
    let inner = formula.inner.slice(text);
    let is_named = [r"\begin", r"\math", r"\ensuremath"];
    let is_environment =
        formula.inner == formula.span && is_named.iter().any(|name| inner.starts_with(name));
    let is_part = |c: char| c.is_alphanumeric();
    let opens = is_environment || inner.starts_with(char::is_whitespace);
    let closes = is_environment || inner.ends_with(char::is_whitespace);
    if opens && text[..formula.span.start()].ends_with(is_part) {
        written.insert(0, ' ');
    }
    if closes && text[formula.span.end()..].starts_with(is_part) {
        written.push(' ');
    }
    written
}
