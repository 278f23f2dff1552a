//! siunitx in its common form: `\SI{5}{\kilo\metre}`, `\num{1.2e-3}`, `\si{\micro\metre}`,
//! `\ang{30}`.
//!
//! Names and symbols are those of the package's manual (J. Wright, *siunitx*, tables of units and
//! prefixes), which are those of the International System of Units.

use super::super::tree::{Class, Item, Node, Row, Scripts};
use super::{Obstacle, Reader, names};

#[rustfmt::skip]
const PREFIXES: &[(&str, &str)] = &[
    ("quecto", "q"), ("ronto", "r"), ("yocto", "y"), ("zepto", "z"), ("atto", "a"), ("femto", "f"), ("pico", "p"), ("nano", "n"),
    ("micro", "µ"), ("milli", "m"), ("centi", "c"), ("deci", "d"), ("deca", "da"), ("deka", "da"), ("hecto", "h"), ("kilo", "k"),
    ("mega", "M"), ("giga", "G"), ("tera", "T"), ("peta", "P"), ("exa", "E"), ("zetta", "Z"), ("yotta", "Y"), ("ronna", "R"), ("quetta", "Q"),
    ("kibi", "Ki"), ("mebi", "Mi"), ("gibi", "Gi"), ("tebi", "Ti"), ("pebi", "Pi"), ("exbi", "Ei"), ("zebi", "Zi"), ("yobi", "Yi"),
];

#[rustfmt::skip]
const UNITS: &[(&str, &str)] = &[
    ("metre", "m"), ("meter", "m"), ("gram", "g"), ("kilogram", "kg"), ("second", "s"), ("ampere", "A"), ("kelvin", "K"), ("mole", "mol"), ("candela", "cd"),
    ("minute", "min"), ("hour", "h"), ("day", "d"), ("hectare", "ha"), ("litre", "L"), ("liter", "L"), ("tonne", "t"), ("bar", "bar"),
    ("hertz", "Hz"), ("newton", "N"), ("pascal", "Pa"), ("joule", "J"), ("watt", "W"), ("coulomb", "C"), ("volt", "V"), ("farad", "F"),
    ("ohm", "Ω"), ("siemens", "S"), ("tesla", "T"), ("weber", "Wb"), ("henry", "H"), ("lumen", "lm"), ("lux", "lx"), ("katal", "kat"),
    ("becquerel", "Bq"), ("gray", "Gy"), ("sievert", "Sv"), ("electronvolt", "eV"), ("dalton", "Da"), ("astronomicalunit", "au"), ("parsec", "pc"),
    ("neper", "Np"), ("bel", "B"), ("decibel", "dB"), ("dB", "dB"), ("radian", "rad"), ("steradian", "sr"), ("angstrom", "Å"),
    ("degree", "°"), ("arcminute", "′"), ("arcsecond", "″"), ("celsius", "°C"), ("degreeCelsius", "°C"), ("percent", "%"), ("bit", "bit"), ("byte", "B"),
];

/// Units that the package abbreviates, with the letter of a prefix before them: `\mm`, `\uL`.
#[rustfmt::skip]
const SHORT_UNITS: &[(&str, &str)] = &[
    ("m", "m"), ("g", "g"), ("s", "s"), ("A", "A"), ("K", "K"), ("mol", "mol"), ("Hz", "Hz"), ("N", "N"), ("Pa", "Pa"), ("J", "J"), ("W", "W"),
    ("Wh", "Wh"), ("C", "C"), ("V", "V"), ("F", "F"), ("H", "H"), ("T", "T"), ("ohm", "Ω"), ("eV", "eV"), ("l", "l"), ("L", "L"),
];

/// The letters before them; `u` is that of `\micro`.
const SHORT_PREFIXES: &str = "afpnumcdhkMGT";

impl Reader<'_> {
    /// The number of `\num`, the unit of `\si`, both of `\SI`.
    pub(super) fn quantity(
        &mut self,
        name: &str,
        with_number: bool,
        with_unit: bool,
    ) -> Result<Row, Obstacle> {
        let mut row = Row::default();
        if with_number {
            row.0.extend(number(self.raw_argument(name)?)?);
        }
        if with_unit {
            let (unit, close) = unit(self.raw_argument(name)?)?;
            row.0.extend((with_number && !close).then_some(Node::from(Item::Space)));
            row.0.extend(unit);
        }
        Ok(row)
    }

    /// `\SIrange{2}{5}{\mm}`: both numbers, and their unit.
    pub(super) fn range(&mut self, name: &str, with_unit: bool) -> Result<Row, Obstacle> {
        let mut row = Row(number(self.raw_argument(name)?)?);
        row.0.push(Item::Sign("–".into(), Class::Ordinary).into());
        row.0.extend(self.quantity(name, true, with_unit)?.0);
        Ok(row)
    }

    /// `\ang{30}`: degrees.
    pub(super) fn angle(&mut self, name: &str) -> Result<Row, Obstacle> {
        let mut row = Row(number(self.raw_argument(name)?)?);
        row.0.push(Item::Sign("°".into(), Class::Ordinary).into());
        Ok(row)
    }
}

/// `1.2e-3` is 1.2 × 10⁻³, and `3+-1` is 3±1; `1 x 2` and `5(1)` stay.
fn number(source: &str) -> Result<Vec<Node>, Obstacle> {
    let error = source.split_once("+-").or_else(|| source.split_once(r"\pm"));
    let source = &error.map_or_else(
        || source.to_owned(),
        |(value, error)| format!("{}±{}", value.trim_end(), error.trim_start()),
    );
    if let Some(c) = source.chars().find(|c| !c.is_ascii_digit() && !" .,+-±eE()x".contains(*c)) {
        return Err(Obstacle::Misplaced(c));
    }
    let word = |text: &str| Node::from(Item::Word(text.to_owned()));
    let Some((mantissa, exponent)) = source.trim().split_once(['e', 'E']) else {
        return Ok(vec![word(source.trim())]);
    };
    let power = Scripts {
        base: Row::from(Item::Number("10".into())),
        sup: Row(vec![word(exponent.trim())]),
        ..Scripts::default()
    };
    let mut nodes = Vec::new();
    if !mantissa.is_empty() {
        nodes.extend([
            Item::Number(mantissa.trim().to_owned()).into(),
            Item::Sign("×".into(), Class::Binary).into(),
        ]);
    }
    nodes.push(Item::Scripts(power).into());
    Ok(nodes)
}

/// A unit, and whether it stands close to its number.
fn unit(source: &str) -> Result<(Vec<Node>, bool), Obstacle> {
    let mut text = String::new();
    let mut rest = source.trim();
    let mut apart = false;
    let mut power = "";
    while let Some(c) = rest.chars().next() {
        let Some(name) = names::command(rest) else {
            // Symbols typed as they are: `m/s`.
            if !(c.is_alphanumeric() || " ./%^-".contains(c)) {
                return Err(Obstacle::Misplaced(c));
            }
            text.push(if c == '.' { ' ' } else { c });
            rest = &rest[c.len_utf8()..];
            continue;
        };
        rest = rest[1 + name.len()..].trim_start();
        match name {
            "per" => text.push('/'),
            "squared" => text.push('²'),
            "cubed" => text.push('³'),
            // They stand before the unit that they raise.
            "square" | "cubic" => {
                power = if name == "square" { "²" } else { "³" };
                continue;
            }
            _ => {
                let prefix = PREFIXES.iter().find(|(long, _)| *long == name);
                let known = prefix.or_else(|| UNITS.iter().find(|(long, _)| *long == name));
                let symbol = known.map(|(_, symbol)| (*symbol).to_owned()).or_else(|| short(name));
                text.push_str(if apart { "·" } else { "" });
                text += &symbol.ok_or_else(|| Obstacle::Unknown(name.to_owned()))?;
                if prefix.is_none() {
                    text += std::mem::take(&mut power);
                }
                let goes_on = [r"\per", r"\squared", r"\cubed"].iter().any(|n| rest.starts_with(n));
                apart = prefix.is_none() && !rest.is_empty() && !goes_on;
                continue;
            }
        }
        apart = name != "per" && !rest.is_empty() && !rest.starts_with(r"\per");
    }
    if !power.is_empty() {
        return Err(Obstacle::Bare("square".to_owned()));
    }
    let close = text == "%" || text == "°";
    Ok((vec![Item::Word(text).into()], close))
}

/// The symbol of an abbreviated unit: `µL` for `uL`.
fn short(name: &str) -> Option<String> {
    SHORT_UNITS.iter().find_map(|(unit, symbol)| {
        let prefix = name.strip_suffix(unit)?;
        let is_prefix = prefix.len() <= 1 && SHORT_PREFIXES.contains(prefix);
        is_prefix.then(|| prefix.replace('u', "µ") + symbol)
    })
}
