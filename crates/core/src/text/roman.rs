//! Roman numerals in capitals, as far as the seven letters go: I to MMMCMXCIX.

/// What a letter, or two of which the first is taken away, counts, from the most on.
const SIGNS: [(u32, &str); 13] = [
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
];

/// The numeral of `number`; `None` for 0, and for 4000 and more.
pub fn write(number: u32) -> Option<String> {
    if !(1..4000).contains(&number) {
        return None;
    }
    let mut rest = number;
    let mut written = String::new();
    for (value, sign) in SIGNS {
        while rest >= value {
            written.push_str(sign);
            rest -= value;
        }
    }
    Some(written)
}

/// The number that `numeral` stands for; `None` where it is none in its usual form (`IIII`, `iv`).
pub fn parse(numeral: &str) -> Option<u32> {
    let mut rest = numeral;
    let mut number = 0;
    for (value, sign) in SIGNS {
        // Longer runs are no numeral, whatever they begin with.
        for _ in 0..3 {
            let Some(behind) = rest.strip_prefix(sign) else { break };
            rest = behind;
            number += value;
        }
    }
    write(number).filter(|usual| usual == numeral).map(|_| number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        for number in 1..4000 {
            assert_eq!(write(number).as_deref().and_then(parse), Some(number));
        }
        assert_eq!(write(1994).as_deref(), Some("MCMXCIV"));
        assert_eq!((write(0), write(4000)), (None, None));
    }

    #[test]
    fn other_letters_are_no_numeral() {
        for text in ["", "IIII", "IL", "VV", "XXL", "iv", "IVa", "AI", "MMMMM", "Ⅳ"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
