//! Colons between two partners, which some authors set between spaces: `Nd : YAG`, `the Si : Al
//! ratio`, `(male : female)`.

use crate::math::elements;

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
    let mut parts = word.split(char::is_numeric).filter(|letters| !letters.is_empty());
    word.starts_with(char::is_alphabetic) && parts.all(elements::are_symbols)
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
