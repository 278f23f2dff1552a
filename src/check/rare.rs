//! Which of the characters that prose seldom has are in a text.
//!
//! Most rules on TeX look for one of them first. Asked once for all rules, the
//! answer costs a few scans of the text; asked by each, as many as there are rules.

/// The characters, in the order of their bits.
const RARE: &[u8; 7] = b"\\{}~`^$";

/// A set of rare characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rare(u8);

impl Rare {
    /// Those among `bytes` that are rare.
    pub fn of(bytes: &[u8]) -> Rare {
        Rare::where_(|rare| bytes.contains(&rare))
    }

    /// Those that `text` holds.
    pub fn in_text(text: &str) -> Rare {
        let bytes = text.as_bytes();
        let any = memchr::memchr3(b'\\', b'{', b'}', bytes)
            .or_else(|| memchr::memchr2(b'^', b'$', bytes))
            .or_else(|| memchr::memchr2(b'~', b'`', bytes));
        if any.is_some() { Rare::where_(|rare| memchr::memchr(rare, bytes).is_some()) } else { Rare(0) }
    }

    fn where_(holds: impl Fn(u8) -> bool) -> Rare {
        Rare(RARE.iter().enumerate().filter(|(_, rare)| holds(**rare)).map(|(bit, _)| 1 << bit).sum())
    }

    /// Whether two sets share a character.
    pub fn meets(self, other: Rare) -> bool {
        self.0 & other.0 != 0
    }

    /// Both together.
    pub fn and(self, other: Rare) -> Rare {
        Rare(self.0 | other.0)
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_of_rare_characters() {
        assert!(Rare::in_text("plain prose, at 5%").is_empty());
        assert!(Rare::in_text(r"86.8\%").meets(Rare::of(br"\")));
        assert!(!Rare::in_text("x^2").meets(Rare::of(b"{}")));
    }
}
