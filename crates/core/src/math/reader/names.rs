//! What the names of commands are, and names that were glued to their arguments.

use super::super::symbols::{self, Meaning, Symbol};
use super::super::syntax;
use super::super::tree::{Class, Font, Item, Row, Scripts};

/// A command that does something to what follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Command {
    /// A mark on its argument.
    Accent(char),
    /// A font for its argument.
    Font(Font),
    /// A font for the rest of the group: `\bf`.
    Switch(Font),
    /// Text, in which spaces count.
    Text,
    /// `\operatorname{…}`: a function's name.
    Function,
    /// `\frac{a}{b}`.
    Fraction,
    /// `\binom{n}{k}`.
    Binomial,
    /// `\sqrt[n]{x}`.
    Root,
    /// `a \over b`, `n \choose k` within a group.
    Infix(Infix),
    /// `\stackrel{a}{=}`: the first argument stands over the second.
    Over,
    /// `\underset{x}{\max}`: under it.
    Under,
    /// `\xrightarrow[below]{above}`.
    LongArrow(&'static str),
    /// Its argument as it stands: `\smash{x}`, `\boxed{x}`.
    Argument,
    /// `\textcolor{red}{x}`: its second argument.
    Second,
    /// `\label{x}`, `\phantom{x}`: neither the command nor its argument says anything.
    Dropped,
    /// `\displaystyle`, `\left`: only how big or where something is set.
    Nothing,
    /// `\left`, `\big`: the size of the bracket behind it.
    Size(Class),
    /// A space.
    Space,
    /// `\not`: strikes the next sign out.
    Not,
    /// `\pmod{n}`; with brackets or without.
    Modulo(bool),
    /// `\abs{x}`: brackets round its argument.
    Brackets(&'static str, &'static str),
    /// `\textsuperscript{x}`, `\textsubscript{x}`: a script of what stands before it.
    Script(bool),
    /// `\begin{cases}`.
    Begin,
    /// `\substack{a\\b}`.
    Stack,
    /// `\ce{H2O}`, of mhchem.
    Chemistry,
    /// `\num`, `\si`, `\SI`, of siunitx: whether a number and a unit follow.
    Quantity(bool, bool),
    /// `\SIrange{2}{5}{\mm}`: from one number to another; whether a unit follows.
    Range(bool),
    /// `\ang{30}`.
    Angle,
}

/// A command between two parts of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Infix {
    Over,
    Choose,
}

/// What the command `name` does; `None` for a sign, and for what nobody defined.
pub(super) fn find(name: &str) -> Option<Command> {
    use Command as C;
    Some(match name {
        "mathrm" | "mathup" | "textrm" | "textup" | "textnormal" | "text" | "mbox" | "hbox"
        | "textmd" | "textsc" | "textit" | "textsl" | "emph" | "textbf" | "textsf" | "texttt"
        | "mathtext" | "intertext" | "mathit" | "mathsf" | "mathtt" => word_font(name),
        "mathbf" | "boldsymbol" | "bm" | "mathbold" | "pmb" | "bold" | "mathbfit" | "symbf"
        | "mathbfsf" | "vct" | "mat" | "mtx" => C::Font(Font::Bold),
        "mathcal" | "mathscr" | "mathpzc" | "symcal" | "EuScript" | "euscr" => {
            C::Font(Font::Calligraphic)
        }
        "mathfrak" | "frak" | "symfrak" => C::Font(Font::Fraktur),
        "mathbb" | "mathbbm" | "mathds" | "Bbb" | "symbb" | "mathbbmss" => {
            C::Font(Font::DoubleStruck)
        }
        "mathnormal" | "ensuremath" | "math" | "smash" | "boxed" | "fbox" | "framebox"
        | "mathord" | "mathbin" | "mathrel" | "mathopen" | "mathclose" | "mathinner"
        | "mathpunct" | "underbrace" | "overbrace" | "underbracket" | "overbracket" | "makebox"
        | "mathclap" | "mathrlap" | "mathllap" | "clap" | "uline" => C::Argument,
        "rm" | "rmfamily" | "normalfont" | "sc" | "textstyle" | "it" | "sl" | "em" | "bf"
        | "bfseries" | "cal" | "sf" | "tt" | "mit" | "boldmath" | "scr" => switch(name),
        "operatorname" | "mathop" | "operatornamewithlimits" | "DeclareMathOperator" => C::Function,
        "frac" | "dfrac" | "tfrac" | "cfrac" | "nicefrac" | "sfrac" | "flatfrac" | "xfrac" => {
            C::Fraction
        }
        "binom" | "dbinom" | "tbinom" => C::Binomial,
        "sqrt" => C::Root,
        "over" => C::Infix(Infix::Over),
        "choose" => C::Infix(Infix::Choose),
        "stackrel" | "overset" => C::Over,
        "underset" => C::Under,
        "xrightarrow" => C::LongArrow("→"),
        "xleftarrow" => C::LongArrow("←"),
        "textcolor" | "colorbox" | "raisebox" | "scalebox" => C::Second,
        "label" | "tag" | "phantom" | "hphantom" | "vphantom" | "hspace" | "vspace" | "color"
        | "mspace" | "hskip" | "eqref" => C::Dropped,
        "displaystyle" | "scriptstyle" | "scriptscriptstyle" | "limits" | "nolimits"
        | "nonumber" | "notag" | "mathstrut" | "strut" | "allowbreak" | "nobreak" | "protect"
        | "relax" | "displaylimits" | "hfill" | "noindent" | "hline" | "normalsize" | "small"
        | "footnotesize" | "large" | "Large" | "xspace" | "null" | "selectfont" | "unboldmath" => {
            C::Nothing
        }
        "left" | "bigl" | "Bigl" | "biggl" | "Biggl" => C::Size(Class::Open),
        "right" | "bigr" | "Bigr" | "biggr" | "Biggr" => C::Size(Class::Close),
        "middle" | "bigm" | "Bigm" | "biggm" | "Biggm" => C::Size(Class::Relation),
        "big" | "Big" | "bigg" | "Bigg" => C::Size(Class::Ordinary),
        "quad" | "qquad" | "enspace" | "enskip" | "thinspace" | "medspace" | "thickspace"
        | "space" | "nobreakspace" | "newline" => C::Space,
        "negthinspace" | "negmedspace" => C::Nothing,
        "not" => C::Not,
        "pmod" | "pod" => C::Modulo(true),
        "bmod" | "mod" => C::Modulo(false),
        "abs" => C::Brackets("|", "|"),
        "ket" | "Ket" => C::Brackets("|", "⟩"),
        "bra" | "Bra" => C::Brackets("⟨", "|"),
        "braket" | "Braket" | "expval" | "avg" => C::Brackets("⟨", "⟩"),
        "paren" | "parens" => C::Brackets("(", ")"),
        "norm" => C::Brackets("‖", "‖"),
        "set" | "Set" => C::Brackets("{", "}"),
        "ceil" => C::Brackets("⌈", "⌉"),
        "floor" => C::Brackets("⌊", "⌋"),
        "textsuperscript" | "textsuper" => C::Script(true),
        "textsubscript" => C::Script(false),
        "begin" => C::Begin,
        "substack" => C::Stack,
        "ce" | "cee" => C::Chemistry,
        "num" => C::Quantity(true, false),
        "si" | "unit" => C::Quantity(false, true),
        "SI" | "qty" => C::Quantity(true, true),
        "numrange" => C::Range(false),
        "SIrange" | "qtyrange" => C::Range(true),
        "ang" => C::Angle,
        _ => return accent(name),
    })
}

/// Whether a command takes an argument in braces.
pub fn takes_argument(name: &str) -> bool {
    use Command as C;
    find(name).is_some_and(|command| {
        !matches!(
            command,
            C::Switch(_) | C::Infix(_) | C::Nothing | C::Size(_) | C::Space | C::Not | C::Modulo(_)
        )
    })
}

/// Whether a command writes its argument, with a mark, in a font or in another form.
pub(super) fn writes_argument(name: &str) -> bool {
    use Command as C;
    matches!(
        find(name),
        Some(
            C::Accent(_) | C::Font(_) | C::Text | C::Function | C::Fraction | C::Binomial | C::Root
        )
    )
}

/// Whether a name switches the font for the rest of its group.
pub(super) fn is_switch(name: &str) -> bool {
    matches!(find(name), Some(Command::Switch(_))) && name.len() < 4
}

/// Whether a command does something to what follows, or to how it is set.
pub fn is_command(name: &str) -> bool {
    find(name).is_some()
}

fn accent(name: &str) -> Option<Command> {
    let symbol = symbols::find(name).filter(|symbol| symbol.meaning == Meaning::Accent)?;
    symbol.sign.chars().next().map(Command::Accent)
}

/// Fonts that are put round words: text where spaces count, or mathematics.
fn word_font(name: &str) -> Command {
    match name {
        "mathrm" | "mathup" | "mathit" => Command::Font(Font::Upright),
        "mathsf" => Command::Font(Font::Sans),
        "mathtt" => Command::Font(Font::Mono),
        _ => Command::Text,
    }
}

fn switch(name: &str) -> Command {
    Command::Switch(match name {
        "bf" | "bfseries" | "boldmath" => Font::Bold,
        "cal" | "scr" => Font::Calligraphic,
        "sf" => Font::Sans,
        "tt" => Font::Mono,
        "mit" => Font::Plain,
        "textstyle" => return Command::Nothing,
        _ => Font::Upright,
    })
}

/// What authors commonly define: a letter in a font (`\cA`, `\calA`, `\bbR`), `\Otilde`, `\half`.
pub(super) fn shorthand(name: &str) -> Option<Item> {
    // `\Msun`: a mass, radius or luminosity in those of the Sun.
    if let Some(quantity) = ["sun", "Sun"].iter().find_map(|sun| name.strip_suffix(sun)) {
        let letter = quantity.chars().next().filter(|_| quantity.len() == 1)?;
        let scripts = Scripts {
            base: Row::from(Item::Letter(letter.to_ascii_uppercase(), Font::Plain)),
            sub: Row::from(Item::Sign("⊙".into(), Class::Ordinary)),
            ..Scripts::default()
        };
        return "MmLlRrZz".contains(letter).then_some(Item::Scripts(scripts));
    }
    match name {
        "half" => {
            let number = |digit: &str| Row::from(Item::Number(digit.to_owned()));
            return Some(Item::Fraction(number("1"), number("2")));
        }
        "Ot" | "tO" | "Otil" | "tilO" | "Otilde" | "bigOt" | "bigOtilde" | "softO" | "otil"
        | "otilde" => {
            return Some(Item::Accent('\u{303}', Row::from(Item::Letter('O', Font::Plain))));
        }
        "kms" => return Some(Item::Word("km/s".to_owned())),
        "bigO" | "BigO" => return Some(Item::Letter('O', Font::Plain)),
        _ => (),
    }
    // `\Vcal`, `\xbf`.
    for (tail, font) in
        [("cal", Font::Calligraphic), ("bf", Font::Bold), ("bb", Font::DoubleStruck)]
    {
        let letter = name.strip_suffix(tail).filter(|letter| letter.len() == 1);
        if let Some(letter) = letter.and_then(|letter| letter.chars().next()) {
            return Some(Item::Letter(letter, font));
        }
    }
    let (head, letter) = name.split_at_checked(name.len().checked_sub(1)?)?;
    if let ("b", Some(letter)) = (head, letter.chars().next()) {
        return Some(Item::Letter(letter, Font::Bold));
    }
    let letter = letter.chars().next().filter(char::is_ascii_uppercase)?;
    let font = match head {
        "c" | "cal" | "mc" => Font::Calligraphic,
        "bb" => Font::DoubleStruck,
        "m" | "mat" => Font::Bold,
        _ => return None,
    };
    Some(Item::Letter(letter, font))
}

/// A name glued to its argument, whose braces were lost: the longest known name, and the rest.
pub fn unglued(name: &str) -> Option<(&str, &str)> {
    let splits = (1..name.len()).rev().filter_map(|at| name.split_at_checked(at));
    // `\bmu` is the author's own, and no `\bm` on a u.
    let is_greek = name.strip_prefix('b').is_some_and(|letter| symbols::find(letter).is_some());
    splits.into_iter().filter(|_| !is_greek).find(|(head, rest)| {
        let is_name = symbols::find(rest)
            .is_some_and(|s| matches!(s.meaning, Meaning::Sign(_)) && rest.len() > 1);
        let is_letter = rest.len() == 1;
        match find(head) {
            Some(Command::Font(_) | Command::Text | Command::Function) => {
                head.len() > 3 || is_letter || is_name
            }
            Some(Command::Root) => rest.len() <= 3 || is_name,
            Some(Command::Accent(_)) => head.len() > 2 && (is_letter || is_name),
            Some(Command::Switch(_)) => {
                is_letter || is_name || rest.bytes().all(|b| b.is_ascii_uppercase())
            }
            _ => false,
        }
    })
}

/// The name of a function or an operator glued to a letter behind it: `\logk`, `\timesn`.
pub(super) fn glued_sign(name: &str) -> Option<(&'static Symbol, char)> {
    const SHORTEST: usize = 3;
    /// With a letter behind them, the others are what authors call a macro: `\deta`, `\info`,
    /// `\kerr`.
    const FUNCTIONS: &[&str] = &["log", "exp", "max", "min", "sin", "cos", "tan", "lim"];
    let (head, letter) = name.split_at_checked(name.len().checked_sub(1)?)?;
    let symbol = symbols::find(head).filter(|_| head.len() >= SHORTEST)?;
    let is_meant = FUNCTIONS.contains(&head)
        || matches!(symbol.meaning, Meaning::Sign(Class::Binary | Class::Relation));
    Some((symbol, letter.chars().next()?)).filter(|_| is_meant)
}

/// What a symbol of the table is in a formula.
pub(super) fn item(symbol: &Symbol, font: Font) -> Item {
    let mut letters = symbol.sign.chars().filter(|c| c.is_alphabetic());
    match (symbol.meaning, letters.next(), letters.next()) {
        (Meaning::Function, ..) => Item::Function(symbol.sign.to_owned()),
        (Meaning::Sign(Class::Ordinary), Some(letter), None) => Item::Letter(letter, font),
        (Meaning::Sign(class), ..) => Item::Sign(symbol.sign.to_owned(), class),
        (Meaning::Accent, ..) => Item::Sign(symbol.sign.to_owned(), Class::Ordinary),
    }
}

/// The name of the command that `text` begins with.
pub(super) fn command(text: &str) -> Option<&str> {
    text.strip_prefix('\\').map(syntax::name).filter(|name| !name.is_empty())
}
