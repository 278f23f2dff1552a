//! Numbers and quantities.

/// Units that stand right behind a number, or behind one space.
const UNITS: &[&str] = &[
    "%", "‰", "°", "°C", "°F", "ms", "ns", "μs", "µs", "us", "s", "sec", "min", "h", "hr", "hrs",
    "Hz", "kHz", "MHz", "GHz", "THz", "B", "KB", "kB", "MB", "GB", "TB", "PB", "KiB", "MiB", "GiB",
    "bit", "bits", "bp", "kb", "Mb", "Gb", "kbps", "Mbps", "Gbps", "nm", "μm", "µm", "um", "mm",
    "cm", "dm", "m", "km", "ng", "μg", "µg", "mg", "g", "kg", "t", "ml", "mL", "μl", "μL", "µl",
    "µL", "L", "l", "K", "eV", "keV", "MeV", "GeV", "TeV", "V", "mV", "kV", "W", "mW", "kW", "MW",
    "GW", "kWh", "J", "kJ", "MJ", "kcal", "cal", "N", "Pa", "kPa", "MPa", "GPa", "bar", "A", "mA",
    "F", "Ω", "mol", "mmol", "mM", "μM", "µM", "nM", "pM", "M", "dB", "dBm", "fps", "FPS", "dpi",
    "rpm", "px", "pc", "kpc", "Mpc", "ppm", "ppb", "kDa", "Da", "am", "pm", "x", "×",
];

/// Units that are also words, names or the letters of a list: only right behind a number.
const GLUED_ONLY: &[&str] = &[
    "s", "h", "B", "m", "g", "t", "l", "L", "K", "V", "W", "J", "N", "A", "F", "M", "us", "am",
    "bar", "cal", "min", "x", "×", "bit", "bits", "um", "Da", "pc",
];

/// The byte behind a number: digits with commas and points between them, and an exponent.
pub(super) fn number(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    if !is_digit(at) {
        return None;
    }
    let goes_on =
        |at: usize| is_digit(at) || matches!(bytes.get(at), Some(b'.' | b',')) && is_digit(at + 1);
    let end = at + (at..at + super::REACH).take_while(|at| goes_on(*at)).count();
    let sign = end + 1 + usize::from(matches!(bytes.get(end + 1), Some(b'-' | b'+')));
    if matches!(bytes.get(end), Some(b'e' | b'E')) && is_digit(sign) {
        let exponent = super::run(text, sign, |c| c.is_ascii_digit());
        if !text[exponent..].starts_with(char::is_alphanumeric) {
            return Some(exponent);
        }
    }
    Some(end)
}

/// The byte behind a number in the notation of programs: `1e-5`.
pub(super) fn with_exponent(text: &str, at: usize) -> Option<usize> {
    number(text, at).filter(|end| text[at..*end].contains(['e', 'E']))
}

/// The byte behind `2nd` or `1990s`.
pub(super) fn ordinal(text: &str, at: usize) -> Option<usize> {
    let digits = super::run(text, at, |c| c.is_ascii_digit());
    let end = super::run(text, digits, |c| c.is_ascii_alphabetic());
    let is_decade =
        digits - at == 4 && text[digits..end] == *"s" && text.as_bytes()[digits - 1] == b'0';
    let is_ordinal = digits > at && matches!(&text[digits..end], "st" | "nd" | "rd" | "th");
    (is_decade || is_ordinal)
        .then_some(end)
        .filter(|end| !text[*end..].starts_with(char::is_alphanumeric))
}

/// The byte behind a number and its unit.
pub(super) fn quantity(text: &str, at: usize) -> Option<usize> {
    let behind = number(text, at)?;
    let spaced = text[behind..].starts_with([' ', '\u{A0}', '\u{202F}']);
    let start = behind + if spaced { text[behind..].chars().next()?.len_utf8() } else { 0 };
    let is_letter = |c: char| c.is_alphabetic() || c == '°';
    let end = match text[start..].chars().next()? {
        sign @ ('%' | '‰' | '×') => start + sign.len_utf8(),
        _ => super::run(text, start, is_letter),
    };
    let unit = &text[start..end];
    let is_unit = UNITS.contains(&unit) && !(spaced && GLUED_ONLY.contains(&unit));
    (is_unit && !text[end..].starts_with(|c: char| c.is_alphanumeric() || c == '_')).then_some(end)
}
