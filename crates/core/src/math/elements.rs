//! The symbols of the chemical elements.

#[rustfmt::skip]
const SYMBOLS: [&str; 99] = [
    "Ac", "Ag", "Al", "Am", "Ar", "As", "At", "Au", "B", "Ba", "Be", "Bi", "Bk", "Br", "C", "Ca",
    "Cd", "Ce", "Cf", "Cl", "Cm", "Co", "Cr", "Cs", "Cu", "Dy", "Er", "Es", "Eu", "F", "Fe", "Fr",
    "Ga", "Gd", "Ge", "H", "He", "Hf", "Hg", "Ho", "I", "In", "Ir", "K", "Kr", "La", "Li", "Lu",
    "Mg", "Mn", "Mo", "N", "Na", "Nb", "Nd", "Ne", "Ni", "Np", "O", "Os", "P", "Pa", "Pb", "Pd",
    "Pm", "Po", "Pr", "Pt", "Pu", "Ra", "Rb", "Re", "Rh", "Rn", "Ru", "S", "Sb", "Sc", "Se", "Si",
    "Sm", "Sn", "Sr", "Ta", "Tb", "Tc", "Te", "Th", "Ti", "Tl", "Tm", "U", "V", "W", "Xe", "Y",
    "Yb", "Zn", "Zr",
];

/// Whether letters are symbols of elements, one behind the other: `LiCo`.
pub(crate) fn are_symbols(letters: &str) -> bool {
    let mut rest = letters;
    while !rest.is_empty() {
        let small = rest.bytes().skip(1).take_while(u8::is_ascii_lowercase).count();
        let Some((symbol, behind)) = rest.split_at_checked(1 + small) else { return false };
        if SYMBOLS.binary_search(&symbol).is_err() {
            return false;
        }
        rest = behind;
    }
    !letters.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_symbols_one_behind_the_other() {
        assert!(SYMBOLS.is_sorted());
        assert!(["Si", "LiCo", "NaCl", "H", "OH"].into_iter().all(are_symbols));
        assert!(!["", "si", "max", "Mpc", "é", "Hx"].into_iter().any(are_symbols));
    }
}
