//! siunitx in its common form: `\SI{5}{\kilo\metre}`, `\num{1.2e-3}`, `\si{\micro\metre}`,
//! `\ang{30}`.
//!
//! Names and symbols are those of the package's manual (J. Wright, *siunitx*, tables of units and
//! prefixes), which are those of the International System of Units.

use super::super::tree::{Class, Item, Node, Row, Scripts};
use super::{Obstacle, Reader, names};

#[rustfmt::skip]
const PREFIXES: &[(&str, &str)] = &[
    ("femto", "f"), ("pico", "p"), ("nano", "n"), ("micro", "µ"), ("milli", "m"), ("centi", "c"), ("deci", "d"), ("hecto", "h"),
    ("kilo", "k"), ("mega", "M"), ("giga", "G"), ("tera", "T"), ("peta", "P"), ("kibi", "Ki"), ("mebi", "Mi"), ("gibi", "Gi"),
];

#[rustfmt::skip]
const UNITS: &[(&str, &str)] = &[
    ("metre", "m"), ("meter", "m"), ("m", "m"), ("cm", "cm"), ("mm", "mm"), ("um", "µm"), ("nm", "nm"), ("km", "km"),
    ("gram", "g"), ("g", "g"), ("kg", "kg"), ("mg", "mg"), ("second", "s"), ("s", "s"), ("ms", "ms"), ("us", "µs"), ("ns", "ns"), ("ps", "ps"),
    ("minute", "min"), ("hour", "h"), ("day", "d"), ("ampere", "A"), ("kelvin", "K"), ("K", "K"), ("mole", "mol"), ("candela", "cd"),
    ("hertz", "Hz"), ("Hz", "Hz"), ("kHz", "kHz"), ("MHz", "MHz"), ("GHz", "GHz"), ("THz", "THz"), ("newton", "N"), ("pascal", "Pa"), ("bar", "bar"),
    ("joule", "J"), ("watt", "W"), ("W", "W"), ("mW", "mW"), ("kW", "kW"), ("volt", "V"), ("V", "V"), ("mV", "mV"), ("kV", "kV"), ("farad", "F"),
    ("ohm", "Ω"), ("siemens", "S"), ("tesla", "T"), ("weber", "Wb"), ("henry", "H"), ("lumen", "lm"), ("lux", "lx"), ("becquerel", "Bq"),
    ("gray", "Gy"), ("sievert", "Sv"), ("litre", "L"), ("liter", "L"), ("tonne", "t"), ("electronvolt", "eV"), ("eV", "eV"), ("keV", "keV"),
    ("MeV", "MeV"), ("GeV", "GeV"), ("TeV", "TeV"), ("decibel", "dB"), ("dB", "dB"), ("degree", "°"), ("celsius", "°C"), ("degreeCelsius", "°C"),
    ("percent", "%"), ("bit", "bit"), ("byte", "B"), ("radian", "rad"), ("steradian", "sr"), ("angstrom", "Å"), ("dalton", "Da"), ("parsec", "pc"),
];

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
        row.0.push(Item::Word("–".into()).into());
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

/// `1.2e-3` is 1.2 × 10⁻³; `1 x 2` and `5(1)` stay.
fn number(source: &str) -> Result<Vec<Node>, Obstacle> {
    if let Some(c) = source.chars().find(|c| !c.is_ascii_digit() && !" .,+-eE()x".contains(*c)) {
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
            "squared" | "square" => text.push('²'),
            "cubed" | "cubic" => text.push('³'),
            _ => {
                let prefix = PREFIXES.iter().find(|(long, _)| *long == name);
                let symbol = prefix
                    .or_else(|| UNITS.iter().find(|(long, _)| *long == name))
                    .map(|(_, symbol)| *symbol);
                let symbol = symbol.ok_or_else(|| Obstacle::Unknown(name.to_owned()))?;
                text.push_str(if apart { "·" } else { "" });
                text.push_str(symbol);
                apart = prefix.is_none()
                    && !rest.is_empty()
                    && !rest.starts_with(r"\per")
                    && !rest.starts_with(r"\squared");
                continue;
            }
        }
        apart = name != "per" && !rest.is_empty() && !rest.starts_with(r"\per");
    }
    let close = text == "%" || text == "°";
    Ok((vec![Item::Word(text).into()], close))
}
