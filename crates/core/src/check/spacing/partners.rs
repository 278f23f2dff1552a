//! Colons between two partners, which some authors set between spaces: `Nd : YAG`, `the Si : Al
//! ratio`, `(male : female)`.

/// The symbols of the elements (IUPAC, *Periodic Table of the Elements*, 2022), of which compounds
/// are written; what the digits between them count is not looked at.
const ELEMENTS: &str = " H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni \
    Cu Zn Ga Ge As Se Br Kr Rb Sr Y Zr Nb Mo Tc Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Pr Nd Pm \
    Sm Eu Gd Tb Dy Ho Er Tm Yb Lu Hf Ta W Re Os Ir Pt Au Hg Tl Pb Bi Po At Rn Fr Ra Ac Th Pa U Np Pu \
    Am Cm Bk Cf Es Fm Md No Lr ";

/// What holds the ions of a laser or a phosphor, and is no formula.
const HOSTS: &[&str] =
    &["YAG", "YLF", "YAP", "GGG", "sapphire", "glass", "silica", "fiber", "fibre", "crystal"];

/// Words behind two that are measured against each other.
const RATIOS: &[&str] = &["ratio", "ratios", "mixture", "mixtures", "molar", "proportion"];

/// Whether the colon at byte `at`, behind a space, stands between two substances, two that are
/// measured against each other, or two alone in a bracket.
pub(super) fn are_round(text: &str, at: usize) -> bool {
    let end = text[..at].trim_end_matches(' ').len();
    let behind = text[at + 1..].trim_start_matches(' ');
    let is_part = |c: char| c.is_alphanumeric();
    let first = &text[text[..end].trim_end_matches(is_part).len()..end];
    let second = &behind[..behind.len() - behind.trim_start_matches(is_part).len()];
    if first.is_empty() || second.is_empty() {
        return false;
    }
    let rest = &behind[second.len()..];
    let are_substances = is_formula(first) && (is_formula(second) || HOSTS.contains(&second));
    let is_ratio = rest.trim_start().split([' ', ',', '.', ')', ';']).next();
    let are_small = [first, second].iter().all(|word| word.starts_with(char::is_lowercase));
    let is_alone = text[..end - first.len()].ends_with('(') && rest.starts_with(')') && are_small;
    are_substances || is_ratio.is_some_and(|word| RATIOS.contains(&word)) || is_alone
}

/// `Nd`, `ZnO`, `Al2O3`: symbols of elements, with the numbers between them.
fn is_formula(word: &str) -> bool {
    let mut rest = word;
    while let Some(c) = rest.chars().next() {
        if c.is_numeric() {
            rest = &rest[c.len_utf8()..];
            continue;
        }
        let is_symbol = |len: &usize| {
            rest.get(..*len).is_some_and(|symbol| ELEMENTS.contains(&format!(" {symbol} ")))
        };
        let Some(len) = [2, 1].into_iter().find(is_symbol) else { return false };
        rest = &rest[len..];
    }
    word.starts_with(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn partners_keep_their_spaces() {
        for (text, are_partners) in [
            ("a Ho : YAG lamp", true),
            ("the Zn : S films", true),
            ("Cr : sapphire", true),
            ("the Al2O3 : Ce lamp", true),
            ("the tick : tock ratio is", true),
            ("sheep (ewe : ram)", true),
            ("Clocks : a study", false),
            ("He : we met him", false),
            ("flies (Diptera : Culicidae)", false),
            ("clockwise, CCW : 12.2", false),
            ("In : a word", false),
            ("the hand (see Fig : below) of it", false),
        ] {
            assert_eq!(are_round(text, text.find(':').unwrap()), are_partners, "{text}");
        }
    }
}
